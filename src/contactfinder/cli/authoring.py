"""`registry check`, `build` and `schema`: the authors' commands, the only ones that read YAML."""

import json
from pathlib import Path
from typing import Any

import msgspec

from contactfinder.cli.session import Session, write
from contactfinder.errors import RegistryError
from contactfinder.registry import build as building
from contactfinder.registry import library, rules
from contactfinder.registry.entry import Platform
from contactfinder.registry.handbook import book
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.index import Index
from contactfinder.registry.source import Problem
from contactfinder.render.words import Words

# Applied to files rather than entries: syntax, form, handwritten-trust, publisher, impostor, waiver.
FILE_RULES = 6


def check(session: Session, root: Path) -> int:
    """Report every problem of a registry folder and give their number."""
    if not (root / "platforms").is_dir():
        raise RegistryError("registry-folder", path=str(root))
    found = library.read(root)
    problems = library.problems(found, library.world(found, session.now.date()))
    count = len(rules.RULES) + len(handbook_rules.RULES) + FILE_RULES
    english = Words("en")
    session.show(
        lambda m: {
            **m.envelope(None),
            "problems": [_problem(p, english) for p in problems],
            "platforms": len(found.entries),
            "rules": count,
        },
        lambda screen: screen.problems(problems, root.name, _checked(found, count)),
    )
    return len(problems)


def _checked(found: library.Library, count: int) -> dict[str, str]:
    platforms = [entry.platform for entry in found.entries.values()]
    figures = {
        "platforms": len(platforms),
        "channels": sum(len(p.channels) for p in platforms),
        "absences": sum(len(p.absences) for p in platforms),
        "impostors": len(found.impostors),
        "steps": len(book.items(found.book.steps)),
        "authorities": sum(len(guide.authorities) for guide in book.values(found.book.countries)),
        "rules": count,
    }
    return {key: str(value) for key, value in figures.items()}


def _problem(problem: Problem, english: Words) -> dict[str, Any]:
    message = english(f"problem.{problem.rule}.{problem.case}", **problem.values)
    return {**problem._asdict(), "message": message}


def build(session: Session, root: Path, target: Path) -> None:
    """Compile a registry folder into one file."""
    if not (root / "platforms").is_dir():
        raise RegistryError("registry-folder", path=str(root))
    try:
        building.build(root, target, session.now.date())
    except OSError:
        raise RegistryError("registry-write", path=str(target)) from None
    index = Index.open(target)
    number = index.counts()["platforms"]
    session.show(
        lambda m: {**m.envelope(index), "path": str(target), "platforms": number},
        lambda screen: screen.say("stats.built", path=str(target), platforms=str(number)),
    )


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
