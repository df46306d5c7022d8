"""Whatever comes in, in whatever pieces: each line has one answer, and no line harms another."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.errors import UsageError
from contactfinder.stream.formats import LONGEST_CLAIM, LONGEST_RECORD, Bad, Escaped, Form, JsonLines, Lines
from contactfinder.stream.table import Csv


def records(form: Form, pieces: list[bytes]) -> list[tuple[int, object, bytes | None]]:
    return [record for batch in form.batches(pieces) for record in form.records(batch)]


def single(content: bytes) -> list[bytes]:
    return [content[i : i + 1] for i in range(len(content))]


# -- lines


@given(st.lists(st.binary(max_size=6) | st.sampled_from([b"\n", b"\r\n", b"\xef\xbb\xbf", b"\x00", b""])))
def test_lines_are_the_same_in_whatever_pieces_they_come(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    expected = whole.removeprefix(b"\xef\xbb\xbf").split(b"\n")  # a byte order mark is no part of the first
    found = records(Lines(), pieces)
    assert [said for _, said, _ in found] == (expected if expected[-1:] != [b""] else expected[:-1])
    assert [line for line, _, _ in found] == list(range(1, len(found) + 1))


def test_a_line_without_end_takes_no_memory() -> None:
    """Of a line that never ends only the beginning is kept."""
    endless: Iterator[bytes] = (b"x" * 60_000 for _ in range(1000))
    [(line, said, _)] = records(Lines(), [*endless])
    assert line == 1 and isinstance(said, bytes) and LONGEST_CLAIM < len(said) < 2 * LONGEST_CLAIM


def test_what_stands_behind_a_long_line_is_read() -> None:
    found = records(Lines(), [b"a\n", b"x" * 10**5, b"x" * 10**5, b"y\nb\n", b"c"])
    assert [(line, bytes(said)[:1]) for line, said, _ in found] == [
        (1, b"a"),
        (2, b"x"),
        (3, b"b"),
        (4, b"c"),
    ]


def test_every_whole_line_is_there_as_soon_as_it_came() -> None:
    taken = []

    def pieces() -> Iterator[bytes]:
        yield b"one\ntw"
        assert taken == [b"one"]
        yield b"o\n"
        assert taken == [b"one", b"two"]

    for batch in Lines().batches(pieces()):
        taken += [said for _, said, _ in Lines().records(batch)]


# -- JSON Lines


@pytest.mark.parametrize(
    ("line", "said", "name"),
    [
        (b'{"claim": "a", "id": 7}', "a", b"7"),
        (b'{"id": {"b": [1, 2.50, null]}, "claim": "a"}', "a", b'{"b": [1, 2.50, null]}'),
        (b'{"claim": "a"}', "a", None),
        (b'{"claim": 18889087930}', "18889087930", None),
        (b'{"claim": "\\ud800", "id": "\\ud800"}', "\ud800", b'"\\ud800"'),
        (b'{"claim": "a\\u0000\\n"}', "a\x00\n", None),
        (b'{"claim": "\xff\\n"}', Escaped("\\xff\n"), None),
        (b'{"claim": null, "id": 1}', Bad("line-without-field", '{"claim": null, "id": 1}'), b"1"),
        (b'{"claim": true}', Bad("line-without-field", '{"claim": true}'), None),
        (b'{"other": "a"}', Bad("line-without-field", '{"other": "a"}'), None),
        (b'["claim"]', Bad("line-not-json", '["claim"]'), None),
        (b'{"claim": "a"', Bad("line-not-json", '{"claim": "a"'), None),
        (b"a", Bad("line-not-json", "a"), None),
    ],
)
def test_an_object_gives_its_claim_and_its_id(line: bytes, said: object, name: bytes | None) -> None:
    """The id as it was, to the letter."""
    assert records(JsonLines("claim"), [b"\n \r\n" + line + b"\r\n"]) == [(3, said, name)]


@pytest.mark.parametrize(
    "bomb", [b"[" * 100_000, b'{"claim":' * 100_000, b'{"claim": 1' + b"0" * 9999 + b"}"]
)
def test_a_bomb_is_a_bad_line(bomb: bytes) -> None:
    found = records(JsonLines("claim"), [bomb + b'\n{"claim":"a"}\n'])
    assert isinstance(found[0][1], Bad) and found[1][:2] == (2, "a")


def test_a_record_without_end_is_a_bad_line() -> None:
    pieces = [b'{"claim": "' + b"x" * 60_000, *[b"x" * 60_000] * 40, b'"}\n{"claim":"a"}']
    found = records(JsonLines("claim"), pieces)
    assert isinstance(found[0][1], Bad) and found[0][1].error == "line-too-long"
    assert len(found[0][1].text) <= LONGEST_RECORD + 60_000 and found[1][:2] == (2, "a")


def test_another_field_can_be_the_id() -> None:
    assert records(JsonLines("a", "b"), [b'{"a": "x", "b": "y", "id": 1}']) == [(1, "x", b'"y"')]


# -- CSV


TABLE = b'id,name,contact\n1,A,+1\n2,"B, C",+2\n\n3,"D\nE","+3\r\n4"\n'


@pytest.mark.parametrize("pieces", [[TABLE], single(TABLE), [TABLE[:-1]]])
def test_rows_have_the_line_on_which_they_begin(pieces: list[bytes]) -> None:
    """Also behind empty lines and line breaks in quotes."""
    assert records(Csv("contact"), pieces) == [(2, "+1", b'"1"'), (3, "+2", b'"2"'), (5, "+3\r\n4", b'"3"')]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_separator_is_found(mark: str) -> None:
    table = mark.join(["name", "contact"]) + "\r\n" + mark.join(["A", "+1"]) + "\r\n"
    assert records(Csv("contact"), [b"\xef\xbb\xbf", table.encode()]) == [(2, "+1", None)]


def test_a_single_column_needs_no_name() -> None:
    assert records(Csv(None), [b"contact\n+1\n+2"]) == [(2, "+1", None), (3, "+2", None)]


@pytest.mark.parametrize(
    ("field", "name", "error"),
    [
        (None, None, "field-not-said"),
        ("x", None, "no-such-field"),
        ("a", "x", "no-such-field"),
        ("b", None, "no-such-field"),
    ],
)
def test_a_column_that_is_not_there_is_an_error(field: str | None, name: str | None, error: str) -> None:
    """The error names those that are."""
    with pytest.raises(UsageError) as raised:
        records(Csv(field, name), [b"a,b,b\n1,2,3\n"])
    assert (raised.value.code, raised.value.values["names"]) == (error, "a, b, b")


def test_a_bad_row_is_answered_and_harms_no_other() -> None:
    table = b"id,contact\n1\n2,+2,x\n3,\xff\n" + b"4," + b"x" * 200_000 + b"\n5,+5\n"
    found = records(Csv("contact"), [table])
    assert found[:3] == [
        (2, Bad("line-columns", "1"), None),
        (3, Bad("line-columns", "2,+2,x"), None),
        (4, Escaped("\\xff"), b'"3"'),
    ]
    assert (
        isinstance(found[3][1], Bad) and found[3][1].error == "line-not-csv" and found[4] == (6, "+5", b'"5"')
    )


def test_quotes_that_nobody_closes_take_no_memory() -> None:
    rows = (b"7,+7\n" * 10_000 for _ in range(40))
    found = records(Csv("contact"), [b"id,contact\n", b'1,"+1\n', *rows])
    assert isinstance(found[0][1], Bad) and found[0][0] == 2
    assert found[-1] == (400_002, "+7", b'"7"')


FIELDS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), min_size=1, max_size=5)


@given(FIELDS, st.integers(1, 9))
def test_what_the_standard_library_writes_is_read_again(rows: list[tuple[str, str]], size: int) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("id", "contact"), *rows])
    content = out.getvalue().encode("utf-8", "replace")
    pieces = [content[i : i + size] for i in range(0, len(content), size)]
    expected = [(contact.encode("utf-8", "replace").decode(), json.dumps(name)) for name, contact in rows]
    found = [
        (said, json.dumps(json.loads(name or b"0"))) for _, said, name in records(Csv("contact"), pieces)
    ]
    assert found == [(c, json.dumps(json.loads(n).encode("utf-8", "replace").decode())) for c, n in expected]
