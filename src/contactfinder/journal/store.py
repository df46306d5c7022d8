"""The file of the journal: opened, checked, brought to the newest form; every commit is on the disk before it returns."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from contactfinder.errors import JournalError
from contactfinder.journal import salvage, schema
from contactfinder.journal.files import private_file, private_folder, sync_folder

NAME = "journal.sqlite"
WAIT = 30.0  # seconds for another process to finish its writing
THOROUGH = 5_000  # pages (20 MB, some 20,000 entries) up to which the indexes are compared with the rows too: that takes five times as long
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PRIMARY = 0xFF  # the low byte of an extended result code


def opened(folder: Path, now: datetime) -> tuple[sqlite3.Connection, salvage.Salvaged | None]:
    """The journal in `folder`, made when there is none; and what was brought over when it was damaged. Raises JournalError."""
    path = folder / NAME
    with telling(path):
        private_folder(folder, NAME)
        private_file(path)
        if db := _ready(path):
            return db, None
        with _alone(folder):
            return _prepared(path, now)


def _ready(path: Path) -> sqlite3.Connection | None:
    """The file, if it is sound and in the newest form."""
    version, sound = _looked_at(path)
    return connected(path) if sound and version == schema.VERSION else None


def _prepared(path: Path, now: datetime) -> tuple[sqlite3.Connection, salvage.Salvaged | None]:
    """The same for one that is new, old or damaged; no other process does this now."""
    version, sound = _looked_at(path)
    if version > schema.VERSION:
        raise JournalError("journal-newer", path=str(path))
    found = None if sound else _restored(path, now)
    db = connected(path)
    try:
        _bring_up(db, path, now)
    except BaseException:
        db.close()
        raise
    return db, found


def _restored(path: Path, now: datetime) -> salvage.Salvaged:
    """Put a new journal with all that can be read in the place of a damaged one. Until it is whole, nothing is moved."""
    for left in path.parent.glob("salvage.*"):  # by one that was cut off
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="salvage.") as folder:
        new = Path(folder) / NAME
        private_file(new)
        with closing(connected(new)) as db:
            _bring_up(db, new, now)
            counts = salvage.brought_over(path, db, Path(folder))
        aside = salvage.kept_aside(path, now)
        new.replace(path)
    sync_folder(path.parent)
    return salvage.Salvaged(aside, *counts)


def _bring_up(db: sqlite3.Connection, path: Path, now: datetime) -> None:
    """The steps to the newest form, with a copy of the file before the first of them."""
    version = schema.version_of(db)
    if 0 < version < schema.VERSION:
        _copied(db, path.with_name(f"journal.v{version}.{now:%Y%m%dT%H%M%SZ}.sqlite"))
    if version == 0:
        db.execute("PRAGMA journal_mode = WAL")
    with writing(db):
        schema.advance(db)
    sync_folder(path.parent)


def _copied(db: sqlite3.Connection, target: Path) -> None:
    private_file(target)
    with closing(sqlite3.connect(target)) as copy:
        db.backup(copy)


def connected(path: Path) -> sqlite3.Connection:
    """A connection that writes durably and leaves nothing of what was deleted behind."""
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.text_factory = lambda data: data.decode("utf-8", "replace")  # a damaged letter must not hide its case
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
        try:
            db.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                db.close()
                raise
    return db


def _looked_at(path: Path) -> tuple[int, bool]:
    """The version of a file, and whether it is sound. It is only read: a damaged one stays as it is, with its log."""
    if path.stat().st_size == 0:  # with a log there was more, and SQLite would throw the log away
        log = Path(f"{path}{salvage.LOG}")
        return 0, not (log.exists() and log.stat().st_size)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", WAIT, uri=True)) as db:
            return _judged(db)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_READONLY:
            raise
    with closing(connected(path)) as db:  # a first transaction was cut off: SQLite has to take it back
        return _judged(db)


def _judged(db: sqlite3.Connection) -> tuple[int, bool]:
    """The same for an open one. A newer one may be written in a way that looks like damage here, and still tells its version."""
    version = 0
    try:
        version = schema.version_of(db)
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        check = "integrity_check" if pages <= THOROUGH else "quick_check"
        sound = db.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        sound = False
    return version, sound


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the file is not what SQLite wrote."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _DAMAGE


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other process opens a new, old or damaged journal meanwhile: SQLite's own lock, on a file of nothing else."""
    private_file(folder / "journal.lock")
    # Whatever stands there is not ours, and SQLite would not take it for a lock.
    os.truncate(folder / "journal.lock", 0)
    with closing(sqlite3.connect(folder / "journal.lock", timeout=WAIT, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it is on the disk when this ends, or none."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Whatever stands between us and the file becomes an error that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise JournalError(_code(error), path=str(path), problem=str(error)) from error
    except OSError as error:
        code = "journal-full" if error.errno in _FULL else "journal-unwritable"
        raise JournalError(code, path=str(path), problem=error.strerror or type(error).__name__) from error


def _code(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return "journal-full"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "journal-busy"
        case code if code in _DAMAGE:
            return "journal-damaged"
    return "journal-unwritable"
