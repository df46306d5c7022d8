"""How old facts are: dates as precise as they are known, and who has not been looked at for long."""

from datetime import date, timedelta

import pytest

from contactfinder.registry.ages import OLD, age_of, day, stale
from contactfinder.registry.states import state
from made_registry import OTHER_PHONE, PAGE, PHONE, TODAY, channel, evidence, platform, registry


def piece(published=None, checked=None):
    return {"published": published, "checked": checked, "read": "2026-11-22"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-11-22", date(2026, 11, 22)), ("2026-11", date(2026, 11, 1)), ("2026", date(2026, 1, 1))],
)
def test_a_date_is_the_first_day_that_it_can_mean(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize(
    ("found", "age"),
    [
        (piece(), "undated"),
        (piece("2026-11"), "dated"),
        (piece("2020"), "old"),
        (piece("2020", "2026-11-01"), "dated"),
        (piece(None, "2020-01"), "old"),
        (piece((TODAY - OLD).isoformat()), "dated"),
        (piece((TODAY - OLD - timedelta(days=1)).isoformat()), "old"),
    ],
)
def test_the_newest_date_that_a_source_bears_decides(found, age):
    """The day on which it was read says nothing of its age."""
    assert age_of(found, TODAY) == age


@pytest.fixture
def stale_in(tmp_path):
    def found(days, *channels, **more):
        root = registry(tmp_path / "registry", example=platform(*channels, **more))
        return stale(state(str(root), TODAY).platforms, TODAY, days)

    return found


@pytest.mark.parametrize(
    ("read", "checked", "is_stale"),
    [
        ("2026-11-18", None, False),  # ten days ago
        ("2026-11-17", None, True),
        ("2026-11", None, True),  # may be the first of the month
        ("2025", None, True),
        ("2025", "2026-11-18", False),
        ("2025", "2026-11-17", True),
    ],
)
def test_what_was_last_seen_before_so_many_days_is_stale(stale_in, read, checked, is_stale):
    dates = {"read": read, **({"checked": checked} if checked else {})}
    assert bool(stale_in(10, channel(evidence=evidence(PAGE, **dates)))) == is_stale


def test_the_newest_of_several_sources_counts(stale_in):
    both = [*evidence(PAGE, read="2020"), *evidence(f"{PAGE}/2", read="2026-11-28")]
    assert stale_in(10, channel(evidence=both)) == []


def test_every_section_is_looked_through_the_oldest_first(stale_in):
    found = stale_in(
        10,
        channel(evidence=evidence(PAGE, read="2024")),
        absences=[{"kind": "chat", "evidence": evidence(PAGE, read="2023")}],
        not_found=[{"kind": "social", "network": "x", "evidence": evidence(PAGE, read="2025-01")}],
    )
    assert [(f.section, f.kind, f.seen) for f in found] == [
        *(("absence", "chat", "2023"), ("channel", "phone", "2024"), ("not-found", "x", "2025-01")),
    ]


def test_what_was_withdrawn_needs_no_second_look(stale_in):
    gone = {"evidence": evidence(PAGE, read="2020")}
    assert stale_in(10, channel("phone", PHONE, withdrawn=gone, evidence=evidence(PAGE, read="2020"))) == []


def test_what_nobody_ever_read_stands_first(stale_in):
    """A waiver may excuse it, but nobody has looked."""
    found = stale_in(
        10, channel(evidence=evidence(PAGE, read="2020")), channel("phone", OTHER_PHONE, evidence=[])
    )
    assert [f.seen for f in found] == [None, "2020"]
