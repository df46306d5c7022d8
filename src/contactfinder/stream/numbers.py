"""Numbers that the registry knows nothing of: most of any stream, and answered without asking it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts import Sign, phone, plans
from contactfinder.imitation.phones import dialled_forms
from contactfinder.registry.near import number_keys
from contactfinder.verify.judgement import national_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 40  # bytes of a plain writing
_TAIL = 5  # last digits by which most numbers are told from all known ones
# Digits with blanks, hyphens, dots and one pair of brackets, in which nothing else can be read: not four groups between
# dots, which may be an IP address; not (.), a disguised dot; not (0), which is left out in some countries.
_PLAIN = re.compile(
    rb"(?!(?:[^.]*\.){3}) ?(?:\+|\(\+\d{1,3}\)|(?=[\d(]))[\d .-]*(?:\(\d{2,4}\)[\d .-]*)?\d *"
)
_BETWEEN = b" ()-.+"


class Unlisted(NamedTuple):
    """A number that stands in no list: its country code, and whether an operator has it, decide how it is answered."""

    e164: str
    code: str
    is_assigned: bool


IMPOSSIBLE = Unlisted("", "none", False)


def plainly_written(line: bytes) -> str | None:
    """The shortest writing that is read as this line is: digits, or plus and digits; None unless the line is plain.

    A number in E.164 that is known needs no numbering plan and is taken as it is. So there is a blank in what was not
    E.164 to the letter.
    """
    if len(line) > LONGEST or _PLAIN.fullmatch(line) is None:
        return None
    digits = line.translate(None, _BETWEEN).decode()
    if not phone.MIN_DIGITS + 2 <= len(digits) <= phone.MAX_DIGITS:
        return None
    if b"+" not in line:
        return digits
    return f"+{digits}" if len(line.strip()) == len(digits) + 1 else f"+{digits[0]} {digits[1:]}"


class Numbers:
    """The numbers that the registry knows, and how the user dials."""

    def __init__(self, known: Iterable[str], near: Iterable[str], regions: tuple[str, ...]) -> None:
        """`known` in E.164 and as national digits; `near` as `number_keys` writes them."""
        self._regions = regions
        self._known = frozenset(known)
        self._near = frozenset(near)
        spelled = [key.removeprefix("phone:") for key in self._near if key.startswith("phone:")]
        self._counts = {
            _counts(key.partition(":")[2]) for key in self._near if key.startswith("phone-digits:")
        }
        texts = [*self._known, *spelled]
        self._tail = min(_TAIL, min(map(len, texts), default=_TAIL))
        self._tails = {text[-self._tail :] for text in texts}
        # A spelling that lacks one of its last digits is that much shorter behind its head.
        self._heads = {text[: 1 - self._tail] for text in spelled}

    def unlisted(self, text: str) -> Unlisted | None:
        """What a number is, plainly written, no reading of which meets anything known; None for all others."""
        digits = text.replace(" ", "").removeprefix("+")
        numbers, is_assigned = self._readings(text, digits)
        if self._is_known(digits) or self._is_near(digits):
            return None
        if not numbers:
            return None if any(map(self._is_near, dialled_forms(digits))) else IMPOSSIBLE
        for number in numbers:
            if number[1:] != digits and self._is_near(number[1:]):
                return None
        return Unlisted(numbers[0], plans.code_of(numbers[0]), is_assigned)

    def _readings(self, text: str, digits: str) -> tuple[list[str], bool]:
        """All that the text can mean, the likeliest first, and whether that one is assigned."""
        if text.startswith("+"):
            found = plans.number(f"+{digits}", None)
            if found and found[1]:
                return [found[0]], True  # a good international writing means nothing else
        readings = list(phone.readings_of(text, digits, self._regions, plans.number))
        is_assigned = bool(readings) and readings[0].how != Sign.NOT_ASSIGNED
        return [reading.contact.value for reading in readings], is_assigned

    def _is_known(self, digits: str) -> bool:
        """Whether the digits are those of a known number as it is dialled at home."""
        return digits[-self._tail :] in self._tails and not self._known.isdisjoint(national_forms(digits))

    def _is_near(self, digits: str) -> bool:
        """Whether a number is known, holds the national digits of a known one, or is one slip away from an official one."""
        if _counts(digits) in self._counts and f"phone-digits:{''.join(sorted(digits))}" in self._near:
            return True
        if digits[-self._tail :] not in self._tails and digits[: -self._tail] not in self._heads:
            return False
        parts = (f"+{digits}", *(digits[start:] for start in range(len(digits))))
        return not (self._known.isdisjoint(parts) and self._near.isdisjoint(number_keys(digits)))


def _counts(digits: str) -> tuple[int, int]:
    """What is the same for the same digits in another order, and counted faster than they are sorted."""
    return sum(digits.encode()), digits.count("0")
