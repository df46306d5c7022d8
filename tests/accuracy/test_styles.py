"""Every style writes the number it is given, the same in every run, and the places it makes are what is expected there."""

from collections import Counter
from random import Random
from unicodedata import numeric

import carriers
import phonenumbers
import places
import pytest
import styles

IN_DIGITS = [name for name in styles.STYLES if name.startswith(("digits ", "signs ", "apart ", "groups "))]
LETTERS = {"O": "0", "О": "0", "З": "3", "В": "8"}


def digits_of(text: str) -> str:
    """The digits of any alphabet in a text."""
    read = (LETTERS.get(c) or ("" if numeric(c, -1) < 0 else str(int(numeric(c)))) for c in text)
    return "".join(read)


def test_there_are_styles_enough():
    assert len(styles.STYLES) >= 40


@pytest.mark.parametrize("name", IN_DIGITS)
def test_a_style_in_digits_has_all_digits_of_the_number(name: str):
    dice = Random(name)
    style = styles.STYLES[name]
    for _ in range(20):
        number = style.numbers(dice)
        assert digits_of(style.write(number, dice)) == number.digits


@pytest.mark.parametrize("name", styles.STYLES)
def test_a_style_writes_something_else_for_another_number(name: str):
    dice = Random(name)
    style = styles.STYLES[name]
    written = {style.write(style.numbers(dice), dice) for _ in range(30)}
    assert len(written) > 10


@pytest.mark.parametrize("draw", [carriers.american, carriers.foreign, carriers.free_line, carriers.vanity])
def test_numbers_are_valid(draw):
    dice = Random(1)
    numbers = [draw(dice) for _ in range(50)]
    parsed = [phonenumbers.parse(number.e164) for number in numbers]
    assert all(map(phonenumbers.is_possible_number, parsed))
    assert [f"+{number.digits}" for number in numbers] == [number.e164 for number in numbers]


def test_foreign_numbers_come_from_many_countries():
    dice = Random(1)
    assert len({carriers.foreign(dice).region for _ in range(300)}) >= 10


def test_a_row_of_digits_that_may_be_a_chinese_mobile_phone_gets_a_plus():
    city, free = carriers.number_of("+13055550123"), carriers.number_of("+18005550123")
    assert (city.plus, city.lead, free.lead) == ("", "+", "")
    assert carriers.number_of("+12065550123").lead == ""


def test_the_same_seed_gives_the_same_texts():
    assert (
        list(styles.number_cases(2)) == list(styles.number_cases(2)) != list(styles.number_cases(2, seed=2))
    )
    assert list(places.place_cases(2)) == list(places.place_cases(2)) != list(places.place_cases(2, seed=2))


def test_every_style_gives_as_many_texts_as_wanted():
    count = Counter(case.style for case in (*styles.number_cases(3), *places.place_cases(3)))
    assert count == dict.fromkeys((*styles.STYLES, *places.PLACES), 3)


def test_every_text_has_one_contact_and_no_gap_left_open():
    for case in (*styles.number_cases(5), *places.place_cases(5)):
        assert len(case.expect) == 1
        assert "{it}" not in case.text and "{brand}" not in case.text


def test_a_sentence_fits_every_region_at_home():
    assert {region for region, _ in carriers.ABROAD} <= set(carriers.AT_HOME)


def test_foreign_letters_lead_to_another_host():
    text, expected = places.foreign_letters(places.Place("okx-help1.com", "help"), Random(1))
    assert (text, expected.contact) == ("https://оkx-help1.com", "https://xn--kx-help1-mbh.com/")
