"""What to do now in a case: from what went wrong, what was promised, what was tried, and what is left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.advice import Advice, about_state, advise, answering, official_of, urgent
from contactfinder.guidance.experience import can_be_theirs, name_of, unanswered
from contactfinder.guidance.ranking import names_of
from contactfinder.guidance.times import longest
from contactfinder.guidance.unreachable import escalation, next_channel
from contactfinder.journal.record import ANSWERED, Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Situation
    from contactfinder.journal import Case, Note, Promise
    from contactfinder.registry.index import Index
    from contactfinder.registry.record import PlatformRecord

AGAIN = timedelta(days=1)  # after that a line that nobody answered may be tried once more
_SEVERAL = 2  # failed attempts after which it is time to complain


class Following(NamedTuple):
    """The answer to `Finder.follow`: the case, what to do in this order, and the platform's channels."""

    case: Case
    advice: tuple[Advice, ...]
    channels: tuple[Ranked, ...]
    situation: Situation


def failed_channels(case: Case, situation: Situation) -> frozenset[str]:
    """By their names, those of which the last attempt failed lately, or was refused."""
    last = {name: e.note for e in case.entries if (name := name_of(e.note)) and e.note.result}
    return frozenset(name for name, note in last.items() if _has_failed(note, situation))


def _has_failed(note: Note, situation: Situation) -> bool:
    if note.result is None or note.result.code in ANSWERED:
        return note.result is not None and note.result.code is Code.REFUSED
    return situation.at - note.at < AGAIN


def follow(
    case: Case, platform: PlatformRecord | None, ranked: Sequence[Ranked], situation: Situation, index: Index
) -> list[Advice]:
    """Every step, the most urgent first. `ranked` knows what failed."""
    if case.line.closed:
        return [Advice("case-is-closed", {"id": case.line.id})]
    ending = [Advice("case-write-down", {"id": case.line.id})]
    first = [*_fakes(case, platform), *_solved(case), *_promises(case, situation)]
    if platform is None:
        return [*first, Advice("case-unlisted"), Advice("never-search"), *ending]
    official = official_of(ranked)
    return [
        *first,
        *_beginning(case, platform, ranked, situation, index),
        *_going_on(case, platform, official, situation),
        *(escalation(official, situation, index) if _is_time_to_complain(case, situation) else []),
        Advice("never-search"),
        *ending,
    ]


def _fakes(case: Case, platform: PlatformRecord | None) -> Iterator[Advice]:
    """Contacts in the record that were not theirs: nothing is more urgent."""
    met = {e.note.contact.written: e for e in case.entries if e.note.contact and not can_be_theirs(e.note)}
    for written, entry in met.items():
        yield Advice("case-fake-contact", {"entry": str(entry.number), "claim": written})
    if met:
        yield Advice("if-told-them", {"id": platform["id"]}) if platform else Advice("case-told-fakes")


def _promises(case: Case, situation: Situation) -> Iterator[Advice]:
    late = [e for e, p in case.promises if p.is_late(situation.at)]
    for entry, promise in case.promises:
        values = {"entry": str(entry.number), "by": by(promise), "promise": promise.text or "…"}
        yield Advice("case-late" if entry in late else "case-promised", values)
    if late and case.line.platform and not _is_solved(case):
        yield Advice("case-remind-them", {"id": case.line.platform, "issue": case.line.issue})
    if late:
        yield Advice("case-settle", {"id": case.line.id, "entry": str(late[0].number)})


def by(promise: Promise) -> str:
    """When a promise is due: a day, or a moment with the offset of the user's clock (ISO 8601); nothing without a date."""
    if promise.due is None:
        return ""
    return promise.due.date().isoformat() if promise.whole_day else promise.due.isoformat()


def _solved(case: Case) -> Iterator[Advice]:
    if _is_solved(case):
        yield Advice("case-close", {"id": case.line.id})


def _is_solved(case: Case) -> bool:
    """Whether the last outcome says so; what a fake says counts for nothing."""
    results = [e.note.result.code for e in case.entries if e.note.result and can_be_theirs(e.note)]
    return results[-1:] == [Code.SOLVED]


def _beginning(
    case: Case, platform: PlatformRecord, ranked: Sequence[Ranked], situation: Situation, index: Index
) -> list[Advice]:
    """What a look-up says, without what to do about dead lines; later what cannot wait, for nobody knows whether it was done."""
    if _is_solved(case):
        return about_state(platform)
    if case.entries:
        return [*about_state(platform), *urgent(platform, official_of(ranked), situation)]
    later = {"dead-line-number", "dead-line-hours", "look-at-notices", "never-search"}
    return [step for step in advise(platform, ranked, situation, index) if step.id not in later]


def _going_on(
    case: Case, platform: PlatformRecord, official: list[Ranked], situation: Situation
) -> Iterator[Advice]:
    """Wait for what is promised, or for an answer that can still come; else the next channel."""
    if _is_solved(case) or any(not p.is_late(situation.at) for _, p in case.promises):
        return
    waiting = [
        (note, until)
        for note in unanswered([e.note for e in case.entries])
        if note.promise is None and (until := _until(note, official))  # a promise has a date of its own
    ]
    patient = [until for _, until in waiting if until > situation.at]
    if patient:
        yield Advice("wait-until", {"date": max(patient).isoformat()})
        return
    overdue = {name_of(note) for note, _ in waiting}
    left = [r for r in answering(official) if not names_of(r.channel) & overdue]
    met = [r for r in official if names_of(r.channel) & (situation.tried | overdue)]
    yield from next_channel(platform, met, left, situation)


def _until(note: Note, official: list[Ranked]) -> datetime | None:
    """When an answer to a message should be there, where that is known."""
    sent_to = next((r for r in official if name_of(note) in names_of(r.channel)), None)
    if sent_to is None or sent_to.expected is None:
        return None
    return note.at + longest(sent_to.expected.time)


def _is_time_to_complain(case: Case, situation: Situation) -> bool:
    if _is_solved(case):
        return False
    results = [e.note.result.code for e in case.entries if e.note.result and can_be_theirs(e.note)]
    late = any(p.is_late(situation.at) for _, p in case.promises)
    failed = sum(code not in ANSWERED for code in results)
    return late or Code.REFUSED in results or failed >= _SEVERAL
