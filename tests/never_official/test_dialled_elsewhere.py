"""The same digits ring somebody else in another country: a number is official where it is dialled so, or with its code."""

from collections.abc import Iterable
from itertools import product

import phonenumbers
import pytest
from mutations import Phone, Target, targets
from phonenumbers import PhoneNumberFormat

from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.verify import Status, verify

INDEX = Index.open(BUILT_IN)
NUMBERS = [target for target in targets(INDEX) if isinstance(target.shape, Phone)]
NORTH_AMERICA = "1"  # tried wherever the digits mean nothing else: most impostors' numbers are of there
COUNTRIES = [
    "AR",
    "AU",
    "BD",
    "BH",
    "BR",
    "CN",
    "DE",
    "EG",
    "ES",
    "FR",
    "GB",
    "HK",
    "ID",
    "IE",
    "IN",
    "IR",
    "IT",
    "JP",
    "KE",
    "KR",
    "MX",
    "MY",
    "NG",
    "PH",
    "PK",
    "RU",
    "SG",
    "TH",
    "TR",
    "TW",
    "UA",
    "US",
    "VN",
    "ZA",
]
PARTS = 4


def dialled(text: str, country: str) -> str | None:
    """The valid number reached by dialling this in a country, as E.164."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if valid else None


def unsigned(target: Target) -> tuple[str, str, str]:
    """Writings without a plus: with and without the calling code, and as at home."""
    code, digits = target.shape[:2]
    number = phonenumbers.parse(f"+{code}{digits}")
    return f"{code}{digits}", digits, phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def official_among(
    texts: Iterable[str], country: str, *claimed: str | None
) -> list[tuple[str, str, str | None]]:
    asked = product(texts, (country,), claimed)
    return [question for question in asked if official(*question)]


def official(text: str, country: str, claimed: str | None) -> bool:
    return verify(text, INDEX, country, claimed).status is Status.OFFICIAL


@pytest.mark.parametrize("part", range(PARTS))
def test_digits_that_ring_somebody_else_are_not_official(part):
    """Whoever dials them where the user is reaches another number, so nobody vouches for them."""
    wrong = []
    for target in NUMBERS[part::PARTS]:
        own = (None, f"+{target.shape.code}{target.shape.national}")
        for country in COUNTRIES:
            others = [text for text in unsigned(target) if dialled(text, country) not in own]
            wrong += official_among(others, country, None, target.platform)
    assert wrong == []


@pytest.mark.parametrize("part", range(PARTS))
def test_a_national_number_is_not_official_abroad(part):
    """In Beijing 6264 0211 is a local number; only somebody in Singapore can mean the one of Singapore."""
    wrong = []
    for target in NUMBERS[part::PARTS]:
        code, national = target.shape.code, unsigned(target)[2]
        abroad = [c for c in COUNTRIES if str(phonenumbers.country_code_for_region(c)) != code]
        for country in abroad if code != NORTH_AMERICA else ():
            wrong += official_among([national], country, target.platform)
    assert wrong == []
