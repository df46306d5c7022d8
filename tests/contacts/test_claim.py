"""Reading a claim: which kind of contact it is, whatever it looks like."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contactfinder import contacts
from contactfinder.contacts import Kind, Sign, claim, web
from contactfinder.contacts.kinds import Claim
from contactfinder.errors import UnreadableContact

REGIONS = ("CN", "GB")

# Fragments of what people and thieves write, so that random texts come near to something.
WRITTEN = r"""
    https:// http: hxxps:// // \ / @ ＠ ﹫ : ; ? # . 。 [.] (dot) coinbase com evil.com x.com t.me wa.me + ➕
    00 011 1 888 908 7930 18889087930 ① 1️⃣ ( ) - x12 ext tel: sms: mailto: whatsapp: x: telegram:
    ;phone-context= %40 %2f %00 xn-- [::1] 127.0.0.1 :443 O l 电话 ' " < > 一
"""
PIECES = WRITTEN.split()
PIECES += [" ", "\n", "\u200b", "\u202e", "\x00", "\x1b", "\ud800", "\udcff", "\ufeff", "\u00ad"]
FRAGMENTS = st.sampled_from(PIECES)
ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=40),  # surrogates included
    st.lists(FRAGMENTS | st.characters(), max_size=12).map("".join),
)

# One text for each thing that can be odd, each with the kind it is read as.
ODD = {
    Sign.INVISIBLE: ("+1 888\u200b 908 7930", Kind.PHONE),
    Sign.DEFANGED: ("hxxps://coinbase[.]com", Kind.URL),
    Sign.HOSTILE: (r"https://evil.com\@coinbase.com", Kind.URL),
    Sign.DISGUISED: ("https://ⓒoinbase.com", Kind.URL),
    Sign.USER_INFO: ("https://coinbase.com@evil.com", Kind.URL),
    Sign.UNUSUAL_PORT: ("https://coinbase.com:8443/", Kind.URL),
    Sign.NOT_ENCRYPTED: ("http://coinbase.com", Kind.URL),
    Sign.IP_ADDRESS: ("203.0.113.7/login", Kind.URL),
    Sign.PUNYCODE: ("https://coınbase.com", Kind.URL),
    Sign.MIXED_SCRIPTS: ("https://сoinbase.com", Kind.URL),  # a Cyrillic c
    Sign.REDIRECTOR: ("https://coinbase.com/go?u=https://evil.com", Kind.URL),
    Sign.WHATSAPP: ("https://wa.me/18889087930", Kind.PHONE),
    Sign.OTHER_SERVICE: ("QQ 8889087930", Kind.PHONE),
    Sign.EXTENSION: ("+1 888 908 7930 ext. 12", Kind.PHONE),
    Sign.VANITY: ("1-800-FLOWERS", Kind.PHONE),
    Sign.LOOKALIKE_DIGITS: ("+1-(2O6)-683-O1O6", Kind.PHONE),
    Sign.NOT_ASSIGNED: ("+1 555 908 7930", Kind.PHONE),
}


def read(text: str, *regions: str) -> list[str]:
    return [reading.contact.value for reading in contacts.parse(text, regions).readings]


def refusal(text: str) -> str:
    with pytest.raises(UnreadableContact) as refused:
        contacts.parse(text, REGIONS)
    return refused.value.code


def read_or_refused(text: str) -> Claim | None:
    try:
        return contacts.parse(text, REGIONS)
    except UnreadableContact:
        return None


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_or_refused(text):
    found = read_or_refused(text)
    assert found is None or (found.text == text and len(found.readings) > 0)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_reading_a_canonical_contact_again_changes_nothing(text):
    """Except where a second look is meant: a hostile link's target, or an unassigned number's missing 1."""
    found = read_or_refused(text)
    for contact, how in found.readings if found and Sign.HOSTILE not in found.signs else ():
        if how != Sign.NOT_ASSIGNED:
            assert contacts.parse(contact.value).readings[0].contact == contact


@settings(max_examples=150, deadline=None)
@given(
    st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True) | st.from_regex(web._PLAIN.pattern, fullmatch=True)
)
def test_the_short_way_for_plain_texts_reads_what_the_long_way_reads(text):
    """A blank before it sends a text the long way."""
    short, long = read_or_refused(text), read_or_refused(f" {text}")
    assert short == (long and long._replace(text=text))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT | st.text(st.sampled_from("0.:/[]x1a@"), max_size=10))
@example(".0..:")
@example("1.2.3.4.")
@example("https://0x7f..")
def test_every_canonical_contact_can_be_found_again(text):
    """A link can be located and an address has a host, so that nothing fails which looks them up."""
    found = read_or_refused(text)
    for contact, _ in found.readings if found else ():
        if contact.kind is Kind.URL:
            assert web.locate(contact.value).href == contact.value
        elif contact.kind is Kind.EMAIL:
            assert web.is_host(contact.value.rpartition("@")[2])


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_has_a_text_that_bears_it(sign):
    text, kind = ODD[sign]
    found = contacts.parse(text)
    assert (sign in found.signs, found.kind) == (True, kind)


@pytest.mark.parametrize(
    "text", ["+1 888 908 7930", "https://coinbase.com/help", "help@coinbase.com", "x:coinbase"]
)
def test_a_plain_writing_bears_no_sign(text):
    assert contacts.parse(text).signs == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("tel:+1-888-908-7930", Kind.PHONE, "+18889087930"),
        ("TEL:+18889087930;ext=5", Kind.PHONE, "+18889087930"),
        ("tel://+18889087930", Kind.PHONE, "+18889087930"),
        ("tel:%2B1%20888%20908%207930", Kind.PHONE, "+18889087930"),
        ("sms:+18889087930?body=my code is 4711", Kind.PHONE, "+18889087930"),
        ("callto:+18889087930", Kind.PHONE, "+18889087930"),
        ("whatsapp://send?phone=18889087930&text=hi", Kind.PHONE, "+18889087930"),
        ("https://wa.me/18889087930?text=hello", Kind.PHONE, "+18889087930"),
        ("wa.me/+18889087930", Kind.PHONE, "+18889087930"),
        ("https://api.whatsapp.com/send?phone=18889087930&text=1", Kind.PHONE, "+18889087930"),
        ("https://api.whatsapp.com/send/?phone=%2B18889087930", Kind.PHONE, "+18889087930"),
        ("mailto:help@coinbase.com?subject=locked", Kind.EMAIL, "help@coinbase.com"),
        ("mailto:help%40coinbase.com", Kind.EMAIL, "help@coinbase.com"),
        ("Help@Coinbase.COM", Kind.EMAIL, "help@coinbase.com"),
        ("“coinbase.com”", Kind.URL, "https://coinbase.com/"),
        ("//coinbase.com/help", Kind.URL, "https://coinbase.com/help"),
        ("coinbase.com:8443", Kind.URL, "https://coinbase.com:8443/"),
        ("https://x.com/CoinbaseSupport?lang=en", Kind.HANDLE, "x:coinbasesupport"),
        ("Twitter: @CoinbaseSupport", Kind.HANDLE, "x:coinbasesupport"),
        ("x:12345", Kind.HANDLE, "x:12345"),
        ("Phone +1 888 908 7930 now", Kind.PHONE, "+18889087930"),
        ("tg://resolve?domain=Kraken", Kind.HANDLE, "telegram:kraken"),
        ("/r/Kraken", Kind.HANDLE, "reddit:r/kraken"),
        ("u/Kraken", Kind.HANDLE, "reddit:u/kraken"),
        ("Help <help@coinbase.com>", Kind.EMAIL, "help@coinbase.com"),
        ("客服邮箱：help@coinbase.com", Kind.EMAIL, "help@coinbase.com"),
        ("Website: coinbase.com/help,", Kind.URL, "https://coinbase.com/help"),
        ("【coinbase.com】", Kind.URL, "https://coinbase.com/"),
        ("https://coinbase.com/a/b/..", Kind.URL, "https://coinbase.com/a/"),
        ("https://coinbase.com/a/b/%2e.", Kind.URL, "https://coinbase.com/a/"),
        ("客服电话 +86 400 820 8820", Kind.PHONE, "+864008208820"),
    ],
)
def test_a_contact_is_read_as_what_it_is(text, kind, value):
    found = contacts.parse(text)
    assert (found.kind, found.readings[0].contact) == (kind, (kind, value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8889087930.com", "https://8889087930.com/"),
        ("888-908-7930.support", "https://888-908-7930.support/"),
        ("8889087930.lol", "https://8889087930.lol/"),
        ("8889087930.lol?1", "https://8889087930.lol/?1"),
        ("8889087930.com:443", "https://8889087930.com/"),
        ("888-908-7930.xn--p1ai", "https://888-908-7930.xn--p1ai/"),
        ("203.0.113.7:8080", "https://203.0.113.7:8080/"),
        ("evil.com?@coinbase.com", "https://evil.com/?@coinbase.com"),
        ("evil.com#@coinbase.com", "https://evil.com/"),
        ("evil.com/@coinbase.com", "https://evil.com/@coinbase.com"),
    ],
)
def test_what_a_browser_opens_is_no_number_and_no_address(text, value):
    assert read(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hxxps://coinbase[.]com", "https://coinbase.com/"),
        ("hXXps[:]//coinbase(.)com/help", "https://coinbase.com/help"),
        ("h**ps://coinbase{.}com", "https://coinbase.com/"),
        ("hxxps://coinbase[.]com/index[.]html", "https://coinbase.com/index.html"),
        ("coinbase[dot]com", "https://coinbase.com/"),
        ("coinbase dot com", "https://coinbase.com/"),
        ("coinbase[点]com", "https://coinbase.com/"),
        ("help[at]coinbase[.]com", "help@coinbase.com"),
        ("help (at) coinbase (dot) com", "help@coinbase.com"),
        ("mailto:help[@]coinbase.com", "help@coinbase.com"),
        ("help＠coinbase.com", "help@coinbase.com"),
    ],
)
def test_defanged_texts_are_read_and_marked(text, value):
    assert (read(text), Sign.DEFANGED in contacts.parse(text).signs) == ([value], True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[help](https://help.coinbase.com)", "https://help.coinbase.com/"),
        ("[Our help centre](<https://help.coinbase.com>)", "https://help.coinbase.com/"),
        ('[help](https://help.coinbase.com "Help")', "https://help.coinbase.com/"),
        ("[coinbase.com](https://help.coinbase.com)", "https://help.coinbase.com/"),
        ("[https://coinbase.com/12345](https://coinbase.com/12345)", "https://coinbase.com/12345"),
        ("[Call](tel:+18889087930)", "+18889087930"),
        ("[+1 888 908 7930](tel:+18889087930)", "+18889087930"),
        ("[help@coinbase.com](mailto:help@coinbase.com)", "help@coinbase.com"),
        ("[@CoinbaseSupport](https://x.com/CoinbaseSupport)", "x:coinbasesupport"),
    ],
)
def test_a_markdown_link_that_shows_where_it_leads_is_read(text, value):
    assert (read(text), contacts.parse(text).signs) == ([value], ())


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("[https://coinbase.com](https://evil.com)", "coinbase.com"),
        ("[coinbase.com](https://evil.com)", "coinbase.com"),
        ("[Visit coinbase.com now](https://evil.com)", "coinbase.com"),
        ("[ⓒoinbase.com](https://evil.com)", "coinbase.com"),
        ("[help.coinbase.com](https://coinbase.com)", "help.coinbase.com"),
        ("[coinbase.com](https://t.me/evil)", "coinbase.com"),
        ("[evil.com](https://coinbase.com)", "evil.com"),
    ],
)
def test_a_markdown_link_that_shows_another_host_is_hostile(text, seems):
    found = contacts.parse(text)
    assert (found.kind, found.signs[0], found.seems) == (Kind.URL, Sign.HOSTILE, seems)


@pytest.mark.parametrize(
    "text",
    [
        "[+1 888 908 7930](tel:+12125551234)",
        "[+1 888 908 7930](https://evil.com)",
        "[help@coinbase.com](mailto:help@evil.com)",
        "[help@coinbase.com](https://evil.com)",
        "[@CoinbaseSupport](https://x.com/evil)",
        "[coinbase.com](tel:+12125551234)",
        "[coinbase.com](mailto:help@evil.com)",
        "[help](javascript:alert(1))",
        "[a](b)(c)",
    ],
)
def test_a_markdown_link_with_two_contacts_is_refused(text):
    assert read_or_refused(text) is None


@pytest.mark.parametrize("end", [".", ",", "!", "?", ")", ").", "】", "。", "！"])
def test_the_end_of_a_sentence_is_no_part_of_a_link(end):
    assert read(f"https://coinbase.com/help{end}") == ["https://coinbase.com/help"]


@pytest.mark.parametrize(
    "text",
    [
        "Call us: +1 888 908 7930",
        "Tel.: +1 888 908 7930",
        "客服电话：+1 888 908 7930",
        "＋１ ８８８ ９０８ ７９３０",
        "+1\u00a0888\u00a0908\u00a07930",
        "+1\u2009888\u202f908\u30007930",
        "<tel:+18889087930>",
        "(+1 888 908 7930)",
    ],
)
def test_a_number_is_the_same_in_any_usual_writing(text):
    assert read(text) == ["+18889087930"]


@pytest.mark.parametrize("path", ["a[.]b", "a(dot)b", "a。b", "?x=a[at]b"])
def test_a_working_link_is_not_defanged_further(path):
    found = contacts.parse(f"https://coinbase.com/{path}")
    assert Sign.DEFANGED not in found.signs
    assert found.readings == contacts.web.parse_url(f"https://coinbase.com/{path}").readings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://coin\u200bbase.com", "https://coinbase.com/"),
        ("https://coin\u00adbase.com", "https://coinbase.com/"),
        ("\u202ahttps://coinbase.com\u202c", "https://coinbase.com/"),
        ("https://coin\u202ebase.com", "https://coinbase.com/"),  # no browser opens it; a person would
        ("help@coin\u200bbase.com", "help@coinbase.com"),
        ("x:coin\u200dbase", "x:coinbase"),
        ("+1\u200b888\u2060908\ufeff7930", "+18889087930"),
        ("https://coinbase.com/he\u200blp", "https://coinbase.com/he%E2%80%8Blp"),
        ("https://x.com/coin\u200bbase", "https://x.com/coin%E2%80%8Bbase"),
    ],
)
def test_what_shows_nothing_is_marked_and_kept_only_where_browsers_keep_it(text, value):
    assert (read(text)[0], contacts.parse(text).signs[0]) == (value, Sign.INVISIBLE)


@pytest.mark.parametrize("letter", ["\U0002ebf0", "\U000323af"], ids=["Unicode 15.1", "Unicode 15"])
def test_a_letter_that_python_does_not_know_yet_is_not_dropped(letter):
    """Browsers know it: it makes another domain."""
    links = read(f"https://coinbase{letter}.com") + read(f"help@coinbase{letter}.com")
    assert ["xn--" in link for link in links] == [True, True]
    assert read_or_refused(f"x:coinbase{letter}") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "contact-empty"),
        (" \u200b\n ", "contact-empty"),
        ("“”", "contact-empty"),
        ("call me maybe", "contact-unknown-kind"),
        ("a" * 2049, "contact-too-long"),
        ("1" * 2049, "contact-too-long"),
        ("1" * 2048, "phone-length"),
        ("\u200b" * 2048 + "+18889087930", "contact-too-long"),
        ("javascript:alert(1)//https://coinbase.com", "url-scheme"),
        ("data:text/html,coinbase.com", "url-scheme"),
        ("file://coinbase.com/etc", "url-scheme"),
        ("coinbase.com:support", "url-scheme"),
        ("https://localhost/", "url-host"),
        ("https://coin base.com", "url-unreadable"),
        ("https://coinbase\udcff.com", "url-unreadable"),
        ("Coinbase.com <evil@evil.com>", "url-unreadable"),
        ("@user@example.social", "handle-unreadable"),
        ("x:coinbase.com", "handle-unreadable"),
    ],
)
def test_what_is_no_contact_is_refused_with_its_reason(text, code):
    assert refusal(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "mailto:help@coinbase.com?cc=evil@evil.com",
        "mailto:help@coinbase.com?subject=x&BCC=evil@evil.com",
        "mailto:help@coinbase.com?%63c=evil@evil.com",
        "mailto:help@coinbase.com,evil@evil.com",
        "mailto:evil@evil.com,help@coinbase.com",
        "mailto:evil%40evil.com%2Chelp@coinbase.com",
        "sms:+18889087930,+12125551234",
        "sms:+18889087930;+12125551234",
        "888-908-7930 or 212-555-1234",
        "+1 888-908-7930@evil.com",
        "+1 888-908-7930 x:evil",
        "evil.com <help@coinbase.com>",
        "help@evil.com <help@coinbase.com>",
        "evil dot com <help@coinbase.com>",
        "+1 212 555 1234 <help@coinbase.com> help@evil.com",
        "tg://resolve?domain=coinbase&domain=evil",
        "888-908-7930 is fake, call 212-555-1234",
        "888-908-7930; 212-555-1234",
        "888-908-7930, 212-555-1234",
    ],
)
def test_two_contacts_are_not_read_as_the_first(text):
    assert read_or_refused(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://wa.me/18889087930/evil",
        "https://wa.me/1888908793012345678",
        "https://wa.me.evil.com/18889087930",
        "https://api.whatsapp.com/send?phone=18889087930&phone=12125551234",
        "https://wa.me/message/ABCDEF",
    ],
)
def test_only_a_whole_whatsapp_link_is_a_number(text):
    assert contacts.parse(text).kind == Kind.URL


def test_a_number_in_a_link_keeps_the_signs_of_the_link():
    found = contacts.parse("http://coinbase@wa.me/18889087930")
    assert found.signs == (Sign.USER_INFO, Sign.NOT_ENCRYPTED, Sign.WHATSAPP)


def test_a_hostile_link_is_never_a_profile_or_a_number():
    hosts = {r"https:\\x.com\coinbase": "x.com", r"https:\\wa.me\18889087930": "wa.me"}
    found = {text: contacts.parse(text) for text in hosts}
    assert {c.kind for c in found.values()} == {Kind.URL}
    assert all(Sign.HOSTILE in c.signs for c in found.values())


def test_a_known_number_is_not_checked_against_the_plans(monkeypatch):
    monkeypatch.setattr("phonenumbers.parse", None)
    found = contacts.parse("+15559087930", (), {"+15559087930"}.__contains__)
    assert (found.readings[0].contact.value, found.signs) == ("+15559087930", ())


@pytest.mark.parametrize(
    "text", ["(" * 2048, "@" * 2048, "." * 2048, "a@" + "." * 2000, "?" * 2048, "x" + " " * 2000]
)
def test_no_search_starts_in_a_text_beyond_the_limit(text, monkeypatch):
    """Time is bounded because length is: what is longer is refused before anything looks at it."""
    assert read_or_refused(text) is None or len(text) <= claim.MAX_LENGTH
    monkeypatch.setattr(claim, "_read", None)
    monkeypatch.setattr(claim, "_without_invisible", None)
    assert refusal(text + "x" * 2048) == "contact-too-long"
