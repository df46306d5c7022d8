"""The hooks for pre-commit, run as pre-commit runs them: entry, arguments, then the names of the files."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HOOKS = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
FAKE = "Coinbase support, call +1-(2O6)-8O6-3886\n"
CLEAN = "Press the green button.\n"


def run(hook: str, folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    said = HOOKS[hook]
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program, *arguments = shlex.split(said["entry"]) + said.get("args", [])
    found = shutil.which(program, path=programs)
    assert found
    command = [found, *arguments, *(names if said.get("pass_filenames", True) else ())]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.parametrize(("text", "code"), [(FAKE, 1), (CLEAN, 0)], ids=["fake", "clean"])
def test_a_commit_with_a_fake_contact_is_stopped(text: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    done = run("contactfinder-scan", tmp_path, "page.md")
    assert done.returncode == code
    assert done.stdout.startswith("page.md:1:24: impostor +12068063886") == bool(code)


@pytest.mark.parametrize("name", ["--help", "--all", "-x.md"])
def test_a_file_is_no_option_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FAKE, encoding="utf-8")
    done = run("contactfinder-scan", tmp_path, name)
    assert (done.returncode, done.stdout.startswith(f"{name}:1:24: impostor")) == (1, True)


def test_a_sound_registry_passes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "registry", tmp_path / "registry")
    done = run("contactfinder-registry-check", tmp_path, "registry/platforms/a.yaml")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_registry_with_a_mistake_is_stopped(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "registry", tmp_path / "registry")
    (tmp_path / "registry" / "platforms" / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    assert run("contactfinder-registry-check", tmp_path).returncode == 5
