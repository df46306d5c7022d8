"""How a phone number is disguised, read from the way it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import numeric

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.finding import Disguise
from contactfinder.scan.folding import NOTHING, REST

if TYPE_CHECKING:
    from contactfinder.scan.addresses import Address
    from contactfinder.scan.numbers import Number

_USUAL = frozenset("+-.()/ \u00a0\u2009\u202f‐‑–\t0123456789")
_USUAL_SIGNS = pattern(r"[-+.()/ \t0-9]+")
_ODD_ROW = pattern(r"[-.]{2}|\.[-(]|[-+]\.|\s{3}|[\[\]{}]")
_CHINESE = pattern("[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两洞拐勾]")
_USUAL_GROUPS = {
    (11,),
    (10,),
    (1, 10),
    (1, 3, 7),
    (3, 7),
    (1, 3, 3, 4),
    (3, 3, 4),
    (4, 3, 4),
    (1, 6, 4),
    (6, 4),
    (4, 7),
}
KEYCAP = "\u20e3"
_SHOWN_MARKS = f"\ufe0f\ufe0e{KEYCAP}"  # how a digit becomes a keycap
_BLOTTED = NOTHING + REST
_JUNK = pattern(r"(?:\+[\0 ]*1?|[01])[^0-9a-zA-Z]{0,3}$")
SPACED = 6  # digits that stand alone


def disguises_of(
    raw: str, plain: str, folded: str, number: Number, before: str, touching: tuple[str, str]
) -> tuple[Disguise, ...]:
    """The tricks in a number: as it is written, in `plain` characters, and merely `folded`, before words were replaced.

    `before` is what leads to it in plain characters, `touching` the characters on both sides.
    """
    letters = () if raw == plain and raw.isascii() else tuple(zip(raw, folded, plain, strict=True))
    found = {
        Disguise.OTHER_DIGITS: KEYCAP in raw or any(_is_other_digit(r) for r, _, _ in letters),
        Disguise.SPELLED_DIGITS: any(_CHINESE.match(r) for r, _, _ in letters)
        or any(
            r.isalpha() and r.isascii() and p != f and not p.isspace() and p not in _BLOTTED + "+-"
            for r, f, p in letters
        ),
        Disguise.SPELLED_SIGNS: any(r.isalpha() and p in "+-" for r, _, p in letters),
        Disguise.MARKUP: any(f in "&<%" and p != f and (f != "%" or p.isalnum()) for _, f, p in letters),
        Disguise.LETTERS_AS_DIGITS: bool(number.letters),
        Disguise.VANITY: number.how == "vanity",
        Disguise.INVISIBLE: any(f == NOTHING and r not in _SHOWN_MARKS for r, f, _ in letters),
        Disguise.SYMBOLS: _has_odd_signs(raw, plain),
        Disguise.SPACED: number.groups.count(1) >= SPACED,
        Disguise.WRONG_GROUPS: _is_grouped_wrongly(number),
        Disguise.JUNK_PREFIX: bool(_JUNK.search(before)) or plain.count("+") > 1,
        Disguise.NO_COUNTRY_CODE: "+" in plain and number.how == "home",
        Disguise.GLUED: any(map(str.isalnum, touching)),
    }
    return tuple(disguise for disguise, is_there in found.items() if is_there)


def _is_other_digit(c: str) -> bool:
    return not c.isascii() and not _CHINESE.match(c) and 0 <= numeric(c, -1) < 100


def _has_odd_signs(raw: str, plain: str) -> bool:
    """Whether there are signs between the digits that nobody puts there, or several in a row."""
    if _USUAL_SIGNS.fullmatch(raw):
        return bool(_ODD_ROW.search(raw))
    signs = (
        r
        for r, p in zip(raw, plain, strict=True)
        if p not in _BLOTTED and not r.isalnum() and not _is_other_digit(r)
    )
    return any(c not in _USUAL for c in signs) or bool(
        _ODD_ROW.search(plain.replace(NOTHING, "").replace(REST, ""))
    )


def _is_grouped_wrongly(number: Number) -> bool:
    return (
        number.e164.startswith("+1")
        and bool(number.groups)
        and number.groups.count(1) < SPACED
        and number.groups not in _USUAL_GROUPS
    )


def disguises_in_address(address: Address, piece: str, folded: str) -> tuple[Disguise, ...]:
    """The tricks in a link, an address or an account."""
    raw, plain = piece[address.start : address.end], folded[address.start : address.end]
    if raw.isascii() and not address.spelled and not address.parted:
        return ()
    found = {
        Disguise.OTHER_LETTERS: any(
            r != p and r.isalnum() and not r.isascii() for r, p in zip(raw, plain, strict=True)
        ),
        Disguise.INVISIBLE: NOTHING in plain,
        Disguise.DEFANGED: address.spelled and not raw.isalpha(),
        Disguise.PARTED: address.parted,
    }
    return tuple(disguise for disguise, is_there in found.items() if is_there)
