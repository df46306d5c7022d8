"""Which stretches of a text deserve a closer look: all others are passed over at the speed of a copy."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from contactfinder.scan.folding import CIRCLE, NOTHING, folded, others_in, replaced
from contactfinder.scan.spelled import SIGN_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.scan.folding import Folding

MARGIN = 48  # characters on both sides of what was found
FEWEST, SHORTEST = 4, 7  # plain digits, and those together with letters that look like digits
WORDS = 3  # digits in words that stand close together
NEAR = 80  # characters between them
LONGEST = 600  # characters of a link
_DIGITS = b"0123456789"
_LIKE_DIGITS = b"OoQDIil|!LjZzEASsGbTBgq\xb0"  # the last is ° for circles
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
_BEHIND = re.compile(rb"0[ +:]{0,4}(?=[ao])")  # what follows digits may be a sign in words
_SIGN_WORDS = tuple(word.encode() for word in ("plus", *SIGN_WORDS.split()))
_CHINESE_SIGN = re.compile(r"\d\s?(?:空格|横杠|短横|横线|杠|点|减)\s?\d")
_LETTERS_BETWEEN = re.compile(rb"0 ?a{1,2} ?(?=0)")  # the same as shapes
_VANITY = re.compile(
    rb"8(?:00|33|44|55|66|77|88)[^0-9A-Za-z\xff]{0,3}(?:[0-9]{1,4}[^0-9A-Za-z\xff]{0,2})?[A-Za-z\xff]"
)
_TAG = re.compile(rb"<(?<=\d<)(?!\d)")  # behind a digit
_ESCAPED = (b"&#", b"%3", b"&nbsp;", b"&shy;", b"&zwnj;", b"&ensp;", b"&emsp;", b"&thinsp;")
# Of the digits in words those that are rarer in other texts, so that some are in every number.
# A pattern that begins with one letter that is not too common is found in half the time that a whole word takes.
_NUMBER_WORDS = (
    re.compile(rb"z(?=ero)"),
    re.compile(rb"v(?:(?<=fiv)(?=e)|(?<=sev)(?=en)|(?<=nuev)(?=e))"),
    re.compile(rb"x(?<=six)"),
    re.compile(rb"f(?=our)"),
    re.compile(rb"g(?<=eig)(?=ht)"),
    re.compile(rb"c(?:(?=inco|uatro)|(?<=oc)(?=ho))"),
)
_COMMON_NUMBER_WORDS = (b"three", b"nine", b"seis", b"siete")
_NETWORKS = (
    re.compile(rb"g(?:(?<=teleg|nstag)(?=ram)|(?<=tg)(?=[ :]))"),
    re.compile(rb"c(?:(?<=wec)(?=hat)|(?<=disc)(?=ord))"),
    re.compile(rb"x(?:(?<=[vw]x)|(?<=weix)(?=in))"),
)
# Behind a dot the ending of a host; with a blank between, in a sentence a capital follows.
_ENDING = re.compile(rb"\.(?:([A-Za-z]{2,24})(?![\w-])| {1,2}(?=[a-z0-9])([a-z0-9-]*\0?))")
_LABEL = re.compile(rb" \.[ \0]{0,2}([A-Za-z0-9-]*\0?)")
_IN_BRACKETS = re.compile(rb"\[ ?(?:\.|@|dot|d0t|at[ \])}>\[]|punto|arroba)")
_SLASHES = re.compile(rb"/ ?/")
_SIGNS_IN_WORDS = (b" dot ", b"-dot-", b"_dot_", b" punto ")
_ESCAPES = (b"&#", b"%2")
_IN_CHINESE = re.compile("电报|電報|飞机|微信|薇信|推特|微博|加v|加V")
_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3\u200d")


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
    def shapes(self) -> bytes:
        """What kind of character stands where: digits, letters like digits, others, signs. Times of day are blanks."""
        shapes = self.data.translate(_SHAPES)
        for time in _TIMES if b":" in shapes else ():
            shapes = shapes.replace(time, b" " * len(time))
        return shapes

    def numbers(self) -> list[tuple[int, int]]:
        """Where phone numbers may stand, with a margin, from left to right."""
        return list(_joined(sorted(self._number_places()), len(self.text)))

    def _number_places(self) -> Iterator[tuple[int, int]]:
        for match in _ROW.finditer(self.shapes):
            if self._has_enough_digits(*match.span()):
                yield match.span()
        for match in _BEHIND.finditer(self.shapes):
            if self.lowered.startswith(_SIGN_WORDS, match.end()):
                yield match.start() - MARGIN, match.end() + MARGIN
        for match in _VANITY.finditer(self.data):
            yield match.start() - MARGIN, match.end() + MARGIN
        for sign in _ESCAPED:
            for at in _all(self.data, sign):
                yield at, at + MARGIN
        yield from self._tagged()
        yield from self._in_chinese()
        yield from self._words()

    def _has_enough_digits(self, start: int, end: int) -> bool:
        plain = self.shapes.count(b"0", start, end)
        if plain < FEWEST or plain + self.shapes.count(b"o", start, end) < SHORTEST:
            return False
        written = self.data[start - (self.data[start - 1 : start] == b"+") : end]
        if b"\0" in written:  # nobody hides anything in a date
            return True
        rest = _NOISE.sub(b" ", written).translate(_SHAPES)
        plain = rest.count(b"0")
        return plain >= FEWEST and plain + rest.count(b"o") >= SHORTEST

    def _tagged(self) -> Iterator[tuple[int, int]]:
        """Where a tag begins behind a digit."""
        for match in _TAG.finditer(self.data):
            yield match.start() - 1 - MARGIN, match.end() + 1 + MARGIN

    def _in_chinese(self) -> Iterator[tuple[int, int]]:
        """Where a Chinese word for a sign stands between digits."""
        for match in () if self.text.isascii() else _LETTERS_BETWEEN.finditer(self.shapes):
            if found := _CHINESE_SIGN.match(self.text, match.start()):
                yield found.start() - MARGIN, found.end() + MARGIN

    def _words(self) -> Iterator[tuple[int, int]]:
        """Where digits in words stand close together, or beside others."""
        places = [at for word in _COMMON_NUMBER_WORDS for at in _all(self.lowered, word)]
        for pattern in _NUMBER_WORDS:
            places += [match.start() for match in pattern.finditer(self.lowered)]
        places.sort()
        for i, at in enumerate(places):
            if i + WORDS <= len(places) and places[i + WORDS - 1] - at <= NEAR:
                yield at - MARGIN, places[i + WORDS - 1] + MARGIN
            elif self.shapes.count(b"0", max(0, at - MARGIN), at + MARGIN) >= FEWEST:
                yield at - MARGIN, at + MARGIN

    def addresses(self, is_ending: Callable[[str], bool]) -> list[tuple[int, int]]:
        """Where links, addresses and accounts may stand, from left to right, none of them cut in two."""
        joined = _joined(sorted(self._address_places(is_ending)), len(self.text))
        return list(_joined((self._whole(*place) for place in joined), len(self.text), 0))

    def _address_places(self, is_ending: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
        data = self.data
        for at in _all(data, b"@"):
            yield at - 8, at + 8
        for match in _SLASHES.finditer(data):
            if data.endswith((b":", b": "), max(0, match.start() - 2), match.start()):
                yield match.start() - 9, match.end() + 8
        yield from self._endings(is_ending)
        yield from self._disguised()
        for pattern in _NETWORKS:
            for match in pattern.finditer(self.lowered):
                yield match.start() - 5, match.end() + MARGIN
        if not self.text.isascii():
            yield from (match.span() for match in _IN_CHINESE.finditer(self.text))
            yield from self._with_hidden()

    def _endings(self, is_ending: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
        """Where the ending of a host stands behind a dot, also with blanks between."""
        data = self.data
        for match in _ENDING.finditer(data):
            label = match[1]
            if label is None:
                if _may_end(match[2], is_ending):
                    yield match.span()
            elif data[match.end() : match.end() + 1] not in (b"(", b"=") and is_ending(
                label.decode().lower()
            ):
                yield match.span()
        for at in _all(data, b" ."):
            found = _LABEL.match(data, at)
            if found and _may_end(found[1], is_ending):
                yield at, at + 2

    def _disguised(self) -> Iterator[tuple[int, int]]:
        for match in _IN_BRACKETS.finditer(self.lowered):
            yield match.span()
        for sign in _SIGNS_IN_WORDS:
            for at in _all(self.lowered, sign):
                yield at, at + len(sign)
        for sign in _ESCAPES:
            for at in _all(self.lowered, sign):
                yield at, at + len(sign)

    def _with_hidden(self) -> Iterator[tuple[int, int]]:
        """Where characters that nobody sees stand inside words."""
        for c in self._hidden:
            at = self.text.find(c)
            while at >= 0:
                if self.text[at - 1 : at].isalnum():
                    yield at, at + 1
                at = self.text.find(c, at + 1)

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The stretch up to the blanks around it."""
        text = self.text
        first = max(text.rfind(" ", 0, start + 1), text.rfind("\n", 0, start + 1), start - LONGEST)
        last = min(end + LONGEST, len(text))
        ends = [
            place for place in (text.find(" ", end - 1, last), text.find("\n", end - 1, last)) if place >= 0
        ]
        return max(0, first), min([*ends, last])


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


def _joined(
    places: Iterable[tuple[int, int]], length: int, margin: int = MARGIN
) -> Iterator[tuple[int, int]]:
    """The places with a margin; those that touch are one."""
    begun = done = -1
    for start, end in places:
        if begun >= 0 and start - margin <= done:
            done = max(done, min(length, end + margin))
            continue
        if begun >= 0:
            yield begun, done
        begun, done = max(0, start - margin), min(length, end + margin)
    if begun >= 0:
        yield begun, done
