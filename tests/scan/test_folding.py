"""Plain characters, one for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.scan.folding import NOTHING, PAIRS, SIGN, Folding, folded


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("𝟏𝟚𝟥𝟜𝟱６⑦❽➒⓪", "1234567890"),
        ("²₃٤५๖߇", "234567"),
        ("１２３", "123"),
        ("一二三壹贰叁〇零幺两", "1231230012"),
        ("⒈⑴🄂ⅷ〡", "11181"),
        ("𝓬𝐨𝕚ｎⒷ🅐🇸ᴇ", "coinBASE"),
        ("соinbаsе", "coinbase"),
        ("＋➕✚﹢", "++++"),
        ("‐–—−ーー", "------"),
        ("。．＠﹫", "..@@"),
        ("，；！？、", ";;;;;"),
        ("○◯⚪●", "°°°°"),
        ("✦➽★🍭", SIGN * 4),
        ("\u200b\u200e\u00ad\u0336\ufe0f", NOTHING * 5),
        ("\u00a0\u3000\u2009\t\r", "     "),
        ("\u2028\x0b", "\n\n"),
        ("⑳", chr(PAIRS + 20)),
        ("Чч", "44"),
    ],
)
def test_characters_are_what_people_read_in_them(index, written: str, plain: str):
    assert folded(written, Folding(index.shown)) == plain


@given(st.text())
def test_every_place_stays_the_same(index, text: str):
    assert len(folded(text, Folding(index.shown))) == len(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_says_the_same(index, text: str):
    assert folded(text, Folding(index.shown)) == text.translate(Folding(index.shown))
