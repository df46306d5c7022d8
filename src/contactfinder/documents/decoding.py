"""Bytes to characters, in blocks of one size however the bytes come, and without losing any of them."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from contactfinder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.documents.notes import Notes

BOM = "\ufeff"
BLOCK = 1 << 16  # characters given out at once
HEAD = 1024  # bytes at the beginning that tell the encoding
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_PLAIN_ORDER = {
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "utf-8-sig": "utf-8",
}  # without a mark of its own
_NO_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}  # as browsers read them
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_ESCAPED = re.compile("[\udc00-\udcff]")
_ESCAPE = "contactfinder.escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """One character for each byte that cannot be decoded."""
    assert isinstance(error, UnicodeDecodeError)
    wide = error.encoding.startswith(("utf-16", "utf-32"))  # their units are no bytes
    end = error.end if wide else error.start + 1
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : end]), end


codecs.register_error(_ESCAPE, _escape)


def encoding_of(name: str) -> str | None:
    """The encoding that a name means; None when it is none for texts."""
    try:
        b"-".decode(name, "replace")
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found.replace("_", "-") in _NO_TEXT else _PLAIN_ORDER.get(found, found)


def declared(name: str) -> str | None:
    """The encoding that a document means by a name."""
    found = encoding_of(name)
    return _WIDER.get(found, found) if found else None


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """A decoder that makes one character of each byte that cannot be decoded."""
    errors = "surrogateescape" if encoding == "utf-8" else _ESCAPE  # the same, and fast
    return codecs.getincrementaldecoder(encoding)(errors)


def undecodable(text: str) -> int:
    """How many bytes could not be decoded."""
    if text.isascii():
        return 0
    try:
        text.encode()
    except UnicodeEncodeError:
        return len(_ESCAPED.findall(text))
    return 0


def marked(head: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def seen(head: bytes) -> str | None:
    """UTF-16 without a mark, when every other byte is zero as in most languages written with an alphabet."""
    half = len(head[:HEAD]) // 2
    low, high = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if half < 2 or min(low, high) * 50 > half or max(low, high) * 10 < half * 7:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def is_binary(head: bytes) -> bool:
    """Whether the beginning of a file is none of a text."""
    return b"\x00" in head and not marked(head) and not seen(head[:HEAD])


def decoded(
    chunks: Iterable[bytes], notes: Notes, encoding: str | None = None, *, meta: bool = False
) -> Iterator[str]:
    """The characters of the input, an empty text where it pauses. Raises UsageError for an unknown encoding.

    With `meta` the document itself may tell its encoding, as HTML does.
    """
    named = None if encoding is None else encoding_of(encoding)
    if encoding is not None and named is None:
        raise UsageError("bad-encoding", value=encoding)
    return _blocks(_pieces(chunks, named, meta), notes)


def _pieces(chunks: Iterable[bytes], named: str | None, meta: bool) -> Iterator[str | None]:
    """The input decoded, None where it pauses."""
    found, head = None, b""
    for chunk in chunks:
        if found:
            yield found.decode(chunk) if chunk else None
            continue
        head += chunk
        if len(head) >= HEAD or (not chunk and not _is_part_of_mark(head)):
            found = decoder(_chosen(head, named, meta))
            yield found.decode(head)
            if not chunk:
                yield None
    found, head = (found, b"") if found else (decoder(_chosen(head, named, meta)), head)
    yield found.decode(head, True)


def _is_part_of_mark(head: bytes) -> bool:
    return any(mark.startswith(head) for mark, _ in _MARKS)


def _chosen(head: bytes, named: str | None, meta: bool) -> str:
    return marked(head) or named or seen(head) or (meta and _told(head)) or "utf-8"


def _told(head: bytes) -> str | None:
    """The encoding that an HTML document tells; what can say so is not written in UTF-16."""
    found = _META.search(head[:HEAD])
    name = declared(found[1].decode()) if found else None
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name


def _blocks(pieces: Iterable[str | None], notes: Notes) -> Iterator[str]:
    """Blocks of one size, a smaller one only before a pause and at the end."""
    held, size = list[str](), 0
    for piece in pieces:
        held.append(piece or "")
        size += len(held[-1])
        if size >= BLOCK or piece is None:
            text = "".join(held)
            whole = size if piece is None else size - size % BLOCK
            yield from _counted(text[:whole], notes)
            held, size = [text[whole:]], size - whole
        if piece is None:
            yield ""
    yield from _counted("".join(held), notes)


def _counted(text: str, notes: Notes) -> Iterator[str]:
    for start in range(0, len(text), BLOCK):
        block = text if len(text) <= BLOCK else text[start : start + BLOCK]
        notes.undecodable += undecodable(block)
        yield block
