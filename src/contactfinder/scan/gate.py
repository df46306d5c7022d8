"""Which stretches of a text deserve a closer look: all others are passed over at the speed of a copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.scan.folding import NOTHING
from contactfinder.scan.spelled import SIGN_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.scan.folding import Folding

MARGIN = 48  # characters on both sides of what was found
FEWEST, SHORTEST = 4, 7  # plain digits, and those together with letters that look like digits
WORDS = 3  # digits in words that stand close together
NEAR = 80  # characters between them
FEW = 40  # different characters that are replaced one by one
LONGEST = 600  # characters of a link
_DIGITS = b"0123456789"
_LIKE_DIGITS = b"OoQDIil|!LjZzEASsGbTBgq"
_LETTERS = bytes(c for c in range(128) if chr(c).isalpha() and c not in _LIKE_DIGITS)
_SHAPES = bytes(
    ord("0") if c in _DIGITS else ord("o") if c in _LIKE_DIGITS else ord("a") if c in _LETTERS else ord(" ")
    for c in range(256)
)
_ROW = re.compile(rb"0[0o ]{6,}")
# Numbers that are something else: dates, times, versions and addresses on the Internet, decimals.
_NOISE = re.compile(
    rb"(?<![\d+])(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<![\d+])\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?!\d)"
    rb"|(?<![\d:+])\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?![\d:])|(?<![\d.+])\d{1,3}(?:\.\d{1,3}){2,3}(?![\d.A-Za-z-])"
    rb"|(?<![\d.+])\d{1,3}\.\d{1,9}(?![\d.A-Za-z])"
)
_BEHIND = re.compile(rb"0 {0,4}(?=[ao])|0 [ ao]")  # what follows digits may be a sign in words, or a tag
_SIGN_WORDS = tuple(word.encode() for word in ("plus", *SIGN_WORDS.split()))
_CHINESE_SIGN = re.compile(r"\d\s?(?:空格|横杠|短横|横线|杠|点|减)\s?\d")
_VANITY = re.compile(rb"8(?:00|33|44|55|66|77|88)[^0-9A-Za-z]{0,3}(?:[0-9]{1,4}[^0-9A-Za-z]{0,2})?[A-Za-z]")
_ESCAPED = (b"&#", b"%3")
# Of the digits in words those that are rarer in other texts, so that some are in every number.
_RARE = "zero three four five six seven eight nine ocho seis siete nueve cinco cuatro"
_NUMBER_WORDS = tuple(word.encode() for word in _RARE.split())
_ENDING = re.compile(rb"\.([A-Za-z]{2,24})(?![\w-])")
_IN_BRACKETS = re.compile(rb"[\[({<|] ?(?:\.|@|dot|d0t|at[ \])}>|]|punto|arroba)")
_LABEL_BEHIND = re.compile(rb"\. {1,2}[a-z0-9]")  # in a sentence a capital follows
_SIGNS_IN_WORDS = (b" dot ", b" punto ", b" .", b" @", b"&#", b"%2")
_NETWORKS = (b"telegram", b"wechat", b"weixin", b"discord", b"instagram", b"tg ", b"tg:", b"vx", b"wx")
_IN_CHINESE = re.compile("电报|電報|飞机|微信|薇信|推特|微博|加v|加V")
_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3\u200d")


class Sight:
    """A text as it is looked over: one byte a character, digits of any script as plain ones."""

    def __init__(self, text: str, folding: Folding) -> None:
        self.text, self._hidden = text, list[str]()
        shown = text if text.isascii() else self._plain(folding)
        self.data = shown.encode("latin-1", "replace")
        self.shapes = self.data.translate(_SHAPES)
        self.lowered = self.data.lower()

    def _plain(self, folding: Folding) -> str:
        """The text with plain letters, digits and signs for those of other alphabets, and letters for all other letters."""
        others = {c for c in set(self.text) if not c.isascii()}
        self._hidden = [c for c in others if folding[ord(c)] == NOTHING and c not in _EMOJI_MARKS]
        if len(others) > FEW:
            return self.text.translate(_Shown(folding))
        shown = self.text
        for c in others:
            shown = shown.replace(c, _shown(folding[ord(c)]))
        return shown

    def numbers(self) -> list[tuple[int, int]]:
        """Where phone numbers may stand, with a margin, from left to right."""
        return list(_joined(sorted(self._number_places()), len(self.text)))

    def _number_places(self) -> Iterator[tuple[int, int]]:
        for match in _ROW.finditer(self.shapes):
            if self._has_enough_digits(*match.span()):
                yield match.span()
        for match in _BEHIND.finditer(self.shapes):
            at, end = match.span()
            if self.lowered.startswith(_SIGN_WORDS, end) or self.data[at + 1 : at + 2] == b"<":
                yield at - MARGIN, end + MARGIN
        for match in _VANITY.finditer(self.data):
            yield match.start() - MARGIN, match.end() + MARGIN
        if not self.text.isascii():
            for found in _CHINESE_SIGN.finditer(self.text):
                yield found.start() - MARGIN, found.end() + MARGIN
        for sign in _ESCAPED:
            for at in _all(self.data, sign):
                yield at, at + MARGIN
        yield from self._words()

    def _has_enough_digits(self, start: int, end: int) -> bool:
        row = self.shapes[start:end]
        plain = row.count(b"0")
        if plain < FEWEST or plain + row.count(b"o") < SHORTEST:
            return False
        written = self.data[start - (self.data[start - 1 : start] == b"+") : end]
        if b"\0" in written:  # nobody hides anything in a date
            return True
        rest = _NOISE.sub(b" ", written).translate(_SHAPES)
        return rest.count(b"0") >= FEWEST and rest.count(b"0") + rest.count(b"o") >= SHORTEST

    def _words(self) -> Iterator[tuple[int, int]]:
        """Where digits in words stand close together, or beside others."""
        places = sorted(at for word in _NUMBER_WORDS for at in _all(self.lowered, word))
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
        for sign in (b"@", b"://", b":/ /", b": //"):
            for at in _all(data, sign):
                yield at - 8, at + 8
        for match in _ENDING.finditer(data):
            if data[match.end() : match.end() + 1] not in (b"(", b"=") and is_ending(
                match[1].decode().lower()
            ):
                yield match.span()
        yield from self._disguised()
        for network in _NETWORKS:
            for at in _all(self.lowered, network):
                yield at, at + MARGIN
        if not self.text.isascii():
            yield from (match.span() for match in _IN_CHINESE.finditer(self.text))
            yield from self._with_hidden()

    def _disguised(self) -> Iterator[tuple[int, int]]:
        for pattern, data in ((_IN_BRACKETS, self.lowered), (_LABEL_BEHIND, self.data)):
            for match in pattern.finditer(data):
                yield match.span()
        for sign in _SIGNS_IN_WORDS:
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


class _Shown(dict[int, str]):
    """What stands for each character in a sight, for many of them at once."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding

    def __missing__(self, code: int) -> str:
        self[code] = found = _shown(self._folding[code])
        return found


def _shown(plain: str) -> str:
    if plain.isascii():
        return plain
    return "0" if "\ue000" <= plain < "\uf000" else "w" if plain.isalpha() else "~"


def _all(data: bytes, sign: bytes) -> Iterator[int]:
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
