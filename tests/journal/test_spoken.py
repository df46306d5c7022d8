"""What users write of outcomes, durations and dates is read as they mean it, in English and in Chinese, or refused."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.errors import UsageError
from contactfinder.journal import Promise, Result
from contactfinder.journal.record import Code
from contactfinder.journal.spoken import minutes_of, promise_of, result_of

BEIJING = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
GIVEN = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)  # 20:30 in Beijing

OUTCOMES = {
    "reached": Result(Code.REACHED),
    "Reached": Result(Code.REACHED),
    " reached ": Result(Code.REACHED),
    "answered after 3m": Result(Code.REACHED, 3),
    "reached:3 min": Result(Code.REACHED, 3),
    "no-answer": Result(Code.NO_ANSWER),
    "no answer": Result(Code.NO_ANSWER),
    "no_answer": Result(Code.NO_ANSWER),
    "unanswered": Result(Code.NO_ANSWER),
    "waited 25m": Result(Code.WAITED, 25),
    "waited 25": Result(Code.WAITED, 25),
    "waited for 1h30m": Result(Code.WAITED, 90),
    "waited=1 hour 5 minutes": Result(Code.WAITED, 65),
    "on hold for 40 minutes": Result(Code.WAITED, 40),
    "waited 2 days": Result(Code.WAITED, 2880),
    "waited 0m": Result(Code.WAITED, 0),
    "refused": Result(Code.REFUSED),
    "rejected": Result(Code.REFUSED),
    "solved": Result(Code.SOLVED),
    "Fixed": Result(Code.SOLVED),
    "接通": Result(Code.REACHED),
    "有人接": Result(Code.REACHED),
    "没人接": Result(Code.NO_ANSWER),
    "无人接听": Result(Code.NO_ANSWER),
    "等了25分钟": Result(Code.WAITED, 25),
    "等了 2 小时": Result(Code.WAITED, 120),
    "等了１小时３０分": Result(Code.WAITED, 90),
    "等待：３０分钟": Result(Code.WAITED, 30),
    "拒绝": Result(Code.REFUSED),
    "已解决": Result(Code.SOLVED),
}
DURATIONS = {
    "25m": 25,
    "25": 25,
    "0": 0,
    "25 min": 25,
    "25 Minutes": 25,
    "1h": 60,
    "1h30m": 90,
    "1 h 30": 90,
    "1 hour 30 minutes": 90,
    "2d": 2880,
    "1w": 10080,
    "1w 1d 1h 1m": 11581,
    "25分钟": 25,
    "２５分": 25,
    "2小时": 120,
    "2个小时": 120,
    "1小时30分": 90,
    "三天": None,
    "3天": 4320,
    "2周": 20160,
    "1个星期": 10080,
    "1.5h": None,
    "-5": None,
    "5 m 6": 11,
    "5 6": None,
    "1234567": None,
    "5x": None,
    "m": None,
    "": None,
}
DATES: dict[str, tuple[str, bool]] = {  # in Beijing: the moment, and whether the whole day is meant
    "2026-12-01": ("2026-12-01T23:59:59+08:00", True),
    "2026-12-1": ("2026-12-01T23:59:59+08:00", True),
    "２０２６-１２-０１": ("2026-12-01T23:59:59+08:00", True),
    "today": ("2026-11-22T23:59:59+08:00", True),
    "Tomorrow": ("2026-11-23T23:59:59+08:00", True),
    "今天": ("2026-11-22T23:59:59+08:00", True),
    "明天": ("2026-11-23T23:59:59+08:00", True),
    "后天": ("2026-11-24T23:59:59+08:00", True),
    "48h": ("2026-11-24T20:30:00+08:00", False),
    "in 48h": ("2026-11-24T20:30:00+08:00", False),
    "within 2 days": ("2026-11-24T20:30:00+08:00", False),
    "2天内": ("2026-11-24T20:30:00+08:00", False),
    "48小时之内": ("2026-11-24T20:30:00+08:00", False),
    "3天后": ("2026-11-25T20:30:00+08:00", False),
    "2026-12-01T15:00": ("2026-12-01T15:00:00+08:00", False),
    "2026-12-01 15:00": ("2026-12-01T15:00:00+08:00", False),
    "2026-12-01t15:00z": ("2026-12-01T23:00:00+08:00", False),
    "2026-12-01T15:00-05:00": ("2026-12-02T04:00:00+08:00", False),
}
NO_DATES = [
    *(
        "",
        " ",
        "soon",
        "next week",
        "25",
        "2026",
        "2026-13-01",
        "2026-02-30",
        "1969-12-31",
        "2200-01-01",
        "999999w",
    ),
    *(
        "0001-01-01",
        "9999w",
        "2300-01-01T00:00Z",
        "9999-12-31T23:59:59",
        "9999-12-31T23:59:59Z",
        "2026-12-01T25:00",
        "-1d",
        "昨天",
        "in",
        "内",
        "tomorrow 5",
    ),
]


@pytest.mark.parametrize("text", OUTCOMES)
def test_an_outcome_is_read_as_it_is_meant(text: str) -> None:
    assert result_of(text) == OUTCOMES[text]


@pytest.mark.parametrize("code", Code)
def test_every_outcome_is_read_by_its_code(code: Code) -> None:
    assert result_of(code.value) == Result(code)
    assert result_of(f"{code.value} 5m") == Result(code, 5)


@pytest.mark.parametrize(
    "text", ["", " ", "5m", "great", "waited long", "waited 5x", "reached reached", "等"]
)
def test_what_is_no_outcome_is_refused_with_those_that_there_are(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        result_of(text)
    assert refused.value.code == "bad-outcome"
    assert refused.value.values == {"value": text, "names": ", ".join(Code)}


@pytest.mark.parametrize("text", DURATIONS)
def test_a_duration_is_read_in_whole_minutes(text: str) -> None:
    assert minutes_of(text) == DURATIONS[text]


@pytest.mark.parametrize("by", DATES)
def test_a_promise_is_due_when_the_user_says(by: str) -> None:
    """By the user's clock, counted from when it was given."""
    moment, whole_day = DATES[by]
    found = promise_of("a letter", by, GIVEN.astimezone(BEIJING), BEIJING)
    assert found == Promise("a letter", datetime.fromisoformat(moment), whole_day)
    assert found.due and found.due.isoformat() == moment


def test_a_promise_needs_no_date() -> None:
    assert promise_of("a letter", None, GIVEN, BEIJING) == Promise("a letter")


@pytest.mark.parametrize("by", NO_DATES)
def test_what_is_no_date_is_refused(by: str) -> None:
    with pytest.raises(UsageError) as refused:
        promise_of("a letter", by, GIVEN, BEIJING)
    assert (refused.value.code, refused.value.values) == ("bad-date", {"value": by})


def test_after_a_time_means_that_much_time_also_when_clocks_are_changed() -> None:
    """A promise of 24 hours is kept an hour later by the clock, or earlier; one for a day ends when the day does."""
    given = datetime(2026, 10, 24, 12, tzinfo=BERLIN)  # the clocks go back in the night
    in_hours = promise_of(None, "24h", given.astimezone(UTC), BERLIN)
    tomorrow = promise_of(None, "tomorrow", given, BERLIN)
    assert in_hours.due and in_hours.due.isoformat() == "2026-10-25T11:00:00+01:00"
    assert tomorrow.due and tomorrow.due.isoformat() == "2026-10-25T23:59:59+01:00"


def test_without_a_zone_the_system_s_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    found = promise_of(None, "2026-12-01", GIVEN, None)
    assert found.due and found.due.utcoffset() is not None


# -- whatever is written

PARTS = st.sampled_from(
    [
        *OUTCOMES,
        *DURATIONS,
        *DATES,
        *NO_DATES,
        "٣",
        "½",
        "²",
        "①",
        "İ",
        "ſ",
        "\u0000",
        "\ud800",
        ":",
        "T",
        "Z",
        "+",
        "99999999",
    ]
)
TEXTS = st.text() | st.lists(PARTS | st.text(max_size=3), max_size=5).map("".join)
ZONES = st.sampled_from(
    [UTC, BEIJING, BERLIN, None, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/St_Johns")]
)


@given(TEXTS)
def test_an_outcome_is_read_or_refused(text: str) -> None:
    """And nothing else; what is read can be kept."""
    try:
        found = result_of(text)
    except UsageError:
        return
    assert found.code in set(Code)
    assert found.minutes is None or 0 <= found.minutes < 2**63


@given(TEXTS, st.integers(1, 7_200_000_000), ZONES)
def test_a_date_is_read_or_refused(text: str, seconds: int, zone: tzinfo | None) -> None:
    """And nothing else; a moment has an offset and stands in our time."""
    try:
        found = promise_of("x", text, datetime.fromtimestamp(seconds, UTC), zone)
    except UsageError:
        return
    assert found.due and found.due.utcoffset() is not None
    assert datetime(1969, 12, 30, tzinfo=UTC) < found.due < datetime(2200, 1, 3, tzinfo=UTC)


@given(
    st.integers(0, 999_999),
    st.sampled_from(["m", " min", "分钟", "h", " hours", "小时", "d", "天", "w", "周"]),
)
def test_every_number_has_its_unit(number: int, unit: str) -> None:
    sizes = {
        "m": 1,
        "min": 1,
        "分钟": 1,
        "h": 60,
        "hours": 60,
        "小时": 60,
        "d": 1440,
        "天": 1440,
        "w": 10080,
        "周": 10080,
    }
    assert minutes_of(f"{number}{unit}") == number * sizes[unit.strip()]
