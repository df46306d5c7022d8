"""The forms for issues: what a code host reads, and what people read in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")
HAN = re.compile("[一-鿿]")


def form(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert [path.stem for path in FORMS] == ["add-platform", "impostor", "removal", "wrong-contact"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_code_host_can_read_the_form(path: Path) -> None:
    """Keys and kinds of fields as documented for issue forms; ids stand once; every field has a label."""
    found = form(path)
    fields = [field for field in found["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    assert set(found) == {"name", "description", "title", "labels", "body"}
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len(ids) == len(set(ids)) and all(field["attributes"]["label"] for field in fields)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_text_of_a_form_stands_in_both_languages(path: Path) -> None:
    """Only the name of a command is the same in both."""
    found = form(path)
    texts = [found["name"], found["description"]]
    for field in found["body"]:
        about = field["attributes"]
        options = [option["label"] for option in about.get("options", ())]
        texts += [text for key in ("label", "description", "value") if (text := about.get(key))] + options
    assert [
        t for t in texts if not (HAN.search(t) and re.search("[a-z]{2}", t)) and not t.startswith("`")
    ] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_begins_with_what_cannot_wait(path: Path) -> None:
    """Whoever is losing money reads the first line only."""
    first = form(path)["body"][0]["attributes"]["value"]
    assert "contactfinder emergency" in first.splitlines()[0]


def test_nothing_can_be_reported_without_a_form() -> None:
    """An empty text has no source."""
    assert form(FOLDER / "config.yml") == {"blank_issues_enabled": False}
