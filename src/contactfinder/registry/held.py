"""An index for many questions: what stands in it is known beforehand, so that what does not costs no look-up."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from contactfinder.registry.index import Index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from contactfinder.registry.record import PlatformRecord

PLATFORMS = 32  # records that are kept; each is some thousand characters
_BY_KEY = re.compile(r"SELECT .+ FROM (\w+) WHERE (\w+) = \?(?: ORDER BY [\w, ]+)?")


class Held(Index):
    """The same answers as those of the index over the same file. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, most: int) -> None:
        """Tables with more than `most` keys are asked as ever."""
        super().__init__(connection)
        self._most = most
        self._held = cache(self._keys)
        self._kept = lru_cache(PLATFORMS)(super().platform)

    @classmethod
    def over(cls, index: Index, most: int) -> Held:
        """Another view of an index that is open."""
        return cls(index._db, most)  # noqa: SLF001  of the same family

    def platform(self, name: str) -> PlatformRecord | None:
        """Everything about the platform with this id, kept for a while: do not change it."""
        return self._kept(name)

    def numbers(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """Every known number, in E.164 and as national digits, and the keys under which `near` has them; None when too many."""
        known: set[str] = set()
        for table, column in (
            ("contact", "key"),
            ("impostor", "key"),
            ("national", "number"),
            ("national", "digits"),
        ):
            keys = self._held(table, column)
            if keys is None:
                return None
            known |= {key for key in keys if key.startswith("+") or key.isdecimal()}
        near = self._held("near", "key")
        if near is None:
            return None
        known |= {key.removeprefix("stated:") for key in near if key.startswith("stated:+")}
        return frozenset(known), frozenset(key for key in near if key.startswith("phone"))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        place = _place(query)
        keys = self._held(*place) if place else None
        return super()._rows(query, *values) if keys is None or values[0] in keys else []

    def _among(self, query: str, keys: Iterable[str]) -> list[Any]:
        asked = list(keys)
        place = _place(f"{query} = ?")
        held = self._held(*place) if place else None
        return [] if held is not None and held.isdisjoint(asked) else super()._among(query, asked)

    def _keys(self, table: str, column: str) -> frozenset[Any] | None:
        """Every key of a table; None when they are too many."""
        found = super()._rows(f"SELECT DISTINCT {column} FROM {table} LIMIT ?", self._most + 1)  # noqa: S608  names of our own
        return frozenset(key for (key,) in found) if len(found) <= self._most else None


@cache
def _place(query: str) -> tuple[str, str] | None:
    """The table and column in which a query looks for keys; None for every other query."""
    found = _BY_KEY.fullmatch(query)
    return (found[1], found[2]) if found else None
