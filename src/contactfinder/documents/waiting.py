"""What every reader of a form with parts has in common: passages wait until they are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contactfinder.documents.passage import Passage
    from contactfinder.documents.tape import Tape


class Waiting(ABC):
    """Passages that are ready; when they are taken, the input that nobody needs any more is forgotten."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._ready: list[Passage] = []

    @property
    @abstractmethod
    def needed(self) -> int:
        """From which character on the input is needed."""

    def _taken(self) -> list[Passage]:
        ready, self._ready = self._ready, []
        self._tape.forget(self.needed)
        return ready
