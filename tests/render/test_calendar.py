"""Promises in a calendar: RFC 5545 as another program reads it back."""

from datetime import UTC, date, datetime, timedelta, timezone
from unicodedata import category

import icalendar
import pytest
from made_findings import HOSTILE

from contactfinder.journal import Case, Entry, Promise
from contactfinder.render.calendar import calendar
from contactfinder.render.words import LANGUAGES, Words
from made_cases import after, case, note, promised

NOW = after(hours=1)
CHINA = timezone(timedelta(hours=8))
TIMED = promised("an answer", datetime(2026, 11, 24, 9, 30, tzinfo=CHINA))
DAY = promised("a refund", datetime(2026, 11, 24, 23, 59, 59, tzinfo=CHINA), whole_day=True)
LONG = promised("十个工作日内退回全部款项，" * 40, after(days=1))
languages = pytest.mark.parametrize("language", LANGUAGES)
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def written(found: Case, language: str = "en", now: datetime = NOW) -> bytes:
    promises: list[tuple[Case, Entry, Promise]] = [(found, *pair) for pair in found.promises]
    return calendar(promises, Words(language), now)


def with_promises(*promises: Promise, **more) -> Case:
    return case(*(note(n, promise=promise, **more) for n, promise in enumerate(promises)))


def events(data: bytes) -> list[icalendar.Event]:
    return [e for e in icalendar.Calendar.from_ical(data).walk("VEVENT") if isinstance(e, icalendar.Event)]


def event(found: Case, language: str = "en") -> icalendar.Event:
    [one] = events(written(found, language))
    return one


def alarm(found: Case) -> datetime:
    """When it rings, on the clock of the one who reads it."""
    [one] = event(found).walk("VALARM")
    begin = event(found)["dtstart"].dt
    start = begin if isinstance(begin, datetime) else datetime(begin.year, begin.month, begin.day)  # noqa: DTZ001
    return start + one["trigger"].dt


# -- what stands in it


def test_a_moment_is_a_moment_wherever_the_calendar_is_opened() -> None:
    found = event(with_promises(TIMED))
    assert found["dtstart"].dt == datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert found["dtend"].dt - found["dtstart"].dt == timedelta(minutes=15)
    assert alarm(with_promises(TIMED)) == TIMED.due


def test_a_whole_day_is_the_day_that_was_said() -> None:
    """By the clock of the user, not by UTC; and it rings on the morning after, when it is late."""
    found = event(with_promises(DAY))
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2026, 11, 24), date(2026, 11, 25))
    assert alarm(with_promises(DAY)) == datetime(2026, 11, 25, 9, 0)  # noqa: DTZ001


@languages
def test_an_event_says_who_promised_what_and_where_it_is_written_down(language: str) -> None:
    found = event(with_promises(TIMED, ticket="77"), language)
    assert "Example Exchange" in found["summary"] and "an answer" in found["summary"]
    assert found["description"].startswith("77\n")
    assert "contactfinder case next example-exchange-1" in found["description"]


@pytest.mark.parametrize("text", [None, ""])
def test_a_promise_without_words_is_an_event_too(text: str | None) -> None:
    assert "…" in event(with_promises(TIMED._replace(text=text)))["summary"]


def test_every_open_promise_is_an_event_the_earliest_first() -> None:
    found = [e["summary"] for e in events(written(with_promises(DAY, TIMED, LONG)))]
    assert [text.rpartition(": ")[2][:3] for text in found] == ["十个工", "an ", "a r"]


# -- opened again


def test_the_same_promise_is_the_same_event() -> None:
    """A calendar that opens the file again moves the event instead of making a second one."""
    first = with_promises(TIMED)
    entry = first.entries[0]
    moved = entry._replace(
        edited=after(hours=5), note=entry.note._replace(promise=TIMED._replace(due=after(days=9)))
    )
    second = first._replace(entries=(moved,))
    (one,), (other,) = events(written(first)), events(written(second, now=after(hours=6)))
    assert one["uid"] == other["uid"] and one["dtstart"].dt != other["dtstart"].dt
    assert one["dtstamp"].dt < other["dtstamp"].dt and one["last-modified"].dt < other["last-modified"].dt


def test_two_promises_are_two_events() -> None:
    assert len({e["uid"] for e in events(written(with_promises(TIMED, TIMED)))}) == 2


@pytest.mark.parametrize("name", ["dtstamp", "last-modified"])
def test_the_times_of_the_record_are_in_utc(name: str) -> None:
    """As the standard asks."""
    found = case(note(at=datetime(2026, 11, 22, 20, 0, tzinfo=CHINA), promise=TIMED))
    [line] = [x for x in written(found).decode().split("\r\n") if x.startswith(name.upper())]
    assert line.endswith("Z")


# -- the form


def lines(data: bytes) -> list[bytes]:
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    return data.split(b"\r\n")[:-1]


@pytest.mark.parametrize("promise", [TIMED, DAY, LONG], ids=["timed", "day", "long"])
@languages
def test_lines_end_and_are_folded_as_the_standard_says(promise: Promise, language: str) -> None:
    """At most 75 bytes, none of them in the middle of a letter."""
    found = lines(written(with_promises(promise), language))
    assert [line for line in found if len(line) > 75] == []
    assert [line.decode() for line in found]
    assert promise.text in event(with_promises(promise), language)["summary"]


@hostile
@languages
def test_text_from_outside_stays_in_its_line(text: str, language: str) -> None:
    """No property, event or alarm of its own, and nothing that steers."""
    found, plain = (
        case(
            note(promise=promised(t, after(days=1)), ticket=t, said=t, agent=t), name=t or "x", platform=None
        )
        for t in (text, "x")
    )
    names = [[name for name, _ in e.property_items()] for e in events(written(found, language))]
    assert names == [[name for name, _ in e.property_items()] for e in events(written(plain, language))]
    data = written(found, language).decode()
    assert {c for c in data if category(c)[0] == "C" and c not in "\r\n"} == set()


INJECTED = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "x\nATTACH:https://evil.example",
    "a;b,c:d\\n",
    "x\r\n BEGIN:VALARM",
]


@pytest.mark.parametrize("text", INJECTED)
def test_no_text_opens_or_closes_anything(text: str) -> None:
    found = with_promises(promised(text, after(days=1)), ticket=text)
    data = written(found)
    assert [data.count(b"\r\nBEGIN:" + name) for name in (b"VEVENT", b"VALARM")] == [1, 1]
    assert not [line for line in lines(data) if line.startswith(b"ATTACH")]


@languages
def test_a_calendar_says_what_made_it(language: str) -> None:
    found = icalendar.Calendar.from_ical(written(with_promises(TIMED), language))
    assert found["version"] == "2.0" and "contactfinder" in found["prodid"]


def test_the_promises_of_a_closed_case_ring_no_more() -> None:
    found = with_promises(TIMED)
    assert events(written(found._replace(line=found.line._replace(closed=NOW)))) == []
