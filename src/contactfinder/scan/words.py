"""Words of plain letters and digits in a part of a text, and where they stand."""

from __future__ import annotations

import re

LONGEST_WORD = 64  # letters
WORD = re.compile(r"[a-z0-9]+")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_IN_WORDS = frozenset(_LETTERS.decode())
_ONLY_WORDS = bytes(c if c in _LETTERS else b" "[0] for c in range(256))


class Words:
    """The words of a text, given in lower case and one byte a character."""

    def __init__(self, lowered: bytes) -> None:
        self._words = lowered.translate(_ONLY_WORDS)

    def between(self, start: int, end: int) -> list[str]:
        """The words that begin there, and somewhat behind, in their order; the first and the last may be pieces of others."""
        return self._words[start : end + LONGEST_WORD].decode().split()


def places_of(word: str, text: str, start: int, end: int) -> list[int]:
    """Where a word begins between two places of a text in lower case, and not as a part of another."""
    places, length, last = list[int](), len(word), end + len(word) - 1
    at = text.find(word, start, last)
    while at >= 0:
        behind = at + length
        if text[at - 1 : at] not in _IN_WORDS and text[behind : behind + 1] not in _IN_WORDS:
            places.append(at)
        at = text.find(word, behind, last)
    return places
