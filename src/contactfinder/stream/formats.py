"""What comes in: lines of text, JSON Lines or CSV, in pieces of any size and of any quality."""

from __future__ import annotations

import json
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from contactfinder.contacts.claim import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_CLAIM = (
    4 * MAX_LENGTH
)  # bytes of the longest claim there is; what stands behind them changes no answer
LONGEST_RECORD = 1 << 20  # bytes of one line of JSON or CSV
ID = "id"  # the field that is passed through when no other is named
_BOM = b"\xef\xbb\xbf"
_CODES = {
    0xDC00 + byte: f"\\\\x{byte:02x}" for byte in range(0x80, 0x100)
}  # what Python makes of bytes that are no UTF-8
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Bad(NamedTuple):
    """A line that holds no claim: what is wrong with it, and its text."""

    error: str
    text: str


class Escaped(NamedTuple):
    """A claim with bytes that are no UTF-8, which stand in it as their codes."""

    text: str


Said = bytes | str | Escaped | Bad  # a whole line as it came, or what was found in it
Record = tuple[int, Said, bytes | None]  # the number of a line, what it says, its own id as JSON
Batch = tuple[int, Any]  # the number of the first line, and what a form makes records of


class Form(Protocol):
    """A form of input. One process asks for `batches`, many may ask for the `records` of each."""

    def batches(self, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """Pieces that can be answered each for itself, none held back for what may come later."""

    def records(self, batch: Batch) -> Iterable[Record]:
        """What the lines of a piece say."""


def blocks(chunks: Iterable[bytes], longest: int) -> Iterator[tuple[int, bytes]]:
    """The whole lines of what has come so far. Of a line that is too long only the beginning is kept."""
    line, rest, skipping = 1, b"", False
    for chunk in chunks:
        if skipping:
            _, newline, chunk = chunk.partition(b"\n")
            if not newline:
                continue
            chunk = newline + chunk
        lines, newline, last = (rest + chunk).rpartition(b"\n")
        if newline:
            yield line, _without_mark(line, lines)
            line += lines.count(b"\n") + 1
        skipping = len(last) > longest
        rest = last[: longest + 1]
    if rest := _without_mark(line, rest):
        yield line, rest


def _without_mark(line: int, lines: bytes) -> bytes:
    """The lines without the byte order mark that Windows programs write first."""
    return lines.removeprefix(_BOM) if line == 1 else lines


def beginning(raw: bytes) -> bytes:
    """So much of a line that it is seen to be too long, and no part of a character more."""
    end = LONGEST_CLAIM
    while raw[end] & 0xC0 == 0x80 and end > LONGEST_CLAIM - 4:
        end -= 1
    return raw[:end]


def readable(raw: bytes) -> tuple[str, bool]:
    """The text of a line, bytes that are no UTF-8 as codes, and whether there are any."""
    try:
        return raw.decode(), False
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace"), True


class Lines:
    """Text, one claim a line."""

    def batches(self, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """Whole lines."""
        return blocks(chunks, LONGEST_CLAIM)

    def records(self, batch: Batch) -> Iterable[Record]:
        """Every line as it came."""
        line, lines = batch
        return zip(count(line), lines.split(b"\n"), repeat(None))


class JsonLines(NamedTuple):
    """One JSON object a line: the field that holds the claim, and the one that holds the id."""

    field: str
    name: str = ID

    def batches(self, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """Whole lines."""
        return blocks(chunks, LONGEST_RECORD)

    def records(self, batch: Batch) -> Iterator[Record]:
        """What each object says; lines with nothing on them are none."""
        line, lines = batch
        for number, raw in enumerate(lines.split(b"\n"), line):
            if raw.strip():
                yield number, *self._read(raw.rstrip(b"\r"))

    def _read(self, raw: bytes) -> tuple[Said, bytes | None]:
        text, escaped = readable(raw)
        if len(raw) > LONGEST_RECORD:
            return Bad("line-too-long", text), None
        try:
            found = _fields(raw.decode("utf-8", "surrogateescape").translate(_CODES) if escaped else text)
            claim = _claim(found.get(self.field, b"null"))
        except (ValueError, RecursionError):
            return Bad("line-not-json", text), None
        said = Bad("line-without-field", text) if claim is None else Escaped(claim) if escaped else claim
        return said, found.get(self.name)


def _fields(text: str) -> dict[str, bytes]:
    """The fields of an object, each as the JSON that it was. Raises ValueError, RecursionError."""
    try:
        return {name: bytes(raw) for name, raw in _FIELDS.decode(text).items()}
    except ValueError:  # a half of a surrogate pair, which only the standard library takes
        found = json.loads(text)
        if not isinstance(found, dict):
            raise
        return {name: json.dumps(value).encode() for name, value in found.items()}


def _claim(raw: bytes) -> str | None:
    """The text or the number that a field holds."""
    value = json.loads(raw)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
