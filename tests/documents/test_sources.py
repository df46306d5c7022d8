"""Which files a command line names."""

import os
from pathlib import Path

import pytest

from contactfinder.documents import Notes
from contactfinder.documents.sources import Source, sources
from contactfinder.errors import UsageError


def names(folder: Path, *paths: str, notes: Notes | None = None) -> list[str]:
    os.chdir(folder)
    return [source.name for source in sources(paths or (".",), notes or Notes())]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.txt",
        "a/z.md",
        "a/b/c.html",
        ".git/x",
        "node_modules/x",
        "env/pyvenv.cfg",
        "env/x",
        "c/__pycache__/x",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"text")
    return tmp_path


def test_folders_are_walked_in_the_order_of_names(tree: Path):
    assert names(tree) == ["./a/b/c.html", "./a/z.md", "./b.txt"]


def test_names_are_shown_as_they_were_given(tree: Path):
    assert names(tree, "b.txt", "-", "a/") == ["b.txt", "-", "a/b/c.html", "a/z.md"]


def test_folders_that_are_named_are_entered(tree: Path):
    assert names(tree, ".git", "env") == [".git/x"]


def test_links_to_folders_are_not_followed(tree: Path):
    (tree / "a" / "loop").symlink_to(tree)
    (tree / "a" / "link.txt").symlink_to(tree / "b.txt")
    (tree / "a" / "broken").symlink_to(tree / "nothing")
    assert names(tree, "a") == ["a/b/c.html", "a/link.txt", "a/z.md"]


def test_pipes_in_folders_are_not_opened(tree: Path):
    os.mkfifo(tree / "a" / "pipe")
    assert names(tree, "a") == ["a/b/c.html", "a/z.md"]


def test_binary_files_in_folders_are_skipped_and_counted(tree: Path):
    (tree / "a" / "binary").write_bytes(b"\x00\x01\xff" * 100)
    (tree / "a" / "utf16").write_bytes("wide".encode("utf-16"))
    (tree / "a" / "bare16").write_bytes("wide".encode("utf-16-le"))
    notes = Notes()
    assert names(tree, "a", notes=notes) == ["a/b/c.html", "a/bare16", "a/utf16", "a/z.md"]
    assert notes.counts() == {"binary": 1}
    assert names(tree, "a/binary") == ["a/binary"]


@pytest.mark.parametrize("path", ["nothing", "b.txt/x", "a\0b", ""])
def test_a_path_must_exist(tree: Path, path: str):
    with pytest.raises(UsageError) as refused:
        sources(["b.txt", path], Notes())
    assert (refused.value.code, refused.value.values) == ("no-such-file", {"path": path})


def test_a_file_must_be_readable(tree: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(UsageError) as refused:
        sources(["b.txt"], Notes())
    assert (refused.value.code, refused.value.values) == (
        "unreadable-file",
        {"path": "b.txt", "problem": "Permission denied"},
    )


def test_what_cannot_be_read_in_a_folder_is_skipped_and_counted(tree: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: str) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    notes = Notes()
    assert names(tree, "a", "b.txt", notes=notes) == ["b.txt"]
    assert notes.counts() == {"unreadable": 1}


def test_a_file_comes_in_pieces(tree: Path):
    (tree / "long").write_bytes(b"x" * 200_000)
    pieces = list(Source("long").pieces())
    assert b"".join(pieces) == b"x" * 200_000
    assert len(pieces) > 3


def test_a_file_that_vanished_is_told(tree: Path):
    with pytest.raises(UsageError) as refused:
        list(Source("vanished").pieces())
    assert refused.value.code == "unreadable-file"
