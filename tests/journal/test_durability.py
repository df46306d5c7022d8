"""What was acknowledged is there: after a kill at any moment, with many writers at once, and when nothing more can be written."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from contactfinder.errors import JournalError
from contactfinder.journal import CaseLine, Journal, Note
from contactfinder.journal.store import NAME

Start = Callable[..., subprocess.Popen[str]]
Program = Callable[..., subprocess.CompletedProcess[bytes]]
kills = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
limits = pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is of POSIX")

WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from contactfinder.journal import Journal, Note

with Journal.open(Path(sys.argv[1])) as journal:
    while True:
        now = datetime.now(UTC)
        print(journal.log(1, Note(now, "what was said " * 40), now).uid, flush=True)
"""
RACER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from contactfinder.journal import Journal, Note

print("ready", flush=True)
sys.stdin.readline()
with Journal.open(Path(sys.argv[1])) as journal:
    print("open", flush=True)
    case = int(sys.stdin.readline())
    for text in range(25):
        now = datetime.now(UTC)
        journal.log(case, Note(now, f"{sys.argv[2]} says {text}"), now)
print("done", flush=True)
"""


def uids(folder: Path, now: datetime) -> Counter[str]:
    """How often each entry is in a journal, which must be sound."""
    with closing(sqlite3.connect(folder / NAME)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Journal.open(folder, now) as journal:
        assert journal.salvaged is None
        return Counter(e.uid for e in journal.case(1, now).entries)


# -- kills


@kills
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed_again_and_again(
    folder: Path, now: datetime, child: Start
) -> None:
    """Every entry of which somebody was told is there once; of the others at most the one that was being written."""
    moments = random.Random(7)
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    acknowledged: list[str] = []
    for kill in range(1, 9):
        writer = child(WRITER)
        assert writer.stdout
        lines = [writer.stdout.readline() for _ in range(moments.randint(25, 40))]
        time.sleep(moments.uniform(0, 0.02))
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.readlines()
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
        writer.wait()
        there = uids(folder, now)
        assert set(acknowledged) - set(there) == set()
        assert set(there.values()) == {1}
        assert len(there) <= len(acknowledged) + kill
    assert len(acknowledged) >= 200


@kills
def test_nothing_that_the_command_line_acknowledged_is_lost_when_it_is_killed(
    folder: Path, now: datetime, program: Program
) -> None:
    """The answer comes after the entry is durable, never before."""
    moments = random.Random(7)
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    acknowledged = []
    for number in range(16):
        after = moments.uniform(0.05, 0.3) if number % 2 else None
        done = program("log", "1", "--said", f"entry {number}", "--json", kill_after=after)
        if done.stdout.endswith(b"\n"):
            acknowledged.append(json.loads(done.stdout)["entry"]["uid"])
    there = uids(folder, now)
    assert len(acknowledged) >= 8
    assert set(acknowledged) - set(there) == set()
    assert set(there.values()) == {1}


def test_every_commit_waits_for_the_disk(journal: Journal) -> None:
    """A kill leaves what the system holds in memory; only this survives a loss of power."""
    found = [journal._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    assert found == [2, "wal"]  # FULL: https://www.sqlite.org/pragma.html#pragma_synchronous


@kills
def test_a_journal_whose_making_was_cut_off_is_made_again(folder: Path, now: datetime, child: Start) -> None:
    """At every step of the way: no file, an empty file, one without tables."""
    for step in ("private_file", "connected", "writing"):
        code = f"import os, sys; from contactfinder.journal import store; store.{step} = lambda *_: os.kill(os.getpid(), 9)"
        assert child(f"{code}\n{WRITER}").wait(30) == -signal.SIGKILL
        with Journal.open(folder, now) as journal:
            assert journal.salvaged is None
            assert journal.cases(now) == []
        for path in folder.iterdir():
            path.unlink()


# -- many at once


def test_eight_processes_make_the_journal_and_write_into_it_at_once(
    folder: Path, now: datetime, child: Start, together: Callable[[list[subprocess.Popen[str]]], list[str]]
) -> None:
    """They race to create the file; nobody gets an error, nothing is lost, no number is given twice."""
    racers = [child(RACER, f"racer {n}") for n in range(8)]
    assert together(racers) == ["open"] * 8
    with Journal.open(folder, now) as journal:
        case = journal.new("Coinbase", "fraud", None, "coinbase", now)
        for racer in racers:
            tell(racer, str(case.number))
        assert [hear(racer) for racer in racers] == ["done"] * 8
        entries = journal.case(case.number, now).entries
    assert sorted(e.number for e in entries) == [*range(1, 201)]
    assert {e.note.said for e in entries} == {
        f"racer {n} says {text}" for n in range(8) for text in range(25)
    }
    assert not [*folder.glob("journal.*.sqlite")]


def tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_journal_that_another_program_does_not_let_go_is_busy(
    journal: Journal, case: CaseLine, folder: Path, now: datetime
) -> None:
    """After a while; nothing is written and nothing is broken."""
    journal._db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError) as refused:
            journal.log(case.number, Note(now, "now?"), now)
    assert refused.value.code == "journal-busy"
    assert journal.log(case.number, Note(now, "now."), now).number == 1


# -- a full disk

LIMITED = """
import resource, sys
from datetime import datetime, UTC
from pathlib import Path
from contactfinder.errors import JournalError
from contactfinder.journal import Journal, Note

now = datetime.now(UTC)
with Journal.open(Path(sys.argv[1])) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
    try:
        while True:
            print(journal.log(1, Note(now, "words of a long talk " * 200), now).uid, flush=True)
    except JournalError as error:
        print(error.code, flush=True)
    try:
        Path(sys.argv[1], "x").write_bytes(b"x" * 200_000)
    except OSError:
        pass
    try:
        journal.attach(1, Path(sys.argv[2]), now)
    except JournalError as error:
        print(error.code, flush=True)
"""


@limits
def test_what_does_not_fit_on_the_disk_is_an_error_and_leaves_nothing_half_written(
    folder: Path, tmp_path: Path, now: datetime, child: Start
) -> None:
    """Entries up to then are there; the next one gets the next number; of a file that did not fit nothing is left."""
    picture = tmp_path / "picture.bin"
    picture.write_bytes(b"\0" * 300_000)
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    *acknowledged, full, unattached = child(LIMITED, str(picture)).communicate(timeout=60)[0].split()
    there = uids(folder, now)
    assert {full, unattached} <= {"journal-full", "journal-unwritable"}
    assert acknowledged and sorted(there) == sorted(acknowledged)
    assert [path for path in (folder / "attachments").rglob("*") if path.is_file()] == []
    with Journal.open(folder, now) as journal:
        assert journal.case(1, now).attachments == ()
        assert journal.log(1, Note(now, "there is room again"), now).number == len(acknowledged) + 1
        assert journal.attach(1, picture, now).number == 1


def test_a_full_disk_is_called_so(journal: Journal, case: CaseLine, now: datetime) -> None:
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError) as refused:
        journal.log(case.number, Note(now, "words of a long talk " * 500), now)
    assert refused.value.code == "journal-full"
    assert journal.case(case.number, now).entries == ()


COMMIT_FAILS = (
    "CREATE TEMP TABLE parent (key PRIMARY KEY)",
    "CREATE TEMP TABLE child (key REFERENCES parent (key) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TEMP TRIGGER fail AFTER INSERT ON main.attachments BEGIN INSERT INTO child VALUES (1); END",
)


def test_a_file_whose_entry_could_not_be_written_is_not_kept(
    journal: Journal, case: CaseLine, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """The copy is made before the commit, and goes when that fails."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer")
    for statement in COMMIT_FAILS:
        journal._db.execute(statement)
    with pytest.raises(JournalError):
        journal.attach(case.number, letter, now)
    assert [path for path in (folder / "attachments").rglob("*") if path.is_file()] == []


LONG = "The agent said that the transfer was on hold and that I should wait for a letter. " * 1_000


@limits
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_the_command_line_gives_a_text_back_that_could_not_be_written(
    folder: Path, now: datetime, program: Program, form: tuple[str, ...]
) -> None:
    """On standard error, so that it can be copied; the answer is an error."""
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    done = program("log", "1", "--said", LONG, *form, before=small_files)
    error = done.stderr.decode()
    assert done.returncode == 6
    assert " ".join(LONG.split()) in " ".join(error.split())
    assert "Traceback" not in error
    if form:
        assert json.loads(done.stdout)["error"]["code"] in ("journal-full", "journal-unwritable")
    assert uids(folder, now) == Counter()


def small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (64_000, 64_000))


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_a_folder_that_cannot_be_made_is_an_error_that_gives_the_text_back(
    tmp_path: Path, program: Program, form: tuple[str, ...]
) -> None:
    """Below a file there is no folder, not even for root."""
    (tmp_path / "file").write_text("I am no folder")
    done = program(
        "log", "--said", "She will call back.", "--agent", "Ann", *form, data=tmp_path / "file" / "data"
    )
    error = done.stderr.decode()
    assert done.returncode == 6
    assert "She will call back." in error and "Ann" in error
    assert "Traceback" not in error
    if form:
        assert json.loads(done.stdout)["error"]["code"] == "journal-unwritable"
    else:
        assert done.stdout == b""


def test_a_secret_is_not_given_back(tmp_path: Path, program: Program) -> None:
    """It stays unwritten in every sense."""
    (tmp_path / "file").write_text("I am no folder")
    said = ["--said", "my password: hunter2", "--agent", "Ann"]
    done = program("log", *said, data=tmp_path / "file" / "data")
    assert done.returncode == 6
    assert b"Ann" in done.stderr
    assert b"hunter2" not in done.stderr + done.stdout
