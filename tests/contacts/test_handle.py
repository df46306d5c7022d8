"""An account has one canonical form, however one writes it, and no other account has the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder import contacts
from contactfinder.contacts import Kind, handle
from contactfinder.errors import UnreadableContact

# Every network: links to a profile, ways to name it, and the one canonical form of both.
ACCOUNTS = {
    "x": (["https://x.com/Kraken", "http://www.twitter.com/kraken/?s=20"], ["Kraken", "@kraken"], "x:kraken"),
    "telegram": (
        ["https://t.me/Kraken", "https://t.me/s/kraken", "https://telegram.me/kraken?start=1"],
        ["@Kraken"],
        "telegram:kraken",
    ),
    "discord": (
        ["https://discord.gg/GWSyrHg", "https://discord.com/invite/GWSyrHg"],
        ["GWSyrHg"],
        "discord:GWSyrHg",
    ),
    "reddit": (
        ["https://old.reddit.com/user/Kraken/", "https://reddit.com/u/kraken"],
        ["user/Kraken"],
        "reddit:u/kraken",
    ),
    "facebook": (["https://m.facebook.com/Kraken.FX"], ["Kraken.FX"], "facebook:kraken.fx"),
    "instagram": (["https://www.instagram.com/Kraken_fx/"], ["@kraken_fx"], "instagram:kraken_fx"),
    "youtube": (
        ["https://youtube.com/@KrakenFX", "https://m.youtube.com/@krakenfx"],
        ["@KrakenFX", "krakenfx"],
        "youtube:krakenfx",
    ),
    "linkedin": (
        ["https://www.linkedin.com/company/Kraken-FX/"],
        ["company/kraken-fx"],
        "linkedin:company/kraken-fx",
    ),
    "line": (
        ["https://line.me/R/ti/p/@Kraken", "https://line.me/ti/p/%40kraken"],
        ["@kraken"],
        "line:@kraken",
    ),
    "kakaotalk": (["https://pf.kakao.com/_hEurd"], ["_hEurd"], "kakaotalk:_hEurd"),
    "wechat": ([], ["Kraken_fx"], "wechat:kraken_fx"),
    "weibo": (["https://weibo.com/KrakenFX"], ["krakenfx"], "weibo:krakenfx"),
    "whatsapp": (
        ["https://wa.me/18889087930", "https://wa.me/+18889087930"],
        ["+18889087930"],
        "whatsapp:18889087930",
    ),
}
MORE = [
    ("https://t.me/+AbCdEf", "telegram:+AbCdEf"),  # an invitation is a code: its case matters
    ("https://t.me/joinchat/AbCdEf", "telegram:+AbCdEf"),
    ("https://reddit.com/r/Kraken", "reddit:r/kraken"),
    ("https://facebook.com/groups/kraken", "facebook:groups/kraken"),
    ("https://facebook.com/profile.php?id=42", "facebook:profile.php?id=42"),
    ("https://facebook.com/pages/Kraken/42", "facebook:pages/kraken/42"),
    ("https://youtube.com/c/KrakenFX", "youtube:c/KrakenFX"),
    ("https://youtube.com/channel/UCudaS5hcbqUaMtOGHmQ2e0A", "youtube:channel/UCudaS5hcbqUaMtOGHmQ2e0A"),
    ("https://linkedin.com/in/kraken", "linkedin:in/kraken"),
    ("https://line.me/ti/p/~kraken", "line:kraken"),  # a person, where @kraken is a business
    ("https://open.kakao.com/o/gAbC", "kakaotalk:o/gAbC"),
    ("https://weibo.com/u/123", "weibo:u/123"),
    ("https://weibo.com/123", "weibo:u/123"),
    ("https://weibo.com/n/币安", "weibo:n/币安"),
    ("https://mobile.twitter.com/Kraken", "x:kraken"),
    ("https://m.x.com/@Kraken", "x:kraken"),
    ("https://np.reddit.com/r/Kraken", "reddit:r/kraken"),
    ("https://en-gb.facebook.com/Kraken", "facebook:kraken"),
    ("https://m.me/Kraken", "facebook:kraken"),
    ("https://uk.linkedin.com/in/kraken", "linkedin:in/kraken"),
    ("https://www.youtube.com/@KrakenFX/videos", "youtube:krakenfx"),
]
LINKS = [(link, form) for links, _, form in ACCOUNTS.values() for link in links] + MORE
NAMES = [(network, name, form) for network, (_, names, form) in ACCOUNTS.items() for name in names]
NAMES += [
    ("weibo", "币安", "weibo:n/币安"),
    ("wechat", "币安客服", "wechat:币安客服"),
    ("line", "kraken", "line:kraken"),
]


def read(text: str) -> list[str]:
    return [r.contact.value for r in contacts.parse(text).readings]


def test_every_network_has_examples():
    assert list(ACCOUNTS) == list(handle.NETWORKS)


@pytest.mark.parametrize(("link", "form"), LINKS)
def test_a_profile_link_is_its_account(link, form):
    assert handle.from_url(link) == (Kind.HANDLE, form)


@pytest.mark.parametrize(("network", "name", "form"), NAMES)
def test_a_name_is_its_account(network, name, form):
    assert (handle.is_name(network, name), f"{network}:{handle.canonical(network, name)}") == (True, form)
    assert handle.parse_named(name, network).readings == (((Kind.HANDLE, form), network),)


@pytest.mark.parametrize("form", sorted({form for _, form in LINKS} | {form for *_, form in NAMES}))
def test_an_account_and_its_link_name_each_other(form):
    link = handle.link(form)
    assert (handle.from_url(link).value if link else form) == form
    assert (link is None) == form.startswith("wechat:")


@pytest.mark.parametrize("form", sorted({form for _, form in LINKS} - {"whatsapp:18889087930"}))
def test_a_canonical_form_is_read_as_itself(form):
    assert read(form) == [form]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(handle.NETWORKS)),
    st.text(max_size=12) | st.from_regex(r"[@~+]?[\w.-]{1,16}/?", fullmatch=True),
)
def test_a_canonical_name_stays_as_it_is(network, name):
    form = handle.canonical(network, name)
    if handle.is_name(network, name):
        assert (handle.canonical(network, form), handle.is_name(network, form)) == (form, True)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(handle._HOSTS)), st.text(st.sampled_from("abC1@~+%4e/._-?=国"), max_size=12))
def test_whatever_a_link_names_is_a_name_of_the_network(host, path):
    found = handle.from_url(f"https://{host}/{path}")
    network, _, name = found.value.partition(":") if found else ("x", "", "kraken")
    assert handle.is_name(network, name)


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/kraken/status/1",
        "https://x.com/intent/user?screen_name=kraken",
        "https://x.com/search?q=kraken",
        "https://x.com/home",
        "https://x.com:8443/kraken",
        "https://kraken@x.com/kraken",
        "ftp://x.com/kraken",
        "https://x.com.evil.com/kraken",
        "https://evilx.com/kraken",
        "https://x.com/%6braken",
        "https://x.com/krake\u212a",
        "https://x.com/krak\u200ben",
        "https://t.me/share?url=https://kraken.com",
        "https://t.me/kraken/5",
        "https://kraken.t.me/",
        "https://discord.com/kraken",
        "https://discord.com/channels/1/2",
        "https://facebook.com/profile.php?id=42&id=43",
        "https://facebook.com/l.php?u=https://evil.com",
        "https://facebook.com/groups%2Fkraken",
        "https://instagram.com/p/abc",
        "https://youtube.com/watch?v=kraken",
        "https://linkedin.com/kraken",
        "https://line.me/ti/p/kraken",
        "https://lin.ee/kraken",
        "https://pf.kakao.com/o/gAbC",
        "https://open.kakao.com/gAbC",
        "https://weibo.com/n/%FF",
    ],
)
def test_a_link_that_is_no_profile_stays_a_link(link):
    assert handle.from_url(link) is None


def test_a_name_on_no_network_can_be_on_any():
    networks = [r.contact.value.partition(":")[0] for r in contacts.parse("@KrakenFX").readings]
    assert networks == [n for n in handle.NETWORKS if n not in ("reddit", "linkedin", "whatsapp")]
    assert {r.how for r in contacts.parse("＠KrakenFX").readings} == {"any-network"}


def test_a_business_on_line_is_not_a_person_of_the_same_name():
    assert (read("line:@kraken"), read("line:kraken")) == (["line:@kraken"], ["line:kraken"])


@pytest.mark.parametrize(
    "name", ["\u212araken", "krаken", "ｋraken", "kra ken", "kraken.com", "kraken?x", "", "a" * 16]
)
def test_what_x_would_not_accept_is_no_account(name):
    """A Kelvin sign becomes a k in lower case, and a Cyrillic а looks like one."""
    assert not handle.is_name("x", name)
    with pytest.raises(UnreadableContact, match="handle-unreadable"):
        contacts.parse(f"x:{name}")


@pytest.mark.parametrize(
    ("prefix", "network"),
    [
        ("twitter", "x"),
        ("tg", "telegram"),
        ("fb", "facebook"),
        ("ig", "instagram"),
        ("yt", "youtube"),
        ("mail", None),
    ],
)
def test_a_network_has_other_names(prefix, network):
    assert handle.network_named(prefix) == network


def test_a_whatsapp_account_is_claimed_as_its_number():
    found = contacts.parse("whatsapp: +1 888 908 7930")
    assert found.readings[0].contact == (Kind.PHONE, "+18889087930")
