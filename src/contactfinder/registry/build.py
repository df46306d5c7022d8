"""Building the index: from a folder of YAML to one SQLite file. Needs the authors' dependencies."""

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from contactfinder.contacts import Contact, Kind, web
from contactfinder.errors import RegistryError
from contactfinder.registry import library
from contactfinder.registry.brands import brands
from contactfinder.registry.compile import counts, dialling_rows, key_of
from contactfinder.registry.entry import Publishers
from contactfinder.registry.grades import Trust
from contactfinder.registry.handbook import book
from contactfinder.registry.index import BUILT_IN, SCHEMA, SCHEMA_VERSION, Index, packed, unpacked
from contactfinder.registry.latin import in_pinyin
from contactfinder.registry.looks import LOOKS, handle_look, slip_keys
from contactfinder.registry.names import folded, grams, names_of
from contactfinder.registry.near import phone_keys, shortened, stated_keys
from contactfinder.registry.record import ImpostorRecord, PlatformRecord
from contactfinder.registry.rules import World
from contactfinder.registry.source import Problem
from contactfinder.registry.tables import letter_rows, suffix_date, suffix_rows


def build(root: Path, target: Path, today: date) -> None:
    """Build the index of a registry folder, refusing one with problems. Raises RegistryError."""
    found = library.read(root)
    seen = library.world(found, today)
    refuse_problems(library.problems(found, seen), root)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(f".{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with closing(sqlite3.connect(temporary)) as db:
        _fill(db, found, seen)
    os.replace(temporary, target)


def in_memory(found: library.Library, seen: World) -> Index:
    """The index of a folder that was read and has no problems, for as long as the program runs."""
    db = sqlite3.connect(":memory:")
    _fill(db, found, seen)
    return Index(db)


def _fill(db: sqlite3.Connection, found: library.Library, seen: World) -> None:
    create(db)
    write(db, library.records(found, seen), library.impostor_records(found))
    write_handbook(db, found.book)
    finish(db, found.digest, found.publishers)


def refuse_problems(problems: list[Problem], root: Path) -> None:
    """A registry with problems is never built into anything. Raises RegistryError."""
    if problems:
        first = problems[0]
        place = f"{root.name}/{first.file}:{first.line}:{first.column}"
        raise RegistryError("registry-problems", count=str(len(problems)), place=place, rule=first.rule)


def create(db: sqlite3.Connection) -> None:
    """Make the empty tables and those that do not depend on the registry."""
    db.executescript(f"PRAGMA page_size = 4096; {SCHEMA}")
    db.executemany("INSERT INTO dialling VALUES (?, ?, ?)", dialling_rows())
    db.executemany("INSERT OR REPLACE INTO suffix VALUES (?, ?)", suffix_rows())
    db.executemany("INSERT INTO letter VALUES (?, ?)", letter_rows())
    db.execute("INSERT INTO meta VALUES ('public_suffixes', ?)", (suffix_date(),))


def write(
    db: sqlite3.Connection, records: Iterable[PlatformRecord], impostors: Iterable[ImpostorRecord]
) -> None:
    """Put platforms and impostors in, replacing those of the same id or contact."""
    written = list(records)
    for record in written:
        _remove(db, record["id"])
        _add(db, record)
    _add_readings(db, written)
    for impostor in impostors:
        contact = impostor["contact"]
        key = web.locate(contact).key if "://" in contact else contact
        db.execute("INSERT OR REPLACE INTO impostor VALUES (?, ?)", (key, packed(impostor)))
        if contact.startswith("+"):
            _add_national(db, contact)


def write_handbook(db: sqlite3.Connection, pages: book.Book) -> None:
    """Put the handbook in; a folder without one borrows that of the built-in registry, when there is such."""
    if not pages.is_empty:
        rows = [(key, packed(record)) for key, record in book.rows(pages)]
        db.executemany("INSERT OR REPLACE INTO advice VALUES (?, ?)", rows)
        return
    with suppress(RegistryError), closing(Index.open(BUILT_IN)) as lender:
        db.executemany("INSERT INTO advice VALUES (?, ?)", lender.handbook())


def _remove(db: sqlite3.Connection, name: str) -> None:
    if not db.execute("DELETE FROM platform WHERE id = ?", (name,)).rowcount:
        return
    for table in ("name", "contact", "domain", "near", "brand"):
        db.execute(f"DELETE FROM {table} WHERE platform = ?", (name,))  # noqa: S608  names of our own


def _add(db: sqlite3.Connection, record: PlatformRecord) -> None:
    name = record["id"]
    domains = [d["domain"] for d in record["domains"] if d["rooted"] and not d["former"]]
    row = (name, record["name"], record["kind"], record["status"]["state"], _json(domains))
    db.execute("INSERT INTO platform VALUES (?, ?, ?, ?, ?, ?)", (*row, packed(record)))
    for spelling in {name, *names_of(record)}:
        _add_name(db, folded(spelling), name)
    for domain in record["domains"]:
        row_ = (domain["domain"], name, domain["rooted"])
        db.execute("INSERT INTO domain VALUES (?, ?, ?)", row_)
    db.executemany("INSERT OR IGNORE INTO contact VALUES (?, ?, ?)", _contacts(record))
    db.executemany("INSERT OR IGNORE INTO near VALUES (?, ?, ?)", _near(record))
    db.executemany("INSERT OR IGNORE INTO brand VALUES (?, ?, ?, ?, ?, ?)", _brands(record))
    for channel in record["channels"]:
        if channel["contact_kind"] == Kind.PHONE and channel["contact"]:
            _add_national(db, channel["contact"])


def _add_name(db: sqlite3.Connection, key: str, platform: str) -> None:
    db.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (key, platform))
    db.executemany("INSERT OR IGNORE INTO gram VALUES (?, ?)", [(g, key) for g in grams(key)])


def _add_readings(db: sqlite3.Connection, records: Iterable[PlatformRecord]) -> None:
    """Chinese names in pinyin; one that is already somebody's name stays that alone."""
    taken = {key for (key,) in db.execute("SELECT key FROM name")}
    for record in records:
        for key in {folded(reading) for reading in in_pinyin(record["names"])} - taken:
            _add_name(db, key, record["id"])


def _contacts(record: PlatformRecord) -> Iterator[tuple[str, str, int]]:
    for number, channel in enumerate(record["channels"]):
        if channel["contact"] and channel["contact_kind"]:
            contact = Contact(Kind(channel["contact_kind"]), channel["contact"])
            yield key_of(contact), record["id"], number


def _add_national(db: sqlite3.Connection, e164: str) -> None:
    import phonenumbers

    digits = phonenumbers.national_significant_number(phonenumbers.parse(e164, None))
    db.execute("INSERT OR IGNORE INTO national VALUES (?, ?)", (digits, e164))


def _near(record: PlatformRecord) -> Iterator[tuple[str, str, str]]:
    for key, target in (*phone_keys(record), *stated_keys(record), *_handle_keys(record), *_slips(record)):
        yield key, target, record["id"]


def _handle_keys(record: PlatformRecord) -> Iterator[tuple[str, str]]:
    """Only what is official can be imitated: everything else would accuse on weak grounds."""
    for channel in record["channels"]:
        handle = channel["contact"]
        official = channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]
        if handle and official and channel["contact_kind"] == Kind.HANDLE:
            for key in (*shortened("handle", handle), handle_look(handle)):
                yield key, handle


def _slips(record: PlatformRecord) -> Iterator[tuple[str, str]]:
    for brand in brands(record):
        for key in () if brand.by_name else slip_keys(brand.name):
            yield key, brand.name


def _brands(record: PlatformRecord) -> Iterator[tuple[str, str, str, str, bool, bool]]:
    for name, target, proven, everyday, _ in brands(record):
        for look, shown in LOOKS.items():
            yield f"{look}:{shown(name)}", name, record["id"], target, proven, everyday


def finish(db: sqlite3.Connection, digest: str, publishers: Publishers) -> None:
    """Write what the index says of itself, and pack it."""
    hosts = [(shared.host, shared.open) for shared in publishers.shared_hosts]
    db.executemany("INSERT OR IGNORE INTO shared_host VALUES (?, ?)", hosts)
    rows = db.execute("SELECT record FROM platform ORDER BY id")
    records: list[PlatformRecord] = [unpacked(record) for (record,) in rows]
    impostors = db.execute("SELECT COUNT(*) FROM impostor").fetchone()[0]
    meta = {
        "schema_version": SCHEMA_VERSION,
        "version": _version(records),
        "built": _built().isoformat(),
        "digest": digest,
        "counts": _json({**counts(records), "impostors": impostors}),
        "publishers": msgspec.json.encode(publishers).decode(),
    }
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
    db.commit()
    db.execute("VACUUM")


def _version(records: Iterable[PlatformRecord]) -> str:
    """The version of a registry is the newest date on which anything in it was read or checked."""
    dates = [
        date
        for record in records
        for channel in record["channels"]
        for evidence in channel["evidence"]
        for date in (evidence["read"], evidence["checked"])
        if date
    ]
    return max(dates, default="0")


def _built() -> date:
    """Today, or the day that a reproducible build names (reproducible-builds.org: SOURCE_DATE_EPOCH)."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC).date()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def overlay(base: Index, root: Path, today: date, db: sqlite3.Connection) -> None:
    """Fill `db` with the built-in registry and, over it, the user's own entries. Raises RegistryError."""
    base.backup(db)
    shared = msgspec.json.decode(base.meta["publishers"], type=Publishers)
    found = library.read(root, shared)
    replaced = set(found.entries)
    others = {
        s.id: record for s in base.summaries() if s.id not in replaced and (record := base.platform(s.id))
    }
    seen = library.world(found, today, others)
    seen = seen._replace(impostors=seen.impostors | base.impostor_keys())
    refuse_problems(library.problems(found, seen), root)
    write(db, library.records(found, seen), library.impostor_records(found))
    finish(db, f"{base.meta['digest']}+{found.digest}", shared)
