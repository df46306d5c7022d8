"""The rules of the handbook: no statement without a source, no authority without proof, no word in one language only."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from string import Formatter
from typing import Any, NamedTuple

import phonenumbers

from contactfinder.contacts import web
from contactfinder.errors import UnreadableContact
from contactfinder.registry import rules
from contactfinder.registry.entry import ChannelKind, Evidence
from contactfinder.registry.forms import Where
from contactfinder.registry.handbook.book import Book, items, values
from contactfinder.registry.handbook.form import (
    Authority,
    AuthorityContact,
    CountryGuide,
    Message,
    Phrase,
    PlanStep,
    PublicBodies,
    Reach,
    Say,
    Step,
)
from contactfinder.registry.occasions import Issue, Leak, When
from contactfinder.registry.rules import Finding, walk
from contactfinder.registry.source import Loaded
from contactfinder.registry.trust import LISTS_NEEDED, Sources

LANGUAGES = {"en", "zh"}  # those of the program, in which everything is written
WRITTEN = {ChannelKind.CHAT, ChannelKind.IN_APP, ChannelKind.TICKET, ChannelKind.EMAIL, ChannelKind.SOCIAL}
WALLET_ISSUES = {Issue.ACCOUNT_SECURITY, Issue.FRAUD, Issue.DEPOSIT, Issue.WITHDRAWAL}
PLACEHOLDERS = {  # what may stand in a text, by the field it stands in
    "say": {
        "by",
        "claim",
        "contact",
        "country",
        "date",
        "entry",
        "here",
        "id",
        "issue",
        "kind",
        "language",
        "meaning",
        "name",
        "number",
        "pages",
        "phrase",
        "promise",
        "successor",
        "there",
        "when",
        "zone",
    },
    "greeting": {"platform"},
    "missing": {"labels"},
    "language_wish": {"language"},
    "reminder_subject": {"subject"},
    "reminder": {"date", "channel", "ticket"},
    "reminder_without_ticket": {"date", "channel"},
    "opening_line": {"issue_words"},
    "ask": {"language"},
}
_SHORT_CODE = re.compile(r"[#*]?\d{2,6}(?:-\d)?")


class Scene(NamedTuple):
    """What a rule may look at beside the file itself."""

    book: Book
    sources: Sources
    today: date
    proven: frozenset[str]  # domains of authorities
    bodies: frozenset[str]  # suffixes kept for public bodies

    def is_public(self, host: str) -> bool:
        """Whether only an authority can have a page on this host."""
        return any(parent in self.bodies or parent in self.proven for parent in _above(host))


File = Loaded[Any]
Rule = Callable[[File, Scene], Iterator[Finding]]


def problems(book: Book, sources: Sources, today: date) -> Iterator[tuple[str, File, Finding]]:
    """Every broken rule: its name, the file, and what was found."""
    found = values(book.bodies)
    bodies = found[0] if found else PublicBodies(suffixes=[])
    scene = Scene(book, sources, today, _proven(book, bodies, sources), frozenset(bodies.suffixes))
    for files in book:
        for file in files:
            if file.value is not None:
                for rule in RULES:
                    yield from ((rules.name_of(rule), file, found) for found in rule(file, scene))


def _proven(book: Book, bodies: PublicBodies, sources: Sources) -> frozenset[str]:
    """The domains of authorities that lie under a suffix kept for them, or that a page of a proven one names."""
    waiting = {a.domain: a for guide in values(book.countries) for a in guide.authorities if a.domain}
    proven = {d for d in waiting if any(p in bodies.suffixes for p in _above(d))}
    while found := {
        d for d, a in waiting.items() if d not in proven and _is_named(a, proven, bodies, sources)
    }:
        proven |= found
    return frozenset(proven)


def _is_named(authority: Authority, proven: set[str], bodies: PublicBodies, sources: Sources) -> bool:
    """Whether a page of an authority names its domain, or a state's own list, or two lists of different makers."""
    hosts = [sources.origin(e.source).host for e in authority.evidence]
    if any(p in bodies.suffixes or p in proven for host in hosts for p in _above(host)):
        return True
    cited = [e.source for e in authority.evidence]
    makers = {prefix.split("/")[0] for prefix in bodies.lists for s in cited if s.startswith(f"{prefix}/")}
    own = any(s.startswith(f"{prefix}/") for prefix in bodies.official_lists for s in cited)
    return own or len(makers) >= LISTS_NEEDED


def _above(host: str) -> list[str]:
    """A host and every domain above it, the last label too."""
    labels = host.split(".") if host else []
    return [".".join(labels[i:]) for i in range(len(labels))]


def handbook_text(file: File, scene: Scene) -> Iterator[Finding]:
    """Text is clean, as in the entries."""
    yield from rules.unclean(file.value)


def handbook_source(file: File, scene: Scene) -> Iterator[Finding]:
    """Sources can be opened, and their dates are in order, as in the entries."""
    yield from rules.unreadable_sources(file.value, scene.sources)
    yield from rules.disordered_dates(file.value, scene.today)


def handbook_placeholder(file: File, scene: Scene) -> Iterator[Finding]:
    """A placeholder is known where it stands, and the same in both languages."""
    for where, value in walk(file.value):
        if isinstance(value, Say) and _fields(value.en) != _fields(value.zh):
            yield Finding(where, "differs")
        if isinstance(value, str) and (unknown := _fields(value) - _allowed(where)):
            yield Finding(where, "unknown", {"name": min(unknown)})


def _allowed(where: Where) -> set[str]:
    return set().union(*(PLACEHOLDERS.get(str(step), set()) for step in where))


def _fields(text: str) -> set[str]:
    """The names between braces; braces that mean nothing count as one that nobody knows."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"{}"}


def step_source(file: File, scene: Scene) -> Iterator[Finding]:
    """A step states a fact with a source, or it is our judgement; never neither and never both."""
    for where, value in walk(file.value):
        if isinstance(value, Step) and bool(value.evidence) == value.judgement:
            yield Finding(where, "both" if value.judgement else "neither", {"id": value.id})


def handbook_twice(file: File, scene: Scene) -> Iterator[Finding]:
    """An id, a language and a leak stand once."""
    total = Counter(key for files in scene.book for other in files for _, key in _keys(other))
    for where, key in _keys(file):
        if total[key] > 1:
            yield Finding(where, "again", {"id": key.partition(":")[2]})


def _keys(file: File) -> Iterator[tuple[Where, str]]:
    for where, value in walk(file.value):
        if isinstance(value, Message | Phrase):
            yield (*where, "language"), f"{type(value).__name__}:{value.language}"
        elif (name := getattr(value, "id", None)) is not None:
            yield (*where, "id"), f"{type(value).__name__}:{name}"
        elif (leak := getattr(value, "leaked", None)) is not None:
            yield (*where, "leaked"), f"Plan:{leak}"


def plan_step(file: File, scene: Scene) -> Iterator[Finding]:
    """A plan names steps that exist, in the order of their time; together the plans serve every leak."""
    known = {step.id for step in items(scene.book.steps)}
    last = When.NOW
    for where, value in walk(file.value):
        if isinstance(value, PlanStep):
            last = When.NOW if where[-1] == 0 else last
            if value.step not in known:
                yield Finding((*where, "step"), "unknown", {"id": value.step})
            if list(When).index(value.when) < list(When).index(last):
                yield Finding((*where, "when"), "order", {"id": value.step})
            last = value.when
    if file in scene.book.plans and (missing := set(Leak) - {p.leaked for p in items(scene.book.plans)}):
        yield Finding((), "missing", {"id": ", ".join(sorted(missing))})


def message_complete(file: File, scene: Scene) -> Iterator[Finding]:
    """Messages exist in both languages, for every issue; a phrase names the language that it is in, and others."""
    for where, value in walk(file.value):
        if isinstance(value, Message):
            per_issue = (value.subject, value.opening, value.request, value.issue_words)
            wallets = (value.wallet_opening, value.wallet_request)
            if any(set(p) != set(Issue) for p in per_issue) or any(set(p) != WALLET_ISSUES for p in wallets):
                yield Finding(where, "issue")
            if not set(value.channel_words) >= WRITTEN:
                yield Finding((*where, "channel_words"), "channel")
        if isinstance(value, Phrase) and not {*LANGUAGES, value.language} <= set(value.names):
            yield Finding(where, "names")
    if file in scene.book.messages and not {m.language for m in items(scene.book.messages)} >= LANGUAGES:
        yield Finding((), "language")


def authority_proof(file: File, scene: Scene) -> Iterator[Finding]:
    """An authority is proven by its domain, and each contact was read on a page that only an authority can have."""
    for where, value in walk(file.value):
        if isinstance(value, Authority) and value.domain and value.domain not in scene.proven:
            yield Finding((*where, "domain"), "domain", {"domain": value.domain})
        if isinstance(value, AuthorityContact) and not any(_is_official(e, scene) for e in value.evidence):
            yield Finding(where, "contact", {"value": value.value})


def _is_official(evidence: Evidence, scene: Scene) -> bool:
    return scene.is_public(scene.sources.origin(evidence.source).host)


def authority_contact(file: File, scene: Scene) -> Iterator[Finding]:
    """Numbers can be dialled in that country, links and mail addresses lead to an authority; the file bears the country's code."""
    if not isinstance(file.value, CountryGuide):
        return
    guide = file.value
    if PurePath(file.file).stem != guide.country.lower() or guide.country not in rules.COUNTRIES:
        yield Finding(("country",), "country", {"country": guide.country})
    for where, value in walk(guide):
        if isinstance(value, AuthorityContact) and not _reaches(value, guide.country, scene):
            yield Finding((*where, "value"), "form", {"value": value.value})
        if isinstance(value, Authority) and not (value.contacts and value.roles):
            yield Finding(where, "empty", {"id": value.id})


def _reaches(contact: AuthorityContact, country: str, scene: Scene) -> bool:
    if contact.kind is Reach.PHONE:
        abroad = contact.from_abroad is None or rules.is_assigned(contact.from_abroad)
        return abroad and (bool(_SHORT_CODE.fullmatch(contact.value)) or _is_dialled(contact.value, country))
    try:
        if contact.kind is Reach.EMAIL:
            found = web.parse_email(contact.value).readings[0].contact.value
            return found == contact.value and scene.is_public(found.rpartition("@")[2])
        return contact.value.startswith("https://") and scene.is_public(web.locate(contact.value).host)
    except UnreadableContact:
        return False


def _is_dialled(number: str, country: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, country))
    except phonenumbers.NumberParseException:
        return False


def public_body(file: File, scene: Scene) -> Iterator[Finding]:
    """A suffix for public bodies is a domain in lower case, a list a repository; each suffix stands there once."""
    if isinstance(file.value, PublicBodies):
        for name in ("official_lists", "lists"):
            for index, prefix in enumerate(getattr(file.value, name)):
                if not re.fullmatch(r"github:[\w.-]+/[\w.-]+", prefix):
                    yield Finding((name, index), "list", {"value": prefix})
        for index, suffix in enumerate(file.value.suffixes):
            if (
                not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", suffix)
                or file.value.suffixes.count(suffix) > 1
            ):
                yield Finding(("suffixes", index), "form", {"value": suffix})


RULES: tuple[Rule, ...] = (
    handbook_text,
    handbook_source,
    handbook_placeholder,
    handbook_twice,
    step_source,
    plan_step,
    message_complete,
    authority_proof,
    authority_contact,
    public_body,
)
