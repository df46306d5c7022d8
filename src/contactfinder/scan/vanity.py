"""Numbers spelled with the letters of the keypad: 1-800-COINBASE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.contacts import plans
from contactfinder.contacts.patterns import pattern
from contactfinder.scan.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_START = pattern(
    r"(?<![A-Za-z0-9])(?:\+?1[ .()~-]{0,3})?\(?(8(?:00|33|44|55|66|77|88))\)?([ .~*()-]{0,3})(?=[A-Za-z0-9])"
)
_REST = pattern(
    r"[A-Z0-9]{1,4}[ .-][A-Z]{3,7}(?![A-Za-z0-9])|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?(?:-[A-Za-z0-9]+)?"
)
_LIKE_DIGITS = pattern(r"[OoQDIilSBZz0-9-]+")
LINE = 7  # digits behind the area code; letters beyond them are dialled for nothing
FEWEST_LETTERS = 3


def vanity_numbers(folded: str) -> Iterator[Number]:
    """Toll-free numbers with letters, whatever case they are in when hyphens lead to them."""
    for start in _START.finditer(folded):
        rest = _REST.match(folded, start.end())
        if rest and (number := _read(start, rest)):
            yield number


def _read(start: re.Match[str], rest: re.Match[str]) -> Number | None:
    keys = [c for c in rest[0] if c.isalnum()]
    letters = sum(map(str.isalpha, keys))
    shouts = rest[0].upper() == rest[0] or "-" in start[2] or "." in start[2]
    if len(keys) < LINE or letters < FEWEST_LETTERS or not shouts or any(map(str.isdigit, keys[LINE:])):
        return None
    if _LIKE_DIGITS.fullmatch(rest[0]):  # 844-SSS-0123: letters that look like digits
        return None
    national = start[1] + "".join(keys[:LINE]).upper().translate(_KEYPAD)
    if not plans.is_assigned("1", national):
        return None
    return Number(start.start(), rest.end(), f"+1{national}", "vanity", 3, (), 0)
