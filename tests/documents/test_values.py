"""JSON in its forms: strings with their paths."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import behind, check, parts, read, texts

from contactfinder.documents import Form, Notes
from contactfinder.documents.windows import WINDOW

STRINGS = st.text(st.sampled_from('18 -"\\/\n\té客\U0001f600\ud83da'), min_size=1, max_size=20)
VALUES = st.recursive(
    STRINGS | st.integers() | st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


def strings(value: object, path: str = "") -> list[tuple[str, str]]:
    """What a reader of JSON should find."""
    match value:
        case str():
            return [(path, value)]
        case list():
            return [found for inner in value for found in strings(inner, path)]
        case dict():
            return [f for key, inner in value.items() for f in strings(inner, f"{path}.{key}".lstrip("."))]
    return []


def spelled(letter: str, way: int) -> str:
    """A character as JSON may spell it."""
    if way == 0:
        return (
            json.dumps(letter, ensure_ascii=False)[1:-1] if letter < "\ud800" or letter > "\udfff" else letter
        )
    return "".join(f"\\u{unit:04x}" for unit in _units(letter))


def _units(letter: str) -> list[int]:
    code = ord(letter) - 0x10000
    return [ord(letter)] if code < 0 else [0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF)]


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_all_strings_are_found_with_their_paths(value: object, escape: bool, indent: int | None):
    document = json.dumps([value], ensure_ascii=escape, indent=indent).encode("utf-8", "replace")
    found = [(passage.part, passage.text) for passage in read(document, Form.JSON)]
    assert found == strings(json.loads(document))


@given(st.lists(VALUES, max_size=4))
def test_lines_are_documents(values: list[object]):
    document = "".join(f"{json.dumps([value])}\r\n" for value in values)
    notes = Notes()
    found = [(passage.part, passage.text) for passage in read(document, Form.JSONL, notes)]
    assert found == [one for value in values for one in strings(value)]
    assert not notes.no_json


@given(
    st.text(st.sampled_from("18-\n客\U0001f600a"), min_size=1),
    st.lists(st.integers(0, 1), min_size=200, max_size=200),
)
def test_every_character_stands_where_it_is_spelled(text: str, ways: list[int]):
    pieces = [spelled(letter, way) for letter, way in zip(f"a{text}", ways, strict=False)]
    document = f'{{"k":"{"".join(pieces)}"}}'
    (found,) = read(document, Form.JSON)
    check(found, document)
    for at, piece in enumerate(pieces):
        first, last = found.span(at, at + 1)
        assert found.raw[first:last] == piece


DOCUMENT = '{"user": {"name": "x"}, "comments": [{"body": "y"}, {"body": "z", "id": "1"}], "body": "w"}'


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ((), ["x", "y", "z", "1", "w"]),
        (("user.name",), ["x"]),
        (("comments.body",), ["y", "z"]),
        (("comments",), ["y", "z", "1"]),
        (("body", "user"), ["x", "w"]),
        (("bod",), []),
    ],
)
def test_fields_are_names_or_paths(fields: tuple[str, ...], found: list[str]):
    for form in (Form.JSON, Form.JSONL):
        assert [passage.text for passage in read(DOCUMENT, form, fields=fields)] == found


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("call 1-888 now", "call 1-888 now"),
        ("1 888 908 7930", "1 888 908 7930"),
        ("1-888-908-7930", "1-888-908-7930"),
        ('{"a": 1-888-908', "1-888-908"),
        ("[1, 888", "888"),
        ("[INFO] call", "INFO] call"),
        ('{"a" 1}', "1}"),
        ("{a: 1}", "a: 1}"),
        ("[1}", "1}"),
        ("] 1", "] 1"),
    ],
)
def test_what_is_no_json_is_text(line: str, text: str):
    notes = Notes()
    found = read(f'{line}\n{{"a": "b"}}', Form.JSONL, notes)
    assert [passage.text for passage in found] == [text, "b"]
    assert notes.no_json == 1
    assert texts(line, Form.JSON) == [text]


def test_a_string_that_is_never_closed_is_read():
    notes = Notes()
    assert parts(
        '{"a": "call\\n1',
        Form.JSON,
    ) == {"a": "call\n1"}
    assert read('{"a": "call\n{"b": "c"}\n', Form.JSONL, notes)[1].text == "c"
    assert notes.no_json == 1


def test_one_document_may_follow_another():
    assert texts('{"a": 1} ["b"]\n{"c": {}} "d', Form.JSON) == ["b", '"d']


def test_deep_documents_are_read():
    deep = "[" * 100_000 + '"a"' + "]" * 100_000
    assert texts(deep, Form.JSON) == ["a"]
    names = '{"abc":' * 10_000 + '"a"' + "}" * 10_000
    (found,) = read(names, Form.JSON)
    assert found.text == "a"
    assert found.part.startswith("abc.abc.")
    assert len(found.part) <= 256


def test_long_strings_come_in_windows():
    found = read('{"a": "' + "call\\n" * 40_000 + '", "b": "c"}', Form.JSON)
    assert "".join(p.text[p.lead : len(p.text) - p.tail] for p in found if p.part == "a") == "call\n" * 40_000
    assert all(len(passage.text) <= WINDOW for passage in found)
    assert (found[-1].part, found[-1].lead) == ("b", 0)


PAYLOAD = {
    "action": "opened",
    "issue": {"title": "Call &#49;", "body": "8\\-8 <!-- 9 --> <a href='tel:1'>\n```\n\\-\n```", "url": "u"},
    "comment": {"body": "<b>8</b>88"},
    "repository": {"description": "d"},
}


def test_github_means_titles_and_bodies_in_markdown():
    assert parts(json.dumps(PAYLOAD), Form.GITHUB) == {
        "issue.title": "Call 1",
        "issue.body": "8-8  \n```\n\\-\n```",
        "issue.body/comment": " 9 ",
        "issue.body/@href": "tel:1",
        "comment.body": "888",
    }


def test_github_gives_lists_of_comments_too():
    assert parts('[{"body": "a"}, {"user": {"login": "b"}}]', Form.GITHUB) == {"body": "a"}


def test_two_ways_of_writing_are_traced_back_together():
    document = r'{"body": "call\u0020\u0026#56;8<b>\u0038</b>\\-8"}'
    (found,) = read(document, Form.GITHUB)
    assert behind(found, "888-8") == r"\u0026#56;8<b>\u0038</b>\\-8"
    assert behind(found, " ") == r"\u0020"
    check(found, document)


def test_long_bodies_come_in_windows():
    document = json.dumps({"body": "call &amp; <b>8</b>\n" * 20_000})
    found = read(document, Form.GITHUB)
    assert "".join(p.text[p.lead : len(p.text) - p.tail] for p in found) == "call & 8\n" * 20_000
    check(found[1], document)
