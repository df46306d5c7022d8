"""When a channel is open, by OSM opening_hours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from contactfinder.registry.record import HoursRecord


class Opening(NamedTuple):
    """Whether a channel is open: open, closed or not-known; when that changes (aware, in the platform's zone)."""

    state: str
    next_change: datetime | None = None


def opening_of(hours: HoursRecord | None, at: datetime) -> Opening:
    """Open, closed or not known at a moment (aware), and the next change."""
    if hours is None:
        return Opening("not-known")
    from zoneinfo import ZoneInfo

    import opening_hours

    zone = ZoneInfo(hours["time_zone"])
    parsed = opening_hours.OpeningHours(hours["value"], timezone=zone)
    # Asked in UTC: a local time in the gap of a clock change does not exist and raises.
    moment = at.astimezone(UTC).replace(tzinfo=ZoneInfo("UTC"))
    change = parsed.next_change(moment)
    state = "open" if parsed.is_open(moment) else "closed"
    return Opening(state, change.astimezone(zone) if isinstance(change, datetime) else None)
