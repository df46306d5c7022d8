"""What is written twice is the same: pages against the tables, commands and answers they describe."""

import contextlib
import importlib.util
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from contactfinder.cli import authoring, main
from contactfinder.errors import ExitCode
from contactfinder.guidance.ranking import KIND_WEIGHTS, WEIGHTS
from contactfinder.guidance.times import RULES_OF_THUMB
from contactfinder.registry import rules
from contactfinder.registry.grades import Standing, Trust
from contactfinder.render.outputs import OUTPUTS
from contactfinder.render.words import Words
from contactfinder.verify import EXIT_CODES, Status, Why

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]
FILE_RULES = sorted(
    {code.split(".")[1] for code in Words("en")._table if code.startswith("problem.")}
    - {rules.name_of(rule) for rule in rules.RULES}
)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """The table rows of a page, cell by cell, without the marks around code."""
    lines = [line for line in page(name).splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]


def marked(name: str, what: str) -> str:
    found = re.search(rf"<!-- command: {what} -->\s+```sh\n(.*?)\n```", page(name), re.DOTALL)
    assert found, f"{name} has no command marked {what}"
    return found[1]


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- README


@pytest.mark.parametrize("what", ["run", "test"])
def test_both_readmes_have_the_same_commands(what: str) -> None:
    assert marked("README.md", what) == marked("README.zh-CN.md", what)


@pytest.mark.skipif(sys.platform == "win32", reason="CI runs it with awk")
def test_ci_runs_the_test_command_of_the_readme() -> None:
    found = re.search(r"test_command=\$\((awk '.*?' README\.md)\)", page(".ci/run"), re.DOTALL)
    assert found
    done = subprocess.run(["bash", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == marked("README.md", "test")


@pytest.mark.parametrize("readme", READMES)
def test_the_verdicts_and_their_exit_codes_are_those_of_the_program(readme: str) -> None:
    said = {}
    for row in rows(readme):
        name = re.split(r"[（ (]", row[0])[0]
        if name in set(Status):
            said[name] = int(row[-1])
    assert said == {status.value: int(code) for status, code in EXIT_CODES.items()}


@pytest.mark.parametrize("readme", READMES)
def test_every_exit_code_is_explained(readme: str) -> None:
    numbers = {int(cell) for row in rows(readme) for cell in row if re.fullmatch(r"\d{1,3}", cell)}
    assert numbers == {int(code) for code in ExitCode}


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize(
    "command", ["lookup", "verify", "list", "show", "explain", "registry check", "registry build"]
)
def test_a_command_nobody_can_read_about_does_not_exist(command: str, readme: str) -> None:
    assert f"contactfinder {command}" in page(readme)


@pytest.mark.parametrize(
    "name", [*READMES, *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page(name))
    assert [t for t in targets if not ((ROOT / name).parent / t).exists()] == []


# -- generated files


@pytest.fixture(scope="module")
def generated() -> dict[Path, str]:
    return dict(generate().files())


def test_every_generated_file_is_current(generated: dict[Path, str]) -> None:
    """Else run: python docs/generate.py."""
    stale = [
        p.relative_to(ROOT).as_posix()
        for p, text in generated.items()
        if not p.is_file() or p.read_text("utf-8") != text
    ]
    assert stale == []


def test_the_commands_page_has_every_command(generated: dict[Path, str]) -> None:
    headings = set(
        re.findall(r"^## `contactfinder ?(.*)`$", generated[ROOT / "docs" / "commands.md"], re.MULTILINE)
    )
    group = ["check", "build", "stats", "schema"]
    assert headings == {
        "",
        "lookup",
        "verify",
        "list",
        "show",
        "explain",
        "registry",
        *(f"registry {c}" for c in group),
    }


def test_every_answer_has_a_schema_file(generated: dict[Path, str]) -> None:
    named = {p.name.removesuffix(".schema.json") for p in generated if p.parent.name == "json"}
    assert named == set(OUTPUTS)


# -- docs/ranking.md, docs/trust.md, docs/json.md


@pytest.mark.parametrize(
    ("code", "weight"),
    [*WEIGHTS.items(), *((f"kind-{kind}", weight) for kind, weight in KIND_WEIGHTS.items())],
)
def test_the_ranking_page_has_every_weight(code: str, weight: int) -> None:
    assert [code, str(weight)] in [row[:2] for row in rows("docs/ranking.md")]


@pytest.mark.parametrize(("kind", "time"), RULES_OF_THUMB.items())
def test_the_ranking_page_has_every_rule_of_thumb(kind: str, time: str) -> None:
    assert [kind, time] in [row[:2] for row in rows("docs/ranking.md")]


def test_the_ranking_page_invents_no_weight() -> None:
    said = {row[0] for row in rows("docs/ranking.md") if len(row) > 1 and re.fullmatch(r"-?\d+", row[1])}
    assert said == set(WEIGHTS) | {f"kind-{kind}" for kind in KIND_WEIGHTS}


def test_check_counts_every_rule() -> None:
    """`registry check` says how many rules it applied."""
    assert len(FILE_RULES) == authoring.FILE_RULES


@pytest.mark.parametrize("rule", [*map(rules.name_of, rules.RULES), *FILE_RULES])
def test_the_trust_page_explains_every_rule(rule: str) -> None:
    assert rule in [row[0] for row in rows("docs/trust.md")]


@pytest.mark.parametrize("word", [*Standing, *Trust])
def test_the_trust_page_explains_every_grade(word: str) -> None:
    assert word in [row[0] for row in rows("docs/trust.md")]


@pytest.mark.parametrize("why", Why)
def test_the_json_page_explains_every_reason(why: Why) -> None:
    assert why.value in [row[0] for row in rows("docs/json.md")]


@pytest.mark.parametrize("field", sorted({f for shape in OUTPUTS.values() for f in shape.__annotations__}))
def test_the_json_page_names_every_field(field: str) -> None:
    assert f"`{field}`" in page("docs/json.md") or f"`{field}." in page("docs/json.md")


RECIPES = re.findall(
    r"<!-- recipe: contactfinder (.*?) -->\s+```jq\n(.*?)\n```\s+```\w*\n(.*?)\n```",
    page("docs/json.md"),
    re.DOTALL,
)


def test_there_are_recipes() -> None:
    assert len(RECIPES) >= 5 and len(RECIPES) == page("docs/json.md").count("<!-- recipe:")


@pytest.mark.parametrize(
    ("command", "program", "expected"), RECIPES, ids=[f"{c} {p}"[:60] for c, p, _ in RECIPES]
)
def test_a_recipe_gives_what_the_page_prints(command: str, program: str, expected: str) -> None:
    jq = pytest.importorskip("jq")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit):
        main(shlex.split(command))
    found = [
        item for line in out.getvalue().splitlines() for item in jq.compile(program).input_text(line).all()
    ]
    assert found == [json.loads(line) for line in expected.splitlines()]
