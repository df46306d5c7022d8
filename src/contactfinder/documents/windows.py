"""Text of any length in windows of bounded size, which overlap so that nothing is cut in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.documents.passage import Passage
from contactfinder.documents.trail import Trail, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.tape import Tape

WINDOW = 1 << 16  # characters of a window at most
OVERLAP = 512  # of them, how many stand in the window before as well, and how many come again in the next
_NEAR = 4096  # so far before the limit a line end or a blank is looked for
_WIDEST = 4 * WINDOW  # characters of the input that a window waits for text


class Windows:
    """The text of one part of a document: it is added piece by piece, and given out in windows."""

    def __init__(self, tape: Tape, part: str = "") -> None:
        self._tape, self._part = tape, part
        self._clear()

    def _clear(self) -> None:
        self._trail, self._pieces, self._length, self._lead = Trail(), list[str](), 0, 0

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        return self._trail.span(self._start, self._start + 1)[0] if self._length else self._tape.end

    @property
    def _start(self) -> int:
        return self._trail.length - self._length

    def add(self, text: str, origin: int, width: int = 0) -> None:
        """More of the text: from `origin` on one by one, or all of it from the `width` characters there."""
        if text:
            self._trail.add(len(text), origin, width)
            self._pieces.append(text)
            self._length += len(text)

    def add_break(self, origin: int, width: int) -> None:
        """A line break that something in the input makes, unless there is one already."""
        if self._length and not self._pieces[-1].endswith("\n"):
            self.add("\n", origin, width)

    def ripe(self) -> Iterator[Passage]:
        """The windows that are full."""
        while self._length > WINDOW:
            yield self._given(_limit(self._whole(), WINDOW - OVERLAP), WINDOW)
        if self._is_wide():
            limit = self._length - OVERLAP
            if limit > self._lead + OVERLAP:
                yield self._given(limit, self._length)
            if self._is_wide():
                yield from self.end()

    def _is_wide(self) -> bool:
        return self._tape.end - self.needed > _WIDEST

    def pause(self) -> Iterator[Passage]:
        """All whole lines, because nobody knows when more comes."""
        yield from self.ripe()
        end = self._whole().rfind("\n") + 1
        if end > self._lead:
            yield self._given(end, end)

    def end(self) -> Iterator[Passage]:
        """The rest. Text that is added from now on has nothing to do with what came before."""
        if self._length > WINDOW:
            yield from self.ripe()
        if self._length > self._lead:
            yield self._given(self._length, self._length)
        self._clear()

    def _whole(self) -> str:
        if len(self._pieces) != 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def _given(self, limit: int, end: int) -> Passage:
        """The window to `end`. In the next one the text goes on at `limit`."""
        text, trail, start = self._whole(), self._trail, self._start
        place = trail.span(start, start + end)
        found = made(text[:end], trail, start, place, self._tape, self._part)
        lead, next_start = self._lead, max(0, limit - OVERLAP)
        self._lead, self._length = limit - next_start, self._length - next_start
        self._pieces = [text[next_start:]]
        trail.forget(self._start)
        return found._replace(lead=lead, tail=end - limit)


def whole(tape: Tape, text: str, origin: int, part: str) -> list[Passage]:
    """What there is to read in a text that stands on the tape as it is."""
    if not text:
        return []
    if len(text) <= WINDOW:
        return [Passage(text, text, origin, *tape.place(origin), (), part)]
    windows = Windows(tape, part)
    windows.add(text, origin)
    return list(windows.end())


def _limit(text: str, highest: int) -> int:
    """Where to cut a text at `highest` or somewhat before: behind a line, else behind a blank."""
    lowest = highest - _NEAR
    return text.rfind("\n", lowest, highest) + 1 or text.rfind(" ", lowest, highest) + 1 or highest
