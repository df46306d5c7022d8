"""Which files a command line names: files, folders with all that is in them, and standard input."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.documents.decoding import is_binary
from contactfinder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.documents.notes import Notes

STDIN = "-"
PIECE = 1 << 16  # bytes read at once
_BEGINNING = 1 << 13  # bytes that show whether a file is binary
_NOT_ENTERED = {".git", ".hg", ".svn", "node_modules", "__pycache__"}
_ENVIRONMENT = "pyvenv.cfg"  # stands in the folder of a virtual environment


class Source(NamedTuple):
    """A file to read, by the name under which it is shown; `-` is standard input, which its owner reads."""

    name: str

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file. Raises UsageError when it cannot be read."""
        try:
            with open(self.name, "rb", buffering=0) as file:  # noqa: PTH123 - a Path would change the name that was given
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise _unreadable(self.name, error) from error


def sources(paths: Iterable[str], notes: Notes) -> Iterator[Source]:
    """The files that paths mean. Raises UsageError for a path that is missing or cannot be read, before any is read."""
    named = [(path, path != STDIN and _is_folder(path)) for path in paths]
    return (found for path, folder in named for found in (_walk(path, notes) if folder else [Source(path)]))


def _is_folder(path: str) -> bool:
    """Whether a path is a folder. Raises UsageError when nothing can be read there."""
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - the same
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UsageError("no-such-file", path=path) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not os.access(path, os.R_OK | (os.X_OK if folder else 0)):
        raise UsageError("unreadable-file", path=path, problem=os.strerror(errno.EACCES))
    return folder


def _unreadable(path: str, error: OSError) -> UsageError:
    return UsageError("unreadable-file", path=path, problem=error.strerror or type(error).__name__)


def _walk(folder: str, notes: Notes) -> Iterator[Source]:
    """The text files below a folder in the order of their names."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.isdir(path):  # noqa: PTH112 - the same
                waiting += reversed(_inside(path))
            elif _is_text(path):
                yield Source(path)
            else:
                notes.binary += 1
        except OSError:
            notes.unreadable += 1


def _inside(folder: str) -> list[str]:
    """What a walk visits in a folder."""
    with os.scandir(folder) as entries:
        found = {entry.name: entry for entry in entries}
    if _ENVIRONMENT in found:
        return []
    return [os.path.join(folder, name) for name in sorted(found) if _is_visited(found[name])]  # noqa: PTH118 - the same


def _is_visited(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a folder that is no link and is not left out."""
    with suppress(OSError):
        if entry.is_dir(follow_symlinks=False):
            return entry.name not in _NOT_ENTERED
        return entry.is_file()
    return False


def _is_text(path: str) -> bool:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path would change the name that was given
        return not is_binary(file.read(_BEGINNING))
