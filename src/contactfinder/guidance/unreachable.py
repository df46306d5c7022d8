"""The way out when nobody answers: was it theirs, how to dial, when it is open, what next, how long to wait, whom to complain to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.errors import ExitCode
from contactfinder.guidance.advice import WRITTEN, Advice, about_language, answering, notices, official_of
from contactfinder.guidance.attempts import NETWORKS
from contactfinder.guidance.authorities import FOR_COMPLAINTS, FOR_CRIMES, authorities
from contactfinder.guidance.dialling import can_be_dialled
from contactfinder.guidance.opening import quiet_time
from contactfinder.guidance.ranking import Ranked, names_of
from contactfinder.guidance.times import longest
from contactfinder.registry.grades import Trust
from contactfinder.verify import EXIT_CODES, Status, Verdict
from contactfinder.verify.statements import is_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from contactfinder.guidance.attempts import Tried
    from contactfinder.guidance.situation import Situation
    from contactfinder.registry.index import Index
    from contactfinder.registry.record import AbsenceRecord, PlatformRecord

SHOWN = 2  # tried channels that are looked at one by one
_COSTS = {  # reasons of the rank, and the steps that explain them
    "toll-free-abroad": "toll-free-abroad",
    "premium-rate": "costs-extra",
    "shared-cost": "shared-cost",
}
_ATTENDED = {"phone", "chat"}  # somebody sits there, or nobody does


class Unreachable(NamedTuple):
    """The answer to `Finder.unreachable`: the way out, step by step; the verdict on a contact that was tried, and the channels."""

    platform: PlatformRecord
    tried: str
    verdict: Verdict | None
    channels: tuple[Ranked, ...]
    advice: tuple[Advice, ...]
    situation: Situation


def way_out(
    platform: PlatformRecord,
    ranked: Sequence[Ranked],
    tried: Tried,
    verdicts: Sequence[Verdict],
    situation: Situation,
    index: Index,
) -> list[Advice]:
    """Every step, in order. `ranked` knows what was tried; `verdicts` are those on the contacts among it."""
    official = official_of(ranked)
    met = [r for r in official if names_of(r.channel) & tried.names]
    left = answering(official)
    return [
        Advice("stay-calm", {"id": platform["id"]}),
        *(step for verdict in verdicts for step in _about_contact(platform, verdict)),
        *(
            step
            for kind in sorted(tried.kinds)
            for step in _about_kind(platform, kind, met, situation.country)
        ),
        *_dialling(met, situation),
        *_hours([r for r in met if r.channel["kind"] in _ATTENDED][:SHOWN], situation),
        *notices(official),
        *_if_site_is_down(platform, official),
        *next_channel(platform, met, left, situation),
        *about_language(platform, left, situation, index),
        *escalation(official, situation, index),
        Advice("never-search"),
    ]


def _about_kind(
    platform: PlatformRecord, kind: str, met: list[Ranked], country: str | None
) -> Iterator[Advice]:
    """Whether it was theirs, when only the kind of channel is said."""
    theirs = tuple(r for r in met if kind in (r.channel["kind"], r.channel.get("network")))
    denied = any(_denies(absence, kind, country) for absence in platform["absences"])
    if theirs:
        yield Advice("compare-number" if kind == "phone" else "compare-address", channels=theirs)
    elif denied:
        yield Advice("no-such-channel", {"kind": kind})
        yield Advice("if-told-them", {"id": platform["id"]})
    else:
        yield Advice("none-proven", {"kind": kind})


def _denies(absence: AbsenceRecord, kind: str, country: str | None) -> bool:
    """Whether the platform says that it has no such channel where the user is. No social media at all is no network either."""
    if absence["trust"] != Trust.OFFICIAL or not is_here(absence, country):
        return False
    if absence["kind"] != "social":
        return kind == absence["kind"]
    return kind == absence["network"] if absence["network"] else kind in ("social", *NETWORKS)


def _about_contact(platform: PlatformRecord, verdict: Verdict) -> Iterator[Advice]:
    values = {"claim": verdict.text}
    theirs = verdict.platform is not None and verdict.platform["id"] == platform["id"]
    if EXIT_CODES[verdict.status] is ExitCode.BAD:
        yield Advice("contact-is-not-theirs", values)
        yield Advice("if-told-them", {"id": platform["id"]})
    elif theirs and verdict.status is Status.OFFICIAL and verdict.channel:
        yield Advice("contact-is-theirs", {"contact": verdict.channel["display"] or verdict.text})
    else:
        yield Advice("contact-is-not-proven", values)


def _dialling(tried: list[Ranked], situation: Situation) -> Iterator[Advice]:
    phones = [r for r in tried if r.channel["kind"] == "phone"]
    if not phones:
        return
    for item in phones[:SHOWN] if situation.country else ():
        yield from _dialled(item, situation.country or "")
    if any(can_be_dialled(r.channel, situation.country) for r in phones):
        yield Advice("show-your-number")


def _dialled(item: Ranked, country: str) -> Iterator[Advice]:
    values = {"contact": item.channel["display"] or "", "country": country}
    if not can_be_dialled(item.channel, country):
        yield Advice("not-from-abroad", values)
        return
    if item.dial and item.dial != item.channel["display"]:
        yield Advice("dial-like-this", {"number": item.dial, "country": country})
    reasons = {reason.code for reason in item.reasons}
    yield from (Advice(step, values) for code, step in _COSTS.items() if code in reasons)


def _hours(tried: list[Ranked], situation: Situation) -> Iterator[Advice]:
    known = [r for r in tried if r.channel["hours"]]
    if tried and not known:
        yield Advice("hours-not-known")
    yield from (_hours_of(item) for item in known)
    for item in known:
        hours = item.channel["hours"]
        quiet = quiet_time(hours, situation.at)
        if hours and quiet:
            yield Advice("quieter-then", _at(quiet, hours["time_zone"]))
            return


def _hours_of(item: Ranked) -> Advice:
    values = {"contact": item.channel["display"] or item.channel["kind"]}
    hours, change = item.channel["hours"], item.opening.next_change
    if hours is None or change is None:
        return Advice("is-open-always" if item.opening.state == "open" else "hours-not-known", values)
    return Advice(f"is-{item.opening.state}-now", {**values, **_at(change, hours["time_zone"])})


def _at(moment: datetime, zone: str) -> dict[str, str]:
    return {"at": moment.isoformat(), "zone": zone}


def _if_site_is_down(platform: PlatformRecord, official: list[Ranked]) -> Iterator[Advice]:
    """Another domain is a door only when the platform itself lists a page on it for this user."""
    domains = [d["domain"] for d in platform["domains"] if d["rooted"] and not d["former"]]
    links = [r.channel["link"] or "" for r in official if not r.is_out_of_reach]
    doors = [d for d in domains[1:] if any(_lies_on(link, d) for link in links)]
    if doors:
        yield Advice("try-other-domain", {"contact": doors[0]})
    elif domains:
        yield Advice("use-own-app")


def _lies_on(link: str, domain: str) -> bool:
    host = link.partition("://")[2].partition("/")[0]
    return host == domain or host.endswith(f".{domain}")


def next_channel(
    platform: PlatformRecord, met: list[Ranked], left: list[Ranked], situation: Situation
) -> Iterator[Advice]:
    """The best channel of those that are left, and how to use it once."""
    if not left:
        yield Advice("tried-everything" if met else "nothing-left")
        return
    best = left[0]
    yield Advice("next-channel", channels=(best,))
    if best.channel["kind"] not in WRITTEN:
        return
    issue = situation.issue.value if situation.issue else "other"
    yield Advice("send-one-message", {"id": platform["id"], "issue": issue})
    if best.expected and best.expected.stage == "first-answer":
        until = situation.at + longest(best.expected.time)
        yield Advice("wait-until", {"date": until.isoformat()})


def escalation(official: list[Ranked], situation: Situation, index: Index) -> Iterator[Advice]:
    """Whom to complain to: the platform's own desk, and authorities of the user's country."""
    desks = tuple(r for r in official if "complaint" in r.channel["purposes"] and not r.is_out_of_reach)
    if desks:
        yield Advice("complain-to-platform", channels=desks[:SHOWN])
    country = situation.country
    if country is None:
        yield Advice("say-country")
        return
    outside = authorities(index, country, FOR_COMPLAINTS)
    police = authorities(index, country, FOR_CRIMES)
    if outside:
        yield Advice("complain-outside", authorities=outside)
    if police:
        yield Advice("report-if-stolen", authorities=police)
    if not (outside or police):
        yield Advice("no-authority-known", {"country": country})
