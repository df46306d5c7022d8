"""Which channel first, and why: a platform and a situation give ranked channels and steps of advice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.registry.grades import Trust
from contactfinder.registry.places import covers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Dialling
    from contactfinder.registry.record import (
        AbsenceRecord,
        ChannelRecord,
        EvidenceRecord,
        HoursRecord,
        PlatformRecord,
        ResponseRecord,
    )

OLD = timedelta(days=730)  # a source that bears an older date is shown as old: docs/trust.md


class Issue(StrEnum):
    """The kinds of problem a user can have."""

    ACCOUNT_SECURITY = "account-security"
    TRADE = "trade"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    IDENTITY = "identity"
    FEES = "fees"
    APP = "app"
    FRAUD = "fraud"
    OTHER = "other"


class Situation(NamedTuple):
    """What is known of the user: the problem, when (aware), where, in which languages, and what failed already."""

    at: datetime
    issue: Issue | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    tried: frozenset[str] = frozenset()


class Reason(NamedTuple):
    """Why a channel stands where it stands: a code and its share of the score."""

    code: str
    weight: int


class Opening(NamedTuple):
    """Whether a channel is open: open, closed or not-known; when that changes (aware, in the platform's zone)."""

    state: str
    next_change: datetime | None = None


class Expected(NamedTuple):
    """An answer time: an ISO 8601 duration or range, and whether it is claimed or a rule of thumb."""

    time: str
    basis: str
    stage: str = "first-answer"


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


class Advice(NamedTuple):
    """One step of advice: a stable id and the values its sentence needs."""

    id: str
    values: dict[str, str] = {}


# The weights and their reasons are explained in docs/ranking.md, which a test holds against this table.
WEIGHTS = {
    "official": 40,
    "corroborated": 0,
    "unconfirmed": -60,
    "serves-issue": 30,
    "locks-account": 45,
    "other-desk": -60,
    "signed-in": 12,
    "speaks-language": 15,
    "other-language": -15,
    "for-your-country": 12,
    "not-for-your-country": -50,
    "some-countries-only": -25,
    "open-now": 10,
    "closed-now": -8,
    "tried": -60,
    "toll-free": 4,
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
RULES_OF_THUMB = {  # ranges, from first answer by hand to a bad day; always shown as such
    "phone": "PT2M/PT1H",
    "chat": "PT5M/P1D",
    "in-app": "PT10M/P2D",
    "ticket": "PT12H/P7D",
    "email": "PT12H/P7D",
    "social": "PT1H/P3D",
}
MONEY_AT_STAKE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD, Issue.WITHDRAWAL, Issue.DEPOSIT}
INSTEAD = 3  # genuine contacts shown beside a doubtful one
_LOCKABLE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD}
_ALSO_SERVES = {
    Issue.ACCOUNT_SECURITY: {"account-lock"},
    Issue.FRAUD: {"account-security", "account-lock", "report-impostor"},
    Issue.IDENTITY: {"account-security"},
}
_WALLETS = {"wallet", "hardware-wallet"}
_ANSWER = {*RULES_OF_THUMB, "help-centre"}  # the kinds of channel at which somebody can be reached
_OUT_OF_REACH = {"tried", "not-from-abroad", "not-for-your-country", "announcements-only"}


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
    codes = [
        *_about_trust(channel, situation.at.date()),
        *_about_issue(channel, situation),
        *_about_user(channel, situation),
        *_about_now(channel, situation, opening),
    ]
    kind = channel["kind"]
    reasons = (Reason(f"kind-{kind}", KIND_WEIGHTS[kind]), *(Reason(c, WEIGHTS[c]) for c in codes))
    dial = dial_from(channel, situation.country, dialling)
    return Ranked(0, channel, opening, reasons, dial, expected(channel, situation.issue))


def _about_trust(channel: ChannelRecord, today: date) -> list[str]:
    age = age_of(channel["evidence"][0], today) if channel["evidence"] else "undated"
    return [channel["trust"], *([age] if age != "dated" else [])]


def _about_issue(channel: ChannelRecord, situation: Situation) -> list[str]:
    purposes = set(channel["purposes"])
    codes = []
    if purposes and situation.issue in _LOCKABLE and "account-lock" in purposes:
        codes.append("locks-account")
    elif purposes:
        codes += _about_desk(purposes, situation.issue)
    if situation.issue in MONEY_AT_STAKE and "signed-in" in channel["access"]:
        codes.append("signed-in")
    if channel.get("answers") == "announcements":
        codes.append("announcements-only")
    return codes


def _about_desk(purposes: set[str], issue: Issue | None) -> list[str]:
    """Without an issue no desk is better than another, but one for the press or for developers is worse."""
    if purposes & _served(issue):
        return ["serves-issue"] if issue else []
    return [] if Issue.OTHER.value in purposes else ["other-desk"]


def _served(issue: Issue | None) -> set[str]:
    if issue is None:  # any of the kinds of issue will do; desks for business or the press will not
        return {i.value for i in Issue} | {"account-lock"}
    return {issue.value} | _ALSO_SERVES.get(issue, set())


def _about_user(channel: ChannelRecord, situation: Situation) -> list[str]:
    codes = []
    if situation.languages and channel["languages"]:
        speaks = any(_same_language(a, b) for a in situation.languages for b in channel["languages"])
        codes.append("speaks-language" if speaks else "other-language")
    if situation.country and channel["regions"]:
        codes.append("for-your-country" if _serves(channel, situation.country) else "not-for-your-country")
    elif channel["regions"]:
        codes.append("some-countries-only")
    codes += _costs(channel, situation.country)
    if not can_be_dialled(channel, situation.country):
        codes.append("not-from-abroad")
    return codes


def _serves(channel: ChannelRecord, country: str) -> bool:
    return covers(channel["regions"], country)


def _costs(channel: ChannelRecord, country: str | None) -> Iterator[str]:
    """What a call costs, as the platform or the numbering plan says; free numbers are free at home only."""
    phone = channel.get("phone")
    said = {*channel["cost"], phone["type"] if phone else ""}
    if phone and "toll-free" in said and country in (None, phone["region"]):
        yield "toll-free"
    if "premium-rate" in said:
        yield "premium-rate"


def _about_now(channel: ChannelRecord, situation: Situation, opening: Opening) -> list[str]:
    codes = {"open": ["open-now"], "closed": ["closed-now"]}.get(opening.state, [])
    tried = {channel["kind"], channel.get("network"), channel["contact"]} & situation.tried
    return [*codes, "tried"] if tried else codes


def _same_language(first: str, second: str) -> bool:
    return first.split("-")[0].lower() == second.split("-")[0].lower()


def can_be_dialled(channel: ChannelRecord, country: str | None) -> bool:
    """Whether a number can be reached from a country, as far as the platform or the numbering plan says."""
    phone = channel.get("phone")
    if phone is None or country is None or phone["region"] in (country, "001"):
        return True
    return phone["from_abroad"] and "not-from-abroad" not in channel["cost"]


def dial_from(channel: ChannelRecord, country: str | None, dialling: Dialling | None) -> str | None:
    """What to dial from the user's country; None without a phone or a country, or when it cannot be dialled."""
    phone = channel.get("phone")
    if phone is None or dialling is None or country is None or not can_be_dialled(channel, country):
        return None
    if phone["region"] == country:
        return phone["national"]
    display = channel["display"] or ""
    if (
        phone["calling_code"] == dialling.calling_code
    ):  # one numbering plan: North America, Jersey and Britain
        return display.removeprefix("+") if phone["calling_code"] == 1 else phone["national"]
    code = dialling.exit_code
    return display if code == "+" else f"{code} {display.removeprefix('+')}"


def age_of(evidence: EvidenceRecord, today: date) -> str:
    """dated, old or undated: by the newest date that the source bears or on which the fact was checked."""
    dates = [d for d in (evidence["published"], evidence["checked"]) if d]
    if not dates:
        return "undated"
    return "old" if _day(max(dates)) < today - OLD else "dated"


def _day(text: str) -> date:
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)


def opening_of(hours: HoursRecord | None, at: datetime) -> Opening:
    """Open, closed or not known at a moment (aware), and the next change."""
    if hours is None:
        return Opening("not-known")
    from zoneinfo import ZoneInfo

    import opening_hours

    zone = ZoneInfo(hours["time_zone"])
    parsed = opening_hours.OpeningHours(hours["value"], timezone=zone)
    # Asked in UTC: a local time in the gap of a clock change does not exist and raises.
    moment = at.astimezone(UTC).replace(tzinfo=ZoneInfo("UTC"))
    change = parsed.next_change(moment)
    state = "open" if parsed.is_open(moment) else "closed"
    return Opening(state, change.astimezone(zone) if isinstance(change, datetime) else None)


def expected(channel: ChannelRecord, issue: Issue | None) -> Expected | None:
    """The time the platform claims for this channel and issue, else the rule of thumb for its kind."""
    response = channel["response"]
    if response and _fits(response, issue):
        return Expected(response["time"], "claimed", response["stage"])
    time = RULES_OF_THUMB.get(channel["kind"])
    return Expected(time, "rule-of-thumb") if time else None


def _fits(response: ResponseRecord, issue: Issue | None) -> bool:
    return not response["purposes"] or (issue is not None and issue.value in response["purposes"])


def offered_absences(platform: PlatformRecord) -> list[AbsenceRecord]:
    """What the platform says it does not have, phones first."""
    return sorted(platform["absences"], key=lambda a: (a["kind"] != "phone", a["kind"]))


def never_asked(platform: PlatformRecord) -> list[str]:
    """What the platform itself says its support never asks for or does, each once."""
    official = (n for n in platform["never_asks"] if n["trust"] == Trust.OFFICIAL)
    return list(dict.fromkeys(item for entry in official for item in entry["items"]))


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
    if situation.issue in _LOCKABLE:
        locks = any("account-lock" in r.channel["purposes"] and not _is_out_of_reach(r) for r in official)
        if platform["kind"] in _WALLETS:
            advice.append(Advice("move-funds"))
        elif locks:
            advice.append(Advice("lock-first"))
        else:
            advice.append(Advice("secure-first"))
    if platform["kind"] in _WALLETS or platform["kind"] == "swap":
        advice.append(Advice("wallet-limits"))
    return advice


def _is_out_of_reach(ranked: Ranked) -> bool:
    return any(reason.code in _OUT_OF_REACH for reason in ranked.reasons)


def _tried_advice(official: list[Ranked], situation: Situation) -> list[Advice]:
    if not situation.tried:
        return []
    left = [r for r in official if r.channel["kind"] in _ANSWER and not _is_out_of_reach(r)]
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
