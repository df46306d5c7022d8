"""What platforms say against a contact: with its source, and both sides where their pages disagree."""

import json

import pytest

from contactfinder.registry.index import Index
from contactfinder.render import machine
from contactfinder.verify import Status, Verdict, Why, verify


def values(verdict: Verdict, code: Why) -> dict[str, str]:
    return next(r.values for r in verdict.reasons if r.code is code)


def test_a_withdrawn_contact_says_since_when_and_where(index: Index) -> None:
    verdict = verify("+1 202 555 0188", index)
    assert values(verdict, Why.WITHDRAWN) == {
        "since": "2025-01-01",
        "source": "https://help.example-exchange.com/lock",
        "read": "2026-11-22",
    }


def test_an_absence_says_what_there_is_none_of_and_where(index: Index) -> None:
    verdict = verify("telegram:somebody", index, claimed="example-wallet")
    assert values(verdict, Why.ABSENT) == {
        "kind": "telegram",
        "source": "https://www.example-wallet.com/help",
        "read": "2026-11-22",
    }


def test_a_search_in_vain_is_said_with_its_pages_and_changes_no_verdict(index: Index) -> None:
    """Not known stays not known: neither that the number is theirs, nor that they have none."""
    verdict = verify("+44 20 7946 9999", index, claimed="harbour-vault")
    assert verdict.status is Status.UNKNOWN
    assert values(verdict, Why.SEARCHED) == {"kind": "phone", "count": "2", "read": "2026-11-22"}


def test_an_absence_in_some_countries_names_them(index: Index) -> None:
    verdict = verify("help@example.org", index, claimed="split-payment")
    assert values(verdict, Why.ABSENT_ELSEWHERE)["regions"] == "US"


@pytest.mark.parametrize("claimed", [None, "split-payment"])
def test_both_sides_of_a_disagreement_come_with_the_verdict(index: Index, claimed: str | None) -> None:
    """One page offers phones, another says there are none: the user sees both, each with its source."""
    verdict = verify("+44 909 879 0000", index, claimed=claimed)
    output = json.loads(machine.dumped(machine.verdict(index, verdict, [])))
    sides = [
        [(p["offered"], p["evidence"][0]["source"]) for p in d["positions"]] for d in output["disagreements"]
    ]
    assert sides == [
        [
            (False, "https://www.split-payment.com/help"),
            (True, "https://www.split-payment.com/phone"),
        ]
    ]


def test_pages_that_name_different_numbers_disagree_about_those(index: Index) -> None:
    """What one page names and the other does not is not confirmed; it is no near miss of anything either."""
    verdict = verify("+44 20 7946 0500", index)
    assert verdict.status is Status.UNCONFIRMED
    stated = [p["value"] for d in verdict.disagreements for p in d["positions"] if p["value"]]
    assert stated == ["+44 20 7946 0500", "+44 20 7946 0611"]


@pytest.mark.parametrize("text", ["+44 20 7946 0000", "https://www.split-payment.com/"])
def test_a_disagreement_about_something_else_is_not_mentioned(index: Index, text: str) -> None:
    assert verify(text, index).disagreements == ()


def test_a_contact_that_imitates_is_not_defended_by_a_disagreement(index: Index) -> None:
    verdict = verify("+44 909 879 0001", index)
    assert (verdict.status, verdict.disagreements) == (Status.LOOKALIKE, ())
