"""`import contactfinder` costs nothing; what is asked for is imported then."""

import subprocess
import sys
from pathlib import Path

import pytest

import contactfinder

SOURCE = str(Path(contactfinder.__file__).parents[1])


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has after some code and had not before."""
    start = f"import sys; sys.path.insert(0, {SOURCE!r}); before = set(sys.modules)\n"
    end = "\nsys.stdout.write(' '.join(set(sys.modules) - before))"
    words = [sys.executable, "-c", start + code + end]
    return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())


def test_the_package_alone_imports_nothing() -> None:
    assert loaded_by("import contactfinder; contactfinder.__version__") == {"contactfinder"}


@pytest.mark.parametrize(
    "question",
    ["platforms()", "lookup('coinbase')", "verify('+18889087930')", "to_json(f.lookup('coinbase'))"],
)
def test_a_question_loads_no_terminal_and_nothing_of_the_authors(question: str) -> None:
    found = loaded_by(f"from contactfinder import Finder; f = Finder.open(); f.{question}")
    assert found & {"typer", "rich", "yaml", "msgspec", "platformdirs", "phonenumbers"} == set()
    assert "contactfinder.cli" not in found


def test_a_look_up_by_name_reads_no_contact() -> None:
    """Nor does it judge any: the command line would start slower."""
    found = loaded_by("from contactfinder import Finder; Finder.open().lookup('tokenpocket')")
    assert found & {"contactfinder.contacts", "contactfinder.verify", "contactfinder.render"} == set()


@pytest.mark.parametrize("name", contactfinder.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(contactfinder, name).__name__ == name and name in dir(contactfinder)


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="Findre"):
        contactfinder.Findre  # type: ignore[attr-defined]  # noqa: B018
