"""What is written twice is the same: pages against the tables, commands and answers they describe."""

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from typer.main import get_command

from contactfinder.cli import authoring, main
from contactfinder.cli.boundary import whole
from contactfinder.errors import ExitCode
from contactfinder.guidance.ranking import KIND_WEIGHTS, WEIGHTS
from contactfinder.guidance.times import HARDER, RULES_OF_THUMB
from contactfinder.registry import library, rules
from contactfinder.registry.grades import Standing, Trust
from contactfinder.registry.handbook import book, form
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.occasions import Leak, Role, When
from contactfinder.render import outputs
from contactfinder.render.outputs import OUTPUTS
from contactfinder.render.words import Words
from contactfinder.secrets import secret_in
from contactfinder.verify import EXIT_CODES, Status, Why

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]
HANDBOOK_RULES = [rules.name_of(rule) for rule in handbook_rules.RULES]
FILE_RULES = sorted(
    {code.split(".")[1] for code in Words("en")._table if code.startswith("problem.")}
    - {rules.name_of(rule) for rule in rules.RULES}
    - set(HANDBOOK_RULES)
)
PROGRAM = get_command(whole()).commands  # type: ignore[attr-defined]
GROUPS = ["case", "registry"]
COMMANDS = [
    *sorted(set(PROGRAM) - set(GROUPS)),
    *(f"{group} {name}" for group in GROUPS for name in sorted(PROGRAM[group].commands)),
]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str, section: str = "") -> list[list[str]]:
    """The table rows of a page or one section of it, cell by cell, without the marks around code."""
    text = page(name)
    if section:
        text = re.split(r"^##+ ", text.split(f"## {section}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]


def codes(name: str, section: str = "") -> list[str]:
    """What stands in code in the first cells of the tables."""
    return [row[0] for row in rows(name, section)[2:]]


def marked(name: str, what: str) -> str:
    found = re.search(rf"<!-- command: {what} -->\s+```sh\n(.*?)\n```", page(name), re.DOTALL)
    assert found, f"{name} has no command marked {what}"
    return found[1]


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
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_nobody_can_read_about_does_not_exist(command: str, readme: str) -> None:
    assert re.search(rf"^\| `contactfinder {command}\b", page(readme), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "docs").glob("*.md")))
def test_both_readmes_lead_to_every_page(name: str) -> None:
    assert [readme for readme in READMES if f"(docs/{name}" not in page(readme)] == []


@pytest.mark.parametrize(
    "name", [*READMES, *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page(name))
    assert [t for t in targets if not ((ROOT / name).parent / t).exists()] == []


# -- generated files


@pytest.fixture(scope="module")
def generated(script: Callable[[str], ModuleType]) -> dict[Path, str]:
    return dict(script("docs/generate.py").files())


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
    assert headings == {"", *GROUPS, *COMMANDS}


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
    """The plain one, and the wider one where money or security is at stake."""
    assert [kind, time, HARDER[kind]] in [[*row[:2], row[3]] for row in rows("docs/ranking.md") if row[3:]]


def test_the_ranking_page_invents_no_weight() -> None:
    said = {row[0] for row in rows("docs/ranking.md") if len(row) > 1 and re.fullmatch(r"-?\d+", row[1])}
    assert said == set(WEIGHTS) | {f"kind-{kind}" for kind in KIND_WEIGHTS}


def test_check_counts_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """`registry check` says how many rules it applied, those of the handbook too."""
    assert set(authoring.FILE_RULES) == set(FILE_RULES)
    with pytest.raises(SystemExit):
        main(["registry", "check", str(ROOT / "registry"), "--json"])
    said = json.loads(capsys.readouterr().out)["rules"]
    assert said == len(rules.RULES) + len(HANDBOOK_RULES) + len(FILE_RULES)


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


NESTED = {name: shape for name, shape in vars(outputs).items() if name.endswith("Out")}


@pytest.mark.parametrize("name", sorted(NESTED))
def test_the_json_page_names_every_field_of_every_part(name: str) -> None:
    text = page("docs/json.md")
    assert [f for f in NESTED[name].__annotations__ if f"`{f}`" not in text and f".{f}`" not in text] == []


@pytest.mark.parametrize("role", Role)
def test_the_json_page_names_every_role(role: Role) -> None:
    assert f"`{role.value}`" in page("docs/json.md")


# -- the handbook


def steps_in(file: str) -> list[str]:
    return [step.id for f in BOOK.steps if Path(f.file).stem == file for step in f.value or []]


BOOK = book.read(ROOT / "registry")
SHARED = ["look-at-notices", "tried-everything", "never-search"]  # of a look-up and of the way out


def test_the_pages_say_when_every_step_appears() -> None:
    """Those of the emergency plans are in the plans themselves."""
    way_out = {*steps_in("unreachable"), *SHARED}
    assert set(codes("docs/unreachable.md", "The steps")) == way_out
    look_up = set(codes("docs/ranking.md", "Advice"))
    assert look_up == {*steps_in("lookup"), "unlisted-procedure", *(look_up & way_out)} - {"tried-everything"}


def test_the_page_of_cases_says_when_every_step_appears() -> None:
    assert codes("docs/case.md", "What now") == [
        "case-is-closed",
        *(step for step in steps_in("case") if step != "case-is-closed"),
    ]


def test_every_step_of_a_plan_has_a_sentence_and_every_sentence_a_page(generated: dict[Path, str]) -> None:
    text = generated[ROOT / "docs" / "advice.md"]
    assert [s.id for s in book.items(BOOK.steps) if f"- `{s.id}`\n" not in text] == []
    assert [g.country for g in book.values(BOOK.countries) if f"\n### {g.country}\n" not in text] == []


@pytest.mark.parametrize(
    ("section", "first", "expected"),
    [
        ("What leaked", "what", {leak.value for leak in Leak} - {"unsaid"}),
        ("The plans", "due", {when.value for when in When}),
        ("The plans", "condition", {*map(str, form.Custody), *map(str, form.Condition), "unless"}),
        ("The plans", "shows", set(map(str, form.Shows))),
    ],
)
def test_the_page_of_emergencies_has_every_word_of_the_plans(
    section: str, first: str, expected: set[str]
) -> None:
    text = page("docs/emergency.md").split(f"## {section}\n")[1].split("\n## ")[0]
    table = text.split(f"| {first} |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == expected


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("abandon " * 11, "seed-phrase"),
        ("a1" * 32, "private-key"),
        ("code 123456", "one-time-code"),
        ("PIN: 1234", "pin"),
        ("password: x", "password"),
        ("4111 1111 1111 1111", "card-details"),
    ],
)
def test_the_page_of_messages_has_every_kind_of_secret(text: str, secret: str) -> None:
    assert secret_in(text) == secret
    assert secret in codes("docs/prepare.md", "What is refused")


def test_the_page_of_messages_has_every_way_of_sending() -> None:
    assert {row[1] for row in rows("docs/prepare.md", "The checklist")[2:]} == set(map(str, form.Sending))


def test_the_page_of_messages_names_what_may_be_as_long_as_a_hash() -> None:
    [checklist] = book.values(BOOK.checklists)
    assert [d.id for d in checklist.details if d.hash and f"`{d.id}`" not in page("docs/prepare.md")] == []


HANDBOOK_PAGE = "registry/advice/README.md"


@pytest.mark.parametrize("rule", HANDBOOK_RULES)
def test_the_page_of_the_handbook_explains_every_rule(rule: str) -> None:
    assert rule in codes(HANDBOOK_PAGE, "The rules")


def test_the_examples_of_the_handbook_break_no_rule(tmp_path: Path) -> None:
    """Through the same door as the real ones. One plan and one language are shown of all that there must be."""
    examples = re.findall(r"```yaml\n# registry/(\S+)\n(.*?)```", page(HANDBOOK_PAGE), re.DOTALL)
    for name, text in examples:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = library.read(tmp_path)
    broken = {p[0::4] for p in library.problems(found, library.world(found, datetime.now(UTC).date()))}
    assert all(found.book) and len(examples) == len(book.PARTS)
    assert broken == {("plan-step", "missing"), ("message-complete", "language")}


SHAPES = [s for s in vars(form).values() if isinstance(s, type) and issubclass(s, msgspec.Struct)]


@pytest.mark.parametrize(
    "shape", [s for s in SHAPES if s.__module__ == form.__name__], ids=lambda s: s.__name__
)
def test_the_examples_of_the_handbook_have_every_field(shape: type[msgspec.Struct]) -> None:
    examples = "".join(re.findall(r"```yaml\n(.*?)```", page(HANDBOOK_PAGE), re.DOTALL))
    names = [f.encode_name for f in msgspec.structs.fields(shape)]
    assert [name for name in names if not re.search(rf"(?<![\w-]){name}:", examples)] == []


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
