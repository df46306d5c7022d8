"""Which stretches of a text deserve a closer look: all others are passed over at the speed of a copy."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.scan.folding import CIRCLE, LIKE_DIGITS, NOTHING, OVERRIDE, folded, others_in, replaced
from contactfinder.scan.spelled import CHINESE_LABELS, LABEL_WORDS, SIGN_WORDS, SOUNDS
from contactfinder.scan.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.scan.folding import Folding

MARGIN = 48  # characters on both sides of what was found
FEWEST, SHORTEST = 4, 7  # plain digits, and those together with letters that look like digits
WORDS = 3  # digits in words that stand close together
BESIDE_TWO = 2  # plain digits close to two of them
FEW_SHORT = 40  # rows of few digits that are looked at one by one
SHORT = 10  # digits: no number without its country code has fewer, unless it is dialled at home
PART = 300  # characters of a list of numbers that are looked at together
NEAR = 80  # characters between them
LONGEST = 600  # characters of a link
_DIGITS = b"0123456789"
_NO_DIGITS = bytes(set(range(256)) - set(_DIGITS))
_LIKE_DIGITS = LIKE_DIGITS.encode("latin-1")
_FOREIGN = b"\xff"  # any letter of another script: a host ends before it
_LETTERS = _FOREIGN + bytes(c for c in range(128) if chr(c).isalpha() and c not in _LIKE_DIGITS)
_SIGNS = bytes(c for c in range(256) if c not in _DIGITS + _LIKE_DIGITS + _LETTERS + b"+:")
_SHAPES = bytes(range(256))
for _kind, _shape in ((_DIGITS, b"0"), (_LIKE_DIGITS, b"o"), (_LETTERS, b"a"), (_SIGNS, b" ")):
    _SHAPES = _SHAPES.translate(bytes.maketrans(_kind, _shape * len(_kind)))
# Lower case, and one bracket for all that open: a pattern is quick that begins with one character.
_LOWER = bytes(range(256)).lower().translate(bytes.maketrans(b"({<|", b"[[[["))
_ROW = re.compile(rb"0[0o +:]{6,}")
_TIMES = (b" 00:00:00 ", b" 00:00 ")  # as shapes: most of the digits in logs of chats
# Numbers that are something else: dates, times, versions and addresses on the Internet, decimals.
# Each alone between blanks, brackets and commas: 1|833.555~0142 is no decimal.
_NOISE = re.compile(
    rb"(?<![\d+])(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<![\d+])\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?!\d)"
    rb"|(?<![^\s(\[,;])(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?|\d{1,3}(?:\.\d{1,3}){2,3}|\d{1,3}\.\d{1,9})(?![^\s)\],;.:~]|[.:~]\S)"
)
# The same of the day before them. It begins with what is rare, since that is what a pattern is found by.
_DATE = re.compile(rb"20\d\d-\d\d-\d\d(?!\d)(?<![\d+].{10})")
# What follows digits may be a sign in words, when there are digits behind it.
_BEHIND = re.compile(rb"0(?:o{1,3}(?= ))?[ +:]{0,4}(?=[ao][^0]{0,52}0)")
_SIGN_WORDS = tuple(word.encode() for word in ("plus", *SIGN_WORDS.split(), *LABEL_WORDS))
_CHINESE_SIGN = re.compile(r"\d\s?(?:空格|横杠|短横|横线|杠|点|减)\s?\d")
_LETTERS_BETWEEN = re.compile(rb"0 ?a{1,2} ?(?=0)")  # the same as shapes
_VANITY = re.compile(
    rb"8(?<![02-9]8)(?:00|33|44|55|66|77|88)[^0-9A-Za-z\xff\n]{0,3}(?:[0-9]{1,4}[^0-9A-Za-z\xff\n]{0,2})?[A-Za-z\xff]"
)
# Words twice between groups: 888 then 555 and finally 0142.
_JOINT = rb"[ ,*_\[({]{0,3}[a-z\xff]{1,12}(?:[ ,]{1,2}[a-z]{1,9}){0,3}[ ,*_\])}]{0,3}"
_JOINED = re.compile(
    rb"\d[oilsbz]{0,3}" + _JOINT + rb"[oilsbz]{0,3}\d[\doilsbz]{0,7}" + _JOINT + rb"[oilsbz]{0,3}\d"
)
_TURNED = re.compile(f"{OVERRIDE}[^\n]{{4,40}}")
_COUNTED = frozenset("年月日时時分秒点點个個块塊元万萬亿")  # what is dated or counted in Chinese
_NUMERALS = re.compile(rb"v(?=iii[ .-])")  # of an area code: all free ones begin with 8
_SOUNDING = re.compile(rf"(?:[{SOUNDS.replace(' ', '')}][ —–-]{{0,2}}){{3,}}")
_TAG = re.compile(rb"<(?<=\d<)(?!\d)")  # behind a digit
_ESCAPED = (b"&#", b"%3", b"&nbsp;", b"&shy;", b"&zwnj;", b"&ensp;", b"&emsp;", b"&thinsp;")
# Of the digits in words those that are rarer in other texts, so that some are in every number.
# A pattern that begins with one letter that is not too common is found in half the time that a whole word takes.
_NUMBER_WORDS = (
    re.compile(rb"z(?=ero|eero|er0)"),
    re.compile(rb"v(?:(?<=fiv|fyv)(?=e)|(?<=sev)(?=en|in)|(?<=nuev)(?=e))"),
    re.compile(rb"x(?<=six)"),
    re.compile(rb"f(?=our|ore|ife)"),
    re.compile(rb"k(?:(?<=sik)(?=s)|(?<=sick)(?=s))"),
    re.compile(rb"y(?:(?<=ny)(?=ne)|(?<=ey)(?=t))"),
    re.compile(rb"w(?=un[^a-z])"),
    re.compile(rb"3(?:(?<=s3)(?=ven)|(?<=r3)(?=3))"),
    re.compile(rb"1(?:(?<=e1)(?=ght)|(?<=n1)(?=ne)|(?<=f1)(?=ve))"),
    re.compile(rb"g(?<=eig)(?=ht)"),
    re.compile(rb"c(?:(?=inco|uatro)|(?<=oc)(?=ho))"),
)
_COMMON_NUMBER_WORDS = (b"three", b"nine", b"seis", b"siete")
_NETWORKS = (
    re.compile(rb"g(?:(?<=eg|ag)(?=ra[mr])|(?<=tg)(?=[ :])|(?<=t\.g)(?=[. :]))"),
    re.compile(rb"c(?:(?<=wec)(?=hat)|(?<=isc|1sc)(?=[o0]rd))"),
    re.compile(rb"x(?:(?<=[vw]x)|(?<=weix)(?=in))"),
)
# Behind a dot the ending of a host; with a blank between, in a sentence a capital follows.
_ENDING = re.compile(rb"\.(?:([A-Za-z]{2,24})(?![\w-])| {1,2}(?=[a-z0-9])([a-z0-9-]*\0?))")
# Endings that are words, with which many a sentence begins.
_EVERYDAY = frozenset(
    b"as at be by do he here how id in is it la may me my new next no one open see so to today us you".split()
)
# Pictures that stand for a dot; two patterns, since one that begins with a set is ten times slower.
_PICTURES = tuple(
    re.compile(sign + rb"(?<=[A-Za-z0-9].)([A-Za-z]{2,24})(?![\w-])") for sign in (b"~", b"\xb0")
)
_LABEL = re.compile(rb" \.[ \0]{0,2}([A-Za-z0-9-]*\0?)")
# Letters that stand alone, around a dot: that is looked for first, since it is rare and soon found.
_APART = re.compile(rb" \.(?<=[A-Za-z0-9] \.) [A-Za-z0-9] [A-Za-z0-9](?![A-Za-z0-9])")
_LETTERS_APART = re.compile(rb"(?<![A-Za-z0-9])(?:[!-~] ){7,}[!-~](?![A-Za-z0-9])")
_IN_BRACKETS = re.compile(rb"\[ ?(?:\.|@|dot|d0t|at[ \])}>\[]|punto|arroba)")
_SLASHES = re.compile(rb"/ ?/")
_SIGNS_IN_WORDS = (b" dot ", b"-dot-", b"_dot_", b" punto ")
_ESCAPES = (b"&#", b"%2")
# Each on its own: a word is searched for faster than a choice of words.
_IN_CHINESE = (
    re.compile(r"点(?<=[a-zA-Z0-9 )\](]点)(?=[ )\]）]{0,2}[a-zA-Z])"),
    *map(re.compile, ("艾特", "圈a", "小老鼠", "下划线", "电报", "電報", "飞机", "微信", "薇信")),
    *map(re.compile, ("推特", "微博", "加v", "加V")),
)
_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3\u200d")


class Stretch(NamedTuple):
    """Where contacts may stand; in a `plain` one they are written as everybody writes them.

    `short`: no number without its country code can be as long as the longest row of digits there.
    """

    start: int
    end: int
    plain: bool
    short: bool = False


class Sight:
    """A text as it is looked over: one byte a character, digits of any script as plain ones.

    `folded` is the text in plain characters, one for one.
    """

    def __init__(self, text: str, folding: Folding) -> None:
        self.text = text
        plain = {c: folding[ord(c)] for c in others_in(text)}
        self._hidden = [c for c, p in plain.items() if p == NOTHING and c not in _EMOJI_MARKS]
        self.folded = folded(text, folding, plain)
        self.data = _in_bytes(self.folded, set(plain.values()))
        self.lowered = self.data.translate(_LOWER)

    @cached_property
    def words(self) -> Words:
        """Those of plain letters and digits."""
        return Words(self.lowered)

    @cached_property
    def shapes(self) -> bytes:
        """What kind of character stands where: digits, letters like digits, others, signs. Times of day are blanks."""
        data = _DATE.sub(b" " * len("2026-11-03"), self.data) if b"-" in self.data else self.data
        shapes = data.translate(_SHAPES)
        for time in _TIMES if b":" in shapes else ():
            shapes = shapes.replace(time, b" " * len(time))
        return shapes

    def digits(self, start: int, end: int) -> str:
        """The digits between two places, one behind the other."""
        return self.data[start:end].translate(None, _NO_DIGITS).decode()

    def numbers(self, may_be_short: Callable[[], bool]) -> list[Stretch]:
        """Where phone numbers may stand, with a margin, from left to right.

        `may_be_short`: whether a number with few digits may be one anywhere here; it is asked where many have few.
        """
        return list(_joined(sorted(self._number_places(may_be_short)), len(self.text), part=PART))

    def _number_places(self, may_be_short: Callable[[], bool]) -> Iterator[Stretch]:
        rows = [row for match in _ROW.finditer(self.shapes) if (row := self._row(*match.span()))]
        few = sum([row.short for row in rows]) <= FEW_SHORT or may_be_short()
        yield from (row for row in rows if few or not row.short)
        for match in _BEHIND.finditer(self.shapes):
            if self._is_joined(*match.span()):
                yield _disguised(*match.span(), MARGIN)
        for match in _VANITY.finditer(self.data):
            yield _disguised(*match.span(), MARGIN)
        for sign in _ESCAPED:
            for at in _all(self.data, sign):
                yield _disguised(at, at + MARGIN)
        for match in _NUMERALS.finditer(self.lowered):
            yield _disguised(*match.span(), MARGIN)
        yield from self._tagged()
        yield from self._in_chinese()
        yield from self._words()

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether a word behind digits may be a sign, or a label or a joint between groups."""
        if self.lowered.startswith(_SIGN_WORDS, end) or self.text.startswith(CHINESE_LABELS, end):
            return True
        joined = None if self.text[end : end + 1] in _COUNTED else _JOINED.match(self.lowered, start)
        return joined is not None and self.shapes.count(b"0", max(0, start - 8), joined.end() + 8) >= SHORTEST

    def _row(self, start: int, end: int) -> Stretch | None:
        """A row of digits that is long enough; plain when no letters between may be others, and nothing is hidden."""
        shapes, data = self.shapes, self.data
        if (digits := shapes.count(b"0", start, end)) < FEWEST:
            return None
        if digits + (letters := shapes.count(b"o", start, end)) < SHORTEST:
            return None
        short = digits < SHORT and data.find(b"+", max(0, start - 4), end) < 0
        written = data[start - (data[start - 1 : start] == b"+") : end]
        if b"\0" in written:  # nobody hides anything in a date
            return Stretch(start, end, plain=False)
        if len(rest := _NOISE.sub(b" ", written)) < len(written):
            rest = rest.translate(_SHAPES)
            digits, letters = rest.count(b"0"), rest.count(b"o")
            if digits < FEWEST or digits + letters < SHORTEST:
                return None
        between = letters and shapes.find(b"o", start, shapes.rindex(b"0", start, end)) >= 0
        is_plain = not between and self.text[start:end].isascii()
        return Stretch(start, end, is_plain, short and is_plain)

    def _tagged(self) -> Iterator[Stretch]:
        """Where a tag begins behind a digit."""
        for match in _TAG.finditer(self.data):
            yield _disguised(*match.span(), 1 + MARGIN)

    def _in_chinese(self) -> Iterator[Stretch]:
        """Where a Chinese word for a sign stands between digits."""
        if self.text.isascii():
            return
        for turned in _TURNED.finditer(self.text):
            yield _disguised(*turned.span(), MARGIN)
        for sounds in _SOUNDING.finditer(self.text):
            yield _disguised(*sounds.span(), MARGIN)
        for match in _LETTERS_BETWEEN.finditer(self.shapes):
            if found := _CHINESE_SIGN.match(self.text, match.start()):
                yield _disguised(*found.span(), MARGIN)

    def _words(self) -> Iterator[Stretch]:
        """Where digits in words stand close together, or beside others."""
        places = [at for word in _COMMON_NUMBER_WORDS for at in _all(self.lowered, word)]
        for pattern in _NUMBER_WORDS:
            places += [match.start() for match in pattern.finditer(self.lowered)]
        places.sort()
        for i, at in enumerate(places):
            if i + WORDS <= len(places) and places[i + WORDS - 1] - at <= NEAR:
                yield _disguised(at, places[i + WORDS - 1], MARGIN)
                continue
            is_pair = i + 1 < len(places) and places[i + 1] - at <= NEAR
            fewest = BESIDE_TWO if is_pair else FEWEST
            if self.shapes.count(b"0", max(0, at - MARGIN), at + MARGIN) >= fewest:
                yield _disguised(at, places[i + is_pair], MARGIN)

    def addresses(self, is_ending: Callable[[str], bool]) -> list[Stretch]:
        """Where links, addresses and accounts may stand, from left to right, none of them cut in two."""
        joined = _joined(sorted(self._address_places(is_ending)), len(self.text))
        return list(_joined((self._whole(place) for place in joined), len(self.text), 0))

    def _address_places(self, is_ending: Callable[[str], bool]) -> Iterator[Stretch]:
        data = self.data
        for at in _all(data, b"@"):
            yield _disguised(at, at, 8)
        for match in _SLASHES.finditer(data):
            if data.endswith((b":", b": "), max(0, match.start() - 2), match.start()):
                is_plain = self.lowered.endswith((b"http://", b"https://"), 0, match.end())
                yield Stretch(match.start() - 9, match.end() + 8, is_plain)
        yield from self._endings(is_ending)
        yield from self._in_disguise()
        for pattern in _NETWORKS:
            for match in pattern.finditer(self.lowered):
                yield _disguised(match.start() - 5, match.end() + MARGIN)
        if not self.text.isascii():
            for shown in (*_IN_CHINESE, _TURNED):
                yield from (_disguised(*match.span()) for match in shown.finditer(self.text))
            yield from self._with_hidden()

    def _endings(self, is_ending: Callable[[str], bool]) -> Iterator[Stretch]:
        """Where the ending of a host stands behind a dot, also with blanks between."""
        data = self.data
        for match in _ENDING.finditer(data):
            label = match[1]
            if label is None:
                if match[2] not in _EVERYDAY and _may_end(match[2], is_ending):
                    yield _disguised(*match.span())
            elif data[match.end() : match.end() + 1] not in (b"(", b"=") and is_ending(
                label.decode().lower()
            ):
                yield Stretch(*match.span(), plain=True)
        if _APART.search(data):
            yield from (_disguised(*match.span()) for match in _LETTERS_APART.finditer(data))
        for match in (match for picture in _PICTURES for match in picture.finditer(data)):
            if is_ending(match[1].decode().lower()):
                yield _disguised(*match.span())
        for at in _all(data, b" ."):
            found = _LABEL.match(data, at)
            if found and _may_end(found[1], is_ending):
                yield _disguised(at, at + 2)

    def _in_disguise(self) -> Iterator[Stretch]:
        for match in _IN_BRACKETS.finditer(self.lowered):
            yield _disguised(*match.span())
        for sign in (*_SIGNS_IN_WORDS, *_ESCAPES):
            for at in _all(self.lowered, sign):
                yield _disguised(at, at + len(sign))

    def _with_hidden(self) -> Iterator[Stretch]:
        """Where characters that nobody sees stand inside words."""
        for c in self._hidden:
            at = self.text.find(c)
            while at >= 0:
                if self.text[at - 1 : at].isalnum():
                    yield _disguised(at, at + 1)
                at = self.text.find(c, at + 1)

    def _whole(self, stretch: Stretch) -> Stretch:
        """The stretch up to the blanks around it."""
        text, (start, end, plain, _) = self.text, stretch
        first = max(text.rfind(" ", 0, start + 1), text.rfind("\n", 0, start + 1), start - LONGEST, 0)
        last = min(end + LONGEST, len(text))
        ends = [
            place for place in (text.find(" ", end - 1, last), text.find("\n", end - 1, last)) if place >= 0
        ]
        return Stretch(first, min([*ends, last]), plain and text[first:last].isascii())


def _in_bytes(folded: str, kinds: set[str]) -> bytes:
    """One byte for each folded character, of those kinds: what stands for several digits is a 0."""
    if folded.isascii():
        return folded.encode()
    changed = {"?": "~"}
    for c in kinds:
        if not c.isascii() and (not c.isalpha() or c <= "\xff"):
            changed[c] = "0" if "\ue000" <= c < "\uf000" else "\xff" if c.isalpha() else "~"
    changed.pop(CIRCLE, None)
    return replaced(folded, changed).encode("latin-1", "replace").replace(b"?", _FOREIGN)


def _may_end(label: bytes, is_ending: Callable[[str], bool]) -> bool:
    """Whether a host may end with this; with something hidden in it, it may."""
    return label.endswith(b"\0") or is_ending(label.decode().lower())


def _all(data: bytes, sign: bytes) -> Iterator[int]:
    if sign[:1] not in data:  # that is known in a tenth of the time
        return
    at = data.find(sign)
    while at >= 0:
        yield at
        at = data.find(sign, at + 1)


def _disguised(start: int, end: int, margin: int = 0) -> Stretch:
    return Stretch(start - margin, end + margin, plain=False)


def _joined(
    places: Iterable[Stretch], length: int, margin: int = MARGIN, part: int | None = None
) -> Iterator[Stretch]:
    """The places with a margin; those that touch are one.

    In a table that one ends behind a plain row, after so many characters as a `part` has: most parts are let go. What
    stands between two rows of digits belongs to both parts, so no number is cut in two.
    """
    whole, last, disguised = None, 0, 0
    for start, end, plain, short in places:
        begin, done = max(0, start - margin), min(length, end + margin)
        if whole is None or begin > whole.end:
            yield from [whole] if whole else ()
            whole = Stretch(begin, done, plain, short)
        elif part and plain and start >= disguised and end - whole.start > part:
            yield whole._replace(end=min(whole.end, start))
            whole = Stretch(max(begin, last), done, plain, short)
        else:
            whole = Stretch(whole.start, max(whole.end, done), whole.plain and plain, whole.short and short)
        last, disguised = end, disguised if plain else max(disguised, end)
    yield from [whole] if whole else ()
