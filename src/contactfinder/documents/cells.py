"""CSV: the cells of a table, each with the name of its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.documents.waiting import Waiting
from contactfinder.documents.windows import Windows, whole
from contactfinder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.documents.tape import Tape

_DELIMITERS = ",;\t"
_LONGEST_LINE = 1 << 16  # characters of the first line that show the delimiter
_LONGEST_NAME = 256
_MOST_NAMES = 1 << 16  # columns that have one
_QUOTED = re.compile(r'"[^"]*"?')


class CsvReader(Waiting):
    """Cells between commas, semicolons or tabs, whichever there are most of in the first line, which names the columns."""

    def __init__(self, tape: Tape, fields: tuple[str, ...]) -> None:
        super().__init__(tape)
        self._fields, self._at = fields, tape.end
        self._end_of_cell: re.Pattern[str] | None = None
        self._names: list[str] = []
        self._in_heading = True
        self._column, self._name = 0, ""
        self._fresh, self._quoted = True, False  # whether a cell begins here, or goes on to a quote
        self._cell: Windows | None = None  # what has come of a cell that does not stand there as it is

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        return min(self._at, self._cell.needed) if self._cell else self._at

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the table. Raises UsageError for a field that is no column."""
        self._tape.add(text)
        yield from self._read_rows(final=False)

    def pause(self) -> Iterator[Passage]:
        """Nothing: cells are given out as they end."""
        yield from ()

    def end(self) -> Iterator[Passage]:
        """Give out the rest."""
        yield from self._read_rows(final=True)
        self._end_cell()
        self._end_row()
        yield from self._taken()

    def _read_rows(self, *, final: bool) -> Iterator[Passage]:
        text, at = self._tape.text, self._at - self._tape.base
        while at < len(text) and (end_of_cell := self._end_of_cell or self._found_delimiter(text, final)):
            came_from, at = at, self._step(text, at, end_of_cell, final)
            self._at = self._tape.base + at
            if at == came_from:
                break
        self._ready += self._cell.ripe() if self._cell else ()
        yield from self._taken()

    def _found_delimiter(self, text: str, final: bool) -> re.Pattern[str] | None:
        """What ends a cell, when the first line has come."""
        line, newline, _ = text.lstrip("\r\n").partition("\n")
        if newline or final or len(line) > _LONGEST_LINE:
            bare = _QUOTED.sub("", line)
            self._end_of_cell = re.compile(rf"[{max(_DELIMITERS, key=bare.count)}\r\n]")
        return self._end_of_cell

    def _step(self, text: str, at: int, end_of_cell: re.Pattern[str], final: bool) -> int:
        """Read a cell or a part of it. Returns where it ends; where it begins if it has to wait."""
        if self._quoted:
            return self._quotes(text, at, final)
        if self._fresh and text[at] == '"':
            self._fresh, self._quoted = False, True
            return at + 1
        found = end_of_cell.search(text, at)
        if not found:
            self._add(text[at:], at)
            return len(text)
        self._take(text[at : found.start()], at)
        if found[0] in "\r\n":
            self._end_row()
        return found.end()

    def _take(self, text: str, at: int) -> None:
        """The last part of a cell, often all of it."""
        if self._fresh and not self._in_heading and self._is_wanted:
            self._ready += whole(self._tape, text, self._tape.base + at, self._title)
            self._column += 1
            return
        self._add(text, at)
        self._end_cell()

    def _quotes(self, text: str, at: int, final: bool) -> int:
        """Read on to a quote; two of them are one that is meant."""
        quote = text.find('"', at)
        if quote < 0:
            self._add(text[at:], at)
            return len(text)
        self._add(text[at:quote], at)
        if quote + 1 == len(text) and not final:
            return quote
        if text.startswith('"', quote + 1):
            self._add('"', quote, 2)
            return quote + 2
        self._quoted = False
        return quote + 1

    def _add(self, text: str, at: int, width: int = 0) -> None:
        self._fresh = False
        if self._in_heading:
            self._name = (self._name + text)[:_LONGEST_NAME]
        elif self._is_wanted:
            self._cell = self._cell or Windows(self._tape, self._title)
            self._cell.add(text, self._tape.base + at, width)

    @property
    def _title(self) -> str:
        """The name of the column, or its number if the heading has no name for it."""
        names = self._names
        return names[self._column] if self._column < len(names) else str(self._column + 1)

    @property
    def _is_wanted(self) -> bool:
        return not self._fields or self._title in self._fields

    def _end_cell(self) -> None:
        if self._in_heading:
            self._names += [self._name.strip()] if len(self._names) < _MOST_NAMES else []
            self._name = ""
        elif self._cell:
            self._ready += self._cell.end()
            self._cell = None
        self._column, self._fresh = self._column + 1, True

    def _end_row(self) -> None:
        """A row has come to its end. Raises UsageError if it is the heading and lacks a field."""
        self._column = 0
        if not self._in_heading:
            return
        if not any(self._names):
            self._names.clear()
            return
        self._in_heading = False
        for field in self._fields:
            if field not in self._names:
                raise UsageError("no-such-field", value=field, names=", ".join(self._names))
