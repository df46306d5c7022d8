"""How much is known of each platform: which kinds of channel are listed, denied, searched for in vain, or not looked at yet."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from contactfinder.registry.ages import age_of, dated, newest
from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from contactfinder.registry.record import ChannelRecord, PlatformRecord

KINDS = (
    *("phone", "email", "ticket", "chat", "in-app", "help-centre", "status", "announcements"),
    *("verification", "x", "telegram", "discord", "reddit"),
)


class Known(StrEnum):
    """What is known of one kind of channel, the most useful first."""

    OFFICIAL = "official"
    LISTED = "listed"  # or denied, by others only
    DENIED = "denied"
    DISPUTED = "disputed"
    NOT_FOUND = "not-found"
    NOTHING = "nothing"


class Row(NamedTuple):
    """One platform: what is known by kind, and the age of what is official."""

    id: str
    name: str
    status: str
    rooted: bool
    known: dict[str, Known]
    facts: int
    official: int
    dated: int
    newest: str | None


def rows(records: Iterable[PlatformRecord], today: date) -> list[Row]:
    """A row for each platform."""
    return [_row(record, today) for record in records]


def _row(record: PlatformRecord, today: date) -> Row:
    current = [c for c in record["channels"] if not c["withdrawn"]]
    official = [c for c in current if c["trust"] == Trust.OFFICIAL]
    return Row(
        record["id"],
        record["name"],
        record["status"]["state"],
        any(d["rooted"] for d in (*record["domains"], *record["inherited"])),
        {kind: _known(kind, record, current) for kind in KINDS},
        len(record["channels"]) + len(record["absences"]),
        len(official),
        dated(official, today),
        newest(official),
    )


def _known(kind: str, record: PlatformRecord, current: list[ChannelRecord]) -> Known:
    listed = {c["trust"] for c in current if kind in (c.get("network"), c["kind"])}
    if Trust.OFFICIAL in listed:
        return Known.OFFICIAL
    if any(d["about"] == kind for d in record["disagreements"]):
        return Known.DISPUTED
    denied = {a["trust"] for a in record["absences"] if kind == (a["network"] or a["kind"])}
    if Trust.OFFICIAL in denied:
        return Known.DENIED
    if listed or denied:
        return Known.LISTED
    is_missed = any(kind == (n["network"] or n["kind"]) for n in record["not_found"])
    return Known.NOT_FOUND if is_missed else Known.NOTHING


def totals(found: Iterable[Row]) -> dict[str, dict[str, int]]:
    """For each kind, of how many platforms what is known."""
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for row in found:
        for kind, known in row.known.items():
            counted[kind][known.value] += 1
    return {kind: {known.value: counts[known.value] for known in Known} for kind, counts in counted.items()}


def ages(records: Iterable[PlatformRecord], today: date) -> dict[str, int]:
    """How many channels have a dated, an old or an undated best source."""
    evidence = (c["evidence"] for record in records for c in record["channels"])
    counts: dict[str, Any] = {"dated": 0, "old": 0, "undated": 0}
    return counts | Counter(age_of(best[0], today) if best else "undated" for best in evidence)
