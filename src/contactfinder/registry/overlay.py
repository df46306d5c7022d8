"""The user's own entries over the built-in registry: compiled once, kept in the cache, never trusted blindly."""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from contactfinder import __version__
from contactfinder.errors import RegistryError
from contactfinder.registry.index import SCHEMA_VERSION, Index

PARTS = ("platforms", "impostors", "")


def open_overlay(root: Path, built_in: Path, cache: Path, today: date) -> Index:
    """The index of the built-in registry with the folder's entries over it, built again when anything changed.

    A cache that cannot be written costs time, nothing else: the index is then built in memory.
    Raises RegistryError for a folder that is none or has problems.
    """
    if not root.is_dir():
        raise RegistryError("registry-folder", path=str(root))
    base = Index.open(built_in)
    place = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    stem = f"overlay-{place}-{_signature(root, base)}"
    kept = _kept(cache, stem)
    if kept:
        return kept
    try:
        return _build_file(base, root, today, cache, place, stem)
    except (OSError, sqlite3.OperationalError):
        return _build_in_memory(base, root, today)


def _signature(root: Path, base: Index) -> str:
    """Changes when a file of the folder, the built-in registry or the program does: names, sizes, times."""
    total = hashlib.sha256(f"{__version__} {SCHEMA_VERSION} {base.meta['digest']}".encode())
    for part in PARTS:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(root / part) as found:
            for entry in sorted(found, key=lambda e: e.name):
                if entry.name.endswith(".yaml"):
                    stat = entry.stat()
                    line = f"{part}/{entry.name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n"
                    total.update(line.encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:32]


def _kept(cache: Path, stem: str) -> Index | None:
    """The compiled overlay, if its content is still what was written: its name ends with its own hash."""
    with suppress(OSError, RegistryError):
        for path in cache.glob(f"{stem}-*.sqlite"):
            if _is_kept(path, stem):
                return Index.open(path)
    return None


def _is_kept(path: Path, stem: str) -> bool:
    """Whether this is the undamaged work of a run that saw the same files, perhaps of one that still goes on."""
    return path.name.startswith(stem) and path.stem == f"{stem}-{_hash(path)}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def _build_file(base: Index, root: Path, today: date, cache: Path, place: str, stem: str) -> Index:
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = cache / f"{stem}.{os.getpid()}.part"
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as db:
            _fill(db, base, root, today)
        target = cache / f"{stem}-{_hash(temporary)}.sqlite"
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    for old in cache.glob(f"overlay-{place}-*.sqlite"):
        with suppress(OSError):  # another process may still read it, which some systems forbid to disturb
            if old != target and not _is_kept(old, stem):
                old.unlink()
    return Index.open(target)


def _build_in_memory(base: Index, root: Path, today: date) -> Index:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(db, base, root, today)
    return Index(db)


def _fill(db: sqlite3.Connection, base: Index, root: Path, today: date) -> None:
    from contactfinder.registry.build import overlay

    overlay(base, root, today, db)
