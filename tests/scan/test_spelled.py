"""Digits and signs in words."""

import pytest

from contactfinder.scan.folding import REST, expanded
from contactfinder.scan.spelled import replaced


def digits_in(text: str) -> str:
    signs = [c for c in replaced(text) if c.isdigit() or c >= "\ue000"]
    rows = zip([" ", *signs], signs, [*signs[1:], " "], strict=False)
    return "".join(expanded(*row) for row in rows)


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("one eight zero zero five five five", "1800555"),
        ("one eight hundred five five five", "1800555"),
        ("eight hundred thirty three three two six", "833326"),
        ("double eight five triple zero", "885000"),
        ("eighty eight twenty one thirteen", "882113"),
        ("forty four seven", "447"),
        ("eightEightfive five", "8855"),
        ("oh nine three four", "0934"),
        ("ocho cero cero cinco uno", "80051"),
        ("1 eight hundred 33 five", "1800335"),
    ],
)
def test_words_are_digits(said: str, digits: str):
    assert digits_in(said) == digits


@pytest.mark.parametrize(
    "text", ["none of the phones", "one or two people, three men", "twenty four", "ate a tent"]
)
def test_a_few_words_are_words(text: str):
    assert replaced(text) == text


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("888 dash 555 dash 1234", "888 - 555 - 1234"),
        ("plus 44 punto 20 7946", "+ 44 - 20 7946"),
        ("888杠555", "888-555"),
    ],
)
def test_signs_in_words_are_signs(said: str, plain: str):
    assert replaced(said).replace(REST, "") == plain


def test_every_place_stays_the_same():
    text = "call one eight hundred five five five 1234 dash 5"
    assert len(replaced(text)) == len(text)


def test_a_number_in_words_is_no_value_in_a_program(scan):
    said = "Example Exchange verification desk = {}"
    assert scan(said.format("one eight three three five five five zero one four two"))
    assert not scan(said.format("18335550142"))


def test_a_function_is_no_sign(scan):
    assert not scan("crypto wallet: x.times('1.23456780123456789e+9').plus(9876.5432321).dividedBy(7)")
