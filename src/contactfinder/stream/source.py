"""Standard input, read as it comes: what is there is answered before anybody waits for more."""

from __future__ import annotations

import io
import os
import select
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = 1 << 16  # bytes at once: what a pipe holds on Linux


class Readable(Protocol):
    """A file in bytes."""

    def read1(self, size: int, /) -> bytes:
        """What is there, waiting only while there is nothing."""

    def fileno(self) -> int:
        """Its number with the system. Raises OSError when it has none."""


def pieces(file: Readable, before_waiting: Callable[[], None]) -> Iterator[bytes]:
    """The input in pieces, each as large as what has come."""
    for piece in pieces_and_pauses(file):
        if piece:
            yield piece
        else:
            before_waiting()


def pieces_and_pauses(file: Readable) -> Iterator[bytes]:
    """The same, with an empty piece wherever the next one has to be waited for."""
    piece = b""
    while True:
        if not _has_more(file, len(piece) == PIECE):
            yield b""
        piece = file.read1(PIECE)
        if not piece:
            return
        yield piece


def _has_more(file: Readable, was_full: bool) -> bool:
    """Whether a read would not wait; where the system cannot say, whether the last one found all it asked for."""
    if os.name != "posix":
        return was_full
    try:
        return bool(select.select([file.fileno()], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def in_bytes(file: object) -> Readable | None:
    """The bytes behind a text file; None when it is closed."""
    if file is None:
        return None
    found: Readable | None = getattr(file, "buffer", None)
    if found is None and isinstance(file, io.TextIOBase):
        return io.BytesIO(file.read().encode("utf-8", "surrogateescape"))
    return found
