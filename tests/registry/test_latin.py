"""Chinese names are found by how they are typed on a keyboard without Chinese."""

from datetime import date
from pathlib import Path

import pytest

from contactfinder.registry.build import build
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.latin import in_pinyin


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("币安", ["bi an"]),
        ("芝麻开门", ["zhi ma kai men", "zmkm"]),
        ("TP钱包", ["TP qian bao"]),  # its initials would be made of two kinds of letters
        ("OKX", []),
    ],
)
def test_a_name_in_pinyin(name: str, expected: list[str]) -> None:
    """All syllables without tones; initials of three and more."""
    assert list(in_pinyin({"zh-Hans": [name]})) == expected


def test_japanese_names_are_not_read_as_chinese() -> None:
    """取引所 has no pinyin that anybody would type."""
    assert list(in_pinyin({"ja": ["取引所"]})) == []


@pytest.mark.parametrize("typed", ["bi an", "Bi'an", "BIAN", "bì ān"])
def test_a_platform_is_found_by_the_pinyin_of_its_name(typed: str) -> None:
    """Blanks, case, apostrophes and tone marks do not matter."""
    index = Index.open(BUILT_IN)
    assert index.named(typed) == ["binance"]


def test_a_reading_takes_nobodys_name(tmp_path: Path) -> None:
    """A platform that is called Bian itself is found alone by it, in whatever order the two were written."""
    for name, entry in (("a", "Bian"), ("z", "Bian Two"), ("m", "Other\nnames: {zh-Hans: [币安]}")):
        path = tmp_path / "registry" / "platforms" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name: {entry}\nkind: exchange\n", encoding="utf-8")
    build(tmp_path / "registry", tmp_path / "index.sqlite", date(2026, 11, 28))
    assert Index.open(tmp_path / "index.sqlite").named("bian") == ["a"]


def test_pinyin_is_shown_nowhere() -> None:
    """It is how a name is typed, not a name."""
    record = Index.open(BUILT_IN).platform("binance")
    assert record is not None and "bi an" not in str(record)
