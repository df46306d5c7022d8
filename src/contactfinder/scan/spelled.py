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

# Also as they sound: what is read aloud is the same.
_ONES = (
    "zero oh nought nil cero zeero zerro",
    "one won wun uno una",
    "two dos tu to too",
    "three tres tree",
    "four cuatro phour fore for",
    "five cinco fife fyve",
    "six seis siks sicks",
    "seven siete sevin sevun",
    "eight ate ocho eyt ait",
    "nine nueve nyne niner nein",
)
_DOUBTFUL = frozenset(
    ["won", "tu", "to", "too", "tree", "fore", "for", "ate", "ait", "once"]
)  # words that are more often something else
_BEFORE = frozenset(("to", "too", "for", "once"))  # a number: call us for one eight…
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
)
_WORDS = {
    **{word: str(i) for i, words in enumerate(_ONES) for word in words.split()},
    **{word: chr(PAIRS + 10 + i) for words in _TEENS for i, word in enumerate(words.split())},
    **{word: chr(TENS + 2 + i) for words in _TENS for i, word in enumerate(words.split())},
    "veinti": chr(TENS + 2),
    **dict.fromkeys(("hundred", "cientos"), HUNDRED),
    **dict.fromkeys(("thousand", "mil"), THOUSAND),
    **dict.fromkeys(("double", "doble"), TWICE),
    **dict.fromkeys(("triple",), THRICE),
}
LABEL_WORDS = (
    "area",
    "city code",
    "country",
    "number",
    "local",
    "line",
    "prefi",
    "numero",
    "codigo",
    "telefono",
)
CHINESE_LABELS = ("区号", "号码", "地区", "国家")
SIGN_WORDS = (
    "dash hyphen minus dot point period space slash comma underscore star tilde pipe stroke"
    " guion punto espacio raya tiret tracinho ponto"
)
_SIGNS = {"plus": "+", "mas": "+", "y": REST, **dict.fromkeys(SIGN_WORDS.split(), "-")}
_CHINESE_SIGNS = {
    "加": "+",
    "加号": "+",
    **dict.fromkeys(["杠", "横杠", "短横", "横线", "空格", "点", "减"], "-"),
}
_MEANT = {**_WORDS, **_SIGNS}
_LETTERS = pattern("[a-zA-Z]+")
_CALLED = pattern(r"\.[a-zA-Z]+\(")  # x.plus(9876) in a program
_BEGINNINGS = frozenset(word[:3] for word in _WORDS)
_GLUED = pattern("|".join(sorted(_WORDS.keys() - _DOUBTFUL, key=len, reverse=True)))
_LEET = pattern(  # s3ven, f1ve
    r"(?<![a-zA-Z0-9])(?=[a-zA-Z]{0,4}[013!])"
    r"(?:[0o]n[3e]|tw[0o]|thr[3e]{2}|f[0o]ur|f[1i]v[3e]|s[1i!]x|s[3e]v[3e]n|[3e][1i]ght|n[1i]n[3e]|z[3e]r[0o])(?![a-zA-Z0-9])",
    re.IGNORECASE,
)
_FROM_LEET = str.maketrans("013!", "oiei")
# Chinese characters that sound like the digits from 0 to 9, as thieves write them.
SOUNDS = "零灵铃另 衣医依腰邀幺 爱耳儿两 伞散山 思丝司斯 舞吾武午 溜流留柳 妻期漆齐拐 爸吧巴扒 酒久旧玖勾"
_SOUNDS = {sound: str(digit) for digit, sounds in enumerate(SOUNDS.split()) for sound in sounds}
_SOUNDING = pattern(rf"(?:[{''.join(_SOUNDS)}0-9][ -]{{0,2}}){{7,}}")
MOST_SEEN = 3  # digits among as many sounds
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
_ROMANS = pattern(r"(?<![a-zA-Z])(?:[IVX]{1,4}[ .-]{1,3}){2}[IVX]{1,4}(?![a-zA-Z])")
_NUMERAL = pattern("[IVX]+")
# What stands before the parts of a number in a form: country code 1, area code 888, number 555 0142.
_LABELS = (
    "(?:country|area|city|local) (?:code|number)|number|prefix|line|国家代码|国家区号|地区码|区号|号码"
    "|codigo(?: de (?:pais|area))?|prefijo|numero|telefono"
)
_LABEL = pattern(rf"(?<=\d)[\s;,/|.-]{{0,3}}(?:{_LABELS})[\s:=#.]{{0,4}}(?=[+(]?\d)", re.IGNORECASE)
_SOME = (*{word[:3] for word in _MEANT}, "oh", *_CHINESE_SIGNS)  # one of these is in every word
_CHINESE = pattern("|".join(sorted(_CHINESE_SIGNS, key=len, reverse=True)))
SHORTEST_GLUED = 4  # letters of two digits in words
_NO_DIGITS = rf"(?![{re.escape(LIKE_DIGITS)}]{{1,4}}[\W_]{{0,4}}\d)"  # not letters that may be digits
_LIKE_DIGIT = pattern("[OoIilSsBZz]")
# Digits and letters that look like some: 8oo, O142. They are read elsewhere, but a word may stand between them.
_GROUP = pattern(r"(?<![^\W_])(?=[OoIilSsBZz]{0,3}\d)[\dOoIilSsBZz]{2,8}(?![^\W_])")
_JOINT = pattern(
    rf"(?<=\d)[ ,*]{{0,3}}({_NO_DIGITS}(?![xX] ?\d)[^\W\d_]{{1,12}}(?:[ ,]{{1,2}}[a-zA-Z]{{1,9}}){{0,3}})"
    r"[ ,*]{0,3}(?=\d{1,8}(?!\d))"
)
_LED = pattern(r"\+ ?\d{1,4}(?: ?\d{1,4})?$")  # then whatever stands between groups is a joint
_HEX = pattern(r"[a-fA-F]+|[a-zA-Z]")  # with no blanks around: of a hash, or of an id
LONGEST_LEAD = 12  # characters of a country code and the digits behind it
JOINING = (  # words with which one part of a number follows the other
    "then and next now plus finally lastly last finish finishing ending end followed by with press dial hit after that"
    " luego despues y termina terminando con seguido de finalmente marca por ultimo 然后 接着 再 最后 加上 热线 客服"
)
_JOINING = frozenset(JOINING.split())
_IN_BRACKETS = pattern(rf"(?<=\d) ?[\[({{*<_]{{1,2}}{_NO_DIGITS}[^\W\d_]{{1,12}}[\])}}*>_]{{1,2}} ?(?=\d)")
FEWEST = 3  # words in a row that are digits and not words
_GAP = 4  # signs between them


class Word(NamedTuple):
    """A word that may be a digit or a sign: what it stands for, and where it stands."""

    means: str
    start: int
    end: int
    is_sign: bool
    is_doubtful: bool = False


def may_be_in(words: Iterable[str]) -> bool:
    """Whether digits or signs may be among these words, or several of them in one."""
    return any(
        word in _MEANT or (len(word) >= SHORTEST_GLUED and word[:3] in _BEGINNINGS and any(_parts(word, 0)))
        for word in words
    )


def replaced(folded: str) -> str:
    """The folded text with its digits and signs in words as characters, each in the place of the word's first letter."""
    folded = _without_words_between(folded)
    folded = _ROMANS.sub(_from_roman, folded)
    folded = _LEET.sub(lambda word: word[0].translate(_FROM_LEET), folded)
    if not folded.isascii():
        folded = _SOUNDING.sub(_heard, folded)
    if not any(map(folded.lower().__contains__, _SOME)):
        return folded
    parts: list[str] = []
    done = 0
    for run in _runs(folded):
        for word in run:
            parts += (folded[done : word.start], word.means, REST * (word.end - word.start - 1))
            done = word.end
    return "".join(parts) + folded[done:] if parts else folded


def _without_words_between(folded: str) -> str:
    """The text with signs for labels and joints between groups of digits; some letters in these may be digits as well."""
    seen = _GROUP.sub(lambda group: _LIKE_DIGIT.sub("0", group[0]), folded)
    signed = _without_joints(_IN_BRACKETS.sub(_as_sign, _LABEL.sub(_as_sign, seen)))
    if seen == folded:
        return signed
    return "".join(
        letter if new == old else new for letter, old, new in zip(folded, seen, signed, strict=True)
    )


def _without_joints(folded: str) -> str:
    """The text with a sign for a word that stands again and again between groups of digits: 888 then 555 then 0142."""
    joints = [joint for joint in _JOINT.finditer(folded) if not _HEX.fullmatch(joint[0])]
    same = {
        joint
        for before, behind in pairwise(joints)
        if folded[before.end() : behind.start()].isdecimal() and _join(before, behind)
        for joint in (before, behind)
    }
    for joint in same:
        start, end = joint.span(1)
        folded = f"{folded[:start]}-{REST * (end - start - 1)}{folded[end:]}"
    return folded


def _join(before: re.Match[str], behind: re.Match[str]) -> bool:
    """Whether words join three groups of one number: the same twice, such as do nothing else, or any behind a country code."""
    words = before[1].lower(), behind[1].lower()
    parts = re.split("[ ,]+", " ".join(words))
    if not _WORDS.keys().isdisjoint(parts):
        return False
    start = before.start()
    is_led = _LED.search(before.string, max(0, start - LONGEST_LEAD), start)
    return words[0] == words[1] or _JOINING.issuperset(parts) or bool(is_led)


def _as_sign(written: re.Match[str]) -> str:
    at = next(i for i, c in enumerate(written[0]) if c.isalpha())
    return f"{REST * at}-{REST * (len(written[0]) - at - 1)}"


def _from_roman(numerals: re.Match[str]) -> str:
    """Three numerals as digits: VIII-V-V; unless one of them is none."""
    words = _NUMERAL.findall(numerals[0])
    if not all(word in _ROMAN for word in words):
        return numerals[0]
    return _NUMERAL.sub(lambda word: _ROMAN[word[0]] + REST * (len(word[0]) - 1), numerals[0])


def _heard(run: re.Match[str]) -> str:
    """Sounds in a row as digits, unless most of them are digits."""
    sounds = sum(c in _SOUNDS for c in run[0])
    return run[0].translate(_OF_SOUNDS) if sounds >= MOST_SEEN else run[0]


_OF_SOUNDS = str.maketrans(_SOUNDS)


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
        yield Word(meaning, start, start + len(word), word in _SIGNS, word in _DOUBTFUL)
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
    while run and run[0].is_doubtful and folded[run[0].start : run[0].end].lower() in _BEFORE:
        run = run[1:]
    if not run:
        return
    first, last = run[0], run[-1]
    digits = sum(not (word.is_sign or word.is_doubtful) for word in run)
    beside = sum(map(str.isdigit, folded[max(0, first.start - 6) : last.end + 6]))
    if digits >= FEWEST or beside >= FEWEST:
        yield run
