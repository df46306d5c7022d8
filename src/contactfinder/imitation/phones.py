"""Numbers that are nearly official ones."""

from __future__ import annotations

import re
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from contactfinder.contacts import phone
from contactfinder.imitation.found import Imitation, Mark, differs, official_owners
from contactfinder.registry.near import edit, number_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.contacts import Claim, Reading
    from contactfinder.registry.index import Index, NearHit

MAX_GROUPS = 5  # of digits in a written number, which a thief may have put in another order
HOW = (  # one difference of these, the likeliest first
    "changed",
    "swapped",
    "dropped",
    "added",
    "swapped-apart",
    "swapped-twice",
    "blocks-swapped",
    "reordered",
    "doubled-country-code",
    "missing-country-code",
)
MAX_CODE = 3  # digits of a country code
_CALLING_OUT = "011"  # dialled in North America before a country code; elsewhere, and at home, it is zeros
_DIVERTS = frozenset("*#")  # *21*5551234# diverts calls; its digits are no number


def imitated(claim: Claim, readings: Iterable[Reading], index: Index) -> Imitation | None:
    """The official number that a claim nearly is, as it is written or in one of its readings."""
    numbers = [reading.contact.value[1:] for reading in readings]
    is_sound = claim.readings[0].how == "international"
    return (
        _other_country(f"+{numbers[0]}", index)
        or _with_wrong_code(claim.text, claim.digits, index, is_sound)
        or next(filter(None, (_near(digits, index) for digits in (claim.digits, *numbers))), None)
    )


def nearly(text: str, index: Index) -> Imitation | None:
    """The official number that a text nearly is which cannot be dialled itself, or not where the user is."""
    if _DIVERTS & set(text):
        return None
    digits = "".join(c for c in text if c.isdecimal())
    for form in dialled_forms(digits):
        if found := _with_wrong_code(text, form, index) or _near(form, index, at_home=True):
            return found
    return None


def dialled_forms(digits: str) -> Iterable[str]:
    """Digits without what is dialled before a foreign number."""
    return dict.fromkeys((digits.lstrip("0"), digits.removeprefix(_CALLING_OUT).lstrip("0")))


def miswritten(claim: Claim, reading: Reading, calling_code: int) -> str | None:
    """How an official number is written so that it cannot reach it: its country code twice, or a plus without one."""
    number = reading.contact.value[1:]
    if claim.digits == f"{calling_code}{number}":
        return "doubled-country-code"
    # +844 555 0123 for 1 844 555 0123: dialled as written it goes to Vietnam.
    if reading.how != "international" and phone.has_plus(claim.text):
        return "missing-country-code"
    return None


def _other_country(number: str, index: Index) -> Imitation | None:
    """An official number under another country's code."""
    import phonenumbers

    national = phonenumbers.national_significant_number(phonenumbers.parse(number, None))
    for target, platform in _official(national, index):
        return Imitation(target, platform, (Mark("other-country-code", {"number": target}),))
    return None


def _with_wrong_code(text: str, digits: str, index: Index, is_sound: bool = False) -> Imitation | None:
    """An official number without its country code behind the plus, with it twice, or with a code that no such number has.

    `is_sound`: the number can be dialled as written, so that its country code is what it says.
    """
    international = phone.has_plus(text) or text.lstrip().startswith("00")
    digits = digits.lstrip("0")
    for length in range(2 * MAX_CODE + 1):
        before, national = digits[:length], digits[length:]
        for target, platform in _official(national, index):
            code = target[1 : len(target) - len(national)]
            if before == code * 2:
                return Imitation(target, platform, (differs("doubled-country-code", target),))
            if international and not before:
                return Imitation(target, platform, (differs("missing-country-code", target),))
            if international and not is_sound and before != code and length <= MAX_CODE:
                return Imitation(target, platform, (Mark("other-country-code", {"number": target}),))
    return None


def _official(national: str, index: Index) -> Iterator[tuple[str, str]]:
    for target in index.national(national):
        for platform in official_owners(target, index):
            yield target, platform["id"]


def _near(digits: str, index: Index, at_home: bool = False) -> Imitation | None:
    """The official number nearest to these digits; `at_home` compares them without a country code too."""
    found = []
    for hit in index.near(number_keys(digits)):
        code, *groups = _groups(hit, index)
        national = "".join(groups)
        how = difference(f"{code}{national}", digits) or (at_home and difference(national, digits))
        if not how and _is_reordered(groups, digits.removeprefix(code), digits):
            how = "reordered"
        if how:
            found.append((HOW.index(how), hit.target, hit.platform))
    for how_, target, platform in sorted(found)[:1]:
        return Imitation(target, platform, (differs(HOW[how_], target),))
    return None


def difference(official: str, digits: str) -> str | None:
    """How digits differ from official ones of which they may be a mistaken or deceiving copy; None when they do not or too much."""
    return edit(official, digits) or _rearrangement(official, digits)


def _rearrangement(official: str, digits: str) -> str | None:
    if official == digits or sorted(official) != sorted(digits):
        return None
    places = [i for i, (a, b) in enumerate(zip(official, digits, strict=True)) if a != b]
    if len(places) == 2:
        return "swapped-apart"
    if len(places) == 4 and all(_are_swapped(official, digits, *pair) for pair in (places[:2], places[2:])):
        return "swapped-twice"
    blocks = combinations(range(len(digits) - 1), 2)
    return "blocks-swapped" if any(_with_blocks_swapped(official, *b) == digits for b in blocks) else None


def _are_swapped(official: str, digits: str, i: int, j: int) -> bool:
    return j == i + 1 and official[i] == digits[j] and official[j] == digits[i]


def _with_blocks_swapped(digits: str, i: int, j: int) -> str:
    """Two blocks of two digits each in each other's place; the digits as they are where the blocks overlap."""
    if j < i + 2:
        return digits
    return digits[:i] + digits[j : j + 2] + digits[i + 2 : j] + digits[i : i + 2] + digits[j + 2 :]


def _is_reordered(groups: list[str], *digits: str) -> bool:
    """Whether these are the groups of an official number, as it is usually written, in another order."""
    in_order = "".join(groups)
    orders = {"".join(order) for order in permutations(groups)} if len(groups) <= MAX_GROUPS else set()
    return bool((orders - {in_order}) & set(digits))


def _groups(hit: NearHit, index: Index) -> list[str]:
    """The digits of an official number as it is usually written: country code first."""
    record = index.platform(hit.platform)
    channels = record["channels"] if record else []
    channel = next((c for c in channels if c["contact"] == hit.target), None)
    display = channel["display"] if channel else None
    return re.findall(r"\d+", display or hit.target)
