"""The words around a contact, cut to the width of a screen; nothing in them steers it or can be clicked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from rich.cells import cell_len

from contactfinder.contacts.patterns import pattern
from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from contactfinder.scan.finding import Excerpt

CUT = "…"
# What makes an address one that can be clicked. Other than in `defanged`, the full stops of prose stay.
_LIVE = pattern(r"http(?=s?:)|(?<!http)(?<!https):(?=//)|(?<=\S)@(?=\S)|(?<=\S)\.(?=[^\W\d_])", re.IGNORECASE)
_DEAD = {":": "[:]", "@": "[at]", ".": "[.]"}


class Around(NamedTuple):
    """A contact as it may be shown, and what stands before and behind it on its line."""

    before: str
    contact: str
    behind: str


def around(excerpt: Excerpt, width: int) -> Around:
    """As much as fits: the contact, then words on both sides, on one side more where the other has few."""
    first = max(0, excerpt.start - width)  # what stands further away cannot fit
    pieces = _pieces(excerpt.text[first : excerpt.end + width])
    start, end = excerpt.start - first, excerpt.end - first
    before, behind = pieces[:start], pieces[end:]
    contact = _beginning(pieces[start:end], width)
    if _width(pieces[start:end]) > width:
        return Around("", contact, "")
    room = width - cell_len(contact)
    shown = _end(before, max(room // 2, room - _width(behind)), cut=first > 0)
    more = excerpt.end + width < len(excerpt.text)
    return Around(shown, contact, _beginning(behind, room - cell_len(shown), cut=more))


def _pieces(text: str) -> list[str]:
    """What is shown for each character."""
    pieces = [_visible(c) for c in text]
    for match in _LIVE.finditer(text):
        at = match.start()
        if match[0] in _DEAD:
            pieces[at] = _DEAD[match[0]]
        else:
            pieces[at + 1 : at + 3] = ["X" if c.isupper() else "x" for c in match[0][1:3]]
    return pieces


def _visible(character: str) -> str:
    """Blanks and breaks of every kind are blanks here; what else cannot be seen is its code."""
    if character == "\u3000":  # the Chinese blank, as wide as a character
        return character
    return " " if category(character)[0] == "Z" or character in "\t\n\v\f\r" else plain(character)


def _width(pieces: list[str]) -> int:
    return cell_len("".join(pieces))


def _beginning(pieces: list[str], width: int, cut: bool = False) -> str:
    """What fits, from the left."""
    if not cut and _width(pieces) <= width:
        return "".join(pieces).rstrip()
    kept = pieces[:width]
    while kept and _width(kept) > width - len(CUT):
        kept.pop()
    return "".join(kept) + CUT if width > 0 else ""


def _end(pieces: list[str], width: int, cut: bool = False) -> str:
    """What fits, from the right."""
    if not cut and _width(pieces) <= width:
        return "".join(pieces).lstrip()
    kept = pieces[-width:] if width > 0 else []
    while kept and (_width(kept) > width - len(CUT) or not cell_len(kept[0])):
        kept.pop(0)
    return CUT + "".join(kept) if width > 0 else ""
