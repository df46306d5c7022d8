"""The share of disguised contacts that are found counts what it says, and too small a share is a failure."""

import json
from pathlib import Path

import pytest
import renderings
from carriers import Case, Expected
from renderings import Outcome, Row

PHONE = Expected("phone", "+12025550123")
TEXT = "Call Coinbase customer support at 1✦202✦555✦0143 now."


def outcome(style: str, *found: bool, by_matcher: bool = False, kind: str = "phone") -> Outcome:
    expect = tuple(Expected(kind, "x") for _ in found)
    return Outcome(Case(style, "text", expect), found, tuple(by_matcher for _ in found), ())


def test_contacts_are_counted_by_style():
    found = [outcome("one", True, by_matcher=True), outcome("two", False), outcome("one", True, False)]
    assert renderings.rows(found) == [Row("one", 3, 2, 1), Row("two", 1, 0, 0)]


def test_the_matcher_has_no_part_in_links():
    rows = renderings.rows([outcome("one", True), outcome("two", True, kind="url")])
    assert [row.by_matcher for row in (*rows, renderings.total("all", rows))] == [0, None, None]


def test_texts_without_a_contact_stand_apart():
    quiet = Outcome(Case("calm", "text", ()), (), (), ("+12025550123",))
    assert renderings.rows([quiet]) == []
    assert "1 texts, something found in 1" in renderings.report([quiet])
    assert list(renderings.misses([quiet])) == ["false\tcalm\t–\t+12025550123\t'text'"]


@pytest.mark.parametrize(
    ("rows", "enough"),
    [
        ([Row("one", 100, 98, 0)], True),
        ([Row("one", 100, 97, 0)], False),
        ([Row("one", 1000, 1000, 0), Row("two", 10, 8, 0)], False),
        ([Row("one", 1000, 1000, 0), Row("two", 10, 9, 0)], True),
        ([], True),
    ],
)
def test_both_limits_are_kept(rows: list[Row], enough: bool):
    assert renderings.is_enough(rows) is enough


def test_a_text_is_scanned_and_matched():
    case = Case("symbols", TEXT, (Expected("phone", "+12025550143"), PHONE))
    found = renderings.measured(case)
    assert (found.found, found.by_matcher, found.contacts) == (
        (True, False),
        (False, False),
        ("+12025550143",),
    )


def test_the_matcher_reads_line_by_line():
    assert renderings.matched("+1 202 555\n0143 or +1 202 555 0143") == {"+12025550143"}


@pytest.mark.parametrize(
    ("expected", "canonical"),
    [
        (Expected("phone", "+1 202-555-0143"), ("phone", "+12025550143")),
        (Expected("url", "HTTPS://Evil.example"), ("url", "https://evil.example/")),
        (Expected("handle", "telegram:Help_Desk"), ("handle", "telegram:help_desk")),
        (Expected("phone", "no number"), ("phone", "no number")),
    ],
)
def test_expected_contacts_are_compared_as_findings_tell_them(expected: Expected, canonical: tuple[str, str]):
    assert renderings.canonical(expected) == canonical


def test_every_posted_number_stands_in_three_sentences_of_three_languages():
    cases = list(renderings.posted())
    styles = {case.style for case in cases}
    assert styles == {"as posted, English", "as posted, Chinese", "as posted, Spanish"}
    assert all(len(sentences) >= 3 for sentences in renderings.SENTENCES.values())
    assert len(cases) >= 9 * 200


def lines(path: Path, *records: object) -> str:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return str(path)


def record(contact: str) -> dict[str, object]:
    return {"text": TEXT, "expect": [{"kind": "phone", "contact": contact}], "style": "mine"}


def test_cases_of_your_own_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = lines(tmp_path / "cases", record("+12025550143"))
    assert renderings.main(["--jsonl", path]) == 0
    assert "| mine | 1 | 1 | 100.0 % | 0.0 % |" in capsys.readouterr().out


def test_a_miss_gives_exit_1_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, details = lines(tmp_path / "cases", record("+12025550144")), tmp_path / "details"
    assert renderings.main(["--jsonl", path, "--details", str(details), "--show", "1"]) == 1
    told = details.read_text(encoding="utf-8")
    assert told == f"missed\tmine\t+12025550144\t+12025550143\t{TEXT!r}\n"
    assert told in capsys.readouterr().out
