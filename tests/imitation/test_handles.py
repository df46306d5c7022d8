"""Accounts that are made to be taken for official ones."""

import pytest

from contactfinder.contacts import parse
from contactfinder.imitation import handles
from contactfinder.registry.grades import Trust


@pytest.fixture(scope="module")
def account(built_in):
    """An official account on X with a name of at least eight letters, without marks or digits."""
    for summary in built_in.summaries():
        for channel in built_in.platform(summary.id)["channels"]:
            contact, official = channel["contact"] or "", channel["trust"] == Trust.OFFICIAL
            name = contact.removeprefix("x:")
            if official and contact.startswith("x:") and len(name) in range(8, 14) and name.isalpha():
                return name
    raise AssertionError("no such account in the registry")


def seen(text, index):
    found = handles.imitated(parse(text).readings, index)
    return (found.target, found.how[0].values.get("how", found.how[0].code)) if found else None


def test_one_slip_away(account, built_in):
    """A letter dropped, doubled, or two swapped."""
    assert seen(f"x:{account[:4]}{account[5:]}", built_in) == (f"x:{account}", "dropped")
    assert seen(f"x:{account[1]}{account[0]}{account[2:]}", built_in) == (f"x:{account}", "swapped")


@pytest.mark.parametrize("trick", ["{}_", "{}__", "{}77", "_{}_", "{}_1"])
def test_marks_and_numbers_that_hurried_eyes_pass_over(account, built_in, trick):
    """Underscores and a number behind do not make another name for people."""
    target, how = seen(f"x:{trick.format(account)}", built_in)
    assert (target, how) in {(f"x:{account}", "drawn-alike"), (f"x:{account}", "added")}


def test_words_of_support_beside_a_name(account, built_in):
    """A platform's name among several words of support, where its own account is known."""
    assert seen("x:hitbtc_help_24", built_in) == ("x:hitbtc", "name-with-words")


@pytest.mark.parametrize(
    "text", ["x:bitcoin_help", "x:hitbtcfan", "x:krakenbeer", "telegram:somebody_else", "x:hitbtchelp"]
)
def test_others_are_left_in_peace(built_in, text):
    """Fans, and accounts that a platform may well have without our knowing, are unknown and not accused."""
    assert seen(text, built_in) is None


def test_the_account_itself_imitates_nothing(account, built_in):
    """The genuine one is no imitation of itself."""
    assert seen(f"x:{account}", built_in) is None
