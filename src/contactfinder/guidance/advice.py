"""Steps of advice for a look-up, in order of urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.facts import KEEPS_NOTHING, WALLETS
from contactfinder.guidance.situation import LOCKABLE, Situation
from contactfinder.guidance.times import RULES_OF_THUMB
from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.record import PlatformRecord

ANSWERING = {*RULES_OF_THUMB, "help-centre"}  # the kinds of channel at which somebody can be reached


class Advice(NamedTuple):
    """One step of advice: a stable id and the values its sentence needs."""

    id: str
    values: dict[str, str] = {}


def advise(platform: PlatformRecord, ranked: list[Ranked], situation: Situation) -> list[Advice]:
    """What to do, in order of urgency; the sentences are in `render.words`."""
    official = [r for r in ranked if r.channel["trust"] == Trust.OFFICIAL]
    return [
        *_state_advice(platform),
        *_urgent_advice(platform, official, situation),
        *([] if official else [Advice("nothing-official")]),
        *_phone_advice(platform, official),
        *_tried_advice(official, situation),
        *_dead_line_advice(official),
        Advice("never-search"),
    ]


def _phone_advice(platform: PlatformRecord, official: list[Ranked]) -> list[Advice]:
    """Most thieves plant phone numbers, so silence about phones is not enough."""
    listed = any(r.channel["kind"] == "phone" for r in official)
    denied = any(a["kind"] == "phone" for a in platform["absences"])
    return [] if listed or denied else [Advice("no-phone-known")]


def _state_advice(platform: PlatformRecord) -> list[Advice]:
    status = platform["status"]
    if status["state"] == "active":
        return []
    values = {"since": status["since"] or "", "until": status["until"] or ""}
    advice = [Advice(f"platform-{status['state']}", {**values, "successor": status["successor"] or ""})]
    return advice if status["trust"] == Trust.OFFICIAL else [*advice, Advice("status-by-others")]


def _urgent_advice(platform: PlatformRecord, official: list[Ranked], situation: Situation) -> list[Advice]:
    advice = []
    if situation.issue in LOCKABLE:
        locks = any("account-lock" in r.channel["purposes"] and not r.is_out_of_reach for r in official)
        if platform["kind"] in WALLETS:
            advice.append(Advice("move-funds"))
        elif locks:
            advice.append(Advice("lock-first"))
        else:
            advice.append(Advice("secure-first"))
    if platform["kind"] in KEEPS_NOTHING:
        advice.append(Advice("wallet-limits"))
    return advice


def _tried_advice(official: list[Ranked], situation: Situation) -> list[Advice]:
    if not situation.tried:
        return []
    left = [r for r in official if r.channel["kind"] in ANSWERING and not r.is_out_of_reach]
    if not left:
        return [Advice("tried-everything")]
    return [
        Advice("tried-next", {"kind": left[0].channel["kind"], "contact": left[0].channel["display"] or ""})
    ]


def _dead_line_advice(official: list[Ranked]) -> list[Advice]:
    phones = any(r.channel["kind"] == "phone" for r in official)
    notices = [r.channel for r in official if r.channel["kind"] in ("status", "announcements")]
    advice = [Advice("dead-line-number"), Advice("dead-line-hours")] if phones else []
    if notices:
        advice.append(Advice("look-at-notices", {"contact": notices[0]["display"] or ""}))
    return advice
