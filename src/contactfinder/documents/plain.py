"""Plain text, and what all readers of documents have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from contactfinder.documents.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.documents.tape import Tape


class Reader(Protocol):
    """A document that is read piece by piece."""

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the input."""

    def pause(self) -> Iterator[Passage]:
        """Give out what can be given out now: nobody knows when more comes."""

    def end(self) -> Iterator[Passage]:
        """Give out the rest: no more comes."""


class PlainReader:
    """Text as it is."""

    def __init__(self, tape: Tape, part: str = "") -> None:
        self._tape, self._windows = tape, Windows(tape, part)

    @property
    def needed(self) -> int:
        """From which character on the input is needed."""
        return self._windows.needed

    def feed(self, text: str) -> Iterator[Passage]:
        """Take more of the text."""
        self._windows.add(text, self._tape.add(text))
        yield from self._windows.ripe()
        self._tape.forget(self.needed)

    def pause(self) -> Iterator[Passage]:
        """Give out all whole lines."""
        yield from self._windows.pause()
        self._tape.forget(self.needed)

    def end(self) -> Iterator[Passage]:
        """Give out the rest."""
        yield from self._windows.end()
