"""The handbook as it is read from a folder, and as the index stores it: one record a key, so that a question reads few."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from contactfinder.registry.entry import Evidence, Proven
from contactfinder.registry.handbook.form import (
    Authority,
    Checklist,
    CountryGuide,
    Message,
    Phrase,
    Plan,
    PublicBodies,
    Step,
)
from contactfinder.registry.source import Loaded, Problem, T, load

FOLDER = "advice"
PARTS = (
    f"{FOLDER}/public_bodies.yaml",
    f"{FOLDER}/emergency.yaml",
    f"{FOLDER}/checklist.yaml",
    f"{FOLDER}/messages.yaml",
    f"{FOLDER}/phrases.yaml",
    f"{FOLDER}/steps/*.yaml",
    f"{FOLDER}/countries/*.yaml",
)


class Book(NamedTuple):
    """Every file of the handbook, typed or with its problems."""

    bodies: list[Loaded[PublicBodies]]
    plans: list[Loaded[list[Plan]]]
    checklists: list[Loaded[Checklist]]
    messages: list[Loaded[list[Message]]]
    phrases: list[Loaded[list[Phrase]]]
    steps: list[Loaded[list[Step]]]
    countries: list[Loaded[CountryGuide]]

    @property
    def is_empty(self) -> bool:
        """Whether there is no handbook at all, as in a folder of a user's own entries."""
        return not any(self)

    def unread(self) -> Iterator[Problem]:
        """What is wrong with files that cannot be read as they should."""
        for files in self:
            for file in files:
                yield from file.problems


def read(root: Path) -> Book:
    """Read the handbook of a registry folder."""
    forms: tuple[Any, ...] = (
        PublicBodies,
        list[Plan],
        Checklist,
        list[Message],
        list[Phrase],
        list[Step],
        CountryGuide,
    )
    return Book(*(_load(root, part, form) for part, form in zip(PARTS, forms, strict=True)))


def _load(root: Path, part: str, form: type[T]) -> Any:
    return [load(path, path.relative_to(root).as_posix(), form) for path in sorted(root.glob(part))]


def values(files: Iterable[Loaded[T]]) -> list[T]:
    """What could be read."""
    return [file.value for file in files if file.value is not None]


def items(files: Iterable[Loaded[list[T]]]) -> list[T]:
    """The same of files that hold lists."""
    return [item for found in values(files) for item in found]


def rows(book: Book) -> Iterator[tuple[str, Any]]:
    """Key and record of everything: `step:move-coins`, `plan:password`, `country:GB`, …"""
    for step in items(book.steps):
        yield f"step:{step.id}", _record(step)
    for plan in items(book.plans):
        yield f"plan:{plan.leaked.value}", [_plain(step) for step in plan.steps]
    for checklist in values(book.checklists):
        yield "checklist", _plain(checklist)
    for message in items(book.messages):
        yield f"message:{message.language}", _plain(message)
    for phrase in items(book.phrases):
        yield f"phrase:{phrase.language}", _plain(phrase)
    countries = values(book.countries)
    for guide in countries:
        yield f"country:{guide.country}", [_authority(a) for a in guide.authorities]
    if countries:
        yield "countries", sorted(guide.country for guide in countries)


def _authority(authority: Authority) -> dict[str, Any]:
    return {**_record(authority), "contacts": [_record(c) for c in authority.contacts]}


def _record(fact: Proven) -> dict[str, Any]:
    """A fact with its sources under `sources`."""
    fields: dict[str, Any] = _plain(fact)
    del fields["evidence"]
    return {**fields, "sources": [_source(e) for e in fact.evidence]}


def _source(evidence: Evidence) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(evidence)
    return fields


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)
