"""Folders and files that only their owner can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def private_folder(folder: Path, own: str | None = None) -> None:
    """Make a folder that is its owner's alone, or make it so.

    One with other things in it, and no file called `own`, was somebody's before: the rights of a home folder or of /tmp are not ours.
    """
    folder.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
    if own is None or (folder / own).exists() or not any(folder.iterdir()):
        _narrow(folder, FOLDER_MODE)


def private_file(path: Path) -> None:
    """The same for a file, which is empty when it is new."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    _narrow(path, FILE_MODE)


def write_private(path: Path, data: bytes) -> None:
    """Write a whole file, and return when it is on the disk under its name: never half of it."""
    # Its owner's alone, and no file that is there already.
    file, name = tempfile.mkstemp(prefix=".contactfinder.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows does so by itself and opens no folders."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _narrow(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o777 != mode:
        path.chmod(mode)
