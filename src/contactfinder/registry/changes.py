"""What changed between two states of the registry, fact by fact: the text of a review."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contactfinder.registry.record import ImpostorRecord, PlatformRecord

_GRADES = [Trust.UNCONFIRMED.value, Trust.CORROBORATED.value, Trust.OFFICIAL.value]


class Sort(StrEnum):
    """What happened to a fact, what reviewers must look at first."""

    REMOVED = "removed"  # facts are withdrawn, not deleted: somebody must say why
    UPGRADED = "upgraded"
    ADDED = "added"
    DOWNGRADED = "downgraded"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    CHECKED = "checked"


class Section(StrEnum):
    """The part of an entry in which a fact stands."""

    PLATFORM = "platform"
    CHANNEL = "channel"
    DOMAIN = "domain"
    ABSENCE = "absence"
    NOT_FOUND = "not-found"
    CHAINS = "chains"
    NEVER_ASKS = "never-asks"
    CODE_HOST = "code-host"
    APP = "app"
    RESPONSE = "response"
    STATUS = "status"
    COUNTRY = "country"
    SUPPORT_TEAM = "support-team"
    SUPPORT_LANGUAGES = "support-languages"
    PART_OF = "part-of"
    DISAGREEMENT = "disagreement"
    IMPOSTOR = "impostor"


class Fact(NamedTuple):
    """One statement of an entry: its section, what tells it from others, its grade, everything else it says, and its sources."""

    platform: str
    section: Section
    kind: str
    value: str
    trust: str | None
    withdrawn: bool
    details: dict[str, Any]
    dates: dict[str, str | None]  # of each source, as it bears it
    seen: str  # the newest day on which somebody read or checked it

    @property
    def key(self) -> tuple[str, Section, str, str]:
        """What makes it the same fact in both states."""
        return self.platform, self.section, self.kind, self.value


class Change(NamedTuple):
    """One fact that is not what it was; `fields` are the names of what changed, `sources` those that are new.

    `evidence` is among the fields when a source went, `published` when one bears another date.
    """

    sort: Sort
    fact: Fact
    before: str | None
    fields: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def needs_two(self) -> bool:
        """Whether two people must have looked: a phone number came, went, or became official."""
        weighty = (Sort.ADDED, Sort.UPGRADED, Sort.REMOVED, Sort.WITHDRAWN)
        return self.fact.kind == "phone" and self.fact.section is Section.CHANNEL and self.sort in weighty


class State(NamedTuple):
    """All compiled entries and impostors of one state."""

    platforms: list[PlatformRecord]
    impostors: list[ImpostorRecord]


def changes(old: State, new: State) -> list[Change]:
    """Every fact that came, went or changed, by platform, and there the weightiest first."""
    before, after = _facts(old), _facts(new)
    found = [*_gone(before, after), *_come(before, after)]
    order = list(Sort)
    return sorted(found, key=lambda c: (c.fact.platform, order.index(c.sort), c.fact.key))


def _gone(before: Mapping[Any, Fact], after: Mapping[Any, Fact]) -> Iterator[Change]:
    for key in before.keys() - after.keys():
        yield Change(Sort.REMOVED, before[key], before[key].trust, (), ())


def _come(before: Mapping[Any, Fact], after: Mapping[Any, Fact]) -> Iterator[Change]:
    for key, fact in after.items():
        known = before.get(key)
        if known is None:
            yield Change(Sort.ADDED, fact, None, (), tuple(fact.dates))
        elif known != fact:
            yield _changed(known, fact)


def _changed(old: Fact, new: Fact) -> Change:
    fields = {f for f in {*old.details, *new.details} if old.details.get(f) != new.details.get(f)}
    if old.dates.keys() - new.dates.keys():
        fields.add("evidence")
    if any(new.dates[source] != date for source, date in old.dates.items() if source in new.dates):
        fields.add("published")
    fresh = tuple(source for source in new.dates if source not in old.dates)
    return Change(_sort(old, new, bool(fields or fresh)), new, old.trust, tuple(sorted(fields)), fresh)


def _sort(old: Fact, new: Fact, is_altered: bool) -> Sort:
    if new.withdrawn and not old.withdrawn:
        return Sort.WITHDRAWN
    if old.withdrawn and not new.withdrawn:  # it counts again
        return Sort.UPGRADED
    if old.trust != new.trust and old.trust and new.trust:
        rises = _GRADES.index(new.trust) > _GRADES.index(old.trust)
        return Sort.UPGRADED if rises else Sort.DOWNGRADED
    return Sort.CHANGED if is_altered or new.seen <= old.seen else Sort.CHECKED


# -- the facts of a state


def _facts(state: State) -> dict[Any, Fact]:
    found = [f for record in state.platforms for f in _of_platform(record)]
    found += [_impostor(record) for record in state.impostors]
    counts: Counter[Any] = Counter()
    numbered: dict[Any, Fact] = {}
    for fact in found:  # two that nothing tells apart are compared in the order in which they stand
        numbered[fact.key, counts[fact.key]] = fact
        counts[fact.key] += 1
    return numbered


def _of_platform(record: PlatformRecord) -> Iterator[Fact]:
    name = record["id"]
    yield Fact(name, Section.PLATFORM, "platform", name, None, False, _described(record), {}, "")
    for channel in record["channels"]:
        kind, value = channel.get("network") or channel["kind"], channel["contact"] or _path(channel)
        yield _fact(name, Section.CHANNEL, kind, value, channel, bool(channel["withdrawn"]))
    for section, items in _lists(record):
        for kind, value, item in items:
            yield _fact(name, section, kind, value, item)
    for disagreement in record["disagreements"]:
        about, sides = disagreement["about"], disagreement["positions"]
        dates, seen = _evidence(e for side in sides for e in side["evidence"])
        yield Fact(
            name, Section.DISAGREEMENT, about, about, None, False, {"positions": _bare(sides)}, dates, seen
        )


def _described(record: PlatformRecord) -> dict[str, Any]:
    """What is said of the platform without evidence of its own."""
    return {
        "kind": record["kind"],
        "name": record["name"],
        "names": record["names"],
        "aliases": record["aliases"],
        "former_names": record["former_names"],
        "everyday_names": record["everyday_names"],
        "user_content": record["user_content"],
    }


def _path(channel: Any) -> str:
    """A channel without address is told from others by where it is found and what it is for."""
    steps = channel["menu_path"] or {"": channel["purposes"]}
    return " › ".join(next(iter(steps.values())))


def _lists(record: PlatformRecord) -> Iterator[tuple[Section, Iterable[tuple[str, str, Any]]]]:
    yield Section.DOMAIN, [("domain", d["domain"], d) for d in record["domains"]]
    yield (
        Section.ABSENCE,
        [(a["network"] or a["kind"], ",".join(a["regions"]), a) for a in record["absences"]],
    )
    yield Section.NOT_FOUND, [(n["network"] or n["kind"], "", n) for n in record["not_found"]]
    yield Section.CHAINS, [("chains", item, c) for c in record["chains"] for item in c["items"]]
    yield Section.NEVER_ASKS, [("never-asks", item, n) for n in record["never_asks"] for item in n["items"]]
    yield Section.CODE_HOST, [("code-host", host["owner"], host) for host in record["code_hosts"]]
    yield Section.APP, [(a["store"], a["developer"], a) for a in record["app_developers"]]
    yield Section.RESPONSE, [(r["stage"], ",".join(r["purposes"]), r) for r in record["responses"]]
    if record["status"]["evidence"]:
        yield Section.STATUS, [("status", record["status"]["state"], record["status"])]
    single: dict[Section, Any] = {
        Section.COUNTRY: record["country"],
        Section.SUPPORT_TEAM: record["support_team"],
        Section.SUPPORT_LANGUAGES: record["support_languages"],
        Section.PART_OF: record["part_of"],
    }
    yield from ((section, [(section, "", item)]) for section, item in single.items() if item)


def _fact(name: str, section: Section, kind: str, value: str, item: Any, withdrawn: bool = False) -> Fact:
    details = {key: _bare(part) for key, part in item.items() if key not in ("trust", "evidence", "items")}
    return Fact(name, section, kind, value, item["trust"], withdrawn, details, *_evidence(item["evidence"]))


def _evidence(found: Iterable[Any]) -> tuple[dict[str, str | None], str]:
    """The date that each source bears, and the newest day on which somebody looked."""
    dates: dict[str, str | None] = {}
    seen = ""
    for piece in found:
        dates[piece["source"]] = piece["published"]
        seen = max(seen, piece["read"], piece.get("checked") or "")
    return dates, seen


def _bare(value: Any) -> Any:
    """A detail without the proof of its own."""
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key not in ("trust", "evidence")}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _impostor(record: ImpostorRecord) -> Fact:
    details, evidence = {"brands": record["brands"]}, _evidence(record["sightings"])
    return Fact("", Section.IMPOSTOR, "impostor", record["contact"], None, False, details, *evidence)
