"""Character references of HTML: what `&#49;`, `&nbsp` and `&plus;` stand for."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 68  # characters of a reference; more zeros in front of a number than that are no reference
_REFERENCE = re.compile(r"&(?:(#(?:[xX][0-9a-fA-F]{1,64}|[0-9]{1,64}));?|([A-Za-z][A-Za-z0-9]{0,31})(;?))")
_LONGEST_WITHOUT_END = 6  # letters of a name that may stand without its semicolon


def reference(text: str, at: int, end: int, *, in_attribute: bool = False) -> tuple[str, int]:
    """What the reference at a `&` stands for, and how long it is; 0 when it is none."""
    found = _REFERENCE.match(text, at, end)
    if not found:
        return "&", 0
    number, name, closed = found.groups()
    if number:
        return unescape(f"&{number};"), len(found[0])
    if closed and f"{name};" in html5:
        return html5[f"{name};"], len(found[0])
    return _without_end(name, text[found.end(2) : found.end(2) + 1], in_attribute)


def _without_end(name: str, behind: str, in_attribute: bool) -> tuple[str, int]:
    """What the beginning of a name stands for; in an address `&copy=1` is no sign."""
    for length in range(min(len(name), _LONGEST_WITHOUT_END), 1, -1):
        if found := html5.get(name[:length]):
            following = name[length:] or behind
            taken = in_attribute and (following[:1].isalnum() or following == "=")
            return ("&", 0) if taken else (found, length + 1)
    return "&", 0


def add_decoded(text: str, origin: int, add: Callable[[str, int, int], None]) -> None:
    """Add the value of an attribute, which begins at `origin`, with its references decoded."""
    at = 0
    while (sign := text.find("&", at)) >= 0:
        stands_for, width = reference(text, sign, len(text), in_attribute=True)
        add(text[at:sign], origin + at, 0)
        add(stands_for, origin + sign, width)
        at = sign + max(1, width)
    add(text[at:], origin + at, 0)
