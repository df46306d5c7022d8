"""When it is likely to be quiet, and what opens soon."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contactfinder.guidance.opening import SOON, opening_of, quiet_time
from contactfinder.guidance.ranking import rank
from contactfinder.guidance.situation import Situation

LOCK = "+442079460000"
OFFICE, NIGHTS, ALWAYS = "Mo-Fr 09:00-18:00", "Mo-Su 20:00-04:00", "24/7"
OPENS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # when the desk in London opens on a Monday


def hours(value: str, zone: str):
    return {"value": value, "time_zone": zone, "trust": "official", "evidence": []}


def quiet(value: str, zone: str, at: str) -> str | None:
    found = quiet_time(hours(value, zone), datetime.fromisoformat(at))
    return found and found.isoformat()


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-22T18:00Z", "2026-11-24T09:00:00+00:00"),  # Sunday: not Monday, when everybody calls
        ("2026-11-24T08:59Z", "2026-11-24T09:00:00+00:00"),  # Tuesday, a minute before it opens
        ("2026-11-24T09:00Z", "2026-11-25T09:00:00+00:00"),  # and once it is open: the next morning
        ("2026-11-26T12:00Z", "2026-12-01T09:00:00+00:00"),  # Thursday noon: the next week
        ("2026-07-03T12:00Z", "2026-07-07T09:00:00+01:00"),  # in summer
        ("2026-03-27T12:00Z", "2026-03-31T09:00:00+01:00"),  # over the change of the clocks, both ways
        ("2026-10-23T12:00Z", "2026-10-27T09:00:00+00:00"),
        ("2026-11-24T05:00-05:00", "2026-11-25T09:00:00+00:00"),  # asked from New York
    ],
)
def test_quiet_is_the_next_opening_in_the_middle_of_the_week(at, then):
    """Tuesday to Thursday, in the platform's zone, wherever one asks."""
    assert quiet(OFFICE, "Europe/London", at) == then


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-22T18:00Z", "2026-11-24T06:00:00+08:00"),
        ("2026-11-23T21:59Z", "2026-11-24T06:00:00+08:00"),  # a minute before six there, on a Tuesday
        ("2026-11-23T22:00Z", "2026-11-25T06:00:00+08:00"),
        ("2026-11-25T22:00Z", "2026-12-01T06:00:00+08:00"),  # Thursday, six o'clock there
    ],
)
def test_a_line_that_never_closes_is_quiet_early_in_the_morning(at, then):
    """Six o'clock there, in the middle of the week."""
    assert quiet(ALWAYS, "Asia/Shanghai", at) == then


def test_the_days_are_those_of_the_platform():
    """In Auckland it is Tuesday while London still has Monday."""
    assert quiet("Mo-Su 08:00-12:00", "Pacific/Auckland", "2026-11-23T12:00Z") == "2026-11-24T08:00:00+13:00"


def test_unknown_hours_have_no_quiet_time():
    assert quiet_time(None, OPENS) is None


@pytest.mark.parametrize("value", ["Sa,Su 10:00-14:00", "Mo 09:00-18:00", "off", "2025 Mo-Fr 09:00-18:00"])
def test_what_never_opens_in_the_middle_of_the_week_has_none(value):
    """Rather nothing than a day on which nobody is there."""
    assert quiet(value, "Europe/London", "2026-11-22T18:00Z") is None


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe"]
)
@pytest.mark.parametrize(
    "value", [OFFICE, NIGHTS, ALWAYS, "Mo-Su 00:00-05:00", "Mo-Su 01:30-05:00", "Mo-Su 02:30-05:00"]
)
def test_no_change_of_the_clocks_breaks_it(zone, value):
    """Through a whole year, asked every thirteen hours: it lies ahead, in mid-week, and the line is open then."""
    moment, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    while moment < end:
        found = quiet_time(hours(value, zone), moment)
        assert found is not None and found > moment and found.weekday() in {1, 2, 3}
        assert found.tzinfo == ZoneInfo(zone) and opening_of(hours(value, zone), found).state == "open"
        moment += timedelta(hours=13)


@pytest.mark.parametrize("minutes", [-1, 0, 1, 29, 30, 59, 60, 61])
@pytest.mark.parametrize(
    ("zone", "gap"),
    [
        ("Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_skipped_hour_can_be_asked_about(zone, gap, minutes):
    """A local time that does not exist is no error, and the answer is a time that does."""
    found = quiet_time(hours("Mo-Su 01:00-03:00", zone), gap + timedelta(minutes=minutes))
    assert (
        found is not None
        and found.astimezone(UTC).astimezone(ZoneInfo(zone)).isoformat() == found.isoformat()
    )


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (timedelta(0), "open-now"),
        (timedelta(minutes=1), "opens-soon"),
        (SOON, "opens-soon"),
        (SOON + timedelta(minutes=1), "closed-now"),
        (timedelta(days=1), "closed-now"),
    ],
)
def test_what_opens_soon_is_nearly_as_good_as_what_is_open(index, before, code):
    """Two hours are soon; exactly one of the three is said."""
    ranked = rank(index.platform("example-exchange"), Situation(OPENS - before, country="GB"))
    (lock,) = (r for r in ranked if r.channel["contact"] == LOCK)
    assert {reason.code for reason in lock.reasons} & {"open-now", "opens-soon", "closed-now"} == {code}


def test_soon_is_better_than_closed_and_worse_than_open(index):
    """Of the same line, by how long one has to wait."""
    scores = []
    for before in (timedelta(0), SOON, SOON * 2):
        ranked = rank(index.platform("example-exchange"), Situation(OPENS - before, country="GB"))
        scores += [r.score for r in ranked if r.channel["contact"] == LOCK]
    assert scores == sorted(set(scores), reverse=True)
