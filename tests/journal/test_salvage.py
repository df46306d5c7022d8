"""A damaged journal: what can be read comes back, the damaged file is kept, and the work goes on. A sound one is let alone."""

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contactfinder.errors import JournalError
from contactfinder.journal import Case, Journal, Note, Promise, salvage
from contactfinder.journal.store import NAME

PAGE = 4096
LOG = f"{NAME}-wal"
WORDS = "The agent said that the transfer was on hold and that I should wait for a letter of theirs. "
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="SIGKILL and hard links to open files are of POSIX"
)


@pytest.fixture
def path(folder: Path, now: datetime) -> Path:
    """The file of a journal that nobody has open: two cases, entries on many pages, a promise, an attachment."""
    with Journal.open(folder, now) as journal:
        fill(journal, now)
    return folder / NAME


@pytest.fixture
def cut_off(folder: Path, now: datetime, tmp_path: Path) -> Path:
    """The same, cut off in the middle of its work: the newest entries are in the log and nowhere else."""
    with Journal.open(tmp_path / "alive", now) as journal:
        fill(journal, now)
        journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(20):
            journal.log(1, Note(now, f"newest {number}"), now)
        shutil.copytree(tmp_path / "alive", folder)
    assert (folder / LOG).stat().st_size > 0
    return folder / NAME


def fill(journal: Journal, now: datetime) -> None:
    first = journal.new("Coinbase", "fraud", "Locked out", "coinbase", now)
    second = journal.new("小众交易所", "deposit", "充值不到账", None, now)
    for number in range(120):
        at = now + timedelta(minutes=number)
        note = Note(at, f"entry {number}. {WORDS * 3}", promise=Promise("a letter", at))
        journal.log((first, second)[number % 2].number, note, at)
    letter = journal.folder / "letter.txt"
    letter.write_text("Dear customer")
    journal.attach(first.number, letter, now)
    letter.unlink()


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def noise(pages: int = 1) -> bytes:
    return random.Random(1).randbytes(pages * PAGE)


def everything(folder: Path, now: datetime) -> list[Case]:
    """All that is in a journal; it must be one that can be written and searched."""
    with Journal.open(folder, now) as journal:
        found = [journal.case(line.number, now) for line in journal.cases(now)]
        other = journal.new("X", "other", None, None, now)
        entry = journal.log(other.number, Note(now, "the work goes on"), now)
        assert [f.entry for f in journal.search("the work goes on", now)] == [entry]
        journal.delete(other.number)
        return found


def said(cases: list[Case]) -> set[str]:
    return {(e.note.said or "").partition(".")[0] for case in cases for e in case.entries}


ALL = {f"entry {number}" for number in range(120)}
NEWEST = {f"newest {number}" for number in range(20)}

# -- what comes back


def test_when_the_first_page_is_lost_everything_comes_back(path: Path, folder: Path, now: datetime) -> None:
    """It only says where the tables are, and that is known."""
    before = everything(folder, now)
    overwrite(path, 0, bytes(PAGE))
    with Journal.open(folder, now) as journal:
        assert journal.salvaged and journal.salvaged[1:] == (2, 120, 1)
    assert everything(folder, now) == before


def test_when_the_first_page_is_lost_after_a_case_was_deleted_everything_comes_back(
    path: Path, folder: Path, now: datetime
) -> None:
    """Deleting writes the file anew, and the tables lie elsewhere then."""
    with Journal.open(folder, now) as journal:
        journal.delete(2)
    before = everything(folder, now)
    overwrite(path, 0, bytes(PAGE))
    assert everything(folder, now) == before


def everywhere(path: Path) -> list[int]:
    """A few pages of each kind: cases, the counter, indexes, the root of the entries, entries, attachments, the last."""
    pages = path.stat().st_size // PAGE
    return [*range(1, 13), *range(13, pages - 1, 3), pages - 1]


@pytest.mark.parametrize("data", [bytes(PAGE), noise()], ids=["zeros", "noise"])
def test_of_any_lost_page_everything_comes_back_that_was_not_on_it(
    path: Path, folder: Path, now: datetime, data: bytes
) -> None:
    """Each once and as it was; also when the page said where the others are."""
    whole = path.read_bytes()
    before = {e.uid: e for case in everything(folder, now) for e in case.entries}
    for page in everywhere(path):
        path.write_bytes(whole)
        overwrite(path, page * PAGE, data)
        lost = whole[page * PAGE : (page + 1) * PAGE]
        on_it = {
            uid for uid, e in before.items() if (e.note.said or "").partition(" The")[0].encode() in lost
        }
        found = [e for case in everything(folder, now) for e in case.entries]
        assert (page, {e.uid for e in found}) == (page, set(before) - on_it)
        assert [e for e in found if e != before[e.uid]] == []
        assert len(found) == len(before) - len(on_it)


def test_what_stands_beside_a_damaged_row_comes_back(path: Path, folder: Path, now: datetime) -> None:
    """On both sides of it, on the same page."""
    uids = {e.note.said: e.uid for case in everything(folder, now) for e in case.entries}
    whole = path.read_bytes()
    for text, uid in [*uids.items()][:12]:
        assert text
        name = whole.rindex(uid.encode(), 0, whole.index(text.encode()))  # it stands in an index, too
        path.write_bytes(whole)
        overwrite(path, name - 36, b"\xff" * 24)  # what says where the row and its columns end
        assert said(everything(folder, now)) == ALL - {text.partition(".")[0]}


def test_a_row_with_a_damaged_letter_comes_back(path: Path, folder: Path, now: datetime) -> None:
    data = path.read_bytes()
    overwrite(path, data.index(b"The agent"), b"\xff")
    overwrite(path, 0, bytes(PAGE))
    assert said(everything(folder, now)) == ALL


def test_the_cases_come_back_with_all_that_is_known_of_them(path: Path, folder: Path, now: datetime) -> None:
    """When only entries are lost."""
    before = everything(folder, now)
    overwrite(path, (path.stat().st_size // PAGE - 4) * PAGE, noise(3))
    after = everything(folder, now)
    assert [c.line._replace(entries=0, due=None, overdue=0) for c in after] == [
        c.line._replace(entries=0, due=None, overdue=0) for c in before
    ]
    assert len(said(after)) < 120


def test_entries_without_their_case_come_back_under_one_without_a_name(
    path: Path, folder: Path, now: datetime
) -> None:
    """Better so than lost. The page of the cases is the second one."""
    overwrite(path, PAGE, bytes(PAGE))
    with Journal.open(folder, now) as journal:
        assert journal.salvaged and journal.salvaged[1:] == (0, 120, 1)
    cases = everything(folder, now)
    assert {(c.line.id, c.line.name, c.line.number) for c in cases} == {
        ("salvaged-1", "?", 1),
        ("salvaged-2", "?", 2),
    }
    assert said(cases) == ALL
    assert [a.state for c in cases for a in c.attachments] == ["whole"]


def test_numbers_go_on_behind_those_that_came_back(path: Path, folder: Path, now: datetime) -> None:
    """Also when nothing is left of the case, which knew the last one."""
    overwrite(path, PAGE, bytes(PAGE))
    with Journal.open(folder, now) as journal:
        assert journal.log(1, Note(now, "next"), now).number == 61
        assert journal.new("Kraken", "fees", None, "kraken", now).number == 3


@pytest.mark.parametrize("column", ["opened", "changed"])
def test_entries_come_back_when_only_their_case_cannot(
    path: Path, folder: Path, now: datetime, column: str
) -> None:
    """There is a row of it, in which a moment is none."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"UPDATE cases SET {column} = 'then' WHERE number = 2")
    overwrite(path, 0, bytes(PAGE))
    cases = everything(folder, now)
    assert {c.line.id for c in cases} == {"coinbase-1", "salvaged-2"}
    assert said(cases) == ALL


def test_entries_without_their_case_come_back_when_one_of_them_cannot(
    path: Path, folder: Path, now: datetime
) -> None:
    """Whichever stands first."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE entries SET recorded = 'then' WHERE number = 1")
    overwrite(path, 0, bytes(2 * PAGE))
    assert said(everything(folder, now)) == ALL - {"entry 0", "entry 1"}


def test_the_order_comes_back_too(folder: Path, now: datetime) -> None:
    """What was written down later of an earlier time stands where it belongs, before and after."""
    with Journal.open(folder, now) as journal:
        case = journal.new("Coinbase", "fraud", None, "coinbase", now)
        journal.log(case.number, Note(now, "second"), now)
        journal.log(case.number, Note(now - timedelta(days=2), "first"), now, is_now=False)
    overwrite(folder / NAME, 0, bytes(PAGE))
    with Journal.open(folder, now) as journal:
        journal.log(case.number, Note(now - timedelta(days=1), "between"), now, is_now=False)
        journal.log(case.number, Note(now, "third"), now)
        order = [e.note.said for e in journal.case(case.number, now).entries]
    assert order == ["first", "between", "second", "third"]


def test_an_index_that_no_longer_fits_is_made_anew(path: Path, folder: Path, now: datetime) -> None:
    """It leads to an entry that is not there, and the case could not be shown."""
    place = int((now + timedelta(minutes=99)).timestamp() * 1_000_000).to_bytes(8, "big")
    leads_to = place + bytes([100, 100])  # the key of the hundredth entry, in the index of the order
    start = path.read_bytes().index(leads_to)
    overwrite(path, start, place + bytes([125, 125]))
    assert said(everything(folder, now)) == ALL


def test_a_long_text_comes_back_or_is_lost_as_a_whole(folder: Path, now: datetime) -> None:
    """It goes on over many pages. Without one of them it would not be what was said."""
    with Journal.open(folder, now) as journal:
        case = journal.new("Coinbase", "fraud", None, "coinbase", now)
        texts = [f"talk {number}. {WORDS * 300}".strip() for number in range(3)]
        for text in texts:
            journal.log(case.number, Note(now, text), now)
    data = (folder / NAME).read_bytes()
    for start in range(13 * PAGE, len(data), 8 * PAGE):
        (folder / NAME).write_bytes(data)
        overwrite(folder / NAME, start, b"\xff" * 4 + data[start + 4 : start + PAGE])  # where it goes on
        found = [e.note.said for c in everything(folder, now) for e in c.entries]
        assert [text for text in found if text not in texts] == []
        assert len(found) >= 2


def test_a_file_that_was_cut_short_gives_what_is_in_it(path: Path, folder: Path, now: datetime) -> None:
    data = path.read_bytes()
    for length in (len(data) // 2, len(data) - 1, 5 * PAGE, PAGE, 100, 1):
        path.write_bytes(data[:length])
        left = {text for text in ALL if f"{text}. The".encode() in data[: length // PAGE * PAGE]}
        assert (length, said(everything(folder, now)) >= left) == (length, True)


@pytest.mark.parametrize("data", [noise(9), b"hello", bytes(PAGE), b"SQLite format 3\0", b"\xff" * 20_000])
def test_a_file_that_is_no_journal_makes_room_for_one(folder: Path, now: datetime, data: bytes) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(data)
    with Journal.open(folder, now) as journal:
        assert journal.salvaged and journal.salvaged[1:] == (0, 0, 0)
        assert journal.salvaged.aside.read_bytes() == data
    assert everything(folder, now) == []


def test_an_empty_file_is_a_new_journal(folder: Path, now: datetime) -> None:
    folder.mkdir()
    (folder / NAME).touch()
    with Journal.open(folder, now) as journal:
        assert journal.salvaged is None
    assert everything(folder, now) == []


# -- with a log


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: overwrite(path, 20 * PAGE, noise(2)), id="middle"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[: 20 * PAGE]), id="cut"),
        pytest.param(lambda path: path.write_bytes(noise(40)), id="noise"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ],
)
def test_what_is_only_in_the_log_comes_back(
    cut_off: Path, folder: Path, now: datetime, damage: Callable[[Path], object]
) -> None:
    """SQLite would throw the log of an empty file away. Both are kept as they were."""
    damage(cut_off)
    data = cut_off.read_bytes() if cut_off.exists() else b""
    log = (folder / LOG).read_bytes()
    with Journal.open(folder, now) as journal:
        assert journal.salvaged
        aside = journal.salvaged.aside
    assert said(everything(folder, now)) >= NEWEST
    assert (aside.read_bytes(), Path(f"{aside}-wal").read_bytes()) == (data, log)


def test_a_page_that_the_log_holds_anew_is_not_lost(cut_off: Path, folder: Path, now: datetime) -> None:
    """The log begins with the newest first page."""
    overwrite(cut_off, 0, bytes(PAGE))
    assert said(everything(folder, now)) == ALL | NEWEST


def test_a_log_that_is_cut_short_loses_only_its_end(cut_off: Path, folder: Path, now: datetime) -> None:
    """That is no damage but the mark of a loss of power: SQLite ends at the last whole commit."""
    log = folder / LOG
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    with Journal.open(folder, now) as journal:
        assert journal.salvaged is None
    found = said(everything(folder, now))
    assert ALL < found < ALL | NEWEST


# -- the damaged file


def test_the_damaged_file_is_kept_as_it_was(path: Path, folder: Path, now: datetime) -> None:
    overwrite(path, 20 * PAGE, noise(2))
    data = path.read_bytes()
    with Journal.open(folder, now) as journal:
        assert journal.salvaged
        aside = journal.salvaged.aside
    assert aside.read_bytes() == data
    assert (aside.parent, aside.name) == (folder, f"journal.damaged.{now:%Y%m%dT%H%M%SZ}.sqlite")


def test_every_damaged_file_has_a_name_of_its_own(path: Path, folder: Path, now: datetime) -> None:
    """Even in the same second."""
    asides = set()
    for seed in range(3):
        overwrite(path, 0, random.Random(seed).randbytes(PAGE))
        data = path.read_bytes()
        with Journal.open(folder, now) as journal:
            assert journal.salvaged
            assert journal.salvaged.aside.read_bytes() == data
            asides.add(journal.salvaged.aside)
    assert len(asides) == 3


def test_it_is_kept_where_a_file_cannot_have_two_names(
    path: Path, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on FAT."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    overwrite(path, 0, bytes(PAGE))
    data = path.read_bytes()
    with Journal.open(folder, now) as journal:
        assert journal.salvaged and journal.salvaged.aside.read_bytes() == data
    assert said(everything(folder, now)) == ALL


def test_nothing_is_left_of_the_work(path: Path, folder: Path, now: datetime) -> None:
    """Neither copies nor half a journal, nor those of one that was cut off."""
    (folder / "salvage.cut-off").mkdir()
    (folder / "salvage.cut-off" / "copy.sqlite").write_text("what was said")
    overwrite(path, 0, bytes(PAGE))
    Journal.open(folder, now).close()
    kept = {f"journal.damaged.{now:%Y%m%dT%H%M%SZ}.sqlite", "journal.lock", NAME, "attachments"}
    assert {found.name for found in folder.iterdir()} == kept


# -- cut off, or at once


def test_when_there_is_no_room_for_it_the_next_attempt_finds_everything(
    path: Path, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is moved before the new journal is whole."""
    overwrite(path, 0, bytes(PAGE))
    data = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for step in ("brought_over", "kept_aside"):
        with monkeypatch.context() as patch:
            patch.setattr(salvage, step, full)
            with pytest.raises(JournalError) as refused:
                Journal.open(folder, now)
        assert refused.value.code == "journal-full"
        assert path.read_bytes() == data
    assert said(everything(folder, now)) == ALL


KILLED = """
import os, sys
from pathlib import Path
from contactfinder.journal import Journal, salvage, store

target = {"salvage": salvage, "store": store}[sys.argv[2]]
done = getattr(target, sys.argv[3])

def killed(*given):
    if sys.argv[4] == "after":
        done(*given)
    os.kill(os.getpid(), 9)

setattr(target, sys.argv[3], killed)
Journal.open(Path(sys.argv[1]))
"""


@posix
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "step", [("salvage", "_readable"), ("salvage", "brought_over"), ("salvage", "kept_aside")]
)
def test_when_it_is_killed_the_next_attempt_finds_everything(
    path: Path,
    folder: Path,
    now: datetime,
    child: Callable[..., subprocess.Popen[str]],
    step: tuple[str, str],
    when: str,
) -> None:
    overwrite(path, 0, bytes(PAGE))
    assert child(KILLED, *step, when).wait(30) == -signal.SIGKILL
    assert said(everything(folder, now)) == ALL
    assert not [*folder.glob("salvage.*")]


OPENER = """
import sys
from pathlib import Path
from contactfinder.journal import Journal, Note
from datetime import datetime, UTC

print("ready", flush=True)
sys.stdin.readline()
now = datetime.now(UTC)
with Journal.open(Path(sys.argv[1])) as journal:
    print(journal.salvaged is not None, journal.log(1, Note(now, sys.argv[2]), now).number, flush=True)
"""


def test_of_several_that_open_it_at_once_one_brings_everything_over(
    path: Path,
    folder: Path,
    now: datetime,
    child: Callable[..., subprocess.Popen[str]],
    together: Callable[[list[subprocess.Popen[str]]], list[str]],
) -> None:
    """The others wait, and find the new one; nothing that they write is lost."""
    overwrite(path, 0, bytes(PAGE))
    openers = [child(OPENER, f"opener {n}") for n in range(4)]
    answers = [answer.split() for answer in together(openers)]
    assert sorted(salvaged for salvaged, _ in answers) == ["False", "False", "False", "True"]
    assert {number for _, number in answers} == {"61", "62", "63", "64"}
    assert said(everything(folder, now)) == ALL | {f"opener {n}" for n in range(4)}
    assert len([*folder.glob("journal.damaged.*")]) == 1


# -- sound ones


def test_a_sound_journal_is_never_set_aside(cut_off: Path, folder: Path, now: datetime) -> None:
    """Not after a kill, not while another process has it open, not with a transaction in it, not large or empty."""
    with Journal.open(folder, now) as first:
        assert first.salvaged is None
        first._db.execute("BEGIN IMMEDIATE")
        first._db.execute("UPDATE cases SET title = 'half done'")
        with Journal.open(folder, now) as second:
            assert second.salvaged is None
            assert second.case(1, now).line.title == "Locked out"
        first._db.execute("ROLLBACK")
        for number in (1, 2):
            first.delete(number)
    with Journal.open(folder, now) as journal:
        assert (journal.salvaged, journal.cases(now)) == (None, [])
    assert not [*folder.glob("journal.damaged.*")]


@posix
def test_a_journal_whose_first_transaction_was_cut_off_is_sound(
    folder: Path, now: datetime, child: Callable[..., subprocess.Popen[str]]
) -> None:
    """There is no log yet, and SQLite has to take back what was begun: which it cannot while it only looks."""
    code = """
import os, sqlite3, sys
os.mkdir(sys.argv[1])
db = sqlite3.connect(sys.argv[1] + "/journal.sqlite", isolation_level=None)
db.execute("CREATE TABLE x (y)")
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN")
for _ in range(500):
    db.execute("INSERT INTO x VALUES (?)", ("z" * 1000,))
os.kill(os.getpid(), 9)
"""
    assert child(code).wait(30) == -signal.SIGKILL
    assert (folder / f"{NAME}-journal").stat().st_size > 0
    with Journal.open(folder, now) as journal:
        assert (journal.salvaged, journal.cases(now)) == (None, [])


@pytest.mark.parametrize("letter", [b"\xff", b"\0", b"?"])
def test_a_damaged_letter_hides_neither_its_entry_nor_its_case(
    path: Path, folder: Path, now: datetime, letter: bytes
) -> None:
    """Nobody can tell from the file that it is one. A moment that cannot be read is known from the order of the entries."""
    data = path.read_bytes()
    for text in (b"entry 7. The agent", b"2026-11-22T12:07:00", b"Locked out", b"a letter"):
        start = data.index(text)
        path.write_bytes(data[:start] + letter + data[start + 1 :])
        cases = everything(folder, now)
        assert sum(len(c.entries) for c in cases) == 120
        assert {e.note.at for c in cases for e in c.entries} == {
            now + timedelta(minutes=n) for n in range(120)
        }
