"""A stream gives the very bytes that asking about each claim gives, however fast it is."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import phonenumbers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactfinder.contacts.claim import MAX_LENGTH
from contactfinder.registry.held import Held
from contactfinder.render import machine
from contactfinder.stream import numbers
from contactfinder.verify import EXIT_CODES, verify

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # as in conftest.py
OFFICIAL = ["+442079460000", "+448081570000", "+18445550123", "+864005551234", "+611800160401", "+6568123456"]
OTHERS = [
    "support@example-exchange.com",
    "x:exampleexhelp",
    "https://help.example-exchange.com/contact?form=1",
    "https://example-exchange.com.evil.net/",
    "@exampleexhelp",
    "hello",
    "1.2.3.4",
    "120.255.501.23",
    "javascript:alert(1)",
    "\u202e+442079460000",
    "+44 (0)20 7946 0000",
    "844 555 0199 ext. 5",
    "tel:+18445550199",
    "(.)8445550199",
]
SETTINGS = [
    {},
    {"country": "GB"},
    {"country": "CN", "incoming": True},
    {"claimed": "example-exchange"},
    {"claimed": "Example Wallet", "country": "AU"},
    {"claimed": "Nobody", "incoming": True},
]


def slip(number: str, dice: random.Random) -> str:
    """A number that somebody copied badly, or wants to be taken for another."""
    digits = list(number[1:])
    i, j, k = sorted(dice.sample(range(1, len(digits)), 3))
    match dice.randrange(8):
        case 0:
            digits[i] = dice.choice("0123456789")
        case 1:
            digits[i], digits[j] = digits[j], digits[i]
        case 2:
            digits[i : i + 2] = digits[i : i + 2][::-1]
            digits[k - 1 : k + 1] = digits[k - 1 : k + 1][::-1]
        case 3:
            del digits[j]
        case 4:
            digits.insert(j, dice.choice("0123456789"))
        case 5:
            digits[:2] = dice.choice(["852", "234", "33", "1", "4444", ""])
        case 6:
            digits[i], digits[k] = dice.choice("0123456789"), dice.choice("0123456789")
    return "+" + "".join(digits)


def written(number: str, dice: random.Random) -> str:
    """One of the ways in which people write a number."""
    digits = number[1:]
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    ways = [
        number,
        digits,
        f"+{' '.join(groups)}",
        "-".join(groups),
        f"({digits[:3]}) {digits[3:]}",
        f"(+{digits[:2]}) {digits[2:]}",
        f"00{digits}",
        f"011 {digits}",
        digits[1:],
        f"0{digits[2:]}",
        f" {'.'.join([digits[:4], digits[4:7], digits[7:]])} ",
        "".join(dice.choice(["", "", " ", "-", ".", "(", ")", "(0)"]) + c for c in number),
    ]
    return dice.choice(ways)


def claims(seed: int, size: int) -> Iterator[str]:
    """Known and near numbers, numbers of all countries, other contacts, and repeats of all of them."""
    dice = random.Random(seed)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    known = [*OFFICIAL, "+18445550199"]
    before = ["hello"]
    for _ in range(size):
        sample = phonenumbers.example_number(dice.choice(regions))
        example = phonenumbers.format_number(sample, phonenumbers.PhoneNumberFormat.E164)
        anything = f"+{''.join(dice.choices('0123456789', k=dice.randint(6, 15)))}"
        number = dice.choice(
            [dice.choice(known), slip(dice.choice(known), dice), slip(example, dice), anything]
        )
        before.append(dice.choice([written(number, dice)] * 8 + [dice.choice(OTHERS), dice.choice(before)]))
        yield before[-1]


def one_by_one(finder, texts, country=None, claimed=None, incoming=False):
    for number, text in enumerate(texts, 1):
        if text.strip():
            verdict = verify(text, finder.index, country, claimed, incoming=incoming)
            doubtful = EXIT_CODES[verdict.status] != 0
            instead = finder.instead(verdict, country=country, at=NOW) if doubtful else ()
            yield machine.dumped({**machine.verdict(finder.index, verdict, instead), "line": number}) + "\n"


@pytest.mark.parametrize("said", SETTINGS, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_thousands_of_claims_have_the_same_answers_in_a_stream(finder, ask, seed, said):
    texts = list(claims(seed, 1500))
    found = ask(["\n".join(texts).encode()], **said)
    assert b"".join(found.lines).decode() == "".join(one_by_one(finder, texts, **said))


PIECES = st.sampled_from(
    [*OFFICIAL, *OTHERS, " ", "+", "(", ")", "-", ".", "0", "844", "555", "0199", "1", "\x00", "é"]
)
TEXT = st.one_of(
    st.lists(PIECES, max_size=7).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=40),
    st.text("0123456789 +-.()", max_size=24),
)


@given(texts=st.lists(TEXT, max_size=8), said=st.sampled_from(SETTINGS))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_written_has_the_same_answer_in_a_stream(finder, ask, texts, said):
    found = ask(["\n".join(texts).encode()], **said)
    assert b"".join(found.lines).decode() == "".join(one_by_one(finder, texts, **said))


SHAPES = [
    "{0}.com",
    "{0}{1}.net",
    "{1}-{0}.xyz",
    "{0}{1}{2}.io",
    "{0}.vercel.app",
    "{1}.{0}.co.uk",
    "x:{0}_{1}",
    "@{0}{1}",
    "{1}@{0}.org",
    "https://sites.google.com/view/{0}-{1}",
    "{0}.com.{2}.de",
    "t.me/{0}{1}1",
]


def mangled(name: str, dice: random.Random) -> str:
    """A host or account that somebody made of a platform's name, with slips and with words around it."""
    letters = list(name)
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        place = dice.randrange(len(letters))
        match dice.randrange(6):
            case 0:
                letters[place] = dice.choice("abcdefghijklmnopqrstuvwxyz0123456789-")
            case 1:
                letters.insert(place, letters[place])
            case 2:
                del letters[place]
            case 3:
                letters[place] = dice.choice("еохіɡö０1l")
            case 4:
                letters[place - 1], letters[place] = letters[place], letters[place - 1]
            case 5:
                letters.insert(place, dice.choice("-rnvcl"))
    word, other = (dice.choice(["support", "login", "wallet", "24", "x", "river", "desk"]) for _ in range(2))
    return dice.choice(SHAPES).format("".join(letters), word, other)


@pytest.mark.parametrize("seed", range(3))
def test_what_imitates_is_found_in_a_stream_as_it_is_singly(finder, ask, seed):
    """Whatever is not even looked for in a stream is not there."""
    dice = random.Random(seed)
    names = ["exampleexchange", "example-exchange", "examplewallet", "otherbroker", "renamedexchange"]
    texts = [mangled(dice.choice(names), dice) for _ in range(500)]
    found = ask(["\n".join(texts).encode()])
    assert b"".join(found.lines).decode() == "".join(one_by_one(finder, texts))
    assert found.counts["lookalike"] > 100 < found.counts["unknown"]


@pytest.mark.parametrize("number", OFFICIAL)
def test_every_slip_from_an_official_number_is_put_to_the_judge(finder, number):
    """No near miss is taken for one of the many numbers of which nothing is known, or that cannot exist."""
    known = numbers.Numbers(*Held.over(finder.index, 10**6).numbers(), ())
    dice = random.Random(number)
    for text in (slip(number, dice) for _ in range(400)):
        plain = numbers.plainly_written(text.encode())
        found = known.unlisted(plain) if plain else None
        status = verify(text, finder.index).status
        assert found is None or status == ("invalid" if found is numbers.IMPOSSIBLE else "unknown")


@pytest.mark.parametrize("country", [None, "GB", "CN", "IT", "AR"])
def test_what_cannot_exist_is_known_by_the_numbering_plans(finder, country):
    """Digits at random, of which many are no number anywhere, and what is dialled before them."""
    known = numbers.Numbers(*Held.over(finder.index, 10**6).numbers(), (country,) if country else ())
    dice, seen = random.Random(country), 0
    for _ in range(1500):
        digits = "".join(dice.choices("0123456789", k=dice.randint(7, 18)))
        text = dice.choice(["+", "+", "", "00", "011", "+1", "(01) "]) + digits
        plain = numbers.plainly_written(text.encode())
        found = known.unlisted(plain) if plain else None
        verdict = verify(text, finder.index, country)
        if found is numbers.IMPOSSIBLE:
            seen += 1
            assert (verdict.status, verdict.platform, verdict.contact) == ("invalid", None, None)
        elif found:
            assert (verdict.status, verdict.contact and verdict.contact.value) == ("unknown", found.e164)
    assert seen > 300


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (b"+18445550123", "+18445550123"),
        (b" +1 844-555-0123 ", "+1 8445550123"),
        (b"(844) 555.0123", "8445550123"),
        (b"(+1) 844 555 0123", "+1 8445550123"),
        (b"120.255.501.23", None),
        (b"+44 (0)20 7946 0000", None),
        (b"(.)8445550123", None),
        (b"844 555 0123 ext 5", None),
        (b"123456", None),
        (b"+1844555012345678901", None),
        (b"844\t555\t0123", None),
        (b"9" * 60, None),
    ],
)
def test_only_what_can_be_read_in_one_way_is_plain(line, read):
    assert numbers.plainly_written(line) == read


def test_a_line_that_is_too_long_shows_its_beginning(ask):
    """And what it says of a number in it is the same, however long it is."""
    text = "844 555 0199 " + "é" * 3000
    found = ask([text.encode() + b"\n"])
    assert found.counts == {"impostor": 1, "cut": 1} or found.counts == {"invalid": 1, "cut": 1}
    assert (
        text[:MAX_LENGTH].encode() in found.lines[0] and text[: MAX_LENGTH + 1].encode() not in found.lines[0]
    )
