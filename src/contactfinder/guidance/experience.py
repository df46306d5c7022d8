"""The user's own experience, from the journal: who answered, after how long, and when it was solved. Never a verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.situation import Outcome
from contactfinder.journal.record import ANSWERED, NOT_THEIRS, Code
from contactfinder.registry.grades import Trust
from contactfinder.registry.occasions import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from contactfinder.journal import Case, Entry, Note
    from contactfinder.registry.record import ChannelRecord, PlatformRecord

_MINUTE = timedelta(minutes=1)


class Measured(NamedTuple):
    """How one channel did: how often it was tried and answered, and the minutes until each answer that are known."""

    channel: str
    attempts: int
    answered: int
    minutes: tuple[int, ...]


class Experience(NamedTuple):
    """What a case has shown: minutes until the first answer and the solution, None while there is none; each channel."""

    first_answer: int | None
    solution: int | None
    channels: tuple[Measured, ...]


def attempts_in(notes: Iterable[Note]) -> Iterator[Outcome]:
    """What came of each attempt. A message without an outcome is answered by the next one from there that came in."""
    waiting: list[Note] = []
    for note in filter(can_be_theirs, notes):
        name = name_of(note)
        if note.incoming:
            if sent := next((n for n in waiting if _answers(note, n)), None):
                waiting = [n for n in waiting if not _answers(note, n)]
                yield Outcome(name_of(sent) or "", True, _minutes(sent.at, note.at))
        elif name and note.result is None:
            waiting.append(note)
        elif name and note.result:
            answered = note.result.code in ANSWERED
            yield Outcome(name, answered, note.result.minutes if answered else None)


def can_be_theirs(note: Note) -> bool:
    """What a fake does says nothing about the platform."""
    return note.contact is None or note.contact.verdict not in NOT_THEIRS


def name_of(note: Note) -> str | None:
    """By what guidance knows the channel: the canonical contact, else its kind or network."""
    return (note.contact.contact if note.contact else None) or note.channel


def unanswered(notes: Iterable[Note]) -> list[Note]:
    """Messages of the user to which nothing has come back, and after which nobody was reached there."""
    waiting: list[Note] = []
    for note in filter(can_be_theirs, notes):
        if note.incoming or (note.result and note.result.code in ANSWERED):
            waiting = [n for n in waiting if not _answers(note, n)]
        elif note.result is None and name_of(note):
            waiting.append(note)
    return waiting


def _answers(incoming: Note, sent: Note) -> bool:
    """The same ticket, contact or kind of channel. Who wrote nobody can prove, and no verdict follows from it."""
    if incoming.ticket and incoming.ticket == sent.ticket:
        return True
    return name_of(incoming) == name_of(sent) or (
        incoming.channel is not None and incoming.channel == sent.channel
    )


def _minutes(start: datetime, end: datetime) -> int | None:
    """Whole minutes; None where a clock went backwards."""
    return (end - start) // _MINUTE if end >= start else None


def experience(case: Case) -> Experience:
    """What one case has shown."""
    notes = [entry.note for entry in case.entries]
    outcomes = list(attempts_in(notes))
    names = dict.fromkeys(o.channel for o in outcomes)
    return Experience(
        _first_answer(notes),
        _solution(case),
        tuple(_measured(name, [o for o in outcomes if o.channel == name]) for name in names),
    )


def _measured(name: str, outcomes: Sequence[Outcome]) -> Measured:
    minutes = tuple(o.minutes for o in outcomes if o.minutes is not None)
    return Measured(name, len(outcomes), sum(o.answered for o in outcomes), minutes)


def _first_answer(notes: Sequence[Note]) -> int | None:
    """From the first attempt to the first time that somebody was there."""
    tried: list[Note] = []
    for note in filter(can_be_theirs, notes):
        if note.incoming and any(_answers(note, n) for n in tried):
            return _minutes(tried[0].at, note.at)
        if not note.incoming and name_of(note):
            tried.append(note)
        if tried and note.result and note.result.code in ANSWERED:
            passed = _minutes(tried[0].at, note.at)
            return None if passed is None else passed + (note.result.minutes or 0)
    return None


def _solution(case: Case) -> int | None:
    solved: Entry | None = next(
        (e for e in case.entries if e.note.result and e.note.result.code is Code.SOLVED), None
    )
    if solved:
        return _minutes(min(case.entries[0].note.at, case.line.opened), solved.note.at)
    if case.line.solved and case.line.closed:
        return _minutes(case.line.opened, case.line.closed)
    return None


def outcomes_at(platform: PlatformRecord, cases: Iterable[Sequence[Note]]) -> list[Outcome]:
    """Attempts of several cases as `lookup` takes them: a kind of which the platform has one channel means that one."""
    found = [outcome for notes in cases for outcome in attempts_in(notes)]
    return [o._replace(channel=_only_one(platform, o.channel)) for o in found]


def _only_one(platform: PlatformRecord, name: str) -> str:
    meant = [c for c in platform["channels"] if name in (c["kind"], c.get("network")) and _is_support(c)]
    return meant[0]["contact"] or name if len(meant) == 1 else name


def _is_support(channel: ChannelRecord) -> bool:
    """Whether users are meant, not researchers or the press."""
    is_current = channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]
    purposes = set(channel["purposes"])
    return is_current and (not purposes or bool(purposes & {*Issue, "account-lock"}))
