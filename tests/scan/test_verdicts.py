"""A finding's verdict is what `verify` says of the same contact."""

import random

import phonenumbers
import pytest

from contactfinder.documents import passages_of
from contactfinder.scan import Scanner
from contactfinder.verify import verify

KINDS = ("TOLL_FREE", "MOBILE", "FIXED_LINE", "PREMIUM_RATE", "VOIP")


def some_numbers(amount: int) -> set[str]:
    """Assigned and unassigned numbers of all countries: an example's last digits are changed."""
    chance = random.Random(7)
    found: set[str] = set()
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    while len(found) < amount:
        kind = getattr(phonenumbers.PhoneNumberType, chance.choice(KINDS))
        example = phonenumbers.example_number_for_type(chance.choice(regions), kind)
        if example:
            national, cut = str(example.national_number), chance.randint(1, 4)
            changed = "".join(chance.choices("0123456789", k=cut))
            found.add(f"+{example.country_code}{national[:-cut]}{changed}")
    return found


@pytest.mark.parametrize("brand", ["Crypto wallet", "Example Exchange", "Lantern Pay"])
def test_every_number_is_judged_as_if_it_were_alone(index, scan, brand: str):
    judged = 0
    for number in sorted(some_numbers(400)):
        for finding in scan(f"{brand} support: call {number}"):
            if finding.verdict.text == number:
                judged += 1
                claimed = finding.claimed_for and finding.claimed_for.platform["id"]
                assert finding.verdict == verify(number, index, None, claimed)
    assert judged > 200


def test_a_number_that_nobody_can_have_lends_its_verdict_to_no_other(index):
    """+423 800 3545 is no number of Liechtenstein's plan, +423 800 2000 is one."""
    for first, second in [("+4238003545", "+4238002222"), ("+4238002222", "+4238003545")]:
        scanner = Scanner(index)
        for number in (first, second):
            for found in scanner.findings(passages_of(f"Example Exchange support: call {number}")):
                assert found.verdict == verify(found.verdict.text, index, None, "example-exchange")
