"""No text from outside breaks the program, steers a terminal, or is called official."""

import io
import json
from collections.abc import Callable
from datetime import date
from unicodedata import category

import pytest
from naughty import CATEGORIES, STRINGS

from contactfinder import contacts
from contactfinder.errors import UnreadableContact
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.render import machine
from contactfinder.render.terminal import Screen
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status, Verdict, verify

TODAY = date(2026, 11, 22)
BUILT_IN_INDEX = Index.open(BUILT_IN)
PLACES = [(), ("CN",), ("US", "GB")]

by_category = pytest.mark.parametrize("name", CATEGORIES)


def judged(name: str, index: Index) -> list[Verdict]:
    return [verify(text, index, country) for text in CATEGORIES[name] for country in (None, "CN")]


def steering(text: str) -> set[str]:
    """Characters that control a terminal or the direction of writing, broken ones too."""
    return {c for c in text if category(c) in ("Cc", "Cf", "Cs") and c != "\n"}


def screens(verdict: Verdict) -> str:
    """What people read of a verdict, in both languages."""
    shown = io.StringIO()
    for language in LANGUAGES:
        Screen(Words(language), shown).verdict(verdict, [], TODAY)
    return shown.getvalue()


def test_there_are_many_and_each_is_one_of_a_kind() -> None:
    assert len(STRINGS) > 1000 and all(CATEGORIES.values())


@by_category
@pytest.mark.parametrize("regions", PLACES, ids=str)
def test_every_text_is_read_or_refused(name: str, regions: tuple[str, ...]) -> None:
    """With a reading at least, or with the one error for this; nothing else is ever raised."""
    for text in CATEGORIES[name]:
        try:
            claim = contacts.parse(text, regions)
        except UnreadableContact as refused:
            assert refused.code.startswith(("contact-", "phone", "url-", "email-", "handle-"))
        else:
            assert claim.text == text and claim.readings


@by_category
def test_none_is_official(name: str, index: Index) -> None:
    """Neither in an imaginary registry nor in the real one."""
    verdicts = judged(name, index) + judged(name, BUILT_IN_INDEX)
    assert [v.text for v in verdicts if v.status is Status.OFFICIAL] == []


@by_category
def test_no_answer_steers_a_terminal(name: str) -> None:
    for verdict in judged(name, BUILT_IN_INDEX):
        assert steering(screens(verdict)) == set()


@by_category
def test_no_json_steers_a_terminal_and_all_of_it_can_be_read_back(name: str) -> None:
    for verdict in judged(name, BUILT_IN_INDEX):
        line = machine.dumped(machine.verdict(BUILT_IN_INDEX, verdict, []))
        assert "\n" not in line and steering(line) == set()
        assert json.loads(line)["verdict"] == verdict.status


@pytest.mark.parametrize(
    "text", ["[/etc]", "[red]x", ":skull:", "[link=https://a.example]a[/link]", "{0} %s ${x}"]
)
@pytest.mark.parametrize("write", [screens], ids=["terminal"])
def test_markup_is_shown_as_it_was_written(text: str, write: Callable[[Verdict], str]) -> None:
    """Dots are defanged, and a line may be folded; nothing else changes."""
    shown = write(verify(text, BUILT_IN_INDEX)).replace("\n", "").replace(" ", "")
    assert text.replace(" ", "").partition("=")[0] in shown
