"""The oracle finds names by the rules that docs/accuracy.md tells, and says when another reading is as likely."""

import pytest
from oracle import Oracle, decoded, distance, letters, shortened


@pytest.mark.parametrize(
    ("host", "platform", "rule"),
    [
        ("coinbase.com.evil.net", "coinbase", "whole-domain"),
        ("coinbase.com-login.net", "coinbase", "whole-domain"),
        ("gate.io.evil.net", "gate", "whole-domain"),
        ("mycoinbasehelp.net", "coinbase", "name-inside"),
        ("base-app-login.firebaseapp.com", "coinbase-wallet", "name-across-hyphens"),
        ("evil.coinbase.pages.dev", "coinbase", "name-inside"),
        ("coin-base.org", "coinbase", "name-across-hyphens"),
        ("okx-login.net", "okx", "name-in-company"),
        ("ledgerwallets.net", "ledger", "name-in-company"),
        ("c0inbase-help.net", "coinbase", "digits-for-letters"),
        ("сoinbаse.net", "coinbase", "foreign-letters"),
        ("xn--cinbase-90a.net", "coinbase", "foreign-letters"),
        ("coinbsae.net", "coinbase", "1-slip"),
        ("myethrwalet.net", "myetherwallet", "2-slip"),
    ],
)
def test_a_name_is_found_by_the_rule_that_shows_it(oracle: Oracle, host: str, platform: str, rule: str):
    mark = oracle.mark(host)
    assert mark and (mark.platform, mark.rule, mark.doubtful) == (platform, rule, False)


@pytest.mark.parametrize(
    "host",
    [
        "coinbase.com",
        "help.coinbase.com",
        "xn--nonsense-.net",
        "example.org",
        "gate.example.org",
        "okx.example.org",
        "shop.firebaseapp.com",
        "streaming.example.org",
    ],
)
def test_a_platforms_own_hosts_and_strangers_show_no_name(oracle: Oracle, host: str):
    assert oracle.mark(host) is None


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("revolution.org", "revolution is a word"),
        ("coinexchange.org", "coin and exchange are words too"),
        ("databaseapp.org", "database is a word"),
        ("ledger.org", "ledger is a word"),
        ("gate-support.org", "gate is a short word"),
        ("okx.support", "an ending is not company enough"),
        ("edger.org", "a slip away from ledger, but a word"),
    ],
)
def test_what_can_be_read_otherwise_is_doubtful(oracle: Oracle, host: str, why: str):
    mark = oracle.mark(host)
    assert mark and mark.doubtful, why


def test_by_names_are_not_looked_for_misspelt(oracle: Oracle):
    assert oracle.mark("basseapp.net") is None


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("trezor", "trezor", 0),
        ("trezor", "terzor", 1),
        ("trezor", "trzor", 1),
        ("", "abc", 3),
        ("abcd", "badc", 2),
    ],
)
def test_distance_counts_slips_both_ways(one: str, other: str, slips: int):
    assert distance(one, other) == distance(other, one) == slips


def test_texts_that_differ_by_a_slip_share_a_shortened_form():
    assert shortened("trezor", 1) & shortened("terzor", 1)
    assert not shortened("trezor", 1) & shortened("ledger", 1)


def test_names_are_compared_as_they_stand_in_domains():
    assert letters("Trust Wallet") == letters("TRÜST-wallet") == "trustwallet"


def test_broken_punycode_stays_as_it_is():
    assert decoded("xn--\u00e4.net") == "xn--\u00e4.net"
