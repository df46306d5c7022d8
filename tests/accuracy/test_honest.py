"""False alarms are counted in words, by verdict and kind."""

from pathlib import Path

import honest
import pytest
from honest import Found, Told

ALARM = "Call Coinbase customer support at 1-888-383-2936 now."


def found(verdict: str, kind: str = "phone") -> Found:
    return Found("file", 1, verdict, kind, "+1", "–", "around")


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("two words", 2), ("don't well-known", 2), ("客服电话 call", 5), ("1-888 — !", 1)],
)
def test_a_chinese_character_counts_as_a_word(text: str, count: int):
    assert honest.words(text) == count


def test_findings_are_counted_by_verdict_and_kind():
    table = honest.report(
        [Told(30_000, (found("official"), found("unknown"))), Told(20_000, (found("unknown"),))]
    )
    assert "2 files, 50,000 words" in table
    assert "| unknown | phone | 2 | 4.00 |" in table
    assert "| **all but official** |  | 2 | 4.00 |" in table


def test_nothing_read_has_no_rate():
    assert "| **all but official** |  | 0 | – |" in honest.report([])


def test_a_folder_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "one.txt").write_text(ALARM, encoding="utf-8")
    (tmp_path / "two.md").write_text("Nothing to see here.", encoding="utf-8")
    honest.main([str(tmp_path), "--show"])
    told = capsys.readouterr().out
    assert "2 files, 11 words" in told
    assert "one.txt:1  impostor  phone  +18883832936  coinbase" in told


def test_a_path_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SystemExit, match="nowhere"):
        honest.main([str(tmp_path / "nowhere")])


def test_what_is_shown_has_no_control_characters():
    assert "\x1b" not in honest.shown(found("un\x1bknown"))
