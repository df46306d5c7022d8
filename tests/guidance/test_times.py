"""How long an answer takes: what was measured, what is claimed, what is likely, in this order."""

from datetime import UTC, datetime, timedelta

import pytest

from contactfinder.guidance.ranking import KIND_WEIGHTS
from contactfinder.guidance.situation import Outcome, Situation
from contactfinder.guidance.times import HARDER, RULES_OF_THUMB, Expected, expected, longest, outcomes_of
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.occasions import Issue

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LOCK, MAIL = "+442079460000", "support@example-exchange.com"
HARD = {Issue.ACCOUNT_SECURITY, Issue.FRAUD, Issue.WITHDRAWAL, Issue.DEPOSIT, Issue.IDENTITY}


def channel(index: Index, contact: str | None, platform: str = "example-exchange"):
    return next(c for c in index.platform(platform)["channels"] if c["contact"] == contact)


def took(contact: str, *minutes: int | None) -> tuple[Outcome, ...]:
    return tuple(Outcome(contact, True, m) for m in minutes)


@pytest.mark.parametrize("kind", RULES_OF_THUMB)
def test_a_hard_case_has_a_worse_bad_day(kind):
    """The good day stays as it is; the bad one gets longer, and every rule is a range."""
    (good, bad), (hard_good, hard_bad) = (rules[kind].split("/") for rules in (RULES_OF_THUMB, HARDER))
    assert hard_good == good
    assert longest(good) < longest(bad) <= longest(hard_bad)


def test_both_rules_are_for_the_same_kinds_of_channel():
    assert set(RULES_OF_THUMB) == set(HARDER) <= set(KIND_WEIGHTS)


@pytest.mark.parametrize("issue", [None, *Issue])
def test_without_a_claim_the_rule_of_thumb_says_so(index, issue):
    """Money, security and identity take longer."""
    rules = HARDER if issue in HARD else RULES_OF_THUMB
    assert expected(channel(index, LOCK), Situation(NOON, issue)) == Expected(rules["phone"], "rule-of-thumb")


@pytest.mark.parametrize(
    ("contact", "platform", "issue", "answer"),
    [
        (None, "example-exchange", None, Expected("PT5M/PT30M", "claimed")),
        (None, "example-exchange", Issue.FRAUD, Expected("PT5M/PT30M", "claimed")),
        (MAIL, "example-exchange", Issue.IDENTITY, Expected("PT24H", "claimed")),
        (
            MAIL,
            "example-exchange",
            Issue.FRAUD,
            Expected("PT12H/P14D", "rule-of-thumb"),
        ),  # claimed for identity
        ("care@lantern-pay.com", "lantern-pay", None, Expected("P30D", "claimed", "resolution")),
    ],
)
def test_a_claim_counts_for_what_it_is_made(index, contact, platform, issue, answer):
    """For its issues alone, and with the moment that it measures."""
    assert expected(channel(index, contact, platform), Situation(NOON, issue)) == answer


@pytest.mark.parametrize("contact", [MAIL, LOCK])
def test_what_the_user_measured_counts_most(index, contact):
    """More than any claim or rule, and it says how often."""
    situation = Situation(NOON, Issue.IDENTITY, outcomes=took(contact, 180, 60))
    assert expected(channel(index, contact), situation) == Expected("PT1H/PT3H", "measured", times=2)


@pytest.mark.parametrize(
    ("minutes", "time"),
    [
        ([0], "PT0M"),
        ([5], "PT5M"),
        ([59], "PT59M"),
        ([60], "PT1H"),
        ([90], "PT1H30M"),
        ([1440], "P1D"),
        ([1441], "P1DT1M"),
        ([1530], "P1DT1H30M"),
        ([2880], "P2D"),
        ([7, 7], "PT7M"),  # one end, not twice the same
        ([30, 5, 12], "PT5M/PT30M"),
        ([0, 20160], "PT0M/P14D"),
    ],
)
def test_measured_times_are_iso_8601(index, minutes, time):
    """From the quickest to the slowest; the longer end reads back as what was measured."""
    found = expected(channel(index, LOCK), Situation(NOON, outcomes=took(LOCK, *minutes)))
    assert found == Expected(time, "measured", times=len(minutes))
    assert longest(found.time) == timedelta(minutes=max(minutes))


@pytest.mark.parametrize(
    "outcomes",
    [
        (),
        (Outcome(LOCK, False),),
        (Outcome(LOCK, False, 40),),  # waited in vain: no answer time
        took(LOCK, None),  # answered, but nobody looked at the clock
        took(MAIL, 5),  # somewhere else
        took("phone", 5),  # some line, not this one
    ],
)
def test_what_does_not_measure_this_channel_changes_nothing(index, outcomes):
    """Only an answer, there, with its minutes."""
    plain = expected(channel(index, LOCK), Situation(NOON))
    assert expected(channel(index, LOCK), Situation(NOON, outcomes=outcomes)) == plain


def test_a_channel_without_an_address_is_meant_by_its_kind(index):
    """Support inside the app has none."""
    mine = (*took("in-app", 20), *took(LOCK, 3), Outcome("in-app", False))
    assert outcomes_of(channel(index, None), mine) == [mine[0], mine[2]]
    assert expected(channel(index, None), Situation(NOON, outcomes=mine)) == Expected(
        "PT20M", "measured", times=1
    )


@pytest.mark.parametrize(
    ("time", "end"),
    [
        ("PT5M", timedelta(minutes=5)),
        ("PT24H", timedelta(hours=24)),
        ("PT1H30M", timedelta(hours=1, minutes=30)),
        ("P1D", timedelta(days=1)),
        ("P1DT12H", timedelta(days=1, hours=12)),
        ("P2W", timedelta(weeks=2)),
        ("PT5M/PT30M", timedelta(minutes=30)),
        ("PT12H/P7D", timedelta(days=7)),
        ("P1D/P2W", timedelta(weeks=2)),
    ],
)
def test_the_longer_end(time, end):
    """Of a duration, itself."""
    assert longest(time) == end


def test_every_claim_of_the_registry_has_a_length():
    """None is read as no time at all: nobody is told to send a reminder at once."""
    registry = Index.open(BUILT_IN)
    records = [registry.platform(summary.id) for summary in registry.summaries()]
    times = {c["response"]["time"] for r in records for c in r["channels"] if c["response"]}
    assert times and {time for time in times if not longest(time)} == set()
    registry.close()
