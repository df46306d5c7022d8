"""Text in plain characters, one for one: every digit, letter and sign of Unicode as the plain one that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category, name, normalize, numeric

from contactfinder.contacts.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NOTHING = "\0"  # stands for what nobody sees, so that places stay the same
OVERRIDE = "\u202e"  # what follows is shown from right to left
REST = "\1"  # for the rest of a word that was replaced by one character
LIKE_DIGITS = "OoQDIil|!LjZzEASsGbTBgq°"  # plain letters and signs that people read as digits
CIRCLE = "°"  # for all that people may read as a zero
SIGN = "~"  # for every sign and picture that means nothing here
_BASE = 0xE000  # of Unicode's private use: behind it, characters that stand for several digits
PAIRS = _BASE  # ⑳ is the character 20 behind it, and so are ten to nineteen
TENS = _BASE + 100  # twenty is the character 2 behind it: twenty-four is 24, twenty alone is 20
HUNDRED, THOUSAND, TWICE, THRICE = map(chr, range(_BASE + 110, _BASE + 114))  # eight hundred, double eight
_ENDS = "，；！？、"  # of Chinese clauses; the full stop may be a dot in an address
_LIKE_DIGITS = {  # to the eye; Unicode TS 39 knows the others
    **dict(zip("ЧчՅյƼƽƐƧƄ", "443355326", strict=True)),
    **dict(zip("🎱🥇🥈🥉☝✌🖐✋🅾⚀⚁⚂⚃⚄⚅", "812312550123456", strict=True)),  # pictures of digits
}
_SPOKEN = {"两": "2", "洞": "0", "拐": "7", "勾": "9"}  # as Chinese radio operators say digits
_CIRCLES = frozenset("○◯⚪⭕⚬°◌⚫●🔴🔵⃝")  # people read 8○○ as 800
_BLANK = {"\u2800"}  # Braille without dots
_FILLERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u17b4", "\u17b5"}  # letters that show nothing
_PLUS = pattern(r"\bPLUS\b|GREEK CROSS|OPEN CENTRE CROSS|RUNIC CROSS")
_COUNTS = (TWICE, THRICE)
_LIKE_PLUS = frozenset("\U0001029b┼┿╂╋")  # Unicode TS 39
_LETTER = pattern(
    r"(?:LATIN (?:CAPITAL |SMALL )?LETTER (?:SMALL CAPITAL )?|REGIONAL INDICATOR SYMBOL LETTER"
    r"|(?:NEGATIVE |CROSSED NEGATIVE )?(?:SQUARED|CIRCLED|PARENTHESIZED) LATIN (?P<case>CAPITAL|SMALL) LETTER) ?([A-Z])"
)
_OUTLINED = range(0x1CCD6, 0x1CCFA)  # capitals and digits of Unicode 16, which older Pythons do not know
_DOTS = frozenset("。．｡․·•∙⋅・‧")
_DASHES = frozenset("ー─━−﹣–—―‑‐‒⁃˗➖﹘ｰ")
_BY_CATEGORY = {"Z": " ", "M": NOTHING, "S": SIGN, "P": SIGN}


class Folding(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __init__(self, shown: Callable[[str], str]) -> None:
        """`shown` gives the plain letters for which people take foreign ones (Unicode TS 39)."""
        super().__init__()
        self._shown = shown

    def __missing__(self, code: int) -> str:
        self[code] = found = self._plain(chr(code))
        return found

    def _plain(self, c: str) -> str:
        if c.isascii():
            return _ascii(c)
        if ord(c) in _OUTLINED:
            return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[ord(c) - _OUTLINED.start]
        return _number(c) or _sign(c) or self._letter(c)

    def _letter(self, c: str) -> str:
        if c.isalpha():
            return self._alike(normalize("NFKD", c)[:1])
        return _named_letter(c) or _BY_CATEGORY.get(category(c)[0], SIGN)

    def _alike(self, letter: str) -> str:
        """The plain letter for which people take this one."""
        if letter.isascii() and letter.isalpha():
            return letter
        if named := _named_letter(letter):
            return named
        if name(letter, "").startswith("MODIFIER LETTER"):
            return SIGN
        seen = self._shown(letter.lower())
        return (seen.upper() if letter.isupper() else seen) if len(seen) == 1 else letter


def _named_letter(c: str) -> str:
    """The plain letter that a framed or small capital letter bears in its name; empty for none."""
    named = _LETTER.fullmatch(name(c, ""))
    if named is None:
        return ""
    return named[2].lower() if named["case"] == "SMALL" else named[2]


def _ascii(c: str) -> str:
    if c in "\n\f\v":
        return "\n"
    if c in "\t\r ":
        return " "
    return c if c.isprintable() else NOTHING


def _number(c: str) -> str:
    """A digit, or the sign that stands for the two digits of a circled number; empty for everything else."""
    if c in _SPOKEN or c in _LIKE_DIGITS:
        return _SPOKEN.get(c) or _LIKE_DIGITS[c]
    value = numeric(c, -1)
    if value != int(value) or not 0 <= value < 100:
        return ""
    return str(int(value)) if value < 10 else chr(PAIRS + int(value))


def _sign(c: str) -> str:
    """A sign that matters in contacts, a blank, or nothing; empty for everything else."""
    kind = category(c)
    if c in _BLANK or kind == "Zs":
        return " "
    if c in _CIRCLES:
        return CIRCLE
    if kind in ("Zl", "Zp"):
        return "\n"
    if kind in ("Cf", "Cc", "Mn", "Me") or c in _FILLERS:
        return NOTHING
    if kind in ("Co", "Cs", "Cn"):
        return SIGN
    if kind == "Pd" or c in _DASHES:
        return "-"
    if c in _LIKE_PLUS or _PLUS.search(name(c, "")):
        return "+"
    if c in _DOTS:
        return "."
    if c in _ENDS:
        return ";"
    plain = normalize("NFKC", c)
    return plain if len(plain) == 1 and plain.isascii() and not plain.isalnum() else ""


FEW = 80  # different characters that are replaced one by one
_ASCII = bytes(range(128))
_CONTROLS = [c for c in map(chr, _ASCII) if _ascii(c) != c]
_OF_ASCII = bytes(ord(_ascii(chr(c))) for c in range(128)) + bytes(128)


def folded(text: str, folding: Folding, others: Iterable[str] | None = None) -> str:
    """The text in plain characters, one for one; `others` are those that are not ASCII, where they are known."""
    if text.isascii():
        return text.encode().translate(_OF_ASCII).decode()
    here = [*(others_in(text) if others is None else others), *(c for c in _CONTROLS if c in text)]
    return replaced(text, {c: plain for c in here if (plain := folding[ord(c)]) != c}, folding)


def others_in(text: str) -> set[str]:
    """The characters of a text that are not ASCII."""
    if text.isascii():
        return set()
    # By way of bytes, since most of the characters are ASCII, or occur again and again.
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def replaced(text: str, changed: dict[str, str], table: Folding | None = None) -> str:
    """The text with one character for another: one by one, if there are few, because that is a matter of copying.

    `table` says the same of all characters, where there is one.
    """
    if len(changed) > FEW or not changed.keys().isdisjoint(changed.values()):
        return text.translate(table or {ord(c): plain for c, plain in changed.items()})
    for c, plain in changed.items():
        text = text.replace(c, plain)
    return text


def expanded(before: str, sign: str, after: str) -> str:
    """The digits that a folded character stands for between its neighbours: a word can say how often, or how much."""
    if "0" <= sign <= "9":
        return sign * {TWICE: 2, THRICE: 3}.get(before, 1)
    if sign == HUNDRED:
        return "" if after >= chr(_BASE) and after not in _COUNTS else "00"
    if sign == THOUSAND:
        return "000"
    if TENS < ord(sign) < TENS + 10:
        return str(ord(sign) - TENS) + "0" * (not "1" <= after <= "9")
    return str(ord(sign) - PAIRS) if sign not in _COUNTS else ""
