"""Texts of any length, cut anywhere, give the same findings."""

import random

from contactfinder.documents import Form, Notes, passages
from contactfinder.scan import Scanner

POST = "Example Exchange customer service ☎️ call +𝟏-(𝟖𝟒𝟒)✦555✦0199 now. "
PLAIN = "The quick brown fox jumps over the lazy dog and thinks of nothing else at all. "


def places(index, data: bytes, sizes: list[int]) -> list[tuple[int, int]]:
    chunks, at = [], 0
    while at < len(data):
        size = sizes[len(chunks) % len(sizes)]
        chunks.append(data[at : at + size])
        at += size
    found = Scanner(index).findings(passages(chunks, Form.TEXT, Notes()))
    return [(finding.start, finding.end) for finding in found]


def test_findings_do_not_depend_on_how_the_input_is_cut(index):
    chance = random.Random(5)
    text = "".join(POST if chance.random() < 0.02 else PLAIN for _ in range(4000))
    data = text.encode()
    expected = [(m, m + 17) for m in range(len(text)) if text.startswith("+𝟏-(𝟖𝟒𝟒)✦555✦0199", m)]
    for sizes in ([len(data)], [1 << 16], [1000, 7, 33333]):
        assert expected == places(index, data, sizes)


def test_one_line_without_an_end_is_read_like_any_other(index):
    text = (PLAIN * 3000).replace("\n", " ") + POST + PLAIN * 2000
    assert len(places(index, text.encode(), [1 << 16])) == 1


def test_a_list_of_many_numbers_is_found_whole(index):
    """PhoneNumberMatcher gives up after a number of tries."""
    text = "Example Exchange support: " + "call 1-844-555-0199 " * 7692
    assert len(places(index, text.encode(), [1 << 16])) == 7692


def test_what_stands_at_the_same_place_of_another_document_is_found_as_well(index):
    text = (PLAIN * 1000 + POST + PLAIN).encode()
    scanner = Scanner(index)
    for _ in range(2):
        assert len(list(scanner.findings(passages([text], Form.TEXT, Notes())))) == 1
