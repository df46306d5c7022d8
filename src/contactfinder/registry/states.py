"""A state of the registry to compare with another: a folder, a compiled file, or a revision in Git."""

import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

from contactfinder.errors import RegistryError
from contactfinder.registry import library
from contactfinder.registry.build import refuse_problems
from contactfinder.registry.changes import State
from contactfinder.registry.index import Index

FOLDER = "registry"  # where a revision has it, unless it is named: REVISION:FOLDER


def state(name: str, today: date) -> State:
    """The entries and impostors that a name stands for. Raises RegistryError."""
    path = Path(name)
    if path.is_file():
        return _compiled(path)
    return _folder(path, today) if path.is_dir() else _revision(name, today)


def _compiled(path: Path) -> State:
    with closing(Index.open(path)) as index:
        return State(list(index.platforms()), list(index.impostors()))


def _folder(root: Path, today: date) -> State:
    """Files that cannot be read are refused; rules that came later are not held against an old state."""
    library.require(root)
    found = library.read(root)
    refuse_problems(list(found.problems), root)
    return State(library.records(found, library.world(found, today)), library.impostor_records(found))


def _revision(name: str, today: date) -> State:
    revision, _, folder = name.partition(":")
    folder = folder.strip("/") or FOLDER
    with tempfile.TemporaryDirectory() as room:
        with tarfile.open(fileobj=BytesIO(_archive(name, revision, folder))) as archive:
            archive.extractall(room, filter="data")
        return _folder(Path(room, folder), today)


def _archive(name: str, revision: str, folder: str) -> bytes:
    """What Git has of the folder at a revision; anything that could be an option is no revision."""
    command = ["git", "archive", "--format=tar", revision, "--", folder]
    try:
        if revision and not revision.startswith("-"):
            return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  no shell; see above
    except (OSError, subprocess.CalledProcessError):
        pass
    raise RegistryError("registry-state", value=name)
