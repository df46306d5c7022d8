"""Lines are folded at blanks and between Chinese characters, never inside a word or a contact."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from contactfinder.render.fold import bare, folds, whole

MIXED = st.text("ab cd.1 平台客服，。（）：“”+/")
SENTENCES = st.lists(st.sampled_from(["平台", "客服，", "（名录）", "ab", "“说”。", "1：", " "])).map("".join)


def lines(text: str, width: int) -> list[str]:
    places = [0, *folds(text, width), len(text)]
    return [bare(text[a:b]).rstrip() for a, b in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "width", "folded"),
    [
        ("dial from there now", 10, ["dial from", "there now"]),
        ("请自己输入，不要搜索。", 10, ["请自己输", "入，不要搜", "索。"]),
        ("（名录）在这里", 6, ["（名", "录）在", "这里"]),
        ("看https://a.example/long/page吧", 8, ["看", "https://a.example/long/page", "吧"]),
        (f"dial: {whole('+1 888 908 7930')}.", 10, ["dial:", "+1 888 908 7930."]),
        (f"去{whole('https://例子.中国/客服')}看", 8, ["去", "https://例子.中国/客服", "看"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_end(text: str, width: int, folded: list[str]) -> None:
    assert lines(text, width) == folded


@given(MIXED, st.integers(4, 30))
def test_folding_loses_nothing(text: str, width: int) -> None:
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


@given(MIXED, st.integers(8, 30))
def test_a_line_is_too_wide_only_when_it_is_one_word(text: str, width: int) -> None:
    for line in lines(text, width):
        assert cell_len(line) <= width or " " not in line.strip()


@given(SENTENCES, st.integers(8, 30))
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    assert not [line for line in lines(text, width) if line and line[0] in "，。）：”"]
