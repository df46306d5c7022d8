"""JSON: the strings of a document, or of one document a line, each with its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.documents.form import Form
from contactfinder.documents.layer import Layer
from contactfinder.documents.syntax import Expected, Syntax
from contactfinder.documents.waiting import Waiting
from contactfinder.documents.windows import Windows, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.notes import Notes
    from contactfinder.documents.passage import Passage
    from contactfinder.documents.tape import Tape

_LONGEST_KEY = 256
_LONGEST_BARE = 400  # characters of a number
_LONGEST_ESCAPE = 12  # characters, of two halves of a character
_SIGN = re.compile(r'[ \t\r\n]{0,64}([{}\[\],:"])')
_BLANKS = re.compile(r"[ \t\r\n]+")
_BARE = re.compile(rf"[^\s{{}}\[\],:\"]{{1,{_LONGEST_BARE}}}")
_VALUE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_STOP = re.compile(r'["\\]')
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\"\\/bfnrt])"
)
_MEANINGS = dict(zip('"\\/bfnrt', '"\\/\b\f\n\r\t', strict=True))
_READ_BY_GITHUB = ("title", "body")


class JsonReader(Waiting):
    """JSON in one of its forms. What is none is read as plain text, from the last sign on that made sense."""

    def __init__(self, tape: Tape, form: Form, notes: Notes, fields: tuple[str, ...]) -> None:
        super().__init__(tape)
        self._form, self._notes, self._fields = form, notes, fields
        self._at = self._safe = tape.end
        self._syntax = Syntax()
        self._plain: Windows | None = None  # what is no JSON
        self._in_string = False
        self._key: str | None = None  # so far, when the string that is being read is a key
        self._out: Windows | Layer | None = None  # where it goes, when it is one to read

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        if out := self._plain or self._out:
            return min(self._at, out.needed)
        return self._at if self._in_string else min(self._safe, self._at)

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the input."""
        self._tape.add(text)
        self._read(final=False)
        if out := self._plain or self._out:
            self._ready += out.ripe()
        yield from self._taken()

    def pause(self) -> Iterator[Passage]:
        """Give out all whole lines of what is no JSON; strings are given out as they end."""
        if self._plain:
            self._ready += self._plain.pause()
        yield from self._taken()

    def end(self) -> Iterator[Passage]:
        """Give out the rest."""
        self._read(final=True)
        self._finish()
        yield from self._taken()

    def _read(self, *, final: bool) -> None:
        """Read what has come: as one document, or line by line."""
        while self._form is Form.JSONL:
            text, base = self._tape.text, self._tape.base
            end = text.find("\n", self._at - base)
            if end < 0:
                break
            self._read_to(text, end, final=True)
            self._finish()
            self._at = self._safe = base + end + 1
        self._read_to(self._tape.text, len(self._tape.text), final=final)

    def _finish(self) -> None:
        """A document ends here, and what is still open in it."""
        if self._in_string:
            self._notes.no_json += 1
            self._end_string()
        if self._plain:
            self._ready += self._plain.end()
        self._plain, self._syntax = None, Syntax()

    def _read_to(self, text: str, stop: int, *, final: bool) -> None:
        at, waits = self._at - self._tape.base, False
        while at < stop and not waits and self._plain is None:
            came_from, at = at, self._step(text, at, stop, final)
            self._at, waits = self._tape.base + at, at == came_from
        if final and not self._in_string and self._plain is None and not self._syntax.is_whole:
            self._break()
        if self._plain:
            self._plain.add(text[self._at - self._tape.base : stop], self._at)
            self._at = self._tape.base + stop

    def _step(self, text: str, at: int, stop: int, final: bool) -> int:
        """Read one sign, a value or a part of a string. Returns where it ends; where it begins if it has to wait."""
        if self._in_string:
            return self._string(text, at, stop, final)
        found = _SIGN.match(text, at, stop)
        if not found:
            return self._blanks(text, at, stop) or self._bare(text, at, stop, final)
        if found[1] == '"':
            return self._open_string(text, found.end(), stop)
        return self._made_sense(found.end()) if self._syntax.sign(found[1]) else self._break()

    def _made_sense(self, end: int) -> int:
        self._safe = self._tape.base + end
        return end

    def _break(self) -> int:
        """What follows is no JSON. Returns where it begins."""
        self._notes.no_json += 1
        self._plain = Windows(self._tape)
        at = self._safe - self._tape.base
        blanks = _BLANKS.match(self._tape.text, at)
        at = blanks.end() if blanks else at
        self._at = self._tape.base + at
        return at

    def _blanks(self, text: str, at: int, stop: int) -> int:
        """Read on to what is no blank. Returns 0 if there is none."""
        found = _BLANKS.match(text, at, stop)
        if not found:
            return 0
        behind_value = self._safe != self._tape.base + at and found.end() - at < _LONGEST_BARE
        return found.end() if behind_value else self._made_sense(found.end())

    def _bare(self, text: str, at: int, stop: int, final: bool) -> int:
        found = _BARE.match(text, at, stop)
        end = found.end() if found else at
        if end == stop and not final and end - at < _LONGEST_BARE:
            return at
        return end if _VALUE.fullmatch(text, at, end) and self._syntax.bare() else self._break()

    def _open_string(self, text: str, at: int, stop: int) -> int:
        """Begin a string, and read it at once if it is a simple one."""
        expected = self._syntax.expected
        if expected not in (Expected.KEY, Expected.VALUE):
            return self._break()
        self._in_string, is_key = True, expected is Expected.KEY
        wanted = not is_key and self._is_wanted()
        end = text.find('"', at, stop)
        if end >= 0 and not (wanted and self._form is Form.GITHUB) and "\\" not in text[at:end]:
            self._key = text[at:end][:_LONGEST_KEY] if is_key else None
            if wanted:
                self._ready += whole(self._tape, text[at:end], self._tape.base + at, self._syntax.path)
            return self._close_string(end)
        self._key, self._out = "" if is_key else None, self._opened() if wanted else None
        return at

    def _is_wanted(self) -> bool:
        """Whether the strings on this path are read."""
        path = self._syntax.path
        if self._form is Form.GITHUB:
            return path.rpartition(".")[2] in _READ_BY_GITHUB
        return not self._fields or any(
            path == field or path.startswith(f"{field}.") for field in self._fields
        )

    def _opened(self) -> Windows | Layer:
        if self._form is not Form.GITHUB:
            return Windows(self._tape, self._syntax.path)
        from contactfinder.documents.markdown import MarkdownReader

        return Layer(self._tape, self._syntax.path, MarkdownReader)

    def _string(self, text: str, at: int, stop: int, final: bool) -> int:
        """Read on in a string, to the next escape or its end."""
        found = _STOP.search(text, at, stop)
        sign = found.start() if found else stop
        self._take(text[at:sign], self._tape.base + at)
        if not found:
            return stop
        if text[sign] == '"':
            return self._close_string(sign)
        waits = stop - sign < _LONGEST_ESCAPE and not final
        return sign if waits else self._escape(text, sign, stop)

    def _escape(self, text: str, at: int, stop: int) -> int:
        found = _ESCAPE.match(text, at, stop)
        if not found:
            self._take("\\", self._tape.base + at)
            return at + 1
        self._take(_meaning(found[0]), self._tape.base + at, len(found[0]))
        return found.end()

    def _take(self, text: str, origin: int, width: int = 0) -> None:
        if self._key is not None:
            self._key = (self._key + text[:_LONGEST_KEY])[:_LONGEST_KEY]
        elif self._out:
            self._out.add(text, origin, width)

    def _close_string(self, quote: int) -> int:
        self._end_string()
        return self._made_sense(quote + 1)

    def _end_string(self) -> None:
        if self._key is not None:
            self._syntax.key(self._key)
        else:
            self._ready += self._out.end() if self._out else ()
            self._syntax.value()
        self._in_string, self._key, self._out = False, None, None


def _meaning(escape: str) -> str:
    """The character that an escape stands for, or the two halves of one."""
    if escape[1] != "u":
        return _MEANINGS[escape[1]]
    high = int(escape[2:6], 16)
    if len(escape) < _LONGEST_ESCAPE:
        return chr(high)
    low = int(escape[8:12], 16)
    return chr(0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF))
