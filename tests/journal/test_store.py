"""The folder of the journal is its owner's alone, whatever the umask says and whatever was there before."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from contactfinder.errors import JournalError
from contactfinder.journal import Journal, Note, files, schema
from contactfinder.journal.store import NAME

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Sets the umask of this process, until the end of the test."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The modes of a folder and everything below it."""
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
    }


def wide(folder: Path) -> dict[str, str]:
    """What others could read."""
    return {name: oct(mode) for name, mode in modes(folder).items() if mode & 0o077}


@posix
@pytest.mark.parametrize("mask", [0, 0o022, 0o077], ids=oct)
def test_everything_is_private_from_the_beginning(
    folder: Path, tmp_path: Path, now: datetime, umask: Callable[[int], int], mask: int
) -> None:
    """The journal, its log, the index of that, the lock, and what is attached."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer")
    letter.chmod(0o666)
    umask(mask)
    with Journal.open(folder, now) as journal:
        case = journal.new("Coinbase", "fraud", None, "coinbase", now)
        journal.log(case.number, Note(now, "hello"), now)
        journal.attach(case.number, letter, now)
        found = modes(folder)
    assert wide(folder) == {}
    names = {".", NAME, f"{NAME}-wal", f"{NAME}-shm", "journal.lock", "attachments", "attachments/1"}
    assert names < set(found)
    folders = {".", "attachments", "attachments/1"}
    assert {name: mode for name, mode in found.items() if mode != (0o700 if name in folders else 0o600)} == {}


@posix
def test_what_was_open_to_others_is_closed(folder: Path, now: datetime, umask: Callable[[int], int]) -> None:
    """A folder that the user made himself, a file that he copied there."""
    umask(0)
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    folder.chmod(0o777)
    (folder / NAME).chmod(0o666)
    with Journal.open(folder, now) as journal:
        journal.log(1, Note(now, "hello"), now)
        assert wide(folder) == {}


@posix
def test_copies_of_old_and_of_damaged_journals_are_private(
    folder: Path, now: datetime, umask: Callable[[int], int]
) -> None:
    """Also while the work is done."""
    umask(0)
    with Journal.open(folder, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
        journal._db.execute("PRAGMA user_version = 0")
        for table in schema.TABLES:
            journal._db.execute(f"DROP TABLE {table}")
        schema.advance(journal._db, schema.STEPS[:1])
    Journal.open(folder, now).close()
    assert len([*folder.glob("journal.v1.*.sqlite")]) == 1
    with (folder / NAME).open("r+b") as file:
        file.write(bytes(4096))
    Journal.open(folder, now).close()
    assert len([*folder.glob("journal.damaged.*.sqlite")]) == 1
    assert wide(folder) == {}


@posix
def test_a_file_is_private_before_anything_is_in_it(tmp_path: Path, umask: Callable[[int], int]) -> None:
    """And on the disk before it has its name, so that nobody ever reads half of it."""
    umask(0)
    seen: list[tuple[bool, int]] = []
    really = os.fsync

    def watched(file: int) -> None:
        if stat.S_ISREG(os.fstat(file).st_mode):
            seen.append(((tmp_path / "a").exists(), stat.S_IMODE(os.fstat(file).st_mode)))
        really(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", watched)
        files.write_private(tmp_path / "a", b"what was said")
    assert seen == [(False, 0o600)]
    assert (tmp_path / "a").read_bytes() == b"what was said"


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """Neither the half of it nor its other name."""
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError):
        files.write_private(tmp_path / "a", b"what was said")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_where_a_file_is_in_the_way_there_is_an_error_that_says_where(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "file").write_text("I am no folder")
    for place in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(JournalError) as refused:
            Journal.open(place, now)
        assert refused.value.code == "journal-unwritable"
        assert refused.value.values["path"] == str(place / NAME)
    assert (tmp_path / "file").read_text() == "I am no folder"


def test_a_folder_in_the_place_of_the_file_is_an_error(folder: Path, now: datetime) -> None:
    (folder / NAME).mkdir(parents=True)
    with pytest.raises(JournalError) as refused:
        Journal.open(folder, now)
    assert refused.value.code == "journal-unwritable"


def test_to_ask_whether_there_is_a_journal_makes_none(folder: Path, now: datetime) -> None:
    assert not Journal.exists(folder)
    assert not folder.exists()
    Journal.open(folder, now).close()
    assert Journal.exists(folder)


@pytest.mark.parametrize("name", ["with blank", "100%", "a#b?c&mode=memory", "日志", "'; --"])
def test_any_folder_will_do(tmp_path: Path, now: datetime, name: str) -> None:
    """Its name is a name, and no part of an address or a question."""
    with Journal.open(tmp_path / name, now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    with Journal.open(tmp_path / name, now) as journal:
        assert len(journal.cases(now)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_may_be_named_from_where_one_is(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Journal.open(Path("data"), now) as journal:
        journal.new("Coinbase", "fraud", None, "coinbase", now)
    with Journal.open(tmp_path / "data", now) as journal:
        assert len(journal.cases(now)) == 1


@posix
def test_a_folder_of_somebody_else_keeps_its_rights(
    folder: Path, now: datetime, umask: Callable[[int], int]
) -> None:
    """A home folder, or /tmp: to close it to others would break the whole machine."""
    umask(0)
    folder.mkdir()
    (folder / "letter.txt").write_text("not ours")
    folder.chmod(0o755)
    Journal.open(folder, now).close()
    found = modes(folder)
    assert (found["."], found[NAME]) == (0o755, 0o600)


def test_a_lock_with_something_in_it_locks_all_the_same(folder: Path, now: datetime) -> None:
    folder.mkdir()
    (folder / "journal.lock").write_bytes(b"not a database at all" * 99)
    with Journal.open(folder, now) as journal:
        assert journal.cases(now) == []
