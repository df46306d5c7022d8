"""Setting a date changes the dates that it says, and not one byte besides."""

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.errors import RegistryError
from contactfinder.recheck.writing import date_checked, with_dates
from contactfinder.registry.source import read

DAY = "2026-11-28"
FIRST = ("channels", 0, "evidence", 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('- {source: "a", read: 2026-11-22}', '- {source: "a", read: 2026-11-22, checked: 2026-11-28}'),
        ("- {read: 2026, source: a b}  # why", "- {read: 2026, source: a b, checked: 2026-11-28}  # why"),
        ("- { source: a , read: 2026 , }", "- { source: a , read: 2026, checked: 2026-11-28 , }"),
        ("- {checked: 2026-01, read: 2025}", "- {checked: 2026-11-28, read: 2025}"),
        ('- {source: a, "checked": "2026-01-01"}', '- {source: a, "checked": 2026-11-28}'),
        ("- {source: a,\n       read: 2026}", "- {source: a,\n       read: 2026, checked: 2026-11-28}"),
        (
            "- source: a # one\n        read: 2026 # two\n",
            "- source: a # one\n        checked: 2026-11-28\n        read: 2026 # two\n",
        ),
        ("- source: a\n        checked: 2026 # x", "- source: a\n        checked: 2026-11-28 # x"),
        (
            "- read: 2026\n        source: >-\n          a\n\n",
            "- read: 2026\n        checked: 2026-11-28\n        source: >-\n          a\n\n",
        ),
    ],
)
def test_the_date_goes_where_an_author_would_put_it(before: str, after: str) -> None:
    head = "# 名录 🪙\nname: Ｘ\nchannels:\n  - kind: phone # it's {\n    evidence:\n      "
    assert with_dates(head + before, [FIRST], DAY) == head + after


def evidence(source: str, comment: str, style: int, checked: str | None) -> list[str]:
    """One piece of evidence in one of three styles, its lines not yet indented."""
    fields = [f'source: "{source}"', "read: 2026-11-22", *([f"checked: {checked}"] if checked else [])]
    if style == 0:
        return [f"- {{{', '.join(fields)}}} # {comment}"]
    if style == 1:
        return [f"- {{{fields[0]},", f"   {', '.join(fields[1:])}}}  # {comment}"]
    return [f"- {fields[0]} # {comment}", *(f"  {field}" for field in fields[1:])]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='"\\'), max_size=8
)
PIECES = st.lists(
    st.builds(evidence, TEXT, TEXT, st.integers(0, 2), st.sampled_from([None, "2026", "2026-11-23"])),
    min_size=1,
    max_size=3,
)


@given(PIECES, st.data(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_nothing_else_changes(pieces: list[list[str]], data: st.DataObject, end: str, mark: str) -> None:
    """Whatever stands around it: the new text without the dates that were set is the old one without them."""
    lines = ["# 名录", "name: X", "channels:", "  - value: '# {no comment}' # 🪙", "    evidence:"]
    text = mark + end.join([*lines, *(f"    {line}" for piece in pieces for line in piece), ""])
    chosen = data.draw(st.sets(st.integers(0, len(pieces) - 1)))
    after = with_dates(text, [("channels", 0, "evidence", n) for n in chosen], DAY)
    expected = read(text).data
    for number in chosen:
        expected["channels"][0]["evidence"][number]["checked"] = DAY
    assert read(after).data == expected
    assert without_dates(after, end) == without_dates(text, end)


def without_dates(text: str, end: str) -> list[str]:
    """The lines without any date of checking, in whichever style it stands."""
    for day in (DAY, "2026-11-23", "2026"):
        text = text.replace(f", checked: {day}", "")
    return [line for line in text.split(end) if not line.strip().startswith("checked:")]


# -- the file


ENTRY = 'name: X # y\r\nchannels:\r\n  - evidence:\r\n      - {source: "a", read: 2026}\r\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(ENTRY.encode())
    return path


def known() -> Any:
    return read(ENTRY).data


def test_a_file_keeps_its_bytes_its_rights_and_its_line_ends(path: Path) -> None:
    path.chmod(0o640)
    date_checked(path, known(), [FIRST], DAY)
    assert path.read_bytes() == ENTRY.replace("2026}", f"2026, checked: {DAY}}}").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    date_checked(link, known(), [FIRST], DAY)
    assert link.is_symlink() and DAY in path.read_text()


def test_a_file_that_was_changed_meanwhile_is_left_alone(path: Path) -> None:
    """The places were found in another text: a date there would vouch for what nobody saw."""
    path.write_text(ENTRY.replace("a", "b"), newline="")
    before = path.read_bytes()
    with pytest.raises(RegistryError) as refused:
        date_checked(path, known(), [FIRST], DAY)
    assert (refused.value.code, path.read_bytes()) == ("recheck-changed", before)


@pytest.mark.parametrize(
    "where", [("channels", 1, "evidence", 0), ("channels",), ("name", "evidence"), ("no",)]
)
def test_a_place_that_is_not_there_changes_nothing(path: Path, where: tuple[str | int, ...]) -> None:
    with pytest.raises(RegistryError):
        date_checked(path, known(), [where], DAY)
    assert path.read_bytes() == ENTRY.encode()


def test_a_form_that_takes_no_date_is_left_alone(path: Path) -> None:
    """What an edit would break is seen before it is written."""
    text = "channels:\n  - evidence:\n      - ? source\n        : a\n        ? read\n        : 2026\n"
    path.write_text(text)
    with pytest.raises(RegistryError):
        date_checked(path, read(text).data, [FIRST], DAY)
    assert path.read_text() == text


def test_a_write_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("contactfinder.registry.source.os.fsync", full)
    with pytest.raises(RegistryError) as refused:
        date_checked(path, known(), [FIRST], DAY)
    assert (refused.value.code, path.read_bytes()) == ("registry-write", ENTRY.encode())
    assert list(path.parent.iterdir()) == [path]
