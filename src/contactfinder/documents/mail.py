"""E-mail messages: headers, texts and pages in whatever they are packed, also in mails inside mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.documents.decoding import undecodable
from contactfinder.documents.hypertext import HtmlReader
from contactfinder.documents.layer import Layer
from contactfinder.documents.plain import PlainReader
from contactfinder.documents.tape import Tape
from contactfinder.documents.transfer import Stretch, as_bytes, base64, header, in_charset, quoted_printable
from contactfinder.documents.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.documents.notes import Notes
    from contactfinder.documents.passage import Passage

LIMIT = 8 << 20  # characters; a larger mail is read as plain text
DEEPEST = 20  # parts inside each other; what is deeper is read as plain text
_READ = {"from", "reply-to", "sender", "subject", "to"}
_LINE = re.compile(r"([^\n]*)(?:\n|\Z)")
_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]{0,100}:")
_TYPE = re.compile(r"\s*([^\s;/]{1,100}/[^\s;/]{1,100})")
_ATTACHED = re.compile(r"\s*attachment\b", re.IGNORECASE)
_PAGES = {"text/html", "application/xhtml+xml"}
_ESCAPED = re.compile("[\udc80-\udcff]")
_LONGEST_NAME = 100
_BATCH = 1 << 16  # characters given on at once


class Part(NamedTuple):
    """A mail or a part of one: its headers with the places of their values, and where its body stands."""

    headers: list[tuple[str, int, int]]
    start: int
    end: int


class Place(NamedTuple):
    """Where in a mail a part stands: how deep, and in which attached mails."""

    depth: int = 0
    path: str = ""


class MailReader:
    """A mail, which is taken apart when all of it has come."""

    def __init__(self, tape: Tape, notes: Notes) -> None:
        self._tape, self._notes = tape, notes
        self._too_large: PlainReader | None = None

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        return self._too_large.needed if self._too_large else self._tape.base

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the mail."""
        if self._too_large:
            yield from self._too_large.feed(text)
            return
        self._tape.add(text)
        if len(self._tape.text) > LIMIT:
            self._notes.too_large += 1
            text, self._too_large = self._tape.text, PlainReader(Tape(self._tape.base))
            for at in range(0, len(text), _BATCH):
                yield from self._too_large.feed(text[at : at + _BATCH])

    def pause(self) -> Iterator[Passage]:
        """Nothing: the end decides what a mail is."""
        yield from ()

    def end(self) -> Iterator[Passage]:
        """Give out what the mail says."""
        if self._too_large:
            yield from self._too_large.end()
        else:
            yield from self._mail(0, len(self._tape.text), Place())

    def _mail(self, start: int, end: int, place: Place) -> Iterator[Passage]:
        part = _part(self._tape.text, start, end)
        for name, first, last in part.headers:
            if name in _READ:
                windows = Windows(self._tape, f"{place.path}header:{name}")
                yield from self._read(windows, header(self._tape.text, first, last))
        yield from self._body(part, place)

    def _body(self, part: Part, place: Place) -> Iterator[Passage]:
        """What the body of a part says."""
        kind = self._kind(part)
        deeper = place._replace(depth=place.depth + 1)
        if place.depth >= DEEPEST:
            yield from self._text(part, place, "text/plain")
        elif kind.startswith("multipart/"):
            yield from self._parts(part, deeper)
        elif kind == "message/rfc822":
            yield from self._mail(part.start, part.end, deeper._replace(path=f"{place.path}message/"))
        elif kind.startswith("text/") or kind in _PAGES:
            yield from self._text(part, place, kind)
        else:
            self._notes.attachment += 1

    def _parts(self, part: Part, place: Place) -> Iterator[Passage]:
        """The parts between the boundaries."""
        text = self._tape.text
        boundary = _parameter(self._value(part, "content-type"), "boundary")
        line = re.compile(rf"^--{re.escape(boundary)}(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
        found = list(line.finditer(text, part.start, part.end)) if boundary else []
        if not found:
            yield from self._text(part, place, "text/plain")
            return
        for this, following in zip(found, [*(one.start() for one in found[1:]), part.end], strict=True):
            if not this[1]:
                yield from self._body(_part(text, this.end(), following), place)

    def _text(self, part: Part, place: Place, kind: str) -> Iterator[Passage]:
        reader = HtmlReader if kind in _PAGES else PlainReader
        layer = Layer(self._tape, f"{place.path}{self._title(part)}", reader)
        yield from self._read(layer, self._stretches(part))

    def _read(self, sink: Windows | Layer, stretches: Iterable[Stretch]) -> Iterator[Passage]:
        """Pass a text on in pieces, and give out what is made of it."""
        base, size = self._tape.base, 0
        for text, origin, width in stretches:
            self._notes.undecodable += undecodable(text)
            sink.add(text, base + origin, width)
            size += len(text)
            if size > _BATCH:
                yield from sink.ripe()
                size = 0
        yield from sink.end()

    def _stretches(self, part: Part) -> Iterable[Stretch]:
        """The text of a part, decoded."""
        text, (_, start, end) = self._tape.text, part
        charset = _parameter(self._value(part, "content-type"), "charset")
        match self._value(part, "content-transfer-encoding").strip().lower():
            case "quoted-printable":
                data = quoted_printable(text, start, end)
            case "base64":
                data = base64(text, start, end)
            case _ if not _ESCAPED.search(text, start, end):
                return (Stretch(text[at : min(at + _BATCH, end)], at) for at in range(start, end, _BATCH))
            case _:
                data = as_bytes(text, start, end)
        return in_charset(data, charset)

    def _value(self, part: Part, name: str) -> str:
        """What a header says; empty when there is none."""
        for found, start, end in part.headers:
            if found == name:
                return "".join(stretch.text for stretch in header(self._tape.text, start, end))
        return ""

    def _kind(self, part: Part) -> str:
        found = _TYPE.match(self._value(part, "content-type"))
        return found[1].lower() if found else "text/plain"

    def _title(self, part: Part) -> str:
        """How a part is called: body, or attachment with the name of the file."""
        disposition = self._value(part, "content-disposition")
        if not _ATTACHED.match(disposition):
            return "body"
        name = _parameter(disposition, "filename") or _parameter(self._value(part, "content-type"), "name")
        return f"attachment:{name[:_LONGEST_NAME]}"


def _part(text: str, start: int, end: int) -> Part:
    """Take headers and body apart. What is no header belongs to the body."""
    headers = list[tuple[str, int, int]]()
    at = start
    while at < end and (line := _LINE.match(text, at, end)):
        if not line[1].rstrip("\r"):
            return Part(headers, line.end(), end)
        field = _FIELD.match(text, at, line.end(1))
        if line[1][0] in " \t" and headers:
            name, first, _ = headers.pop()
            headers.append((name, first, line.end(1)))
        elif field:
            headers.append((field[1].lower(), field.end(), line.end(1)))
        elif at > start or not line[1].startswith(("From ", ">From ")):  # the first line that a mailbox adds
            break
        at = line.end()
    return Part(headers, at, end)


def _parameter(value: str, name: str) -> str:
    """A parameter of a header; empty when there is none."""
    found = re.search(
        rf';\s{{0,100}}{name}\s{{0,9}}=\s{{0,9}}(?:"([^"]{{0,200}})"|([^\s;"]{{1,200}}))',
        value,
        re.IGNORECASE,
    )
    return (found[1] or found[2] or "") if found else ""
