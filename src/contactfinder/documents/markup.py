"""Text with tags between it: what people read, and beside it what they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from contactfinder.documents.entities import LONGEST, add_decoded, reference
from contactfinder.documents.tags import Attribute, Tag, tag
from contactfinder.documents.waiting import Waiting
from contactfinder.documents.windows import Windows, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.documents.tape import Tape

LONGEST_TAG = 1 << 20  # characters; what is longer is no tag
_HELD = 10  # characters that the beginning of an end can have
_PARTIAL_REFERENCE = re.compile(r"&[#0-9A-Za-z]*\Z")
_PARTIAL_SIGN = re.compile(r"<(?:!(?:-{0,3}|d[a-z]{0,6}))?\Z", re.IGNORECASE)
_ASIDE_SIGNS = ("!", "?", "/")
_COMMENT = re.compile(r"<!--(?:-?>)?")
_COMMENT_END = re.compile(r"--!?>")
_ELEMENT_END = {name: re.compile(rf"(?=</{name}[\s/>])", re.IGNORECASE) for name in ("script", "style")}


class Aside(NamedTuple):
    """What stands between the text and is no part of it: where it ends, and where it goes, if anywhere."""

    end: re.Pattern[str]
    windows: Windows | None


class MarkupReader(Waiting):
    """Text with tags, comments and references of HTML in it."""

    strict: ClassVar[bool]  # about what is a tag
    signs: ClassVar[re.Pattern[str]]  # where something else than text begins

    def __init__(self, tape: Tape) -> None:
        super().__init__(tape)
        self._at, self._final = tape.end, False
        self._text, self._hidden = Windows(tape), Windows(tape, "hidden")
        self._out = self._text
        self._aside: Aside | None = None
        self._no_tag_before = self._not_before = 0
        self._hider, self._depth = "", 0

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        return min(self._at, *(windows.needed for windows in self._open))

    @property
    def _open(self) -> list[Windows]:
        aside = self._aside.windows if self._aside else None
        return [self._text, self._hidden, *([aside] if aside else [])]

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the input."""
        self._tape.add(text)
        if self._tape.end >= self._not_before:
            self._read()
        for windows in self._open:
            self._ready += windows.ripe()
        yield from self._taken()

    def pause(self) -> Iterator[Passage]:
        """Give out all whole lines."""
        self._ready += self._text.pause()
        yield from self._taken()

    def end(self) -> Iterator[Passage]:
        """Give out the rest."""
        self._final = True
        self._read()
        for windows in self._open:
            self._ready += windows.end()
        yield from self._taken()

    def _read(self) -> None:
        """Read what has come, as far as it can be told what it is."""
        while self._at < self._tape.end and (
            self._read_aside(self._aside) if self._aside else self._read_text()
        ):
            pass

    def _read_aside(self, aside: Aside) -> bool:
        """Read on to the end of what is no text. Returns whether it has come."""
        text, at = self._tape.text, self._at - self._tape.base
        found = aside.end.search(text, at)
        stop = found.start() if found else len(text) if self._final else max(at, len(text) - _HELD)
        if aside.windows:
            aside.windows.add(text[at:stop], self._at)
        self._at += (found.end() if found else stop) - at
        if found:
            self._ready += aside.windows.end() if aside.windows else ()
            self._aside = None
        return bool(found)

    def _read_text(self) -> bool:
        """Read on to where something begins that is no text. Returns whether it has."""
        text, base = self._tape.text, self._tape.base
        at, stop, width = self._at - base, self._readable(text), 1
        while width and self._in_text:
            sign = self.signs.search(text, at, stop)
            begin = sign.start() if sign else stop
            self._add(text[at:begin], base + at)
            width = self._sign(text, begin) if sign else 0
            at = begin + width
        self._at = base + at
        return not self._in_text

    @property
    def _in_text(self) -> bool:
        return self._aside is None

    def _readable(self, text: str) -> int:
        """To where it can be told what is text."""
        return len(text)

    def _add(self, text: str, origin: int) -> None:
        self._out.add(text, origin)

    def _sign(self, text: str, at: int) -> int:
        """Read what may be more than text. Returns its length, 0 when that cannot be told yet."""
        return self._reference(text, at) if text[at] == "&" else self._angle(text, at)

    def _literal(self, text: str, at: int) -> int:
        self._out.add(text[at], self._tape.base + at)
        return 1

    def _reference(self, text: str, at: int) -> int:
        if not self._final and len(text) - at < LONGEST and _PARTIAL_REFERENCE.match(text, at):
            return 0
        stands_for, width = reference(text, at, len(text))
        self._out.add(stands_for, self._tape.base + at, width)
        return width or 1

    def _angle(self, text: str, at: int) -> int:
        """Read a tag or a comment."""
        origin = self._tape.base + at
        if origin < self._no_tag_before:
            return self._literal(text, at)
        if not self._final and len(text) - at < _HELD and _PARTIAL_SIGN.match(text, at):
            return 0
        if text[at + 1 : at + 2] in _ASIDE_SIGNS and (width := self._begin_aside(text, at)):
            return width
        found = tag(text, at, strict=self.strict)
        if isinstance(found, Tag):
            self._enter(found, origin, found.end - at)
            return found.end - at
        return self._unfinished(text, at) if found else self._literal(text, at)

    def _unfinished(self, text: str, at: int) -> int:
        """Wait for the end of a tag until twice as much has come; behind its beginning is none if it never ends."""
        length, origin = len(text) - at, self._tape.base + at
        if self._final or length > LONGEST_TAG:
            self._no_tag_before = origin + length
            return self._literal(text, at)
        self._not_before = origin + 2 * length
        return 0

    def _begin_aside(self, text: str, at: int) -> int:
        """Begin a comment. Returns the length of its sign, 0 when there is none."""
        found = _COMMENT.match(text, at)
        if not found:
            return 0
        if not found[0].endswith(">"):
            self._aside = Aside(_COMMENT_END, Windows(self._tape, "comment"))
        return len(found[0])

    def _enter(self, found: Tag, origin: int, width: int) -> None:
        """Do what a tag does to the text around it."""
        for attribute in found.read if found.attributes else ():
            self._ready += self._attribute(attribute)
        if found.breaks_line:
            self._out.add_break(origin, width)
        if found.name in _ELEMENT_END and not found.closes:
            windows = Windows(self._tape, found.name) if found.name == "script" else None
            self._aside = Aside(_ELEMENT_END[found.name], windows)
        self._hide(found)

    def _attribute(self, attribute: Attribute) -> list[Passage]:
        name, value, start = attribute
        origin = self._tape.base + start
        if "&" not in value:
            return whole(self._tape, value, origin, f"@{name}")
        windows = Windows(self._tape, f"@{name}")
        add_decoded(value, origin, windows.add)
        return list(windows.end())

    def _hide(self, found: Tag) -> None:
        """Keep apart what stands inside an element that nobody sees."""
        if found.name == self._hider:
            self._depth += -1 if found.closes or found.name == "p" else 1  # paragraphs end each other
            if not self._depth:
                self._ready += self._hidden.end()
                self._hider, self._out = "", self._text
        if found.hides and not self._hider:
            self._hider, self._depth, self._out = found.name, 1, self._hidden
