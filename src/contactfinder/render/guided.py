"""Guidance for programs: what `unreachable`, `prepare`, `emergency` and `compare` print with --json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.render.machine import advice, channel, envelope, platform_line, summary_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.guidance.comparing import Compared
    from contactfinder.guidance.emergency import Emergency
    from contactfinder.guidance.preparing import Preparation
    from contactfinder.guidance.unreachable import Unreachable
    from contactfinder.registry.index import Index
    from contactfinder.render.outputs import (
        AskingOut,
        ComparedOut,
        CompareOut,
        EmergencyOut,
        PrepareOut,
        UnreachableOut,
    )


def unreachable(index: Index, found: Unreachable) -> UnreachableOut:
    """The answer to `unreachable`."""
    return {
        **envelope(index),
        "platform": platform_line(found.platform),
        "tried": found.tried,
        "verdict": found.verdict.status.value if found.verdict else None,
        "advice": [advice(step) for step in found.advice],
        "channels": [channel(item) for item in found.channels],
    }


def emergency(index: Index, found: Emergency) -> EmergencyOut:
    """The answer to `emergency`."""
    from contactfinder.guidance.facts import never_asked

    return {
        **envelope(index),
        "name": found.name,
        "platform": platform_line(found.platform) if found.platform else None,
        "suggestions": [summary_line(s) for s in found.suggestions],
        "leaked": [leak.value for leak in found.leaked],
        "country": found.situation.country,
        "advice": [advice(step) for step in found.advice],
        "never_asks": never_asked(found.platform) if found.platform else [],
    }


def preparation(index: Index, found: Preparation) -> PrepareOut:
    """The answer to `prepare`."""
    asking = found.asking
    return {
        **envelope(index),
        "platform": platform_line(found.platform),
        "issue": found.issue.value,
        "channel": channel(found.channel) if found.channel else None,
        "call": channel(found.call) if found.call else None,
        "questions": [name for name, _ in found.questions],
        "details": [{"id": d.id, "send": d.send, "value": d.value} for d in found.details],
        "notes": [name for name, _ in found.notes],
        "messages": [
            {
                "language": m.language,
                "subject": m.subject,
                "body": m.body,
                "reminder": m.reminder,
                "opening_line": m.opening_line,
            }
            for m in found.messages
        ],
        "asking": _asking(asking) if asking else None,
        "follow_up": found.follow_up.isoformat() if found.follow_up else None,
    }


def _asking(found: dict[str, str]) -> AskingOut:
    return {"language": found["language"], "phrase": found["phrase"], "meaning": found["meaning"]}


def comparison(index: Index, found: Sequence[Compared]) -> CompareOut:
    """The answer to `compare`."""
    return {**envelope(index), "platforms": [_compared(item) for item in found]}


def _compared(item: Compared) -> ComparedOut:
    always = [{"kind": kind, "value": "24/7", "time_zone": "UTC"} for kind in item.always_open]
    limited = [{"kind": kind, "value": value, "time_zone": zone} for kind, value, zone in item.hours]
    return {
        "platform": platform_line(item.platform),
        "channels": [{"kind": o.kind, "official": o.official, "denied": o.denied} for o in item.offered],
        "locks_account": item.locks_account,
        "hours": [
            {"kind": h["kind"], "value": h["value"], "time_zone": h["time_zone"]} for h in (*always, *limited)
        ],
        "languages": item.languages,
        "claimed": item.claimed,
        "support_team": item.team,
        "newest": item.newest,
        "dated": item.dated,
        "official": item.official,
    }
