"""The grammar of JSON without recursion: what may stand where, and on which path."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

DEEPEST = 1 << 20  # arrays and objects inside each other
_LONGEST_PATH = 256  # characters; deeper names are left out


class Expected(Enum):
    """What comes next in a document."""

    VALUE = auto()
    KEY = auto()
    COLON = auto()
    COMMA = auto()
    NOTHING = auto()  # all has come; only another object or array may follow


class _Level(NamedTuple):
    """An object or array: the sign that ends it, and the path on which it stands."""

    end: str
    path: str


class Syntax:
    """Where in a document a reader is. Each method says whether the document may go on like that."""

    def __init__(self) -> None:
        self.path = ""
        self.expected = Expected.VALUE
        self._levels: list[_Level] = []

    @property
    def is_whole(self) -> bool:
        """Whether the document may end here."""
        return not self._levels

    def sign(self, sign: str) -> bool:
        """One of the signs `{}[],:`."""
        match sign:
            case "{" | "[":
                return self._open(sign)
            case "}" | "]":
                return self._close(sign)
            case ",":
                return self._go_on()
            case _:
                return self._step(Expected.COLON, Expected.VALUE)

    def _open(self, sign: str) -> bool:
        if self.expected not in (Expected.VALUE, Expected.NOTHING) or len(self._levels) >= DEEPEST:
            return False
        self._levels.append(_Level("}" if sign == "{" else "]", self.path))
        self.expected = Expected.KEY if sign == "{" else Expected.VALUE
        return True

    def _close(self, sign: str) -> bool:
        if not self._levels or self._levels[-1].end != sign or self.expected is Expected.COLON:
            return False
        self.path = self._levels.pop().path
        self.value()
        return True

    def _go_on(self) -> bool:
        in_object = bool(self._levels) and self._levels[-1].end == "}"
        return self._step(Expected.COMMA, Expected.KEY if in_object else Expected.VALUE)

    def _step(self, expected: Expected, following: Expected) -> bool:
        if self.expected is not expected:
            return False
        self.expected = following
        return True

    def key(self, name: str) -> None:
        """The name of what comes next in an object."""
        path = self._levels[-1].path
        longer = f"{path}.{name}" if path else name
        self.path = longer if len(longer) <= _LONGEST_PATH else path or name[:_LONGEST_PATH]
        self.expected = Expected.COLON

    def value(self) -> None:
        """A value has come to its end."""
        self.expected = Expected.COMMA if self._levels else Expected.NOTHING

    def bare(self) -> bool:
        """A number, true, false or null; alone it makes no document here, for it may be a phone number."""
        if self.expected is not Expected.VALUE or not self._levels:
            return False
        self.value()
        return True
