"""A text inside a document that has a form of its own, such as Markdown in the strings of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.documents.tape import Tape
from contactfinder.documents.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.documents.plain import Reader


class Layer:
    """Takes a text as Windows do, and gives what a reader makes of it, with its places in the whole document."""

    def __init__(self, tape: Tape, part: str, opened: Callable[[Tape], Reader]) -> None:
        self._tape, self._part, self._reader = tape, part, opened(Tape())
        self._trail, self._pieces = Trail(), list[str]()

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        needed = self._reader.needed
        return self._trail.span(needed, needed + 1)[0] if needed < self._trail.length else self._tape.end

    def add(self, text: str, origin: int, width: int = 0) -> None:
        """More of the text: from `origin` on one by one, or all of it from the `width` characters there."""
        if text:
            self._trail.add(len(text), origin, width)
            self._pieces.append(text)

    def ripe(self) -> Iterator[Passage]:
        """What can be given out."""
        text = "".join(self._pieces)
        self._pieces.clear()
        yield from self._lifted(self._reader.feed(text))
        self._trail.forget(self._reader.needed)

    def end(self) -> Iterator[Passage]:
        """The rest."""
        yield from self.ripe()
        yield from self._lifted(self._reader.end())

    def _lifted(self, found: Iterator[Passage]) -> Iterator[Passage]:
        for passage in found:
            part = "/".join(filter(None, (self._part, passage.part)))
            yield self._trail.lifted(passage, self._tape)._replace(part=part)
