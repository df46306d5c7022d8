"""The verbs of the journal. Secrets are refused here, before anything is written; a verb returns when what it wrote is on the disk."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Self
from unicodedata import normalize
from uuid import uuid4

from contactfinder.errors import JournalError, UsageError
from contactfinder.journal import attaching, rows, store
from contactfinder.journal.record import (
    MAX_LINE,
    MAX_TEXT,
    Attachment,
    Case,
    CaseLine,
    Entry,
    Found,
    Note,
    Seen,
)
from contactfinder.journal.salvage import Salvaged
from contactfinder.journal.schema import folded
from contactfinder.journal.spoken import YEARS
from contactfinder.secrets import SecretRefused, secret_in

_APART = "\n·\n·\n·\n·\n"  # between texts that are looked at as one: far enough for a word not to explain the next number
LATELY = 1_000  # entries about one platform from which a look-up learns
MAX_PHONE = 40  # characters of a written phone number
_NEEDED = ("platform", "issue")
_EARLY = timedelta(days=1)  # a clock may be wrong, and nothing has happened later than that


class Import(NamedTuple):
    """What an import did: the case, how many entries and files are new and how many were there already."""

    case: CaseLine
    added: int
    already: int


class Journal:
    """The cases of one user in one folder. Made by `Journal.open`; for one thread, and for any number of processes."""

    def __init__(self, folder: Path, db: sqlite3.Connection, salvaged: Salvaged | None) -> None:
        self.folder, self.salvaged, self._db = folder, salvaged, db

    @classmethod
    def open(cls, folder: Path, now: datetime | None = None) -> Journal:
        """Open the journal in a folder, made when there is none. Raises JournalError.

        What could be saved of a damaged one is in `salvaged`.
        """
        return cls(folder, *store.opened(folder, now or datetime.now(UTC)))

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is a journal in a folder."""
        return (folder / store.NAME).is_file()

    # -- cases

    def new(self, name: str, issue: str, title: str | None, platform: str | None, now: datetime) -> CaseLine:
        """Begin a case about a platform of the registry (its id) or any other (None). Raises UsageError, JournalError."""
        case = _checked({"platform": name, "issue": issue, "title": title})
        with self._writing() as db:
            values = {"platform": platform, "name": case["platform"], "issue": issue, "title": case["title"]}
            number = rows.insert_case(db, values, now, uuid4().hex)
        return self._line(number, now)

    def cases(self, now: datetime) -> list[CaseLine]:
        """All cases: late promises first, then open ones, those that moved last before the others."""
        with self._reading() as db:
            found = [rows.line(row) for row in db.execute(rows.LINES, rows.moment(now))]
        return sorted(found, key=_urgency)

    def case(self, number: int, now: datetime) -> Case:
        """A case with everything in it. Raises UsageError (`no-such-case`)."""
        with self._reading() as db:
            return Case(
                self._line(number, now),
                tuple(rows.entry(row) for row in db.execute(rows.ENTRIES, (number,))),
                tuple(
                    attaching.looked_at(rows.attachment(row), self._files(number))
                    for row in db.execute(rows.FILES, (number,))
                ),
            )

    def find(self, name: str | None, now: datetime) -> CaseLine:
        """The case that is meant: by its id or number, by its platform where that has one, or the only open one.

        Raises UsageError.
        """
        found = self.cases(now)
        if name is None:
            return _only([c for c in found if c.closed is None], found)
        wanted = name.strip().lower().lstrip("#")
        exact = [c for c in found if wanted in (c.id, str(c.number), c.uid)]
        if exact:
            return exact[0]
        named = [c for c in found if wanted in (c.platform, c.name.lower())]
        if not named:
            _checked({"case": name})  # what nobody may have is not shown either
            raise UsageError("no-such-case", value=name, names=", ".join(c.id for c in found))
        return _only([c for c in named if c.closed is None] or named, named)

    def change(self, number: int, now: datetime, **values: str | None) -> CaseLine:
        """Change name and platform, issue or title of a case. Raises UsageError, JournalError."""
        platform = {"platform": values.pop("platform")} if "platform" in values else {}
        checked = _checked({("platform" if k == "name" else k): v for k, v in values.items()})
        with self._writing() as db:
            self._must_exist(number, db)
            named = {("name" if k == "platform" else k): v for k, v in checked.items()}
            rows.update_case(db, number, {**named, **platform}, now)
        return self._line(number, now)

    def close_case(self, number: int, solved: bool, now: datetime) -> CaseLine:
        """A case that is over; its promises no longer matter."""
        with self._writing() as db:
            self._must_exist(number, db)
            rows.update_case(db, number, {"closed": now.isoformat(), "solved": int(solved)}, now)
        return self._line(number, now)

    def reopen(self, number: int, now: datetime) -> CaseLine:
        """A case that is not over after all."""
        with self._writing() as db:
            self._must_exist(number, db)
            rows.update_case(db, number, {"closed": None, "solved": 0}, now)
        return self._line(number, now)

    def delete(self, number: int) -> None:
        """Remove a case with everything in it; nothing of it stays in the file or its log."""
        with self._writing() as db:
            db.execute("DELETE FROM cases WHERE number = ?", (number,))
            with store.telling(self._files(number)):  # first, for what is still listed can be deleted again
                attaching.remove_all(self._files(number))
        self._forget()

    # -- entries

    def log(self, number: int, note: Note, now: datetime, is_now: bool = True) -> Entry:
        """Write down what happened; on return it is durable. Raises SecretRefused, UsageError, JournalError.

        `is_now`: it happens now, and so after everything that was written down as it happened, whatever the clock says.
        """
        note = _checked_note(note, now)
        with self._writing() as db:
            self._must_exist(number, db)
            key = rows.insert_entry(db, number, note, now, uuid4().hex, is_now)
            return rows.entry(db.execute(rows.ENTRY_BY_KEY, (key,)).fetchone())

    def entry(self, number: int, entry: int) -> Entry:
        """One entry of a case. Raises UsageError (`no-such-entry`)."""
        with self._reading() as db:
            row = db.execute(rows.ENTRY, (number, entry)).fetchone()
        if row is None:
            raise UsageError("no-such-entry", value=str(entry))
        return rows.entry(row)

    def rewrite(self, number: int, entry: int, note: Note, now: datetime) -> Entry:
        """Change an entry; that it was changed, and when, is kept."""
        old = self.entry(number, entry)
        note = _checked_note(note, now)
        with self._writing() as db:
            rows.update_entry(db, old, number, note, now)
        return self.entry(number, entry)

    def remove(self, number: int, entry: int) -> None:
        """Remove one entry; its number is never given again."""
        self.entry(number, entry)
        with self._writing() as db:
            db.execute("DELETE FROM entries WHERE case_number = ? AND number = ?", (number, entry))
            db.execute(
                "UPDATE attachments SET entry = NULL WHERE case_number = ? AND entry = ?", (number, entry)
            )
        self._forget()

    # -- files

    def attach(self, number: int, path: Path, now: datetime, entry: int | None = None) -> Attachment:
        """Copy a file into the journal. Raises UsageError, SecretRefused for a text with a secret, JournalError."""
        if entry is not None:
            self.entry(number, entry)
        name, data = attaching.read(path)
        _checked({"file": name})
        attaching.refuse_secrets(data, name)
        folder = self._files(number)
        found = attaching.described(name, data, entry, now, uuid4().hex)
        try:
            with self._writing() as db:
                self._must_exist(number, db)
                found = rows.insert_file(db, number, found)
                with store.telling(folder):
                    attaching.keep(folder, found, data)  # before the commit: what is written down is there
        except BaseException:
            attaching.drop(folder, found)
            raise
        return found

    def path_of(self, number: int, found: Attachment) -> Path:
        """Where the copy of an attached file lies."""
        return attaching.place(self._files(number), found)

    def copies(self) -> list[Path]:
        """Older files beside the journal: as it was before it changed its form, or damaged. What was deleted since is in them."""
        return sorted([*self.folder.glob("journal.v*.sqlite"), *self.folder.glob("journal.damaged.*.sqlite")])

    # -- search, guidance, import

    def search(self, text: str, now: datetime) -> list[Found]:
        """Cases and entries in which every word of a text stands, in any writing; the newest first."""
        words = folded(_storable(text)).split()
        if not words:
            return []
        lines = {c.number: c for c in self.cases(now)}  # without those that another process begins meanwhile
        with self._reading() as db:
            cases = [row["number"] for row in db.execute(*rows.having(words, "cases"))]
            entries = [*db.execute(*rows.having(words, "entries"))]
        found = [Found(lines[number]) for number in cases if number in lines]
        of_known = [row for row in entries if row["case_number"] in lines]
        return found + [Found(lines[row["case_number"]], rows.entry(row)) for row in of_known]

    def notes_about(self, platform: str) -> list[list[Note]]:
        """What was noted lately about a platform of the registry: each case by itself, in the order in which it happened."""
        cases: dict[int, list[Note]] = {}
        with self._reading() as db:
            for row in db.execute(rows.LATELY, (platform, LATELY)):
                cases.setdefault(row["case_number"], []).append(rows.entry(row).note)
        return list(cases.values())

    def take_in(self, case: Case, now: datetime, platform: str | None) -> Import:
        """Bring in a case from elsewhere; what is here already stays as it is. Raises SecretRefused, UsageError, JournalError."""
        line = case.line
        _checked({"platform": line.name, "issue": line.issue, "title": line.title})
        notes = [_checked_note(_foreign(e.note), max(now, e.recorded)) for e in case.entries]
        for found in case.attachments:
            _checked({"file": found.name})
        with self._writing() as db:
            number = rows.number_of(db, line.uid) or rows.insert_foreign_case(db, line, platform)
            entries = zip(case.entries, notes, strict=True)
            new = sum([rows.insert_foreign_entry(db, number, e, note) for e, note in entries])
            here = {e.number: rows.entry_number(db, number, e.uid) for e in case.entries}
            files = [found._replace(entry=here.get(found.entry or 0)) for found in case.attachments]
            new += sum([rows.insert_foreign_file(db, number, found) for found in files])
        return Import(self._line(number, now), new, len(case.entries) + len(case.attachments) - new)

    # -- all of them

    def close(self) -> None:
        """Give the file back."""
        with store.telling(self.folder / store.NAME):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with store.telling(self.folder / store.NAME), store.writing(self._db):
            yield self._db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with store.telling(self.folder / store.NAME):
            yield self._db

    def _line(self, number: int, now: datetime) -> CaseLine:
        with self._reading() as db:
            row = db.execute(
                f"{rows.LINES} WHERE cases.number = :number", {**rows.moment(now), "number": number}
            )
            if found := row.fetchone():
                return rows.line(found)
        raise UsageError("no-such-case", value=str(number), names="")

    def _must_exist(self, number: int, db: sqlite3.Connection) -> None:
        if db.execute("SELECT 1 FROM cases WHERE number = ?", (number,)).fetchone() is None:
            raise UsageError("no-such-case", value=str(number), names="")

    def _files(self, number: int) -> Path:
        return self.folder / "attachments" / str(number)

    def _forget(self) -> None:
        """Write the file anew, and empty its log, so that what was deleted is in neither. Raises JournalError (`journal-not-wiped`).

        `secure_delete` alone is not enough: SQLite leaves copies behind when it moves rows from page to page.
        """
        try:
            with self._reading() as db:
                db.execute("VACUUM")
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except JournalError as error:
            raise JournalError("journal-not-wiped", **error.values) from error


def _urgency(line: CaseLine) -> tuple[bool, bool, float]:
    late = line.overdue > 0
    when = line.due if late and line.due else line.changed
    return not late, line.closed is not None, when.timestamp() * (1 if late else -1)


def _only(found: Sequence[CaseLine], all_of_them: Sequence[CaseLine]) -> CaseLine:
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError("no-open-case", names=", ".join(c.id for c in all_of_them))
    raise UsageError("which-case", names=", ".join(c.id for c in found))


# -- what may be written down


def _checked(texts: dict[str, str | None]) -> dict[str, str | None]:
    """Texts as they can be stored. Raises UsageError for what is too long, SecretRefused for what nobody may have."""
    found = {field: _storable(text) for field, text in texts.items()}
    for field, text in found.items():
        most = MAX_TEXT if field == "said" else MAX_LINE
        if text and len(text) > most:
            raise UsageError("entry-too-long", field=field, most=str(most))
        if text and (secret := secret_in(text)):
            raise SecretRefused(secret, field)
        if not text and field in _NEEDED:
            raise UsageError("missing", value=field)
    said = _APART.join(text for text in found.values() if text)
    if secret := secret_in(said):  # in parts, each too short to be told
        raise SecretRefused(secret, ", ".join(field for field, text in found.items() if text))
    return found


def _storable(text: str | None) -> str | None:
    """Text without blanks around it; what is no text in any encoding becomes its code. Nothing is no text."""
    if text is None:
        return None
    written = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\r\n", "\n")
    return re.sub(r"\x00", r"\\x00", written).strip() or None


def _checked_note(note: Note, now: datetime) -> Note:
    if note.at.year not in YEARS:
        raise UsageError("bad-time", value=note.at.isoformat())
    if note.at > now + _EARLY:
        raise UsageError("not-yet", value=note.at.isoformat())
    promise, contact = note.promise, note.contact and _checked_contact(note.contact)
    told = {} if contact is None or is_dialled(contact) else {"contact": contact.written}
    texts = {"said": note.said, **told, "agent": note.agent, "ticket": note.ticket}
    found = _checked({**texts, "promise": promise.text if promise else None})
    _checked({"channel": note.channel})
    return note._replace(
        said=found["said"],
        agent=found["agent"],
        ticket=found["ticket"],
        contact=contact,
        promise=promise._replace(text=found["promise"]) if promise else None,
    )


def _checked_contact(seen: Seen) -> Seen | None:
    codes = {"kind": seen.kind, "verdict": seen.verdict, "reasons": " ".join(seen.reasons)}
    _checked({**codes, "listed": seen.platform, "imitates": seen.imitates, "registry": seen.registry})
    if is_dialled(seen):
        return seen._replace(written=_storable(seen.written) or seen.contact or "")
    found = _checked({"contact": seen.written, "canonical": seen.contact})
    return seen._replace(written=found["contact"]) if found["contact"] else None


def is_dialled(seen: Seen) -> bool:
    """Whether a contact is a phone number and nothing else. It is no card then, whatever its digits."""
    if seen.kind != "phone" or not re.fullmatch(r"\+[1-9][0-9]{6,14}", seen.contact or ""):
        return False
    if len(seen.written) > MAX_PHONE or secret_in(seen.written) not in (None, "card-details"):
        return False
    dialled = re.sub(r"\D", "", normalize("NFKC", seen.written))
    return (seen.contact or "").endswith(dialled[-7:])


def _foreign(note: Note) -> Note:
    """A verdict that a file states was not given here."""
    if note.contact is None:
        return note
    return note._replace(contact=note.contact._replace(imported=True))
