"""Entries of one's own over the built-in registry: seen at once, never trusted blindly, never in the way."""

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from contactfinder.cli import main
from contactfinder.errors import RegistryError
from contactfinder.registry import overlay
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.overlay import open_overlay
from contactfinder.verify import Status, verify

TODAY = date(2026, 11, 22)
ENTRY = """\
name: Own Exchange
kind: exchange
domains:
  - domain: own-exchange.com
    evidence:
      - {source: "github:2factorauth/twofactorauth/entries/o/own-exchange.com.json@abcdef1", read: 2026-11-01}
      - {source: "pypi:ccxt@4.5.90", read: 2026-11-01}
channels:
  - kind: email
    value: help@own-exchange.com
    evidence: [{source: "https://help.own-exchange.com/x", read: 2026-11-01}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    platforms = tmp_path / "mine" / "platforms"
    platforms.mkdir(parents=True)
    (platforms / "own-exchange.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path / "mine"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(folder: Path, cache: Path) -> Index:
    return open_overlay(folder, BUILT_IN, cache, TODAY)


def test_an_entry_of_ones_own_is_found_beside_the_built_in_ones(folder: Path, cache: Path) -> None:
    index = opened(folder, cache)
    assert index.named("Own Exchange") == ["own-exchange"]
    assert index.named("coinbase") == ["coinbase"]


def test_its_contacts_are_judged_like_any_other(folder: Path, cache: Path) -> None:
    assert verify("help@own-exchange.com", opened(folder, cache)).status is Status.OFFICIAL


def test_an_entry_replaces_the_built_in_one_of_the_same_id(folder: Path, cache: Path) -> None:
    (folder / "platforms" / "coinbase.yaml").write_text(
        "name: My Coinbase\nkind: exchange\n", encoding="utf-8"
    )
    index = opened(folder, cache)
    assert index.named("my coinbase") == ["coinbase"]
    assert index.listed("+18889087930") == []


def test_an_overlay_cannot_claim_the_contact_of_a_built_in_platform(folder: Path, cache: Path) -> None:
    claimed = ENTRY.replace("help@own-exchange.com", "service@tokenpocket.pro")
    (folder / "platforms" / "own-exchange.yaml").write_text(claimed, encoding="utf-8")
    with pytest.raises(RegistryError) as raised:
        opened(folder, cache)
    assert raised.value.values["rule"] == "claimed-twice"


@pytest.mark.parametrize("alias", ["Coinbase", "ｃｏｉｎ-base"])
def test_an_overlay_cannot_take_the_name_of_a_built_in_platform(
    folder: Path, cache: Path, alias: str
) -> None:
    (folder / "platforms" / "own-exchange.yaml").write_text(
        f"{ENTRY}aliases: ['{alias}']\n", encoding="utf-8"
    )
    with pytest.raises(RegistryError) as raised:
        opened(folder, cache)
    assert raised.value.values["rule"] in ("name-claimed-twice", "clean-text")


def test_a_changed_file_is_seen_at_once(folder: Path, cache: Path) -> None:
    """Also when it keeps its size and its time."""
    file = folder / "platforms" / "own-exchange.yaml"
    before = opened(folder, cache).meta["digest"]
    times = file.stat()
    file.write_text(ENTRY.replace("help@", "desk@"), encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    index = opened(folder, cache)
    assert index.meta["digest"] != before and index.listed("desk@own-exchange.com")


def test_a_new_and_a_removed_file_are_seen_at_once(folder: Path, cache: Path) -> None:
    opened(folder, cache)
    (folder / "platforms" / "second.yaml").write_text("name: Second\nkind: wallet\n", encoding="utf-8")
    assert opened(folder, cache).platform("second")
    (folder / "platforms" / "second.yaml").unlink()
    assert opened(folder, cache).platform("second") is None


def test_what_was_compiled_once_is_kept(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(folder, cache).close()
    monkeypatch.setattr(overlay, "_fill", None)
    assert opened(folder, cache).platform("own-exchange")


def test_old_work_is_swept_away(folder: Path, cache: Path) -> None:
    opened(folder, cache)
    (folder / "platforms" / "own-exchange.yaml").write_text(ENTRY.replace("help@", "desk@"), encoding="utf-8")
    opened(folder, cache)
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("place", [0, 100, 5000, -1])
def test_a_damaged_cache_is_built_again(folder: Path, cache: Path, place: int) -> None:
    opened(folder, cache).close()
    [file] = cache.iterdir()
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(content)
    assert opened(folder, cache).platform("own-exchange")
    assert [f for f in cache.iterdir() if f.read_bytes() == bytes(content)] == []


def test_a_file_slipped_into_the_cache_is_not_believed(folder: Path, cache: Path) -> None:
    opened(folder, cache).close()
    [file] = cache.iterdir()
    stem = file.stem.rpartition("-")[0]
    file.rename(cache / f"{stem}-{'0' * 32}.sqlite")
    assert opened(folder, cache).platform("own-exchange")
    assert not (cache / f"{stem}-{'0' * 32}.sqlite").exists()


def test_a_cache_that_cannot_be_made_costs_time_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert opened(folder, tmp_path / "file" / "cache").platform("own-exchange")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode there")
def test_the_cache_is_private(folder: Path, cache: Path) -> None:
    opened(folder, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_no_temporary_file_is_left_after_problems(folder: Path, cache: Path) -> None:
    (folder / "platforms" / "own-exchange.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(RegistryError):
        opened(folder, cache)
    assert list(cache.iterdir()) == []


def test_problems_exit_5_and_name_the_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "platforms" / "own-exchange.yaml").write_text(f"{ENTRY}colour: red\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["list", "--registry", str(folder), "--json"])
    error = json.loads(capsys.readouterr().out)["error"]
    assert (left.value.code, error["code"]) == (5, "registry-problems")
    assert "mine/platforms/own-exchange.yaml:12:9" in error["message"]


def test_a_folder_that_is_none_exits_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["list", "--registry", str(tmp_path / "none")])
    assert left.value.code == 5 and "none" in capsys.readouterr().err


def test_an_unknown_platform_is_stamped_with_the_registry_that_was_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["lookup", "no such thing", "--registry", str(folder), "--json"])
    assert "+" in json.loads(capsys.readouterr().out)["registry"]["digest"]


def test_two_processes_at_once_both_answer(folder: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "contactfinder",
        "show",
        "own-exchange",
        "--json",
        "--registry",
        str(folder),
    ]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    found = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len({out for out, _ in found}) == 1
