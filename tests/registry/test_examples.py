"""An example file is a test: each folder holds registries that break exactly the rule it is named after."""

import ast
import inspect
import shutil
from datetime import date
from pathlib import Path

import pytest

from contactfinder.registry import forms, library, rules, source
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.source import Problem

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())
OF_FILES = {
    "handwritten-trust",
    "syntax",
    "form",
    "impostor",
    "publisher",
    "waiver",
}  # rules of whole files, not of entries
RULES = {rules.name_of(rule) for rule in (*rules.RULES, *handbook_rules.RULES)} | OF_FILES
MISSED = {  # chosen by the form that is needed
    *("pattern", "not-a-list", "not-fields", "not-a-switch", "not-a-number", "not-a-text"),
}
CASE_AT = {
    "Finding": 1,
    "Mistake": 1,
    "Trouble": 0,
    "Problem": 4,
}  # which argument of these calls is the case


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def furnished(example: Path, room: Path) -> Path:
    """A copy of the example with the shared publishers beside it, unless it brings its own."""
    root = Path(shutil.copytree(example, room / "registry"))
    if not (root / "publishers.yaml").exists():
        shutil.copy(FOLDER / "publishers.yaml", root)
    return root


def problems(example: Path, room: Path) -> list[Problem]:
    """Through the same door as CI."""
    found = library.read(furnished(example, room))
    return library.problems(found, library.world(found, TODAY))


@pytest.mark.parametrize("example", EXAMPLES, ids=shown)
def test_example_breaks_the_rule_it_is_filed_under(example, tmp_path):
    """Exactly that rule and no other; those filed under `clean` break none."""
    found = {p.rule for p in problems(example, tmp_path)}
    assert {example.parent.name} - {"clean"} == found


def test_every_rule_has_examples():
    """A rule that no example breaks may check nothing; a folder named after no rule is a typing error."""
    assert {example.parent.name for example in EXAMPLES} - {"clean"} == RULES


def test_a_waiver_that_has_ended_waives_nothing(tmp_path):
    """The rule speaks again, and the waiver is to be removed."""
    example = Path(shutil.copytree(FOLDER / "clean/waived", tmp_path / "ended"))
    waivers = example / "waivers.yaml"
    waivers.write_text(waivers.read_text().replace("2026-12-31", "2026-11-21"))
    assert {p.rule for p in problems(example, tmp_path)} == {"evidence-missing", "waiver"}


def cases(module: object) -> set[str]:
    """Every case a module can report, read from its text: in calls, in what `str | None` functions return."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CASE_AT:
            found |= words(node.args[CASE_AT[node.func.id]])
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "str | None":
            found |= {
                w for r in ast.walk(node) if isinstance(r, ast.Return) and r.value for w in words(r.value)
            }
    return found


def words(node: ast.AST) -> set[str]:
    """The text constants that the expression can be; the tests of its conditions left out."""
    if isinstance(node, ast.IfExp):
        return words(node.body) | words(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_every_case_occurs_in_some_example(tmp_path):
    """Each sentence that an author can read has an example that makes the program say it."""
    modules = (rules, source, forms, library, handbook_rules)
    known = set().union(*map(cases, modules), rules._HOURS_TRAPS, forms._SHAPES.values(), MISSED)
    seen = {p.case for i, example in enumerate(EXAMPLES) for p in problems(example, tmp_path / str(i))}
    assert seen == known


@pytest.mark.parametrize(
    ("example", "place"),
    [
        ("syntax/not-yaml", "platforms/example-exchange.yaml:2:14"),
        ("syntax/tab", "platforms/example-exchange.yaml:5:1"),
        ("syntax/control-character", "platforms/example-exchange.yaml:4:13"),
        ("syntax/encoding", "platforms/example-exchange.yaml:2:9"),
        ("syntax/repeated-key", "platforms/example-exchange.yaml:4:1"),
        ("form/unknown-kind", "platforms/example-exchange.yaml:8:11"),
        ("form/language", "platforms/example-exchange.yaml:5:25"),
        ("handwritten-trust/channel", "platforms/example-exchange.yaml:6:12"),
        ("source-form/words", "platforms/example-exchange.yaml:7:18"),
        ("country-code/region", "platforms/example-exchange.yaml:7:19"),
        ("claimed-twice/same-entry", "platforms/example-exchange.yaml:9:5"),
        ("impostor/again", "impostors/reported.yaml:6:12"),
    ],
)
def test_a_problem_names_line_and_column(example, place, tmp_path):
    """An editor can jump to the very value that is wrong."""
    (problem,) = problems(FOLDER / example, tmp_path)
    assert f"{problem.file}:{problem.line}:{problem.column}" == place
