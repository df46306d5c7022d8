"""Markdown: what people read of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import behind, parts, read, texts

from contactfinder.documents import Form

PLAIN = st.text(st.sampled_from("0189 +-()客é.a"), min_size=1, max_size=30)


def written(letter: str, way: int) -> str:
    """A character as Markdown may spell it."""
    ways = (letter, f"&#{ord(letter)};", f"&#x{ord(letter):X};", f"<b>{letter}</b>", letter)
    return f"\\{letter}" if way == 4 and letter in "+-()." else ways[way]


@given(PLAIN, st.lists(st.integers(0, 4), min_size=30, max_size=30))
def test_every_spelling_is_the_same_text(text: str, ways: list[int]):
    pieces = [written(letter, way) for letter, way in zip(text, ways, strict=False)]
    (found,) = read("".join(["a", *pieces]), Form.MARKDOWN)
    assert found.text == f"a{text}"
    for at, piece in enumerate(pieces, 1):
        first, last = found.span(at, at + 1)
        assert found.raw[first:last] == re.sub("</?b>", "", piece)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1&#45;888&nbsp;2", "1-888\xa02"),
        ("&plus;1", "+1"),
        ("&amp;#49;", "&#49;"),
        (r"1\-888\.2 \a \\", r"1-888.2 \a " + "\\"),
        ("8<b>8</b>8<i >8</i>", "8888"),
        ("<https://evil.com> <a@b.c>", "<https://evil.com> <a@b.c>"),
        ("[text](https://evil.com)", "[text](https://evil.com)"),
        ("1 < 2 <3 a<b & c&d &unknown; &#;", "1 < 2 <3 a<b & c&d &unknown; &#;"),
        ("<a b c <a b>x", "<a b c x"),
        ("<div\n", "<div\n"),
    ],
)
def test_markdown_reads(written: str, read: str):
    assert texts(written, Form.MARKDOWN) == [read]


CODE = r"8\-8 &amp; <b>"


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```` python", "~~~ a`b"])
def test_fenced_code_is_as_it_is(fence: str):
    signs = re.sub("[^`~]", "", fence.replace("a`b", ""))
    document = f"\\-\n{fence}\n{CODE}\n```x\n{signs}  \r\n\\-"
    assert texts(document, Form.MARKDOWN) == [document.replace("\\-\n", "-\n", 1)[:-2] + "-"]


def test_code_within_a_line_opens_no_fence():
    assert texts("```code``` \\-\n\\-", Form.MARKDOWN) == ["```code``` -\n-"]


def test_a_fence_that_is_never_closed_holds_the_rest():
    assert texts("```\n\\-", Form.MARKDOWN) == ["```\n\\-"]


def test_comments_and_addresses_stand_beside_the_text():
    document = "8<!-- call\n1 -->8 <a href='tel:1&#50;' data-phone=3>x</a>"
    assert parts(document, Form.MARKDOWN) == {
        "": "88 x",
        "comment": " call\n1 ",
        "@href": "tel:12",
        "@data-phone": "3",
    }


def test_a_number_knows_all_that_it_was_made_from():
    (found,) = read("call 8<b>8</b>&#56;\\-1", Form.MARKDOWN)
    assert behind(found, "888-1") == "8<b>8</b>&#56;\\-1"


def test_lines_are_given_out_when_the_input_pauses():
    from contactfinder.documents import Notes, passages

    live = [b"a \\- <b>b</b>\n", b"", b"```\n", b"", b"\\-\n", b"", b"```\n", b"", b"\\-\n", b""]
    found = passages(live, Form.MARKDOWN, Notes())
    assert [p.text[p.lead :] for p in found] == ["a - b\n", "```\n", "\\-\n", "```\n", "-\n"]
