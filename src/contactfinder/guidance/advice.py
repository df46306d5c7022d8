"""Steps of advice for a look-up, in order of urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.facts import KEEPS_NOTHING, WALLETS, not_found, spoken
from contactfinder.guidance.phrases import asking, same_language
from contactfinder.guidance.situation import LOCKABLE, Situation
from contactfinder.guidance.times import RULES_OF_THUMB
from contactfinder.registry.ages import seen
from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.index import Index
    from contactfinder.registry.record import AuthorityRecord, PlatformRecord, SourceRecord, StepRecord

WRITTEN = {"chat", "in-app", "ticket", "email", "social"}  # the kinds that take a message
ANSWERING = {*RULES_OF_THUMB, "help-centre"}  # the kinds of channel at which somebody can be reached


class Advice(NamedTuple):
    """One step of advice: a stable id, the values its sentence needs, what is shown beneath, and how soon it must be done.

    `say` holds the sentence in the languages of the program, `sources` where its facts were read: see `worded`.
    """

    id: str
    values: dict[str, str] = {}
    channels: tuple[Ranked, ...] = ()
    authorities: tuple[AuthorityRecord, ...] = ()
    domains: tuple[str, ...] = ()
    when: str | None = None
    custody: str | None = None  # only for those whose coins are so held, where we do not know which holds
    say: dict[str, str] = {}
    sources: tuple[SourceRecord, ...] = ()


def worded(steps: Iterable[Advice], index: Index) -> tuple[Advice, ...]:
    """The same steps with their sentences and sources."""
    asked = list(steps)
    found = index.advice(f"step:{step.id}" for step in asked)
    return tuple(_with(step, found.get(f"step:{step.id}")) for step in asked)


def _with(step: Advice, record: StepRecord | None) -> Advice:
    return step._replace(say=record["say"], sources=tuple(record["sources"])) if record else step


def advise(
    platform: PlatformRecord, ranked: Sequence[Ranked], situation: Situation, index: Index
) -> list[Advice]:
    """What to do, in order of urgency. Where something was tried already, `unreachable.way_out` says more than the end of this."""
    official = official_of(ranked)
    return [
        *about_state(platform),
        *urgent(platform, official, situation),
        *([] if official else [Advice("nothing-official")]),
        *_about_phones(platform, official),
        *([] if situation.tried else about_language(platform, answering(official), situation, index)),
        *([] if situation.tried else _dead_line(official)),
    ]


def official_of(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The channels that are proven to be the platform's own."""
    return [r for r in ranked if r.channel["trust"] == Trust.OFFICIAL]


def locking(official: Sequence[Ranked]) -> list[Ranked]:
    """Those that lock accounts, can be reached and are not closed now."""
    locks = {"locks-account"}
    return [r for r in official if locks & {n.code for n in r.reasons} and not r.is_out_of_reach]


def answering(official: Sequence[Ranked]) -> list[Ranked]:
    """Those at which the user can reach somebody, what is not closed first."""
    people = [r for r in official if r.channel["kind"] in ANSWERING]
    found = [r for r in people if not (r.is_out_of_reach or r.is_for_others)]
    return sorted(found, key=lambda r: r.opening.state == "closed")


def _about_phones(platform: PlatformRecord, official: list[Ranked]) -> list[Advice]:
    """Most thieves plant phone numbers, so silence about phones is not enough."""
    listed = any(r.channel["kind"] == "phone" for r in official)
    denied = any(a["kind"] == "phone" for a in platform["absences"])
    if listed or denied:
        return []
    search = not_found(platform, "phone")
    if search is None:
        return [Advice("no-phone-known")]
    pages = search["evidence"]
    return [Advice("phone-not-found", {"date": seen(pages) or "", "pages": str(len(pages))})]


def about_state(platform: PlatformRecord) -> list[Advice]:
    """Whether the platform still serves its users."""
    status = platform["status"]
    if status["state"] == "active":
        return []
    values = {"since": status["since"] or "", "until": status["until"] or ""}
    advice = [Advice(f"platform-{status['state']}", {**values, "successor": status["successor"] or ""})]
    return advice if status["trust"] == Trust.OFFICIAL else [*advice, Advice("status-by-others")]


def urgent(platform: PlatformRecord, official: list[Ranked], situation: Situation) -> list[Advice]:
    """What cannot wait, and what a wallet's support cannot do."""
    advice = []
    if situation.issue in LOCKABLE:
        if platform["kind"] in WALLETS:
            advice.append(Advice("move-funds"))
        else:
            advice.append(Advice("lock-first" if locking(official) else "secure-first"))
    if platform["kind"] in KEEPS_NOTHING:
        advice.append(Advice("wallet-limits"))
    if situation.issue in LOCKABLE:
        advice.append(Advice("see-emergency", {"id": platform["id"]}))
    return advice


def _dead_line(official: list[Ranked]) -> list[Advice]:
    """In short, what to do when nobody answers."""
    phones = any(r.channel["kind"] == "phone" for r in official)
    advice = [Advice("dead-line-number"), Advice("dead-line-hours")] if phones else []
    return [*advice, *notices(official), Advice("never-search")]


def notices(official: Sequence[Ranked]) -> list[Advice]:
    """Where the platform says that it has a fault."""
    news = [r.channel for r in official if r.channel["kind"] in ("status", "announcements")]
    found = [
        c for c in news if c["kind"] == "status" or not c["purposes"]
    ]  # a post about one matter is no notice
    return [Advice("look-at-notices", {"contact": found[0]["display"] or ""})] if found else []


def about_language(
    platform: PlatformRecord, left: Sequence[Ranked], situation: Situation, index: Index
) -> Iterator[Advice]:
    """How to ask for one's language at the best channel, and what to do where none lists it."""
    if not (left and situation.languages):
        return
    own = situation.languages
    if phrase := asking(left[0].channel, own, index):
        yield Advice("ask-for-language", phrase)
    known = [tags for r in left if (tags := r.channel["languages"] or spoken(platform))]
    if known and not any(same_language(a, b) for tags in known for a in tags for b in own):
        yield Advice("no-common-language")
