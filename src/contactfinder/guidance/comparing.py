"""What platforms offer their users who need help, side by side: good support is a reason to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.advice import ANSWERING
from contactfinder.guidance.facts import spoken
from contactfinder.registry.ages import dated, newest
from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from datetime import date

    from contactfinder.registry.record import ChannelRecord, PlatformRecord, ResponseRecord


class Offered(NamedTuple):
    """One kind of channel: how many official ones there are, and whether the platform says that there are none."""

    kind: str
    official: int
    denied: bool


class Compared(NamedTuple):
    """One platform's support, from what it says itself on proven pages. Nothing said is not known."""

    platform: PlatformRecord
    offered: list[Offered]
    always_open: list[str]
    hours: list[tuple[str, str, str]]
    languages: list[str]
    claimed: list[ResponseRecord]
    dated: int
    official: int
    newest: str | None
    locks_account: bool
    team: int | None


KINDS = ("phone", "chat", "in-app", "ticket", "email", "help-centre", "social", "status", "verification")


def compared(platform: PlatformRecord, today: date) -> Compared:
    """The row of one platform."""
    official = [c for c in platform["channels"] if c["trust"] == Trust.OFFICIAL and not c["withdrawn"]]
    people = [c for c in official if c["kind"] in ANSWERING]
    timed = [(c["kind"], h) for c in people if (h := c["hours"])]
    return Compared(
        platform,
        [_offered(kind, official, platform) for kind in KINDS],
        sorted({kind for kind, h in timed if h["value"] == "24/7"}),
        sorted({(kind, h["value"], h["time_zone"]) for kind, h in timed if h["value"] != "24/7"}),
        sorted({*spoken(platform), *(tag for c in people for tag in c["languages"])}),
        _claims(platform, people),
        dated(official, today),
        len(official),
        newest(official),
        any("account-lock" in c["purposes"] for c in official),
        team["size"] if (team := platform["support_team"]) and team["trust"] == Trust.OFFICIAL else None,
    )


def _offered(kind: str, official: list[ChannelRecord], platform: PlatformRecord) -> Offered:
    denied = any(
        a["kind"] == kind and not a["network"] and a["trust"] == Trust.OFFICIAL for a in platform["absences"]
    )
    return Offered(kind, sum(c["kind"] == kind for c in official), denied)


def _claims(platform: PlatformRecord, people: list[ChannelRecord]) -> list[ResponseRecord]:
    found = [r for c in people if (r := c["response"])] + platform["responses"]
    return [r for r in found if r["trust"] == Trust.OFFICIAL]
