"""What a thief can write around, into or behind an official contact: none of it is official, and plain writings still are."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contactfinder.registry.index import Index
from contactfinder.verify import Status, Verdict, Why, verify

EXAMPLE = "example-exchange"
HELP = "https://help.example-exchange.com/contact?form=1"


def values(verdict: Verdict, code: Why) -> dict[str, str]:
    return next(r.values for r in verdict.reasons if r.code is code)


def signs(verdict: Verdict) -> set[str]:
    return {r.values["sign"] for r in verdict.reasons if r.code is Why.SIGN}


@pytest.mark.parametrize(
    "plus", ["+", "＋", "⁺", "₊", "﬩", "➕", "✚", "✛", "ᐩ", "᛭", "\U0001029b", "┼", "⊕", "plus "]
)
def test_a_plus_is_one_whatever_it_looks_like(index: Index, plus: str) -> None:
    """+844 555 0123 is dialled to Vietnam, and so is what a reader takes for a plus."""
    verdict = verify(f"{plus}844 555 0123", index)
    assert (verdict.status, values(verdict, Why.DIFFERS)["how"]) == (Status.LOOKALIKE, "missing-country-code")
    assert verify(f"{plus}44 20 7946 0000", index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    ("text", "country", "claimed", "status"),
    [
        ("6812 3456", "SG", "split-payment", Status.OFFICIAL),
        ("+65 6812 3456", "CN", "split-payment", Status.OFFICIAL),
        ("6812 3456", "CN", "split-payment", Status.UNKNOWN),  # a local number in Beijing
        ("6812 3456", None, "split-payment", Status.UNKNOWN),
        ("020 7946 0000", None, EXAMPLE, Status.UNKNOWN),
        ("844 555 0123", None, EXAMPLE, Status.OFFICIAL),  # American ones are tried everywhere
    ],
)
def test_a_national_number_is_official_only_at_home(
    index: Index, text: str, country: str | None, claimed: str, status: Status
) -> None:
    """Naming the platform lets its number be recognised; it does not make the digits reach it from elsewhere."""
    verdict = verify(text, index, country, claimed)
    assert verdict.status is status
    assert status is Status.OFFICIAL or Why.AMBIGUOUS_NUMBER in {r.code for r in verdict.reasons}


@pytest.mark.parametrize(
    ("text", "country", "rings"),
    [
        ("65-681-23456", "HK", "+85265681234"),  # complete with the last but two: it rings in Hong Kong
        ("65-681-23456", "GB", None),  # nothing rings there without a 0
        ("+65-681-23456", "HK", None),
        ("00 65 6812 3456", "HK", None),
        ("844 555 0123", "CN", None),
    ],
)
def test_a_number_that_rings_before_its_end_is_ambiguous(
    index: Index, text: str, country: str, rings: str | None
) -> None:
    """Where numbers have no trunk prefix, exchanges connect as soon as a number is complete."""
    verdict = verify(text, index, country)
    found = next((r.values["other"] for r in verdict.reasons if r.code is Why.AMBIGUOUS_NUMBER), None)
    assert (found, verdict.status) == (rings, Status.UNKNOWN if rings else Status.OFFICIAL)


@pytest.mark.parametrize(
    "behind",
    [
        "# https://evil.com",
        "#\nhttps://evil.com/login",
        "# call 844-555-0123",
        "#a or evil",
        "#!/evil",
        "#!evil",
        "#/evil",
        "#\\evil",
        "#%21/evil",
        "#%2Fevil",
        "#?evil",
    ],
)
def test_a_fragment_that_leads_on_is_not_the_listed_page(index: Index, behind: str) -> None:
    """Pages of one script go where their fragment says, and behind a blank another text begins."""
    verdict = verify(f"{HELP}{behind}", index)
    assert (verdict.status, signs(verdict) >= {"redirector"}) == (Status.OFFICIAL_DOMAIN, True)


@pytest.mark.parametrize(
    "behind", ["#top", "#section-2", "#h_01ABC", "#:~:text=contact%20us", "&utm_source=a.example"]
)
def test_a_place_in_the_page_is_the_page(index: Index, behind: str) -> None:
    assert verify(f"{HELP}{behind}", index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    "behind",
    [
        "? https://evil.com",
        "?x or t.me/evil",
        "?gclid,https://evil.com",
        "?UTM_x=1/2|evil.com",
        "?u=t.me/evil",
        "?about=evil.com",
        "?about=evil%252Ecom",
        "?about=@evil",
        "?about=a,b",
        "#!/evil",
        "#/evil",
    ],
)
def test_a_profile_link_with_more_in_it_is_not_the_account(index: Index, behind: str) -> None:
    """Its query is compared with nothing, so it may hold plain fields only."""
    verdict = verify(f"x.com/exampleexhelp{behind}", index)
    assert (verdict.status, signs(verdict) >= {"redirector"}) == (Status.UNCONFIRMED, True)


@pytest.mark.parametrize(
    "behind",
    [
        "?s=20&t=AbC-d_9",
        "?lang=en",
        "?igsh=MzRlODBiNWFlZA==",
        "?utm_source=chat.example",
        "/?ref=home#top",
        "?",
    ],
)
def test_a_profile_link_as_people_share_it_is_the_account(index: Index, behind: str) -> None:
    assert verify(f"https://x.com/exampleexhelp{behind}", index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    "fields",
    [
        "reply-to=evil@evil.com",
        "from=x",
        "resent-to=x",
        "apparently-to=x",
        "attach=/etc/passwd",
        "subject=x%0d%0aBcc:evil@evil.com",
        "subject=x%0aBcc:evil",
        "b%00cc=x@evil.com",
        "body=x%00y",
        "subject=a&amp;cc=x@evil.com",
        "subject=my account https://evil.com",
    ],
)
def test_a_mail_that_goes_elsewhere_too_is_refused(index: Index, fields: str) -> None:
    """A copy, the answer or a file for somebody else: only a subject and a text are harmless."""
    assert verify(f"mailto:support@example-exchange.com?{fields}", index).status is Status.INVALID


@pytest.mark.parametrize(
    "fields", ["", "subject=My account", "Subject=a&body=b%0D%0Ac", "subject=a&amp;body=b"]
)
def test_a_mail_with_a_text_is_a_mail_to_support(index: Index, fields: str) -> None:
    assert verify(f"mailto:support@example-exchange.com?{fields}", index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    "text",
    [
        "QQ 8445550123",
        "QQ号 844-555-0123",
        "微信 8445550123",
        "微信号码：8445550123",
        "Signal 844-555-0123",
        "Viber +1 844 555 0123",
        "Telegram +1 844 555 0123",
        "telegram evil_support 844-555-0123",
        "+1 844 555 0123 (Zalo)",
        "LINE ID: 8445550123",
        "라인 844-555-0123",
        "ICQ 8445550123",
        "UID 8445550123",
        "账号 8445550123",
        "WhatsApp number: +44 20 7946 0000",
        "What's App +44 20 7946 0000",
        "Whats-App +44 20 7946 0000",
        "tel:+44-20-7946-0000 (WhatsApp)",
        "tel:+44-20-7946-0000 Telegram",
        "+1 844 555 0123 Telegrаm",  # with a Cyrillic letter
        "[WhatsApp](tel:+442079460000)",
    ],
)
def test_the_number_of_an_account_is_no_phone_line(index: Index, text: str) -> None:
    """Nothing is known of who has the account or id with these digits."""
    verdict = verify(text, index, "US")
    assert (verdict.status, Why.NOT_AS_LISTED in {r.code for r in verdict.reasons}) == (Status.UNKNOWN, True)


@pytest.mark.parametrize(
    "text",
    [
        "Customer service line: +44 20 7946 0000",
        "Hotline +44 20 7946 0000",
        "オンライン +44 20 7946 0000",
        "온라인 +44 20 7946 0000",
        "账户冻结热线：+44 20 7946 0000",
        "Account locked? +44 20 7946 0000",
        "ID +44 20 7946 0000",
        "拨打 +44 20 7946 0000。谢谢",
        "| +44 20 7946 0000 |",
        "Tel | +44 20 7946 0000",
    ],
)
def test_words_of_telephone_help_name_no_account(index: Index, text: str) -> None:
    assert verify(text, index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    "text",
    [
        "visit 844-555-0123.com",
        "Call +1-844-555-0123.com",
        "(844) 555-0123.com",
        "844 555 0123.com",
        "visit 844-555-0123。com",
        "visit 844-555-0123.网址",
        "tel:+1-8445-550-123?u=https://evil.com",
        "tel:+18445550123?call=2125551234",
        "sms:+18445550123?body=go to https://evil.com",
        "sms:+18445550123?body=then call 212-555-1234",
        "844-555-0123;call=212-555-1234",
        "tel:+18445550123;u=evil.com",
        "telegram: evil_help <support@example-exchange.com>",
        "telegram evil_help <support@example-exchange.com>",
        "evil on Discord <support@example-exchange.com>",
        "x:evil <support@example-exchange.com>",
        "WhatsApp：evil <support@example-exchange.com>",
    ],
)
def test_a_contact_with_another_one_in_it_is_refused(index: Index, text: str) -> None:
    """A host that begins as a number, a second address or number behind it, an account in the name before it."""
    assert verify(text, index, "US").status is Status.INVALID


@pytest.mark.parametrize(
    "text",
    [
        "sms:+18445550123?body=my code",
        "callto:+18445550123?call",
        "tel:+1-844-555-0123;ext=12",
        "tel:8445550123?",
    ],
)
def test_what_a_phone_link_carries_by_right_does_no_harm(index: Index, text: str) -> None:
    assert verify(text, index, "US").status is Status.OFFICIAL


@pytest.mark.parametrize(
    "text",
    [
        "1-844-555-O123",
        "+1 844 555 Ol23",
        "1-844-5S5-O1AD",
        "+1.844.555.0|23",
        "844 555 ○123",
        "1-8OO-KILL-123",
    ],
)
def test_what_can_be_one_digit_or_another_is_not_official(index: Index, text: str) -> None:
    """On a keypad O is a 6; people take it, or a ○, for a 0."""
    assert verify(text, index, "US").status is not Status.OFFICIAL


def test_letters_for_digits_are_named_as_what_is_odd(index: Index) -> None:
    verdict = verify("1-844-555-O123", index, "US")
    assert (verdict.status, signs(verdict)) == (Status.UNCONFIRMED, {"letters-as-digits"})


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("٨٤٤ ٥٥٥٠١٢٣", Status.UNCONFIRMED),
        ("+١ ٨٤٤ ٥٥٥ ٠١٢٣", Status.UNCONFIRMED),
        ("טלפון 844 5550123", Status.UNCONFIRMED),
        ("844 5550123 טלפון", Status.UNCONFIRMED),
        ("هاتف +1-844-555-0123", Status.UNCONFIRMED),
        ("טלפון ⑧④④⑤⑤⑤⓪①②③", Status.UNCONFIRMED),
        ("٨٤٤٥٥٥٠١٢٣", Status.OFFICIAL),  # one group has no order
        ("هاتف +18445550123", Status.OFFICIAL),
        ("۸۴۴ ۵۵۵۰۱۲۳", Status.OFFICIAL),  # Persian digits run from left to right
    ],
)
def test_groups_that_are_shown_in_another_order_are_not_official(
    index: Index, text: str, status: Status
) -> None:
    """٨٤٤ ٥٥٥٠١٢٣ is shown with its second group first: a reader dials somebody else."""
    assert verify(text, index, "US").status is status


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("x:exampleехhelp", "x:exampleexhelp"),
        ("@exаmpleexhelp", "x:exampleexhelp"),
        ("X: EХAMPLEEXHELP", "x:exampleexhelp"),
        ("suppоrt@example-exchange.com", "support@example-exchange.com"),
        ("suppórt@example-exchange.com", "support@example-exchange.com"),
        ("mailto:suppоrt@example-exchange.com", "support@example-exchange.com"),
        ("1-844-555-О123", "+18445550123"),
    ],
)
def test_an_official_contact_in_foreign_letters_is_a_lookalike(
    index: Index, text: str, official: str
) -> None:
    """No network or mail program would take it; people would."""
    verdict = verify(text, index, "US")
    assert (verdict.status, verdict.imitates) == (Status.LOOKALIKE, official)
    assert verdict.platform and verdict.platform["id"] == EXAMPLE
    assert values(verdict, Why.DIFFERS) == {"how": "foreign-letters", "official": official}


@pytest.mark.parametrize(
    "text", ["telegram:quiet_rivеr_desk", "@quiet_rivеr_desk", "Exаmple.Exchange.Help@gmail.example"]
)
def test_a_reported_contact_in_foreign_letters_is_an_impostor(index: Index, text: str) -> None:
    verdict = verify(text, index)
    assert (verdict.status, verdict.report is not None) == (Status.IMPOSTOR, True)
    assert "disguised-letters" in signs(verdict)


@pytest.mark.parametrize("text", ["телефон", "x:somebоdy_else", "ceо@example-exchange.com", "@币 安"])
def test_foreign_letters_alone_accuse_nobody(index: Index, text: str) -> None:
    assert verify(text, index).status is Status.INVALID


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("0.:/[]x1a@ %"), max_size=12))
@example(".0..:")
def test_texts_of_dots_and_digits_get_an_answer(index: Index, text: str) -> None:
    """What looks like an address in numbers is one, or is refused."""
    assert verify(text, index).reasons
