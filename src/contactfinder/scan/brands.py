"""Platforms named in a text: in any script, spaced out, dotted, or with letters that only look like theirs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.registry.looks import ONE_SHAPE
from contactfinder.registry.names import folded as key_of
from contactfinder.scan.folding import NOTHING, REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Index
    from contactfinder.scan.folding import Folding

MOST_WORDS = 24  # c o i n b a s e
SHORTEST_SHAPE = 5  # letters: shorter names have too many neighbours that look like them
APART = 3  # signs between the words of one name
WORD = re.compile(r"[a-z0-9]+")
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

    def named(self, folded: str, cased: str) -> Iterator[Named]:
        """Every platform named in a text, given folded in lower case, and folded as it is."""
        if not folded.isascii():
            for match in self._in_other_scripts.finditer(folded):
                yield Named(self._names[match[0]], *match.span(), everyday=False, disguised=False)
        shapes = _shapes(folded)
        likely = self._beginning(shapes)
        words = list(WORD.finditer(folded)) if likely else []  # their places are seldom needed
        for at in likely:
            if found := self._from(words, at, folded, shapes):
                yield found._replace(as_name=cased[found.start].isupper())

    def _beginning(self, shapes: list[str]) -> list[int]:
        """Which of these words are names, or begin one together with the next."""
        return [
            at
            for at, shape in enumerate(shapes)
            if shape in self._beginnings
            and (shape in self._shapes or "".join(shapes[at : at + 2]) in self._beginnings)
        ]

    def _from(self, words: list[re.Match[str]], at: int, folded: str, shapes: list[str]) -> Named | None:
        """The longest name that begins with one of the words."""
        best: Named | None = None
        joined, start, last = "", words[at].start(), words[at].start()
        for match, shape in zip(words[at : at + MOST_WORDS], shapes[at : at + MOST_WORDS], strict=True):
            begin, end = match.span()
            joined += shape
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


def _shapes(folded: str) -> list[str]:
    """What the words of a text look like."""
    if folded.isascii():  # that is translated as a whole much sooner than other text
        return WORD.findall(folded.translate(ONE_SHAPE))
    return [word.translate(ONE_SHAPE) for word in WORD.findall(folded)]


def _is_gap(between: str) -> bool:
    """Whether what lies between two words may lie inside a name."""
    return "\n" not in between and (len(between) <= APART or len(_UNSEEN.sub("", between)) <= APART)
