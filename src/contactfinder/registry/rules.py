"""The rules every entry must pass. A rule is a small function with a name; all problems are collected."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import category, is_normalized
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from msgspec import Struct

from contactfinder.contacts import Contact, Kind, web
from contactfinder.errors import UnreadableContact
from contactfinder.registry.compile import contact_of, key_of
from contactfinder.registry.entry import (
    Absence,
    Channel,
    ChannelKind,
    Evidence,
    Hours,
    Network,
    NotFound,
    Platform,
    Proven,
    Response,
    State,
    Status,
)
from contactfinder.registry.forms import Where
from contactfinder.registry.names import folded
from contactfinder.registry.source import Document
from contactfinder.registry.trust import UNREADABLE, Judge, Sources


class Entry(NamedTuple):
    """One platform as its author wrote it."""

    id: str
    file: str
    document: Document
    platform: Platform


class World(NamedTuple):
    """What a rule may look at beside the entry itself."""

    entries: Mapping[str, Entry]
    judges: Mapping[str, Judge]
    sources: Sources
    claims: Mapping[str, frozenset[str]]  # contact key or domain -> ids that list it
    names: Mapping[str, frozenset[str]]  # folded name -> ids that bear it
    impostors: frozenset[str]
    today: date


class Finding(NamedTuple):
    """A broken rule: where in the entry, which sentence, and its values."""

    where: Where
    case: str
    values: dict[str, str] = {}


Rule = Callable[[Entry, World], Iterator[Finding]]
HANDWRITTEN = frozenset(
    ("trust", "official", "verified", "grade", "standing", "confidence", "rooted", "source_kind")
)
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS | {"EU"})
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEEDS_ADDRESS = frozenset(
    {
        ChannelKind.PHONE,
        ChannelKind.EMAIL,
        ChannelKind.HELP_CENTRE,
        ChannelKind.STATUS,
        ChannelKind.ANNOUNCEMENTS,
        ChannelKind.SOCIAL,
        ChannelKind.WEBSITE,
    }
)
_HOURS_TRAPS = {  # what the parser accepts but does not mean: docs/trust.md
    "blank-after-comma": re.compile(r",\s"),
    "public-holidays": re.compile(r"\b[PS]H\b"),
    "sun-times": re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b"),
    "open-end": re.compile(r"\d\+"),
}
_DURATION = re.compile(r"P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?)?")


def walk(value: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every value inside an entry with its place, depth first."""
    yield where, value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from walk(getattr(value, name), (*where, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*where, index))


def handwritten_trust(document: Document) -> Iterator[Finding]:
    """Trust follows from the source alone; nobody writes it by hand."""
    for where in document.marks:
        if where and where[-1] in HANDWRITTEN:
            yield Finding(where, "key", {"key": str(where[-1])})


def file_name(entry: Entry, world: World) -> Iterator[Finding]:
    """The file name is the id: lower-case words joined by hyphens."""
    if not _ID.fullmatch(entry.id):
        yield Finding((), "id", {"id": entry.id})


def clean_text(entry: Entry, world: World) -> Iterator[Finding]:
    """No empty text; no control, direction or invisible characters, no blanks at the ends; composed Unicode."""
    yield from unclean(entry.platform)


def unclean(tree: Any) -> Iterator[Finding]:
    """The texts in a tree of facts that are not clean."""
    for where, value in walk(tree):
        if isinstance(value, str) and (
            value != (value.strip() or None)
            or any(category(c)[0] == "C" for c in value)
            or not is_normalized("NFC", value)
        ):
            yield Finding(where, "text")


def evidence_missing(entry: Entry, world: World) -> Iterator[Finding]:
    """No source read, no fact. Hours and times inside a channel may lean on the channel's own evidence."""
    for where, value in walk(entry.platform):
        leans = isinstance(value, Hours | Response) and where[0] == "channels"
        if isinstance(value, Proven) and not value.evidence and not leans:
            yield Finding(where, "none")


def source_form(entry: Entry, world: World) -> Iterator[Finding]:
    """A source is an address somebody can open: https, github:, pypi:, npm: or github-file:."""
    yield from unreadable_sources(entry.platform, world.sources)


def unreadable_sources(tree: Any, sources: Sources) -> Iterator[Finding]:
    """The sources in a tree of facts that nobody can open."""
    for where, value in walk(tree):
        if isinstance(value, Evidence) and sources.origin(value.source) is UNREADABLE:
            yield Finding((*where, "source"), "form", {"source": value.source})


def date_order(entry: Entry, world: World) -> Iterator[Finding]:
    """A source is published before it is read, and nothing was read or checked in the future."""
    yield from disordered_dates(entry.platform, world.today)


def disordered_dates(tree: Any, today: date) -> Iterator[Finding]:
    """The evidence in a tree of facts whose dates cannot be."""
    for where, value in walk(tree):
        if isinstance(value, Evidence):
            dates = [d for d in (value.published, value.read, value.checked, today.isoformat()) if d]
            if any(_later(a, b) for a, b in pairwise(dates)):
                yield Finding(where, "order", {"dates": ", ".join(dates[:-1])})
            elif not all(_is_date(d) for d in dates):
                yield Finding(where, "date", {"dates": ", ".join(dates[:-1])})


def _later(first: str, second: str) -> bool:
    length = min(len(first), len(second))
    return first[:length] > second[:length]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def phone_invalid(entry: Entry, world: World) -> Iterator[Finding]:
    """A phone number is written with its country code and lies in an assigned range of its country."""
    for index, channel in enumerate(entry.platform.channels):
        number = channel.value if channel.kind is ChannelKind.PHONE else None
        if number is not None and not is_assigned(number):
            yield Finding(("channels", index, "value"), "number", {"value": number})


def is_assigned(value: str) -> bool:
    """Whether a number is written with its country code and lies in an assigned range."""
    if not re.fullmatch(r"\+[\d ().-]+", value, re.ASCII):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return False


def contact_form(entry: Entry, world: World) -> Iterator[Finding]:
    """Every channel has an address its kind can have: https for pages, a network for social accounts."""
    for index, channel in enumerate(entry.platform.channels):
        where: Where = ("channels", index)
        kind = {"kind": channel.kind.value}
        if channel.value is None and channel.kind in _NEEDS_ADDRESS:
            yield Finding(where, "no-address", kind)
        elif (channel.kind is ChannelKind.SOCIAL) != (channel.network is not None):
            yield Finding(where, "network", kind)
        elif channel.kind is not ChannelKind.PHONE and not _is_readable(channel):
            yield Finding((*where, "value"), "unreadable", {"value": channel.value or "", **kind})


def home_page(entry: Entry, world: World) -> Iterator[Finding]:
    """The home page of a domain is no channel of its own: it stands under domains, with the proof of the domain."""
    domains = {d.domain for d in entry.platform.domains}
    for index, channel in enumerate(entry.platform.channels):
        contact = _contact(channel) if channel.kind is ChannelKind.WEBSITE else None
        if contact and key_of(contact).removeprefix("www.") in domains:
            yield Finding(("channels", index), "domain", {"contact": contact.value})


def _is_readable(channel: Channel) -> bool:
    contact = _contact(channel)
    if channel.value is None or contact is None:
        return channel.value is None
    if channel.kind is ChannelKind.SOCIAL:
        return contact.kind is Kind.PHONE or contact.value.startswith(f"{channel.network}:")
    if channel.kind is ChannelKind.EMAIL:
        return True
    return bool(channel.value.startswith("https://")) and not web.parse_url(channel.value).signs


def _contact(channel: Channel) -> Contact | None:
    try:
        return contact_of(channel)
    except UnreadableContact:
        return None


def domain_shared(entry: Entry, world: World) -> Iterator[Finding]:
    """A root is a registrable domain of its own: no public suffix, no shared host, no subdomain."""
    for index, domain in enumerate(entry.platform.domains):
        where: Where = ("domains", index, "domain")
        values = {"domain": domain.domain}
        if not web.is_host(domain.domain) or domain.domain != domain.domain.lower():
            yield Finding(where, "form", values)
        elif (registrable := web.registrable_domain(domain.domain)) is None:
            yield Finding(where, "suffix", values)
        elif world.sources.is_shared(domain.domain):
            yield Finding(where, "shared", values)
        elif registrable != domain.domain:
            yield Finding(where, "subdomain", {**values, "registrable": registrable})


def claimed_twice(entry: Entry, world: World) -> Iterator[Finding]:
    """One contact or domain belongs to one platform, and stands there once."""
    seen: set[tuple[str, str]] = set()
    for where, key, kind in claims(entry.platform):
        others = sorted(world.claims.get(key, frozenset()) - {entry.id})
        if others:
            yield Finding(where, "other", {"contact": key, "others": ", ".join(others)})
        if (kind, key) in seen:
            yield Finding(where, "again", {"contact": key})
        seen.add((kind, key))


def claims(platform: Platform) -> Iterator[tuple[Where, str, str]]:
    """Everything an entry claims as its own: place, key in the index, kind of channel."""
    for index, domain in enumerate(platform.domains):
        yield ("domains", index), domain.domain, "domain"
    for index, channel in enumerate(platform.channels):
        if contact := _contact(channel):
            yield ("channels", index), key_of(contact), channel.kind.value


def name_claimed_twice(entry: Entry, world: World) -> Iterator[Finding]:
    """A name finds one platform: nobody is sent to the wrong one by an alias."""
    for name in dict.fromkeys((entry.id, *names(entry.platform))):
        others = sorted(world.names.get(folded(name), frozenset()) - {entry.id})
        if others:
            yield Finding((), "other", {"name": name, "others": ", ".join(others)})


def names(platform: Platform) -> Iterator[str]:
    """Every name under which an entry wants to be found."""
    yield platform.name
    yield from (name for group in platform.names.values() for name in group)
    yield from (*platform.aliases, *platform.former_names)


def everyday_name(entry: Entry, world: World) -> Iterator[Finding]:
    """An everyday name is a name of the platform, or it would excuse nothing."""
    labels = (d.domain.partition(".")[0] for d in entry.platform.domains)
    known = {folded(name) for name in (*names(entry.platform), *labels)}
    for index, name in enumerate(entry.platform.everyday_names):
        if folded(name) not in known:
            yield Finding(("everyday_names", index), "not-its-own", {"name": name})


def circular_root(entry: Entry, world: World) -> Iterator[Finding]:
    """A domain cannot vouch for itself, alone or in a ring: the chain must end outside the platform."""
    rooted = world.judges[entry.id].rooted
    own = {d.domain for d in entry.platform.domains}
    for index, domain in enumerate(entry.platform.domains):
        hosts = [_own_host(e, own, world.sources) for e in domain.evidence]
        alone = domain.domain in hosts
        ring = bool(hosts) and all(hosts) and domain.domain not in rooted
        if alone or ring:
            yield Finding(("domains", index), "self" if alone else "ring", {"domain": domain.domain})


def _own_host(evidence: Evidence, own: set[str], sources: Sources) -> str | None:
    return next((p for p in web.parents(sources.origin(evidence.source).host) if p in own), None)


def hours(entry: Entry, world: World) -> Iterator[Finding]:
    """Opening hours parse as OSM opening_hours, mean what they look like, and name a real time zone."""
    for where, value in walk(entry.platform):
        if isinstance(value, Hours):
            case = next((c for c, trap in _HOURS_TRAPS.items() if trap.search(value.value)), None)
            if case or (case := _hours_trouble(value)):
                yield Finding((*where, "value"), case, {"hours": value.value, "zone": value.time_zone})


def _hours_trouble(value: Hours) -> str | None:
    import opening_hours

    try:
        zone = ZoneInfo(value.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "time-zone"
    try:
        parsed = opening_hours.OpeningHours(value.value, timezone=zone)
        week = datetime(2026, 1, 5, tzinfo=ZoneInfo("UTC"))
        return None if _opens(parsed, week) else "never-open"
    except (SyntaxError, getattr(opening_hours, "ParserError", SyntaxError)):  # no SyntaxError since 2.1
        return "syntax"


def _opens(parsed: Any, week: datetime) -> bool:
    return any(parsed.is_open(week + timedelta(minutes=30 * i)) for i in range(7 * 48))


def status(entry: Entry, world: World) -> Iterator[Finding]:
    """A closed platform closed on a date in order, and whoever takes over is listed too."""
    found = entry.platform.status
    if isinstance(found, Status):
        if found.state is State.ACTIVE:
            yield Finding(("status",), "active")
        if found.since and found.until and _later(found.since, found.until):
            yield Finding(("status",), "order", {"since": found.since, "until": found.until})
        if found.successor and found.successor not in world.entries:
            yield Finding(("status", "successor"), "successor", {"id": found.successor})


def part_of(entry: Entry, world: World) -> Iterator[Finding]:
    """A product belongs to a listed platform that is no product itself and says so on a rooted page."""
    found = entry.platform.part_of
    if found is None:
        return
    parent = world.entries.get(found.platform)
    if parent is None or parent.platform.part_of is not None or found.platform == entry.id:
        yield Finding(("part_of", "platform"), "parent", {"id": found.platform})
    elif found.evidence and not world.judges[found.platform].speaks(found.evidence):
        yield Finding(("part_of",), "unproven", {"id": found.platform})


def impostor_listed(entry: Entry, world: World) -> Iterator[Finding]:
    """A contact reported as posing as support is in no entry until the report is settled."""
    for where, key, _ in claims(entry.platform):
        if key in world.impostors:
            yield Finding(where, "impostor", {"contact": key})


def contradiction(entry: Entry, world: World) -> Iterator[Finding]:
    """A channel that is listed and denied at once is a disagreement, and is written as one."""
    settled = {d.about for d in entry.platform.disagreements}
    for index, absence in enumerate(entry.platform.absences):
        offered = any(
            not c.regions or not absence.regions or set(c.regions) & set(absence.regions)
            for c in _listed(absence, entry.platform)
        )
        if offered and absence.kind not in settled:
            yield Finding(("absences", index), "both", {"kind": absence.kind.value})


def _listed(missing: Absence | NotFound, platform: Platform) -> Iterator[Channel]:
    for channel in platform.channels:
        is_such = channel.kind is missing.kind and channel.network is missing.network
        if is_such and channel.withdrawn is None:
            yield channel


def not_found(entry: Entry, world: World) -> Iterator[Finding]:
    """What was looked for in vain is neither listed, nor denied, nor disputed, and stands there once."""
    seen: set[tuple[ChannelKind, Network | None]] = set()
    known = {(a.kind, a.network) for a in entry.platform.absences}
    known |= {(d.about, None) for d in entry.platform.disagreements}
    for index, missing in enumerate(entry.platform.not_found):
        what = (missing.kind, missing.network)
        if what in seen:
            yield Finding(("not_found", index), "again", {"kind": missing.kind.value})
        elif what in known or any(_listed(missing, entry.platform)):
            yield Finding(("not_found", index), "known", {"kind": missing.kind.value})
        seen.add(what)


def disagreement_sides(entry: Entry, world: World) -> Iterator[Finding]:
    """A disagreement has at least two sides, and each says something."""
    for index, found in enumerate(entry.platform.disagreements):
        sides = {(p.offered, p.value) for p in found.positions} - {(None, None)}
        if len(sides) < 2 or len(sides) < len(found.positions):
            yield Finding(("disagreements", index), "sides")


def country_code(entry: Entry, world: World) -> Iterator[Finding]:
    """Countries are ISO 3166-1 codes of places that have telephones, or EU."""
    for where, value in walk(entry.platform):
        is_country = bool(where) and isinstance(value, str) and (where[-1] == "code" or "regions" in where)
        if is_country and value not in COUNTRIES:
            yield Finding(where, "country", {"country": value})


def response_time(entry: Entry, world: World) -> Iterator[Finding]:
    """A claimed time is an ISO 8601 duration longer than nothing, or a range from short to long."""
    for where, value in walk(entry.platform):
        if isinstance(value, Response):
            times = [minutes(part) for part in value.time.split("/")]
            if None in times or times != sorted(set(times)):  # type: ignore[type-var]
                yield Finding((*where, "time"), "duration", {"time": value.time})


def minutes(duration: str) -> int | None:
    """An ISO 8601 duration of weeks, days, hours and minutes in minutes; None when it is none or lasts no time."""
    match = _DURATION.fullmatch(duration)
    if match is None or duration.endswith("T"):
        return None
    weeks, days, hours_, minutes_ = (int(g or 0) for g in match.groups())
    return ((weeks * 7 + days) * 24 + hours_) * 60 + minutes_ or None


def user_content(entry: Entry, world: World) -> Iterator[Finding]:
    """Places where anybody may write lie on the platform's own domains or in its repositories, and no channel lies in one."""
    own = {d.domain for d in entry.platform.domains}
    code = {host.owner.lower() for host in entry.platform.code_hosts}
    for index, place in enumerate(entry.platform.user_content):
        host, _, rest = place.partition("/")
        is_repository = host.lower() in code and rest
        if not is_repository and not (web.is_host(host) and own & set(web.parents(host))):
            yield Finding(("user_content", index), "foreign", {"place": place})
    for index, channel in enumerate(entry.platform.channels):
        for place in entry.platform.user_content:
            if _lies_in(channel, place):
                yield Finding(("channels", index), "channel", {"place": place})


def _lies_in(channel: Channel, place: str) -> bool:
    contact = _contact(channel)
    if contact is None or contact.kind is not Kind.URL:
        return False
    where = web.locate(contact.value)
    return web.within(where.host, where.path, place.lower())


RULES: tuple[Rule, ...] = (
    file_name,
    clean_text,
    evidence_missing,
    source_form,
    date_order,
    phone_invalid,
    contact_form,
    home_page,
    domain_shared,
    claimed_twice,
    name_claimed_twice,
    everyday_name,
    circular_root,
    hours,
    status,
    part_of,
    impostor_listed,
    contradiction,
    not_found,
    disagreement_sides,
    country_code,
    response_time,
    user_content,
)


def name_of(rule: Callable[..., Any]) -> str:
    """The rule's name as authors see it: evidence-missing."""
    return rule.__name__.replace("_", "-")
