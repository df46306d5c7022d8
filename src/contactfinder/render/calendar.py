"""Promises as a calendar file (RFC 5545), to be opened by any calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from contactfinder import __version__
from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icalendar import Component

    from contactfinder.journal import Case, Entry, Promise
    from contactfinder.render.words import Words

_MORNING = timedelta(hours=9)  # of the day after one that is promised as a whole
_LENGTH = timedelta(minutes=15)
_AT_ONCE = timedelta()


def calendar(promises: Sequence[tuple[Case, Entry, Promise]], words: Words, now: datetime) -> bytes:
    """An event with an alarm for each promise, at the moment at which it is due, or the morning after a whole day."""
    import icalendar

    found = icalendar.Calendar()
    found.add("prodid", f"-//contactfinder//contactfinder {__version__}//EN")
    found.add("version", "2.0")
    for case, entry, promise in promises:
        if promise.due:
            found.add_component(_event(case, entry, promise, promise.due, words, now))
    return bytes(found.to_ical())


def _event(
    case: Case, entry: Entry, promise: Promise, due: datetime, words: Words, now: datetime
) -> Component:
    import icalendar

    name = plain(case.line.name)
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@contactfinder")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", (entry.edited or entry.recorded).astimezone(UTC))
    event.add("summary", words("calendar.summary", name=name, promise=_said(promise)))
    text = words("calendar.text", id=case.line.id, number=str(entry.number))
    event.add("description", "\n".join([*([plain(entry.note.ticket)] if entry.note.ticket else []), text]))
    if promise.whole_day:
        event.add("dtstart", due.date())
        event.add("dtend", due.date() + timedelta(days=1))
    else:
        event.add("dtstart", due.astimezone(UTC))
        event.add("dtend", due.astimezone(UTC) + _LENGTH)
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words("calendar.summary", name=name, promise=_said(promise)))
    alarm.add("trigger", timedelta(days=1) + _MORNING if promise.whole_day else _AT_ONCE)
    event.add_component(alarm)
    return event


def _said(promise: Promise) -> str:
    return " ".join(plain(line) for line in (promise.text or "…").split("\n"))
