"""The finding: what is imitated, whose it is, and the marks that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import PlatformRecord

HOW = (  # how a domain or account can differ from the official one
    "changed",
    "swapped",
    "dropped",
    "added",
    "twice",
    "doubled",
    "hyphen",
    "ending",
    "drawn-alike",
    "foreign-letters",
)


class Mark(NamedTuple):
    """One mark of an imitation: a code among the reasons of a verdict, and the values its sentence needs."""

    code: str
    values: dict[str, str]


class Imitation(NamedTuple):
    """An official contact, the id of the platform it belongs to, and how the claim imitates it."""

    target: str
    platform: str
    how: tuple[Mark, ...]


def differs(how: str, official: str) -> Mark:
    """The mark of a difference from one official contact."""
    return Mark("differs", {"how": how, "official": official})


def official_owners(key: str, index: Index) -> Iterator[PlatformRecord]:
    """The platforms whose official contact this is today."""
    for platform, number in index.listed(key):
        record = index.platform(platform)
        channel = record["channels"][number] if record else None
        if record and channel and channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]:
            yield record
