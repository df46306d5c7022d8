"""Rows of the tables as values of `record`, and the other way round."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from contactfinder.journal.record import (
    NOT_THEIRS,
    Attachment,
    CaseLine,
    Code,
    Entry,
    Kept,
    Note,
    Promise,
    Result,
    Seen,
)
from contactfinder.journal.schema import words_of

_FAKES = ", ".join(f"'{verdict}'" for verdict in sorted(NOT_THEIRS))
_OPEN = f"""
    FROM entries WHERE case_number = cases.number AND promised AND kept = 'open' AND due_place IS NOT NULL
    AND closed IS NULL AND coalesce(verdict, '') NOT IN ({_FAKES})
"""  # the promises of `record.Case.promises`
LINES = f"""
SELECT cases.*,
    (SELECT count(*) FROM entries WHERE case_number = cases.number) AS entries,
    (SELECT count(*) FROM attachments WHERE case_number = cases.number) AS attachments,
    (SELECT due {_OPEN} ORDER BY due_place, key LIMIT 1) AS due,
    (SELECT whole_day {_OPEN} ORDER BY due_place, key LIMIT 1) AS whole_day,
    (SELECT count(*) {_OPEN} AND due_place < :now) AS overdue
FROM cases
"""
ENTRIES = "SELECT * FROM entries WHERE case_number = ? ORDER BY place, key"
ENTRY = "SELECT * FROM entries WHERE case_number = ? AND number = ?"
ENTRY_BY_KEY = "SELECT * FROM entries WHERE key = ?"
LATELY = """
SELECT * FROM (
    SELECT * FROM entries WHERE case_number IN (SELECT number FROM cases WHERE platform = ?)
    ORDER BY key DESC LIMIT ?
) ORDER BY case_number, place, key
"""
FILES = "SELECT * FROM attachments WHERE case_number = ? ORDER BY number"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment(now: datetime) -> dict[str, int]:
    """The value that `LINES` asks for."""
    return {"now": _place(now)}


def _place(when: datetime) -> int:
    return (when - _EPOCH) // _MICROSECOND


# -- reading


def line(row: sqlite3.Row) -> CaseLine:
    """A case without its entries."""
    return CaseLine(
        row["id"],
        row["number"],
        row["uid"],
        row["platform"],
        row["name"],
        row["issue"],
        row["title"],
        _read(row["opened"]),
        _read(row["changed"]),
        _moment(row["closed"]),
        bool(row["solved"]),
        row["entries"],
        row["attachments"],
        _moment(row["due"]),
        row["overdue"],
        bool(row["whole_day"]),
    )


def entry(row: sqlite3.Row) -> Entry:
    """An entry."""
    return Entry(
        row["number"], row["uid"], _read(row["recorded"], row["place"]), _moment(row["edited"]), _note(row)
    )


def _note(row: sqlite3.Row) -> Note:
    return Note(
        _read(row["at"], row["place"]),
        row["said"],
        row["channel"],
        _seen(row) if row["written"] else None,
        bool(row["incoming"]),
        row["agent"],
        row["ticket"],
        _promise(row) if row["promised"] else None,
        Result(Code(row["result"]), row["minutes"]) if row["result"] in set(Code) else None,
    )


def _seen(row: sqlite3.Row) -> Seen:
    return Seen(
        row["written"],
        row["contact"],
        row["contact_kind"],
        row["verdict"],
        row["verdict_platform"],
        row["imitates"],
        _reasons(row["reasons"]),
        row["registry"] or "",
        row["digest"] or "",
        bool(row["imported"]),
    )


def _promise(row: sqlite3.Row) -> Promise:
    return Promise(row["promise"], _moment(row["due"], row["due_place"]), bool(row["whole_day"]), _kept(row))


# What is damaged in a row hides nothing else of it.


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(row["kept"]) if row["kept"] in set(Kept) else Kept.OPEN


def _reasons(text: str | None) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(text or "[]")))
    except (TypeError, ValueError):
        return ()


def attachment(row: sqlite3.Row) -> Attachment:
    """A file, as it was when it was attached."""
    return Attachment(
        row["number"],
        row["uid"],
        row["entry"],
        row["name"],
        row["size"],
        row["sha256"],
        _read(row["added"]),
    )


def _moment(text: str | None, place: int | None = None) -> datetime | None:
    return _read(text, place) if text else None


def _read(text: str, place: int | None = None) -> datetime:
    """A moment; of one that is damaged only its place in the order is known."""
    with suppress(TypeError, ValueError):
        found = datetime.fromisoformat(text)
        if found.tzinfo:
            return found
    return _EPOCH + (place or 0) * _MICROSECOND


# -- writing


def insert_case(db: sqlite3.Connection, values: dict[str, Any], now: datetime, uid: str) -> int:
    """Write a new case and give its number: never one that another case has had."""
    shown = values["platform"] or re.sub(r"[^a-z0-9]+", "-", values["name"].lower()).strip("-")[:30] or "case"
    times = {"opened": now.isoformat(), "changed": now.isoformat()}
    number = _insert(
        db, "cases", {**values, **times, "uid": uid, "id": uid, "words": words_of("cases", values)}
    )
    db.execute("UPDATE cases SET id = ? WHERE number = ?", (f"{shown}-{number}", number))
    return number


def update_case(db: sqlite3.Connection, number: int, values: dict[str, Any], now: datetime) -> None:
    """Change columns of a case."""
    _update(db, "cases", {**values, "changed": now.isoformat()}, "number = :key", number)
    row = dict(db.execute("SELECT * FROM cases WHERE number = ?", (number,)).fetchone())
    db.execute("UPDATE cases SET words = ? WHERE number = ?", (words_of("cases", row), number))


def insert_entry(db: sqlite3.Connection, case: int, note: Note, now: datetime, uid: str, is_now: bool) -> int:
    """Write a new entry and give its key. What happens now stands behind all that is there, even if a clock was set back."""
    place = _place(note.at)
    if is_now:
        last = db.execute("SELECT max(place) FROM entries WHERE case_number = ?", (case,)).fetchone()[0]
        place = max(place, last or place)
    values = {"uid": uid, "place": place, "recorded": now.isoformat(), **_columns(note)}
    key = _insert(db, "entries", {**values, "case_number": case, "number": _next(db, case, "last_entry")})
    db.execute("UPDATE cases SET changed = ? WHERE number = ?", (now.isoformat(), case))
    return key


def update_entry(db: sqlite3.Connection, old: Entry, case: int, note: Note, now: datetime) -> None:
    """Put a note in the place of another; it moves in the order only if its time was changed."""
    place = {} if note.at == old.note.at else {"place": _place(note.at)}
    values = {**_columns(note), **place, "edited": now.isoformat()}
    _update(db, "entries", values, "uid = :key", old.uid)
    db.execute("UPDATE cases SET changed = ? WHERE number = ?", (now.isoformat(), case))


def _columns(note: Note) -> dict[str, Any]:
    promise, result = note.promise or Promise(), note.result
    columns = {
        "at": note.at.isoformat(),
        "said": note.said,
        "channel": note.channel,
        "incoming": int(note.incoming),
        "agent": note.agent,
        "ticket": note.ticket,
        **_seen_columns(note.contact),
        "promise": promise.text,
        "promised": int(note.promise is not None),
        "due": promise.due.isoformat() if promise.due else None,
        "due_place": _place(promise.due) if promise.due else None,
        "whole_day": int(promise.whole_day),
        "kept": promise.kept.value,
        "result": result.code.value if result else None,
        "minutes": result.minutes if result else None,
    }
    return {**columns, "words": words_of("entries", columns)}


def _seen_columns(seen: Seen | None) -> dict[str, Any]:
    return {
        "written": seen.written if seen else None,
        "contact": seen.contact if seen else None,
        "contact_kind": seen.kind if seen else None,
        "verdict": seen.verdict if seen else None,
        "verdict_platform": seen.platform if seen else None,
        "imitates": seen.imitates if seen else None,
        "reasons": json.dumps(seen.reasons) if seen else None,
        "registry": seen.registry if seen else None,
        "digest": seen.digest if seen else None,
        "imported": int(seen.imported) if seen else 0,
    }


def insert_file(db: sqlite3.Connection, case: int, found: Attachment) -> Attachment:
    """Write that a file is attached, with the next number."""
    numbered = found._replace(number=_next(db, case, "last_attachment"))
    values = {k: v for k, v in numbered._asdict().items() if k != "state"}
    _insert(db, "attachments", {**values, "case_number": case, "added": found.added.isoformat()})
    return numbered


# -- from elsewhere


def number_of(db: sqlite3.Connection, uid: str) -> int | None:
    """The number of the case that has this name in the whole world."""
    found = db.execute("SELECT number FROM cases WHERE uid = ?", (uid,)).fetchone()
    return found["number"] if found else None


def insert_foreign_case(db: sqlite3.Connection, case: CaseLine, platform: str | None) -> int:
    """Write a case from elsewhere under a number of its own."""
    values = {"platform": platform, "name": case.name, "issue": case.issue, "title": case.title}
    number = insert_case(db, values, case.opened, case.uid)
    closed = case.closed.isoformat() if case.closed else None
    db.execute("UPDATE cases SET closed = ?, solved = ? WHERE number = ?", (closed, int(case.solved), number))
    return number


def insert_foreign_entry(db: sqlite3.Connection, case: int, entry: Entry, note: Note) -> bool:
    """Write an entry from elsewhere, unless it is here. It keeps its number if that is free."""
    if db.execute("SELECT 1 FROM entries WHERE uid = ?", (entry.uid,)).fetchone():
        return False
    taken = db.execute(ENTRY, (case, entry.number)).fetchone()
    number = _next(db, case, "last_entry") if taken else at_least(db, case, "last_entry", entry.number)
    values = {
        "uid": entry.uid,
        "place": _place(note.at),
        "recorded": entry.recorded.isoformat(),
        **_columns(note),
    }
    edited = entry.edited.isoformat() if entry.edited else None
    _insert(db, "entries", {**values, "case_number": case, "number": number, "edited": edited})
    return True


def entry_number(db: sqlite3.Connection, case: int, uid: str) -> int | None:
    """The number that an entry from elsewhere has here; None if it is in another case."""
    found = db.execute("SELECT number FROM entries WHERE case_number = ? AND uid = ?", (case, uid)).fetchone()
    return found["number"] if found else None


def insert_foreign_file(db: sqlite3.Connection, case: int, found: Attachment) -> bool:
    """Write that a file belongs to the case, unless that is known; the file itself is elsewhere."""
    if db.execute("SELECT 1 FROM attachments WHERE uid = ?", (found.uid,)).fetchone():
        return False
    insert_file(db, case, found)
    return True


def at_least(db: sqlite3.Connection, case: int, counter: str, number: int) -> int:
    """A number that was given elsewhere is never given again here."""
    db.execute(f"UPDATE cases SET {counter} = max({counter}, ?) WHERE number = ?", (number, case))
    return number


def _next(db: sqlite3.Connection, case: int, counter: str) -> int:
    row = db.execute(
        f"UPDATE cases SET {counter} = {counter} + 1 WHERE number = ? RETURNING {counter}",
        (case,),
    )
    number: int = row.fetchall()[0][0]
    return number


def having(words: Sequence[str], table: str) -> tuple[str, Sequence[str]]:
    """The question for the rows in which all words stand, the newest first."""
    key = {"cases": "number", "entries": "key"}[table]
    terms = " AND ".join("instr(words, ?)" for _ in words)
    return f"SELECT * FROM {table} WHERE {terms} ORDER BY {key} DESC", words


def _insert(db: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    marks = ", ".join(f":{name}" for name in values)
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", values)
    return cursor.lastrowid or 0


def _update(db: sqlite3.Connection, table: str, values: dict[str, Any], where: str, key: Any) -> None:
    names = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE {table} SET {names} WHERE {where}", {**values, "key": key})
