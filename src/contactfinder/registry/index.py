"""The compiled index: one SQLite file that answers a look-up from a few pages, however large the registry is."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote

from contactfinder.errors import RegistryError
from contactfinder.registry.names import folded, grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.registry.record import ImpostorRecord, PlatformRecord

SCHEMA_VERSION = "4"
BUILT_IN = Path(__file__).parent.parent / "data" / "registry.sqlite"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE platform (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    domains TEXT NOT NULL, record BLOB NOT NULL
);
CREATE TABLE name (key TEXT, platform TEXT, PRIMARY KEY (key, platform)) WITHOUT ROWID;
CREATE TABLE gram (gram TEXT, key TEXT, PRIMARY KEY (gram, key)) WITHOUT ROWID;
CREATE TABLE domain (domain TEXT PRIMARY KEY, platform TEXT NOT NULL, rooted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE contact (
    key TEXT, platform TEXT, channel INTEGER, PRIMARY KEY (key, platform, channel)
) WITHOUT ROWID;
CREATE TABLE impostor (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE national (digits TEXT, number TEXT, PRIMARY KEY (digits, number)) WITHOUT ROWID;
CREATE TABLE near (key TEXT, target TEXT, platform TEXT, PRIMARY KEY (key, target)) WITHOUT ROWID;
CREATE TABLE brand (
    look TEXT, name TEXT, platform TEXT, target TEXT, proven INTEGER, everyday INTEGER, PRIMARY KEY (look, name, platform)
) WITHOUT ROWID;
CREATE TABLE letter (letter TEXT PRIMARY KEY, shown TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE suffix (rule TEXT PRIMARY KEY, private INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE shared_host (host TEXT PRIMARY KEY, open INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE advice (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE dialling (region TEXT PRIMARY KEY, calling_code INTEGER, exit_code TEXT) WITHOUT ROWID;
"""
_SUMMARY = "SELECT id, name, kind, status, domains FROM platform"


class Summary(NamedTuple):
    """One line of `list`."""

    id: str
    name: str
    kind: str
    status: str
    domains: tuple[str, ...]


class DomainHit(NamedTuple):
    """The listed domain that a host belongs to."""

    domain: str
    platform: str
    rooted: bool


class NearHit(NamedTuple):
    """Something official that differs by about one character."""

    target: str
    platform: str


class BrandHit(NamedTuple):
    """A platform's name as it looks (see `looks`), and what an imitation of it imitates.

    `target` is the platform's proven domain, or its name when none is `proven`; an `everyday` name is also a word.
    """

    look: str
    name: str
    platform: str
    target: str
    proven: bool
    everyday: bool


class Suffix(NamedTuple):
    """The public suffix of a host, and whether a company gives names under it to strangers."""

    suffix: str
    private: bool


class SharedHost(NamedTuple):
    """A host that strangers share; `open` when anybody gets a place there, and not only companies."""

    host: str
    open: bool


class Edges(NamedTuple):
    """How some names begin and end. Where no part of a text does so, none of them need be looked for in it."""

    heads: frozenset[str]
    tails: frozenset[str]


class Dialling(NamedTuple):
    """How a country dials: its own calling code and what precedes a foreign number."""

    calling_code: int
    exit_code: str


class Index:
    """Read-only look-ups in a compiled registry. Thread-safe: SQLite serialises access to the one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        try:
            self.meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError:
            raise RegistryError("registry-damaged") from None
        if self.meta.get("schema_version") != SCHEMA_VERSION:
            raise RegistryError("registry-outdated")

    @classmethod
    def open(cls, path: Path) -> Index:
        """Open a compiled registry without locks, journal or any chance of writing. Raises RegistryError."""
        if not path.is_file():
            raise RegistryError("registry-missing", path=str(path))
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        try:
            return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))
        except sqlite3.Error:
            raise RegistryError("registry-damaged") from None

    def _rows(self, query: str, *values: Any) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # an argument that is no Unicode text stands in no registry
        except sqlite3.DatabaseError:
            raise RegistryError("registry-damaged") from None

    def backup(self, target: sqlite3.Connection) -> None:
        """Copy the whole index into another database."""
        self._db.backup(target)

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def counts(self) -> dict[str, Any]:
        """The figures of `registry stats`."""
        return cast("dict[str, Any]", _read(self.meta["counts"]))

    def platform(self, name: str) -> PlatformRecord | None:
        """Everything about the platform with this id."""
        rows = self._rows("SELECT record FROM platform WHERE id = ?", name)
        return cast("PlatformRecord", unpacked(rows[0][0])) if rows else None

    def platforms(self) -> Iterator[PlatformRecord]:
        """Everything about every platform, by id."""
        for (record,) in self._rows("SELECT record FROM platform ORDER BY id"):
            yield unpacked(record)

    def impostors(self) -> Iterator[ImpostorRecord]:
        """Every report of a contact as posing as support, by contact."""
        for (record,) in self._rows("SELECT record FROM impostor ORDER BY key"):
            yield unpacked(record)

    def named(self, name: str) -> list[str]:
        """The ids of the platforms that bear this name, in any case, width or spelling of it."""
        rows = self._rows("SELECT platform FROM name WHERE key = ? ORDER BY platform", folded(name))
        return [platform for (platform,) in rows]

    def names(self) -> list[tuple[str, str]]:
        """Every name, folded, with the platform that bears it."""
        return [(key, platform) for key, platform in self._rows("SELECT key, platform FROM name")]

    def like(self, name: str, limit: int) -> list[tuple[str, str]]:
        """Folded names that share the most three-letter pieces with this one, each with its platform."""
        pieces = sorted(grams(folded(name)))[:64]
        marks = ",".join("?" * len(pieces))
        query = (
            f"SELECT name.key, name.platform FROM (SELECT key, COUNT(*) AS shared FROM gram WHERE gram IN ({marks})"  # noqa: S608  question marks only
            " GROUP BY key ORDER BY shared DESC, key LIMIT ?) AS best JOIN name ON name.key = best.key"
            " ORDER BY best.shared DESC, name.key"
        )
        return [(key, platform) for key, platform in self._rows(query, *pieces, limit)]

    def summaries(self) -> Iterator[Summary]:
        """All platforms by name."""
        for row in self._rows(f"{_SUMMARY} ORDER BY name COLLATE NOCASE, id"):
            yield _summary(row)

    def summary(self, name: str) -> Summary:
        """One platform that is known to be there, in one line."""
        return _summary(self._rows(f"{_SUMMARY} WHERE id = ?", name)[0])

    def domain(self, parents: Iterable[str]) -> DomainHit | None:
        """The listed domain among a host and the domains above it; the longest wins."""
        for parent in parents:
            for domain, platform, rooted in self._rows("SELECT * FROM domain WHERE domain = ?", parent):
                return DomainHit(domain, platform, bool(rooted))
        return None

    def listed(self, key: str) -> list[tuple[str, int]]:
        """Where a contact is listed: platform ids with the number of the channel in them."""
        query = "SELECT platform, channel FROM contact WHERE key = ? ORDER BY platform, channel"
        return [(platform, channel) for platform, channel in self._rows(query, key)]

    def impostor(self, key: str) -> ImpostorRecord | None:
        """The report of a contact as posing as support."""
        rows = self._rows("SELECT record FROM impostor WHERE key = ?", key)
        return cast("ImpostorRecord", unpacked(rows[0][0])) if rows else None

    def impostor_keys(self) -> frozenset[str]:
        """Every reported contact."""
        return frozenset(key for (key,) in self._rows("SELECT key FROM impostor"))

    def listed_keys(self) -> frozenset[str]:
        """Every listed contact."""
        return frozenset(key for (key,) in self._rows("SELECT DISTINCT key FROM contact"))

    def is_known_number(self, e164: str) -> bool:
        """Whether a number is listed or reported, and so needs no further parsing."""
        return bool(self.listed(e164)) or self.impostor(e164) is not None

    def national(self, digits: str) -> list[str]:
        """Known numbers whose digits without country code are these."""
        rows = self._rows("SELECT number FROM national WHERE digits = ? ORDER BY number", digits)
        return [number for (number,) in rows]

    def near(self, keys: Iterable[str]) -> list[NearHit]:
        """Official contacts that have one of these shortened spellings: see `build.shortened`."""
        return sorted(
            {NearHit(*row) for row in self._among("SELECT target, platform FROM near WHERE key", keys)}
        )

    def brands(self, looks: Iterable[str]) -> list[BrandHit]:
        """The names of platforms that have one of these looks: `plain:coinbase`, `drawn:colnbase`."""
        found = self._among("SELECT * FROM brand WHERE look", looks)
        return [
            hit._replace(proven=bool(hit.proven), everyday=bool(hit.everyday))
            for hit in map(BrandHit._make, found)
        ]

    def name_edges(self, look: str, size: int) -> Edges | None:  # noqa: ARG002
        """The first and last letters of all names in one of the looks, where they are known beforehand."""
        return None

    def spelling_edges(self, size: int) -> Edges | None:  # noqa: ARG002
        """The same of the shortened spellings of names, under which `near` has them."""
        return None

    def shown(self, text: str) -> str:
        """The text with its foreign letters as the plain ones that people take them for."""
        foreign = {c for c in text if not c.isascii()}
        return text.translate(
            {ord(c): s for c, s in self._among("SELECT * FROM letter WHERE letter", foreign)}
        )

    def suffix(self, host: str) -> Suffix:
        """The public suffix of a host in ASCII (publicsuffix.org/list: the longest rule, exceptions first)."""
        labels = host.split(".")
        tails = [".".join(labels[i:]) for i in range(len(labels))]
        keys = [
            key
            for i, tail in enumerate(tails)
            for key in (tail, f"!{tail}", f"*.{'.'.join(labels[i + 1 :])}")
        ]
        rules = dict(self._among("SELECT * FROM suffix WHERE rule", keys))
        for i, tail in enumerate(tails):
            if f"!{tail}" in rules:
                return Suffix(tails[i + 1], bool(rules[f"!{tail}"]))
            for rule in (tail, f"*.{'.'.join(labels[i + 1 :])}"):
                if rule in rules:
                    return Suffix(tail, bool(rules[rule]))
        return Suffix(tails[-1], False)

    def is_ending(self, label: str) -> bool:
        """Whether hosts end with this label in ASCII: com, info, xn--p1ai."""
        return bool(self._rows("SELECT private FROM suffix WHERE rule = ?", label))

    def shared_host(self, parents: Iterable[str]) -> SharedHost | None:
        """The longest host among these on which strangers get pages, subdomains or accounts of their own."""
        found = self._among("SELECT host, open FROM shared_host WHERE host", parents)
        longest = max(found, key=lambda row: len(row[0]), default=None)
        return SharedHost(longest[0], bool(longest[1])) if longest else None

    def _among(self, query: str, keys: Iterable[str]) -> list[Any]:
        found = list(dict.fromkeys(keys))
        marks = ",".join("?" * len(found))
        return self._rows(f"{query} IN ({marks})", *found)

    def advice(self, keys: Iterable[str]) -> dict[str, Any]:
        """The records of the handbook under these keys: `step:…`, `plan:…`, `country:…`; see `handbook.book.rows`."""
        found = self._among("SELECT key, record FROM advice WHERE key", keys)
        return {key: unpacked(record) for key, record in found}

    def page(self, key: str) -> Any:
        """One record of the handbook that must be there. Raises RegistryError in a registry without a handbook."""
        found = self.advice([key])
        if key not in found:
            raise RegistryError("no-handbook")
        return found[key]

    def handbook(self) -> list[tuple[str, bytes]]:
        """The whole handbook as it is stored."""
        return self._rows("SELECT key, record FROM advice ORDER BY key")

    def dialling(self, region: str) -> Dialling | None:
        """How a country dials out; None for an unknown code."""
        rows = self._rows("SELECT calling_code, exit_code FROM dialling WHERE region = ?", region)
        return Dialling(*rows[0]) if rows else None


def packed(record: object) -> bytes:
    """A record as the index stores it: JSON, deflated, since entries repeat their sources over and over."""
    return zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpacked(blob: bytes) -> Any:
    """A stored record. Raises RegistryError when its bytes are damaged."""
    try:
        return json.loads(zlib.decompress(blob))
    except (zlib.error, ValueError, TypeError):
        raise RegistryError("registry-damaged") from None


def _summary(row: Any) -> Summary:
    name, shown, kind, status, domains = row
    return Summary(name, shown, kind, status, tuple(_read(domains)))


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise RegistryError("registry-damaged") from None
