"""The registry itself, and the example entry of its README: both through the same door as CI."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from contactfinder.registry import entry, library, rules, source
from contactfinder.registry.entry import Fact, Platform
from contactfinder.registry.style import styled

REGISTRY = Path(__file__).parent.parent.parent / "registry"
EXAMPLES = Path(__file__).parent.parent / "examples"
README_ENTRY = re.search(r"```yaml\n(.*?)```", (REGISTRY / "README.md").read_text("utf-8"), re.DOTALL)[1]
OTHER = """\
name: Other Exchange
kind: exchange
domains:
  - domain: other-exchange.com
    evidence:
      - {source: "pypi:ccxt@4.5.90", published: 2026-10-23, read: 2026-11-22}
      - {source: "github:2factorauth/twofactorauth/entries/o/other-exchange.com.json@f3ac2ab", read: 2026-11-22}
"""
NOT_IN_AN_ENTRY = {"Impostor", "Sighting", "Publisher", "SharedHost", "Publishers", "Waiver"}


def checked(root: Path) -> tuple[library.Library, list[source.Problem]]:
    found = library.read(root)
    return found, library.problems(found, library.world(found, datetime.now(UTC).date()))


def test_the_registry_breaks_no_rule():
    """Every entry passes every rule."""
    found, problems = checked(REGISTRY)
    shown = [f"{p.file}:{p.line}:{p.column}: {p.rule} {p.case} {p.values}" for p in problems]
    assert shown == []
    assert len(found.entries) == len(list(REGISTRY.glob("platforms/*.yaml"))) > 0


def test_the_registry_has_no_files_that_nobody_reads():
    """A misplaced file, or one that ends in .yml, would be lost in silence."""
    read = {
        *library.files(REGISTRY),
        REGISTRY / "README.md",
        REGISTRY / "advice/README.md",
        REGISTRY / "schema.json",
    }
    assert {path for path in REGISTRY.rglob("*") if path.is_file()} <= read


def test_every_file_of_facts_is_in_the_one_style():
    """Else every change carries the style of its author: contactfinder registry fmt."""
    files = [(path, form) for part, form in library.FORMS.items() for path in REGISTRY.glob(part)]
    other = [path.name for path, form in files if styled(text := path.read_text("utf-8"), form) != text]
    assert len(files) > 300 and other == []


@pytest.fixture(scope="module")
def readme(tmp_path_factory):
    """The example entry of the README in a registry of its own, with the platform it points to."""
    root = tmp_path_factory.mktemp("readme")
    (root / "platforms").mkdir()
    (root / "platforms/example-exchange.yaml").write_text(README_ENTRY, encoding="utf-8")
    (root / "platforms/other-exchange.yaml").write_text(OTHER, encoding="utf-8")
    publishers = (EXAMPLES / "publishers.yaml").read_text("utf-8")
    publishers = publishers.replace("github:example-list-one/data", "pypi:ccxt")
    publishers = publishers.replace(
        "github:example-list-two/data", "github:2factorauth/twofactorauth/entries"
    )
    (root / "publishers.yaml").write_text(publishers, encoding="utf-8")
    return root


def test_the_entry_of_the_readme_breaks_no_rule(readme):
    """What contributors copy from passes."""
    assert checked(readme)[1] == []


def test_the_entry_of_the_readme_is_as_official_as_it_looks(readme):
    """Both domains are rooted, the second by a page of the first."""
    found, _ = checked(readme)
    record = library.records(found, library.world(found, datetime.now(UTC).date()))[0]
    assert {d["domain"]: d["via"] for d in record["domains"]} == {
        "example-exchange.com": None,
        "example-exchange.co.uk": "example-exchange.com",
    }
    assert {c["trust"] for c in record["channels"]} == {"official"}


def fields(form: type[Fact]) -> set[str]:
    return {f"{form.__name__}.{name}" for name in form.__struct_fields__}


FORMS = [
    form
    for form in vars(entry).values()
    if isinstance(form, type) and issubclass(form, Fact) and form.__module__ == entry.__name__
]


def test_the_entry_of_the_readme_shows_every_field():
    """A new field without an example fails: nobody writes what they have not seen."""
    inside = [form for form in FORMS if form.__name__ not in {*NOT_IN_AN_ENTRY, "Proven"}]
    assert used(README_ENTRY) == set().union(*map(fields, inside))


def used(text: str) -> set[str]:
    """Type and field of every key that is written out; evidence and values left at their default do not count."""
    data = source.read(text).data
    platform = msgspec.convert(data, Platform, strict=False)
    found = set()
    for where, value in rules.walk(platform):
        if isinstance(value, Fact):
            written = at(data, where)
            found |= {f"{type(value).__name__}.{key}" for key in written or ()}
    return found


def at(data: object, where: source.Where) -> object:
    for step in where:
        data = data[step]
    return data


@pytest.mark.parametrize("name", sorted(NOT_IN_AN_ENTRY))
def test_what_stands_outside_entries_has_examples(name):
    """Publishers, impostors and waivers: every field occurs in the registry or in an example."""
    files = (*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("clean/*/*.yaml"), *REGISTRY.rglob("*.yaml"))
    text = "".join(path.read_text("utf-8") for path in files)
    missing = {f for f in getattr(entry, name).__struct_fields__ if not re.search(rf"\b{f}:", text)}
    assert missing == set()


def test_a_new_type_is_either_in_an_entry_or_beside_it():
    """So that the test above cannot overlook it."""
    assert {form.__name__ for form in FORMS} >= NOT_IN_AN_ENTRY
