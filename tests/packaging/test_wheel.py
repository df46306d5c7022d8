"""What users install: a wheel, made from the source distribution, that answers alone."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path

import pytest

from contactfinder import __version__

ROOT = Path(__file__).resolve().parents[2]
KEPT_OUT = (
    ".git",
    ".venv",
    "venv",
    "data",
    "dist",
    "build",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)

INFO = f"contactfinder-{__version__}.dist-info"

pytestmark = pytest.mark.xdist_group("wheel")


def build(place: Path) -> None:
    """A source distribution of a clean copy of the tree, and from that the wheel."""
    shutil.copytree(ROOT, place / "tree", ignore=shutil.ignore_patterns(*KEPT_OUT))
    command = [sys.executable, "-m", "build", "--outdir", str(place / "made"), str(place / "tree")]
    if importlib.util.find_spec("hatchling"):  # else `build` fetches it into a room of its own
        command.append("--no-isolation")
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, whichever worker comes first; the others wait for it."""
    place = tmp_path_factory.getbasetemp() / "wheel"
    if run_of_all := os.environ.get("PYTEST_XDIST_TESTRUNUID"):
        place = tmp_path_factory.getbasetemp().parent / f"wheel-{run_of_all}"
    try:
        place.mkdir()
        build(place)
    except FileExistsError:
        while not (place / "done").exists():
            time.sleep(0.1)
    finally:
        (place / "done").touch()
    return next((place / "made").glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked into a folder of its own, with the dependencies of this environment behind it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed package; the checkout and its editable install are out of sight."""
    start = (
        f"import sys; sys.path[:0] = [{str(installed)!r}, {sysconfig.get_path('purelib')!r}]; "
        "from contactfinder.cli import main; main()"
    )
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", start, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


@pytest.mark.parametrize(
    "name",
    [
        "contactfinder/data/registry.sqlite",
        "contactfinder/py.typed",
        "contactfinder/render/words/en.py",
        "contactfinder/render/words/zh.py",
        f"{INFO}/licenses/LICENSES/MIT.txt",
        f"{INFO}/licenses/LICENSES/CC0-1.0.txt",
        f"{INFO}/entry_points.txt",
    ],
)
def test_the_wheel_carries(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.getinfo(name).file_size > 0 or name.endswith("py.typed")


def test_the_wheel_makes_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "contactfinder = contactfinder.cli:main" in archive.read(f"{INFO}/entry_points.txt").decode()


def test_the_wheel_carries_nothing_that_only_authors_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        assert not [name for name in archive.namelist() if name.endswith((".yaml", ".pyc"))]
    assert tops == {"contactfinder", INFO}


def test_the_installed_program_answers_from_its_own_registry(installed: Path) -> None:
    done = run(installed, "lookup", "tokenpocket", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["platform"]["id"] == "tokenpocket"


def test_the_installed_program_speaks_chinese(installed: Path) -> None:
    done = run(installed, "lookup", "tokenpocket", "--lang", "zh")
    assert done.returncode == 0 and "真正的官方域名" in done.stdout


def test_the_installed_program_compiles_entries_of_ones_own(installed: Path, tmp_path: Path) -> None:
    """The authors' half is in the wheel too."""
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "mine.yaml").write_text("name: Mine\nkind: wallet\n", encoding="utf-8")
    done = run(installed, "show", "mine", "--json", "--registry", str(tmp_path))
    assert json.loads(done.stdout)["platform"]["name"] == "Mine"


def test_a_build_with_a_given_date_can_be_repeated(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH, as reproducible-builds.org has it."""
    digests = set()
    for name in ("one", "two"):
        target = tmp_path / f"{name}.sqlite"
        command = [
            sys.executable,
            "-m",
            "contactfinder",
            "registry",
            "build",
            str(ROOT / "registry"),
            str(target),
        ]
        environ = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}
        subprocess.run(command, env=environ, check=True, capture_output=True, timeout=60)
        digests.add(target.read_bytes())
    assert len(digests) == 1
