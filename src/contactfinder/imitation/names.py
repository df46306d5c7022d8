"""Where the names of platforms stand in a label of a host or in the name of an account, and what stands around them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.imitation.company import groups, is_swallowed, known_groups
from contactfinder.registry.looks import LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contactfinder.registry.index import BrandHit, Edges, Index

SHORTEST_NAME, LONGEST_NAME = 3, 24  # letters of a name that is looked for inside a label


class Label(NamedTuple):
    """Words set apart by hyphens as people read them, whether foreign letters were in them, and whether it is the registered one."""

    words: tuple[str, ...]
    foreign: bool
    registered: bool

    @property
    def text(self) -> str:
        """The label without its hyphens."""
        return "".join(self.words)


class Place(NamedTuple):
    """A name in a label: in which look it is seen, and the groups of the words around it (None: something unknown)."""

    brand: BrandHit
    look: str
    before: frozenset[str] | None
    after: frozenset[str] | None
    begins: bool  # where a word begins
    ends: bool
    whole: bool
    known: frozenset[
        str
    ]  # groups of what is known around it, for names set apart by hyphens among unknown words
    rest: int  # letters that are not the name's

    @property
    def around(self) -> frozenset[str] | None:
        """The groups on both sides together."""
        return None if self.before is None or self.after is None else self.before | self.after


def places(label: Label, look: str, index: Index) -> Iterator[Place]:
    """Every name that is seen in a label, in one of the looks, and is not there by chance."""
    words = tuple(map(LOOKS[look], label.words))
    text = "".join(words)
    pieces = _pieces(text, index.name_edges(look, SHORTEST_NAME))
    hits = index.brands(f"{look}:{piece}" for piece in pieces) if pieces else ()
    cuts = _cuts(words) if hits else ()
    for hit in hits:
        piece = hit.look.partition(":")[2]
        start = text.find(piece)
        while start >= 0:
            place = _place(hit, look, text, start, start + len(piece), cuts)
            if not _is_chance(place, text, start, cuts):
                yield place
            start = text.find(piece, start + 1)


def _pieces(text: str, edges: Edges | None) -> set[str]:
    """What may be a name in a text: all that is long enough, or only what begins and ends as names do, where that is known."""
    starts: Sequence[int] = range(len(text) - SHORTEST_NAME + 1)
    ends: Sequence[int] = range(SHORTEST_NAME, len(text) + 1)
    if edges:
        starts = [a for a in starts if text[a : a + SHORTEST_NAME] in edges.heads]
        ends = [b for b in ends if text[b - SHORTEST_NAME : b] in edges.tails] if starts else ()
    return {text[a:b] for a in starts for b in ends if SHORTEST_NAME <= b - a <= LONGEST_NAME}


def _cuts(words: tuple[str, ...]) -> tuple[int, ...]:
    """Where words begin and end in a label without its hyphens."""
    return (0, *(sum(map(len, words[: i + 1])) for i in range(len(words))))


def _place(hit: BrandHit, look: str, text: str, start: int, end: int, cuts: tuple[int, ...]) -> Place:
    left, right = max(c for c in cuts if c <= start), min(c for c in cuts if c >= end)
    before = groups(_words(text, 0, left, cuts), look, text[left:start])
    after = groups(_words(text, right, len(text), cuts), look, text[end:right])
    begins, ends = start == left, end == right
    apart = [*_words(text, 0, left, cuts), *_words(text, right, len(text), cuts)] if begins and ends else []
    return Place(
        hit,
        look,
        before,
        after,
        begins,
        ends,
        len(text) == end - start,
        known_groups(apart, look),
        len(text) - (end - start),
    )


def _words(text: str, start: int, end: int, cuts: tuple[int, ...]) -> list[str]:
    return [text[a:b] for a, b in pairwise(c for c in cuts if start <= c <= end)]


def _is_chance(place: Place, text: str, start: int, cuts: tuple[int, ...]) -> bool:
    """Whether the letters belong to other words: no coinex in bitcoin-exchange, no bitbank in rabbitbank."""
    end = start + len(place.brand.look.partition(":")[2])
    if is_swallowed(text, start, end):
        return True
    inside = not (place.begins and place.ends) and place.around is None
    return inside and groups(_words(text, 0, len(text), cuts), place.look) is not None
