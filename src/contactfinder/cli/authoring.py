"""What the authors' commands do; the only ones that read and write YAML."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from contactfinder.cli.session import Session, write
from contactfinder.errors import RegistryError
from contactfinder.registry import ages, coverage, library, rules
from contactfinder.registry import build as building
from contactfinder.registry.changes import changes
from contactfinder.registry.entry import Platform
from contactfinder.registry.handbook import book
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.index import Index
from contactfinder.registry.source import Problem, Trouble
from contactfinder.registry.source import replace as put_in_place
from contactfinder.registry.states import state
from contactfinder.registry.style import styled

# Applied to files rather than entries, and what each protects.
FILE_RULES = {
    "syntax": "A file is plain YAML in UTF-8.",
    "form": "Every field is known and has a value of its form.",
    "handwritten-trust": "Trust follows from the source alone; nobody writes it by hand.",
    "publisher": "A list stands once, and is cited by a prefix as narrow as itself.",
    "impostor": "A reported contact is in canonical form, stands once, and has a sighting.",
    "waiver": "An exception has not ended, and serves something.",
}
_ENTRY_RULES: tuple[Callable[..., Any], ...] = (*rules.RULES, *handbook_rules.RULES)
ALL_RULES = {rules.name_of(r): (r.__doc__ or "").partition("\n")[0] for r in _ENTRY_RULES} | FILE_RULES


def check(session: Session, paths: Iterable[Path], as_sarif: bool) -> int:
    """Report every problem of registry folders, or of single files in them, and give their number."""
    asked = by_registry(paths)
    found = {root: library.read(root) for root in asked}
    problems = {
        root: library.problems(read, library.world(read, session.now.date()), asked[root])
        for root, read in found.items()
    }
    if as_sarif:
        from contactfinder.render.authored import check_sarif

        write(check_sarif([(root, p) for root, ps in problems.items() for p in ps], ALL_RULES))
    else:
        _report(session, found, problems, asked)
    return sum(map(len, problems.values()))


def _report(
    session: Session,
    found: dict[Path, library.Library],
    problems: dict[Path, list[Problem]],
    asked: dict[Path, set[str] | None],
) -> None:
    everything = [p for ps in problems.values() for p in ps]
    platforms = sum(len(_entries(read, asked[root])) for root, read in found.items())
    if session.as_json:
        session.authored(lambda m: m.check(everything, platforms, len(ALL_RULES)), lambda _: None)
        return
    for root, read in found.items():
        session.authors.problems(problems[root], root, _checked(read, asked[root]))


def by_registry(paths: Iterable[Path]) -> dict[Path, set[str] | None]:
    """The registries that folders and files belong to, each with the files that were named, or None for all. Raises RegistryError."""
    asked: dict[Path, set[str] | None] = {}
    for path in paths:
        home, file = library.home(path)
        root = next((known for known in asked if known.samefile(home)), home)
        known = asked.setdefault(root, set())
        asked[root] = None if known is None or file is None else known | {file}
    return asked


def _entries(found: library.Library, files: set[str] | None) -> list[Platform]:
    everything = files is None or "waivers.yaml" in files
    return [entry.platform for entry in found.entries.values() if everything or entry.file in (files or ())]


def _checked(found: library.Library, files: set[str] | None) -> dict[str, str]:
    if files is not None:
        return {"files": str(len(files)), "rules": str(len(ALL_RULES))}
    platforms = _entries(found, None)
    figures = {
        "platforms": len(platforms),
        "channels": sum(len(p.channels) for p in platforms),
        "absences": sum(len(p.absences) for p in platforms),
        "impostors": len(found.impostors),
        "steps": len(book.items(found.book.steps)),
        "authorities": sum(len(guide.authorities) for guide in book.values(found.book.countries)),
        "rules": len(ALL_RULES),
    }
    return {key: str(value) for key, value in figures.items()}


def fmt(session: Session, paths: Iterable[Path], is_check: bool) -> int:
    """Write files anew in the one style, or only say which are not in it; give their number. Raises RegistryError."""
    files = [
        (root / file, form)
        for root, names in by_registry(paths).items()
        for file, form in _facts(root, names)
    ]
    anew = [(path, new) for path, form in files if (new := _restyled(path, form)) is not None]
    for path, new in () if is_check else anew:  # not before all of them have been read
        replace(path, new)
    changed = [path for path, _ in anew]
    session.authored(
        lambda m: m.fmt(changed, len(files)), lambda screen: screen.formatted(changed, len(files), is_check)
    )
    return len(changed)


def _facts(root: Path, names: set[str] | None) -> Iterable[tuple[str, Any]]:
    for part, form in library.FORMS.items():
        for path in sorted(root.glob(part)):
            file = path.relative_to(root).as_posix()
            if names is None or file in names:
                yield file, form


def _restyled(path: Path, form: Any) -> str | None:
    """The file in the one style, or None if it is already. Raises RegistryError."""
    try:
        content = path.read_bytes()
        new = styled(content.decode("utf-8", "surrogateescape"), form)
    except OSError:
        raise RegistryError("registry-unread", place=path.as_posix()) from None
    except Trouble as error:
        place = f"{path.as_posix()}:{error.line}:{error.column}"
        raise RegistryError("registry-unread", place=place) from None
    return new if new.encode() != content else None


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all; a link goes on leading to it. Raises RegistryError."""
    try:
        put_in_place(path, text.encode())
    except OSError:
        raise RegistryError("registry-write", path=str(path)) from None


def build(session: Session, root: Path, target: Path) -> None:
    """Compile a registry folder into one file."""
    try:
        building.build(library.require(root), target, session.now.date())
    except OSError:
        raise RegistryError("registry-write", path=str(target)) from None
    index = Index.open(target)
    number = index.counts()["platforms"]
    session.authored(
        lambda m: m.build(index, target),
        lambda screen: screen.say("stats.built", path=str(target), platforms=str(number)),
    )


def stats(session: Session, by_platform: bool, as_svg: bool) -> None:
    """What is known, in figures, as a table, or as a picture."""
    today = session.now.date()
    records = list(session.index.platforms())
    found = coverage.rows(records, today)
    if as_svg:
        from contactfinder.render.picture import svg

        write(svg(found, session.words).rstrip("\n"))
        return
    counts, by_age = session.index.counts(), coverage.ages(records, today)
    session.authored(
        lambda m: m.stats(session.index, found, by_age, by_platform),
        lambda screen: (
            screen.table(found) if by_platform else screen.statistics(counts, by_age, coverage.totals(found))
        ),
    )


def stale(session: Session, days: int) -> None:
    """What nobody has looked at for that many days."""
    found = ages.stale(session.index.platforms(), session.now.date(), days)
    session.authored(lambda m: m.stale(session.index, found, days), lambda screen: screen.stale(found, days))


def diff(session: Session, old: str, new: str) -> None:
    """What changed between two states of the registry."""
    today = session.now.date()
    found = changes(state(old, today), state(new, today))
    session.authored(lambda m: m.diff(found), lambda screen: screen.changes(found))


def schema(on_one_line: bool) -> None:
    """Print the JSON Schema of a platform entry, generated from its types."""
    write(json.dumps(entry_schema(), indent=None if on_one_line else 2, ensure_ascii=False))


def entry_schema() -> dict[str, Any]:
    """The schema that editors use: registry/schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A platform of the contactfinder registry",
        **msgspec.json.schema(Platform),
    }
