"""How much is known of each platform: the figures are right, and the better knowledge wins."""

import pytest

from contactfinder.registry.coverage import KINDS, Known, ages, rows, totals
from contactfinder.registry.entry import ChannelKind, Network
from contactfinder.registry.states import state
from made_registry import PAGE, PHONE, TODAY, channel, evidence, platform, registry

NEWS = "https://news.example.org/phones"
NO_PHONE = {"absences": [{"kind": "phone", "evidence": evidence(PAGE)}]}
HEARSAY = {"absences": [{"kind": "phone", "evidence": evidence(NEWS)}]}
MISSED = {"not_found": [{"kind": "phone", "evidence": evidence(PAGE)}]}
SIDES = [{"offered": offered, "evidence": evidence(PAGE)} for offered in (True, False)]
DISPUTED = {"disagreements": [{"about": "phone", "positions": SIDES}]}
WITHDRAWN = channel(withdrawn={"evidence": evidence(PAGE)})


@pytest.fixture
def records(tmp_path):
    def compiled(**platforms):
        return state(str(registry(tmp_path / "registry", **platforms)), TODAY).platforms

    return compiled


@pytest.mark.parametrize(
    ("channels", "more", "known"),
    [
        ([], {}, Known.NOTHING),
        ([], MISSED, Known.NOT_FOUND),
        ([], NO_PHONE, Known.DENIED),
        ([], HEARSAY, Known.LISTED),
        ([channel()], {}, Known.OFFICIAL),
        ([channel("phone", PHONE, NEWS)], {}, Known.LISTED),
        ([channel("phone", PHONE, NEWS)], NO_PHONE, Known.DENIED),
        ([channel("phone", PHONE, NEWS)], HEARSAY, Known.LISTED),
        ([WITHDRAWN], {}, Known.NOTHING),
        ([WITHDRAWN], MISSED, Known.NOT_FOUND),
        ([], DISPUTED, Known.DISPUTED),
        ([channel("phone", PHONE, NEWS)], DISPUTED, Known.DISPUTED),
        ([channel()], DISPUTED, Known.OFFICIAL),
    ],
)
def test_what_is_known_of_one_kind(records, channels, more, known):
    (row,) = rows(records(example=platform(*channels, **more)), TODAY)
    assert (row.known["phone"], set(row.known)) == (known, set(KINDS))


def test_an_account_counts_for_its_network_alone(records):
    account = channel("social", "exex", network="x")
    missed = {"not_found": [{"kind": "social", "network": "telegram", "evidence": evidence(PAGE)}]}
    (row,) = rows(records(example=platform(account, **missed)), TODAY)
    known = {kind: state for kind, state in row.known.items() if state is not Known.NOTHING}
    assert known == {"x": Known.OFFICIAL, "telegram": Known.NOT_FOUND}


def test_every_column_is_a_kind_of_channel():
    assert set(KINDS) <= {*ChannelKind, *Network} and len(set(KINDS)) == len(KINDS)


def test_the_figures_of_a_platform(records):
    dated = evidence(PAGE, published="2026-10")
    (row,) = rows(
        records(
            example=platform(
                channel(evidence=dated), channel("email", "a@example-exchange.com"), WITHDRAWN, **MISSED,
                absences=[{"kind": "chat", "evidence": evidence(PAGE)}],
            )
        ),
        TODAY,
    )  # fmt: skip
    assert (row.rooted, row.facts, row.official, row.dated, row.newest) == (True, 4, 2, 1, "2026-10")


def test_a_platform_without_a_proven_domain_is_not_rooted(records):
    (row,) = rows(records(example=platform(channel(), domains=[])), TODAY)
    assert (row.rooted, row.official, row.newest) == (False, 0, None)


def test_every_platform_is_counted_once_for_each_kind(records):
    found = rows(records(a=platform(channel()), b=platform(domains=[]), c=platform(domains=[])), TODAY)
    counted = totals(found)
    assert counted["phone"] == {
        "official": 1,
        "listed": 0,
        "denied": 0,
        "disputed": 0,
        "not-found": 0,
        "nothing": 2,
    }
    assert {sum(numbers.values()) for numbers in counted.values()} == {3}


def test_the_best_source_decides_the_age_of_a_channel(records):
    channels = [
        channel("email", "a@example-exchange.com", evidence=evidence(PAGE, published="2026")),
        channel("email", "b@example-exchange.com", evidence=evidence(PAGE, published="2020")),
        channel("email", "c@example-exchange.com"),
        channel(
            "email", "d@example-exchange.com", evidence=[*evidence(NEWS, published="2026"), *evidence(PAGE)]
        ),
        channel("email", "e@example-exchange.com", evidence=[]),
    ]
    assert ages(records(example=platform(*channels)), TODAY) == {"dated": 1, "old": 1, "undated": 3}
