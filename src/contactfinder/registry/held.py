"""An index for many questions: what stands in it is known beforehand, so that what does not costs no look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from contactfinder.registry.index import Edges, Index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from contactfinder.registry.record import PlatformRecord

PLATFORMS = 32  # records that are kept; each is some thousand characters
ROWS = 50_000  # of a table that is held whole; of a larger one only the keys are
_BY_KEY = re.compile(r"SELECT .+ FROM (\w+) WHERE (\w+) = \?(?: ORDER BY [\w, ]+)?")


class Held(Index):
    """The same answers as those of the index over the same file. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, most: int) -> None:
        """Tables with more than `most` keys are asked as ever."""
        super().__init__(connection)
        self._most = most
        self._held = cache(self._keys)
        self._whole = cache(self._rows_by_key)
        self._edges_of = cache(self._edges)
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

    def name_edges(self, look: str, size: int) -> Edges | None:
        """The first and last letters of all names in one of the looks; None when they are too many."""
        return self._edges_of("brand", "look", f"{look}:", size)

    def spelling_edges(self, size: int) -> Edges | None:
        """The same of the shortened spellings of names, under which `near` has them."""
        return self._edges_of("near", "key", "brand:", size)

    def _edges(self, table: str, column: str, before: str, size: int) -> Edges | None:
        keys = self._held(table, column)
        if keys is None:
            return None
        names = [key.removeprefix(before) for key in keys if key.startswith(before)]
        return Edges(frozenset(n[:size] for n in names), frozenset(n[-size:] for n in names))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        place = _place(query)
        keys = self._held(*place) if place else None
        return super()._rows(query, *values) if keys is None or values[0] in keys else []

    def _among(self, query: str, keys: Iterable[str]) -> list[Any]:
        place, asked = _place(f"{query} = ?"), list(keys)
        held = self._held(*place) if place else None
        if place is None or held is None:
            return super()._among(query, asked)
        found = held.intersection(asked)
        rows = self._whole(query, place[1]) if found and _is_unicode("".join(asked)) else {}
        if rows is None:
            return super()._among(query, asked)
        return [row for key in sorted(found) for row in rows.get(key, ())]  # in the order of SQLite

    def _rows_by_key(self, query: str, column: str) -> dict[str, list[Any]] | None:
        """What a query finds under each key of a table; None when there is too much."""
        every = query.replace("SELECT", f"SELECT {column},", 1).removesuffix(f" WHERE {column}")
        rows = super()._rows(f"{every} LIMIT ?", min(self._most, ROWS) + 1)
        found = defaultdict(list)
        for key, *row in rows:
            found[key].append(tuple(row))
        return found if len(rows) <= min(self._most, ROWS) else None

    def _keys(self, table: str, column: str) -> frozenset[Any] | None:
        """Every key of a table; None when they are too many."""
        found = super()._rows(f"SELECT DISTINCT {column} FROM {table} LIMIT ?", self._most + 1)  # noqa: S608  names of our own
        return frozenset(key for (key,) in found) if len(found) <= self._most else None


@cache
def _place(query: str) -> tuple[str, str] | None:
    """The table and column in which a query looks for keys; None for every other query."""
    found = _BY_KEY.fullmatch(query)
    return (found[1], found[2]) if found else None


def _is_unicode(text: str) -> bool:
    """Whether SQLite takes the text; it finds nothing for what holds a half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
