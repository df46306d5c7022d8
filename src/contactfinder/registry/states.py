"""A state of the registry to compare with another: a folder, a compiled file, or a revision in Git."""

import os
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

from contactfinder.errors import RegistryError, UnreadableContact
from contactfinder.registry import library
from contactfinder.registry.build import refuse_problems
from contactfinder.registry.changes import State
from contactfinder.registry.index import Index

FOLDER = "registry"  # where a revision has it, unless it is named: REVISION:FOLDER


def state(name: str, today: date) -> State:
    """The entries and impostors that a name stands for. Raises RegistryError."""
    path = Path(name)
    if os.path.isfile(path):  # noqa: PTH113  unlike Path.is_file, it never raises
        return _compiled(path)
    return _folder(path, today) if os.path.isdir(path) else _revision(name, today)  # noqa: PTH112  the same


def _compiled(path: Path) -> State:
    try:
        with closing(Index.open(path)) as index:
            return State(list(index.platforms()), list(index.impostors()))
    except RegistryError as error:
        if error.code != "registry-damaged":
            raise
        raise RegistryError("registry-state", value=str(path)) from None


def _folder(root: Path, today: date) -> State:
    """Files that cannot be read are refused; rules that came later are not held against an old state."""
    library.require(root)
    found = library.read(root)
    refuse_problems(list(found.problems), root)
    seen = library.world(found, today)
    try:
        return State(library.records(found, seen), library.impostor_records(found))
    except UnreadableContact:
        refuse_problems(library.problems(found, seen), root)
        raise


def _revision(name: str, today: date) -> State:
    revision, _, folder = name.partition(":")
    folder = folder.strip("/") or FOLDER
    with tempfile.TemporaryDirectory() as room:
        try:
            with tarfile.open(fileobj=BytesIO(_archive(revision, folder))) as archive:
                archive.extractall(room, filter="data")
            root = library.require(Path(room, folder))
        except (OSError, ValueError, RegistryError, subprocess.SubprocessError, tarfile.TarError):
            raise RegistryError("registry-state", value=name) from None
        return _folder(root, today)


def _archive(revision: str, folder: str) -> bytes:
    """What Git has of the folder at a revision; anything that could be an option is no revision. Raises ValueError, OSError, SubprocessError."""
    if not revision or revision.startswith("-"):
        raise ValueError(revision)
    command = ["git", "--literal-pathspecs", "archive", "--format=tar", revision, "--", folder]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  no shell; see above
