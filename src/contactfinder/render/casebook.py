"""Cases for programs: what the commands of `case` print with --json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.journal import exchange
from contactfinder.render.machine import advice, channel, envelope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from contactfinder.guidance.experience import Experience
    from contactfinder.guidance.following import Following
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.journal import Attachment, Case, CaseLine, Entry, Found, Import, Promise
    from contactfinder.registry.index import Index
    from contactfinder.render.outputs import (
        CaseAttachOut,
        CaseDeleteOut,
        CaseImportOut,
        CaseListOut,
        CaseLogOut,
        CaseNextOut,
        CaseOut,
        CaseRemindOut,
        CaseSearchOut,
        CaseShowOut,
        CaseWhereOut,
        ExperienceOut,
    )


def case(index: Index, line: CaseLine) -> CaseOut:
    """A case without its entries."""
    return {**envelope(index), "case": exchange.line(line)}


def listing(index: Index, lines: Iterable[CaseLine]) -> CaseListOut:
    """All cases."""
    return {**envelope(index), "cases": [exchange.line(line) for line in lines]}


def show(index: Index, found: Case, measured: Experience) -> CaseShowOut:
    """A case with everything in it."""
    return {**envelope(index), "case": {**exchange.whole(found), "measured": _measured(measured)}}


def _measured(found: Experience) -> ExperienceOut:
    return {
        "first_answer": found.first_answer,
        "solution": found.solution,
        "channels": [
            {"channel": c.channel, "attempts": c.attempts, "answered": c.answered, "minutes": list(c.minutes)}
            for c in found.channels
        ],
    }


def logged(index: Index, line: CaseLine, entry: Entry, instead: Iterable[Ranked]) -> CaseLogOut:
    """An entry that is durable."""
    channels = [channel(item) for item in instead]
    return {**envelope(index), "case": line.id, "entry": exchange.entry(entry), "instead": channels}


def following(index: Index, found: Following) -> CaseNextOut:
    """What to do now."""
    return {
        **envelope(index),
        "case": exchange.line(found.case.line),
        "advice": [advice(step) for step in found.advice],
        "channels": [channel(item) for item in found.channels],
    }


def search(index: Index, found: Iterable[Found]) -> CaseSearchOut:
    """What was found."""
    return {
        **envelope(index),
        "found": [
            {"case": exchange.line(f.case), "entry": exchange.entry(f.entry) if f.entry else None}
            for f in found
        ],
    }


def attached(index: Index, line: CaseLine, found: Attachment, path: Path) -> CaseAttachOut:
    """A file that was copied."""
    return {
        **envelope(index),
        "case": line.id,
        "attachment": exchange.attachment(found),
        "path": str(path),
    }


def deleted(index: Index, line: CaseLine, entry: int | None) -> CaseDeleteOut:
    """What is gone."""
    return {**envelope(index), "case": line.id, "entry": entry}


def imported(index: Index, found: Import) -> CaseImportOut:
    """What was brought in."""
    return {
        **envelope(index),
        "case": exchange.line(found.case),
        "added": found.added,
        "already": found.already,
    }


def reminders(index: Index, promises: Sequence[tuple[Case, Entry, Promise]], now: datetime) -> CaseRemindOut:
    """Open promises with a date."""
    return {
        **envelope(index),
        "promises": [
            {
                "case": case.line.id,
                "entry": entry.number,
                "promise": promise.text,
                "by": exchange.utc(promise.due),
                "late": promise.is_late(now),
            }
            for case, entry, promise in promises
        ],
    }


def where(index: Index, folder: Path, exists: bool) -> CaseWhereOut:
    """Where the journal lies."""
    return {**envelope(index), "folder": str(folder), "exists": exists}
