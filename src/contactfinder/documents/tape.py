"""The input as it runs past: the characters that are still needed, and on which line each of them stands."""

from __future__ import annotations


class Tape:
    """Characters of the input from `base` on."""

    def __init__(self, base: int = 0) -> None:
        self.text, self.base = "", base
        self._line_of_base = base  # where the line begins on which the first of the characters stands
        self._known = base, 1, base  # one place: its offset, its line, and where that line begins

    @property
    def end(self) -> int:
        """How many characters have come so far."""
        return self.base + len(self.text)

    def add(self, text: str) -> int:
        """Take more of the input. Returns the offset of its first character."""
        offset = self.end
        self.text += text
        return offset

    def forget(self, before: int) -> None:
        """Let go of what stands before an offset, except the one character that says whether a line begins there."""
        keep = before - 1
        if keep > self.base:
            self.place(keep)
            self._line_of_base = self._known[2]
            self.text, self.base = self.text[keep - self.base :], keep

    def cut(self, start: int, end: int) -> str:
        """The characters between two offsets."""
        return self.text[start - self.base : end - self.base]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, counted from the last one that was asked for."""
        known, line, begin = self._known
        low, high = sorted((known - self.base, offset - self.base))
        if breaks := self.text.count("\n", low, high):
            line += breaks if offset > known else -breaks
            begin = self._line_begin(offset)
        self._known = offset, line, begin
        return line, offset - begin + 1

    def _line_begin(self, offset: int) -> int:
        found = self.text.rfind("\n", 0, offset - self.base)
        return self._line_of_base if found < 0 else self.base + found + 1
