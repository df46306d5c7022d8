"""docs/python.md: what it shows is what happens, and what it names is what there is."""

import contextlib
import io
import os
import re
import runpy
import shutil
import subprocess
import sys
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import contactfinder
from contactfinder import Explanation, Finder, Lookup, Ranked, Registry, Summary, Verdict, finder

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n(?:```text\n(.*?)```)?", PAGE, re.DOTALL)
README_BLOCKS = {
    name: re.findall(
        r"```python\n(.*?)```\n(?:\n?```text\n(.*?)```)?",
        (ROOT / name).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    for name in ("README.md", "README.zh-CN.md")
}
OWN = "name: Own Exchange\nkind: exchange\n"


def ran(code: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, names)
    return out.getvalue()


@pytest.fixture
def _in_a_folder_with_entries_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my-registry" / "platforms").mkdir(parents=True)
    (tmp_path / "my-registry" / "platforms" / "own-exchange.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_the_page_has_blocks_that_print() -> None:
    """Else the pattern above reads nothing."""
    assert len(BLOCKS) == PAGE.count("```python") >= 8 and sum(bool(out) for _, out in BLOCKS) >= 7


@pytest.mark.usefixtures("_in_a_folder_with_entries_of_ones_own")
def test_every_block_prints_what_stands_below_it() -> None:
    """Read from top to bottom, as one program."""
    names: dict[str, Any] = {}
    assert [(code, ran(code, names)) for code, _ in BLOCKS] == BLOCKS


@pytest.mark.parametrize("name", README_BLOCKS)
def test_the_readme_shows_what_happens_too(name: str) -> None:
    [(code, out)] = README_BLOCKS[name]
    assert ran(code, {}) == out


@pytest.mark.parametrize("method", ["open", "verify", "lookup", "instead"])
def test_the_page_names_every_option(method: str) -> None:
    options = [
        p.name for p in signature(getattr(Finder, method)).parameters.values() if p.kind is p.KEYWORD_ONLY
    ]
    assert options and [o for o in options if f"`{o}`" not in PAGE] == []


@pytest.mark.parametrize("shape", [Explanation, Lookup, Ranked, Registry, Summary, Verdict])
def test_the_page_names_every_field(shape: Any) -> None:
    assert [field for field in shape._fields if f"`{field}`" not in PAGE] == []


@pytest.mark.parametrize("name", [n for n in vars(Finder) if not n.startswith("_") and n != "index"])
def test_the_page_names_every_method(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


ERRORS = [n for n, c in vars(finder).items() if isinstance(c, type) and issubclass(c, Exception)]


@pytest.mark.parametrize("name", ERRORS)
def test_the_page_names_every_error(name: str) -> None:
    assert f"`{name}`" in PAGE or f"`{name}s" in PAGE
    assert name in contactfinder.__all__


@pytest.mark.parametrize("name", contactfinder.__all__)
def test_the_page_names_every_public_name(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


# -- types


def test_a_program_of_a_user_passes_strict_type_checking(tmp_path: Path) -> None:
    """The sample, and the page itself as one program; a name that is not there is seen."""
    (tmp_path / "page.py").write_text("".join(code for code, _ in BLOCKS), encoding="utf-8")
    (tmp_path / "wrong.py").write_text("from contactfinder import Findre\n", encoding="utf-8")
    shutil.copy(Path(__file__).with_name("typed_program.py"), tmp_path)
    assert checked(tmp_path, "page.py", "typed_program.py", "wrong.py") == [
        'wrong.py:1: error: Module "contactfinder" has no attribute "Findre"; maybe "Finder"?  [attr-defined]',
        "Found 1 error in 1 file (checked 3 source files)",
    ]


def checked(folder: Path, *programs: str) -> list[str]:
    """What the type checker says of programs, and not of the package they use."""
    options = ["--strict", "--config-file=", "--cache-dir=kept", "--follow-imports=silent"]
    words = [sys.executable, "-m", "mypy", *options, *programs]
    environ = {**os.environ, "MYPYPATH": str(Path(contactfinder.__file__).parents[1])}
    done = subprocess.run(words, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()


def test_the_sample_runs() -> None:
    runpy.run_path(str(Path(__file__).with_name("typed_program.py")), run_name="__main__")
