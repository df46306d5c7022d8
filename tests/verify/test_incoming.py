"""A call, message or mail that reached the user: what it shows proves nothing, whatever is listed."""

import json

import pytest

from contactfinder.errors import ExitCode
from contactfinder.registry.index import Index
from contactfinder.render import machine
from contactfinder.verify import EXIT_CODES, Status, Why, verify

LISTED = {  # at every grade, and what it is when the user looked it up
    "+44 20 7946 0000": Status.OFFICIAL,
    "support@example-exchange.com": Status.OFFICIAL,
    "x:ExampleExHelp": Status.OFFICIAL,
    "https://example-exchange.com": Status.OFFICIAL,
    "https://help.example-exchange.com/": Status.OFFICIAL,
    "+1 888 555 0143": Status.CORROBORATED,
    "+1 800 555 0177": Status.UNCONFIRMED,
    "ceo@example-exchange.com": Status.OFFICIAL_DOMAIN,
    "https://www.example-exchange.com/x": Status.OFFICIAL_DOMAIN,
    "+81 3 1234 5678": Status.UNKNOWN,
}
BAD = ["+1 844 555 0199", "+44 20 7946 0001", "+1 202 555 0188", "https://example-exchang.com"]
COMFORTING = {Why.LISTED, Why.HOME_PAGE, Why.UNLISTED_ADDRESS, Why.UNLISTED_PAGE, Why.CALLER_ID, Why.SENDER}


def codes(index: Index, text: str, claimed: str | None = None) -> list[Why]:
    return [r.code for r in verify(text, index, claimed=claimed, incoming=True).reasons]


@pytest.mark.parametrize("text", LISTED)
def test_nothing_that_reached_the_user_is_confirmed(index: Index, text: str) -> None:
    """Caller ID and From: are forged with ease: even an exact match is only unknown."""
    assert verify(text, index).status is LISTED[text]
    verdict = verify(text, index, incoming=True)
    assert EXIT_CODES[verdict.status] is ExitCode.NOT_CONFIRMED
    assert (verdict.status, verdict.channel, verdict.chain) == (Status.UNKNOWN, None, ())


@pytest.mark.parametrize("text", LISTED)
def test_no_reason_reassures_and_the_first_says_who_chose(index: Index, text: str) -> None:
    """What is true of the contact is what a thief wants to have read out."""
    found = codes(index, text)
    assert found[0] is Why.INCOMING
    assert not set(found) & COMFORTING


@pytest.mark.parametrize("text", BAD)
def test_what_is_bad_stays_bad(index: Index, text: str) -> None:
    """An impostor who calls is no better than one who is called."""
    verdict = verify(text, index, incoming=True)
    assert (verdict.status, verdict.incoming) == (verify(text, index).status, True)
    assert EXIT_CODES[verdict.status] is ExitCode.BAD


def test_thieves_show_exactly_the_listed_contact(index: Index) -> None:
    """That it is listed is said only as the reason why thieves show it."""
    assert Why.LISTED_BUT_FORGEABLE in codes(index, "+44 20 7946 0000")
    assert Why.DOMAIN_BUT_FORGEABLE in codes(index, "ceo@example-exchange.com")
    assert Why.LISTED_BUT_FORGEABLE not in codes(index, "+1 800 555 0177")  # one stranger names it


def test_somebody_elses_genuine_contact_is_not_called_genuine(index: Index) -> None:
    """A broker is not made genuine by an exchange's number."""
    assert Why.LISTED_BUT_FORGEABLE not in codes(index, "+44 20 7946 0000", "closed-exchange")


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("+44 909 879 0000", ["call-unasked", "message-unasked"]),
        ("@somebody", ["message-unasked"]),
        ("help@example.org", ["message-unasked"]),
    ],
)
def test_what_the_platform_never_does_is_said(index: Index, text: str, deeds: list[str]) -> None:
    """Who says that it never calls cannot be the caller; the source is shown."""
    found = verify(text, index, claimed="split-payment", incoming=True).reasons
    said = [r.values for r in found if r.code is Why.NEVER_DOES]
    assert [v["deed"] for v in said] == deeds
    assert {(v["source"], v["published"]) for v in said} == {
        ("https://www.split-payment.com/scams", "2026-08-20")
    }


def test_a_sender_name_is_no_contact_but_the_platform_named_is_known(index: Index) -> None:
    """A message can come from 'Example': no verdict on that, but genuine contacts to use."""
    verdict = verify("Example", index, claimed="example-exchange", incoming=True)
    assert (verdict.status, verdict.incoming) == (Status.INVALID, True)
    assert verdict.platform and verdict.platform["id"] == "example-exchange"


def test_scripts_see_the_direction_and_no_proof(index: Index) -> None:
    """JSON: the verdict is unknown, `incoming` is true, the chain is empty."""
    verdict = verify("+44 20 7946 0000", index, incoming=True)
    output = json.loads(machine.dumped(machine.verdict(index, verdict, [])))
    shown = {key: output[key] for key in ("verdict", "incoming", "chain", "platform")}
    assert shown == {"verdict": "unknown", "incoming": True, "chain": [], "platform": "example-exchange"}
    assert output["reasons"][:2] == [
        {"code": "incoming", "kind": "phone"},
        {"code": "listed-but-forgeable", "name": "Example Exchange"},
    ]
