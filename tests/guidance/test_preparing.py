"""One conversation prepared: what to know, what to have, and messages that are complete in every case."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from contactfinder import Finder
from contactfinder.errors import UsageError
from contactfinder.guidance.preparing import MAX_VALUE, Preparation
from contactfinder.registry.grades import Trust
from contactfinder.registry.occasions import Issue
from contactfinder.secrets import SecretRefused

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OF_KIND = {
    "exchange": "coinbase",
    "broker": "etoro",
    "payment": "moonpay",
    "atm": "bitcoin-depot",
    "wallet": "metamask",
    "hardware-wallet": "ledger",
    "swap": "changelly",
}
HOLDS_NOTHING = ("wallet", "hardware-wallet", "swap")
NEVER = ("seed-phrase", "private-key", "password", "pin", "one-time-code", "card-details", "remote-access")
NEVER_SENT = {
    "en": "I will not send my password, one-time codes, seed phrase or private key",
    "zh": "我不会提供密码、验证码、助记词或私钥",
}
ASK_FIRST = ("identity-documents", "bank-details", "personal-data")

every_issue = pytest.mark.parametrize("issue", Issue)
every_kind = pytest.mark.parametrize("kind", OF_KIND)
both_languages = pytest.mark.parametrize("language", ["en", "zh"])


@pytest.fixture(scope="module")
def finder() -> Iterator[Finder]:
    with Finder.open() as opened:
        yield opened


def texts(found: Preparation) -> list[str]:
    return [text for m in found.messages for text in m[1:]]


def body(found: Preparation, language: str) -> str:
    return next(m.body for m in found.messages if m.language == language)


def test_every_kind_of_platform_is_here(finder: Finder) -> None:
    """Or else the tests below would miss one."""
    assert {finder.platform(name)["kind"]: name for name in OF_KIND.values()} == OF_KIND
    assert {s.kind for s in finder.platforms()} == set(OF_KIND)


# -- every issue with every kind of platform


@every_issue
@every_kind
def test_the_checklist_is_short_and_says_what_is_never_sent(finder: Finder, issue: Issue, kind: str) -> None:
    found = finder.prepare(OF_KIND[kind], issue, at=AT)
    sends = [d.send for d in found.details]
    assert 4 <= len(found.questions) <= 7
    assert sends.count("safe") >= 1
    assert [d.id for d in found.details if d.send == "never"] == list(NEVER)
    assert len({d.id for d in found.details}) == len(sends) and found.notes


@every_issue
@every_kind
@both_languages
def test_a_message_is_complete(finder: Finder, issue: Issue, kind: str, language: str) -> None:
    """Greeting with the name, what is wrong, what is wanted, what is never sent, a ticket; nothing left unfilled."""
    found = finder.prepare(OF_KIND[kind], issue, languages=[language], at=AT)
    assert language in [m.language for m in found.messages]
    paragraphs = body(found, language).split("\n\n")
    assert found.platform["name"] in paragraphs[0] and len(paragraphs) >= 5
    assert any("(1)" in p or "（1）" in p for p in paragraphs)
    assert [p for p in paragraphs if p.startswith(NEVER_SENT[language])]
    assert {"en": "ticket number", "zh": "工单号"}[language] in paragraphs[-1]


@every_issue
@every_kind
@both_languages
def test_no_placeholder_is_left(finder: Finder, issue: Issue, kind: str, language: str) -> None:
    found = finder.prepare(OF_KIND[kind], issue, languages=[language, "ja"], country="DE", at=AT)
    for text in texts(found):
        assert text and not re.search(r"[{}]|\bNone\b", text)
        assert "\n\n\n" not in text and text == text.strip()


@every_issue
@every_kind
def test_every_detail_has_a_label_in_both_languages(finder: Finder, issue: Issue, kind: str) -> None:
    found = finder.prepare(OF_KIND[kind], issue, at=AT)
    for detail in found.details:
        about = detail.why if detail.send == "never" else detail.hint
        assert about
        assert all(detail.label[language] and about[language] for language in ("en", "zh"))


@every_issue
@pytest.mark.parametrize("kind", HOLDS_NOTHING)
def test_nobody_asks_a_wallet_to_lock_or_freeze(finder: Finder, issue: Issue, kind: str) -> None:
    """It has no account, holds no coins and cannot do it: the message would be put aside."""
    found = finder.prepare(OF_KIND[kind], issue, languages=["zh", "en"], at=AT)
    said = " ".join(m.body for m in found.messages)
    assert not re.search(r"lock (?:my|the) account|[Pp]lease (?:first )?freeze|credit it|\(1\) freeze", said)
    assert not re.search(r"锁定账户|锁定我的账户|请尽快冻结|（1）冻结|为我入账", said)


@pytest.mark.parametrize("issue", ["account-security", "fraud", "deposit", "withdrawal"])
@both_languages
def test_a_wallet_gets_words_of_its_own(finder: Finder, issue: str, language: str) -> None:
    wallet, exchange = (
        finder.prepare(name, issue, languages=[language], at=AT) for name in ("metamask", "coinbase")
    )
    own = body(wallet, language).split("\n\n")[1:3]
    assert set(own) & set(body(exchange, language).split("\n\n")) == set()
    assert {"en": "I know that you", "zh": "我知道"}[language] in own[0]


@pytest.mark.parametrize("kind", HOLDS_NOTHING)
def test_a_wallet_is_asked_for_no_account(finder: Finder, kind: str) -> None:
    for issue in Issue:
        asked = {d.id for d in finder.details(OF_KIND[kind], issue)}
        assert asked & {"user-id", "account-email", "bank-reference", "machine"} == set()


# -- what the user gives

GIVEN = {
    "event-time": "2026-11-21 21:05 UTC+8",
    "description": "Two transfers that I did not make",
    "user-id": "12345678",
    "coin-and-amount": "0.25083 ETH",
}


def test_what_is_given_stands_in_the_messages_of_all_languages_in_order(finder: Finder) -> None:
    """The order of the checklist, not the one in which it was entered."""
    found = finder.prepare("coinbase", "fraud", fields=GIVEN, languages=["zh"], at=AT)
    assert [m.language for m in found.messages] == ["en", "zh"]
    lines = ["description", "user-id", "event-time", "coin-and-amount"]
    for language, colon in (("en", ": "), ("zh", "：")):
        labels = {d.id: d.label[language] for d in found.details}
        expected = [f"- {labels[name]}{colon}{GIVEN[name]}" for name in lines]
        shown = [line for line in body(found, language).splitlines() if line.startswith("- ")]
        assert expected == shown


def test_the_details_say_what_was_given(finder: Finder) -> None:
    found = finder.prepare("coinbase", "fraud", fields=GIVEN, at=AT)
    assert {d.id: d.value for d in found.details if d.value is not None} == GIVEN


def test_what_is_not_given_is_offered_and_what_is_given_is_not(finder: Finder) -> None:
    """Six at most, by their labels; never something that may not be sent."""
    found = finder.prepare("coinbase", "fraud", fields=GIVEN, at=AT)
    [line] = [p for p in body(found, "en").split("\n\n") if p.startswith("I can send on request")]
    missing = [d.label["en"] for d in found.details if d.send == "safe" and d.value is None]
    assert line == f"I can send on request: {', '.join(missing[:6])}."


def test_when_everything_is_given_nothing_is_offered(finder: Finder) -> None:
    names = [d.id for d in finder.details("coinbase", "other")]
    found = finder.prepare("coinbase", "other", fields=dict.fromkeys(names, "as said"), at=AT)
    assert "I can send on request" not in body(found, "en")


def test_a_detail_that_belongs_to_another_issue_is_taken_all_the_same(finder: Finder) -> None:
    found = finder.prepare("coinbase", "app", fields={"order-number": "A-0042"}, at=AT)
    assert "- Order number: A-0042" in body(found, "en").splitlines()


def test_without_fields_there_is_no_list(finder: Finder) -> None:
    found = finder.prepare("coinbase", "fraud", fields={"user-id": "   "}, at=AT)
    assert "Details:" not in body(found, "en") and {d.value for d in found.details} == {None}


@pytest.mark.parametrize("value", ["a {b} c", "{platform}", "{0}", "%s", "{{", "}{", r"\1 \g<0>", "None"])
def test_a_value_is_text_and_no_pattern(finder: Finder, value: str) -> None:
    found = finder.prepare("coinbase", "fraud", fields={"user-id": value, "earlier-ticket": value}, at=AT)
    assert f"- User ID (UID): {value}" in body(found, "en").splitlines()
    assert f"ticket: {value})" in found.messages[0].reminder


@pytest.mark.parametrize(
    "between",
    ["\n", "\r", "\r\n", "\n\n", " \n ", "\t", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1c", "   "],
)
def test_a_value_stands_on_one_line_however_its_lines_are_broken(finder: Finder, between: str) -> None:
    """Nobody can write further paragraphs into the message, such as another request."""
    found = finder.prepare("coinbase", "fraud", fields={"user-id": f" one{between}two\n"}, at=AT)
    assert "- User ID (UID): one two" in body(found, "en").split("\n")


def test_an_unknown_name_is_refused_with_those_there_are(finder: Finder) -> None:
    with pytest.raises(UsageError) as refused:
        finder.prepare("coinbase", "fraud", fields={"uid": "1"}, at=AT)
    error = refused.value
    assert (error.code, error.values["value"]) == ("no-such-detail", "uid")
    names = error.values["names"].split(", ")
    assert "user-id" in names and not {*NEVER, *ASK_FIRST} & set(names)


def test_a_value_that_is_too_long_is_refused(finder: Finder) -> None:
    longest = "ab " * (MAX_VALUE // 3)
    assert finder.prepare("coinbase", "fraud", fields={"description": longest}, at=AT)
    with pytest.raises(UsageError) as refused:
        finder.prepare("coinbase", "fraud", fields={"description": "a" * (MAX_VALUE + 1)}, at=AT)
    assert (refused.value.code, refused.value.values["field"]) == ("field-too-long", "description")


@pytest.mark.parametrize("name", [*NEVER, *ASK_FIRST])
@pytest.mark.parametrize("value", ["anything", ""])
def test_what_may_not_be_sent_is_refused_whatever_its_value(finder: Finder, name: str, value: str) -> None:
    with pytest.raises(SecretRefused) as refused:
        finder.prepare("coinbase", "fraud", fields={name: value}, at=AT)
    assert (refused.value.field, value in refused.value.values.values()) == (name, False)


@every_issue
@every_kind
def test_only_what_may_be_sent_is_asked_for(finder: Finder, issue: Issue, kind: str) -> None:
    found = finder.details(OF_KIND[kind], issue)
    assert {d.send for d in found} == {"safe"}
    assert [d.id for d in found] == [
        d.id for d in finder.prepare(OF_KIND[kind], issue, at=AT).details if d.send == "safe"
    ]


# -- languages


@pytest.mark.parametrize(
    ("platform", "own", "languages"),
    [
        ("coinbase", [], ["en"]),
        ("coinbase", ["en"], ["en"]),
        ("coinbase", ["zh-Hant-TW"], ["en", "zh"]),
        ("coinbase", ["ja"], ["en"]),
        ("coinbase", ["ja", "zh-CN", "en"], ["en", "zh"]),
        ("coinex", ["zh"], ["zh"]),
        ("coinex", ["zh", "en"], ["zh", "en"]),
        ("coinex", ["en"], ["en"]),
        ("coinex", ["de"], ["en"]),
        ("lbank", ["zh"], ["en", "zh"]),
    ],
)
def test_the_language_of_the_support_comes_first(
    finder: Finder, platform: str, own: list[str], languages: list[str]
) -> None:
    """CoinEx says that it reads English and Chinese, LBank Portuguese only; of Coinbase nothing is known."""
    found = finder.prepare(platform, "fraud", languages=own, at=AT)
    assert [m.language for m in found.messages] == languages


@pytest.mark.parametrize(
    ("own", "language", "wish"),
    [
        (["zh-CN"], "en", "If possible, please answer in Chinese."),
        (["ja"], "en", "If possible, please answer in Japanese."),
        (["en", "zh"], "zh", "如果可以，请用英语回复。"),
    ],
)
def test_a_message_in_another_language_asks_for_an_answer_in_ones_own(
    finder: Finder, own: list[str], language: str, wish: str
) -> None:
    found = finder.prepare("coinbase", "fraud", languages=own, at=AT)
    assert wish in body(found, language).split("\n\n")


@pytest.mark.parametrize("own", [[], ["en"], ["en-GB"], ["xx"]])
def test_there_is_no_wish_where_none_is_needed_or_can_be_worded(finder: Finder, own: list[str]) -> None:
    assert "please answer in" not in body(finder.prepare("coinbase", "fraud", languages=own, at=AT), "en")


def test_how_to_ask_for_ones_language_is_said_where_it_is_not_spoken(finder: Finder) -> None:
    asking = finder.prepare("lbank", "fraud", languages=["zh"], at=AT).asking
    assert asking and asking["language"] == "pt" and "chinês" in asking["phrase"]
    assert finder.prepare("coinex", "fraud", languages=["zh"], at=AT).asking is None


# -- where, and afterwards


@every_kind
def test_the_message_goes_to_an_official_channel_that_takes_messages(finder: Finder, kind: str) -> None:
    found = finder.prepare(OF_KIND[kind], "fraud", at=AT)
    for item, kinds in (
        (found.channel, {"email", "ticket", "chat", "in-app", "help-centre"}),
        (found.call, {"phone"}),
    ):
        if item:
            assert (item.channel["trust"], item.channel["withdrawn"]) == (Trust.OFFICIAL, None)
            assert item.channel["kind"] in kinds and not item.is_out_of_reach


def test_without_such_a_channel_there_is_a_message_and_no_date(finder: Finder) -> None:
    found = finder.prepare("bisq", "fraud", languages=["zh"], at=AT)
    assert (found.channel, found.follow_up) == (None, None)
    assert [m.language for m in found.messages] == ["en", "zh"]


def test_a_reminder_names_the_day_the_channel_and_the_ticket(finder: Finder) -> None:
    found = finder.prepare("coinex", "deposit", fields={"earlier-ticket": "#77"}, languages=["zh"], at=AT)
    assert found.channel
    reminder = found.messages[0].reminder
    where = found.channel.channel["display"] or "工单"
    assert f"我在 2026-11-22 联系过贵方（渠道：{where}；工单号：#77）" in reminder
    assert reminder.startswith("再次跟进：充值未到账")


def test_a_reminder_without_ticket_asks_for_one(finder: Finder) -> None:
    reminder = finder.prepare("coinex", "deposit", languages=["en"], at=AT).messages[0].reminder
    assert "ticket:" not in reminder and "Please give me a ticket number" in reminder


@pytest.mark.parametrize("name", ["coinex", "paxful", "rain", "coinbase"])
def test_the_day_to_follow_up_is_the_longest_that_an_answer_takes(finder: Finder, name: str) -> None:
    """Counted from the moment of the question, never before it."""
    first, later = (finder.prepare(name, "fraud", at=AT + timedelta(days=days)).follow_up for days in (0, 3))
    assert first and later and first > AT
    assert later - first == timedelta(days=3)


def test_coinex_is_followed_up_after_two_weeks(finder: Finder) -> None:
    assert finder.prepare("coinex", "fraud", at=AT).follow_up == AT + timedelta(days=14)


def test_the_opening_line_of_a_call_names_the_problem(finder: Finder) -> None:
    lines = {issue: finder.prepare("coinbase", issue, at=AT).messages[0].opening_line for issue in Issue}
    assert len(set(lines.values())) == len(Issue)
    assert "a deposit that has not been credited" in lines[Issue.DEPOSIT]
