"""Cases as they stand in a journal, for tests of what is made of them. Nothing here touches a disk."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contactfinder.journal import Case, Entry, Note, Promise, Seen
from contactfinder.journal.record import Attachment, CaseLine, Kept, Result
from contactfinder.journal.spoken import result_of

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # the first thing that happens


def after(minutes: float = 0, *, hours: float = 0, days: float = 0) -> datetime:
    """A moment so long after the first thing that happened."""
    return AT + timedelta(days=days, hours=hours, minutes=minutes)


def note(minutes: float = 0, *, at: datetime | None = None, outcome: str | None = None, **more: Any) -> Note:
    """What was written down of one event, so many minutes after the first."""
    result: Result | None = result_of(outcome) if outcome else None
    return Note(at or after(minutes), result=result, **more)


def seen(written: str, verdict: str = "official", **more: Any) -> Seen:
    """A contact with a verdict; canonical is what is left without blanks."""
    return Seen(
        written,
        more.pop("contact", written.replace(" ", "")),
        "phone",
        verdict,
        registry="2026-11-22",
        **more,
    )


def promised(text: str | None = "an answer", due: datetime | None = None, **more: Any) -> Promise:
    return Promise(text, due, **more)


def broken(promise: Promise) -> Promise:
    return promise._replace(kept=Kept.BROKEN)


def case(
    *notes: Note,
    platform: str | None = "example-exchange",
    name: str = "Example Exchange",
    issue: str = "withdrawal",
    attachments: tuple[Attachment, ...] = (),
    **more: Any,
) -> Case:
    """A case with these entries, each written down when it happened; it begins with the first."""
    opened = more.pop("opened", AT)
    line = CaseLine(
        f"{platform or 'case'}-1",
        1,
        "0" * 32,
        platform,
        name,
        issue,
        more.pop("title", None),
        opened,
        opened,
        more.pop("closed", None),
        more.pop("solved", False),
        entries=len(notes),
        attachments=len(attachments),
    )
    assert not more
    return Case(line, tuple(Entry(n, f"{n:032}", e.at, None, e) for n, e in enumerate(notes, 1)), attachments)
