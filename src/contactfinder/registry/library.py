"""A folder of the registry as a whole: read every file, apply every rule, compile every entry."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from contactfinder.contacts import Contact, Kind, parse
from contactfinder.errors import RegistryError, UnreadableContact
from contactfinder.registry import rules
from contactfinder.registry.compile import compile_impostor, compile_platform, key_of
from contactfinder.registry.entry import Impostor, Platform, Publisher, Publishers, Waiver
from contactfinder.registry.handbook import book
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.handbook.book import Book
from contactfinder.registry.names import folded, names_of
from contactfinder.registry.record import ImpostorRecord, PlatformRecord
from contactfinder.registry.rules import Entry, Finding, World
from contactfinder.registry.source import Loaded, Problem, T, load
from contactfinder.registry.trust import Sources, judges

_SOURCE_PREFIX = re.compile(
    r"https://[^/\s]+\.[^/\s]+(?:/\S+)?|github:[\w.-]+/[\w.-]+(?:/\S+)?|pypi:[\w.-]+|npm:(?:@[\w.-]+/)?[\w.-]+"
)
FORMS: Mapping[str, Any] = {  # the files of facts, and the form of each
    "platforms/*.yaml": Platform,
    "impostors/*.yaml": list[Impostor],
    "publishers.yaml": Publishers,
    "waivers.yaml": list[Waiver],
}
PARTS = (*FORMS, *book.PARTS)
DEPTH = 3  # folders from a file up to its registry at most: advice/steps/


class Library(NamedTuple):
    """Everything read from a registry folder, with the problems met on the way."""

    entries: Mapping[str, Entry]
    publishers: Publishers
    impostors: tuple[tuple[Contact, Impostor], ...]
    waivers: tuple[Waiver, ...]
    book: Book
    problems: tuple[Problem, ...]
    digest: str


def files(root: Path) -> list[Path]:
    """Every file of the registry, in a fixed order."""
    return [path for part in PARTS for path in sorted(root.glob(part))]


def require(root: Path) -> Path:
    """The folder itself, if it is one of a registry. Raises RegistryError."""
    if not (root / "platforms").is_dir():
        raise RegistryError("registry-folder", path=str(root))
    return root


def home(path: Path) -> tuple[Path, str | None]:
    """The registry that a file or folder belongs to, and the name of the file in it. Raises RegistryError."""
    if path.is_dir():
        return require(path), None
    whole = path.absolute()
    for above, root in enumerate(whole.parents[:DEPTH]):
        if (root / "platforms").is_dir() and any(whole in root.glob(part) for part in PARTS):
            named = path.parents[above] if above < len(path.parents) else Path("..")
            return named, whole.relative_to(root).as_posix()
    raise RegistryError("registry-file", path=str(path))


def digest(root: Path) -> str:
    """SHA-256 over names and contents of all files: what exactly an index was built from."""
    total = hashlib.sha256()
    for path in filter(Path.is_file, files(root)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def read(root: Path, shared: Publishers | None = None) -> Library:
    """Read the folder. `shared` lends an overlay without publishers of its own the built-in ones."""
    loaded = [_load(path, root, Platform) for path in sorted(root.glob("platforms/*.yaml"))]
    hand = {file.file: list(_handwritten(file)) for file in loaded if file.document}
    publishers = _load_all(root, ["publishers.yaml"], Publishers)
    waivers = _load_all(root, ["waivers.yaml"], list[Waiver])
    lists = _load_all(root, ["impostors/*.yaml"], list[Impostor])
    impostors, unreadable = _impostors(lists)
    unreadable += _publisher_problems(publishers, {path.stem for path in root.glob("platforms/*.yaml")})
    problems = [p for files in (publishers, waivers, lists) for file in files for p in file.problems]
    for file in loaded:
        problems += hand.get(file.file) or file.problems
    found = publishers[0].value if publishers else shared
    pages = book.read(root)
    return Library(
        {e.id: e for file in loaded if not hand.get(file.file) and (e := _entry(file))},
        found or Publishers(publishers=[], shared_hosts=[]),
        impostors,
        tuple(w for file in waivers for w in file.value or ()),
        pages,
        (*problems, *unreadable, *pages.unread()),
        digest(root),
    )


def typed(data: Any) -> Platform:
    """Plain data as an entry. Raises msgspec.ValidationError."""
    return msgspec.convert(data, Platform, strict=False)


def _load(path: Path, root: Path, form: type[T]) -> Loaded[T]:
    return load(path, path.relative_to(root).as_posix(), form)


def _load_all(root: Path, patterns: Iterable[str], form: type[T]) -> list[Loaded[T]]:
    return [_load(path, root, form) for part in patterns for path in sorted(root.glob(part))]


def _entry(file: Loaded[Platform]) -> Entry | None:
    if file.value is None or file.document is None:
        return None
    return Entry(Path(file.file).stem, file.file, file.document, file.value)


def _handwritten(file: Loaded[Platform]) -> Iterator[Problem]:
    if file.document:
        for finding in rules.handwritten_trust(file.document):
            yield _problem(rules.name_of(rules.handwritten_trust), file.file, file, finding)


def _problem(rule: str, shown: str, file: Any, finding: Finding) -> Problem:
    line, column = file.document.position(finding.where)
    return Problem(rule, shown, line, column, finding.case, finding.values)


def _publisher_problems(files: Iterable[Loaded[Publishers]], platforms: set[str]) -> list[Problem]:
    """A misspelt name would make two lists look independent; a broad prefix would let strangers in."""
    problems: list[Problem] = []
    for file in files:
        found = file.value.publishers if file.value else []
        ids = [p.id for p in found]
        for index, publisher in enumerate(found):
            for finding in _publisher_findings(publisher, ids, platforms):
                placed = finding._replace(where=("publishers", index, *finding.where))
                problems.append(_problem("publisher", file.file, file, placed))
    return problems


def _publisher_findings(publisher: Publisher, ids: list[str], platforms: set[str]) -> Iterator[Finding]:
    if ids.count(publisher.id) > 1:
        yield Finding(("id",), "again", {"value": publisher.id})
    for other in publisher.derives_from:
        if other not in ids or other == publisher.id:
            yield Finding(("derives_from",), "unknown-list", {"value": other})
    if publisher.made_by and publisher.made_by not in platforms:
        yield Finding(("made_by",), "unknown-platform", {"value": publisher.made_by})
    for index, prefix in enumerate(publisher.sources):
        if not _SOURCE_PREFIX.fullmatch(prefix):
            yield Finding(("sources", index), "broad", {"value": prefix})


def _impostors(
    files: Iterable[Loaded[list[Impostor]]],
) -> tuple[tuple[tuple[Contact, Impostor], ...], list[Problem]]:
    found: dict[str, tuple[Contact, Impostor]] = {}
    problems: list[Problem] = []
    for file in files:
        for index, impostor in enumerate(file.value or ()):
            trouble = _add_impostor(impostor, found)
            if trouble:
                finding = Finding((index, "contact"), trouble, {"contact": impostor.contact})
                problems.append(_problem("impostor", file.file, file, finding))
    return tuple(found.values()), problems


def _add_impostor(impostor: Impostor, found: dict[str, tuple[Contact, Impostor]]) -> str | None:
    try:
        contact = parse(impostor.contact).readings[0].contact
    except UnreadableContact:
        return "unreadable"
    if contact.value != impostor.contact:
        return "not-canonical"
    if contact.value in found or not impostor.sightings:
        return "again" if contact.value in found else "no-sighting"
    found[contact.value] = (contact, impostor)
    return None


def world(library: Library, today: date, others: Mapping[str, PlatformRecord] | None = None) -> World:
    """What the rules look at; `others` are compiled platforms that an overlay must not clash with."""
    sources = Sources(library.publishers)
    platforms = {name: entry.platform for name, entry in library.entries.items()}
    claims: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for name, platform in platforms.items():
        for _, key, _ in rules.claims(platform):
            claims[key].add(name)
        for spelling in (name, *rules.names(platform)):
            names[folded(spelling)].add(name)
    for name, record in (others or {}).items():
        for key in listed_keys(record):
            claims[key].add(name)
        for spelling in (name, *names_of(record)):
            names[folded(spelling)].add(name)
    return World(
        library.entries,
        judges(platforms, sources),
        sources,
        {key: frozenset(ids) for key, ids in claims.items()},
        {key: frozenset(ids) for key, ids in names.items()},
        frozenset(key_of(contact) for contact, _ in library.impostors),
        today,
    )


def listed_keys(record: PlatformRecord) -> Iterator[str]:
    """The contacts and domains a compiled platform claims."""
    yield from (d["domain"] for d in record["domains"])
    for channel in record["channels"]:
        if channel["contact"] and channel["contact_kind"]:
            yield key_of(Contact(Kind(channel["contact_kind"]), channel["contact"]))


def problems(library: Library, seen: World, files: Collection[str] | None = None) -> list[Problem]:
    """All problems of all files, waived ones left out and waivers that ended or serve nothing put in.

    With `files`, those of these files alone: rules look at all others too, but only what is named is put through them.
    """
    asked = files if files is not None and "waivers.yaml" not in files else None
    found = list(library.problems)
    for entry in library.entries.values():
        for rule in rules.RULES if asked is None or entry.file in asked else ():
            name = rules.name_of(rule)
            found += [_problem(name, entry.file, entry, finding) for finding in rule(entry, seen)]
    if asked is None or any(file.startswith(f"{book.FOLDER}/") for file in asked):
        broken = handbook_rules.problems(library.book, seen.sources, seen.today)
        found += [_problem(name, file.file, file, finding) for name, file, finding in broken]
    left = _unwaived(found, library.waivers, seen.today)
    return sorted((p for p in left if files is None or p.file in files), key=lambda p: p[1:4])


def _unwaived(found: Iterable[Problem], waivers: Iterable[Waiver], today: date) -> Iterator[Problem]:
    known: tuple[Callable[..., Any], ...] = (*rules.RULES, *handbook_rules.RULES)
    waivable = {rules.name_of(rule) for rule in known}  # a file that cannot be read cannot be waived
    current = {(w.rule, w.where): w for w in waivers if w.rule in waivable and w.until >= today.isoformat()}
    used = set()
    for problem in found:
        key = (problem.rule, Path(problem.file).stem)
        if key in current:
            used.add(key)
        else:
            yield problem
    for waiver in waivers:
        if (waiver.rule, waiver.where) not in used:
            values = {"rule": waiver.rule, "where": waiver.where, "until": waiver.until}
            yield Problem("waiver", "waivers.yaml", 1, 1, "idle", values)


def records(library: Library, seen: World) -> list[PlatformRecord]:
    """Every entry compiled, in the order of their ids."""
    found: dict[str, PlatformRecord] = {}
    for name, entry in sorted(library.entries.items(), key=lambda item: item[1].platform.part_of is not None):
        whose = entry.platform.part_of.platform if entry.platform.part_of else ""
        found[name] = compile_platform(name, entry.platform, seen.judges[name], found.get(whose))
    return [found[name] for name in sorted(found)]


def impostor_records(library: Library) -> list[ImpostorRecord]:
    """Every impostor compiled, in the order of their contacts."""
    return [compile_impostor(i, contact) for contact, i in sorted(library.impostors)]
