"""Tags, entities and percent escapes inside a contact, undone where they stand; places stay the same."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.folding import REST

if TYPE_CHECKING:
    from collections.abc import Mapping

# Not a tag that leads somewhere, nor an address between angle brackets.
_TAG = pattern(
    r"</?(?!(?:at|dot)>)[a-zA-Z][a-zA-Z0-9]{0,15}(?:[\s/](?!href|src)[^<>\n@]{0,120})?>|<!--[^<>\n]{0,120}-->"
)
_ESCAPE = pattern(r"&#?[a-zA-Z0-9]{2,8};|&#[0-9]{2,4}(?![0-9;])|%[0-9a-fA-F]{2}")


def undone(folded: str, folding: Mapping[int, str]) -> str:
    """The folded text in which a tag is nothing, and an entity or escape is the character that it stands for."""
    if "<" in folded:
        folded = _TAG.sub(lambda tag: REST * len(tag[0]), folded)
    if "&" in folded or "%" in folded:
        folded = _ESCAPE.sub(lambda escape: _plain(escape[0], folding), folded)
    return folded


def _plain(escape: str, folding: Mapping[int, str]) -> str:
    if escape[0] == "%":
        c = chr(int(escape[1:], 16))
    else:
        c = unescape(escape if escape.endswith(";") else f"{escape};")
    if len(c) != 1 or c == escape or (escape[0] == "%" and not (c.isascii() and c.isprintable())):
        return escape
    return folding[ord(c)] + REST * (len(escape) - 1)
