"""A stretch of text as people read it, and where each character of it stands in the input."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Run(NamedTuple):
    """Characters of a text from `at` on come from the raw text from `origin` on.

    One by one when `width` is 0; else all of them come from the `width` characters there, as one from an entity.
    """

    at: int
    origin: int
    width: int = 0


class Passage(NamedTuple):
    """`text` as people read it; `raw`, the characters of the input it was read from; and where those begin.

    `runs` say how the two belong together; without any they are the same. The first `lead` characters of the text
    stood in the passage before as well, and its last `tail` ones come again in the next: they are there as context.
    """

    text: str
    raw: str
    offset: int  # of raw[0], in characters of the input
    line: int  # the same, from 1
    column: int
    runs: tuple[Run, ...] = ()
    part: str = ""
    lead: int = 0
    tail: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` of the text stand in `raw`."""
        if not self.runs:
            return start, end
        return self._raw_place(start)[0], self._raw_place(end - 1)[1]

    def _raw_place(self, at: int) -> tuple[int, int]:
        """Where one character of the text begins and ends in `raw`."""
        run = self.runs[bisect_right(self.runs, at, key=lambda run: run.at) - 1]
        if run.width:
            return run.origin, run.origin + run.width
        start = run.origin + at - run.at
        return start, start + 1

    def place(self, at: int) -> tuple[int, int]:
        """Line and column in the input of the character `raw[at]`."""
        breaks = self.raw.count("\n", 0, at)
        if not breaks:
            return self.line, self.column + at
        return self.line + breaks, at - self.raw.rindex("\n", 0, at)
