"""Markdown: text in which references, tags and backslashes of HTML and Markdown are read, but not in fenced code."""

from __future__ import annotations

import re
from string import punctuation

from contactfinder.documents.markup import MarkupReader
from contactfinder.documents.tape import Tape

_LONGEST_FENCE = 4096  # characters of a line that may be one, while its end has not come
_OPENING = re.compile(r" {0,3}(`{3,}|~{3,})([^`\n]{0,1000})")
_CLOSING = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t\r]*$", re.MULTILINE)
_PARTIAL = re.compile(r" {0,3}[`~]*[ \t\r]*\Z")


class MarkdownReader(MarkupReader):
    """Markdown as GitHub shows it. Links stay as they are written."""

    strict = True
    signs = re.compile(r"<(?![^a-zA-Z/!])|&(?![^#a-zA-Z])|\\|^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)

    def __init__(self, tape: Tape) -> None:
        super().__init__(tape)
        self._fence = ""

    @property
    def _in_text(self) -> bool:
        return self._aside is None and not self._fence

    def _readable(self, text: str) -> int:
        """To the last line, when that may become a fence."""
        line = text.rfind("\n") + 1
        begins = not self._final and self._tape.base + line >= self._at and len(text) - line < _LONGEST_FENCE
        return line if begins and _PARTIAL.match(text, line) else len(text)

    def _read_text(self) -> bool:
        return self._read_code() if self._fence else super()._read_text()

    def _read_code(self) -> bool:
        """Read on to the end of fenced code. Returns whether it has come."""
        text, at = self._tape.text, self._at - self._tape.base
        stop = self._readable(text)
        fences = _CLOSING.finditer(text, at, stop)
        found = next((fence for fence in fences if fence[1].startswith(self._fence)), None)
        stop = found.end() if found else stop
        self._out.add(text[at:stop], self._at)
        self._at += stop - at
        if found:
            self._fence = ""
        return bool(found)

    def _sign(self, text: str, at: int) -> int:
        if text[at] in "&<":
            return super()._sign(text, at)
        return self._backslash(text, at) if text[at] == "\\" else self._open_fence(text, at)

    def _backslash(self, text: str, at: int) -> int:
        if at + 1 == len(text) and not self._final:
            return 0
        sign = text[at + 1 : at + 2]
        if not sign or sign not in punctuation:
            return self._literal(text, at)
        self._out.add(sign, self._tape.base + at, 2)
        return 2

    def _open_fence(self, text: str, at: int) -> int:
        """Begin fenced code, unless the line holds more backticks and so is code in itself."""
        found = _OPENING.match(text, at)
        assert found
        if found.end() == len(text) and not self._final:
            return 0
        if not (text.startswith("`", found.end()) and found[1].startswith("`")):
            self._fence = found[1]
        self._out.add(found[0], self._tape.base + at)
        return len(found[0])
