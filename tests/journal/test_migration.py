"""A journal of every older version opens with everything in it; one of a newer version is refused and not touched."""

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from contactfinder.errors import JournalError
from contactfinder.journal import Journal, Note, schema
from contactfinder.journal.store import NAME

DUMPS = (
    Path(__file__).parent / "schemas"
)  # vN.sql: what `Connection.iterdump` gives of a journal of that version
OLD = range(1, schema.VERSION)
Start = Callable[..., subprocess.Popen[str]]
Together = Callable[[list[subprocess.Popen[str]]], list[str]]
in_every_old_version = pytest.mark.parametrize("version", OLD, ids="v{}".format)
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and SIGKILL are of POSIX")


@pytest.fixture
def old(folder: Path) -> Callable[[int], Path]:
    """Makes a journal of an old version from its dump."""

    def made(version: int) -> Path:
        folder.mkdir(mode=0o700)
        with closing(sqlite3.connect(folder / NAME)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript((DUMPS / f"v{version}.sql").read_text(encoding="utf-8"))
        return folder / NAME

    return made


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return schema.version_of(db)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [*db.iterdump()]


def content(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables, only these columns of them."""
    with closing(sqlite3.connect(path)) as db:
        return {
            table: db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1").fetchall()
            for table, names in columns.items()
        }


def columns_of(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as db:
        found = {table: [c[1] for c in db.execute(f"PRAGMA table_info({table})")] for table in schema.TABLES}
    return {table: names for table, names in found.items() if names}


def backups(folder: Path) -> list[Path]:
    return [*folder.glob("journal.v*.sqlite")]


# -- older ones


def test_there_is_a_journal_of_every_old_version() -> None:
    """Who adds a step adds a dump of the journals that users have until then."""
    assert {path.name for path in DUMPS.iterdir()} == {f"v{version}.sql" for version in OLD}


@in_every_old_version
def test_a_dump_is_what_that_version_made(version: int, old: Callable[[int], Path]) -> None:
    """Steps that users have taken are never changed again."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        schema.advance(db, schema.STEPS[:version])
        made = [*db.execute("SELECT name, sql FROM sqlite_master ORDER BY rowid")]
    with closing(sqlite3.connect(old(version))) as db:
        assert [*db.execute("SELECT name, sql FROM sqlite_master ORDER BY rowid")] == made
        assert schema.version_of(db) == version


@in_every_old_version
def test_an_old_journal_opens_with_every_row_as_it_was(
    version: int, old: Callable[[int], Path], folder: Path, now: datetime
) -> None:
    path = old(version)
    columns = columns_of(path)
    before = content(path, columns)
    with Journal.open(folder, now) as journal:
        assert journal.salvaged is None
    assert version_of(path) == schema.VERSION
    assert content(path, columns) == before
    assert [len(rows) for rows in before.values()][:2] == [3, 8]


@in_every_old_version
def test_an_old_journal_can_be_read_and_written(
    version: int, old: Callable[[int], Path], folder: Path, now: datetime
) -> None:
    """Numbers go on behind those that were given, also to what was removed since."""
    old(version)
    with Journal.open(folder, now) as journal:
        cases = [journal.case(line.number, now) for line in journal.cases(now)]
        assert {c.line.id: len(c.entries) for c in cases} == {"coinbase-1": 5, "kraken-2": 2, "case-3": 1}
        assert {c.line.id: c.line.overdue for c in cases} == {"coinbase-1": 0, "kraken-2": 1, "case-3": 1}
        assert journal.log(3, Note(now, "next"), now).number == 3
        assert journal.new("Kraken", "fees", None, "kraken", now).number == 4


@in_every_old_version
@pytest.mark.parametrize(
    ("text", "where"),
    [("PASSPORT photo", [(1, 5)]), ("三天", [(3, 1)]), ("o'hara; TEAM", [(2, 1)]), ("sim swap", [(1, None)])],
)
def test_what_was_written_down_long_ago_is_found(
    version: int,
    old: Callable[[int], Path],
    folder: Path,
    now: datetime,
    text: str,
    where: list[tuple[int, int]],
) -> None:
    old(version)
    with Journal.open(folder, now) as journal:
        found = journal.search(text, now)
    assert [(f.case.number, f.entry.number if f.entry else None) for f in found] == where


@in_every_old_version
def test_a_copy_of_the_old_journal_lies_beside_the_new_one(
    version: int, old: Callable[[int], Path], folder: Path, now: datetime
) -> None:
    path = old(version)
    before = dump(path)
    Journal.open(folder, now).close()
    copy = folder / f"journal.v{version}.{now:%Y%m%dT%H%M%SZ}.sqlite"
    assert backups(folder) == [copy]
    assert (version_of(copy), dump(copy)) == (version, before)


@posix
def test_the_copy_is_private(old: Callable[[int], Path], folder: Path, now: datetime) -> None:
    old(1)
    Journal.open(folder, now).close()
    assert [stat.S_IMODE(path.stat().st_mode) for path in backups(folder)] == [0o600]


def test_a_journal_of_this_version_is_not_copied(folder: Path, now: datetime) -> None:
    for _ in range(2):
        Journal.open(folder, now).close()
    assert backups(folder) == []


@in_every_old_version
def test_a_damaged_old_journal_comes_back_in_the_newest_form(
    version: int, old: Callable[[int], Path], folder: Path, now: datetime
) -> None:
    path = old(version)
    columns = columns_of(path)
    before = content(path, columns)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with Journal.open(folder, now) as journal:
        assert journal.salvaged and journal.salvaged[1:3] == (3, 8)
        assert len(journal.search("passport", now)) == 1
    assert content(path, columns) == before


def test_a_journal_that_was_brought_up_and_is_damaged_then_comes_back(
    old: Callable[[int], Path], folder: Path, now: datetime
) -> None:
    """Its tables do not lie where those of a new one do."""
    path = old(1)
    Journal.open(folder, now).close()
    before = content(path, columns_of(path))
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    Journal.open(folder, now).close()
    assert content(path, columns_of(path)) == before


# -- steps that fail, or are cut off


@pytest.fixture
def with_a_bad_step(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The next version, whose step does half of its work and fails."""
    bad = "ALTER TABLE cases ADD COLUMN extra TEXT; DELETE FROM entries; SELECT no_such_function();"
    with monkeypatch.context() as patch:
        patch.setattr(schema.advance, "__defaults__", ((*schema.STEPS, bad),))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        yield patch


@pytest.mark.parametrize("version", [*OLD, schema.VERSION], ids="v{}".format)
def test_a_step_that_fails_leaves_the_journal_as_it_was(
    version: int,
    old: Callable[[int], Path],
    folder: Path,
    now: datetime,
    with_a_bad_step: pytest.MonkeyPatch,
) -> None:
    """None of the steps before it is taken either."""
    path = old(min(version, OLD[-1]))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        schema.advance(db, schema.STEPS[:version])
    before = dump(path)
    with pytest.raises(JournalError):
        Journal.open(folder, now)
    assert dump(path) == before
    with_a_bad_step.undo()
    with Journal.open(folder, now) as journal:
        assert len(journal.cases(now)) == 3


CUT_OFF = """
import os, sys
from pathlib import Path
from contactfinder.journal import Journal, schema

schema.folded = lambda *_: os.kill(os.getpid(), 9)  # while the last step fills its columns
Journal.open(Path(sys.argv[1]))
"""


@posix
def test_steps_that_are_cut_off_are_taken_by_the_next_one(
    old: Callable[[int], Path], folder: Path, now: datetime, child: Start
) -> None:
    path = old(1)
    before = content(path, columns_of(path))
    columns = columns_of(path)
    assert child(CUT_OFF).wait(30) == -signal.SIGKILL
    with Journal.open(folder, now) as journal:
        assert journal.salvaged is None
        assert len(journal.search("passport", now)) == 1
    assert content(path, columns) == before


OPENER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from contactfinder.journal import Journal

print("ready", flush=True)
sys.stdin.readline()
with Journal.open(Path(sys.argv[1])) as journal:
    print(len(journal.case(1, datetime.now(UTC)).entries), flush=True)
"""


@in_every_old_version
def test_two_that_open_an_old_journal_at_once_take_the_steps_once(
    version: int, old: Callable[[int], Path], folder: Path, child: Start, together: Together
) -> None:
    path = old(version)
    columns = columns_of(path)
    before = content(path, columns)
    openers = [child(OPENER) for _ in range(4)]
    assert together(openers) == ["5"] * 4
    assert len(backups(folder)) == 1
    assert content(path, columns) == before


# -- newer ones


def newer(folder: Path, now: datetime) -> Path:
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
        journal._db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    return folder / NAME


def files(folder: Path) -> dict[str, bytes]:
    """What lies there, without what holds no data: the lock and the index of the log."""
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith(("-shm", ".lock"))
    }


def refused(folder: Path, now: datetime) -> str:
    with pytest.raises(JournalError) as error:
        Journal.open(folder, now)
    return error.value.code


def test_a_newer_journal_is_refused_and_not_touched(folder: Path, now: datetime) -> None:
    newer(folder, now)
    before = files(folder)
    assert refused(folder, now) == "journal-newer"
    after = files(folder)
    assert {name: data for name, data in after.items() if data} == before


def test_a_newer_journal_is_not_touched_when_the_newest_is_only_in_its_log(
    folder: Path, now: datetime, tmp_path: Path
) -> None:
    """Not even the log is brought into the file."""
    newer(tmp_path / "alive", now)
    with closing(sqlite3.connect(tmp_path / "alive" / NAME)) as db, db:
        db.execute("UPDATE cases SET title = 'in the log'")
        db.commit()
        shutil.copytree(tmp_path / "alive", folder)
    before = files(folder)
    assert refused(folder, now) == "journal-newer"
    assert files(folder) == before


def test_a_newer_journal_that_this_sqlite_cannot_understand_is_no_damaged_one(
    folder: Path, now: datetime
) -> None:
    """To an old SQLite new words in the definition of a table look like damage."""
    path = newer(folder, now)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE future (x)")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET sql = 'CREATE TABLE future (x) HENCEFORTH' WHERE name = 'future'"
        )
    before = files(folder)
    assert refused(folder, now) == "journal-newer"
    assert {name: data for name, data in files(folder).items() if data} == before
