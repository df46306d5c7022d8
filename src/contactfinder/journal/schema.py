"""The tables, as steps from one version to the next. A step that users may have taken is never changed again.

`PRAGMA user_version` of the file counts the steps taken. Moments are ISO 8601 with the offset of the user's clock; beside
those that are compared or ordered stands the same moment in microseconds since 1970 UTC.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

_CASES_AND_ENTRIES = """
CREATE TABLE cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    platform TEXT,
    name TEXT NOT NULL,
    issue TEXT NOT NULL,
    title TEXT,
    opened TEXT NOT NULL,
    changed TEXT NOT NULL,
    closed TEXT,
    solved INTEGER NOT NULL DEFAULT 0,
    last_entry INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE entries (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    case_number INTEGER NOT NULL REFERENCES cases (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    at TEXT NOT NULL,
    recorded TEXT NOT NULL,
    edited TEXT,
    said TEXT,
    channel TEXT,
    incoming INTEGER NOT NULL DEFAULT 0,
    agent TEXT,
    ticket TEXT,
    written TEXT,
    contact TEXT,
    contact_kind TEXT,
    verdict TEXT,
    verdict_platform TEXT,
    imitates TEXT,
    reasons TEXT,
    registry TEXT,
    digest TEXT,
    imported INTEGER NOT NULL DEFAULT 0,
    promise TEXT,
    promised INTEGER NOT NULL DEFAULT 0,
    due TEXT,
    due_place INTEGER,
    whole_day INTEGER NOT NULL DEFAULT 0,
    kept TEXT NOT NULL DEFAULT 'open',
    result TEXT,
    minutes INTEGER,
    UNIQUE (case_number, number)
);
CREATE INDEX entries_in_order ON entries (case_number, place, key);
CREATE INDEX promises_due ON entries (case_number, due_place) WHERE promised AND kept = 'open';
"""
_ATTACHMENTS = """
CREATE TABLE attachments (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    case_number INTEGER NOT NULL REFERENCES cases (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    entry INTEGER,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (case_number, number)
);
ALTER TABLE cases ADD COLUMN last_attachment INTEGER NOT NULL DEFAULT 0;
"""
_WORDS = """
ALTER TABLE cases ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE cases SET words = folded(name, platform, issue, title);
UPDATE entries SET words = folded(said, agent, ticket, written, contact, promise);
"""
STEPS = (_CASES_AND_ENTRIES, _ATTACHMENTS, _WORDS)
VERSION = len(STEPS)
TABLES = ("cases", "entries", "attachments")
SEARCHED = {  # the columns of whose words the column `words` is made
    "cases": ("name", "platform", "issue", "title"),
    "entries": ("said", "agent", "ticket", "written", "contact", "promise"),
}


def folded(*texts: str | None) -> str:
    """Texts in the form in which they are searched: every way of writing a letter is the same."""
    return normalize("NFKC", "\n".join(text for text in texts if text)).casefold()


def words_of(table: str, row: Mapping[str, Any]) -> str:
    """What is searched of a row."""
    return folded(*(row.get(name) for name in SEARCHED[table]))


def version_of(db: sqlite3.Connection) -> int:
    """How many steps a file has taken."""
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


def advance(db: sqlite3.Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Take the steps that are left; the caller holds a transaction."""
    db.create_function("folded", -1, folded, deterministic=True)
    for number in range(version_of(db), len(steps)):
        for statement in filter(str.strip, steps[number].split(";")):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number + 1}")
