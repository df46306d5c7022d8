"""How long an answer takes: as the user measured it, as the platform claims, or by rule of thumb; ranges or nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.situation import DIFFICULT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.guidance.situation import Outcome, Situation
    from contactfinder.registry.occasions import Issue
    from contactfinder.registry.record import ChannelRecord, ResponseRecord


class Expected(NamedTuple):
    """An answer time: an ISO 8601 duration or range; whether it is measured (how often), claimed or a rule of thumb."""

    time: str
    basis: str
    stage: str = "first-answer"
    times: int = 0


RULES_OF_THUMB = {  # ranges, from a good day to a bad day; always shown as such
    "phone": "PT2M/PT1H",
    "chat": "PT5M/P1D",
    "in-app": "PT10M/P2D",
    "ticket": "PT12H/P7D",
    "email": "PT12H/P7D",
    "social": "PT1H/P3D",
}
HARDER = {  # the same where money or security is concerned: the range is wider
    "phone": "PT2M/PT2H",
    "chat": "PT5M/P2D",
    "in-app": "PT10M/P5D",
    "ticket": "PT12H/P14D",
    "email": "PT12H/P14D",
    "social": "PT1H/P7D",
}
FAST, SLOW = timedelta(hours=1), timedelta(days=3)  # claims by which a channel moves up or down
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def expected(channel: ChannelRecord, situation: Situation) -> Expected | None:
    """What the user measured, else what the platform claims for this channel and issue, else the rule of thumb for its kind."""
    if measured := _measured(outcomes_of(channel, situation.outcomes)):
        return measured
    response = channel["response"]
    if response and _fits(response, situation.issue):
        return Expected(response["time"], "claimed", response["stage"])
    rules = HARDER if situation.issue in DIFFICULT else RULES_OF_THUMB
    time = rules.get(channel["kind"])
    return Expected(time, "rule-of-thumb") if time else None


def outcomes_of(channel: ChannelRecord, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The user's own attempts at this channel."""
    names = {channel["contact"], None if channel["contact"] else channel["kind"]} - {None}
    return [o for o in outcomes if o.channel in names]


def _measured(outcomes: list[Outcome]) -> Expected | None:
    minutes = sorted(o.minutes for o in outcomes if o.answered and o.minutes is not None)
    if not minutes:
        return None
    ends = dict.fromkeys((iso(minutes[0]), iso(minutes[-1])))
    return Expected("/".join(ends), "measured", times=len(minutes))


def iso(minutes: int) -> str:
    """Minutes as an ISO 8601 duration."""
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (rest, "M")) if n)
    date = f"{days}D" if days else ""
    return f"P{date}T{clock}" if clock else f"P{date or 'T0M'}"


def _fits(response: ResponseRecord, issue: Issue | None) -> bool:
    return not response["purposes"] or (issue is not None and issue.value in response["purposes"])


def longest(time: str) -> timedelta:
    """The longer end of an ISO 8601 duration or range."""
    match = _DURATION.fullmatch(time.rpartition("/")[2])
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0, 0)
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
