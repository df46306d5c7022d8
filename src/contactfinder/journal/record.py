"""What a journal holds: cases, their entries, promises and files. All moments are aware and keep the offset of the user's clock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

MAX_TEXT = 100_000  # characters of what was said: a long chat has room
MAX_LINE = 1_000  # characters of everything else


class Code(StrEnum):
    """What came of an attempt."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    WAITED = "waited"  # and gave up
    REFUSED = "refused"  # somebody answered, and would not help
    SOLVED = "solved"


# Verdicts on contacts that say nothing about the platform.
NOT_THEIRS = {"impostor", "lookalike", "contradicted"}
ANSWERED = {Code.REACHED, Code.REFUSED, Code.SOLVED}  # somebody was there


class Kept(StrEnum):
    """What became of a promise; an open one of a case that is closed no longer matters."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Result(NamedTuple):
    """What came of an attempt, and the minutes until then if they were noted."""

    code: Code
    minutes: int | None = None


class Promise(NamedTuple):
    """What was promised, by when (`whole_day`: at the end of that day), and what became of it."""

    text: str | None = None
    due: datetime | None = None
    whole_day: bool = False
    kept: Kept = Kept.OPEN

    def is_late(self, now: datetime) -> bool:
        """Whether its date is over."""
        return self.due is not None and self.due < now


class Seen(NamedTuple):
    """A contact as it was written, and the verdict on it at that moment, by which registry.

    `imported`: the verdict was not given here; a file says so.
    """

    written: str
    contact: str | None = None
    kind: str | None = None
    verdict: str = "unknown"
    platform: str | None = None
    imitates: str | None = None
    reasons: tuple[str, ...] = ()
    registry: str = ""
    digest: str = ""
    imported: bool = False


class Note(NamedTuple):
    """What a user writes down of one event. `incoming`: they called or wrote. `channel`: a kind of channel or a network."""

    at: datetime
    said: str | None = None
    channel: str | None = None
    contact: Seen | None = None
    incoming: bool = False
    agent: str | None = None
    ticket: str | None = None
    promise: Promise | None = None
    result: Result | None = None


class Entry(NamedTuple):
    """A note in its case: its number there, its name in the whole world (UUID), when it was written down and changed."""

    number: int
    uid: str
    recorded: datetime
    edited: datetime | None
    note: Note


class Attachment(NamedTuple):
    """A copy of a file: its name, size in bytes, SHA-256, to which entry it belongs, and whether the copy is still what it was."""

    number: int
    uid: str
    entry: int | None
    name: str
    size: int
    sha256: str
    added: datetime
    state: str = "whole"  # whole, changed, missing


class CaseLine(NamedTuple):
    """A case without its entries. `id` is what users type; `due` the earliest open promise (`whole_day`: at the end of that day), `overdue` how many are late."""

    id: str
    number: int
    uid: str
    platform: str | None
    name: str
    issue: str
    title: str | None
    opened: datetime
    changed: datetime
    closed: datetime | None
    solved: bool
    entries: int = 0
    attachments: int = 0
    due: datetime | None = None
    overdue: int = 0
    whole_day: bool = False


class Case(NamedTuple):
    """A case with its entries, in the order in which things happened."""

    line: CaseLine
    entries: tuple[Entry, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def promises(self) -> list[tuple[Entry, Promise]]:
        """The open ones with a date, the earliest first; none of a case that is closed, and none that a fake made."""
        theirs = [
            e for e in self.entries if e.note.contact is None or e.note.contact.verdict not in NOT_THEIRS
        ]
        dated = [(e, e.note.promise) for e in theirs if e.note.promise and e.note.promise.due]
        left = [(e, p) for e, p in dated if p.kept is Kept.OPEN and self.line.closed is None]
        return sorted(left, key=lambda pair: pair[1].due or pair[0].recorded)


class Found(NamedTuple):
    """What a search found: a case, or an entry of it."""

    case: CaseLine
    entry: Entry | None = None
