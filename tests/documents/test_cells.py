"""CSV: cells with the names of their columns."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import check, read

from contactfinder.documents import Form, Notes, passages
from contactfinder.documents.windows import WINDOW
from contactfinder.errors import UsageError

CELLS = st.text(st.sampled_from('18 ,;\t"\n客a'), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"])
)
def test_cells_are_found_with_their_columns(rows: list[tuple[str, str]], delimiter: str, end: str):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows([("one", "two"), *rows])
    found = read(file.getvalue(), Form.CSV)
    assert [passage.text for passage in found] == [cell for row in rows for cell in row]
    assert [passage.part for passage in found] == ["one", "two"] * len(rows)
    for passage in found:
        check(passage, file.getvalue())


@given(st.text(st.sampled_from('1"a\n,'), min_size=1))
def test_a_quote_stands_where_it_is_doubled(cell: str):
    (found,) = read('a,b\n,"' + cell.replace('"', '""') + '"', Form.CSV)
    for at, letter in enumerate(cell):
        first, last = found.span(at, at + 1)
        assert found.raw[first:last] == letter.replace('"', '""')


def test_fields_are_columns():
    found = read("a,b,a\n1,2,3\n", Form.CSV, fields=("a",))
    assert [passage.text for passage in found] == ["1", "3"]


def test_a_field_must_be_a_column():
    with pytest.raises(UsageError) as refused:
        read("\na;b\n", Form.CSV, fields=("b", "c"))
    assert (refused.value.code, refused.value.values) == ("no-such-field", {"value": "c", "names": "a, b"})


def test_cells_beyond_the_heading_bear_their_number():
    assert [p.part for p in read("a\n1,2\n", Form.CSV)] == ["a", "2"]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('"a"b,c', ["ab", "c"]),
        ('a"b,c', ['a"b', "c"]),
        ('"a,c', ["a,c"]),
        ("a,,c,", ["a", "c"]),
        ("a\rb", ["a", "b"]),
    ],
)
def test_odd_rows_are_read(row: str, cells: list[str]):
    assert [passage.text for passage in read(f"x,y\n{row}", Form.CSV)] == cells


def test_no_text_runs_from_one_cell_into_the_next():
    assert all(passage.lead == passage.tail == 0 for passage in read("a,b\n" + "1,2\n" * 1000, Form.CSV))


def test_long_cells_come_in_windows():
    found = read('a,b\n"' + 'call ""1""\n' * 20_000 + '",2', Form.CSV)
    assert "".join(p.text[p.lead : len(p.text) - p.tail] for p in found[:-1]) == 'call "1"\n' * 20_000
    assert all(len(passage.text) <= WINDOW for passage in found)
    assert {passage.part for passage in found} == {"a", "b"}


def test_rows_are_given_out_when_the_input_pauses():
    found = passages(iter([b"a,b\n1,2\n", b"", b"3"]), Form.CSV, Notes())
    assert [next(found).text, next(found).text] == ["1", "2"]
