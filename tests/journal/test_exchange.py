"""A case goes to JSON and back without a change; a file that is none is refused with what is wrong, and in no other way."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactfinder.errors import UsageError
from contactfinder.journal import Case, Journal, Note, Promise, Result, Seen, exchange
from contactfinder.journal.record import Code, Kept

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 20, 30, tzinfo=BEIJING)
LISTED = Seen(
    "1-888-908-7930",
    "+18889087930",
    "phone",
    "official",
    "coinbase",
    None,
    ("listed",),
    "2026-11-22",
    "a" * 64,
)
FAKE = Seen(
    "coinbase-help.example",
    "https://coinbase-help.example/",
    "url",
    "lookalike",
    "coinbase",
    "coinbase.com",
    ("near",),
)
NOTES = [
    Note(NOW, "They did not answer.\n\n第二行 🙂 \u202e", "phone", LISTED, result=Result(Code.NO_ANSWER, 0)),
    Note(
        NOW - timedelta(days=1),
        None,
        "ticket",
        None,
        False,
        "Ann",
        "A-1",
        Promise("a letter", NOW, True, Kept.BROKEN),
    ),
    Note(NOW, "They called.", "x", FAKE, True, promise=Promise(None, NOW)),
    Note(
        NOW, "Sent them what they wanted.", "letter", Seen("12 Example Street"), promise=Promise("an answer")
    ),
    Note(NOW, "Done.", result=Result(Code.SOLVED)),
]


def filled(journal: Journal, folder: Path) -> Case:
    """A case with everything in it that a case can hold."""
    line = journal.new("Coinbase", "fraud", "“Locked out” & more", "coinbase", NOW)
    for number, note in enumerate(NOTES, 1):
        journal.log(line.number, note, NOW + timedelta(minutes=number), is_now=number > 2)
    journal.rewrite(line.number, 1, NOTES[0]._replace(agent="Bob"), NOW + timedelta(hours=1))
    (folder / "信 1.txt").write_text("Dear customer")
    journal.attach(line.number, folder / "信 1.txt", NOW, 2)
    journal.attach(line.number, folder / "信 1.txt", NOW)
    journal.close_case(line.number, True, NOW + timedelta(hours=2))
    return journal.case(line.number, NOW)


@pytest.fixture
def whole(journal: Journal, tmp_path: Path) -> Case:
    return filled(journal, tmp_path)


def written(case: Case) -> bytes:
    return json.dumps({"case": exchange.whole(case)}).encode()


def as_in_a_file(case: Case) -> Case:
    """What a file says: not how many entries there are, nor whether the copies of files are still here."""
    files = tuple(found._replace(state="whole") for found in case.attachments)
    line = case.line._replace(entries=0, attachments=0, due=None, overdue=0)
    return case._replace(line=line, attachments=files)


def test_a_case_goes_to_json_and_back(whole: Case) -> None:
    assert exchange.read(written(whole)) == as_in_a_file(whole)
    assert [e.note.at.utcoffset() for e in exchange.read(written(whole)).entries] == [timedelta(hours=8)] * 5


def test_moments_are_in_utc_and_beside_it_as_the_user_s_clock_showed_them(whole: Case) -> None:
    record = exchange.entry(whole.entries[1])
    assert (record["at"], record["at_local"]) == ("2026-11-22T12:30:00Z", "2026-11-22T20:30:00+08:00")


def judged_here(note: Note) -> Note:
    return note._replace(contact=note.contact and note.contact._replace(imported=False))


def test_a_case_goes_from_one_journal_to_another(whole: Case, tmp_path: Path) -> None:
    """All but its number, the copies of the files, which stay where they are, and that the verdicts were given here."""
    with Journal.open(tmp_path / "other", NOW) as other:
        other.new("Kraken", "fees", None, "kraken", NOW)
        found = other.take_in(exchange.read(written(whole)), NOW, "coinbase")
        case = other.case(found.case.number, NOW)
    assert (found.added, found.already, found.case.id) == (7, 0, "coinbase-2")
    assert [entry._replace(note=judged_here(entry.note)) for entry in case.entries] == [*whole.entries]
    assert [a._replace(state="whole") for a in case.attachments] == [*whole.attachments]
    assert {a.state for a in case.attachments} == {"missing"}
    same = (
        "uid",
        "platform",
        "name",
        "issue",
        "title",
        "opened",
        "closed",
        "solved",
        "entries",
        "attachments",
    )
    assert [getattr(case.line, field) for field in same] == [getattr(whole.line, field) for field in same]


def test_to_bring_a_case_in_again_changes_nothing(whole: Case, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other", NOW) as other:
        first = other.take_in(exchange.read(written(whole)), NOW, "coinbase")
        before = other.case(first.case.number, NOW)
        again = other.take_in(exchange.read(written(whole)), NOW, "coinbase")
        assert (again.added, again.already) == (0, 7)
        assert other.case(again.case.number, NOW) == before


def test_a_case_that_is_here_gets_only_what_is_new(whole: Case, journal: Journal) -> None:
    """What is here stays as it is, and no number is given twice."""
    journal.log(whole.line.number, Note(NOW, "only here"), NOW)
    elsewhere = whole._replace(entries=(*whole.entries, whole.entries[0]._replace(number=6, uid="f" * 32)))
    found = journal.take_in(exchange.read(written(elsewhere)), NOW, "coinbase")
    case = journal.case(whole.line.number, NOW)
    assert (found.added, found.already) == (1, 7)
    assert sorted(e.number for e in case.entries) == [1, 2, 3, 4, 5, 6, 7]
    assert [e.note.said for e in case.entries if e.number == 6] == ["only here"]


def test_a_file_stays_with_its_entry_when_that_gets_another_number(journal: Journal, tmp_path: Path) -> None:
    """In one copy of the journal the second entry is one, in the other another."""
    line = journal.new("Coinbase", "fraud", None, "coinbase", NOW)
    journal.log(line.number, NOTES[4], NOW)
    start = exchange.read(written(journal.case(line.number, NOW)))
    with Journal.open(tmp_path / "other", NOW) as other:
        there = other.take_in(start, NOW, "coinbase").case.number
        other.log(there, Note(NOW, "there"), NOW)
        (tmp_path / "letter.txt").write_text("Dear customer")
        other.attach(there, tmp_path / "letter.txt", NOW, 2)
        from_there = exchange.read(written(other.case(there, NOW)))
    journal.log(line.number, Note(NOW, "here"), NOW)
    journal.take_in(from_there, NOW, "coinbase")
    case = journal.case(line.number, NOW)
    assert {e.number: e.note.said for e in case.entries} == {1: "Done.", 2: "here", 3: "there"}
    assert [a.entry for a in case.attachments] == [3]


def test_a_verdict_from_a_file_is_marked_as_such(whole: Case, tmp_path: Path) -> None:
    """Nobody here looked: a file can say anything."""
    with Journal.open(tmp_path / "other", NOW) as other:
        found = other.take_in(exchange.read(written(whole)), NOW, None)
        seen = [e.note.contact for e in other.case(found.case.number, NOW).entries if e.note.contact]
    assert [s.imported for s in seen] == [True] * 3
    assert {s.written for s in seen} == {LISTED.written, FAKE.written, "12 Example Street"}


def test_what_else_is_in_a_file_is_left_alone(whole: Case) -> None:
    """A later version may write more."""
    record = {"schema_version": 9, "case": {**exchange.whole(whole), "new": [1], "measured": None}}
    record["case"]["entries"] = [{**entry, "mood": "bad"} for entry in record["case"]["entries"]]
    assert exchange.read(json.dumps(record).encode()) == as_in_a_file(whole)


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"null",
            b"{}",
            b'{"case": null}',
            b'{"case": {}}',
            b"\xff\xfe{",
            b"\0",
            b"PK\x03\x04",
        ),
        *(b"[" * 100_000, b'{"case":' * 10_000, b'{"case": 1e999}', "案件".encode("gb18030")),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_case_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError) as refused:
        exchange.read(data)
    assert refused.value.code == "bad-export"


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MAX_FILE", 2)
    with pytest.raises(UsageError) as refused:
        exchange.read(b"{ }")
    assert refused.value.code == "bad-export"


BAD = {
    "opened_local": [
        "2026-11-22T20:30:00",
        "then",
        "",
        "0001-01-01T00:00:00+00:00",
        "9999-12-31T23:59:59+00:00",
        None,
    ],
    "uid": ["", "x" * 8, "../../etc", "a" * 65, "a\u0661" * 8, None],
    "closed": ["then", 7],
    "solved": ["yes", None, 1],
    "entries.number": [0, -1, 2**31, 2**64, 1.5, "1", None],
    "entries.at_local": ["2026-11-22T20:30:00", "1969-12-31T00:00:00+00:00", "2200-01-01T00:00:00+00:00"],
    "entries.recorded": ["then", "9999-12-31T23:59:59+00:00"],
    "entries.uid": ["", "'; DROP TABLE cases; --"],
    "entries.minutes": [-1, 2**31, 2**64],
    "entries.outcome": ["won", "Reached"],
    "entries.promise_state": ["forgotten"],
    "entries.by_local": ["tomorrow"],
    "entries.channel": ["Phone", "a b", "x" * 62, "[red]"],
    "entries.verdict": ["OFFICIAL!", "\x1b[31m"],
    "entries.reasons": [["[red]"], "listed", [1]],
    "entries.contact_kind": ["a phone"],
    "attachments.size": [-1, 2**64],
    "attachments.entry": [-1, 2**64],
    "attachments.sha256": ["", "A" * 64, "a" * 63],
    "attachments.added": ["then"],
}


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, values in BAD.items() for v in values])
def test_a_field_that_cannot_be_is_refused(whole: Case, field: str, value: object) -> None:
    record = json.loads(written(whole))
    change(record["case"], field, value)
    with pytest.raises(UsageError) as refused:
        exchange.read(json.dumps(record).encode())
    assert refused.value.code == "bad-export"


def change(record: dict[str, Any], field: str, value: object) -> None:
    part, _, name = field.rpartition(".")
    for place in record[part] if part else [record]:
        if (
            part != "entries"
            or name not in ("verdict", "reasons", "contact_kind")
            or place["contact_written"]
        ):
            place[name] = value


# -- whatever is in the file

SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
GONE = object()
TELLING = st.sampled_from(
    [
        *(
            "",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "2026-11-22T20:30:00+23:59",
            "2026-11-22T20:30:00Z",
        ),
        *("open", "kept", "reached", "phone", "\ud800", "\0", "x" * 2_000, "word " * 30_000),
        *(0, -1, 1, 2**31 - 1, 2**63, 2**64, True, None, [], {}),
    ]
)


def places(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*way, key)
        yield from places(part, (*way, key))


def put(value: Any, way: tuple[str | int, ...], new: object) -> None:
    """Change what is at the end of a way, unless the way is gone."""
    *steps, last = way
    try:
        for step in steps:
            value = value[step]
        if new is GONE:
            del value[last]
        else:
            value[last] = new
    except (KeyError, IndexError, TypeError):
        return


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("exported")
    with Journal.open(folder / "data", NOW) as journal:
        return json.loads(written(filled(journal, folder)))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal for many cases."""
    with Journal.open(tmp_path_factory.mktemp("shelf"), NOW) as journal:
        yield journal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.data())
def test_a_changed_file_is_read_or_refused(record: Any, shelf: Journal, data: st.DataObject) -> None:
    """And nothing else; what is read can be brought in or is refused; what was brought in can be shown and exported."""
    changed = copy.deepcopy(record)
    for way in data.draw(st.lists(st.sampled_from([*places(record)]), min_size=1, max_size=3)):
        put(changed, way, data.draw(TELLING | VALUES | st.just(GONE)))
    try:
        case = exchange.read(json.dumps(changed).encode())
        number = shelf.take_in(case, NOW, None).case.number
    except UsageError:
        return
    found = shelf.case(number, NOW)
    shelf.delete(number)
    assert exchange.read(written(found)) == as_in_a_file(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_changed_bytes_are_read_or_refused(record: Any, data: st.DataObject) -> None:
    """A file that was damaged on its way."""
    whole = bytearray(json.dumps(record, ensure_ascii=False).encode())
    start = data.draw(st.integers(0, len(whole) - 1))
    whole[start : start + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    try:
        found = exchange.read(bytes(whole))
    except UsageError:
        return
    assert isinstance(found, Case)
    assert exchange.whole(found)


def test_the_zone_of_utc_is_written_as_z() -> None:
    assert exchange.utc(datetime(2026, 11, 22, 12, tzinfo=UTC)) == "2026-11-22T12:00:00Z"
    assert exchange.utc(None) is None
