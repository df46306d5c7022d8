"""Is this contact genuine? Every verdict, every reason, and what must never be said."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from contactfinder.errors import ExitCode
from contactfinder.registry.build import build
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.verify import EXIT_CODES, Status, Verdict, Why, verify

FIXTURES = Path(__file__).parents[1] / "fixtures" / "registry"
STATED = """  - kind: announcements
    value: https://other-broker.com{page}
    evidence:
      - {{source: "https://example.org/list", read: 2026-11-22}}
"""
EXAMPLE, OTHER, WALLET = "example-exchange", "other-broker", "example-wallet"

# claim, the user's country, the platform named, the verdict, the reasons that must be among those given
Case = tuple[str, str | None, str | None, Status, set[Why]]


def official(text: str, *why: Why, country: str | None = None, claimed: str | None = None) -> Case:
    return text, country, claimed, Status.OFFICIAL, set(why)


def case(
    text: str, status: Status, *why: Why, country: str | None = None, claimed: str | None = None
) -> Case:
    return text, country, claimed, status, set(why)


PHONES = [
    official("+44 20 7946 0000", Why.LISTED, Why.CALLER_ID),
    official("020 7946 0000", Why.READ_AS, country="GB"),
    official("(844) 555-0123", Why.READ_AS, country="US"),
    official("1-844-555-0123", country="GB"),  # no British number
    official("1-844-555-0123"),
    official("400 555 1234", country="CN"),
    official("1800 160 401", country="AU"),
    official("+44 (0)20 7946 0000 ext. 12", Why.SIGN),
    official("tel:+442079460000"),
    official("442079460000"),  # without its plus it means nothing else
    official("(844) 555-0123", claimed=EXAMPLE),  # naming the platform never weakens its own number
    official("Customer support number: +44 20 7946 0000."),
    # Without the 0 it is no British writing; where it can be an American one, nobody knows which is meant.
    official("808 157 0000", country="GB"),
    case("207 946 0000", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="GB"),
    case("whatsapp +44 20 7946 0000", Status.UNKNOWN, Why.NOT_AS_LISTED),
    case("+44 20 7946 0000@evil.com", Status.INVALID, Why.UNREADABLE),
    # The same digits, dialled as written where the user is, ring elsewhere.
    case("1-844-555-0123", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="CN"),
    case("020 7946 0000", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="CN"),
    case("400 555 1234", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="US"),
    case("6568123456", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="US"),
    case("6568123456", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER),
    case("844 555 0123", Status.UNKNOWN, Why.AMBIGUOUS_NUMBER, country="GB"),  # 0844 is a British prefix
    case("+844 555 0123", Status.LOOKALIKE, Why.DIFFERS),  # a plus without country code
    case("+1 1 844 555 0123", Status.LOOKALIKE, Why.DIFFERS),  # with it twice
    case("020 7946 0000", Status.INVALID, Why.UNREADABLE),  # of which country?
    case("+1 888 555 0143", Status.CORROBORATED, Why.LISTED),
    case("+1 800 555 0177", Status.UNCONFIRMED, Why.LISTED),
    case("+1 202 555 0188", Status.CONTRADICTED, Why.WITHDRAWN),
    case("+81 3 1234 5678", Status.UNKNOWN, Why.NOT_LISTED),
    case("12", Status.INVALID, Why.UNREADABLE),
]
NEAR_PHONES = [
    case("+44 20 7946 0001", Status.LOOKALIKE, Why.DIFFERS),  # changed
    case("+44 20 7964 0000", Status.LOOKALIKE, Why.DIFFERS),  # swapped
    case("+44 20 7946 000", Status.LOOKALIKE, Why.DIFFERS),  # dropped
    case("+86 400 5551 2344", Status.LOOKALIKE, Why.DIFFERS),  # added
    case("844 555 0124", Status.LOOKALIKE, Why.DIFFERS, country="US"),
    case("+1 207 946 0000", Status.LOOKALIKE, Why.OTHER_COUNTRY_CODE),
    # Two digits away, near a weak or withdrawn listing, or with its digits: nobody is accused.
    case("+44 20 7946 0011", Status.UNKNOWN, Why.NOT_LISTED),
    case("+1 888 555 0144", Status.UNKNOWN, Why.NOT_LISTED),
    case("+1 800 555 0178", Status.UNKNOWN, Why.NOT_LISTED),
    case("+1 202 555 0189", Status.UNKNOWN, Why.NOT_LISTED),
    case("+44 2025 550188", Status.UNKNOWN, Why.NOT_LISTED),
    case("+1 416 555 0111", Status.UNKNOWN, Why.NOT_LISTED),
]
IMPOSTORS = (
    [
        case(text, Status.IMPOSTOR, Why.REPORTED, country=country)
        for text in ("+1 844 555 0199", "1-844-555-0199", "844.555.0199", "(844) 555 0199", "+8445550199")
        for country in (None, "US", "CN", "GB", "AU")
    ]
    + [
        case(text, Status.IMPOSTOR, Why.REPORTED)
        for text in (
            "info:+18445550199",
            "number:1.(844)-555-0199",
            "Support1.(844)⊼555⊼0199",
            "1-800-Example 1 (844) 555-0199",
        )
    ]
    + [case("0808 157 0666", Status.IMPOSTOR, Why.REPORTED, country=c) for c in ("GB", "US", "CN", None)]
)
REPORTED_PLACES = [
    case("http://www.example-help.net", Status.IMPOSTOR, Why.REPORTED),
    case("example-help[.]net", Status.IMPOSTOR, Why.REPORTED),
    case("https://example-help.net/login?x=1", Status.IMPOSTOR, Why.PART_OF_REPORTED),
    case("support@example-help.net", Status.IMPOSTOR, Why.PART_OF_REPORTED),
    case("https://free-pages.example/site/example-help/chat", Status.IMPOSTOR, Why.PART_OF_REPORTED),
    case("https://free-pages.example/site/knitting", Status.UNKNOWN, Why.NOT_LISTED),
    case("https://free-pages.example/", Status.UNKNOWN, Why.NOT_LISTED),
    case("Example.Exchange.Help@gmail.example", Status.IMPOSTOR, Why.REPORTED),
    case("https://t.me/Quiet_River_Desk", Status.IMPOSTOR, Why.REPORTED),
    case("@quiet_river_desk", Status.IMPOSTOR, Why.REPORTED, Why.READ_AS),  # on which network is not said
    case("instagram:quiet_river_desk", Status.UNKNOWN, Why.NOT_LISTED),  # nobody reported that one
]
ABSENCES = [
    case("+44 20 7946 9999", Status.CONTRADICTED, Why.ABSENT, claimed=OTHER),
    case("help@example.org", Status.CONTRADICTED, Why.ABSENT, claimed=OTHER),
    case("@somebody", Status.CONTRADICTED, Why.ABSENT, claimed=OTHER),
    case("telegram:somebody", Status.CONTRADICTED, Why.ABSENT, claimed=WALLET),
    case("x:somebody", Status.UNKNOWN, Why.NOT_LISTED, claimed=WALLET),  # it denies Telegram only
    case("@somebody", Status.UNKNOWN, Why.NOT_LISTED, claimed=WALLET),
    case(
        "+44 20 7946 9999", Status.UNKNOWN, Why.NOT_LISTED, claimed="doubtful-swap"
    ),  # denied on no rooted page
    case("+44 20 7946 9999", Status.UNKNOWN, Why.NOT_LISTED, claimed="split-payment"),  # disputed
    case(
        "help@example.org", Status.UNKNOWN, Why.NOT_LISTED, claimed="split-payment"
    ),  # denied for one country
    case("https://example.org/", Status.UNKNOWN, Why.NOT_LISTED, claimed=OTHER),
]
STATEMENTS = [
    case("wa.me/442079469999", Status.CONTRADICTED, Why.ABSENT, claimed="split-payment"),
    case("whatsapp:+44 20 7946 9999", Status.CONTRADICTED, Why.ABSENT, claimed=OTHER),  # no social media
    case("wa.me/442079469999", Status.UNKNOWN, Why.NOT_LISTED, claimed=WALLET),  # denies phones and Telegram
    case("https://chat.whatsapp.com/Abc1", Status.CONTRADICTED, Why.ABSENT, claimed="split-payment"),
    case("https://t.me/c/123/4", Status.CONTRADICTED, Why.ABSENT, claimed=WALLET),
    case("help@example.org", Status.CONTRADICTED, Why.ABSENT, claimed="split-payment", country="US"),
    case("help@example.org", Status.UNKNOWN, Why.ABSENT_ELSEWHERE, claimed="split-payment", country="GB"),
    case("+44 20 7946 9999", Status.UNKNOWN, Why.SEARCHED, claimed="harbour-vault"),
    case("help@example.org", Status.UNKNOWN, Why.ABSENT_ELSEWHERE, claimed="split-payment"),
    case("+44 20 7946 9999", Status.UNKNOWN, Why.DISAGREEMENT, claimed="split-payment"),
    official("+44 909 879 0000", Why.DISAGREEMENT),  # one page offers phones, another says there are none
    case("+44 20 7946 0500", Status.UNCONFIRMED, Why.DISAGREEMENT),  # stated by one page, another says 0611
    case("+44 20 7946 0500", Status.UNKNOWN, Why.OTHER_PLATFORM, claimed="closed-exchange"),
    case("+44 20 7946 0500", Status.CONTRADICTED, Why.ABSENT, Why.OTHER_PLATFORM, claimed=OTHER),
]
PAGES = [
    official("https://example-exchange.com", Why.HOME_PAGE),
    official("www.example-exchange.com/", Why.HOME_PAGE),
    official("https://example-exchange.com/?utm_source=mail&gclid=1", Why.HOME_PAGE),
    official("https://help.example-exchange.com/contact?form=1&utm_medium=x", Why.LISTED),
    official("(https://help.example-exchange.com/)", Why.LISTED),
    official("官网：https://help.example-exchange.com/。", Why.LISTED),
    case("https://www.help.example-exchange.com", Status.OFFICIAL_DOMAIN, Why.UNLISTED_PAGE),
    case("https://www.example-desk.net/exex", Status.UNKNOWN, Why.NOT_LISTED),  # the domain is not theirs
    case("https://example-exchange.com/?utm_source=//evil.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://example-exchange.com/#/https://evil.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    official("https://EXAMPLE-exchange.com./#top", Why.HOME_PAGE),
    official("hxxps://example-exchange[.]com", Why.HOME_PAGE, Why.SIGN),
    official("https://help.example-exchange.com", Why.LISTED, Why.UNDATED),
    official("https://help.example-exchange.com/contact?form=1", Why.LISTED),
    official("https://example-desk.net/exex", Why.LISTED),
    case("https://help.example-exchange.com/contact", Status.OFFICIAL_DOMAIN, Why.UNLISTED_PAGE),
    case("https://help.example-exchange.com/contact?form=2", Status.OFFICIAL_DOMAIN, Why.UNLISTED_PAGE),
    case("https://evil.example-exchange.com", Status.OFFICIAL_DOMAIN, Why.UNLISTED_PAGE),
    case("https://example-exchange.com/?to=1", Status.OFFICIAL_DOMAIN, Why.UNLISTED_PAGE),
    case("http://example-exchange.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("http://help.example-exchange.com", Status.OFFICIAL_DOMAIN, Why.NOT_AS_LISTED),
    case("http://example-desk.net/exex", Status.UNCONFIRMED, Why.NOT_AS_LISTED),  # the domain is not theirs
    case("https://example-exchange.com:8443", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://evil.com@example-exchange.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://example-exchange.com/?u=https://evil.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://sample-exchange.com", Status.OFFICIAL_DOMAIN, Why.FORMER_DOMAIN),
    case("https://forum.example-exchange.com/t/1", Status.UNKNOWN, Why.USER_CONTENT),
    case("https://www.example-exchange.com/en/square/1", Status.UNKNOWN, Why.USER_CONTENT),
    case("https://example-exchange-app.com", Status.UNCONFIRMED, Why.DOMAIN_NOT_ROOTED),
    case("https://example-desk.net", Status.UNKNOWN, Why.NOT_LISTED),
    case("https://evil.com/example-exchange.com", Status.UNKNOWN, Why.NOT_LISTED),
]
HOSTILE = [  # docs: SAFETY, addresses
    case(r"https://evil.com\@example-exchange.com", Status.LOOKALIKE, Why.SHOWN_HOST),
    case(r"https://example-exchange.com:443\@evil.com", Status.LOOKALIKE, Why.SHOWN_HOST),
    case("https://example-exchange.com@evil.com/", Status.LOOKALIKE, Why.SHOWN_HOST),
    case("https://example-exchange.com%2Fhelp@evil.com/", Status.LOOKALIKE, Why.SHOWN_HOST),
    case("https://support@example-exchange.com@evil.com", Status.LOOKALIKE, Why.SHOWN_HOST),
    case(r"https:\\evil.com\example-exchange.com", Status.UNKNOWN, Why.SIGN),
    case("https:/evil.com", Status.UNKNOWN, Why.SIGN),
    case("https:evil.com", Status.UNKNOWN, Why.SIGN),
    case("https://ⓔxample-exchange.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://example\u200b-exchange.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://example\u00ad-exchange.com", Status.OFFICIAL_DOMAIN, Why.SIGN),
    case("https://203.0.113.7/login", Status.UNKNOWN, Why.SIGN),
]
NEAR_DOMAINS = [
    case("https://example-exchange.com.evil.net", Status.LOOKALIKE, Why.BRAND_IN_SUBDOMAIN),
    case("https://www.example-exchange.com-login.net", Status.LOOKALIKE, Why.BRAND_IN_SUBDOMAIN),
    case("https://example-exchang.com", Status.LOOKALIKE, Why.DIFFERS),
    case("https://help.exampel-exchange.com/contact", Status.LOOKALIKE, Why.DIFFERS),
    case("https://exаmple-exchange.com", Status.LOOKALIKE, Why.DIFFERS, Why.SIGN),  # one Cyrillic letter
    case("https://еxаmрlе-ехсhаngе.com", Status.LOOKALIKE, Why.DIFFERS, Why.SIGN),  # many
    case("https://éxample-exchange.com", Status.LOOKALIKE, Why.DIFFERS),
    case("support@example-exchang.com", Status.LOOKALIKE, Why.DIFFERS),
    case("https://exax.com", Status.UNKNOWN, Why.NOT_LISTED),  # exex.com is too short to be imitated
    case(
        "https://doubtful-swop.com", Status.LOOKALIKE, Why.RESEMBLES
    ),  # no domain of it is proven, its name is known
    case("https://example-exchange-login.com", Status.LOOKALIKE, Why.NAME_WITH_WORDS),
    case("https://example-exchange.pages.dev", Status.LOOKALIKE, Why.FREE_HOSTING),
    case("https://bücher.example", Status.UNKNOWN, Why.NOT_LISTED),
]
ADDRESSES = [
    official("Support@Example-Exchange.com", Why.LISTED, Why.DISAGREEMENT, Why.SENDER),
    official("mailto:support@example-exchange.com"),
    official("Example Support <support@example-exchange.com>"),
    official('"客服" <support@example-exchange.com>'),
    official("Example-Exchange.com <support@example-exchange.com>"),
    official("Support e-mail: support@example-exchange.com,"),
    case("evil.com <support@example-exchange.com>", Status.INVALID, Why.UNREADABLE),
    case("evil。com <support@example-exchange.com>", Status.INVALID, Why.UNREADABLE),
    case("＠evil <support@example-exchange.com>", Status.INVALID, Why.UNREADABLE),
    official("support@closed-exchange.com", Why.PLATFORM_CLOSED),
    official("https://closed-exchange.com", Why.PLATFORM_CLOSED),
    case("ceo@example-exchange.com", Status.OFFICIAL_DOMAIN, Why.UNLISTED_ADDRESS),
    case("support@mail.example-exchange.com", Status.OFFICIAL_DOMAIN, Why.UNLISTED_ADDRESS),
    case("ｓupport@example-exchange.com", Status.OFFICIAL_DOMAIN, Why.NOT_AS_LISTED),
    case("help@doubtful-swap.com", Status.UNCONFIRMED, Why.LISTED),
    case("example-exchange@gmail.com", Status.UNKNOWN, Why.NOT_LISTED),
]
HANDLES = [
    official("x:ExampleExHelp", Why.LISTED),
    official("https://twitter.com/exampleexhelp"),
    official("https://t.me/ExampleExNews", Why.ANNOUNCEMENTS_ONLY),
    official("https://wa.me/12025550155"),
    official("whatsapp:+1 202 555 0155"),
    case("@ExampleExHelp", Status.UNCONFIRMED, Why.NETWORK_NOT_SAID),
    case("http://x.com/exampleexhelp", Status.UNCONFIRMED, Why.NOT_AS_LISTED),
    case("telegram:ExampleExHelp", Status.UNKNOWN, Why.SAME_NAME_ELSEWHERE),
    case("telegram:exexchat", Status.UNKNOWN, Why.SAME_NAME_ELSEWHERE),
    case("x:ExampleExHe1p", Status.LOOKALIKE, Why.DIFFERS),
    case("@ExampleExHepl", Status.LOOKALIKE, Why.DIFFERS),
    case("x:somebody_else", Status.UNKNOWN, Why.NOT_LISTED),
]
CLAIMED = [
    official("+44 20 7946 0000", claimed="示例交易所"),
    official("+44 20 7946 0000", claimed="sample EXCHANGE"),
    official("+44 20 7946 0000", claimed="www.example-exchange.com"),
    official("+44 20 7946 0000", claimed="https://Help.Example-Exchange.com/"),
    official("+44 20 7946 0000", claimed="ｅｘａｍｐｌｅ-ｅｘｃｈａｎｇｅ．ｃｏｍ"),
    case(
        "+44 20 7946 0000",
        Status.UNKNOWN,
        Why.PLATFORM_NOT_LISTED,
        claimed=r"https://evil.com\@example-exchange.com",
    ),
    official("+44 20 7946 0000", Why.SAME_FAMILY, claimed=WALLET),
    official("help@example-wallet.com", Why.SAME_FAMILY, claimed=EXAMPLE),
    case("https://www.example-exchange.com/x", Status.OFFICIAL_DOMAIN, Why.SAME_FAMILY, claimed=WALLET),
    case("+44 20 7946 0000", Status.UNKNOWN, Why.OTHER_PLATFORM, claimed="closed-exchange"),
    case("+44 20 7946 0000", Status.CONTRADICTED, Why.ABSENT, Why.OTHER_PLATFORM, claimed=OTHER),
    case("+1 888 555 0143", Status.UNKNOWN, Why.OTHER_PLATFORM, claimed="closed-exchange"),
    case("+44 20 7946 0000", Status.UNKNOWN, Why.PLATFORM_NOT_LISTED, claimed="Nobody"),
    case("https://example-exchange.com", Status.UNKNOWN, Why.OTHER_PLATFORM, claimed=OTHER),
    case("https://example-exchange.com/x", Status.UNKNOWN, Why.OTHER_PLATFORM, claimed=OTHER),
    case("+1 844 555 0199", Status.IMPOSTOR, Why.REPORTED, claimed=EXAMPLE),
]
INVISIBLE = [
    official("\u202a+44 20 7946 0000\u202c", Why.SIGN),  # as address books copy it
    official("\ufeffsupport@example-exchange.com", Why.SIGN),
    case("\u202e+44 20 7946 0000", Status.UNCONFIRMED, Why.NOT_AS_LISTED),  # shown backwards
    case("support@\u202eexample-exchange.com", Status.OFFICIAL_DOMAIN, Why.NOT_AS_LISTED),
]
CASES = [
    *(PHONES + NEAR_PHONES + IMPOSTORS + REPORTED_PLACES + ABSENCES + STATEMENTS + PAGES + HOSTILE),
    *(NEAR_DOMAINS + ADDRESSES + HANDLES + CLAIMED + INVISIBLE),
]


@pytest.mark.parametrize(("text", "country", "claimed", "status", "why"), CASES)
def test_a_claim_gets_its_verdict_and_reasons(index, text, country, claimed, status, why):
    """One table of examples: who asks what, and what the answer is."""
    verdict = verify(text, index, country, claimed)
    assert (verdict.status, why - {r.code for r in verdict.reasons}) == (status, set())


@pytest.mark.parametrize("status", Status)
def test_every_verdict_has_an_example(status):
    """A verdict that nothing leads to does not exist."""
    assert any(found == status for _, _, _, found, _ in CASES)


ELSEWHERE = {Why.DISPUTED}  # test_reports.py
ONLY_INCOMING = {  # test_incoming.py
    Why.INCOMING,
    Why.LISTED_BUT_FORGEABLE,
    Why.DOMAIN_BUT_FORGEABLE,
    Why.NEVER_DOES,
}


@pytest.mark.parametrize("code", sorted(set(Why) - ELSEWHERE - ONLY_INCOMING))
def test_every_reason_has_an_example(code):
    """A reason that nothing gives does not exist."""
    assert any(code in why for *_, why in CASES)


@pytest.mark.parametrize(("text", "country", "claimed", "status", "why"), CASES)
def test_the_text_is_kept_as_given(index, text, country, claimed, status, why):
    """Whoever checks a thousand posts finds each answer again."""
    assert verify(text, index, country, claimed).text == text


def test_exit_codes():
    """Only what is official exits 0; the table is the one of the README."""
    expected = {
        ExitCode.OK: {Status.OFFICIAL},
        ExitCode.BAD: {Status.IMPOSTOR, Status.LOOKALIKE, Status.CONTRADICTED},
        ExitCode.UNREADABLE: {Status.INVALID},
    }
    rest = set(Status).difference(*expected.values())
    assert expected | {ExitCode.NOT_CONFIRMED: rest} == {
        code: {s for s in Status if EXIT_CODES[s] is code} for code in set(EXIT_CODES.values())
    }


def values(verdict: Verdict, code: Why) -> dict[str, str]:
    return next(r.values for r in verdict.reasons if r.code is code)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("+44 20 7946 0001", "changed"),
        ("+44 20 7964 0000", "swapped"),
        ("+44 20 7946 000", "dropped"),
        ("+86 400 5551 2344", "added"),
        ("https://exаmple-exchange.com", "foreign-letters"),
    ],
)
def test_a_near_miss_says_how_it_differs(index, text, how):
    """R64: differs from the official number in two swapped digits."""
    verdict = verify(text, index)
    assert values(verdict, Why.DIFFERS) == {"how": how, "official": verdict.imitates}


def test_a_link_that_shows_another_host_says_where_it_leads(index):
    """What is shown, and where a browser goes."""
    verdict = verify("https://example-exchange.com@evil.com/", index)
    assert values(verdict, Why.SHOWN_HOST) == {"shown": "example-exchange.com", "host": "evil.com"}


def test_another_platforms_contact_is_about_the_platform_named(index):
    """The genuine contacts to show instead are those of the platform that was asked about."""
    verdict = verify("+44 20 7946 0000", index, claimed=OTHER)
    assert verdict.platform and verdict.platform["id"] == OTHER


def test_the_chain_ends_at_lists_outside_the_platform(index):
    """contact <- page <- domain <- the lists that name the domain."""
    links = [link.link for link in verify("+44 20 7946 0000", index).chain]
    assert links == ["contact", "rooted-page", "domain", "list", "list"]


def test_a_products_chain_leads_to_its_parents_domain(index):
    """A product is rooted by the pages of its parent, whose lists stand in the parent's entry."""
    chain = verify("help@example-wallet.com", index).chain
    assert [link.value for link in chain if link.link == "domain"] == [
        "example-wallet.com",
        "example-exchange.com",
    ]


def test_an_impostor_comes_with_its_report(index):
    """How often, and posing as whom."""
    report = verify("+1 844 555 0199", index).report
    assert report and (report["count"], report["first"]) == (2, "2025-01-02")


def test_own_listings_outrank_those_of_others(index: Index):
    """A claim for a platform is judged by that platform's listing."""
    verdict = verify("+1 800 555 0177", index, claimed=EXAMPLE)
    assert verdict.platform and verdict.platform["id"] == EXAMPLE


def test_a_home_page_that_others_alone_list_is_official_by_its_domain(tmp_path: Path) -> None:
    """What strangers state of it takes nothing from the proof of the domain; a page behind it stays what it was."""
    entry = tmp_path / "registry" / "platforms" / "other-broker.yaml"
    entry.parent.mkdir(parents=True)
    shutil.copy(FIXTURES / "publishers.yaml", tmp_path / "registry")
    text = (FIXTURES / "platforms" / "other-broker.yaml").read_text(encoding="utf-8")
    stated = "".join(STATED.format(page=page) for page in ("", "/status"))
    entry.write_text(text.replace("channels:\n", f"channels:\n{stated}"), encoding="utf-8")
    build(tmp_path / "registry", tmp_path / "index.sqlite", date(2026, 11, 22))
    with closing(Index.open(tmp_path / "index.sqlite")) as built:
        found = [verify(f"https://other-broker.com{page}", built).status for page in ("", "/status")]
    assert found == [Status.OFFICIAL, Status.UNCONFIRMED]


@pytest.mark.parametrize(
    ("listed", "text", "status"),
    [
        ("www.example-exchange.com/a", "https://example-exchange.com/a", Status.OFFICIAL),
        ("example-exchange.com/a", "https://www.example-exchange.com/a", Status.OFFICIAL),
        ("example-desk.net/a", "https://www.example-desk.net/a", Status.UNKNOWN),
        ("help.example-exchange.com/a", "https://www.help.example-exchange.com/a", Status.OFFICIAL_DOMAIN),
    ],
)
def test_www_makes_no_difference_where_one_owner_has_the_whole_domain(
    index: Index, monkeypatch: pytest.MonkeyPatch, listed: str, text: str, status: Status
) -> None:
    place = index.listed("help.example-exchange.com")
    monkeypatch.setattr(index, "listed", lambda key: place if key == listed else [])
    assert verify(text, index).status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ledge.com", Status.UNKNOWN),
        ("cryptos.com", Status.UNKNOWN),
        ("lеdger.com", Status.LOOKALIKE),  # with a Cyrillic letter
        ("tokenpoket.pro", Status.LOOKALIKE),
    ],
)
def test_everyday_words_have_honest_neighbours(text: str, status: Status) -> None:
    """One letter off accuses nobody when the name is a word; foreign letters always do."""
    assert verify(text, Index.open(BUILT_IN)).status is status
