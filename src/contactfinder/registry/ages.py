"""How old facts are: by the dates that sources bear, and by the day on which somebody last looked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.registry.record import ChannelRecord, EvidenceRecord, PlatformRecord

OLD = timedelta(days=730)  # a source that bears an older date is shown as old: docs/trust.md
STALE_DAYS = 180  # nobody has looked for half a year


def day(text: str) -> date:
    """A date as precise as it is known, as the first day that it can mean."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)


def age_of(evidence: EvidenceRecord, today: date) -> str:
    """dated, old or undated: by the newest date that the source bears or on which the fact was checked."""
    dates = [d for d in (evidence["published"], evidence["checked"]) if d]
    if not dates:
        return "undated"
    return "old" if day(max(dates)) < today - OLD else "dated"


def dated(channels: Iterable[ChannelRecord], today: date) -> int:
    """How many of them have a best source that bears a date not too long ago."""
    return sum(age_of(c["evidence"][0], today) == "dated" for c in channels)


def newest(channels: Iterable[ChannelRecord]) -> str | None:
    """The newest date that a source of any of them bears, or on which it was checked."""
    dates = (d for c in channels for e in c["evidence"] for d in (e["published"], e["checked"]) if d)
    return max(dates, default=None)


class Stale(NamedTuple):
    """A fact at which nobody has looked for long: its section and kind, its contact, and the newest day somebody did, if any."""

    platform: str
    section: str
    kind: str
    contact: str | None
    trust: str
    seen: str | None


def stale(records: Iterable[PlatformRecord], today: date, days: int) -> list[Stale]:
    """Channels, absences and vain searches that were last read or checked before that many days ago, oldest first."""
    found = (fact for record in records for fact in _facts(record))
    limit = today - timedelta(days=days)
    old = (fact for fact in found if fact.seen is None or day(fact.seen) < limit)
    return sorted(old, key=lambda f: (f.seen or "", f.platform))


def _facts(record: PlatformRecord) -> Iterator[Stale]:
    name = record["id"]
    for channel in record["channels"]:
        if not channel["withdrawn"]:
            kind = channel.get("network") or channel["kind"]
            last = seen(channel["evidence"])
            yield Stale(name, "channel", kind, channel["display"], channel["trust"], last)
    for absence in record["absences"]:
        kind = absence["network"] or absence["kind"]
        yield Stale(name, "absence", kind, None, absence["trust"], seen(absence["evidence"]))
    for missing in record["not_found"]:
        kind = missing["network"] or missing["kind"]
        yield Stale(name, "not-found", kind, None, missing["trust"], seen(missing["evidence"]))


def seen(evidence: list[EvidenceRecord]) -> str | None:
    """The newest day on which somebody read or checked any of it."""
    dates = (date for e in evidence for date in (e["read"], e["checked"]) if date)
    return max(dates, default=None)  # there is no evidence where a waiver excuses it
