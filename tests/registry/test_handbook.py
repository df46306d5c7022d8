"""The handbook: every step has a place, words in both languages, and a source or the name of a judgement."""

import ast
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import contactfinder
from contactfinder.errors import RegistryError
from contactfinder.registry import entry, library
from contactfinder.registry.build import build, create, finish
from contactfinder.registry.entry import Publishers
from contactfinder.registry.handbook import book
from contactfinder.registry.handbook.form import Sending
from contactfinder.registry.index import BUILT_IN, Index

REGISTRY = Path(__file__).parent.parent.parent / "registry"
GUIDANCE = Path(contactfinder.__file__).parent / "guidance"
BOOK = book.read(REGISTRY)
STEPS = {step.id: step for step in book.items(BOOK.steps)}
COUNTRIES = {guide.country: guide for guide in book.values(BOOK.countries)}
WANTED = "US CA GB IE DE FR ES NL EU JP KR CN HK TW SG IN AU NZ TR BR MX PH ID TH ZA NG AE".split()  # noqa: SIM905
LANGUAGES = "en zh ja ko tr es pt".split()  # noqa: SIM905


def texts(node: ast.AST) -> set[str]:
    """The texts that an expression can be."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        begin = str(node.values[0].value)
        return {name for name in STEPS if name.startswith(begin)}
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def said_by_the_program() -> set[str]:
    """The steps that the guidance takes by name: in calls of Advice, and in tables of them."""
    found: set[str] = set()
    for path in GUIDANCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Advice" and node.args:
                found |= texts(node.args[0])
            if isinstance(node, ast.Constant) and node.value in STEPS:
                found.add(node.value)
    return found


PLANNED = {step.step for plan in book.items(BOOK.plans) for step in plan.steps}


def test_every_step_of_the_program_stands_in_the_handbook():
    """A step without a sentence would reach a reader as a code."""
    states = {f"platform-{state}" for state in entry.State if state is not entry.State.ACTIVE}
    assert (said_by_the_program() | states | PLANNED) - set(STEPS) == set()
    assert len(said_by_the_program()) > 40


def test_every_step_of_the_handbook_is_said():
    """A sentence that nothing says is a sentence nobody keeps true."""
    assert set(STEPS) - said_by_the_program() - PLANNED == set()


@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_step_is_short_and_in_its_language(name):
    """A frightened reader takes in one or two sentences; nothing was left in the other language."""
    say = STEPS[name].say
    assert len(say.en) <= 220 and len(say.zh) <= 100
    assert re.search("[一-鿿]", say.zh) and not re.search("[一-鿿，。：；（）]", say.en)


@pytest.mark.parametrize("country", WANTED)
def test_a_country_has_somebody_to_turn_to(country):
    """Every authority can be reached, and every contact of it was read somewhere."""
    guide = COUNTRIES[country]
    assert guide.authorities
    assert all(contact.evidence for a in guide.authorities for contact in a.contacts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_can_ask_for_any_language_in_any_other(language):
    phrases = {phrase.language: phrase for phrase in book.items(BOOK.phrases)}
    assert set(LANGUAGES) <= set(phrases[language].names)


def test_what_nobody_may_have_is_never_safe_to_send():
    """The secrets that support never asks for stand in the checklist as such, with the reason."""
    (checklist,) = book.values(BOOK.checklists)
    never = {d.id: d for d in checklist.details if d.send is Sending.NEVER}
    assert {"seed-phrase", "private-key", "password", "pin", "one-time-code", "remote-access"} <= set(never)
    assert all(d.why for d in never.values())


def test_the_index_is_another_when_the_handbook_is():
    """The digest that answers carry covers the handbook too."""
    assert {path.name for path in library.files(REGISTRY)} >= {"emergency.yaml", "gb.yaml", "messages.yaml"}


def test_a_registry_without_a_handbook_borrows_the_built_in_one(tmp_path):
    """Guidance works over any folder of platforms."""
    target = tmp_path / "registry.sqlite"
    build(Path(__file__).parent.parent / "fixtures" / "registry", target, date(2026, 11, 22))
    with closing(Index.open(target)) as index, closing(Index.open(BUILT_IN)) as built_in:
        assert index.handbook() == built_in.handbook() != []


def test_an_index_without_any_handbook_says_so(tmp_path):
    """Not a fault of the program, and not an empty plan."""
    path = tmp_path / "bare.sqlite"
    with closing(sqlite3.connect(path)) as db:
        create(db)
        finish(db, "", Publishers(publishers=[], shared_hosts=[]))
    with closing(Index.open(path)) as index, pytest.raises(RegistryError) as caught:
        index.page("checklist")
    assert caught.value.code == "no-handbook"
