"""CSV that every program reads alike and no spreadsheet computes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_findings import BOLD, HOSTILE, every_kind, finding, impostor, unknown

from contactfinder.render.spreadsheet import COLUMNS, harmless, heading, row

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u3000=1",
    "﹢1",
]


def cells(source: str, found) -> dict[str, str]:
    [names, values] = csv.reader(io.StringIO(heading() + row(source, found), newline=""))
    return dict(zip(names, values, strict=True))


def test_a_row_has_every_column(index) -> None:
    assert cells("a.txt", impostor(index)) == {
        "source": "a.txt",
        "line": "1",
        "column": "53",
        "start": "52",
        "end": "66",
        "verdict": "impostor",
        "kind": "phone",
        "contact": "'+18445550199",
        "claimed_for": "example-exchange",
        "disguise": "other-digits",
        "signals": "call urgency",
        "raw": BOLD,
    }


def test_what_is_not_known_is_empty(index) -> None:
    found = cells("a.txt", unknown(index, None))
    assert [found[name] for name in ("claimed_for", "disguise", "signals")] == ["", "", ""]


def test_rows_end_as_the_standard_says(index) -> None:
    assert heading() == ",".join(COLUMNS) + "\r\n"
    assert all(row("a", found).endswith("\r\n") for found in every_kind(index))


@pytest.mark.parametrize("text", [*HOSTILE.values(), *FORMULAS, 'a"b,c;d'])
def test_text_from_outside_stays_in_its_cell(index, text: str) -> None:
    shown = row(text, finding(index, text, "+18445550199", before=text))
    assert shown.count("\n") == 1 and not {"\x1b", "\u202e", "\u200b"} & set(shown)
    assert len(next(csv.reader([shown]))) == len(COLUMNS)
    shown.encode()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text(index, text: str) -> None:
    shown = cells(text, finding(index, text, "+18445550199"))
    assert [shown[name][0] for name in ("source", "raw")] == ["\\" if text < " " else "'"] * 2


@given(st.text(st.characters(exclude_categories=())))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert harmless(text).lstrip()[:1] not in {*"=+-@\t\r＝＋－＠"} - {""}
