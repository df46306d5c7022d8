"""Files that belong to a case: copied once, named after what they are, and looked at again whenever they are shown."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from contactfinder.errors import UsageError
from contactfinder.journal.files import private_folder, write_private
from contactfinder.journal.record import Attachment
from contactfinder.secrets import SecretRefused, secret_in

MAX_SIZE = 25_000_000  # bytes: what most mailboxes take
MAX_TEXT_SIZE = 5_000_000  # bytes of a text: it is looked through, which takes seconds
# Of the languages in which BIP-39 has words, from before Unicode.
_OLD = ("gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "cp1254", "latin-1")
_WIDE = ("utf-8", "utf-16-le", "utf-16-be")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read(path: Path) -> tuple[str, bytes]:
    """The name and the bytes of a file. Raises UsageError for what is none, is too large or cannot be read."""
    name = path.name.encode("utf-8", "backslashreplace").decode()
    if secret := secret_in(name):
        raise SecretRefused(secret, "file")
    try:
        if not path.is_file():
            raise UsageError("no-file", value=str(path))
        with path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise UsageError("unreadable-file", path=str(path), problem=problem) from None
    if len(data) > MAX_SIZE:
        raise UsageError("file-too-large", value=path.name, most=str(MAX_SIZE // 1_000_000))
    return name, data


def refuse_secrets(data: bytes, name: str) -> None:
    """Raises SecretRefused for a text with a secret in it. Pictures and other files cannot be looked into."""
    if secret := next(filter(None, map(secret_in, _texts(data, name))), None):
        raise SecretRefused(secret, name)


def _texts(data: bytes, name: str) -> Iterator[str]:
    """What a file says: without a mark in UTF-8, or in any other encoding in which it is a text, for nobody can tell which."""
    marked = [name for mark, name in _BOMS.items() if data.startswith(mark)]
    encodings = marked or (_WIDE if b"\0" in data else ("utf-8",))
    found = [*_decoded(data, encodings)]
    if len(data) > MAX_TEXT_SIZE and (found or b"\0" not in data):
        raise UsageError("file-too-large", value=name, most=str(MAX_TEXT_SIZE // 1_000_000))
    yield from found
    if not found and b"\0" not in data:
        yield data.decode("utf-8", "replace")  # cut off in the middle of a letter
        yield from _decoded(data, _OLD)


def _decoded(data: bytes, encodings: Iterable[str]) -> Iterator[str]:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)


def described(name: str, data: bytes, entry: int | None, now: datetime, uid: str) -> Attachment:
    """What is written down of a file."""
    return Attachment(0, uid, entry, name, len(data), hashlib.sha256(data).hexdigest(), now)


def keep(folder: Path, found: Attachment, data: bytes) -> None:
    """Put the copy in its place; it is on the disk when this returns."""
    for part in (folder.parent, folder):
        private_folder(part)
    write_private(place(folder, found), data)


def place(folder: Path, found: Attachment) -> Path:
    """Where the copy of a file lies. Its own name is in it only as far as every system can write it."""
    safe = re.sub(r"[^\w.-]+", "_", found.name)[-50:].lstrip(".")
    return folder / f"{found.number}-{found.sha256[:12]}-{safe}"


def drop(folder: Path, found: Attachment) -> None:
    """Remove a copy that was not written down after all."""
    with suppress(OSError):
        place(folder, found).unlink()


def looked_at(found: Attachment, folder: Path) -> Attachment:
    """The same, with what has become of the copy."""
    path = place(folder, found)
    try:
        same = (
            path.stat().st_size == found.size
            and hashlib.sha256(path.read_bytes()).hexdigest() == found.sha256
        )
    except OSError:
        return found._replace(state="missing")
    return found if same else found._replace(state="changed")


def remove_all(folder: Path) -> None:
    """The copies of a case that is deleted."""
    if folder.exists():
        shutil.rmtree(folder)
