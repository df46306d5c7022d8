"""What to do now in a case: the steps of every state, in the order in which they are urgent."""

from datetime import datetime, timedelta

import pytest

from contactfinder import Finder
from contactfinder.guidance.advice import Advice
from contactfinder.guidance.following import AGAIN, by, failed_channels
from contactfinder.guidance.situation import Situation
from contactfinder.journal import Case, Note, Promise
from contactfinder.journal.record import NOT_THEIRS
from contactfinder.registry.occasions import Issue
from made_cases import after, broken, case, note, promised, seen

LOCK = seen("+44 20 7946 0000")
MAIL = seen("support@example-exchange.com")
NOW = after(hours=1)
ENDING = ["never-search", "case-write-down"]


def steps(finder: Finder, *notes: Note, at: datetime = NOW, country: str | None = "GB", **more) -> list[str]:
    return [step.id for step in advised(finder, case(*notes, **more), at, country)]


def advised(
    finder: Finder, found: Case, at: datetime = NOW, country: str | None = "GB"
) -> tuple[Advice, ...]:
    return finder.follow(found, at=at, country=country, languages=["en"]).advice


def the(name: str, found: tuple[Advice, ...]) -> Advice:
    (step,) = (step for step in found if step.id == name)
    return step


def best(found: tuple[Advice, ...]) -> str:
    """The channel that is recommended now."""
    (item,) = the("next-channel", found).channels
    return item.channel["contact"] or item.channel["kind"]


def late(text: str | None = "an answer", **more) -> Promise:
    return promised(text, after(minutes=30), **more)


def pending(text: str | None = "an answer", **more) -> Promise:
    return promised(text, after(days=2), **more)


def fake(verdict: str = "lookalike") -> dict[str, object]:
    return {"contact": seen("+44 20 7946 0001", verdict)}


# -- nothing yet


def test_at_the_beginning_it_is_the_advice_of_a_look_up(finder: Finder) -> None:
    """The most urgent first; what to do about dead lines comes when one is dead."""
    user = {"issue": "fraud", "at": NOW, "country": "GB", "languages": ["en"]}
    found = steps(finder, issue="fraud")
    looked_up = [step.id for step in finder.lookup("example-exchange", **user).advice]
    assert found[:2] == looked_up[:2] == ["secure-first", "see-emergency"]
    assert [step for step in found if step.startswith("dead-line")] == []
    assert "next-channel" in found and found[-2:] == ENDING


@pytest.mark.parametrize("issue", Issue)
@pytest.mark.parametrize(
    "platform", ["example-exchange", "example-wallet", "other-broker", "closed-exchange", "doubtful-swap"]
)
def test_every_step_has_a_sentence_with_all_its_values(finder: Finder, platform: str, issue: str) -> None:
    """Whatever the platform and the issue; and none is said twice."""
    found = advised(finder, case(platform=platform, issue=issue))
    assert [step.id for step in found if not step.say] == []
    assert len({step.id for step in found}) == len(found)


# -- a contact that was not theirs


@pytest.mark.parametrize("verdict", sorted(NOT_THEIRS))
def test_a_fake_in_the_record_comes_before_everything(finder: Finder, verdict: str) -> None:
    """Before a late promise too; and whoever told them something is sent to the emergency plan."""
    notes = [note(0, **fake(verdict)), note(5, contact=LOCK, promise=late())]
    assert steps(finder, *notes)[:3] == ["case-fake-contact", "if-told-them", "case-late"]


def test_each_fake_is_named_once_with_its_last_entry(finder: Finder) -> None:
    other = seen("+44 808 157 0666", "impostor")
    found = advised(finder, case(note(0, **fake()), note(1, contact=other), note(2, **fake())))
    named = [step.values for step in found if step.id == "case-fake-contact"]
    assert named == [
        {"entry": "3", "claim": "+44 20 7946 0001"},
        {"entry": "2", "claim": "+44 808 157 0666"},
    ]


@pytest.mark.parametrize("verdict", ["official", "unknown", "unconfirmed", "corroborated", "invalid"])
def test_only_what_is_known_to_be_bad_is_called_so(finder: Finder, verdict: str) -> None:
    assert "case-fake-contact" not in steps(finder, note(contact=seen("+1 212 555 0142", verdict)))


@pytest.mark.parametrize("imported", [False, True])
@pytest.mark.parametrize("verdict", ["official", "unknown"])
def test_a_contact_that_has_become_known_to_be_bad_is_called_so(
    finder: Finder, verdict: str, imported: bool
) -> None:
    """Whatever was known when it was written down, and whatever a file says of it."""
    found = seen("+44 20 7946 0001", verdict)._replace(imported=imported)
    assert steps(finder, note(contact=found))[0] == "case-fake-contact"


@pytest.mark.parametrize(("issue", "kept"), [("fraud", True), ("account-security", True), ("fees", False)])
def test_what_cannot_wait_is_said_after_the_first_entry_too(finder: Finder, issue: str, kept: bool) -> None:
    """Nobody knows whether the account was locked."""
    assert ("see-emergency" in steps(finder, note(channel="chat"), issue=issue)) is kept


@pytest.mark.parametrize("promise", [late(), pending()], ids=["late", "pending"])
def test_nobody_waits_for_what_a_fake_promised(finder: Finder, promise: Promise) -> None:
    """`Wait for it, do not ask before` is what the thief wants too."""
    found = steps(finder, note(promise=promise, **fake()))
    assert [step for step in found if step in ("case-late", "case-promised", "case-remind-them")] == []
    assert "next-channel" in found


def test_what_a_fake_says_solves_and_refuses_nothing(finder: Finder) -> None:
    assert "case-close" not in steps(finder, note(outcome="solved", **fake()))
    assert "complain-outside" not in steps(finder, note(outcome="refused", **fake()))


# -- promises


def test_a_late_promise_is_reminded_of_and_complained_about(finder: Finder) -> None:
    found = advised(finder, case(note(contact=LOCK, promise=late(), ticket="77")))
    order = [step.id for step in found]
    assert order[:3] == ["case-late", "case-remind-them", "case-settle"]
    assert {"next-channel", "complain-outside"} <= set(order)
    assert the("case-late", found).values == {
        "entry": "1",
        "by": after(minutes=30).isoformat(),
        "promise": "an answer",
    }
    assert the("case-remind-them", found).values == {"id": "example-exchange", "issue": "withdrawal"}


def test_a_pending_promise_is_waited_for(finder: Finder) -> None:
    """No next channel, and nobody to complain to before its time."""
    found = steps(finder, note(contact=LOCK, promise=pending()))
    assert found == ["case-promised", *ENDING]


def test_a_late_promise_beside_a_pending_one_comes_first(finder: Finder) -> None:
    notes = [note(0, contact=LOCK, promise=pending()), note(1, contact=MAIL, promise=late())]
    assert steps(finder, *notes)[:4] == ["case-late", "case-promised", "case-remind-them", "case-settle"]


def test_a_whole_day_is_late_only_when_it_is_over(finder: Finder) -> None:
    day = promised("a call", NOW.replace(hour=23, minute=59, second=59), whole_day=True)
    assert "case-promised" in steps(finder, note(contact=LOCK, promise=day), at=NOW.replace(hour=23))
    assert "case-late" in steps(finder, note(contact=LOCK, promise=day), at=NOW + timedelta(days=1))
    assert by(day) == "2026-11-22" and by(late()) == "2026-11-22T12:30:00+00:00" and by(promised()) == ""


@pytest.mark.parametrize("promise", [broken(late()), promised("a call back")], ids=["settled", "no date"])
def test_what_is_settled_or_has_no_date_is_not_waited_for(finder: Finder, promise: Promise) -> None:
    found = steps(finder, note(contact=LOCK, promise=promise, outcome="reached"))
    assert [step for step in found if step.startswith("case-") and step != "case-write-down"] == []
    assert "next-channel" in found


# -- messages and lines


def test_an_answer_to_a_message_is_waited_for_as_long_as_it_takes(finder: Finder) -> None:
    sent = note(contact=MAIL, said="please")
    found = advised(finder, case(sent))
    assert [step.id for step in found] == ["wait-until", *ENDING]
    assert the("wait-until", found).values["date"] > NOW.isoformat()


def test_after_that_it_is_time_for_the_next_channel(finder: Finder) -> None:
    """Another one than that which did not answer."""
    assert best(advised(finder, case(note(contact=MAIL)), at=after(days=30))) != MAIL.contact


def test_who_was_answered_is_not_told_to_wait(finder: Finder) -> None:
    """Whether the answer came in, or the user reached somebody there."""
    for answer in (note(5, contact=MAIL, incoming=True), note(5, contact=MAIL, outcome="reached")):
        assert steps(finder, note(0, contact=MAIL), answer)[0] != "wait-until"


def test_a_fake_that_writes_ends_no_wait(finder: Finder) -> None:
    found = steps(finder, note(0, contact=MAIL, channel="email"), note(5, channel="email", incoming=True))
    assert found[0] != "wait-until"
    bad = note(5, channel="email", incoming=True, contact=seen("x@evil.example", "impostor"))
    assert "wait-until" in steps(finder, note(0, contact=MAIL, channel="email"), bad)


def test_a_line_that_failed_is_not_tried_again_on_the_same_day(finder: Finder) -> None:
    first = best(advised(finder, case()))
    tried = case(note(channel=first, outcome="no-answer"))
    assert best(advised(finder, tried)) != first
    assert best(advised(finder, tried, at=after() + AGAIN)) == first


def failed(*notes: Note, at: datetime = NOW) -> frozenset[str]:
    return failed_channels(case(*notes), Situation(at))


def test_the_last_attempt_at_a_channel_counts() -> None:
    calls = [note(0, contact=LOCK, outcome="no-answer"), note(9, contact=LOCK, outcome="reached")]
    assert (failed(calls[0]), failed(*calls)) == ({"+442079460000"}, frozenset())


def test_a_refusal_lasts_and_silence_is_forgotten_after_a_day() -> None:
    refused, silent = (note(channel=c, outcome=o) for c, o in (("chat", "refused"), ("phone", "waited 1h")))
    assert failed(refused, silent) == {"chat", "phone"}
    assert failed(refused, silent, at=after() + AGAIN) == {"chat"}


@pytest.mark.parametrize(
    ("outcomes", "complains"),
    [([], False), (["no-answer"], False), (["no-answer", "waited 2h"], True), (["refused"], True)],
)
def test_it_is_time_to_complain_after_two_failures_or_a_refusal(
    finder: Finder, outcomes: list[str], complains: bool
) -> None:
    found = steps(finder, *(note(n, channel="phone", outcome=o) for n, o in enumerate(outcomes)))
    assert ("complain-outside" in found) is complains


def test_whom_to_complain_to_depends_on_where_the_user_is(finder: Finder) -> None:
    notes = [note(channel="phone", outcome="refused")]
    assert "say-country" in steps(finder, *notes, country=None)
    assert "complain-outside" in steps(finder, *notes, country="GB")


# -- the end


def test_what_is_solved_is_looked_at_and_closed(finder: Finder) -> None:
    """Nothing else is to be tried; a promise that is still open is only to be settled."""
    done = note(60, contact=LOCK, outcome="solved")
    assert steps(finder, note(0, channel="phone", outcome="refused"), done) == ["case-close", *ENDING]
    found = steps(finder, note(0, contact=LOCK, promise=late()), done, at=after(hours=2))
    assert found == ["case-close", "case-late", "case-settle", *ENDING]


def test_what_came_back_after_it_was_solved_is_open_again(finder: Finder) -> None:
    notes = [note(0, contact=LOCK, outcome="solved"), note(9, contact=LOCK, outcome="no-answer")]
    assert "case-close" not in steps(finder, *notes)


@pytest.mark.parametrize(
    "notes", [[], [note(**fake())], [note(promise=late())]], ids=["empty", "fake", "late"]
)
def test_a_closed_case_says_only_how_to_go_on(finder: Finder, notes: list[Note]) -> None:
    assert steps(finder, *notes, closed=NOW) == ["case-is-closed"]


# -- a platform that is not listed


def unlisted(finder: Finder, *notes: Note) -> list[str]:
    return steps(finder, *notes, platform=None, name="Nobody knows it")


def test_a_platform_that_is_not_listed_has_steps_too(finder: Finder) -> None:
    assert unlisted(finder) == ["case-unlisted", *ENDING]
    assert unlisted(finder, note(**fake())) == [
        "case-fake-contact",
        "case-told-fakes",
        "case-unlisted",
        *ENDING,
    ]


def test_a_late_promise_there_can_be_settled(finder: Finder) -> None:
    assert unlisted(finder, note(promise=late())) == ["case-late", "case-settle", "case-unlisted", *ENDING]


def test_a_platform_that_left_the_registry_is_treated_alike(finder: Finder) -> None:
    assert steps(finder, platform="gone-exchange") == ["case-unlisted", *ENDING]


def test_a_platform_that_has_closed_says_so_later_too(finder: Finder) -> None:
    found = steps(finder, note(channel="email", outcome="no-answer"), platform="closed-exchange")
    assert "platform-closed" in found


# -- all of them

STATES = {
    "nothing": [],
    "fake": [note(**fake())],
    "late": [note(contact=LOCK, promise=late())],
    "pending": [note(contact=LOCK, promise=pending())],
    "no text": [note(contact=LOCK, promise=late(None)), note(contact=LOCK, promise=pending(None))],
    "waiting": [note(contact=MAIL)],
    "failed": [note(contact=LOCK, outcome="waited 2h"), note(1, contact=MAIL, outcome="no-answer")],
    "refused": [note(channel="chat", outcome="refused")],
    "solved": [note(contact=LOCK, outcome="solved")],
    "unreadable": [note(contact=seen("hello", "invalid", contact=None))],
}


@pytest.mark.parametrize("platform", ["example-exchange", "example-wallet", "closed-exchange", None])
@pytest.mark.parametrize("country", [None, "CN"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_ends_alike_and_says_something_in_every_step(
    finder: Finder, state: str, country: str | None, platform: str | None
) -> None:
    """Whatever happened: never search, write it down; every step has its sentence."""
    found = advised(finder, case(*STATES[state], platform=platform), country=country)
    assert [step.id for step in found][-2:] == ENDING
    assert [step.id for step in found if not step.say] == []


@pytest.mark.parametrize("state", STATES)
def test_the_same_question_has_the_same_answer(finder: Finder, state: str) -> None:
    found = case(*STATES[state])
    assert advised(finder, found) == advised(finder, found)
