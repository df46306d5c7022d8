"""When a channel is open, by OSM opening_hours, and when it is likely to be quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from contactfinder.registry.record import HoursRecord

SOON = timedelta(hours=2)  # what opens within this time is nearly as good as what is open
_QUIET_DAYS = {1, 2, 3}  # Tuesday to Thursday
_EARLY = 6  # the hour at which an always open line is called early
_DAYS = 14  # how far ahead a quiet time is looked for


class Opening(NamedTuple):
    """Whether a channel is open: open, closed or not-known; when that changes (aware, in the platform's zone)."""

    state: str
    next_change: datetime | None = None


def opening_of(hours: HoursRecord | None, at: datetime) -> Opening:
    """Open, closed or not known at a moment (aware), and the next change."""
    if hours is None:
        return Opening("not-known")
    parsed, zone = _parsed(hours)
    moment = _in_utc(at)
    change = parsed.next_change(moment)
    state = "open" if parsed.is_open(moment) else "closed"
    return Opening(state, change.astimezone(zone) if isinstance(change, datetime) else None)


def quiet_time(hours: HoursRecord | None, at: datetime) -> datetime | None:
    """The first opening of the next day from Tuesday to Thursday, in the platform's zone; early in the morning where it is open all night.

    None when hours are not known, when UTC says nothing of where the platform has its morning, or when it does not open
    within two weeks. A rule of thumb, and shown as such.
    """
    if hours is None or hours["time_zone"] == "UTC":
        return None
    parsed, zone = _parsed(hours)
    there = at.astimezone(zone)
    days = (there.date() + timedelta(days=n) for n in range(_DAYS))
    openings = (_first_opening(parsed, day, zone) for day in days if day.weekday() in _QUIET_DAYS)
    return next((moment for moment in openings if moment and moment > there), None)


def _first_opening(parsed: Any, day: date, zone: ZoneInfo) -> datetime | None:
    """When a day's service begins, in the zone; None on a day without."""
    midnight = datetime.combine(day, time(), zone)
    early = datetime.combine(day, time(_EARLY), zone)
    if parsed.is_open(_in_utc(midnight)):
        if parsed.is_open(_in_utc(early)):
            return early
        if not parsed.is_open(_in_utc(midnight) - timedelta(minutes=1)):
            return midnight
    change = parsed.next_change(_in_utc(midnight))
    while isinstance(change, datetime) and change.astimezone(zone).date() == day:
        if parsed.is_open(_in_utc(change)):
            return change.astimezone(zone)
        change = parsed.next_change(_in_utc(change))
    return None


def _parsed(hours: HoursRecord) -> tuple[Any, ZoneInfo]:
    from zoneinfo import ZoneInfo

    import opening_hours

    zone = ZoneInfo(hours["time_zone"])
    return opening_hours.OpeningHours(hours["value"], timezone=zone), zone


def _in_utc(moment: datetime) -> datetime:
    """Asked in UTC: a local time in the gap of a clock change does not exist and raises."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(UTC).replace(tzinfo=ZoneInfo("UTC"))
