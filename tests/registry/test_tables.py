"""The tables that come from published data: public suffixes and letters that look like others."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from contactfinder.registry import tables
from contactfinder.registry.index import Index

PUBLIC = PublicSuffixList()
LABELS = st.sampled_from(["a", "www", "example", "coinbase", "city", "xn--p1ai"])
RULES = dict(tables.suffix_rows())
SUFFIXES = st.sampled_from(sorted(rule.lstrip("!*.") for rule in RULES))


@given(st.lists(LABELS, max_size=3), SUFFIXES)
def test_suffixes_are_those_of_the_library(index: Index, labels: list[str], suffix: str):
    """The list compiled into the index gives what the library gives from the whole list."""
    host = ".".join([*labels, suffix])
    assume(
        f"*.{host}" not in RULES
    )  # the library also takes the stem of a wildcard for a suffix, the rules do not
    assert index.suffix(host).suffix == PUBLIC.publicsuffix(host)


@pytest.mark.parametrize(
    ("host", "suffix", "private"),
    [
        ("www.example.co.uk", "co.uk", False),
        ("coinbase.github.io", "github.io", True),  # anybody gets a name here
        ("a.b.kobe.jp", "b.kobe.jp", False),  # *.kobe.jp
        ("www.city.kobe.jp", "kobe.jp", False),  # !city.kobe.jp
        ("host.unheard-of", "unheard-of", False),
    ],
)
def test_a_suffix_says_whether_strangers_share_it(index, host, suffix, private):
    """Private suffixes included, with wildcards and exceptions."""
    assert index.suffix(host) == (suffix, private)


def test_the_list_is_dated(index):
    """Whoever wonders how old the list is finds the day in the index."""
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", index.meta["public_suffixes"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("соіnbаѕе", "coinbase"),  # Cyrillic
        ("κraκen", "kraken"),  # Greek
        ("ɡemını", "gemini"),  # Latin of other alphabets
        ("ʙɪɴᴀɴᴄᴇ", "binance"),  # small capitals
        ("bіthυmb", "bithumb"),
        ("տolflare", "solflare"),  # Armenian
        ("coinbase", "coinbase"),
        ("币安", "币安"),
    ],
)
def test_foreign_letters_are_shown_as_what_they_are_taken_for(index, written, shown):
    """Unicode TS 39, and what small letters have in common with the look of their capitals."""
    assert index.shown(written) == shown
