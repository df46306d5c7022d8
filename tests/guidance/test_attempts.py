"""What a user says that he tried: in words, or as a contact in any spelling."""

import pytest

from contactfinder.contacts import parse
from contactfinder.errors import UsageError
from contactfinder.guidance.attempts import KINDS, NETWORKS, Tried, tried_of
from contactfinder.guidance.ranking import KIND_WEIGHTS
from contactfinder.registry.entry import ChannelKind, Network

LOCK, MAIL = "+442079460000", "support@example-exchange.com"


def kinds(*texts: str) -> set[str]:
    found = tried_of(texts, None)
    assert (found.claims, found.contacts) == ((), frozenset())
    return set(found.kinds)


@pytest.mark.parametrize("name", [*KINDS, *NETWORKS])
def test_a_kind_or_a_network_is_meant_by_its_own_name(name):
    """In capitals and with blanks around it too."""
    assert kinds(name) == kinds(f"  {name.upper()} ") == {name}


def test_the_names_are_those_of_the_registry():
    """What the registry calls a channel can be said; what answers nobody cannot have been tried."""
    silent = {"status", "announcements", "verification", "website"}
    assert set(KINDS) == set(ChannelKind) - silent == set(KIND_WEIGHTS) - silent
    assert set(NETWORKS) == set(Network)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["call", "hotline", "Telephone", "电话", "热线"], "phone"),
        (["mail", "e-mail", "E-Mail", "邮件", "邮箱"], "email"),
        (["form", "request", "工单"], "ticket"),
        (["live-chat", "livechat", "Live-Chat", "在线客服", "聊天"], "chat"),
        (["app", "App", "应用内"], "in-app"),
        (["help", "help-center", "帮助中心"], "help-centre"),
        (["twitter", "Twitter", "推特"], "x"),
        (["微信"], "wechat"),
        (["微博"], "weibo"),
    ],
)
def test_people_have_other_words_for_them(words, kind):
    """English and Chinese."""
    assert {word: kinds(word) for word in words} == {word: {kind} for word in words}


@pytest.mark.parametrize(
    "text",
    [
        "+442079460000",
        "+44 20 7946 0000",
        "+44 (0)20 7946-0000",
        "0044 20 7946 0000",
        "tel:+44-20-7946-0000",
        "+４４ ２０ ７９４６ ００００",
        " +44 20 7946 0000\n",
    ],
)
@pytest.mark.parametrize("country", ["GB", "DE", "CN"])
def test_a_number_is_the_same_however_it_is_written(text, country):
    """Kept as it was typed, and in canonical form to be compared."""
    assert tried_of([text], country) == Tried(claims=(text,), contacts=frozenset({LOCK}))


@pytest.mark.parametrize("text", ["020 7946 0000", "(020) 7946-0000", "020.7946.0000"])
def test_without_a_country_code_it_is_as_dialled_at_home(text):
    """In Britain it is the line in London; elsewhere it is not."""
    assert tried_of([text], "GB").contacts == {LOCK}
    assert tried_of([text], "CN").contacts != {LOCK}


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (MAIL, MAIL),
        ("Support@Example-Exchange.COM", MAIL),
        (f"mailto:{MAIL}", MAIL),
        ("help.example-exchange.com/contact?form=1", "https://help.example-exchange.com/contact?form=1"),
        (
            "HTTPS://Help.Example-Exchange.com/contact?form=1",
            "https://help.example-exchange.com/contact?form=1",
        ),
        ("https://x.com/ExampleExHelp", "x:exampleexhelp"),
        ("twitter.com/ExampleExHelp", "x:exampleexhelp"),
        ("t.me/ExampleExNews", "telegram:exampleexnews"),
        ("https://wa.me/12025550155", "+12025550155"),
        ("whatsapp +1 202 555 0155", "+12025550155"),
    ],
)
def test_addresses_links_and_accounts(text, contact):
    """As the registry lists them."""
    assert tried_of([text], None) == Tried(claims=(text,), contacts=frozenset({contact}))


def test_a_bare_name_may_be_on_any_network():
    """Nobody asks first on which."""
    found = tried_of(["@ExampleExHelp"], None).contacts
    assert {"x:exampleexhelp", "telegram:exampleexhelp", "instagram:exampleexhelp"} <= found


def test_all_that_was_tried_is_kept():
    """Words and contacts side by side, in the order in which they were said; `names` are all of them."""
    found = tried_of(["phone", MAIL, "twitter", "020 7946 0000", "电话"], "GB")
    assert found == Tried(frozenset({"phone", "x"}), (MAIL, "020 7946 0000"), frozenset({MAIL, LOCK}))
    assert found.names == {"phone", "x", MAIL, LOCK}


def test_nothing_tried_is_nothing():
    assert tried_of([], "GB") == Tried() and tried_of([], None).names == frozenset()


@pytest.mark.parametrize(
    "text", ["", " ", "hello", "客服", "123", "phone number", "🙂", "nobody@", "phones", "status"]
)
def test_what_is_neither_is_refused_with_the_words_that_can_be_said(text):
    """Shown back as it was typed."""
    with pytest.raises(UsageError) as refused:
        tried_of(["email", text], "GB")
    assert (refused.value.code, refused.value.values) == (
        "bad-channel",
        {"value": text, "names": ", ".join(KINDS)},
    )


@pytest.mark.parametrize("text", ["020 7946 0000", "@ExampleExHelp", "t.me/ExampleExNews", MAIL])
def test_it_is_read_as_verify_reads_it(text):
    """What is judged is what is looked for among the channels."""
    readings = parse(text, ("GB",)).readings
    assert tried_of([text], "GB").contacts == {reading.contact.value for reading in readings}
