"""The numbering plans of `phonenumbers`, asked directly: the same answers as its parser gives, several times faster.

Only numbers in plain digits come here. Tests hold every answer against the library's own, for all regions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    SUPPORTED_REGIONS,
    PhoneMetadata,
    region_code_for_country_code,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_NATIONAL, MAX_NATIONAL = 2, 17  # digits of a national number that the library's parser accepts
_CODES = {str(code): code for code in COUNTRY_CODE_TO_REGION_CODE}
_TYPES = (  # every kind of number that makes a number valid
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)


class Plan(NamedTuple):
    """How one region dials: its calling code, the lengths that are possible, and what precedes a number."""

    code: str
    possible: frozenset[int]
    longest: int
    general: re.Pattern[str]
    international: re.Pattern[str] | None
    prefix: re.Pattern[str] | None
    transformed: str | None

    def stripped(self, number: str) -> str:
        """The number without what is dialled before it at home."""
        found = self.prefix.match(number) if self.prefix else None
        if self.prefix is None or found is None:
            return number
        if self.transformed and found.groups()[-1] is not None:
            rest = self.prefix.sub(self.transformed, number, count=1)
        else:
            rest = number[found.end() :]
        return number if self.general.fullmatch(number) and not self.general.fullmatch(rest) else rest

    def national(self, number: str) -> str:
        """The same, unless too little is left for this region."""
        rest = self.stripped(number)
        return rest if len(rest) in self.possible or len(rest) > self.longest else number


def number(text: str, region: str | None) -> tuple[str, bool] | None:
    """E.164 of `+` and digits, or of digits as dialled in a region, and whether it lies in an assigned range.

    None when no such number can exist.
    """
    found = _international(text[1:]) if text.startswith("+") else _dialled(text, region)
    if found is None:
        return None
    code, plan, rest = found
    national = plan.national(rest) if len(rest) >= MIN_NATIONAL else ""
    main = main_plan(code)
    if not MIN_NATIONAL <= len(national) <= MAX_NATIONAL or len(national) not in main.possible:
        return None
    return f"+{code}{national}", is_assigned(code, national)


def code_of(e164: str) -> str:
    """The calling code of a number; empty when it has none."""
    return _code_at(e164[1:4])


@cache
def _code_at(digits: str) -> str:
    """The calling code with which these first three digits begin; empty when there is none."""
    return next((digits[:end] for end in (1, 2, 3) if digits[:end] in _CODES), "")


def _international(digits: str) -> tuple[str, Plan, str] | None:
    """Calling code, its plan, and the digits behind it."""
    code = _code_at(digits[:3]) if len(digits) > MIN_NATIONAL else ""
    return (code, main_plan(code), digits[len(code) :]) if code else None


def _dialled(digits: str, region: str | None) -> tuple[str, Plan, str] | None:
    """The same for what is dialled in a region: abroad, with the calling code but no plus, or at home."""
    if region not in SUPPORTED_REGIONS:
        return None
    plan = plan_of(region, 0)
    abroad = plan.international.match(digits) if plan.international else None
    if abroad and digits[abroad.end() : abroad.end() + 1] != "0":
        return _international(digits[abroad.end() :])
    if digits.startswith(plan.code):
        rest = plan.stripped(digits[len(plan.code) :])
        better = not plan.general.fullmatch(digits) and plan.general.fullmatch(rest)
        if better or len(digits) > plan.longest:
            return plan.code, main_plan(plan.code), rest
    return plan.code, plan, digits


@cache
def main_plan(code: str) -> Plan:
    """The plan that rules what is possible under a calling code."""
    return plan_of(region_code_for_country_code(_CODES[code]), _CODES[code])


@cache
def plan_of(region: str, code: int) -> Plan:
    """The plan of one region; services that are at home nowhere (`001`) go by their calling code."""
    data = _metadata(region, code)
    general = data.general_desc
    local = set(general.possible_length_local_only)
    prefix = data.national_prefix_for_parsing
    return Plan(
        str(data.country_code),
        frozenset(general.possible_length) - local,
        max(general.possible_length),
        re.compile(general.national_number_pattern or r"(?!)"),
        re.compile(data.international_prefix) if data.international_prefix else None,
        re.compile(prefix) if prefix else None,
        data.national_prefix_transform_rule,
    )


def _metadata(region: str, code: int) -> Any:
    return PhoneMetadata.metadata_for_region_or_calling_code(code, region)


def is_assigned(code: str, national: str) -> bool:
    """Whether some region under this calling code has such numbers."""
    for region, leading in _regions(code):
        if leading is None or leading.match(national):
            some_kind, general = _patterns(region, code, len(national))
            if some_kind.fullmatch(national) and general.fullmatch(national):
                return True
            if leading:
                return False  # the leading digits name the region, and there it does not exist
    return False


@cache
def _regions(code: str) -> list[tuple[str, re.Pattern[str] | None]]:
    """The regions of a calling code, in the order in which a number is looked for in them, and what tells each from the others."""
    number = _CODES[code]
    regions = COUNTRY_CODE_TO_REGION_CODE[number]
    digits = [_metadata(region, number).leading_digits if len(regions) > 1 else None for region in regions]
    return [(region, re.compile(d) if d else None) for region, d in zip(regions, digits, strict=True)]


@cache  # one by one, since most numbers are asked for in the first region, and compiling all takes a tenth of a second
def _patterns(region: str, code: str, length: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the numbers of one length match in a region: one for some kind of number, and a general one."""
    data = _metadata(region, _CODES[code])
    kinds = [getattr(data, name) for name in _TYPES]
    return _either(kinds, length), _either([data.general_desc], length)


def _either(kinds: Iterable[Any], length: int) -> re.Pattern[str]:
    return re.compile("|".join(_of_length(kinds, length)) or "(?!)")


def _of_length(kinds: Iterable[Any], length: int) -> list[str]:
    """The patterns of those kinds that have numbers of this length."""
    found = [k for k in kinds if k is not None and k.national_number_pattern]
    return [
        f"(?:{k.national_number_pattern})"
        for k in found
        if not k.possible_length or length in k.possible_length
    ]
