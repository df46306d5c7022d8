"""Where the characters of a text came from, also over several steps of reading."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from contactfinder.documents.passage import Passage, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.tape import Tape


class Trail:
    """For each character of a growing text the place in what it was read from. Its first ones can be forgotten."""

    def __init__(self) -> None:
        self.length = 0
        self._at, self._origin, self._width = list[int](), list[int](), list[int]()

    def add(self, length: int, origin: int, width: int = 0) -> None:
        """The next characters come from `origin` on: one by one, or all of them from the `width` characters there."""
        at = self._at
        goes_on = at and not width and not self._width[-1]
        if not goes_on or origin - self._origin[-1] != self.length - at[-1]:
            at.append(self.length)
            self._origin.append(origin)
            self._width.append(width)
        self.length += length

    def forget(self, before: int) -> None:
        """Let go of the characters before this one."""
        first = self._run(before)
        if first > 0:
            for column in (self._at, self._origin, self._width):
                del column[:first]

    def _run(self, at: int) -> int:
        return bisect_right(self._at, at) - 1

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """Where the characters from `start` to `end` came from, counted from `start`."""
        first, last = self._run(start), self._run(end - 1) + 1
        columns = (self._at[first:last], self._origin[first:last], self._width[first:last])
        for at, origin, width in zip(*columns, strict=True):
            ahead = max(0, start - at)
            yield Run(at + ahead - start, origin if width else origin + ahead, width)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place that the characters from `start` to `end` came from."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        run = self._run(at)
        origin, width = self._origin[run], self._width[run]
        if width:
            return origin, origin + width
        origin += at - self._at[run]
        return origin, origin + 1

    def lifted(self, passage: Passage, tape: Tape) -> Passage:
        """A passage read from the text of this trail, as one read from what that text was itself read from."""
        start, end = self.span(passage.offset, passage.offset + len(passage.raw))
        composed, runs = Trail(), passage.runs or (Run(0, 0),)
        for run, following in zip(runs, [*(run.at for run in runs[1:]), len(passage.text)], strict=True):
            self._follow(run, following - run.at, passage.offset, composed)
        return made(passage.text, composed, 0, (start, end), tape, passage.part)._replace(
            lead=passage.lead, tail=passage.tail
        )

    def _follow(self, run: Run, length: int, offset: int, composed: Trail) -> None:
        """Add the characters of a run in the text of this trail to those that are traced back further."""
        start = offset + run.origin
        if run.width:
            first, last = self.span(start, start + run.width)
            composed.add(length, first, last - first)
            return
        steps = list(self.runs(start, start + length))
        for step, end in zip(steps, [*(step.at for step in steps[1:]), length], strict=True):
            composed.add(end - step.at, step.origin, step.width)


def made(text: str, trail: Trail, start: int, place: tuple[int, int], tape: Tape, part: str) -> Passage:
    """The passage of a text which begins at `start` of its trail and stands at `place` on the tape."""
    first, last = place
    raw = tape.cut(first, last)
    runs = tuple(Run(at, origin - first, width) for at, origin, width in trail.runs(start, start + len(text)))
    if len(runs) == 1 and not runs[0].width and text == raw:
        runs = ()
    return Passage(text, raw, first, *tape.place(first), runs, part)
