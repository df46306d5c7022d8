"""A case as JSON, as it is shown, exported and brought in again. Moments are in UTC, and beside it with the user's offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TypedDict

from contactfinder.errors import UsageError
from contactfinder.journal.record import (
    Attachment,
    Case,
    CaseLine,
    Code,
    Entry,
    Kept,
    Note,
    Promise,
    Result,
    Seen,
)
from contactfinder.journal.spoken import YEARS

MAX_FILE = 100_000_000  # bytes of a file to bring in: 100,000 long entries


class JudgedRecord(TypedDict):
    """By which registry a verdict was given; `imported`: not by this program here, a file says so."""

    version: str
    digest: str
    imported: bool


class SeenRecord(TypedDict):
    """A contact, canonical or as it was written when it cannot be read, with the verdict on it at that moment."""

    contact: str | None
    contact_written: str | None
    contact_kind: str | None
    verdict: str | None
    verdict_platform: str | None
    imitates: str | None
    reasons: list[str]
    judged: JudgedRecord | None


class EntryRecord(SeenRecord):
    """One entry; `minutes` are those until the outcome."""

    number: int
    uid: str
    at: str
    at_local: str
    recorded: str
    edited: str | None
    incoming: bool
    channel: str | None
    agent: str | None
    ticket: str | None
    said: str | None
    promise: str | None
    by: str | None
    by_local: str | None
    by_whole_day: bool
    promise_state: str | None
    outcome: str | None
    minutes: int | None


class AttachmentRecord(TypedDict):
    """A file of the case. `state`: whole, changed or missing; `sha256` of what was attached."""

    number: int
    uid: str
    entry: int | None
    name: str
    size: int
    sha256: str
    added: str
    state: str


class CaseLineRecord(TypedDict):
    """A case without its entries. `platform` is None when the registry does not list it; `by` is the earliest open promise."""

    id: str
    number: int
    uid: str
    platform: str | None
    name: str
    issue: str
    title: str | None
    status: str
    solved: bool
    opened: str
    opened_local: str
    changed: str
    closed: str | None
    by: str | None
    overdue: int


class CaseRecord(CaseLineRecord):
    """A case with everything in it, in the order in which it happened."""

    entries: list[EntryRecord]
    attachments: list[AttachmentRecord]


class Exported(TypedDict):
    """What is read of an exported file; whatever else is in it is left alone."""

    case: CaseRecord


def utc(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC, with Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def line(case: CaseLine) -> CaseLineRecord:
    """A case without its entries."""
    return {
        "id": case.id,
        "number": case.number,
        "uid": case.uid,
        "platform": case.platform,
        "name": case.name,
        "issue": case.issue,
        "title": case.title,
        "status": "closed" if case.closed else "open",
        "solved": case.solved,
        "opened": utc(case.opened) or "",
        "opened_local": case.opened.isoformat(),
        "changed": utc(case.changed) or "",
        "closed": utc(case.closed),
        "by": utc(case.due),
        "overdue": case.overdue,
    }


def whole(case: Case) -> CaseRecord:
    """A case with everything in it."""
    return {
        **line(case.line),
        "entries": [entry(e) for e in case.entries],
        "attachments": [attachment(found) for found in case.attachments],
    }


def entry(found: Entry) -> EntryRecord:
    """One entry."""
    note = found.note
    promise, result = note.promise, note.result
    due = promise.due if promise else None
    return {
        "number": found.number,
        "uid": found.uid,
        "at": utc(note.at) or "",
        "at_local": note.at.isoformat(),
        "recorded": found.recorded.isoformat(),
        "edited": found.edited.isoformat() if found.edited else None,
        "incoming": note.incoming,
        "channel": note.channel,
        **_seen(note.contact),
        "agent": note.agent,
        "ticket": note.ticket,
        "said": note.said,
        "promise": promise.text if promise else None,
        "by": utc(due),
        "by_local": due.isoformat() if due else None,
        "by_whole_day": bool(promise and promise.whole_day),
        "promise_state": promise.kept.value if promise else None,
        "outcome": result.code.value if result else None,
        "minutes": result.minutes if result else None,
    }


def _seen(seen: Seen | None) -> SeenRecord:
    return {
        "contact": (seen.contact or seen.written) if seen else None,
        "contact_written": seen.written if seen else None,
        "contact_kind": seen.kind if seen else None,
        "verdict": seen.verdict if seen else None,
        "verdict_platform": seen.platform if seen else None,
        "imitates": seen.imitates if seen else None,
        "reasons": list(seen.reasons) if seen else [],
        "judged": {"version": seen.registry, "digest": seen.digest, "imported": seen.imported}
        if seen
        else None,
    }


def attachment(found: Attachment) -> AttachmentRecord:
    """A file of a case."""
    return {
        "number": found.number,
        "uid": found.uid,
        "entry": found.entry,
        "name": found.name,
        "size": found.size,
        "sha256": found.sha256,
        "added": found.added.isoformat(),
        "state": found.state,
    }


# -- the other way round


def read(data: bytes) -> Case:
    """A case out of an exported file. Raises UsageError (`bad-export`) that says where the file is wrong."""
    import msgspec

    if len(data) > MAX_FILE:
        raise UsageError("bad-export", problem=f"> {MAX_FILE // 1_000_000} MB")
    try:
        return _case(msgspec.json.decode(data, type=Exported)["case"])
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        raise UsageError("bad-export", problem=str(error) or type(error).__name__) from None


def _case(found: CaseRecord) -> Case:
    closed = found["closed"]
    return Case(
        CaseLine(
            found["id"],
            found["number"],
            _uid(found["uid"]),
            found["platform"],
            found["name"],
            found["issue"],
            found["title"],
            _moment(found["opened_local"]),
            _moment(found["changed"]),
            _moment(closed) if closed else None,
            found["solved"],
        ),
        tuple(_entry(e) for e in found["entries"]),
        tuple(_attachment(a) for a in found["attachments"]),
    )


def _entry(found: EntryRecord) -> Entry:
    edited = found["edited"]
    return Entry(
        _number(found["number"]),
        _uid(found["uid"]),
        _moment(found["recorded"]),
        _moment(edited) if edited else None,
        Note(
            _moment(found["at_local"]),
            found["said"],
            _code(found["channel"]) if found["channel"] else None,
            _contact(found) if found["contact_written"] else None,
            found["incoming"],
            found["agent"],
            found["ticket"],
            _promise(found) if found["promise_state"] else None,
            Result(Code(found["outcome"]), _minutes(found["minutes"])) if found["outcome"] else None,
        ),
    )


def _contact(found: EntryRecord) -> Seen:
    is_read = bool(found["contact"] and found["contact_kind"])
    judged = found["judged"] or {"version": "", "digest": "", "imported": True}
    return Seen(
        found["contact_written"] or "",
        found["contact"] if is_read else None,
        _code(found["contact_kind"] or "") if is_read else None,
        _code(found["verdict"] or "unknown"),
        found["verdict_platform"] and _code(found["verdict_platform"]),
        found["imitates"],
        tuple(map(_code, found["reasons"])),
        _version(judged["version"]),
        _digest(judged["digest"]),
        judged["imported"],
    )


def _promise(found: EntryRecord) -> Promise:
    due = found["by_local"]
    return Promise(
        found["promise"],
        _moment(due) if due else None,
        found["by_whole_day"],
        Kept(found["promise_state"] or Kept.OPEN),
    )


def _attachment(found: AttachmentRecord) -> Attachment:
    return Attachment(
        _number(found["number"]),
        _uid(found["uid"]),
        found["entry"] and _number(found["entry"]),
        found["name"],
        _size(found["size"]),
        _sha256(found["sha256"]),
        _moment(found["added"]),
    )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text[:40]!r} has no offset")
    if found.year not in YEARS:
        raise ValueError(f"{text[:40]!r} is not in our time")
    return found


def _number(number: int) -> int:
    if not 0 < number < 2**31:
        raise ValueError(f"{number} is no number of an entry")
    return number


def _size(size: int) -> int:
    if not 0 <= size < 2**53:
        raise ValueError(f"{size} is no size of a file")
    return size


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes < 2**31:
        raise ValueError(f"{minutes} is no number of minutes")
    return minutes


def _code(text: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9-]{0,60}", text):
        raise ValueError(f"{text[:40]!r} is no code")
    return text


def _uid(text: str) -> str:
    if not re.fullmatch("(?:salvaged-)?[0-9a-f-]{8,48}", text):
        raise ValueError(f"{text[:40]!r} is no uid")
    return text


def _version(text: str) -> str:
    if len(text) > 40:
        raise ValueError("the version of a registry is shorter")
    return text


def _digest(text: str) -> str:
    return _sha256(text) if text else ""


def _sha256(text: str) -> str:
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise ValueError(f"{text[:80]!r} is no SHA-256")
    return text
