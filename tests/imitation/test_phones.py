"""Numbers that are nearly official ones: every way to alter one, and nobody else accused."""

import random
import re
from collections.abc import Iterator
from itertools import combinations, permutations

import phonenumbers
import pytest

from contactfinder.imitation.phones import HOW
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.record import ChannelRecord
from contactfinder.verify import Status, Verdict, Why, verify

BUILT_IN_INDEX = Index.open(BUILT_IN)
RECORDS = [record for s in BUILT_IN_INDEX.summaries() if (record := BUILT_IN_INDEX.platform(s.id))]
OFFICIAL = {
    channel["contact"]: channel
    for record in RECORDS
    for channel in record["channels"]
    if "phone" in channel and channel["trust"] == "official" and not channel["withdrawn"]
}
SEEN = random.Random(1)


def how(verdict: Verdict) -> str | None:
    found = {r.code: r.values for r in verdict.reasons}
    if Why.OTHER_COUNTRY_CODE in found:
        return "other-country-code"
    return found.get(Why.DIFFERS, {}).get("how")


EXAMPLES = [  # of +1 844 555 0123, +44 20 7946 0000, +86 400 555 1234, +65 6812 3456
    ("+1 844 555 0124", "changed"),
    ("+1 844 555 0132", "swapped"),
    ("+1 844 555 012", "dropped"),
    ("+1 844 555 01234", "added"),
    ("+1 854 455 0123", "swapped-apart"),
    ("+65 6821 4356", "swapped-twice"),
    ("+65 1268 3456", "blocks-swapped"),
    ("+1 555 844 0123", "reordered"),
    ("+1 0123 844 555", "reordered"),
    ("+44 844 555 0123", "other-country-code"),
    ("+1 1 844 555 0123", "doubled-country-code"),
    ("+44 44 20 7946 0000", "doubled-country-code"),
    ("+844 555 0123", "missing-country-code"),
    ("+20 7946 0000", "missing-country-code"),
    ("0044 20 7946 0001", "changed"),
    ("011 44 20 7946 0001", "changed"),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_a_near_miss_says_how_it_differs(index: Index, text: str, expected: str) -> None:
    """Differs from the official number in two swapped digits: the number it imitates is named."""
    verdict = verify(text, index)
    assert (verdict.status, how(verdict)) == (Status.LOOKALIKE, expected)
    assert verdict.imitates in {"+18445550123", "+442079460000", "+6568123456"}


def test_every_way_to_differ_has_an_example() -> None:
    assert {way for _, way in EXAMPLES} == {*HOW, "other-country-code"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("020 7946 0001", "GB"),
        ("020 7946 0001", None),  # of which country is not said, and it can be no American number
        ("844 555 0132", "US"),
        ("(844) 555-0132", None),
        ("0808 157 0001", "GB"),
    ],
)
def test_near_misses_are_found_as_they_are_dialled_at_home(
    index: Index, text: str, country: str | None
) -> None:
    assert verify(text, index, country).status is Status.LOOKALIKE


@pytest.mark.parametrize(
    "text", ["+1 8445-5501-23", "+1.84.45.55.01.23", "+44 207 946 00 00", "+4420 79460000"]
)
def test_the_same_digits_in_other_groups_are_the_same_number(index: Index, text: str) -> None:
    assert verify(text, index).status is Status.OFFICIAL


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("+1 844 555 0199", Status.IMPOSTOR),
        ("+1 888 555 0143", Status.CORROBORATED),
        ("+1 800 555 0177", Status.UNCONFIRMED),
        ("+44 20 7946 0500", Status.UNCONFIRMED),
        ("+1 844 555 9876", Status.UNKNOWN),
        ("+44 20 7946 0123", Status.UNKNOWN),
        ("*21*8445550123#", Status.INVALID),  # diverts calls: no number at all
    ],
)
def test_what_is_known_or_far_away_is_no_near_miss(index: Index, text: str, status: Status) -> None:
    assert verify(text, index).status is status


def altered(number: str, channel: ChannelRecord) -> Iterator[str]:
    """The number with one difference of every kind, at every place."""
    code = f"+{channel['phone']['calling_code']}"
    digits = number.removeprefix(code)
    places = range(len(digits))
    for i in places:
        yield from (f"{code}{digits[:i]}{d}{digits[i + 1 :]}" for d in "0123456789")
        yield from (f"{code}{digits[:i]}{d}{digits[i:]}" for d in "0123456789")
        yield f"{code}{digits[:i]}{digits[i + 1 :]}"
    for i, j in combinations(places, 2):
        yield f"{code}{digits[:i]}{digits[j]}{digits[i + 1 : j]}{digits[i]}{digits[j + 1 :]}"
    for i, j in combinations(places[:-1], 2):
        if j >= i + 2:
            first, second, between = digits[i : i + 2], digits[j : j + 2], digits[i + 2 : j]
            yield f"{code}{digits[:i]}{first[::-1]}{between}{second[::-1]}{digits[j + 2 :]}"
            yield f"{code}{digits[:i]}{second}{between}{first}{digits[j + 2 :]}"
    groups = re.findall(r"\d+", channel["display"] or "")[1:]
    yield from (f"{code}{''.join(order)}" for order in permutations(groups))
    yield from (f"+{other}{digits}" for other in ("1", "7", "33", "44", "86", "91", "852"))
    yield from (f"{code}{code[1:]}{digits}", f"+{digits}")


@pytest.mark.parametrize("number", sorted(OFFICIAL))
def test_every_alteration_of_every_official_number_imitates_it(number: str) -> None:
    """Unless it is itself known, or only has the 0 that is dialled at home, which changes nothing."""
    channel = OFFICIAL[number]
    same = {
        number,
        number.replace(f"+{channel['phone']['calling_code']}", f"+{channel['phone']['calling_code']}0"),
    }
    wrong = {}
    for text in set(altered(number, channel)) - same:
        verdict = verify(text, BUILT_IN_INDEX)
        known = text in OFFICIAL or BUILT_IN_INDEX.is_known_number(text)
        if verdict.status is not Status.LOOKALIKE and not known:
            wrong[text] = verdict.status.value
    assert wrong == {}


@pytest.mark.parametrize("code", sorted({c["phone"]["calling_code"] for c in OFFICIAL.values()}))
def test_numbers_of_strangers_are_not_accused(code: int) -> None:
    """A random valid number of the same country is nobody's imitation. Exact shares: bench, `phones`."""
    accused = [
        number
        for number in _strangers(code, 300)
        if verify(number, BUILT_IN_INDEX).status in (Status.LOOKALIKE, Status.CONTRADICTED)
    ]
    assert accused == []


def _strangers(code: int, count: int) -> Iterator[str]:
    lengths = {
        length
        for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]
        for length in phonenumbers.PhoneMetadata.metadata_for_region(region).general_desc.possible_length
    }
    found = 0
    while found < count:
        digits = "".join(SEEN.choices("0123456789", k=SEEN.choice(sorted(lengths))))
        number = phonenumbers.PhoneNumber(code, int(digits))
        if digits[0] != "0" and phonenumbers.is_valid_number(number):
            found += 1
            yield f"+{code}{digits}"
