"""An index that knows its keys beforehand answers as the one over the same file does."""

import random

import pytest

from contactfinder.registry.held import Held, _place

KEYS = [
    "+18445550123",
    "+18445550199",
    "example-exchange.com",
    "evil.net",
    "x:exampleexhelp",
    "phone:1844555012",
    "",
    "\ud800",
]


@pytest.mark.parametrize("most", [0, 10, 10**6])
@pytest.mark.parametrize("key", KEYS)
def test_it_has_the_same_answers(index, key: str, most: int) -> None:
    """Also where its tables are too large to be held."""
    held = Held.over(index, most)
    questions = [
        lambda i: i.listed(key),
        lambda i: i.impostor(key),
        lambda i: i.is_known_number(key),
        lambda i: i.national(key.removeprefix("+1")),
        lambda i: i.near([key, "phone:18445550123"]),
        lambda i: i.domain([key, "example-exchange.com"]),
        lambda i: i.brands([f"plain:{key}"]),
        lambda i: i.suffix(key or "com"),
        lambda i: i.shared_host([key, "github.com"]),
        lambda i: i.named(key),
        lambda i: i.platform("example-exchange"),
        lambda i: i.dialling("GB"),
    ]
    assert [ask(held) for ask in questions] == [ask(index) for ask in questions]


def test_what_is_not_there_is_not_looked_up(index, monkeypatch) -> None:
    """Else it would be slow in vain, and nobody would see it."""
    held = Held.over(index, 10**6)
    held.listed("+1"), held.impostor("+1"), held.near(["a"]), held.brands(["a"]), held.suffix("a.b")
    asked: list[str] = []
    held._db = type("Asked", (), {"execute": lambda _, query, __: asked.append(query)})()
    assert held.listed("+2") == [] and held.impostor("+2") is None
    assert held.near(["b"]) == [] and held.brands(["b"]) == [] and asked == []


@pytest.mark.parametrize("most", [0, 10, 10**6])
def test_what_is_found_comes_in_the_same_order(index, most: int) -> None:
    """Of two names that are seen equally well, the first one is named."""
    held = Held.over(index, most)
    for query, key in (
        ("SELECT * FROM brand WHERE look", "look"),
        ("SELECT target, platform FROM near WHERE key", "key"),
        ("SELECT * FROM suffix WHERE rule", "rule"),
        ("SELECT host, open FROM shared_host WHERE host", "host"),
    ):
        table = query.split()[-3]
        keys = [key for (key,) in index._rows(f"SELECT DISTINCT {key} FROM {table}")][:300]
        dice = random.Random(table)
        for size in (1, 7, 300):
            asked = [*dice.sample(keys, min(size, len(keys))), "nothing"]
            assert held._among(query, asked) == index._among(query, asked)


def test_every_name_begins_and_ends_as_names_do(index) -> None:
    held = Held.over(index, 10**6)
    names, spellings = held.name_edges("plain", 3), held.spelling_edges(4)
    assert names and {"exa", "oth"} <= names.heads and {"nge", "ker"} <= names.tails
    assert spellings and "exam" in spellings.heads and "exmp" in spellings.heads
    assert Held.over(index, 3).name_edges("plain", 3) is None and index.name_edges("plain", 3) is None


def test_only_look_ups_by_a_key_are_known_beforehand() -> None:
    assert _place("SELECT record FROM impostor WHERE key = ?") == ("impostor", "key")
    assert _place("SELECT key FROM near WHERE key >= ? AND key < ?") is None


def test_the_known_numbers_are_all_there(index) -> None:
    known, near = Held.over(index, 10**6).numbers() or (frozenset(), frozenset())
    assert {"+18445550123", "8445550123", "+18445550199"} <= known and "phone:18445550123" in near


def test_a_large_registry_is_not_held(index) -> None:
    assert Held.over(index, 3).numbers() is None
