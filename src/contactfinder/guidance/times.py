"""How long an answer takes: claimed by the platform, measured by the user, or a rule of thumb; always ranges or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from contactfinder.guidance.situation import Issue
    from contactfinder.registry.record import ChannelRecord, ResponseRecord


class Expected(NamedTuple):
    """An answer time: an ISO 8601 duration or range, and whether it is claimed or a rule of thumb."""

    time: str
    basis: str
    stage: str = "first-answer"


RULES_OF_THUMB = {  # ranges, from first answer by hand to a bad day; always shown as such
    "phone": "PT2M/PT1H",
    "chat": "PT5M/P1D",
    "in-app": "PT10M/P2D",
    "ticket": "PT12H/P7D",
    "email": "PT12H/P7D",
    "social": "PT1H/P3D",
}


def expected(channel: ChannelRecord, issue: Issue | None) -> Expected | None:
    """The time the platform claims for this channel and issue, else the rule of thumb for its kind."""
    response = channel["response"]
    if response and _fits(response, issue):
        return Expected(response["time"], "claimed", response["stage"])
    time = RULES_OF_THUMB.get(channel["kind"])
    return Expected(time, "rule-of-thumb") if time else None


def _fits(response: ResponseRecord, issue: Issue | None) -> bool:
    return not response["purposes"] or (issue is not None and issue.value in response["purposes"])
