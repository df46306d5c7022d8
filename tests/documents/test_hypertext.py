"""HTML: what a browser shows, and what stands beside it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import behind, parts, read, texts

from contactfinder.documents import Form
from contactfinder.documents.markup import LONGEST_TAG
from contactfinder.documents.windows import WINDOW

PLAIN = st.text(st.sampled_from("0189 +-()客é<&>\"'a"), min_size=1, max_size=30)


def written(letter: str, way: int) -> str:
    """A character as HTML may spell it."""
    ways = (html.escape(letter), f"&#{ord(letter)};", f"&#x{ord(letter):x};", f"&#0{ord(letter)};")
    return ways[way]


@given(
    PLAIN,
    st.lists(st.integers(0, 3), min_size=30, max_size=30),
    st.sampled_from(["", "<b>", "</i >", "<wbr/>"]),
)
def test_every_spelling_is_the_same_text(text: str, ways: list[int], between: str):
    pieces = [written(letter, way) for letter, way in zip(text, ways, strict=False)]
    (found,) = read(between.join(pieces), Form.HTML)
    assert found.text == text
    for at, piece in enumerate(pieces):
        first, last = found.span(at, at + 1)
        assert found.raw[first:last] == piece


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<b>8</b>88", "888"),
        ("8<span class='x>y'>8</span>", "88"),
        ("a<br>b<p>c</p><div><p>d", "a\nb\nc\nd"),
        ("a\r\nb", "a  b"),
        ("<pre>a\nb</pre>c\nd", "a\nb\nc d"),
        ("8&#56 8&#x38", "88 88"),
        ("&amp;#49; &copy2020 &notit; &nosuch; & &", "&#49; ©2020 ¬it; &nosuch; & &"),
        ("&#0; &#xD800; &#99999999; &#128;", "� � � €"),
        ("a < b <3 a<", "a < b <3 a<"),
        ("a<b c", "a<b c"),
        ("a<b c='d>e", "a<b c='d>e"),
        ("8<!-->8<!--->8<!doctype html>8</>8", "88888"),
        ("8<style>8</style>8<STYLE>9", "88"),
        ("<title>a</title>b", "a\nb"),
    ],
)
def test_html_reads(written: str, read: str):
    assert texts(written, Form.HTML) == [read]


@pytest.mark.parametrize(
    ("hidden", "inside"),
    [
        ('<span style="display: none">9</span>', "9"),
        ("<div hidden>9<div>9</div></div>", "9\n9\n"),
        ("<i style='color:red;FONT-SIZE : 0px'>9</i>", "9"),
        ("<p style=visibility:hidden>9<p>", "9\n"),
        ("<b style='opacity:0.0'>9</b>", "9"),
        ("<b hidden>9</b>", "9"),
    ],
)
def test_hidden_text_stands_apart(hidden: str, inside: str):
    found = parts(f"8{hidden}8", Form.HTML)
    assert (found[""].replace("\n", ""), found["hidden"]) == ("88", inside)


@pytest.mark.parametrize("style", ["font-size:0.9em", "display:block", "opacity:0.5", "font-size:10px"])
def test_text_that_shows_is_not_hidden(style: str):
    assert parts(f"8<b style='{style}'>8</b>8", Form.HTML) == {"": "888"}


def test_elements_without_an_end_hide_nothing():
    assert parts("8<input hidden>8<br style=display:none>8", Form.HTML) == {"": "88\n8"}


@pytest.mark.parametrize(
    ("document", "part", "text"),
    [
        ("<script>a='</p>1'</script >", "script", "a='</p>1'"),
        ("<script>1", "script", "1"),
        ("<!-- 1 -- 2 --!>", "comment", " 1 -- 2 "),
        ("<!-- 1", "comment", " 1"),
        ("<?php 1>", "comment", "php 1"),
        ("</ 1>", "comment", " 1"),
        ("<a href=https://a.b/?x=1&copy=2&amp;y>", "@href", "https://a.b/?x=1&copy=2&y"),
        ("<img alt = 'a\n\"b' />", "@alt", 'a\n"b'),
        ('<A HREF="tel:&#49;">', "@href", "tel:1"),
        ("<x data-a-b=1>", "@data-a-b", "1"),
        ("<meta content='1'>", "@content", "1"),
    ],
)
def test_what_is_no_text_is_a_part(document: str, part: str, text: str):
    assert parts(document, Form.HTML) == {part: text}


def test_a_line_break_stands_where_its_tag_stands():
    (found,) = read("a<br/>b", Form.HTML)
    assert behind(found, "\n") == "<br/>"


def test_what_hides_is_not_part_of_a_number_but_of_its_place():
    found = {passage.part: passage for passage in read("8<i hidden>9</i>8", Form.HTML)}
    assert behind(found[""], "88") == "8<i hidden>9</i>8"


def test_tags_may_be_long():
    document = f"8<img src='data:{'A' * (LONGEST_TAG // 2)}'>8"
    assert "".join(texts(document, Form.HTML)) == "88"


def test_what_is_too_long_for_a_tag_is_text():
    document = f"8<img src='{'A' * 2 * LONGEST_TAG}'>8 &amp;"
    found = [p.text[p.lead : len(p.text) - p.tail] for p in read(document, Form.HTML)]
    assert "".join(found) == document.replace("&amp;", "&")


def test_long_pages_come_in_windows():
    found = [p for p in read("<p>call <b>8</b>88</p>\n" * 30_000, Form.HTML) if not p.part]
    text = "".join(p.text[p.lead : len(p.text) - p.tail] for p in found)
    assert text.replace("\n", "").replace(" ", "") == "call888" * 30_000
    assert all(len(p.text) <= WINDOW and len(p.raw) < 8 * WINDOW for p in found)
    assert all(p.tail for p in found[:-1])


def test_a_long_comment_does_not_keep_the_text_waiting():
    document = f"before<!--{'x' * 10 * WINDOW}-->after"
    found = [p for p in read(document, Form.HTML) if not p.part]
    assert [p.text for p in found] == ["before", "after"]
