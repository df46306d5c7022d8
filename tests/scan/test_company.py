"""Whose a contact is said to be, and what stands around it."""

import pytest

from contactfinder.scan import Signal


@pytest.mark.parametrize(
    "brand",
    [
        "Example Exchange",
        "EXAMPLE EXCHANGE",
        "𝗘𝘅𝗮𝗺𝗽𝗹𝗲 𝗘𝘅𝗰𝗵𝗮𝗻𝗴𝗲",
        "Ехаmple Ехchange",
        "Ex4mple Exch4nge",
        "E.x.a.m.p.l.e E.x.c.h.a.n.g.e",
        "Exam ple Ex change",
        "example-exchange",
        "Exam\u200bple Ex\u200bchange",
        "Sample Exchange",
        "示例交易所",
        "ExEx",
    ],
)
def test_a_platform_is_known_in_every_writing(scan, brand: str):
    (found,) = scan(f"{brand} customer support: call 1-833-555-0142")
    assert found.claimed_for
    assert found.claimed_for.platform["id"] == "example-exchange"


def test_the_nearest_platform_is_the_claimed_one(scan):
    text = "Lantern Pay was down. Example Exchange support: call 1-833-555-0142, not Harbour Vault"
    (found,) = scan(text)
    assert found.claimed_for
    assert text[found.claimed_for.start : found.claimed_for.end] == "Example Exchange"


def test_a_contact_belongs_to_its_owner_when_both_are_named(scan):
    (found,) = scan(
        "Example Exchange (not Lantern Pay) has one line for locked accounts: call +1 844 555 0123"
    )
    assert found.verdict.status == "official"
    assert found.verdict.platform
    assert found.verdict.platform["id"] == "example-exchange"


def test_a_contact_of_somebody_else_is_not_official(scan):
    (found,) = scan("Lantern Pay customer service: call +1 844 555 0123")
    assert found.verdict.status != "official"


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (Signal.CALL, "please call"),
        (Signal.CALL, "请致电"),
        (Signal.CALL, "llame al"),
        (Signal.SUPPORT, "customer service"),
        (Signal.SUPPORT, "24/7"),
        (Signal.SUPPORT, "talk to a live agent"),
        (Signal.SUPPORT, "人工客服"),
        (Signal.SUPPORT, "atención al cliente"),
        (Signal.URGENCY, "right now"),
        (Signal.URGENCY, "within 24 hours"),
        (Signal.URGENCY, "立即"),
        (Signal.URGENCY, "urgente"),
        (Signal.TROUBLE, "your account was suspended"),
        (Signal.TROUBLE, "账户被冻结"),
        (Signal.TROUBLE, "cuenta bloqueada"),
        (Signal.CRYPTO, "bitcoin wallet"),
        (Signal.CRYPTO, "虚拟币"),
        (Signal.SECRETS, "have your seed phrase ready"),
        (Signal.SECRETS, "12 words"),
        (Signal.SECRETS, "提供助记词"),
        (Signal.SECRETS, "frase semilla"),
        (Signal.REMOTE_ACCESS, "install AnyDesk"),
        (Signal.REMOTE_ACCESS, "share your screen"),
        (Signal.REMOTE_ACCESS, "共享屏幕"),
        (Signal.PAYMENT, "pay the fee"),
        (Signal.PAYMENT, "gift cards"),
        (Signal.PAYMENT, "保证金"),
        (Signal.PHONE_SIGN, "☎️"),
    ],
)
def test_what_stands_around_a_contact_is_told_with_its_place(scan, signal: Signal, text: str):
    whole = f"Example Exchange {text} +1 844 555 0199"
    (found,) = scan(whole)
    places = [whole[cue.start : cue.end] for cue in found.signals if cue.signal is signal]
    assert any(place and place in text for place in places)


def test_every_signal_has_an_example():
    examples = test_what_stands_around_a_contact_is_told_with_its_place.pytestmark[0].args[1]
    assert {example[0] for example in examples} == set(Signal)


def test_a_number_that_the_platform_says_it_does_not_have_is_contradicted(scan_real):
    (found,) = scan_real("CoinEx support number: call 1-833-555-0142 for help")
    assert found.verdict.status == "contradicted"


def test_an_example_in_code_is_no_claim_unless_it_names_a_platform(scan):
    code = "Usage:\n\n```js\nfind(`\n  For {} support call +7 (800) 555-35-35 now\n`)\n```\n"
    assert not scan(code.format("tech"))
    assert scan(code.format("Example Exchange tech"))
    assert scan(code.format("lost crypto wallet"))
    assert scan(code.format("tech").replace("js", ""))  # what thieves put in a block of text
