"""Most contacts are let go before they are read; nothing that would be told is among them."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder.documents import passages_of
from contactfinder.registry.held import Held
from contactfinder.registry.near import number_keys
from contactfinder.scan import Scanner
from contactfinder.scan.company import _Found
from contactfinder.scan.cues import Word
from contactfinder.scan.finding import Signal
from contactfinder.scan.known import KnownDigits
from contactfinder.scan.numbers import Reader, _as_usual, _best, _chains
from contactfinder.scan.regions import _LONG, _PATTERNS_AT_HOME, Regions

PIECES = [
    *(
        "Example Exchange",
        "support",
        "call",
        "now",
        "my wallet",
        "locked",
        "refund",
        "phone:",
        "the",
        "of it",
        "\n",
        ". ",
    ),
    *(
        "1-833-555-0142",
        "+1 844 555 0199",
        "8335550142",
        "18734402",
        "4411-2093",
        "2026-11-03 10:45",
        "$43,210.50",
    ),
    *(
        "+44 20 7946 0958",
        "https://docs.example.org/a",
        "mail@example.net",
        "example-support.xyz",
        "客服",
        "one",
        "24/7",
    ),
    *(
        "1 844 555 0123",
        "@helpdesk77",
        "telegram",
        "river",
        "18445550198",
        "20 7946 0958",
        "uk",
        "t.me/helper",
        "0142",
    ),
]


class _ReadsAll(Scanner):
    """Reads every stretch in which anything may stand."""

    def _may_tell_of_numbers(self, *_: object) -> bool:
        return True

    def _may_tell_of_links(self, *_: object) -> bool:
        return True


@pytest.fixture(scope="module")
def scanners(index):
    return Scanner(index), _ReadsAll(index)


@settings(max_examples=400, deadline=None)
@given(
    words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=60),
    between=st.sampled_from([" ", ", ", ";", "\n"]),
)
def test_what_is_let_go_would_not_have_been_told(scanners, words: list[str], between: str):
    text = between.join(words)
    some, all_ = (
        [(f.start, f.end, f.verdict) for f in scanner.findings(passages_of(text))] for scanner in scanners
    )
    assert some == all_


def test_a_known_number_and_its_near_neighbours_are_always_read(index):
    held = Held.over(index, 10**6)
    known, chance = KnownDigits(held), random.Random(3)
    for number in (key for key in held.listed_keys() | held.impostor_keys() if key.startswith("+")):
        digits = number[1:]
        assert known.may_be_in(f"12{digits}9")
        for _ in range(100):
            at, other = chance.randrange(len(digits)), chance.choice("0123456789")
            before, behind = digits[:at], digits[at + 1 :]
            for near in (before + other + behind, before + behind, before + other + digits[at:]):
                assert known.may_be_in(f"30{near}71") or not held.near(number_keys(near))


def test_other_digits_are_not_known(index):
    known = KnownDigits(Held.over(index, 10**6))
    assert not known.may_be_in("1833555014218734402441120932026110310454321050")
    assert KnownDigits(Held.over(index, 1)).may_be_in(
        "7"
    )  # where the registry is too large to be held, all may be


@settings(max_examples=500, deadline=None)
@given(
    code=st.sampled_from(["", "1", "+1", "1 ", "+1 ", "1-", "+1-", "+", "x 1 "]),
    area=st.sampled_from(["800", "833", "206", "415", "305", "186", "139", "900", "211"]),
    rest=st.integers(2_000_000, 9_999_999),
    form=st.sampled_from(["{}{}{}", "{}-{}-{}", "({}) {}-{}", "{} {} {}", "{}.{}.{}", "{}{}-{}", "{} {}{}"]),
    around=st.sampled_from(["{}", "call {} now", "{}B", "电话 {}", "tel {} uk", "O {}"]),
)
def test_a_usual_writing_is_read_as_by_looking_at_all_readings(
    index, code: str, area: str, rest: int, form: str, around: str
):
    line = str(rest)
    text = around.format(code + form.format(area, line[:3], line[3:]))
    for country in (None, "GB", "CN", "IN"):
        reader = Reader(index.is_known_number, Regions(text, text.split(), country))
        for chain in _chains(text):
            hard = [group for group in chain if not group.soft]
            usual = _as_usual(hard, text, reader)
            assert usual is None or [usual] == _best(hard, text, reader)


@pytest.mark.parametrize("region", sorted(_LONG))
def test_no_number_of_these_countries_is_shorter_than_ten_digits(region: str):
    chance = random.Random(1)
    for _ in range(20_000):
        assert not _PATTERNS_AT_HOME[region].fullmatch(str(chance.randrange(10 ** chance.randint(6, 9))))


@settings(max_examples=300, deadline=None)
@given(
    places=st.lists(st.integers(0, 3000), max_size=60),
    asked=st.lists(st.tuples(st.integers(-50, 3000), st.integers(0, 900)), min_size=1, max_size=30),
)
def test_a_text_is_looked_through_once_and_wherever_it_is_asked_for(
    places: list[int], asked: list[tuple[int, int]]
):
    words = sorted({Word(Signal.CALL, at, at + 4) for at in places}, key=lambda word: word.start)
    looked: list[tuple[int, int]] = []

    def look(start: int, end: int) -> list[Word]:
        looked.append((start, end))
        return [word for word in words if start <= word.start < end]

    found = _Found(3004)
    for first, width in asked:
        last = first + width
        assert found.between(first, last, look) == [
            w for w in words if first <= w.start and w.end <= min(last, 3004)
        ]
    looked.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(looked))
