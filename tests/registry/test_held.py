"""An index that knows its keys beforehand answers as the one over the same file does."""

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


def test_only_look_ups_by_a_key_are_known_beforehand() -> None:
    assert _place("SELECT record FROM impostor WHERE key = ?") == ("impostor", "key")
    assert _place("SELECT key FROM near WHERE key >= ? AND key < ?") is None


def test_the_known_numbers_are_all_there(index) -> None:
    known, near = Held.over(index, 10**6).numbers() or (frozenset(), frozenset())
    assert {"+18445550123", "8445550123", "+18445550199"} <= known and "phone:18445550123" in near


def test_a_large_registry_is_not_held(index) -> None:
    assert Held.over(index, 3).numbers() is None
