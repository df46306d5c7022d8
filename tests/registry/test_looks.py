"""How names look, and under which names a platform is imitated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.registry.brands import brands
from contactfinder.registry.looks import distance, drawn, handle_look, slip_keys, undoubled
from contactfinder.registry.near import edit

WORDS = st.text("abcde", max_size=7)


@pytest.mark.parametrize(
    ("one", "other"),
    [("metamask", "rnetamask"), ("wallet", "vvallet"), ("coinbase", "c01nba5e"), ("deribit", "cleribit")],
)
def test_what_hurried_eyes_take_for_one_another_is_drawn_alike(one, other):
    """Letter pairs and digits that look like letters."""
    assert drawn(one) == drawn(other)


def test_different_letters_are_not_drawn_alike():
    """No look is so loose that whole alphabets fall together."""
    letters = "abcdefghijkmnopqrstuvwxyz"  # without l, which looks like i
    assert len({drawn(c) for c in letters}) == len(letters)


def test_doubled_letters_are_undoubled():
    """coinbasse and cooinbase are the same at a glance."""
    assert undoubled("coinbasse") == undoubled("cooinbase") == undoubled("coinbase")


@given(WORDS, WORDS)
def test_one_edit_is_a_distance_of_one(first, second):
    """What `edit` names is at distance one, and nothing else is."""
    assert (distance(first, second) == 1) == (edit(first, second) is not None)


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways(first, second):
    assert distance(first, second) == distance(second, first)


@pytest.mark.parametrize(("name", "typed"), [("coinbase", "coinbse"), ("myetherwallet", "myehterwallt")])
def test_a_name_meets_its_misspellings(name, typed):
    """One slip for names of usual length, two for long ones."""
    assert set(slip_keys(name)) & set(slip_keys(typed))


def test_short_names_have_no_misspellings():
    """gate, late, date, gates: all of them honest."""
    assert not list(slip_keys("gate"))


def test_marks_and_numbers_do_not_make_another_account():
    """What hurried eyes pass over in the name of an account."""
    assert handle_look("x:Coin_base77") == handle_look("x:c0inbase")
    assert handle_look("x:coinbase") != handle_look("telegram:coinbase")


def platform(**fields):
    empty = {"former_names": [], "aliases": [], "everyday_names": [], "domains": [], "inherited": []}
    return {"name": "Coinhub", **empty, **fields}


def domain(name, rooted=True, former=False):
    return {"domain": name, "rooted": rooted, "former": former}


def test_the_names_of_a_platform_lead_to_its_own_domain():
    """Name, former names and the labels of domains that begin with one; what only extends another is left out."""
    entry = platform(
        former_names=["Oldhub"], domains=[domain("coinhubatm.com"), domain("oldhub.com", former=True)]
    )
    assert {(b.name, b.target, b.proven) for b in brands(entry)} == {
        ("coinhub", "coinhubatm.com", True),
        ("oldhub", "oldhub.com", True),
    }


def test_a_platform_without_a_proven_domain_is_imitated_by_name():
    """Nothing may look official that is not: the target is the name."""
    entry = platform(domains=[domain("coinhub.com", rooted=False)])
    assert [(b.target, b.proven) for b in brands(entry)] == [("Coinhub", False)]


def test_words_and_by_names_need_company():
    """A name that is also a word, and an alias that is no name of its own."""
    entry = platform(name="River", everyday_names=["River"], aliases=["Payward", "Riverfront"])
    assert {b.name: (b.everyday, b.by_name) for b in brands(entry)} == {
        "river": (True, False),
        "payward": (True, True),
        "riverfront": (True, False),  # begins with the word
    }


def test_a_domain_that_is_a_word_of_the_trade_is_no_name():
    """crypto.com is Crypto.com; whoever says crypto means no platform."""
    entry = platform(name="Crypto.com", domains=[domain("crypto.com")])
    assert [b.name for b in brands(entry)] == ["cryptocom"]
