"""Phone numbers in plain characters: digits that hang together, and the numbers that can be dialled among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts import plans
from contactfinder.contacts.patterns import pattern
from contactfinder.scan.folding import LIKE_DIGITS, NOTHING, REST, expanded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from contactfinder.scan.regions import Regions

MIN_DIGITS, MAX_DIGITS = 7, 15  # ITU-T E.164
SHORTEST_CODED = 10  # digits of a number with its country code and no plus; fewer are anything
FEWEST_DIGITS = 4  # of a number whose other digits are letters that look like digits
WHOLE, LAST_GROUP = 10, 4  # digits of a whole number, and of its last group
LONGEST_GAP = 9  # signs between two digits of one number
WIDEST_GAP = 64  # the same with what nobody sees
BESIDE = (
    12  # characters before and behind the digits of a number in which its first or last ones may be letters
)
LONGEST_LETTERS = 4  # letters in a row that stand for digits
KEPT = 4096  # gaps
LONGEST_CHAIN = 200  # groups of digits that are looked at together
KNOWN = 10  # points for a number that the registry knows; the others say how well it is written
_UNSEEN = str.maketrans("", "", NOTHING + REST)
_LISTING = frozenset("+,;/|\n\t")
_NUMBER = pattern("[0-9\ue000-\ue0ff][0-9\ue000-\ue0ff\0\1]*")
_DIGITS_ONLY = pattern("[0-9]*")
_WORD = pattern(r"[^\W\d_]+|[|!°]+")
_READ_AS = dict(zip(LIKE_DIGITS, "000011111112234556678990", strict=True))
_LIKE_DIGITS = pattern(f"[{re.escape(LIKE_DIGITS)}]+")
_LEADING = pattern(f"[{re.escape(LIKE_DIGITS)}]{{1,4}}[^\\w\n|!]{{0,3}}$")
_TRAILING = pattern(f"[^\\w\n|!]{{0,3}}[{re.escape(LIKE_DIGITS)}]{{1,4}}(?![^\\W_])")
_USUAL = pattern(r"(?:(1)[ .(-]{0,2})?([2-9]\d\d)[ .)-]{0,2}([2-9]\d\d)[ .-]?(\d{4})", re.ASCII)
_NATURAL = (3, 3, 4)
_NO_DIGITS = pattern("[^0-9]+")
_DIGITS_TOGETHER = pattern("[0-9]+")
_HARD_GAP = pattern(r";|[,:.!?]\s|\s[-~]+\s|\n|\s[/|]\s")  # where one number is likelier to end than to go on
_NORTH_AMERICAN = pattern(r"[2-9]\d\d[2-9]\d{6}")
_TOLL_FREE = pattern(r"18(?:00|33|44|55|66|77|88)")
_ABROAD = pattern(r"0(?:0|11)(?=[1-9])")
_BEFORE = pattern(r"[+(\[{\0 ~1-]*$")


class Group(NamedTuple):
    """Digits with nothing between them, or letters that look like digits, and where they stand."""

    start: int
    end: int
    soft: bool


class Number(NamedTuple):
    """A number that can be dialled: where it stands, E.164, how it was read, how good that reading is, and its groups."""

    start: int
    end: int
    e164: str
    how: str  # international, home, abroad, code or a region
    score: int
    groups: tuple[int, ...]  # how many digits stand together
    letters: int  # how many of them are letters


class Reader(NamedTuple):
    """What a reader knows: which numbers are in the registry, and where numbers without a country code are dialled."""

    known: Callable[[str], bool]
    regions: Regions


def numbers(folded: str, reader: Reader) -> list[Number]:
    """The phone numbers in a folded text, in their order."""
    return [number for chain in _chains(folded) for number in _numbers_of(chain, folded, reader)]


# -- chains of digits


def _chains(folded: str) -> Iterator[list[Group]]:
    """Groups of digits with nothing but signs between them, together long enough for a number."""
    chain: list[Group] = []
    digits, ended = 0, False
    for match in _NUMBER.finditer(folded):
        group = Group(match.start(), match.start() + len(match[0].rstrip(NOTHING)), False)
        between = _between(folded, chain[-1].end, group.start, ended) if chain else None
        if between is None or len(chain) >= LONGEST_CHAIN:
            yield from _enough(chain, folded)
            chain, digits = [], 0
        chain += [*(between or ()), group]
        here = len(match[0].translate(_UNSEEN))
        digits += here
        ended = digits >= WHOLE and here >= LAST_GROUP
    yield from _enough(chain, folded)


def _between(folded: str, start: int, end: int, ended: bool) -> list[Group] | None:
    """The letters between two groups that may be digits; None when the groups do not belong together.

    `ended`: the first may be the end of a whole number. It is, when a sign of lists follows.
    """
    softs = _in_gap(folded[start:end]) if end - start <= WIDEST_GAP else None
    if softs is None or (ended and not _LISTING.isdisjoint(folded[start:end])):
        return None
    return [Group(start + first, start + last, True) for first, last in softs]


@lru_cache(KEPT)  # blanks, hyphens, commas: the same again and again
def _in_gap(between: str) -> list[tuple[int, int]] | None:
    """Where letters that may be digits stand between two groups; None where these do not belong together."""
    gap = between.translate(_UNSEEN)
    words = [match[0] for match in _WORD.finditer(gap)]
    if not all(_LIKE_DIGITS.fullmatch(word) and len(word) <= LONGEST_LETTERS for word in words):
        return None
    return [match.span() for match in _WORD.finditer(between)] if _fits(_WORD.sub("", gap)) else None


def _fits(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and gap.count("\n") <= 1


def _soft(folded: str, start: int, end: int) -> Iterator[Group]:
    for match in _WORD.finditer(folded, start, end):
        yield Group(*match.span(), True)


def _enough(chain: list[Group], folded: str) -> Iterator[list[Group]]:
    """The chain with the letters on both sides of it that may be digits, if it is long enough for a number."""
    if sum([g.end - g.start for g in chain if not g.soft]) < FEWEST_DIGITS:
        return
    whole = [*_before(folded, chain[0].start), *chain, *_behind(folded, chain[-1].end)]
    if sum([g.end - g.start for g in whole]) >= MIN_DIGITS:
        yield whole


def _before(folded: str, end: int) -> list[Group]:
    if _READ_AS.keys().isdisjoint(folded[max(0, end - LONGEST_LETTERS) : end]):
        return []
    found = _LEADING.search(folded, max(0, end - BESIDE), end)
    return (
        list(_soft(folded, *found.span()))
        if found and not folded[found.start() - 1 : found.start()].isalnum()
        else []
    )


def _behind(folded: str, start: int) -> list[Group]:
    if _READ_AS.keys().isdisjoint(folded[start : start + LONGEST_LETTERS]):
        return []
    found = _TRAILING.match(folded, start, start + BESIDE)
    return list(_soft(folded, *found.span())) if found else []


# -- the numbers of a chain


class _Row(NamedTuple):
    """Digits in a row; where each stands, where groups begin and end among them, and which ones are letters."""

    digits: str
    places: list[int]
    begins: list[int]
    ends: list[int]
    soft: frozenset[int]
    fresh: frozenset[int]  # where one number is likelier to end, and another to begin
    lettered: frozenset[int]  # where letters stand before a group

    def inner(self, start: int, end: int) -> list[int]:
        """Where groups begin between two places."""
        return self.begins[bisect_right(self.begins, start) : bisect_left(self.begins, end)]


def _numbers_of(chain: list[Group], folded: str, reader: Reader) -> list[Number]:
    """The best reading of a chain: with the letters in it as digits, or as signs between digits."""
    hard = [group for group in chain if not group.soft]
    if usual := _as_usual(hard, folded, reader):
        return [usual]
    if len(hard) == len(chain) and _is_too_short(hard, folded, reader):
        return []
    found = _best(hard, folded, reader)
    if len(hard) == len(chain):
        return found
    letters = [group for group in chain if not group.soft or folded[group.start].isalpha()]  # 844|55S|0199
    readings = [found, *(_best(groups, folded, reader) for groups in (letters, chain) if groups != hard)]
    return max(readings, key=lambda numbers: sum(n.score for n in numbers))


def _is_too_short(groups: list[Group], folded: str, reader: Reader) -> bool:
    """Whether these digits are too few for any number: one without a plus, that is not dialled at home."""
    start, end = groups[0].start, groups[-1].end
    few = len(_NO_DIGITS.sub("", folded[start:end])) < SHORTEST_CODED and folded[start:end].isascii()
    return (
        few
        and "+" not in folded[max(0, start - 2 * LONGEST_GAP) : end]
        and not reader.regions.has_short_numbers
    )


def _as_usual(groups: list[Group], folded: str, reader: Reader) -> Number | None:
    """The number that all the digits are, when they are written as most people write it in North America.

    None unless no other reading could be better: the same is then found in a fraction of the time.
    """
    start, end = groups[0].start, groups[-1].end
    match = _USUAL.fullmatch(folded, start, end)
    behind = folded[end : end + 1]
    if (
        match is None
        or behind in _READ_AS
        or behind == REST
        or not plans.is_assigned("1", "".join(match.groups()[1:]))
    ):
        return None
    code, *parts = match.groups()
    plus = _has_plus(folded, max(0, start - 2 * LONGEST_GAP), start)
    lengths = tuple(map(len, _DIGITS_TOGETHER.findall(match[0])))
    e164 = f"+1{''.join(parts)}"
    if not _is_for_sure(e164, bool(code), plus, lengths, reader):
        return None
    points = (5 if plus else 4) if code else 2
    score = points + KNOWN * reader.known(e164) + 4 + 2 * (lengths[-3:] == (3, 3, 4))
    return Number(start, end, e164, "code" if code else "home", score, lengths, 0)


def _is_for_sure(e164: str, has_code: bool, plus: bool, lengths: tuple[int, ...], reader: Reader) -> bool:
    """Whether digits that can be a North American number can be no other that is as likely."""
    if plus:
        return has_code
    digits = e164[1:] if has_code else e164[2:]
    regions = reader.regions.of(digits)
    if lengths == (11,) and "CN" in regions and not _TOLL_FREE.match(digits):
        return False
    if not has_code and lengths != _NATURAL and (regions or lengths != (10,)):
        return False
    others = [f"+{digits}", *(found[0] for r in regions if (found := plans.number(digits, r)))]
    return not any(reader.known(other) for other in others if other != e164)


def _best(groups: list[Group], folded: str, reader: Reader) -> list[Number]:
    row = _in_a_row(groups, folded)
    candidates = [_Candidate(row, folded, reader, start) for start in row.begins]
    found = (number for candidate in candidates for number in candidate.numbers())
    chosen: list[Number] = []
    for number in sorted(found, key=lambda n: (-n.score, n.start)):
        if number.score > 0 and all(number.end <= c.start or number.start >= c.end for c in chosen):
            chosen.append(number)
    return sorted(chosen)


def _in_a_row(groups: Sequence[Group], folded: str) -> _Row:
    texts = [folded[group.start : group.end] for group in groups]
    digits, places, begins, soft = (
        _plainly(groups, texts) if _DIGITS_ONLY.fullmatch("".join(texts)) else _read(groups, folded)
    )
    begins = sorted({*begins, *_repeats(digits, begins)} - {len(digits)})
    gaps = {b: folded[places[b - 1] + 1 : places[b]] for b in begins if b}
    fresh = {b for b, gap in gaps.items() if _HARD_GAP.search(gap)}
    return _Row(
        digits,
        places,
        begins,
        [*begins[1:], len(digits)],
        frozenset(soft),
        frozenset({0, *fresh, len(digits)}),
        frozenset([b for b, gap in gaps.items() if any(map(str.isalpha, gap))]),
    )


_Read = tuple[str, list[int], list[int], set[int]]


def _plainly(groups: Sequence[Group], texts: list[str]) -> _Read:
    """Digits, their places, where groups begin among them, and which are letters: of digits as they are."""
    places = [at for group in groups for at in range(group.start, group.end)]
    begins = [0, *accumulate(map(len, texts))][:-1]
    return "".join(texts), places, begins, set()


def _read(groups: Sequence[Group], folded: str) -> _Read:
    """The same where some are letters, stand for several, or have something hidden between them."""
    signs = [
        (folded[at], at, group.soft, at == group.start)
        for group in groups
        for at in range(group.start, group.end)
        if folded[at] not in (NOTHING, REST)
    ]
    digits, places, begins, soft = "", list[int](), list[int](), set[int]()
    befores, afters = [" ", *(s[0] for s in signs)], [*(s[0] for s in signs[1:]), " "]
    for before, (sign, at, is_soft, begins_here), after in zip(befores, signs, afters, strict=False):
        if begins_here:
            begins.append(len(digits))
        here = _READ_AS[sign] if is_soft else expanded(before, sign, after)
        if is_soft:
            soft.add(len(digits))
        digits += here
        places += [at] * len(here)
    return digits, places, begins, soft


def _repeats(digits: str, begins: list[int]) -> Iterator[int]:
    """Where a number that is written twice without a gap begins again."""
    for start, end in zip(begins, [*begins[1:], len(digits)], strict=True):
        half = (end - start) // 2
        if half >= MIN_DIGITS and digits[start : start + half] == digits[end - half : end]:
            yield end - half


class _Candidate:
    """The numbers that can be read from one place in a row of digits on."""

    def __init__(self, row: _Row, folded: str, reader: Reader, start: int) -> None:
        self._row, self._folded, self._reader, self._start = row, folded, reader, start
        self._rest = row.digits[start : start + MAX_DIGITS + 3]

    @cached_property
    def _ends(self) -> list[int]:
        """How long a number may be that ends where a group ends."""
        ends, start = self._row.ends, self._start
        first, last = bisect_right(ends, start), bisect_right(ends, start + MAX_DIGITS + 3)
        return [end - start for end in ends[first:last]]

    @cached_property
    def _fresh_ends(self) -> list[int]:
        return [end for end in self._ends if end + self._start in self._row.fresh]

    def numbers(self) -> Iterator[Number]:
        """Every number, with its score."""
        plus = self._has_plus()
        for length, e164, how, points in self._readings(plus):
            yield self._number(length, e164, how, points)

    def _has_plus(self) -> bool:
        at = self._row.places[self._start]
        before = self._row.places[self._start - 1] if self._start else max(0, at - 2 * LONGEST_GAP)
        return _has_plus(self._folded, before, at)

    def _readings(self, plus: bool) -> Iterator[tuple[int, str, str, int]]:
        """Length, E.164, how it was read, and points for that."""
        rest, row = self._rest, self._row
        if plus:
            yield from self._international(0, "international", 5, self._ends)
        if rest[:1] == "0" and (abroad := _ABROAD.match(rest)):
            yield from self._international(abroad.end(), "abroad", 4, self._ends)
        if rest[:1] == "1" and _is_north_american(rest[1:11]):
            yield 11, f"+{rest[:11]}", "code", 5 if plus else 4
        elif _is_north_american(rest[:10]):
            yield 10, f"+1{rest[:10]}", "home", 4 if plus else 2
        if self._start in row.fresh and not plus:
            yield from self._international(0, "code", 1, [e for e in self._fresh_ends if e >= SHORTEST_CODED])
            yield from self._national()

    def _international(
        self, skipped: int, how: str, points: int, ends: list[int]
    ) -> Iterator[tuple[int, str, str, int]]:
        """The number with its country code, as long as one is possible."""
        rest = self._rest[skipped:]
        for end in ends if rest[:1] != "0" else ():
            length = end - skipped
            if MIN_DIGITS + 1 <= length <= MAX_DIGITS:
                found = plans.number(f"+{rest[:length]}", None)
                if found and found[1] and (skipped or found[0] != f"+1{rest[1:11]}"):
                    yield end, found[0], how, points

    def _national(self) -> Iterator[tuple[int, str, str, int]]:
        """The number as it is dialled at home in one of the regions."""
        for end in self._fresh_ends:
            for order, region in enumerate(self._reader.regions.of(self._rest[:end])):
                found = plans.number(self._rest[:end], region)
                if found and found[1] and not found[0].startswith("+1"):
                    yield end, found[0], region, 3 - min(order, 2) + 3 * self._is_chinese_mobile(region, end)

    def _is_chinese_mobile(self, region: str, length: int) -> bool:
        """Whether these are a mobile number as Chinese write it, and no free American number with its 1."""
        groups = self._groups(length)
        together = groups == (11,) or (groups.count(1) == length and self._reader.regions.says_mobile)
        return region == "CN" and (groups == (3, 4, 4) or (together and not _TOLL_FREE.match(self._rest)))

    def _groups(self, length: int) -> tuple[int, ...]:
        start, end = self._start, self._start + length
        inner = self._row.inner(start, end)
        return tuple(b - a for a, b in zip([start, *inner], [*inner, end], strict=True))

    def _number(self, length: int, e164: str, how: str, points: int) -> Number:
        row, start, end = self._row, self._start, self._start + length
        inner = row.inner(start, end)
        groups = self._groups(length)
        hard = sum([b in row.fresh for b in inner])
        first, last = row.places[start], row.places[end - 1] + 1
        score = (
            points
            + KNOWN * self._reader.known(e164)
            + (2 if end in row.ends else -5)
            + (3 if how == "code" and not e164.startswith("+1") else 2)
            * (start == 0 and end == len(row.digits))
            - 2 * sum([b in row.lettered for b in inner])
            - 4
            * (
                self._folded[first - 1 : first] in (".", ",")
                and self._folded[first - 2 : first - 1].isdigit()
            )
            - 2 * (self._folded[last : last + 1] in _READ_AS)
            + 2 * (groups[-3:] == (3, 3, 4) and e164.startswith("+1"))
            - 2 * (hard if 3 * hard <= len(inner) and groups.count(1) < length else 0)
            - (letters := len(row.soft.intersection(range(start, end))))
        )
        while self._folded[last : last + 1] == REST:
            last += 1
        return Number(first, last, e164, how, score, groups, letters)


def _has_plus(folded: str, start: int, end: int) -> bool:
    """Whether a plus leads to a number; one before a letter belongs to that, which may be a digit."""
    plus = folded.rfind("+", start, end)
    return plus >= 0 and not any(map(str.isalpha, folded[plus:end]))


def _is_north_american(digits: str) -> bool:
    return digits[:1] > "1" and bool(_NORTH_AMERICAN.fullmatch(digits)) and plans.is_assigned("1", digits)
