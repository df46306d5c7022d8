"""Plain text of any length, in windows that overlap."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_documents import check, read

from contactfinder.documents import Form, Notes, Passage, passages
from contactfinder.documents.windows import OVERLAP, WINDOW

LENGTHS = st.integers(0, 3 * WINDOW + 2000)
BREAKS = st.lists(st.tuples(st.integers(0, 4 * WINDOW), st.sampled_from("\n 客")), max_size=30)


def prose(length: int, breaks: list[tuple[int, str]]) -> str:
    letters = [chr(97 + i % 26) for i in range(length)]
    for at, letter in breaks:
        letters[at : at + 1] = letter if at < length else ""
    return "".join(letters)


def joined(found: list[Passage]) -> str:
    return "".join(passage.text[passage.lead : len(passage.text) - passage.tail] for passage in found)


@settings(max_examples=40, deadline=None)
@given(LENGTHS, BREAKS)
def test_windows_together_are_the_text(length: int, breaks: list[tuple[int, str]]):
    text = prose(length, breaks)
    assert joined(read(text, Form.TEXT)) == text


@settings(max_examples=20, deadline=None)
@given(LENGTHS, BREAKS)
def test_windows_overlap(length: int, breaks: list[tuple[int, str]]):
    found = read(prose(length, breaks), Form.TEXT)
    leads, tails = [p.lead for p in found], [p.tail for p in found]
    assert leads == ([0] + [OVERLAP] * (len(found) - 1))[: len(found)]
    assert tails == ([OVERLAP] * (len(found) - 1) + [0])[: len(found)]
    for this, following in pairwise(found):
        assert this.text.endswith(following.text[: 2 * OVERLAP])


@pytest.mark.parametrize("length", [WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW, 5 * WINDOW])
def test_windows_stand_where_they_say(length: int):
    text = prose(length, [(at, "\n") for at in range(0, length, 997)])
    for passage in read(text, Form.TEXT):
        assert text[passage.offset : passage.offset + len(passage.raw)] == passage.raw == passage.text
        assert passage.line == text.count("\n", 0, passage.offset) + 1


def test_text_goes_on_behind_a_line_or_a_blank():
    lines, words = "a line\n" * 20_000, "word " * 30_000
    assert read(lines, Form.TEXT)[1].text[OVERLAP - 1] == "\n"
    assert read(words, Form.TEXT)[1].text[OVERLAP - 1] == " "


def test_whole_lines_are_given_out_when_the_input_pauses():
    found = passages(_growing := [b"one\ntw", b"", b"o\n", b"", b"three"], Form.TEXT, Notes())
    assert [(p.text, p.lead, p.tail) for p in found] == [
        ("one\n", 0, 0),
        ("one\ntwo\n", 4, 0),
        ("one\ntwo\nthree", 8, 0),
    ]
    assert _growing


def test_a_line_is_given_out_before_the_next_comes():
    asked = []

    def live():
        for line in (b"one\n", b"two\n"):
            asked.append(line)
            yield line
            yield b""

    found = passages(live(), Form.TEXT, Notes())
    assert (next(found).text, asked) == ("one\n", [b"one\n"])


def test_after_a_pause_lines_stand_where_they_say():
    lines = [f"line {i}\n".encode() for i in range(300)]
    document = b"".join(lines).decode()
    found = list(passages([piece for line in lines for piece in (line, b"")], Form.TEXT, Notes()))
    assert joined(found) == document
    for passage in random.Random(1).sample(found, 20):
        check(passage, document)
    assert max(passage.lead for passage in found) == OVERLAP
