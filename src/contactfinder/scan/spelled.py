"""Digits and signs written as words: eight hundred, double seven, ocho, dash. Each word is replaced where it stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.folding import (
    HUNDRED,
    LIKE_DIGITS,
    NOTHING,
    PAIRS,
    REST,
    TENS,
    THOUSAND,
    THRICE,
    TWICE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ONES = (
    "zero oh nought nil cero",
    "one won uno una",
    "two dos",
    "three tres",
    "four cuatro",
    "five cinco",
    "six seis",
    "seven siete",
    "eight ate ocho",
    "nine nueve",
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: str(i) for i, words in enumerate(_ONES) for word in words.split()},
    **{word: chr(PAIRS + 10 + i) for i, word in enumerate(_TEENS.split())},
    **{word: chr(TENS + 2 + i) for i, word in enumerate(_TENS.split())},
    **dict.fromkeys(("hundred", "cientos"), HUNDRED),
    **dict.fromkeys(("thousand", "mil"), THOUSAND),
    **dict.fromkeys(("double", "doble"), TWICE),
    **dict.fromkeys(("triple",), THRICE),
}
SIGN_WORDS = (
    "dash hyphen minus dot point period space slash comma underscore star tilde pipe stroke"
    " guion punto espacio raya tiret tracinho ponto"
)
_SIGNS = {"plus": "+", "mas": "+", **dict.fromkeys(SIGN_WORDS.split(), "-")}
_CHINESE_SIGNS = {"加": "+", **dict.fromkeys(["杠", "横杠", "短横", "横线", "空格", "点", "减"], "-")}
_MEANT = {**_WORDS, **_SIGNS}
_LETTERS = pattern("[a-zA-Z]+")
_CALLED = pattern(r"\.[a-zA-Z]+\(")  # x.plus(9876) in a program
_BEGINNINGS = frozenset(word[:3] for word in _WORDS)
_GLUED = pattern("|".join(sorted(_WORDS, key=len, reverse=True)))
_SOME = (*{word[:3] for word in _MEANT}, "oh", *_CHINESE_SIGNS)  # one of these is in every word
_CHINESE = pattern("|".join(sorted(_CHINESE_SIGNS, key=len, reverse=True)))
SHORTEST_GLUED = 4  # letters of two digits in words
_JOINT = pattern(  # not letters that may be digits
    rf"(?<=\d) ?((?![{re.escape(LIKE_DIGITS)}]{{1,4}} ?\d)(?![xX] ?\d)[^\W\d_]{{1,12}}) ?(?=\d{{1,6}}(?!\d))"
)
FEWEST = 3  # words in a row that are digits and not words
_GAP = 4  # signs between them


class Word(NamedTuple):
    """A word that may be a digit or a sign: what it stands for, and where it stands."""

    means: str
    start: int
    end: int
    is_sign: bool


def may_be_in(words: Iterable[str]) -> bool:
    """Whether digits or signs may be among these words, or several of them in one."""
    return any(
        word in _MEANT or (len(word) >= SHORTEST_GLUED and word[:3] in _BEGINNINGS and any(_parts(word, 0)))
        for word in words
    )


def replaced(folded: str) -> str:
    """The folded text with its digits and signs in words as characters, each in the place of the word's first letter."""
    folded = _without_joints(folded)
    if not any(map(folded.lower().__contains__, _SOME)):
        return folded
    parts: list[str] = []
    done = 0
    for run in _runs(folded):
        for word in run:
            parts += (folded[done : word.start], word.means, REST * (word.end - word.start - 1))
            done = word.end
    return "".join(parts) + folded[done:] if parts else folded


def _without_joints(folded: str) -> str:
    """The text with a sign for a word that stands again and again between groups of digits: 888 then 555 then 0142."""
    joints = list(_JOINT.finditer(folded))
    same = {
        joint
        for before, behind in pairwise(joints)
        if (word := before[1].lower()) == behind[1].lower()
        and word not in _WORDS
        and folded[before.end() : behind.start()].isdecimal()
        for joint in (before, behind)
    }
    for joint in same:
        start, end = joint.span(1)
        folded = f"{folded[:start]}-{REST * (end - start - 1)}{folded[end:]}"
    return folded


def _runs(folded: str) -> Iterator[list[Word]]:
    """Words that stand close together and mean a number: enough of them, or some beside digits."""
    run: list[Word] = []
    for word in _words(folded):
        if run and not _is_gap(folded, run[-1].end, word.start):
            yield from _kept(run, folded)
            run = []
        run.append(word)
    yield from _kept(run, folded)


def _words(folded: str) -> Iterator[Word]:
    """Words and signs in their order; words that are glued together, one by one."""
    found: list[Word] = []
    for match in _LETTERS.finditer(folded):
        word = match[0].lower()
        if word in _SIGNS and _CALLED.match(folded, max(0, match.start() - 1), match.end() + 1):
            continue
        if word in _MEANT or word[:3] in _BEGINNINGS:
            found += _parts(word, match.start())
    if not folded.isascii():
        found += [Word(_CHINESE_SIGNS[m[0]], *m.span(), True) for m in _CHINESE.finditer(folded)]
        found.sort(key=lambda word: word.start)
    yield from found


def _parts(word: str, start: int) -> Iterator[Word]:
    if meaning := _MEANT.get(word):
        yield Word(meaning, start, start + len(word), word in _SIGNS)
    else:
        parts = list(_GLUED.finditer(word))
        if sum(len(part[0]) for part in parts) == len(word):
            yield from (
                Word(_WORDS[part[0]], start + part.start(), start + part.end(), False) for part in parts
            )


def _is_gap(folded: str, start: int, end: int) -> bool:
    """Whether nothing but signs, blanks and digits lies between two words."""
    between = folded[start:end].replace(NOTHING, "")
    digits = sum(map(str.isdigit, between))
    return len(between) - digits <= _GAP * (1 + digits) and not any(map(str.isalpha, between))


def _kept(run: list[Word], folded: str) -> Iterator[list[Word]]:
    """The run, unless its words are too few."""
    if not run:
        return
    first, last = run[0], run[-1]
    digits = sum(not word.is_sign for word in run)
    beside = sum(map(str.isdigit, folded[max(0, first.start - 6) : last.end + 6]))
    if run and (digits >= FEWEST or beside >= FEWEST):
        yield run
