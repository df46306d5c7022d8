"""Reading documents in tests, and what holds for every passage of every document."""

from itertools import pairwise

from contactfinder.documents import Form, Notes, Passage, passages

BLOCK = 1 << 16


def read(data: bytes | str, form: Form, notes: Notes | None = None, **options) -> list[Passage]:
    """All passages of a document that comes in one piece."""
    raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    return list(passages([raw], form, notes or Notes(), **options))


def texts(data: bytes | str, form: Form, part: str = "", **options) -> list[str]:
    """The texts of one part of a document."""
    return [passage.text for passage in read(data, form, **options) if passage.part == part]


def parts(data: bytes | str, form: Form, **options) -> dict[str, str]:
    """The text of each part of a document."""
    return {passage.part: passage.text for passage in read(data, form, **options)}


def behind(passage: Passage, found: str) -> str:
    """The characters of the input behind a piece of the text of a passage."""
    start = passage.text.index(found)
    first, last = passage.span(start, start + len(found))
    return passage.raw[first:last]


def check(passage: Passage, document: str) -> None:
    """A passage says the truth about where it stands."""
    end = passage.offset + len(passage.raw)
    assert document[passage.offset : end] == passage.raw
    breaks = document.count("\n", 0, passage.offset)
    begin = document.rfind("\n", 0, passage.offset) + 1
    mark = 1 if begin == 0 and document.startswith("\ufeff") else 0
    assert (passage.line, passage.column) == (breaks + 1, passage.offset - begin - mark + 1)
    assert len(passage.text) <= BLOCK
    assert 0 <= passage.lead < len(passage.text) - passage.tail
    check_spans(passage)


def check_spans(passage: Passage) -> None:
    """Every character has a place inside the raw text, none before the one in front of it."""
    assert all(a.at < b.at for a, b in pairwise(passage.runs))
    last = 0
    for at in range(len(passage.text)):
        start, end = passage.span(at, at + 1)
        assert last <= start < end <= len(passage.raw)
        last = start
