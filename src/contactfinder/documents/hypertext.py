"""HTML: what a browser shows, and beside it attributes, comments, scripts and hidden text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.documents.markup import Aside, MarkupReader
from contactfinder.documents.windows import Windows

if TYPE_CHECKING:
    from contactfinder.documents.tags import Tag

_NO_TAG = re.compile(r"<(?:(!doctype\b)|[!?]|/(?![a-zA-Z]))", re.IGNORECASE)
_NO_TAG_END = re.compile(">")
_LINES_KEPT = {"pre", "textarea"}


class HtmlReader(MarkupReader):
    """A page, in which a line breaks only where a tag says so."""

    strict = False
    signs = re.compile(r"<(?![^a-zA-Z/!?])|&(?![^#a-zA-Z])")
    _keeps_lines = False

    def _add(self, text: str, origin: int) -> None:
        self._out.add(text if self._keeps_lines else text.replace("\n", " ").replace("\r", " "), origin)

    def _begin_aside(self, text: str, at: int) -> int:
        if width := super()._begin_aside(text, at):
            return width
        found = _NO_TAG.match(text, at)
        if not found or text[at + 1 :] == "/":
            return 0
        self._aside = Aside(_NO_TAG_END, None if found[1] else Windows(self._tape, "comment"))
        return len(found[0])

    def _enter(self, found: Tag, origin: int, width: int) -> None:
        super()._enter(found, origin, width)
        if found.name in _LINES_KEPT:
            self._keeps_lines = not found.closes
