"""A damaged journal is kept as it is, under another name, and what can still be read of it is brought over into a new one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from contactfinder.journal import schema
from contactfinder.journal.files import write_private
from contactfinder.journal.rows import at_least

LOG = "-wal"  # behind the name of a file: SQLite's log of the newest commits
_PAGE = 4096  # bytes of a page, SQLite's default
_PAGES = slice(28, 32)  # where the first page says how many there are: https://www.sqlite.org/fileformat.html
_FORMS = slice(18, 20)  # and whether there is a log
_LEAST = 1 + len(schema.TABLES)  # pages of a file with empty tables
_LEAF = 0x0D  # how a page with rows begins
_CELL = 4  # bytes of the shortest row and the pointer to it

Row = dict[str, Any]


class Salvaged(NamedTuple):
    """Where the damaged file lies now, and how many rows of each table could be read."""

    aside: Path
    cases: int = 0
    entries: int = 0
    attachments: int = 0


def kept_aside(path: Path, now: datetime) -> Path:
    """Give the damaged file, with its log, a second name; the first is about to be that of the new journal."""
    aside = path.with_name(f"journal.damaged.{now:%Y%m%dT%H%M%SZ}.sqlite")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"journal.damaged.{now:%Y%m%dT%H%M%SZ}.{number}.sqlite")
    try:
        os.link(path, aside)
    except OSError:  # a file system without hard links
        write_private(aside, path.read_bytes())
    log = Path(f"{path}{LOG}")
    if log.exists() and log.stat().st_size:
        log.replace(f"{aside}{LOG}")
    log.unlink(missing_ok=True)
    Path(f"{path}-shm").unlink(missing_ok=True)  # only the index of the log
    return aside


def brought_over(path: Path, db: sqlite3.Connection, folder: Path) -> list[int]:
    """Put every row that can be read into the new journal, in one transaction; how many of each table."""
    rows = _readable(path, folder)
    db.create_function("folded", -1, schema.folded, deterministic=True)
    db.execute("BEGIN IMMEDIATE")
    counts = []
    for table in schema.TABLES:
        counts.append(sum(_insert(db, table, row) for row in rows[table]))
        if table == "cases":
            known = {number for (number,) in db.execute("SELECT number FROM cases")}
            for row in _orphaned(rows, known):
                _insert(db, "cases", row)
    db.execute("COMMIT")
    return counts


# -- reading what is left


def _readable(path: Path, folder: Path) -> dict[str, list[Row]]:
    """The rows of every page that can be read: of a copy, so that the damaged file stays as it was.

    What says where the tables are and which pages belong to them may itself be lost: each page is read as a table.
    """
    copy, first = folder / "copy.sqlite", _first_page(folder / "blank.sqlite")
    for part in ("", LOG):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{part}", f"{copy}{part}")
    _put_first(copy, first)
    with closing(sqlite3.connect(copy)) as db, suppress(sqlite3.Error):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    _put_first(copy, first)  # the log has one of its own
    found: dict[str, list[Row]] = {table: [] for table in schema.TABLES}
    with closing(_connected(copy)) as db:
        for page in _pages_of_rows(copy):
            _look_at(db, page)
            for table, rows in found.items():
                rows += _rows(db, table)
    return found


def _first_page(blank: Path) -> bytes:
    """That of a file with the tables in it, without indexes and conditions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        schema.advance(db)
        columns = {table: _columns(db, table) for table in schema.TABLES}
    with closing(sqlite3.connect(blank)) as db:
        for table, (key, *others) in columns.items():
            db.execute(f"CREATE TABLE {table} ({key} INTEGER PRIMARY KEY, {', '.join(others)})")
    return blank.read_bytes()[:_PAGE]


def _put_first(copy: Path, first: bytes) -> None:
    page, pages = bytearray(first), max(_LEAST, copy.stat().st_size // _PAGE)
    page[_PAGES] = pages.to_bytes(4, "big")
    page[_FORMS] = b"\2\2" if Path(f"{copy}{LOG}").exists() else b"\1\1"
    with copy.open("r+b") as file:
        file.write(page)
        file.truncate(pages * _PAGE)


def _connected(copy: Path) -> sqlite3.Connection:
    db = sqlite3.connect(copy, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):  # of a copy
        db.execute(f"PRAGMA {pragma}")
    return db


def _pages_of_rows(copy: Path) -> list[int]:
    """The numbers of the pages with rows on them; those with longer texts lead to the pages where these go on."""
    with copy.open("rb") as file:
        return [n for n, page in enumerate(iter(lambda: file.read(_PAGE), b""), 1) if page[0] == _LEAF]


def _look_at(db: sqlite3.Connection, page: int) -> None:
    """Let each table be this page and nothing else: https://www.sqlite.org/pragma.html#pragma_writable_schema"""
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET rootpage = ?", (page,))
    db.execute("PRAGMA writable_schema = RESET")


def _rows(db: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Each by itself, so that a damaged one takes no other with it."""
    for place in range(_PAGE // _CELL):
        with suppress(sqlite3.Error):
            row = db.execute(f"SELECT * FROM {table} LIMIT 1 OFFSET ?", (place,)).fetchone()
            if row is None:
                return
            yield dict(row)


# -- writing it down anew


def _orphaned(rows: dict[str, list[Row]], known: set[int]) -> Iterator[Row]:
    """A case for entries whose own cannot be read: better without a name than lost."""
    for table in ("entries", "attachments"):
        for row in filter(_is_whole, rows[table]):
            number = row["case_number"]
            if isinstance(number, int) and number not in known:
                known.add(number)
                when = row.get("recorded") or row.get("added")
                yield {
                    "number": number,
                    "uid": f"salvaged-{row['uid']}",
                    "id": f"salvaged-{number}",
                    "name": "?",
                    "issue": "other",
                    "opened": when,
                    "changed": when,
                    "last_entry": 0,
                }


def _insert(db: sqlite3.Connection, table: str, row: Row) -> bool:
    """Whether a row could be written; one that is no row of this table is left where it is."""
    if not _is_whole(row):
        return False
    known = {*_columns(db, table)} - {"words"}
    values = {name: value for name, value in row.items() if name in known and value is not None}
    marks = ", ".join("?" * len(values))
    try:
        db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", (*values.values(),))
    except sqlite3.IntegrityError:
        return False
    _complete(db, table, row)
    return True


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [column[1] for column in db.execute(f"PRAGMA table_info({table})")]


def _is_whole(row: Row) -> bool:
    """Whether it is a row of its table: one of another has something else where this one has moments."""
    moments = [row[name] for name in ("opened", "changed", "at", "recorded", "added") if name in row]
    try:
        return bool(moments) and all(datetime.fromisoformat(moment).tzinfo for moment in moments)
    except (TypeError, ValueError):
        return False


def _complete(db: sqlite3.Connection, table: str, row: Row) -> None:
    """What follows from other columns: the words to search, and the last number given."""
    if searched := schema.SEARCHED.get(table):
        db.execute(f"UPDATE {table} SET words = folded({', '.join(searched)}) WHERE uid = ?", (row["uid"],))
    if counter := {"entries": "last_entry", "attachments": "last_attachment"}.get(table):
        at_least(db, row["case_number"], counter, row["number"])
