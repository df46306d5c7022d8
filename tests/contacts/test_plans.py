"""The fast way to the numbering plans says what the library says, of every region."""

import random

import phonenumbers
import pytest

from contactfinder.contacts import phone, plans

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = sorted(set(phonenumbers.PhoneNumberType.values()) - {phonenumbers.PhoneNumberType.UNKNOWN})
PREFIXES = ("", "0", "1", "8", "00", "011")


def examples(region: str) -> list[str]:
    """An example of every kind of number that a region has, as E.164 without its plus and as dialled at home."""
    found = [phonenumbers.example_number_for_type(region, kind) for kind in KINDS]
    forms = (phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.NATIONAL)
    texts = [phonenumbers.format_number(number, form) for number in found if number for form in forms]
    return ["".join(c for c in text if c.isdigit()) for text in texts]


def numbers(region: str) -> set[str]:
    """Digits of all sorts: examples, their near neighbours, and anything."""
    dice = random.Random(region)
    code = str(phonenumbers.country_code_for_region(region))
    found = examples(region)
    for text in list(found):
        place = dice.randrange(len(text))
        found += [text[:place] + dice.choice("0123456789") + text[place + 1 :], text[:-1], f"{text}0"]
    for length in range(3, 17):
        rest = "".join(dice.choices("0123456789", k=length))
        found += [prefix + rest for prefix in (*PREFIXES, code, f"{code}0", f"00{code}")]
    return {text for text in found if phone.MIN_DIGITS <= len(text) <= phone.MAX_DIGITS}


@pytest.mark.parametrize("region", REGIONS)
def test_a_number_is_what_the_library_says(region: str) -> None:
    """E.164 and validity, dialled in the region or written internationally."""
    texts = numbers(region)
    asked = [(text, region) for text in texts] + [(f"+{text}", None) for text in texts]
    assert {a for a in asked if plans.number(*a) != phone._number(*a)} == set()


@pytest.mark.parametrize("code", sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
def test_every_calling_code_is_known(code: int) -> None:
    """Also those of services that are at home in no country."""
    dice = random.Random(code)
    texts = [f"+{code}{''.join(dice.choices('0123456789', k=k))}" for k in range(3, 14) for _ in range(4)]
    assert [t for t in texts if plans.number(t, None) != phone._number(t, None)] == []
    assert {plans.code_of(text) for text in texts} == {str(code)}


@pytest.mark.parametrize("region", ["XX", "", "001"])
def test_a_region_that_does_not_exist_has_no_numbers(region: str) -> None:
    assert plans.number("2025550123", region) is None
