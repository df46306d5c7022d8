"""The verbs of the journal: what was written down is there as it was said, in the order in which it happened."""

import hashlib
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from contactfinder.errors import UsageError
from contactfinder.guidance.experience import experience
from contactfinder.journal import CaseLine, Entry, Journal, Note, Promise, Result, Seen, attaching
from contactfinder.journal.journal import LATELY
from contactfinder.journal.record import MAX_LINE, MAX_TEXT, Code, Kept

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
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
FULL = Note(
    NOW.astimezone(timezone(timedelta(hours=5, minutes=30))),
    "They said:\n\n  “wait” 等 🙂",
    "phone",
    LISTED,
    True,
    "Ann",
    "A-1",
    Promise("a letter", NOW + DAY, True),
    Result(Code.REACHED, 3),
)


def said(journal: Journal, case: CaseLine) -> list[str | None]:
    return [e.note.said for e in journal.case(case.number, NOW).entries]


def refused(code: str, verb: Callable[..., object], *given: Any, **named: Any) -> None:
    with pytest.raises(UsageError) as error:
        verb(*given, **named)
    assert error.value.code == code


# -- entries


def test_an_entry_is_there_as_it_was_said(journal: Journal, case: CaseLine, folder: Path) -> None:
    """Every field of it, also after the journal was closed."""
    logged = journal.log(case.number, FULL, NOW)
    assert (logged.number, logged.note, logged.recorded, logged.edited) == (1, FULL, NOW, None)
    assert logged.note.at.isoformat() == "2026-11-22T17:30:00+05:30"
    with Journal.open(folder, NOW) as again:
        assert again.case(case.number, NOW).entries == (logged,)
        assert again.entry(case.number, 1) == logged


def test_an_entry_may_say_as_little_as_it_likes(journal: Journal, case: CaseLine) -> None:
    assert journal.log(case.number, Note(NOW), NOW).note == Note(NOW)
    assert journal.log(case.number, Note(NOW, " \n", promise=Promise("")), NOW).note == Note(
        NOW, promise=Promise()
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" a \n b ", "a \n b"),
        ("a\r\nb", "a\nb"),
        ("a\0b", r"a\x00b"),
        ("a\ud800b", r"a\ud800b"),
        ("\x1b[31m[red]", "\x1b[31m[red]"),
        ("'; DROP TABLE entries; --", "'; DROP TABLE entries; --"),
    ],
)
def test_text_is_kept_as_it_is(journal: Journal, case: CaseLine, text: str, kept: str) -> None:
    """But for blanks around it, and what is no text in any encoding."""
    assert journal.log(case.number, Note(NOW, text), NOW).note.said == kept


def test_a_text_that_is_too_long_is_refused_and_not_cut(journal: Journal, case: CaseLine) -> None:
    long = "Bitcoin," * (MAX_TEXT // 8)
    line = long[:MAX_LINE]
    assert journal.log(case.number, Note(NOW, long, agent=line), NOW).note == Note(NOW, long, agent=line)
    too_long = [Note(NOW, f"{long}!"), *(Note(NOW, **{field: f"{line}!"}) for field in ("agent", "ticket"))]
    too_long += [Note(NOW, contact=Seen(f"{line}!")), Note(NOW, promise=Promise(f"{line}!"))]
    for note in too_long:
        refused("entry-too-long", journal.log, case.number, note, NOW)
    assert len(said(journal, case)) == 1


def test_what_has_not_happened_is_refused(journal: Journal, case: CaseLine) -> None:
    """A clock may be wrong by a day."""
    journal.log(case.number, Note(NOW + DAY, "soon"), NOW)
    refused("not-yet", journal.log, case.number, Note(NOW + DAY + timedelta(seconds=1), "later"), NOW)


def test_nothing_is_written_into_a_case_that_is_not_there(
    journal: Journal, case: CaseLine, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer")
    refused("no-such-case", journal.log, 9, Note(NOW, "x"), NOW)
    refused("no-such-case", journal.attach, 9, letter, NOW)
    refused("no-such-case", journal.case, 9, NOW)
    refused("no-such-case", journal.change, 9, NOW, title="x")
    refused("no-such-case", journal.close_case, 9, True, NOW)
    refused("no-such-case", journal.reopen, 9, NOW)
    for verb in (journal.entry, journal.remove):
        refused("no-such-entry", verb, case.number, 9)
        refused("no-such-entry", verb, 9, 1)
    refused("no-such-entry", journal.rewrite, case.number, 9, Note(NOW), NOW)
    refused("no-such-entry", journal.attach, case.number, letter, NOW, 9)
    assert not journal.path_of(9, attaching.described("x", b"", None, NOW, "x")).parent.exists()


def test_an_entry_that_is_changed_says_so_and_keeps_its_place(journal: Journal, case: CaseLine) -> None:
    first = journal.log(case.number, Note(NOW, "first"), NOW)
    journal.log(case.number, Note(NOW, "second"), NOW)
    changed = journal.rewrite(
        case.number, 1, first.note._replace(said="first, really", agent="Ann"), NOW + DAY
    )
    assert (changed.number, changed.uid, changed.recorded, changed.edited) == (1, first.uid, NOW, NOW + DAY)
    assert said(journal, case) == ["first, really", "second"]
    assert [f.entry for f in journal.search("really ann", NOW)] == [changed]


def test_an_entry_that_is_changed_keeps_its_place_although_a_clock_was_set_back(
    journal: Journal, case: CaseLine
) -> None:
    """Only another time moves it."""
    for text, at in (("first", NOW), ("second", NOW - DAY), ("third", NOW)):
        journal.log(case.number, Note(at, text), at)
    journal.rewrite(case.number, 2, Note(NOW - DAY, "second, really"), NOW)
    assert said(journal, case) == ["first", "second, really", "third"]


def test_an_entry_moves_when_its_time_is_changed(journal: Journal, case: CaseLine) -> None:
    journal.log(case.number, Note(NOW, "first"), NOW)
    second = journal.log(case.number, Note(NOW, "second"), NOW)
    journal.rewrite(case.number, 2, second.note._replace(at=NOW - DAY), NOW)
    assert said(journal, case) == ["second", "first"]


def test_everything_of_an_entry_can_be_taken_away(journal: Journal, case: CaseLine) -> None:
    journal.log(case.number, FULL, NOW)
    assert journal.rewrite(case.number, 1, Note(FULL.at), NOW).note == Note(FULL.at)
    assert journal.search("ann", NOW) == []


def test_a_number_of_an_entry_is_never_given_again(journal: Journal, case: CaseLine) -> None:
    """Who wrote down “see entry 2” must not be led to another."""
    for text in ("first", "second"):
        journal.log(case.number, Note(NOW, text), NOW)
    journal.remove(case.number, 2)
    assert journal.log(case.number, Note(NOW, "third"), NOW).number == 3
    journal.remove(case.number, 1)
    journal.remove(case.number, 3)
    assert journal.log(case.number, Note(NOW, "fourth"), NOW).number == 4
    refused("no-such-entry", journal.entry, case.number, 2)


def test_entries_have_a_name_in_the_whole_world(journal: Journal, case: CaseLine) -> None:
    assert len({journal.log(case.number, Note(NOW), NOW).uid for _ in range(20)}) == 20


# -- clocks


def test_what_happens_now_stands_last_although_the_clock_was_set_back(
    journal: Journal, case: CaseLine
) -> None:
    """And says honestly what the clock showed."""
    clocks = [
        NOW,
        NOW - timedelta(hours=3),
        NOW - 300 * DAY,
        NOW - timedelta(hours=2),
        NOW + timedelta(minutes=1),
    ]
    for number, clock in enumerate(clocks):
        journal.log(case.number, Note(clock, str(number)), clock)
    entries = journal.case(case.number, NOW).entries
    assert [e.note.said for e in entries] == ["0", "1", "2", "3", "4"]
    assert [e.note.at for e in entries] == clocks
    assert [e.recorded for e in entries] == clocks


def test_what_happened_at_another_time_stands_where_that_is(journal: Journal, case: CaseLine) -> None:
    journal.log(case.number, Note(NOW, "now"), NOW)
    journal.log(case.number, Note(NOW - DAY, "yesterday"), NOW, is_now=False)
    journal.log(case.number, Note(NOW - 2 * DAY, "before that"), NOW, is_now=False)
    journal.log(case.number, Note(NOW + timedelta(hours=1), "in an hour"), NOW, is_now=False)
    journal.log(case.number, Note(NOW, "now again"), NOW)
    assert said(journal, case) == ["before that", "yesterday", "now", "in an hour", "now again"]


def test_of_two_at_the_same_moment_the_one_written_first_stands_first(
    journal: Journal, case: CaseLine
) -> None:
    """Whatever the offset in which it is written."""
    for text, zone in (("first", 0), ("second", 8), ("third", -5)):
        at = NOW.astimezone(timezone(timedelta(hours=zone)))
        journal.log(case.number, Note(at, text), NOW, is_now=False)
    assert said(journal, case) == ["first", "second", "third"]


def test_no_time_is_negative_when_the_clock_goes_back(journal: Journal, case: CaseLine) -> None:
    """It is not known then."""
    sent = Note(NOW, "help", "email")
    answered = Note(NOW - timedelta(hours=3), "here", "email", incoming=True, result=Result(Code.SOLVED))
    journal.log(case.number, sent, sent.at)
    journal.log(case.number, answered, answered.at)
    measured = experience(journal.case(case.number, NOW))
    assert (measured.first_answer, measured.solution) == (None, None)
    assert [(c.channel, c.answered, c.minutes) for c in measured.channels] == [("email", 1, ())]


def test_times_are_measured_when_the_clock_goes_on(journal: Journal, case: CaseLine) -> None:
    """So that the test above does not hold for want of anything to measure."""
    journal.log(case.number, Note(NOW, "help", "email"), NOW)
    answer = Note(NOW + timedelta(minutes=90), "here", "email", incoming=True, result=Result(Code.SOLVED))
    journal.log(case.number, answer, answer.at)
    measured = experience(journal.case(case.number, NOW))
    assert (measured.first_answer, measured.solution) == (90, 90)
    assert [c.minutes for c in measured.channels] == [(90,)]


# -- cases


def test_a_case_has_a_name_that_can_be_typed(journal: Journal) -> None:
    names = [
        ("Coinbase", "coinbase"),
        ("Börse Ünlimited, Inc.", None),
        ("小众交易所", None),
        ("x" * 90, None),
    ]
    ids = [journal.new(name, "fraud", None, platform, NOW).id for name, platform in names]
    assert ids == ["coinbase-1", "b-rse-nlimited-inc-2", "case-3", f"{'x' * 30}-4"]


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_case_needs_a_name(journal: Journal, case: CaseLine, name: str) -> None:
    refused("missing", journal.new, name, "fraud", None, None, NOW)
    refused("missing", journal.change, case.number, NOW, name=name, platform=None)
    assert journal.cases(NOW) == [case]


def test_a_case_can_be_changed(journal: Journal, case: CaseLine) -> None:
    """And is found by its new name."""
    changed = journal.change(
        case.number, NOW + DAY, name="Kraken", platform="kraken", title=None, issue="fees"
    )
    assert changed == case._replace(
        name="Kraken", platform="kraken", title=None, issue="fees", changed=NOW + DAY
    )
    assert [f.case.number for f in journal.search("kraken", NOW)] == [case.number]
    assert journal.search("locked", NOW) == []
    assert journal.change(case.number, NOW, title="New").platform == "kraken"


def test_a_case_is_closed_and_reopened(journal: Journal, case: CaseLine) -> None:
    """Its promises do not matter while it is closed."""
    journal.log(case.number, Note(NOW, promise=Promise("a letter", NOW - DAY)), NOW)
    closed = journal.close_case(case.number, True, NOW)
    assert (closed.closed, closed.solved, closed.due, closed.overdue) == (NOW, True, None, 0)
    assert journal.case(case.number, NOW).promises == []
    again = journal.reopen(case.number, NOW)
    assert (again.closed, again.solved, again.due, again.overdue) == (None, False, NOW - DAY, 1)
    assert len(journal.case(case.number, NOW).promises) == 1


def test_late_promises_come_first_then_what_moved_last(journal: Journal) -> None:
    """The longest overdue before all; what is closed stands at the end."""
    numbers = {}
    for hour, (name, due, closed) in enumerate(
        [
            ("quiet", None, False),
            ("late", NOW - DAY, False),
            ("closed", NOW - 9 * DAY, True),
            ("very late", NOW - 5 * DAY, False),
            ("in time", NOW + DAY, False),
            ("moved", None, False),
        ]
    ):
        at = NOW - timedelta(hours=20 - hour)
        numbers[name] = journal.new(name, "fraud", None, None, at).number
        journal.log(numbers[name], Note(at, promise=Promise("x", due)), at)
        if closed:
            journal.close_case(numbers[name], False, at)
    journal.log(numbers["moved"], Note(NOW), NOW)
    assert [c.name for c in journal.cases(NOW)] == [
        "very late",
        "late",
        "moved",
        "in time",
        "quiet",
        "closed",
    ]


@pytest.mark.parametrize("kept", [Kept.KEPT, Kept.BROKEN])
def test_a_promise_that_was_kept_or_broken_is_not_late(journal: Journal, case: CaseLine, kept: Kept) -> None:
    journal.log(case.number, Note(NOW, promise=Promise("x", NOW - DAY)), NOW)
    assert journal.cases(NOW)[0].overdue == 1
    journal.rewrite(case.number, 1, Note(NOW, promise=Promise("x", NOW - DAY, kept=kept)), NOW)
    assert (journal.cases(NOW)[0].overdue, journal.cases(NOW)[0].due) == (0, None)


def test_a_promise_is_late_from_the_moment_on_wherever_that_is_written(
    journal: Journal, case: CaseLine
) -> None:
    due = datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=8)))  # NOW
    journal.log(case.number, Note(NOW, promise=Promise("x", due)), NOW)
    found = [journal.cases(NOW + timedelta(seconds=s))[0].overdue for s in (-1, 0, 1)]
    assert found == [0, 0, 1]


def test_open_promises_come_in_the_order_in_which_they_are_due(journal: Journal, case: CaseLine) -> None:
    for text, days in (("third", 3), ("first", 1), ("second", 2)):
        journal.log(case.number, Note(NOW, promise=Promise(text, NOW + days * DAY)), NOW)
    journal.log(case.number, Note(NOW, promise=Promise("some day")), NOW)
    assert [p.text for _, p in journal.case(case.number, NOW).promises] == ["first", "second", "third"]


def test_the_case_that_is_meant_is_found(journal: Journal) -> None:
    """By its id, its number, its platform, or because it is the only open one."""
    first = journal.new("Coinbase", "fraud", None, "coinbase", NOW)
    assert journal.find(None, NOW) == first
    second = journal.new("Kraken", "fees", None, "kraken", NOW)
    for name in ("coinbase-1", " Coinbase-1 ", "1", "#1", "coinbase", "COINBASE", first.uid):
        assert journal.find(name, NOW) == first
    closed = journal.close_case(second.number, False, NOW)
    assert journal.find(None, NOW) == first
    assert journal.find("kraken", NOW) == closed


def test_which_case_is_meant_must_be_plain(journal: Journal) -> None:
    refused("no-open-case", journal.find, None, NOW)
    refused("no-such-case", journal.find, "kraken", NOW)
    for _ in range(2):
        journal.new("Coinbase", "fraud", None, "coinbase", NOW)
    refused("which-case", journal.find, None, NOW)
    refused("which-case", journal.find, "coinbase", NOW)
    journal.close_case(1, True, NOW)
    assert journal.find("coinbase", NOW).number == 2
    journal.close_case(2, True, NOW)
    refused("no-open-case", journal.find, None, NOW)
    refused("which-case", journal.find, "coinbase", NOW)


def test_a_deleted_case_is_gone_and_its_number_is_never_given_again(
    journal: Journal, case: CaseLine, tmp_path: Path
) -> None:
    """With its entries and the copies of its files."""
    (tmp_path / "letter.txt").write_text("Dear customer")
    journal.log(case.number, FULL, NOW)
    copied = journal.path_of(case.number, journal.attach(case.number, tmp_path / "letter.txt", NOW))
    journal.delete(case.number)
    assert journal.cases(NOW) == []
    assert journal.search("ann", NOW) == []
    assert not copied.parent.exists()
    assert (tmp_path / "letter.txt").exists()
    assert journal.new("Coinbase", "fraud", None, "coinbase", NOW).id == "coinbase-2"


def test_a_case_whose_files_cannot_be_removed_is_not_deleted(
    journal: Journal, case: CaseLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is listed, it can be deleted again; files of a case that nobody sees would stay for ever."""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "letter.txt").write_text("Dear customer")
    journal.attach(case.number, tmp_path / "letter.txt", NOW)
    with monkeypatch.context() as patch:
        patch.setattr(attaching, "remove_all", refuse)
        with pytest.raises(Exception, match="journal-unwritable"):
            journal.delete(case.number)
    assert [c.number for c in journal.cases(NOW)] == [case.number]
    journal.delete(case.number)
    assert journal.cases(NOW) == []


# -- files


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "my letter, 信 (1).txt"
    path.write_bytes(b"Dear customer\r\n")
    return path


def test_a_file_is_copied_as_it_is(journal: Journal, case: CaseLine, letter: Path, folder: Path) -> None:
    """What becomes of the user's own does not matter then."""
    journal.log(case.number, Note(NOW), NOW)
    found = journal.attach(case.number, letter, NOW, 1)
    data = letter.read_bytes()
    letter.unlink()
    assert found[:1] + found[2:] == (1, 1, letter.name, 15, hashlib.sha256(data).hexdigest(), NOW, "whole")
    path = journal.path_of(case.number, found)
    assert (path.read_bytes(), path.parent) == (data, folder / "attachments" / "1")
    assert path.name == f"1-{found.sha256[:12]}-my_letter_信_1_.txt"
    assert journal.case(case.number, NOW).attachments == (found,)
    assert journal.cases(NOW)[0].attachments == 1


def test_a_copy_that_is_gone_or_changed_is_shown_as_such(
    journal: Journal, case: CaseLine, letter: Path
) -> None:
    """Evidence that was changed is none."""
    found = [journal.attach(case.number, letter, NOW) for _ in range(3)]
    gone, changed, _ = (journal.path_of(case.number, f) for f in found)
    gone.unlink()
    changed.write_bytes(changed.read_bytes().swapcase())
    assert [a.state for a in journal.case(case.number, NOW).attachments] == ["missing", "changed", "whole"]


def test_of_a_removed_entry_the_files_stay_with_the_case(
    journal: Journal, case: CaseLine, letter: Path
) -> None:
    journal.log(case.number, Note(NOW), NOW)
    journal.attach(case.number, letter, NOW, 1)
    journal.remove(case.number, 1)
    assert [(a.entry, a.state) for a in journal.case(case.number, NOW).attachments] == [(None, "whole")]


def test_what_is_no_file_or_too_large_is_refused(
    journal: Journal, case: CaseLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused("no-file", journal.attach, case.number, tmp_path, NOW)
    refused("no-file", journal.attach, case.number, tmp_path / "nothing", NOW)
    monkeypatch.setattr(attaching, "MAX_SIZE", 10)
    (tmp_path / "a").write_bytes(b"\0" * 10)
    (tmp_path / "b").write_bytes(b"\0" * 11)
    journal.attach(case.number, tmp_path / "a", NOW)
    refused("file-too-large", journal.attach, case.number, tmp_path / "b", NOW)
    assert [a.name for a in journal.case(case.number, NOW).attachments] == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="such names are of POSIX")
@pytest.mark.parametrize(
    "name", [".hidden", "a\nb", "..", "con", "-rf", "𠮷" * 60, "a\udcff", "[red]", "x" * 250]
)
def test_a_file_of_any_name_lies_in_the_folder_of_its_case(
    journal: Journal, case: CaseLine, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "a.." if name == ".." else tmp_path / name
    path.write_bytes(b"\0")
    found = journal.attach(case.number, path, NOW)
    copied = journal.path_of(case.number, found)
    assert [copied] == [*(journal.folder / "attachments" / "1").iterdir()]
    assert copied.name.startswith(f"1-{found.sha256[:12]}-")
    assert journal.case(case.number, NOW).attachments == (found,)


# -- search


@pytest.fixture
def shelf(journal: Journal) -> Journal:
    journal.new("Coinbase", "account-security", "Locked out", "coinbase", NOW)
    journal.new("小众交易所", "deposit", None, None, NOW)
    journal.log(1, Note(NOW, "The Straße; 100 % of “it”", agent="Ann O'Hara", ticket="A-1_x"), NOW)
    journal.log(
        2, Note(NOW, "客服说三天之内处理，ＴＸ１２３ is pending", contact=Seen("Help@Example.com")), NOW
    )
    journal.log(2, Note(NOW, "last", promise=Promise("They will call in the morning.")), NOW)
    return journal


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("strasse", [(1, 1)]),
        ("STRAẞE", [(1, 1)]),
        ("straße ann", [(1, 1)]),
        ("ann  straße", [(1, 1)]),
        ("ann nobody", []),
        ("o'hara", [(1, 1)]),
        ("100 %", [(1, 1)]),
        ("a-1_x", [(1, 1)]),
        ("a_1", []),
        ("三天", [(2, 1)]),
        ("三天　处理", [(2, 1)]),
        ("tx123", [(2, 1)]),
        ("ｔｘ１２３", [(2, 1)]),
        ("HELP@example", [(2, 1)]),
        ("morning", [(2, 2)]),
        ("locked", [(1, None)]),
        ("COINBASE security", [(1, None)]),
        ("小众", [(2, None)]),
        ("th", [(2, 2), (1, 1)]),
        ("", []),
        (" \n", []),
        ("nothing of this", []),
        ("'; --", []),
    ],
)
def test_what_was_written_down_is_found(
    shelf: Journal, text: str, where: list[tuple[int, int | None]]
) -> None:
    """Every word of it, anywhere, in any writing; the newest first."""
    found = shelf.search(text, NOW)
    assert [(f.case.number, f.entry.number if f.entry else None) for f in found] == where


def test_a_case_that_is_begun_while_another_process_searches_does_not_disturb(
    shelf: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = shelf.cases

    def meanwhile(now: datetime) -> list[CaseLine]:
        found = cases(now)
        with Journal.open(folder, now) as other:
            line = other.new("Kraken morning", "fees", None, "kraken", now)
            other.log(line.number, Note(now, "morning"), now)
        return found

    monkeypatch.setattr(shelf, "cases", meanwhile)
    assert [f.case.number for f in shelf.search("morning", NOW)] == [2]


# -- guidance


def test_what_was_noted_about_a_platform_is_told_case_by_case(shelf: Journal) -> None:
    shelf.new("Coinbase", "fees", None, "coinbase", NOW)
    shelf.log(3, Note(NOW, "second"), NOW)
    shelf.log(3, Note(NOW - DAY, "first"), NOW, is_now=False)
    assert [[n.said for n in notes][-2:] for notes in shelf.notes_about("coinbase")] == [
        ["The Straße; 100 % of “it”"],
        ["first", "second"],
    ]
    assert shelf.notes_about("kraken") == []
    assert LATELY >= 100


def test_entries_know_nothing_of_each_other(journal: Journal, case: CaseLine) -> None:
    """The same number in two cases is two entries."""
    other = journal.new("Kraken", "fees", None, "kraken", NOW)
    pair: list[Entry] = [
        journal.log(number, Note(NOW, f"of {number}"), NOW) for number in (case.number, other.number)
    ]
    assert [e.number for e in pair] == [1, 1]
    journal.remove(other.number, 1)
    assert said(journal, case) == ["of 1"]


def test_a_text_that_takes_too_long_to_look_through_is_refused(
    journal: Journal, case: CaseLine, now: datetime, tmp_path: Path
) -> None:
    """A picture may be larger."""
    text, picture = tmp_path / "chat.txt", tmp_path / "screen.png"
    text.write_bytes(b"a" * 5_000_001)
    picture.write_bytes(b"\x89PNG\0" + random.Random(1).randbytes(5_000_000))
    with pytest.raises(UsageError, match="file-too-large"):
        journal.attach(case.number, text, now)
    assert journal.attach(case.number, picture, now).size > 5_000_000
