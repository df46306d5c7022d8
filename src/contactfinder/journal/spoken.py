"""What users write of outcomes and dates: `waited 25m`, `no-answer`, `48h`, `2026-12-01`, `明天`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from unicodedata import normalize

from contactfinder.errors import UsageError
from contactfinder.journal.record import Code, Promise, Result

_CODES = {  # other words for them
    **dict.fromkeys(("answered", "接通", "有人接", "已接通", "已回复"), Code.REACHED),
    **dict.fromkeys(
        ("no answer", "no_answer", "noanswer", "unanswered", "没人接", "无人接听", "没回复"), Code.NO_ANSWER
    ),
    **dict.fromkeys(("waiting", "wait", "on hold", "等了", "等待", "等候"), Code.WAITED),
    **dict.fromkeys(("rejected", "declined", "拒绝", "被拒绝"), Code.REFUSED),
    **dict.fromkeys(("fixed", "done", "解决", "已解决", "解决了"), Code.SOLVED),
}
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分钟", "分"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时"), 60),
    **dict.fromkeys(("d", "day", "days", "天", "日"), 24 * 60),
    **dict.fromkeys(("w", "week", "weeks", "周", "星期", "个星期"), 7 * 24 * 60),
}
_AMOUNT = (
    rf"(\d{{1,6}})(?!\d)\s*({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})?(?![a-z])"
)
_DURATION = re.compile(rf"(?:{_AMOUNT}\s*)+")
_DAYS = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "后天": 2}
_END_OF_DAY = time(23, 59, 59)
YEARS = range(1970, 2200)


def result_of(text: str) -> Result:
    """An outcome with its minutes, if any are said. Raises UsageError (`bad-outcome`)."""
    said = normalize("NFKC", text).strip().lower()
    match = re.fullmatch(r"(?P<code>[^\d]*?)[\s:=-]*(?:after\s+|for\s+)?(?P<time>\d.*)?", said)
    word = match["code"].strip() if match else ""
    code = _CODES.get(word) or (Code(word) if word in set(Code) else None)
    minutes = minutes_of(match["time"]) if match and match["time"] else None
    if code is None or (match and match["time"] and minutes is None):
        raise UsageError("bad-outcome", value=text, names=", ".join(Code))
    return Result(code, minutes)


def minutes_of(text: str) -> int | None:
    """Whole minutes of a duration: 25m, 1h30m, 2 days, 25分钟; a bare number counts minutes. None for anything else."""
    said = normalize("NFKC", text).strip().lower()
    if not _DURATION.fullmatch(said):
        return None
    parts = re.findall(_AMOUNT, said)
    if len(parts) > 1 and not all(unit for _, unit in parts[:-1]):
        return None
    return sum(int(number) * _UNITS.get(unit, 1) for number, unit in parts)


def promise_of(text: str | None, by: str | None, given: datetime, zone: tzinfo | None) -> Promise:
    """A promise given at a moment, due on a day, at a moment, or after a time. Raises UsageError (`bad-date`)."""
    if by is None:
        return Promise(text)
    due, whole_day = _due(normalize("NFKC", by).strip().lower(), by, given, zone)
    return Promise(text, due, whole_day)


def _due(said: str, by: str, given: datetime, zone: tzinfo | None) -> tuple[datetime, bool]:
    try:
        if said in _DAYS:
            return _end_of(given.date() + timedelta(days=_DAYS[said]), zone), True
        bare = re.sub(r"^(?:with)?in\s+|(?:以?内|之内|后)$", "", said).strip()
        minutes = minutes_of(bare) if not bare.isdigit() else None
        if minutes is not None:
            return _local(given + timedelta(minutes=minutes), zone), False
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?", said):
            return _end_of(date(*map(int, said.split("-"))), zone), True
        found = datetime.fromisoformat(said.upper())
        return (_local(found, zone) if found.tzinfo else _placed(found, zone)), False
    except (ValueError, OverflowError, OSError):
        raise UsageError("bad-date", value=by) from None


def _end_of(day: date, zone: tzinfo | None) -> datetime:
    return _placed(datetime.combine(day, _END_OF_DAY), zone)


def _placed(clock: datetime, zone: tzinfo | None) -> datetime:
    """What a clock of the user shows, as a moment; without a zone, the system's."""
    if clock.year not in YEARS:
        raise ValueError
    return clock.replace(tzinfo=zone) if zone else clock.astimezone()


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.year not in YEARS:
        raise ValueError
    return moment.astimezone(zone)
