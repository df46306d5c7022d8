"""Platforms named in a text: in any script, spaced out, dotted, or with letters that only look like theirs."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.registry.looks import ONE_SHAPE
from contactfinder.registry.names import folded as key_of
from contactfinder.scan.folding import NOTHING, REST
from contactfinder.scan.words import LONGEST_WORD, WORD, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contactfinder.registry.index import Index
    from contactfinder.scan.folding import Folding

MOST_WORDS = 24  # c o i n b a s e
SHORTEST_SHAPE = 5  # letters: shorter names have too many neighbours that look like them
APART = 3  # signs between the words of one name
_UNSEEN = re.compile(f"[{NOTHING}{REST}]")


class Named(NamedTuple):
    """A platform, and where its name stands; an `everyday` name may mean something else."""

    platform: str
    start: int
    end: int
    everyday: bool
    disguised: bool
    as_name: bool = True  # with a capital, as names are written


class Brands:
    """The names of all platforms, ready to be found."""

    def __init__(self, index: Index, folding: Folding) -> None:
        self._index, self._folding = index, folding

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names in plain letters, each with its platform."""
        names = ((key.translate(self._folding).lower(), platform) for key, platform in self._index.names())
        return {name: platform for name, platform in names if len(name) > 1}

    @cached_property
    def _shapes(self) -> dict[str, str]:
        """What the names look like, with the name."""
        return {name.translate(ONE_SHAPE): name for name in self._names if name.isascii()}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(shape[:end] for shape in self._shapes for end in range(1, len(shape) + 1))

    @cached_property
    def _in_other_scripts(self) -> re.Pattern[str]:
        foreign = sorted((n for n in self._names if not n.isascii()), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, foreign)) or r"(?!)")

    def named(self, folded: str, cased: str, words: Sequence[str], start: int, end: int) -> Iterator[Named]:
        """Every platform whose name begins between two places of a text, given folded in lower case, and folded as it is.

        `words` are those between the two places.
        """
        if not folded.isascii():
            for match in self._in_other_scripts.finditer(folded, start, end + LONGEST_WORD):
                if match.start() < end:
                    yield Named(self._names[match[0]], *match.span(), everyday=False, disguised=False)
        for word in self._likely(words):
            for at in places_of(word, folded, start, end):
                if found := self._from(folded, at):
                    yield found._replace(as_name=cased[at].isupper())

    def _likely(self, words: Sequence[str]) -> set[str]:
        """Words that are names, or begin one together with the next."""
        shapes = " ".join(words).translate(ONE_SHAPE).split()
        pairs = list(map(add, shapes, shapes[1:]))
        alone = _places_in(shapes, self._shapes.keys() & set(shapes))
        begun = _places_in(pairs, self._beginnings.intersection(pairs))
        return {words[at] for at in (*alone, *begun)}

    def _from(self, folded: str, start: int) -> Named | None:
        """The longest name that begins with the word at a place."""
        best: Named | None = None
        joined, last = "", start
        for match in islice(WORD.finditer(folded, start), MOST_WORDS):
            begin, end = match.span()
            joined += match[0].translate(ONE_SHAPE)
            if joined not in self._beginnings or not _is_gap(folded[last:begin]):
                break
            last = end
            best = self._named(joined, "".join(WORD.findall(folded[start:end])), start, end) or best
        return best

    def _named(self, shape: str, joined: str, start: int, end: int) -> Named | None:
        name = joined if joined in self._names else self._shapes.get(shape, "")
        if not name or (name != joined and len(name) < SHORTEST_SHAPE):
            return None
        platform = self._names[name]
        return Named(platform, start, end, self._is_everyday(name, platform), name != joined)

    def is_everyday(self, name: str) -> bool:
        """Whether a text in plain letters is the name of a platform that is also a word."""
        return name in self._names and self._is_everyday(name, self._names[name])

    def _is_everyday(self, name: str, platform: str) -> bool:
        record = self._index.platform(platform)
        return name in {key_of(word) for word in record["everyday_names"]} if record else True


def _places_in(among: list[str], wanted: Iterable[str]) -> Iterator[int]:
    """Where these few are among many."""
    for one in wanted:
        at = -1
        for _ in range(among.count(one)):
            at = among.index(one, at + 1)
            yield at


def _is_gap(between: str) -> bool:
    """Whether what lies between two words may lie inside a name."""
    return "\n" not in between and (len(between) <= APART or len(_UNSEEN.sub("", between)) <= APART)
