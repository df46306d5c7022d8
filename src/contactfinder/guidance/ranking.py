"""Which channel first, and why: a platform and a situation give ranked channels, each with its reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.dialling import can_be_dialled, costs, dial_from
from contactfinder.guidance.opening import SOON, Opening, opening_of
from contactfinder.guidance.phrases import same_language
from contactfinder.guidance.situation import LOCKABLE, MONEY_AT_STAKE, Situation
from contactfinder.guidance.times import FAST, SLOW, Expected, expected, longest, outcomes_of
from contactfinder.registry.ages import age_of
from contactfinder.registry.grades import Trust
from contactfinder.registry.occasions import Issue
from contactfinder.registry.places import covers

if TYPE_CHECKING:
    from contactfinder.registry.index import Dialling
    from contactfinder.registry.record import ChannelRecord, PlatformRecord


class Reason(NamedTuple):
    """Why a channel stands where it stands: a code and its share of the score."""

    code: str
    weight: int


class Ranked(NamedTuple):
    """A channel in its place, with everything that depends on the user's situation."""

    rank: int
    channel: ChannelRecord
    opening: Opening
    reasons: tuple[Reason, ...]
    dial: str | None = None
    expected: Expected | None = None

    @property
    def score(self) -> int:
        """The sum of the shares."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether nobody answers the user there, as far as is known."""
        return any(reason.code in OUT_OF_REACH for reason in self.reasons)

    @property
    def is_for_others(self) -> bool:
        """Whether another desk sits there than the one that the user needs."""
        return any(reason.code == "other-desk" for reason in self.reasons)


# The weights and their reasons are explained in docs/ranking.md, which a test holds against this table.
WEIGHTS = {
    "official": 40,
    "corroborated": 0,
    "unconfirmed": -60,
    "serves-issue": 30,
    "locks-account": 45,
    "other-desk": -60,
    "one-matter": -6,
    "signed-in": 12,
    "speaks-language": 15,
    "other-language": -15,
    "foreign-page": -45,
    "for-your-country": 12,
    "not-for-your-country": -50,
    "some-countries-only": -25,
    "open-now": 10,
    "opens-soon": -2,
    "closed-now": -8,
    "tried": -60,
    "answered-you": 10,
    "left-you-waiting": -15,
    "claims-fast": 6,
    "claims-slow": -6,
    "toll-free": 4,
    "toll-free-abroad": -8,
    "shared-cost": -3,
    "call-abroad": -4,
    "premium-rate": -10,
    "not-from-abroad": -30,
    "announcements-only": -40,
    "undated": -2,
    "old": -4,
}
KIND_WEIGHTS = {
    "phone": 30,
    "chat": 30,
    "in-app": 30,
    "ticket": 28,
    "email": 24,
    "help-centre": 8,
    "social": 4,
    "verification": -20,
    "status": -22,
    "announcements": -24,
    "website": -26,
}
INSTEAD = 3  # genuine contacts shown beside a doubtful one
_ALSO_SERVES = {
    Issue.ACCOUNT_SECURITY: {"account-lock"},
    Issue.FRAUD: {"account-security", "account-lock", "report-impostor"},
    Issue.IDENTITY: {"account-security"},
}
OUT_OF_REACH = {"tried", "not-from-abroad", "not-for-your-country", "announcements-only"}


def rank(platform: PlatformRecord, situation: Situation, dialling: Dialling | None = None) -> list[Ranked]:
    """The platform's channels, best first for this situation; withdrawn ones are left out.

    Whatever the shares say, nothing stands above what is better proven: see docs/trust.md.
    """
    current = [c for c in platform["channels"] if not c["withdrawn"]]
    ranked = [_ranked(channel, situation, dialling) for channel in current]
    ranked.sort(key=_order)
    return [r._replace(rank=number) for number, r in enumerate(ranked, 1)]


def _order(ranked: Ranked) -> tuple[int, int, str, str]:
    channel = ranked.channel
    trust = list(Trust).index(Trust(channel["trust"]))
    return trust, -ranked.score, channel["kind"], channel["contact"] or ""


def instead(ranked: list[Ranked], contact: str, kind: str | None, imitated: str | None) -> list[Ranked]:
    """The official channels to use instead of a doubtful contact, three at most.

    What it imitates or is itself comes first, then its own kind, among numbers those that share its country's calling code.
    """

    def unlike(item: Ranked) -> tuple[bool, bool, bool]:
        channel, phone = item.channel, item.channel.get("phone")
        elsewhere = phone is not None and not contact.startswith(f"+{phone['calling_code']}")
        other_kind = channel["contact_kind"] != kind or channel["kind"] == "website"
        return not is_meant(item), other_kind, elsewhere

    def is_meant(item: Ranked) -> bool:
        return item.channel["contact"] is not None and item.channel["contact"] in (imitated, contact)

    reachable = [r for r in ranked if r.channel["display"] or r.channel["menu_path"]]
    official = [r for r in reachable if r.channel["trust"] == Trust.OFFICIAL]
    useful = [r for r in official if r.score > 0 or is_meant(r)]
    return sorted(useful or official, key=unlike)[:INSTEAD]


def _ranked(channel: ChannelRecord, situation: Situation, dialling: Dialling | None) -> Ranked:
    opening = opening_of(channel["hours"], situation.at)
    time = expected(channel, situation)
    codes = [
        *_about_trust(channel, situation.at.date()),
        *_about_issue(channel, situation, opening),
        *_about_user(channel, situation, dialling),
        *_about_now(channel, situation, opening),
        *_about_speed(channel, situation, time),
    ]
    kind = channel["kind"]
    reasons = (Reason(f"kind-{kind}", KIND_WEIGHTS[kind]), *(Reason(c, WEIGHTS[c]) for c in codes))
    dial = dial_from(channel, situation.country, dialling)
    return Ranked(0, channel, opening, reasons, dial, time)


def _about_trust(channel: ChannelRecord, today: date) -> list[str]:
    age = age_of(channel["evidence"][0], today) if channel["evidence"] else "undated"
    return [channel["trust"], *([age] if age != "dated" else [])]


def _about_issue(channel: ChannelRecord, situation: Situation, opening: Opening) -> list[str]:
    """A line that is closed locks nothing now; it is then a desk like others."""
    purposes = set(channel["purposes"])
    codes = []
    if situation.issue in LOCKABLE and "account-lock" in purposes and opening.state != "closed":
        codes.append("locks-account")
    elif purposes:
        codes += _about_desk(purposes, situation.issue, channel["kind"] == "help-centre")
    if situation.issue in MONEY_AT_STAKE and "signed-in" in channel["access"]:
        codes.append("signed-in")
    if channel.get("answers") == "announcements":
        codes.append("announcements-only")
    return codes


def _about_desk(purposes: set[str], issue: Issue | None, is_page: bool) -> list[str]:
    """Without an issue no desk is better than another, but one for the press or for developers is worse.

    A desk for other questions takes any; a page about another matter does not.
    """
    if purposes & _served(issue):
        return ["serves-issue"] if issue else ["one-matter"] * is_page
    return [] if Issue.OTHER.value in purposes and not is_page else ["other-desk"]


def _served(issue: Issue | None) -> set[str]:
    if issue is None:  # any of the kinds of issue will do; desks for business or the press will not
        return {i.value for i in Issue} | {"account-lock"}
    return {issue.value} | _ALSO_SERVES.get(issue, set())


def _about_user(channel: ChannelRecord, situation: Situation, dialling: Dialling | None) -> list[str]:
    codes = []
    if situation.languages and channel["languages"]:
        speaks = any(same_language(a, b) for a in situation.languages for b in channel["languages"])
        foreign = "foreign-page" if channel["kind"] == "help-centre" else "other-language"
        codes.append("speaks-language" if speaks else foreign)
    if situation.country and channel["regions"]:
        codes.append("for-your-country" if _serves(channel, situation.country) else "not-for-your-country")
    elif channel["regions"]:
        codes.append("some-countries-only")
    codes += [code for code in costs(channel, situation.country, dialling) if code in WEIGHTS]
    if not can_be_dialled(channel, situation.country):
        codes.append("not-from-abroad")
    return codes


def _serves(channel: ChannelRecord, country: str) -> bool:
    return covers(channel["regions"], country)


def _about_now(channel: ChannelRecord, situation: Situation, opening: Opening) -> list[str]:
    codes = {"open": ["open-now"], "closed": ["closed-now"]}.get(opening.state, [])
    if opening.state == "closed" and opening.next_change and opening.next_change - situation.at <= SOON:
        codes = ["opens-soon"]
    return [*codes, "tried"] if names_of(channel) & situation.tried else codes


def names_of(channel: ChannelRecord) -> set[str | None]:
    """By what a user can call a channel: its kind, its network, the contact itself."""
    return {channel["kind"], channel.get("network"), channel["contact"]}


def _about_speed(channel: ChannelRecord, situation: Situation, time: Expected | None) -> list[str]:
    """What the user has found out counts for more than what the platform claims; rules of thumb are in the kinds."""
    own = outcomes_of(channel, situation.outcomes)
    if own:
        answered = sum(o.answered for o in own)
        return ["answered-you" if answered * 2 >= len(own) else "left-you-waiting"]
    if time is None or time.basis != "claimed" or time.stage != "first-answer":
        return []
    takes = longest(time.time)
    return ["claims-fast"] if takes <= FAST else ["claims-slow"] if takes > SLOW else []
