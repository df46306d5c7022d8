"""Tags of HTML: where one ends, its attributes, and what it does to the text around it."""

from __future__ import annotations

import re
from typing import NamedTuple

_BEGINNING = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_STRICT_BEGINNING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?![^\s/>])")
_STRICT_ATTRIBUTE = re.compile(r"[a-zA-Z_:][\w.:-]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>][^\s>]*))?)?)"
)
_INVISIBLE = re.compile(r"display:none|visibility:hidden|(?:font-size|opacity):0(?![.\d]*[1-9])")
_READ = {"href", "src", "action", "content", "alt", "title", "aria-label", "value", "placeholder"}
_BLOCKS = """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ol optgroup option
    p pre search section select summary table tbody td textarea tfoot th thead title tr ul
"""
_EMPTY = "area base br col embed hr img input link meta source track wbr"
_BREAKS_LINE, _ENCLOSES_NOTHING = frozenset(_BLOCKS.split()), frozenset(_EMPTY.split())


class Attribute(NamedTuple):
    """An attribute of a tag, and where its value begins in the text."""

    name: str
    value: str
    start: int


class Tag(NamedTuple):
    """A whole tag, and where it ends in the text."""

    name: str
    closes: bool
    attributes: list[Attribute]
    end: int

    @property
    def breaks_line(self) -> bool:
        """Whether the text before and behind it stands on different lines."""
        return self.name in _BREAKS_LINE

    @property
    def hides(self) -> bool:
        """Whether nobody sees the text that it encloses."""
        if not self.attributes or self.closes or self.name in _ENCLOSES_NOTHING:
            return False
        return any(_hides(attribute) for attribute in self.attributes)

    @property
    def read(self) -> list[Attribute]:
        """The attributes that show something or lead somewhere."""
        return [
            attribute
            for attribute in self.attributes
            if attribute.name in _READ or attribute.name.startswith("data-")
        ]


def _hides(attribute: Attribute) -> bool:
    if attribute.name == "hidden":
        return True
    return attribute.name == "style" and bool(_INVISIBLE.search("".join(attribute.value.lower().split())))


def tag(text: str, at: int, *, strict: bool) -> Tag | bool:
    """The tag at a `<`; False when there is none, True when the text ends before it can be told.

    Browsers take nearly everything for a tag; Markdown is `strict` about names.
    """
    found = (_STRICT_BEGINNING if strict else _BEGINNING).match(text, at)
    if not found:
        return len(text) <= at + 2 and text[at + 1 :] in ("", "/")
    if text.startswith(">", found.end()):
        return Tag(found[2].lower(), bool(found[1]), [], found.end() + 1)
    attributes = _attributes(text, found.end(), strict)
    if isinstance(attributes, bool):
        return attributes
    return Tag(found[2].lower(), bool(found[1]), *attributes)


def _attributes(text: str, at: int, strict: bool) -> tuple[list[Attribute], int] | bool:
    """The attributes of a tag and its end; False and True as above."""
    attributes = list[Attribute]()
    while found := _ATTRIBUTE.match(text, at):
        at = found.end()
        if found[1]:
            return attributes, at
        if strict and not _STRICT_ATTRIBUTE.fullmatch(found[2]):
            return False
        if at == len(text) or (
            text[at] in "\"'" and found.lastindex == 2
        ):  # quotes that nobody closed so far
            return True
        attributes.append(_attribute(found))
    return True


def _attribute(found: re.Match[str]) -> Attribute:
    value = found.lastindex or 2
    if value == 2:  # a name alone
        return Attribute(found[2].lower(), "", found.end())
    return Attribute(found[2].lower(), found[value], found.start(value))
