"""How a name looks: spellings that a reader takes for one another come out the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import combining, normalize

from contactfinder.registry.near import shortened

# Pairs and digits that screens and hurried eyes do not tell from letters, as reports of phishing sites name them.
_DRAWN = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DOUBLED = re.compile(r"(.)\1+")
ONE_SHAPE = str.maketrans("01il23456789", "olllzeasbtbg")


def drawn(text: str) -> str:
    """The text with digits and letter pairs shown as the letters that they look like: bınance1 and bmance differ, rn and m do not."""
    for pair, letter in _DRAWN:
        text = text.replace(pair, letter)
    return text.translate(ONE_SHAPE)


def undoubled(text: str) -> str:
    """The same with every doubled letter written once: coinbasse, cooinbase."""
    return _DOUBLED.sub(r"\1", drawn(text))


def unaccented(text: str) -> str:
    """The text without marks on its letters: coinbase for cöinbase."""
    return "".join(c for c in normalize("NFKD", text) if not combining(c))


def plain(text: str) -> str:
    """The text as it stands."""
    return text


# From the closest to the loosest: a name is looked for as written before it is looked for as seen.
LOOKS: dict[str, Callable[[str], str]] = {"plain": plain, "drawn": drawn, "doubled": undoubled}
LONG_NAME = 10
SLIPS = {
    range(6, LONG_NAME): 1,
    range(LONG_NAME, 17): 2,
}  # letters: shorter names have honest neighbours all around
SHORTEST_MISSPELT = min(map(min, SLIPS)) - 1  # letters


def slip_keys(name: str) -> Iterator[str]:
    """Keys under which a name meets its misspellings: by one slip, long names by two."""
    if edits := slips_in(name):
        yield from shortened("brand", name, edits)


def misspelt_keys(typed: str) -> Iterator[str]:
    """The same for what may be a misspelling; that of a shortest name may lack a letter of it."""
    if len(typed) == SHORTEST_MISSPELT:
        yield from shortened("brand", typed, 0)
    yield from slip_keys(typed)


def slips_in(name: str) -> int:
    """How many slips a name may have and still be known; none in one that is too short or too long."""
    return next((edits for lengths, edits in SLIPS.items() if len(name) in lengths), 0)


def distance(first: str, second: str) -> int:
    """How many insertions, deletions, substitutions and swaps of neighbours lie between two texts (Damerau)."""
    before: list[int] = []
    above = list(range(len(second) + 1))
    for i, a in enumerate(first):
        row = [i + 1]
        for j, b in enumerate(second):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a != b))
            if i and j and a == second[j - 1] and b == first[i - 1]:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]


def handle_look(handle: str) -> str:
    """The key under which accounts meet that differ only in what hurried eyes pass over: _ and ., look-alike letters, a number behind."""
    network, _, name = handle.partition(":")
    bare = re.sub(r"[_.-]+|\d+$", "", name.lower()) or name
    return f"handle-look:{network}:{undoubled(bare)}"
