"""What a user has found out: who answered, after how long, and what of it a look-up learns. Never a verdict."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder import Finder, Outcome
from contactfinder.guidance.experience import (
    NOT_THEIRS,
    Experience,
    Measured,
    attempts_in,
    experience,
    outcomes_at,
    unanswered,
)
from contactfinder.journal import Journal, Note
from contactfinder.journal.record import ANSWERED, Code
from contactfinder.registry.index import BUILT_IN
from contactfinder.verify import Status
from made_cases import AT, after, case, note, seen

LOCK, AMERICA = "+442079460000", "+18445550123"
MAIL = "support@example-exchange.com"
LINE = seen("+44 20 7946 0000")


def attempts(*notes: Note) -> list[Outcome]:
    return list(attempts_in(notes))


# -- what came of an attempt


@pytest.mark.parametrize("code", Code)
def test_an_attempt_was_answered_where_somebody_was_there(code: Code) -> None:
    """Also where he refused. Minutes until nobody came are no answer time."""
    answered = code in ANSWERED
    assert attempts(note(channel="phone", outcome=f"{code} 25m")) == [
        Outcome("phone", answered, 25 if answered else None)
    ]


def test_the_contact_says_more_than_the_kind_of_channel() -> None:
    assert attempts(note(channel="phone", contact=LINE, outcome="reached 3m")) == [Outcome(LOCK, True, 3)]


def test_what_names_no_channel_measures_none() -> None:
    assert attempts(note(outcome="reached", said="somebody, somewhere")) == []


def test_a_message_is_answered_by_the_next_one_that_comes_in_there() -> None:
    sent, came = note(channel="email"), note(90, channel="email", incoming=True)
    assert attempts(sent, came) == [Outcome("email", True, 90)]


def test_a_message_that_nobody_answered_has_no_outcome_yet() -> None:
    """It is neither a failure nor a success."""
    assert attempts(note(channel="email"), note(60, channel="phone", incoming=True)) == []


def test_one_answer_answers_everything_that_was_sent_there() -> None:
    """And a second answer answers nothing."""
    sent = [note(minutes, channel="ticket") for minutes in (0, 60, 120)]
    came = [note(minutes, channel="ticket", incoming=True) for minutes in (180, 240)]
    assert attempts(*sent, *came) == [Outcome("ticket", True, 180)]


@pytest.mark.parametrize("came", [{}, {"channel": "phone"}, {"channel": "email", "said": "about 77"}])
def test_the_ticket_number_tells_which_message_was_answered(came: dict[str, str]) -> None:
    """Wherever the answer arrived, and even where nobody wrote down how."""
    sent = note(channel="ticket", ticket="77")
    assert attempts(sent, note(30, ticket="77", incoming=True, **came)) == [Outcome("ticket", True, 30)]


def test_a_clock_that_went_backwards_measures_no_time() -> None:
    sent, came = note(60, channel="email"), note(0, channel="email", incoming=True)
    assert attempts(sent, came) == [Outcome("email", True, None)]


@pytest.mark.parametrize("verdict", sorted(NOT_THEIRS))
def test_a_contact_that_is_not_theirs_says_nothing_about_them(verdict: str) -> None:
    fake = seen("+44 20 7946 0001", verdict)
    assert attempts(note(channel="phone", contact=fake, outcome="reached 1m")) == []
    assert attempts(note(channel="phone", contact=fake), note(5, channel="phone", incoming=True)) == []


def test_those_are_the_verdicts_with_which_a_contact_is_bad() -> None:
    assert {Status.IMPOSTOR, Status.LOOKALIKE, Status.CONTRADICTED} == NOT_THEIRS


# -- what is still waiting


def test_a_message_waits_until_something_comes_back() -> None:
    sent, other = note(channel="email"), note(5, channel="ticket")
    assert unanswered([sent, other]) == [sent, other]
    assert unanswered([sent, other, note(9, channel="email", incoming=True)]) == [other]


@pytest.mark.parametrize("verdict", sorted(NOT_THEIRS))
def test_a_fake_that_writes_is_no_answer(verdict: str) -> None:
    """Whoever waits for the platform goes on waiting for it: thieves write to those who wait."""
    sent = note(channel="email", contact=seen(MAIL))
    fake = note(5, channel="email", incoming=True, contact=seen("support@example-exchangé.com", verdict))
    assert unanswered([sent, fake]) == [sent]


# -- a whole case


def test_nothing_happened_and_nothing_is_measured() -> None:
    assert experience(case()) == Experience(None, None, ())


def test_the_first_answer_counts_from_the_first_attempt() -> None:
    """Whatever the channel: that long the user was alone."""
    notes = [
        note(0, channel="phone", outcome="no-answer"),
        note(10, channel="email"),
        note(70, channel="email", incoming=True),
    ]
    found = experience(case(*notes))
    assert (found.first_answer, found.solution) == (70, None)
    assert found.channels == (Measured("phone", 1, 0, ()), Measured("email", 1, 1, (60,)))


def test_minutes_on_hold_belong_to_the_first_answer() -> None:
    found = experience(case(note(0, channel="email"), note(60, channel="phone", outcome="reached 25m")))
    assert found.first_answer == 85


def test_a_call_that_nobody_asked_for_is_no_first_answer() -> None:
    found = experience(case(note(0, channel="phone", incoming=True), note(5, channel="email")))
    assert found.first_answer is None


def test_an_answer_to_a_later_message_does_not_answer_before_it_was_sent() -> None:
    notes = [
        note(0, channel="phone", outcome="no-answer"),
        note(10, channel="email", incoming=True),
        note(20, channel="email"),
    ]
    assert experience(case(*notes)).first_answer is None


@pytest.mark.parametrize("verdict", sorted(NOT_THEIRS))
def test_a_fake_answers_for_nobody(verdict: str) -> None:
    fake = seen("+44 20 7946 0001", verdict)
    notes = [note(0, channel="phone", contact=fake, outcome="reached 1m"), note(50, channel="email")]
    assert experience(case(*notes)) == Experience(None, None, ())


@pytest.mark.parametrize("verdict", sorted(NOT_THEIRS))
def test_the_wait_begins_with_the_platform_and_not_with_a_fake(verdict: str) -> None:
    fake = seen("+44 20 7946 0001", verdict)
    notes = [note(0, contact=fake), note(50, channel="email"), note(60, channel="email", incoming=True)]
    assert experience(case(*notes)).first_answer == 10


def test_a_case_is_solved_where_an_entry_says_so_or_else_where_it_was_closed() -> None:
    said = case(note(0, channel="email"), note(300, channel="email", outcome="solved"))
    closed = case(note(0, channel="email"), closed=after(hours=2), solved=True)
    given_up = case(note(0, channel="email"), closed=after(hours=2))
    assert [experience(found).solution for found in (said, closed, given_up)] == [300, 120, None]


def test_what_happened_before_the_case_was_begun_counts_too() -> None:
    found = case(note(0, channel="email"), note(60, channel="email", outcome="solved"), opened=after(30))
    assert experience(found).solution == 60


# -- what a look-up learns


@pytest.fixture(scope="module")
def real() -> Iterator[Finder]:
    with Finder.open(compiled=BUILT_IN) as opened:
        yield opened


@pytest.mark.parametrize(
    ("said", "meant"),
    [("email", MAIL), ("telegram", "telegram:exampleexnews"), ("in-app", "in-app"), ("phone", "phone")],
)
def test_a_kind_means_the_channel_of_which_there_is_one(finder: Finder, said: str, meant: str) -> None:
    """The desk for the press is none of them; of several phones none is meant, and what has no address has its kind."""
    record = finder.platform("example-exchange")
    assert outcomes_at(record, [[note(channel=said, outcome="reached 5m")]]) == [Outcome(meant, True, 5)]


def test_attempts_of_several_cases_stand_side_by_side(finder: Finder) -> None:
    """An answer in one case answers nothing in another."""
    record = finder.platform("example-exchange")
    cases = [[note(0, channel="email")], [note(5, channel="email", incoming=True)]]
    assert outcomes_at(record, cases) == []


def measured(finder: Finder, *notes: Note, contact: str = LOCK) -> tuple[str | None, str | None, set[str]]:
    """The time a look-up gives for a channel, its basis, and the reasons that come from experience."""
    outcomes = outcomes_at(finder.platform("example-exchange"), [notes])
    found = finder.lookup("example-exchange", outcomes=outcomes, at=AT)
    item = next(r for r in found.channels if r.channel["contact"] == contact)
    reasons = {r.code for r in item.reasons} & {"answered-you", "left-you-waiting"}
    return *((item.expected.time, item.expected.basis) if item.expected else (None, None)), reasons


def test_a_look_up_shows_how_long_it_took_the_user(finder: Finder) -> None:
    calls = [
        note(0, contact=LINE, outcome="reached 10m"),
        note(9, contact=LINE, outcome="reached 45m"),
        note(19, contact=LINE, outcome="waited 3h"),
    ]
    assert measured(finder, *calls) == ("PT10M/PT45M", "measured", {"answered-you"})


def test_a_line_that_mostly_left_the_user_waiting_says_so(finder: Finder) -> None:
    calls = [note(0, contact=LINE, outcome="waited 2h"), note(200, contact=LINE, outcome="no-answer")]
    _, basis, reasons = measured(finder, *calls)
    assert (basis, reasons) == ("rule-of-thumb", {"left-you-waiting"})


def test_other_channels_are_as_they_were(finder: Finder) -> None:
    calls = [note(0, contact=LINE, outcome="reached 10m")]
    assert measured(finder, *calls, contact=AMERICA) == measured(finder, contact=AMERICA)


CONTACTS = ["+44 20 7946 0000", "+1 800 555 0177", "+44 20 7946 0001", "+448081570666", MAIL, "hello"]
OUTCOMES = st.lists(
    st.builds(
        Outcome,
        st.sampled_from([LOCK, AMERICA, MAIL, "+18005550177", "+448081570666", "phone", "email", "in-app"]),
        st.booleans(),
        st.none() | st.integers(0, 10**6),
    ),
    max_size=8,
)


@given(outcomes=OUTCOMES)
def test_no_outcome_makes_a_channel_more_trusted(finder: Finder, outcomes: list[Outcome]) -> None:
    """The order and the times may change; which channels there are and how far each is proven does not."""
    before = finder.lookup("example-exchange", at=AT)
    after_all = finder.lookup("example-exchange", outcomes=outcomes, at=AT)
    assert sorted((r.channel["contact"] or "", r.channel["trust"]) for r in before.channels) == sorted(
        (r.channel["contact"] or "", r.channel["trust"]) for r in after_all.channels
    )
    official = [r.channel["trust"] == "official" for r in after_all.channels]
    assert official == sorted(official, reverse=True)


@pytest.mark.parametrize("written", CONTACTS)
def test_an_entry_changes_no_verdict(finder: Finder, tmp_path: Path, written: str) -> None:
    """Not even a hundred entries that say that all went well."""
    before = finder.verify(written)
    with Journal.open(tmp_path / "journal") as journal:
        line = journal.new("Example Exchange", "fraud", None, "example-exchange", AT)
        good = note(contact=seen(written, "official"), outcome="solved 1m")
        for _ in range(100):
            journal.log(line.number, good, AT)
        finder.lookup("example-exchange", outcomes=finder.outcomes("example-exchange", journal), at=AT)
    assert finder.verify(written) == before


@pytest.mark.parametrize("name", ["coinbase", "binance", "metamask"])
def test_the_same_holds_for_real_platforms(real: Finder, name: str) -> None:
    record = real.platform(name)
    outcomes = [Outcome(c["contact"] or c["kind"], True, 1) for c in record["channels"]]
    found = real.lookup(name, outcomes=outcomes, at=AT).channels
    assert {r.channel["contact"]: r.channel["trust"] for r in found} == {
        r.channel["contact"]: r.channel["trust"] for r in real.lookup(name, at=AT).channels
    }
