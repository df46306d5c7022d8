"""A pattern waits for its first use and is then like any other."""

import re

from contactfinder.contacts.patterns import pattern


def test_a_pattern_matches_like_a_compiled_one():
    """The first time and every later time, by any method."""
    number = pattern("[a-z]+", re.IGNORECASE)
    assert [bool(number.fullmatch(text)) for text in ("ABC", "A1", "abc")] == [True, False, True]
    assert (number.sub("", "1A2b"), number.flags & re.IGNORECASE) == ("12", re.IGNORECASE)


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    compiled = []
    monkeypatch.setattr(
        re, "compile", lambda text, flags: compiled.append(text) or re._compiler.compile(text, flags)
    )
    waiting = pattern("a")
    assert compiled == []
    assert waiting.match("a") and waiting.match("a")
    assert compiled == ["a"]
