"""Links are judged by the browser's host, and where simpler readers see another one, we say so."""

from urllib.parse import urlsplit

import ada_url
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder import contacts
from contactfinder.contacts import Kind, Sign, web
from contactfinder.errors import UnreadableContact

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
ENDINGS = st.sampled_from(["com", "io", "co.uk", "0x7f", "xn--p1ai", "1", "museum", "c-m", "com."])
SEGMENTS = st.text(st.sampled_from("abcXYZ019_~.-%2eE@;:'"), max_size=6)
ADDRESSES = st.builds(
    lambda scheme, labels, ending, path: f"{scheme}://{'.'.join([*labels, ending])}{path}",
    st.sampled_from(["https", "http"]),
    st.lists(LABELS, min_size=1, max_size=4),
    ENDINGS,
    st.lists(SEGMENTS, max_size=4).map(lambda parts: "".join(f"/{p}" for p in parts)),
)
WRITTEN = r"https: http: // / \ @ : ? # .. coinbase.com evil.com ⓒ %2e %40 :443 。 １ xn--a [ ] u:pw 0x7f.1"
PIECES = WRITTEN.split()
PIECES += ["\t", "\n", "\u00ad", "\ud800"]
MESSY = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def signs(text: str) -> set[Sign]:
    return set(web.parse_url(text).signs)


def browser(text: str) -> tuple[str, str, str, str, str]:
    url = ada_url.URL(text)
    return url.protocol[:-1], url.hostname.removesuffix("."), url.port, url.pathname, url.search


def ours(text: str) -> tuple[str, str, str, str, str]:
    where = web.locate(text)
    return where.scheme, where.host, where.port, where.path, where.query


@settings(max_examples=150, deadline=None)
@given(ADDRESSES)
def test_every_address_is_located_as_a_browser_does(address):
    try:
        expected = browser(address)
    except ValueError:
        with pytest.raises(UnreadableContact):
            web.locate(address)
    else:
        assert ours(address) == expected


@settings(max_examples=150, deadline=None)
@given(st.from_regex(web._PLAIN.pattern, fullmatch=True))
def test_the_fast_path_agrees_with_the_browser(address):
    assert ours(address) == browser(address)
    assert web.locate(address).href == ada_url.URL(address).href


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_a_messy_link_is_located_as_a_browser_does_or_refused(tail):
    text = f"https:{tail}"
    try:
        expected = browser(text)
    except (ValueError, UnicodeError):
        expected = None
    try:
        assert ours(text) == expected
    except UnreadableContact:
        assert expected is None


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_a_link_without_signs_means_the_same_to_every_reader(tail):
    """If Python's own parser sees another host, the link bears a sign."""
    try:
        found = web.parse_url(f"https:{tail}")
    except UnreadableContact:
        return
    where = web.locate(found.readings[0].contact.value)
    try:
        naive = (urlsplit(f"https:{tail}").hostname or "").removesuffix(".")
    except ValueError:
        naive = ""
    assert naive == where.host or set(found.signs) & {Sign.HOSTILE, Sign.DISGUISED, Sign.PUNYCODE}


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=60) | MESSY)
def test_addresses_are_read_or_refused(text):
    for read in (web.parse_url, web.parse_email, web.parse_mailto, web.locate):
        try:
            read(text)
        except UnreadableContact as refused:
            assert refused.code.startswith(("url-", "email-"))


@pytest.mark.parametrize(
    ("text", "href", "seems"),
    [
        (r"https://evil.com\@coinbase.com", "https://evil.com/@coinbase.com", "coinbase.com"),
        (r"https:\\evil.com\coinbase.com", "https://evil.com/coinbase.com", ""),
        ("https:/evil.com", "https://evil.com/", ""),
        ("https:evil.com", "https://evil.com/", ""),
        ("https:///evil.com", "https://evil.com/", ""),
        ("https:203.0.113.7/", "https://203.0.113.7/", ""),
        (r"https://coinbase.com:443\@evil.com", "https://coinbase.com/@evil.com", "evil.com"),
        (r"https://coinbase.com\.evil.com", "https://coinbase.com/.evil.com", r"coinbase.com\.evil.com"),
        (r"coinbase.com\@evil.com", "https://coinbase.com/@evil.com", "evil.com"),
        ("///evil.com", "https://evil.com/", ""),
        ("https://coinbase.com\tevil.com/", "https://coinbase.comevil.com/", "coinbase.com"),
        ("https://coinbase.com∕.evil.com/", "https://coinbase.xn--com-vc2a.evil.com/", "coinbase.com"),
        ("https://coinbase·com.evil.com", "https://xn--coinbasecom-dta.evil.com/", "coinbase.com.evil.com"),
        ("https://coinbase.com\u2800.evil.com", "https://coinbase.xn--com-096a.evil.com/", "coinbase.com"),
    ],
)
def test_where_parsers_disagree_the_browser_decides_and_the_link_is_hostile(text, href, seems):
    found = web.parse_url(text)
    assert (found.readings[0].contact.value, Sign.HOSTILE in found.signs, found.seems) == (href, True, seems)


@pytest.mark.parametrize(
    "text",
    [
        "https://ⓒoinbase.com",
        "https://coin\u200bbase.com",
        "https://coin\u00adbase.com",
        "https://ｃｏｉｎｂａｓｅ.com",
        "https://coin\ufe0fbase.com",
        "https://%63oinbase.com",
        "https://coin\nbase.com",
        "https://𝐜𝐨𝐢𝐧𝐛𝐚𝐬𝐞.com",
    ],
)
def test_letters_that_browsers_read_as_plain_ones_are_a_disguise(text):
    found = web.parse_url(text)
    assert (found.readings[0].contact.value, found.signs) == ("https://coinbase.com/", (Sign.DISGUISED,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://coinbase.com@evil.com/", {Sign.USER_INFO}),
        ("https://coinbase.com:pw@evil.com/", {Sign.USER_INFO}),
        ("https://coinbase.com:8443/", {Sign.UNUSUAL_PORT}),
        ("https://coinbase.com:443/", set()),
        ("http://coinbase.com:80/", {Sign.NOT_ENCRYPTED}),
        ("http://coinbase.com:443/", {Sign.NOT_ENCRYPTED, Sign.UNUSUAL_PORT}),
        ("https://203.0.113.7/", {Sign.IP_ADDRESS}),
        ("https://0xcb.0.113.7/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://3405803783/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://[::1]/", {Sign.IP_ADDRESS}),
        ("https://[2001:DB8::1]:8443/", {Sign.IP_ADDRESS, Sign.UNUSUAL_PORT}),
        ("https://[::ffff:203.0.113.7]/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://0x7f000001/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://0300.0250.0.1/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://①②⑦.⓪.⓪.①/", {Sign.IP_ADDRESS, Sign.DISGUISED}),
        ("https://сoinbase.com/", {Sign.PUNYCODE, Sign.MIXED_SCRIPTS}),  # a Cyrillic c
        ("https://xn--oinbase-30f.com/", {Sign.PUNYCODE, Sign.MIXED_SCRIPTS}),
        ("https://münchen.de/", {Sign.PUNYCODE}),
        ("https://@coinbase.com/", {Sign.USER_INFO}),
        ("https://:@coinbase.com/", {Sign.USER_INFO}),
        ("https://coinbase.com/a\tb", {Sign.DISGUISED}),
        ("https://\u212araken.com/", {Sign.DISGUISED}),  # the sign for kelvin
        ("https://help_me.coinbase.com/", set()),
        ("https://coinbase.com/go?to=https%3A%2F%2Fevil.com", {Sign.REDIRECTOR}),
        ("https://coinbase.com/go?a=b&to=//evil.com", {Sign.REDIRECTOR}),
        ("https://coinbase.com/go?to=here", set()),
        ("COINBASE.com", set()),
        ("coinbase.com.", set()),
    ],
)
def test_what_is_odd_about_a_link_is_said(text, expected):
    assert signs(text) == expected


@pytest.mark.parametrize(
    "behind",
    [
        "?url=https://evil.com",
        "?redirect_uri=https%3A%2F%2Fevil.com",
        "?redirect_uri=https%253A%252F%252Fevil.com",
        "?a=b&next=//evil.com",
        "?next=%2F%2Fevil.com",
        "?next=/%5Cevil.com",
        r"?next=\\evil.com",
        "?next=/%09/evil.com",
        "?next=%68ttps:evil.com",
        "?next=evil.com",
        "?next=javascript:alert(1)",
        "?u=aHR0cHM6Ly9ldmlsLmNvbQ==",
        "?q=call+1-888-555-0123+now",
        "//evil.com",
        "%2f%2fevil.com",
        "https://evil.com",
        "amp/s/evil.com",
        "#https://evil.com",
        "#/evil.com",
        "#@evil.com",
        "#call-8885550123",
        "#!/evil",
        "#!evil",
        "#%21evil",
        "#/evil",
        "#a or evil",
        "?a=b or evil",
    ],
)
def test_an_address_or_number_inside_a_link_is_said(behind):
    """However often it is encoded, and in the fragment too, which pages read and may show."""
    assert signs(f"https://coinbase.com/{behind}") == {Sign.REDIRECTOR}


@pytest.mark.parametrize(
    "behind",
    [
        "?id=1&page=1075707996",
        "?support=true",
        "#top",
        "#section-1.2",
        "#:~:text=call%20us",
        "a//b",
        "2024-01-02/news",
        "@name",
        "50%25off",
    ],
)
def test_an_ordinary_path_sends_nobody_on(behind):
    assert signs(f"https://coinbase.com/{behind}") == set()


@pytest.mark.parametrize(
    "host",
    ["bit.ly/a", "t.co/a", "coinbase-com.translate.goog", "coinbase-com.cdn.ampproject.org/c/s/coinbase.com"],
)
def test_short_links_and_copies_of_pages_lead_elsewhere(host):
    assert signs(f"https://{host}") == {Sign.REDIRECTOR}


def test_a_name_before_the_at_sign_is_what_the_link_seems():
    assert web.parse_url("https://Coinbase.com@evil.com/").seems == "coinbase.com"


@pytest.mark.parametrize(
    "text",
    [
        "ftp://coinbase.com/",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://com",
        "https://[::1",
        "https://[::g]/",
        "https://.0..:/",
        "https://" + "a" * 64 + ".coinbase.com/",
        "https://" + "a." * 127 + "coinbase.com/",
        "https://xn--.com/",
        "https://xn--a.com/",
        "https://xn--coinbase-.com/",
        "https://evil.com%2f.coinbase.com/",
        "https://evil.com%00.coinbase.com/",
        "https://%2563oinbase.com/",
        "https://evil.com／.coinbase.com/",
        "https://evil.com․coinbase.com/",  # one dot leader
        "view-source:https://coinbase.com/",
        "blob:https://coinbase.com/1",
        "file:///etc/passwd",
        "data:text/html,coinbase.com",
        "https://.coinbase.com/",
        "https://coinbase..com/",
        "https://coinbase.com../",
        "https://coinbase(.)com.evil.com/",  # Chrome and name servers differ about such names
        "https://coinbase.com,/",
        "https://coinbase.com:99999/",
        "https://coin base.com/",
        "https://coinbase.com＠evil.com",
        "hxxps://coinbase[.]com",
        "https://coin\u202ebase.com",
        "https://1.2.3.256/",
    ],
)
def test_what_no_browser_opens_is_refused(text):
    with pytest.raises(UnreadableContact, match="url-"):
        web.parse_url(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://coinbase.com/help/", "coinbase.com/help"),
        ("http://coinbase.com/help#top", "coinbase.com/help"),
        ("https://user@coinbase.com/help", "coinbase.com/help"),
        ("https://coinbase.com:443/help", "coinbase.com/help"),
        ("https://coinbase.com:8443/help", "coinbase.com:8443/help"),
        ("https://coinbase.com/help?id=1", "coinbase.com/help?id=1"),
        ("https://coinbase.com/a/../help", "coinbase.com/help"),
        ("coinbase.com", "coinbase.com"),
        ("https://coinbase.com/Help", "coinbase.com/Help"),
        ("https://coinbase.com/help?utm_source=a&id=1&fbclid=b", "coinbase.com/help?id=1"),
        (
            "https://coinbase.com/help?utm_source=https://evil.com",
            "coinbase.com/help?utm_source=https://evil.com",
        ),
    ],
)
def test_two_addresses_of_one_place_have_one_key(text, key):
    """Another port is another place: somebody else may have opened it."""
    assert web.locate(text).key == key


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Help+me@Coinbase.com", "help+me@coinbase.com", ()),
        ("help@coinbase.com.", "help@coinbase.com", ()),
        ("help@ⓒoinbase.com", "help@coinbase.com", (Sign.DISGUISED,)),
        ("ｈelp@coinbase.com", "help@coinbase.com", (Sign.DISGUISED,)),
        ("help@сoinbase.com", "help@xn--oinbase-xjg.com", (Sign.PUNYCODE, Sign.MIXED_SCRIPTS)),
        ("help@münchen.de", "help@xn--mnchen-3ya.de", (Sign.PUNYCODE,)),
    ],
)
def test_an_address_is_lower_case_with_an_ascii_domain(text, value, expected):
    found = web.parse_email(text)
    assert (found.readings[0].contact, found.signs) == ((Kind.EMAIL, value), expected)


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "@coinbase.com",
        "help@com",
        "help@203.0.113.7",
        "help@[203.0.113.7]",
        "help@coinbase.com:25",
        "help@%63oinbase.com",
        "help@coinbase.com/evil.com",
        "help@coinbase.com／evil.com",
        "help@coinbase.com＼evil.com",
        "help@coinbase.com？evil.com",
        "help@coinbase.com＃.evil.com",
        "help@coinbase.com﹫evil.com",
        "evil@evil.com@coinbase.com",
        "evil﹫evil.com@coinbase.com",
        "evil.com/@coinbase.com",
        "evil.com?@coinbase.com",
        "he lp@coinbase.com",
        "help@coin\tbase.com",
        "a" * 65 + "@coinbase.com",
        "help@coin\ud800base.com",
    ],
)
def test_what_no_mail_program_would_send_to_is_refused(text):
    with pytest.raises(UnreadableContact, match="email-unreadable"):
        web.parse_email(text)


def test_a_link_copied_from_a_warning_is_made_whole():
    texts = [
        "hxxps://coinbase[.]com/a[.]b",
        "https://coinbase.com/a[.]b",
        "meow://coinbase.com",
        "a [at] b [dot] co",
    ]
    assert [web.refanged(t) for t in texts] == [
        "https://coinbase.com/a.b",
        "https://coinbase.com/a[.]b",
        "http://coinbase.com",
        "a@b.co",
    ]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("help.coinbase.com", "coinbase.com"),
        ("coinbase.com", "coinbase.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("evil.github.io", "evil.github.io"),  # one owner for each
        ("a.evil.github.io", "evil.github.io"),
        ("github.io", None),
        ("co.uk", None),
        ("com", None),
        ("coinbase.com.evil.com", "evil.com"),
        ("evil.pages.dev", "evil.pages.dev"),
        ("a.xn--fiqs8s", "a.xn--fiqs8s"),
    ],
)
def test_the_registrable_domain_is_what_one_owner_holds(host, expected):
    assert web.registrable_domain(host) == expected


def test_the_parents_of_a_host_end_before_the_top_level():
    found = {host: web.parents(host) for host in ("a.b.example.com", "example.com", "com")}
    assert found == {
        "a.b.example.com": ("a.b.example.com", "b.example.com", "example.com"),
        "example.com": ("example.com",),
        "com": (),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coinbase.com", True),
        ("a-b.c1.co.uk", True),
        ("xn--oinbase-30f.com", True),
        ("com", False),
        ("", False),
        ("coinbase..com", False),
        ("coinbase.com.", False),
        ("-a.com", False),
        ("a-.com", False),
        ("a" * 64 + ".com", False),
        ("a_b.com", False),
        ("203.0.113.7", False),
        ("сoinbase.com", False),
        ("coinbase.com\n", False),
        ("coinbase.com/", False),
        ("coinbase.٣", False),
    ],
)
def test_what_is_a_host_name(text, expected):
    assert web.is_host(text) == expected


def test_an_address_read_from_a_claim_is_the_browsers_address():
    found = contacts.parse("https://coinbase.com/a b?q=ü")
    assert found.readings[0].contact.value == ada_url.URL("https://coinbase.com/a b?q=ü").href


@pytest.mark.parametrize(
    ("path", "inside"), [("/$somebody", True), ("/$somebody/pay", True), ("/help", False), ("/", False)]
)
def test_a_star_may_stand_behind_a_mark(path, inside):
    """Accounts at the root of a site: cash.example/$somebody is its owner's word, /help is the platform's."""
    assert web.within("cash.example", path, "cash.example/$*") is inside


@pytest.mark.parametrize(
    ("fields", "harmless"),
    [
        ("subject=a&body=b", True),
        ("SUBJECT=a&amp;body=b%0d%0ac", True),
        ("subject=my account", True),
        ("reply-to=a@b.co", False),
        ("%72eply-to=x", False),
        ("attach=x", False),
        ("subject=a%0aBcc:x", False),
        ("body=a%00", False),
        ("subject=write to a@b.co", False),
    ],
)
def test_a_mail_link_may_carry_a_subject_and_a_text(fields, harmless):
    """Everything else can send the mail, its answer or a file elsewhere."""
    try:
        read = web.parse_mailto(f"help@coinbase.com?{fields}").readings[0].contact.value
    except UnreadableContact:
        read = ""
    assert read == "help@coinbase.com" * harmless
