"""Digits in which a known number may stand, or one that differs from it by a digit: told without reading any number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.registry.near import edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contactfinder.registry.held import Held

_HALF = 5  # digits


class KnownDigits:
    """The halves of all known numbers: whoever slips in one digit leaves one half of a number as it was."""

    def __init__(self, index: Held) -> None:
        """Where the registry knows too many numbers to be held, any digits may be one of them."""
        found = index.numbers()
        self._is_any = found is None
        known = found[0] if found else ()
        self._forwards = _Halves(number for number in known if not number.startswith("+"))
        self._backwards = _Halves(number.removeprefix("+")[::-1] for number in known)

    def may_be_in(self, digits: str) -> bool:
        """Whether a known number, or nearly one, may be among these digits."""
        return self._is_any or self._forwards.are_in(digits) or self._backwards.are_in(digits[::-1])


class _Halves:
    """Numbers by their first half."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._rests: dict[int, dict[str, set[str]]] = {}  # by the length of the half, and the half
        for number in numbers:
            size = min(_HALF, len(number) // 2)
            self._rests.setdefault(size, {}).setdefault(number[:size], set()).add(number[size:])

    def are_in(self, digits: str) -> bool:
        """Whether such a half is there, and behind it the other one with a slip at most."""
        for size, rests in self._rests.items():
            pieces = [digits[at : at + size] for at in range(len(digits) - size + 1)]
            if rests.keys().isdisjoint(pieces):
                continue
            places = ((at + size, rest) for at, piece in enumerate(pieces) for rest in rests.get(piece, ()))
            if any(_goes_on(digits, *place) for place in places):
                return True
        return False


def _goes_on(digits: str, at: int, rest: str) -> bool:
    """Whether the digits go on like this, but for one that may be changed, swapped, missing or one too many."""
    ends = range(at + len(rest) - 1, at + len(rest) + 2)
    return digits.startswith(rest, at) or any(edit(rest, digits[at:end]) for end in ends)
