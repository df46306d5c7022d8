"""Misspelt names: slips of the fingers, and those that are made on purpose to look like one."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.imitation.company import CALLING, WORDS, groups, known_groups
from contactfinder.registry.looks import (
    LONG_NAME,
    SHORTEST_MISSPELT,
    SLIPS,
    distance,
    drawn,
    misspelt_keys,
    slips_in,
)
from contactfinder.registry.near import edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.imitation.names import Label
    from contactfinder.registry.index import BrandHit, Edges, Index

EDGE = 4  # letters at the beginning and at the end of a spelling, of which each has at least five
REACH = EDGE + max(SLIPS.values())  # letters of a text among which these are
SHORT, USUAL = 7, 8  # letters: below, one other letter soon makes another name
_SHAPES = "qg ce hb hn uv mn ij ft ao db pq vw kx sz"  # letters like others
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Core(NamedTuple):
    """What may be a misspelt name, the words set apart from it by hyphens, and what touches it."""

    text: str
    words: tuple[str, ...] = ()
    glued: str = ""


class Slip(NamedTuple):
    """A name, how it is misspelt, the groups of the words beside it, and what that adds to its points or takes away."""

    brand: BrandHit
    how: str
    company: frozenset[str]
    bonus: int


def slips(label: Label, seen: set[str], index: Index) -> Iterator[Slip]:
    """The names that a label misspells, except those seen in it as they are."""
    cores = _accompanied(_cores(label.words), index.spelling_edges(EDGE))
    names = {hit.target for hit in index.near(key for core in cores for key in misspelt_keys(core))} - seen
    for brand in index.brands(f"plain:{name}" for name in names):
        for core, company in cores.items():
            count = distance(brand.name, core)
            likely = _is_likely(brand.name, core) and not (count > 1 and _is_another(brand.name, core))
            if 0 < count <= _allowed(brand.name, core) and likely:
                slip = _slip(brand, core, company, count, label)
                if slip:
                    yield slip


def _cores(words: tuple[str, ...]) -> Iterator[Core]:
    """What may be a misspelt name in a label: all of it, one word of it, or what words of company leave over."""
    text = "".join(words)
    yield Core(text)
    for i, word in enumerate(words if len(words) > 1 else ()):
        yield Core(word, words[:i] + words[i + 1 :])
    for size in range(3, len(text) - 4):
        yield Core(text[size:], (), text[:size])
        yield Core(text[:-size], (), text[-size:])


def _accompanied(cores: Iterable[Core], edges: Edges | None) -> dict[str, frozenset[str]]:
    """Those that may be a name, with the groups of the words beside them."""
    found = {}
    # The same few letters come again and again in one label. Between labels, and indexes, they are not kept.
    is_among = cache(_is_among)
    for text, words, glued in cores:
        if len(text) >= SHORTEST_MISSPELT and (edges is None or _may_meet(text, edges, is_among)):
            company = groups(words, "plain", glued)
            if company is None:
                company = frozenset() if glued else known_groups(words, "plain") & CALLING
            if not glued or company & {"trade", "support"}:
                found[text] = company
    return found


def _may_meet(core: str, edges: Edges, is_among: Callable[[frozenset[str], str], bool]) -> bool:
    """Whether a spelling that lacks some letters of this text can begin and end as those of names do."""
    return is_among(edges.heads, core[:REACH]) and is_among(edges.tails, core[-REACH:])


def _is_among(edges: frozenset[str], letters: str) -> bool:
    """Whether some of these letters, in their order, are among the edges of names."""
    return not edges.isdisjoint(map("".join, combinations(letters, EDGE)))


def _allowed(name: str, typed: str) -> int:
    return min(slips_in(name), 1 + (name[0] == typed[0]))


def _is_likely(name: str, typed: str) -> bool:
    """Nobody mistypes the first letter of a short name, or means a name by a word of the trade: finance is no binance."""
    if typed in WORDS or (name[0] != typed[0] and len(name) < LONG_NAME):
        return False
    if len(name) >= USUAL or edit(name, typed) != "changed":
        return True
    return _is_beside(name, typed) or name[-1] == typed[-1]


def _is_another(name: str, typed: str) -> bool:
    """Whether two slips make another name of what stands behind a word of the trade: bitcoin core is no bitcoin co.id."""
    shared = max(
        (word for word in WORDS if name.startswith(word) and typed.startswith(word)), key=len, default=""
    )
    return bool(shared) and len(name) - len(shared) < SHORTEST_MISSPELT


def _slip(brand: BrandHit, core: str, company: frozenset[str], count: int, label: Label) -> Slip | None:
    how = (edit(brand.name, core) if count == 1 else None) or "twice"
    nonsense = brand.everyday and _is_no_word(how, brand.name, core, label)
    if brand.everyday and not (company or label.foreign or nonsense):
        return None
    unusual = how == "changed" and USUAL <= len(brand.name) < LONG_NAME and not _is_beside(brand.name, core)
    far = how == "twice" and len(brand.name) < LONG_NAME + 2
    short = len(core) == SHORTEST_MISSPELT  # papal, leger: many are words themselves
    return Slip(
        brand, how, company, label.foreign + 2 * nonsense - unusual - far - short * (2 - bool(company))
    )


def _is_no_word(how: str, name: str, typed: str, label: Label) -> bool:
    """Whether a slip made of a word what is no word for certain: letters swapped, or one put inside (exodlus; not ledgers)."""
    inside = how == "added" and typed[0] == name[0] and typed[-1] == name[-1] and typed == label.text
    return how == "swapped" or inside


def _is_beside(name: str, typed: str) -> bool:
    """Whether the letter that differs lies beside the right one on a keyboard, looks like it, or is a vowel for a vowel."""
    a, b = next((a, b) for a, b in zip(name, typed, strict=True) if a != b)
    vowels = len(name) < USUAL and {a, b} <= set("aeiouy")
    return b in _BESIDE.get(a, "") or vowels or drawn(a) == drawn(b)


def _keys_beside() -> dict[str, set[str]]:
    pairs = [pair for row in (*_KEYBOARD, *_SHAPES.split()) for pair in pairwise(row)]
    for above, below in pairwise(_KEYBOARD):  # each row is set half a key to the right of the one above
        pairs += [(a, b) for i, b in enumerate(below) for a in above[i : i + 2]]
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


_BESIDE = _keys_beside()
