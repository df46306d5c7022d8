"""The transfer encodings and character sets of mail: what the characters of a mail stand for, with the place of each."""

from __future__ import annotations

import re
from binascii import a2b_base64
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.documents.decoding import declared, decoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ASCII = bytes(range(128))
_ASCII_OR_ONE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")
_QUOTED = re.compile(r"=(?:([0-9A-Fa-f]{2})|[ \t]{0,100}\r?\n)")
_QUOTED_IN_WORD = re.compile(r"=([0-9A-Fa-f]{2})|_")
# Up to four letters, with whatever does not count between them.
_GROUP = re.compile(
    r"([A-Za-z0-9+/])[^A-Za-z0-9+/=]*([A-Za-z0-9+/])(?:[^A-Za-z0-9+/=]*([A-Za-z0-9+/])(?:[^A-Za-z0-9+/=]*([A-Za-z0-9+/]))?)?"
)
_WORD = re.compile(
    r"=\?([^?\s]{1,75})\?([bBqQ])\?([^?\s]{0,4096})\?=(?:\s{0,100}(?==\?[^?\s]{1,75}\?[bBqQ]\?))?"
)
_LINE_END = re.compile(r"\r?\n")


class Stretch(NamedTuple):
    """Characters from `origin` on, one by one, or all of them from the `width` characters there.

    Bytes are the characters below U+0100.
    """

    text: str
    origin: int
    width: int = 0


def as_bytes(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The bytes that the characters of an input in UTF-8 were decoded from."""
    for found in _ASCII_OR_ONE.finditer(text, start, end):
        piece = found[0]
        if piece.isascii():
            yield Stretch(piece, found.start())
        else:
            yield Stretch(_latin(piece.encode("utf-8", "surrogateescape")), found.start(), 1)


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


def quoted_printable(text: str, start: int, end: int, signs: re.Pattern[str] = _QUOTED) -> Iterator[Stretch]:
    """The bytes behind `=31`, without the line breaks behind a `=`."""
    for found in signs.finditer(text, start, end):
        yield from as_bytes(text, start, found.start())
        if found[1]:
            yield Stretch(chr(int(found[1], 16)), found.start(), 3)
        elif found[0] == "_":
            yield Stretch(" ", found.start())
        start = found.end()
    yield from as_bytes(text, start, end)


def base64(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The bytes behind groups of four letters."""
    for found in _GROUP.finditer(text, start, end):
        letters = "".join(letter or "=" for letter in found.groups())
        yield Stretch(_latin(a2b_base64(letters)), found.start(), found.end() - found.start())


def in_charset(stretches: Iterable[Stretch], name: str) -> Iterator[Stretch]:
    """The characters that bytes stand for. Bytes that stand for none become one character each."""
    charset = declared(name) or "utf-8"
    decode, keeps_ascii = decoder(charset).decode, _keeps_ascii(charset)
    first = last = None
    for stretch in stretches:
        if keeps_ascii and first is None and stretch.text.isascii():
            yield stretch
            continue
        for byte, start, end in _bytes_of(stretch):
            first, last = start if first is None else first, end
            if letters := decode(byte):
                yield _letters(letters, first, last)
                first = None
    if first is not None and last is not None and (letters := decode(b"", True)):
        yield _letters(letters, first, last)


def _keeps_ascii(charset: str) -> bool:
    if charset.startswith("iso2022"):  # where escapes change what letters mean
        return False
    try:
        return _ASCII.decode(charset) == _ASCII.decode("ascii")
    except UnicodeError:
        return False


def _bytes_of(stretch: Stretch) -> Iterator[tuple[bytes, int, int]]:
    """Each byte with the place of the characters that it comes from."""
    text, origin, width = stretch
    for i, byte in enumerate(text.encode("latin-1")):
        start = origin if width else origin + i
        yield bytes((byte,)), start, start + (width or 1)


def _letters(letters: str, start: int, end: int) -> Stretch:
    return Stretch(letters, start, 0 if len(letters) == end - start == 1 else end - start)


def header(text: str, start: int, end: int) -> Iterator[Stretch]:
    """What a header says: without line breaks, encoded words decoded, and nothing between two of them."""
    for found in _WORD.finditer(text, start, end):
        yield from _unfolded(text, start, found.start())
        charset, encoding, _ = found.groups()
        data = (
            base64(text, *found.span(3))
            if encoding in "bB"
            else quoted_printable(text, *found.span(3), _QUOTED_IN_WORD)
        )
        yield from in_charset(data, charset.partition("*")[0])
        start = found.end()
    yield from _unfolded(text, start, end)


def _unfolded(text: str, start: int, end: int) -> Iterator[Stretch]:
    for found in _LINE_END.finditer(text, start, end):
        yield Stretch(text[start : found.start()], start)
        start = found.end()
    yield Stretch(text[start:end], start)
