"""The case journal as people and programs call it: every command, every exit code, and what must never happen to a verdict."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unicodedata import category

import icalendar
import jsonschema
import msgspec
import pytest
from mnemonic import Mnemonic
from rich.cells import cell_len

from contactfinder.cli import main
from contactfinder.cli.noting import CHANNELS
from contactfinder.cli.session import Session
from contactfinder.journal import Journal, Note, Result
from contactfinder.journal.record import Code
from contactfinder.registry.occasions import Issue
from contactfinder.render.outputs import OUTPUTS
from contactfinder.render.words import Words
from contactfinder.verify import Status

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OFFICIAL, LOOKALIKE, IMPOSTOR = "+1 888 908 7930", "+1 888 908 7931", "+1 888 383 2936"
UNKNOWN, INVALID = "https://example.org", "hello there"
JUDGED = [
    (OFFICIAL, "official"),
    (LOOKALIKE, "lookalike"),
    (IMPOSTOR, "impostor"),
    (UNKNOWN, "unknown"),
    (INVALID, "invalid"),
]
PHRASE = Mnemonic("english").to_mnemonic(bytes((i * 37 + 5) % 256 for i in range(16)))
POSIX = sys.platform != "win32"
posix = pytest.mark.skipif(not POSIX, reason="Windows has no modes of files")
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])
every_verdict = pytest.mark.parametrize(("contact", "verdict"), JUDGED, ids=[v for _, v in JUDGED])

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def _the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "now", NOW)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let time pass."""
    return lambda **span: monkeypatch.setattr(Session, "now", NOW + timedelta(**span))


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program behind a pipe and give exit code, standard output and standard error."""
    opened: list[Journal] = []  # a process that ends closes its journal
    find = Journal.open

    def kept(*arguments: Any) -> Journal:
        opened.append(find(*arguments))
        return opened[-1]

    monkeypatch.setattr(Journal, "open", kept)

    def call(*arguments: str, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        while opened:
            opened.pop().close()
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the journal lies."""
    monkeypatch.setenv("CONTACTFINDER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def answer(run: Run, shape: str, *arguments: str, stdin: bytes = b"", code: int = 0) -> Any:
    """The one JSON object that a command prints, which keeps its schema."""
    left, out, err = run("case", *arguments, "--json", stdin=stdin)
    assert (left, err, out.count("\n")) == (code, "", 1), out
    found = json.loads(out)
    jsonschema.validate(found, msgspec.json.schema(OUTPUTS[shape]))
    return found


def new(run: Run, platform: str = "coinbase", issue: str = "withdrawal", *more: str) -> str:
    found: str = answer(run, "case", "new", platform, "--issue", issue, *more)["case"]["id"]
    return found


def log(run: Run, *arguments: str, **more: Any) -> Any:
    return answer(run, "case-log", "log", *arguments, **more)["entry"]


def shown(run: Run, name: str = "1") -> Any:
    return answer(run, "case-show", "show", name)["case"]


def people(run: Run, *arguments: str, lang: str = "en", code: int = 0, stdin: bytes = b"") -> str:
    """What a person reads; nothing else may be said beside it."""
    left, out, err = run("case", *arguments, "--lang", lang, stdin=stdin)
    assert (left, err) == (code, "")
    return out


def refused(run: Run, *arguments: str, code: int = 2, stdin: bytes = b"") -> str:
    """The code of an error, which people get as words on standard error and programs as JSON."""
    found = answer(run, "error", *arguments, code=code, stdin=stdin)["error"]
    assert found["message"] and found["hint"]
    left, out, err = run("case", *arguments, stdin=stdin)
    assert (left, out, err[0]) == (code, "", "✘")
    return str(found["code"])


def advice(run: Run, *arguments: str) -> list[str]:
    return [step["id"] for step in answer(run, "case-next", "next", *arguments)["advice"]]


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


# -- the interface of scripts

FIELDS = {
    "said": "They told me to wait.",
    "channel": "phone",
    "contact": OFFICIAL,
    "agent": "Anna",
    "ticket": "0123-77",
    "promise": "an answer by e-mail",
    "outcome": "reached",
}


def options(fields: dict[str, str]) -> list[str]:
    return [part for name, value in fields.items() for part in (f"--{name}", value)]


def test_a_new_case_has_an_id(run: Run) -> None:
    found = answer(run, "case", "new", "coinbase", "--issue", "withdrawal", "--title", "Stuck")["case"]
    assert (found["id"], found["number"], found["platform"], found["name"]) == (
        "coinbase-1",
        1,
        "coinbase",
        "Coinbase",
    )
    assert (found["issue"], found["title"], found["status"]) == ("withdrawal", "Stuck", "open")


def test_every_field_comes_back(run: Run) -> None:
    """From `log` itself, and from `show` afterwards."""
    name = new(run)
    entry = log(run, name, *options(FIELDS), "--by", "2026-12-01")
    [again] = shown(run, name)["entries"]
    found = {field: entry[field] for field in FIELDS} | {"contact": entry["contact_written"]}
    assert found == FIELDS and entry == again
    assert (entry["by"], entry["by_whole_day"], entry["promise_state"]) == (
        "2026-12-01T23:59:59Z",
        True,
        "open",
    )
    assert (entry["contact"], entry["contact_kind"], entry["incoming"]) == ("+18889087930", "phone", False)


@pytest.mark.parametrize("field", FIELDS)
def test_any_one_field_is_enough(run: Run, field: str) -> None:
    new(run)
    entry = log(run, f"--{field}", FIELDS[field])
    others = set(FIELDS) - {field} - ({"channel"} if field == "contact" else set())
    assert [entry[name] for name in others if entry[name] is not None] == []


def test_an_outcome_has_its_minutes(run: Run) -> None:
    new(run)
    entry = log(run, "--outcome", "waited 1h25m")
    assert (entry["outcome"], entry["minutes"]) == ("waited", 85)


def test_a_channel_may_be_said_in_ones_own_words(run: Run) -> None:
    new(run)
    assert [log(run, "--channel", word)["channel"] for word in ("Hotline", "在线客服", "推特", "sms")] == [
        *("phone", "chat", "x", "sms")
    ]


@pytest.mark.parametrize(
    ("contact", "channel"),
    [
        (OFFICIAL, "phone"),
        ("help@example.org", "email"),
        ("@someone", "x"),
        ("https://t.me/someone", "telegram"),
        ("https://help.coinbase.com", "help-centre"),
        ("https://example.org", None),
    ],
)
def test_a_contact_says_by_which_way_it_was(run: Run, contact: str, channel: str | None) -> None:
    """Unless another one is said."""
    new(run)
    assert log(run, "--contact", contact)["channel"] == channel
    assert log(run, "--contact", contact, "--channel", "letter")["channel"] == "letter"


def test_when_it_happened_may_be_another_moment(run: Run) -> None:
    """It stands where it belongs; the record says when it was written down, and a promise counts from then."""
    new(run)
    log(run, "--said", "second")
    entry = log(run, "--said", "first", "--at", "2026-11-20T09:00+08:00", "--by", "48h", "--promise", "x")
    assert (entry["at"], entry["recorded"]) == ("2026-11-20T01:00:00Z", "2026-11-22T12:00:00+00:00")
    assert entry["by"] == "2026-11-22T01:00:00Z"
    assert [e["said"] for e in shown(run)["entries"]] == ["first", "second"]


def test_times_keep_the_offset_of_the_users_clock(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "zone.toml"
    settings.write_text('time_zone = "Asia/Shanghai"')
    monkeypatch.setenv("CONTACTFINDER_CONFIG", str(settings))
    new(run)
    entry = log(run, "--promise", "a call", "--by", "tomorrow")
    assert (entry["at"], entry["at_local"]) == ("2026-11-22T12:00:00Z", "2026-11-22T20:00:00+08:00")
    assert (entry["by"], entry["by_local"]) == ("2026-11-23T15:59:59Z", "2026-11-23T23:59:59+08:00")


READING = [
    ("case-list", ["list"]),
    ("case-show", ["show"]),
    ("case-next", ["next", "--country", "GB"]),
    ("case-remind", ["remind"]),
    ("case-search", ["search", "wait"]),
    ("case-where", ["where"]),
    ("case-show", ["export", "--format", "json"]),
]


@pytest.mark.parametrize(("shape", "arguments"), READING, ids=lambda v: v if isinstance(v, str) else None)
def test_json_is_the_same_in_both_languages(run: Run, shape: str, arguments: list[str]) -> None:
    """But for which channels suit the one who asks, nothing depends on who reads."""
    new(run)
    log(run, *options(FIELDS), "--by", "48h")
    found = [answer(run, shape, *arguments, "--lang", lang) for lang in ("en", "zh")]
    assert found[0] == found[1]


@pytest.mark.parametrize("command", ["close", "reopen", "edit", "delete", "attach", "log", "new"])
def test_what_writes_answers_in_codes_in_both_languages(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("evidence")
    new(run)
    log(run, "--said", "x")
    calls = {
        "edit": ["edit", "1", "--title", "T"],
        "delete": ["delete", "1", "--entry", "1", "--yes"],
        "attach": ["attach", "1", str(tmp_path / "a.txt")],
        "log": ["log", "1", "--contact", IMPOSTOR],
        "new": ["new", "binance", "--issue", "fraud"],
    }
    code, out, err = run("case", *calls.get(command, [command, "1"]), "--json", "--lang", "zh")
    assert (code, err, re.findall("[\u4e00-\u9fff]", out)) == (0, "", [])


# -- which case is meant


@pytest.mark.parametrize("name", ["coinbase-1", "1", "#1", "COINBASE-1", "coinbase", "Coinbase", " 1 "])
def test_a_case_is_named_by_its_id_its_number_or_its_platform(run: Run, name: str) -> None:
    new(run)
    new(run, "binance")
    assert shown(run, name)["id"] == "coinbase-1"


@pytest.mark.parametrize("name", ["币安", "binance.com"])
def test_a_platform_may_be_called_as_everywhere_else(run: Run, name: str) -> None:
    """Whoever began a case with a name finds it again under that name."""
    new(run, "coinbase")
    new(run, name)
    assert shown(run, name)["id"] == "binance-2"


def test_without_a_name_the_only_open_case_is_meant(run: Run) -> None:
    new(run)
    new(run, "binance")
    answer(run, "case", "close", "1")
    assert answer(run, "case-show", "show")["case"]["id"] == "binance-2"
    assert answer(run, "case-log", "log", "--said", "x")["case"] == "binance-2"


@pytest.mark.parametrize(
    "command", [["show"], ["next"], ["export"], ["log", "--said", "x"], ["show", "coinbase"]]
)
def test_of_several_cases_none_is_guessed(run: Run, command: list[str]) -> None:
    new(run)
    new(run)
    assert refused(run, *command) == "which-case"
    assert "coinbase-1, coinbase-2" in run("case", *command)[2]


def test_of_two_cases_of_a_platform_the_open_one_is_meant(run: Run) -> None:
    new(run)
    new(run)
    answer(run, "case", "close", "1")
    assert shown(run, "coinbase")["id"] == "coinbase-2"


@pytest.mark.parametrize("command", [["show"], ["next"], ["export"], ["log", "--said", "x"]])
def test_without_any_case_it_is_said_how_to_begin_one(run: Run, command: list[str]) -> None:
    assert refused(run, *command) == "no-open-case"
    assert "contactfindercasenew" in flat(run("case", *command)[2])


@pytest.mark.parametrize(
    "command",
    [
        *(["show"], ["next"], ["log"], ["close"], ["reopen"], ["edit"], ["delete", "--yes"]),
        *(["export"], ["remind"], ["attach"]),
    ],
    ids=lambda c: c[0],
)
@pytest.mark.parametrize("name", ["99", "coinbase-99", "", "../..", "' OR 1=1 --", "%"])
def test_a_case_that_is_not_there_is_an_error(run: Run, command: list[str], name: str) -> None:
    new(run)
    more = [__file__] if command[0] == "attach" else ["--title", "x"] if command[0] == "edit" else []
    if name == "" and command[0] == "remind":
        pytest.skip("an empty name is no name")
    assert refused(run, command[0], name, *more, *command[1:]) == "no-such-case"


def test_a_number_is_never_given_again(run: Run) -> None:
    """What was sent to a regulator as coinbase-1 stays that case."""
    new(run)
    answer(run, "case-delete", "delete", "1", "--yes")
    assert new(run) == "coinbase-2"


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("某某交易所", "case-1"),
        ("Some Exchange!", "some-exchange-1"),
        ("../../etc", "etc-1"),
        ("[red]", "red-1"),
    ],
)
def test_a_platform_that_nobody_lists_can_have_a_case(run: Run, name: str, identifier: str) -> None:
    found = answer(run, "case", "new", name, "--issue", "fraud")["case"]
    assert (found["id"], found["platform"], found["name"]) == (identifier, None, name)
    assert shown(run, identifier)["name"] == name


@pytest.mark.parametrize("name", ["", "   "])
def test_a_case_without_a_platform_is_refused(run: Run, name: str) -> None:
    assert refused(run, "new", name, "--issue", "fraud") == "missing"


@both_languages
def test_a_misspelt_platform_gets_names_like_it(run: Run, lang: str) -> None:
    """The case is begun all the same, and the names can be put right."""
    out = people(run, "new", "coinbse", "--issue", "fraud", lang=lang)
    assert "✔" in out and Words(lang)("case.misspelt")[:8] in out
    assert "contactfindercaseeditcoinbse-1--platformcoinbase" in flat(out)


# -- exit codes

WRONG = [
    (["new", "coinbase"], "missing"),
    (["new", "--issue", "fraud"], "missing"),
    (["new", "coinbase", "--issue", "boredom"], "bad-value"),
    (["log", "--outcome", "won"], "bad-outcome"),
    (["log", "--outcome", "waited a while"], "bad-outcome"),
    (["log", "--by", "soon", "--promise", "x"], "bad-date"),
    (["log", "--by", "2026-13-01"], "bad-date"),
    (["log", "--channel", "pigeon"], "bad-kind"),
    (["log", "--channel", OFFICIAL], "bad-kind"),
    (["log", "--said", "x", "--at", "soon"], "bad-time"),
    (["log", "--said", "x", "--at", "2027-01-01"], "not-yet"),
    (["log"], "nothing-to-log"),
    (["log", "--said", ""], "nothing-to-log"),
    (["log", "--said", " \n", "--agent", " "], "nothing-to-log"),
    (["log", "--incoming"], "nothing-to-log"),
    (["log", "--said", PHRASE], "secret-refused"),
    (["log", "--agent", "x" * 1001], "entry-too-long"),
    (["log", "--said", "x" * 100_001], "entry-too-long"),
    (["log", "--said", "x", "--country", "Germany"], "bad-country"),
    (["edit", "1"], "nothing-to-change"),
    (["edit", "1", "--said", "x"], "which-entry"),
    (["edit", "1", "--entry", "9", "--said", "x"], "no-such-entry"),
    (["edit", "1", "--entry", "0", "--said", "x"], "bad-value"),
    (["edit", "1", "--entry", "1", "--kept"], "no-promise"),
    (["edit", "1", "--title", PHRASE], "secret-refused"),
    (["edit", "1", "--platform", ""], "missing"),
    (["delete", "1"], "needs-yes"),
    (["delete", "1", "--entry", "9", "--yes"], "no-such-entry"),
    (["export", "--format", "pdf"], "bad-value"),
    (["attach", "1"], "missing"),
    (["attach", "1", "/no/such/file"], "no-file"),
    (["import", "/no/such/file"], "unreadable-file"),
    (["search"], "missing"),
    (["frobnicate"], "no-command"),
    (["next", "--at", "soon"], "bad-time"),
]


@pytest.mark.parametrize(("arguments", "error"), WRONG, ids=lambda v: v if isinstance(v, str) else None)
def test_a_wrong_call_exits_2_and_writes_nothing(run: Run, arguments: list[str], error: str) -> None:
    new(run)
    log(run, "--said", "first")
    before = shown(run)
    assert refused(run, *arguments) == error
    assert shown(run) == before and len(answer(run, "case-list", "list")["cases"]) == 1
    assert "Traceback" not in run("case", *arguments, "--lang", "zh")[2]


@pytest.mark.parametrize("part", [PHRASE, PHRASE.upper(), "my password: hunter2", "4111 1111 1111 1111"])
@pytest.mark.parametrize("field", ["said", "agent", "ticket", "promise", "contact"])
@both_languages
def test_a_secret_is_refused_in_every_field_and_not_repeated(
    run: Run, field: str, part: str, lang: str
) -> None:
    new(run)
    code, out, err = run("case", "log", f"--{field}", part, "--lang", lang)
    assert (code, out) == (2, "") and part.split()[-1].lower() not in err.lower()
    assert shown(run)["entries"] == []


CALLS = [
    ["list"],
    ["show"],
    ["next"],
    ["remind"],
    ["search", "x"],
    ["export"],
    ["close", "1"],
]


@pytest.mark.parametrize("arguments", CALLS, ids=lambda c: c[0])
def test_a_journal_that_cannot_be_opened_exits_6(
    run: Run, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CONTACTFINDER_DATA", str(tmp_path / "file" / "data"))
    assert answer(run, "error", *arguments, code=6)["error"]["code"] == "journal-unwritable"
    for lang in ("en", "zh"):
        code, out, err = run("case", *arguments, "--lang", lang)
        assert (code, out) == (6, "") and "CONTACTFINDER_DATA" in err


@both_languages
def test_what_could_not_be_written_down_can_be_copied(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """But no secret among it, and in the order and words of the user."""
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CONTACTFINDER_DATA", str(tmp_path / "file"))
    fields = {"said": "Two lines\nof text", "agent": "my password: hunter2", "ticket": "77"}
    code, out, err = run("case", "log", *options(fields), "--lang", lang)
    assert (code, out) == (6, "") and "hunter2" not in err
    assert [x for x in err.split("\n") if "ines" in x or "of text" in x] == ["    Two lines", "    of text"]
    assert "--ticket" in err and "77" in err


# -- contacts are judged on the spot


@every_verdict
@pytest.mark.parametrize("flags", [[], ["--incoming"]], ids=["outgoing", "incoming"])
def test_an_entry_keeps_the_verdict_of_that_moment(
    run: Run, contact: str, verdict: str, flags: list[str]
) -> None:
    """The verdict, the reasons, and which registry said so: as `verify` says it at that moment."""
    new(run)
    entry = log(run, "--contact", contact, *flags)
    verified = json.loads(run("verify", contact, "--as", "coinbase", *flags, "--json")[1])
    assert (entry["verdict"], entry["contact_written"]) == (verified["verdict"], contact)
    assert flags or entry["verdict"] == verdict
    assert entry["reasons"] == list(dict.fromkeys(reason["code"] for reason in verified["reasons"]))
    registry = verified["registry"]
    assert entry["judged"] == {
        "version": registry["version"],
        "digest": registry["digest"],
        "imported": False,
    }


@pytest.mark.parametrize("contact", [OFFICIAL, "help@coinbase.com", "https://help.coinbase.com"])
@both_languages
def test_what_came_in_is_never_official(run: Run, contact: str, lang: str) -> None:
    """Any number can be shown on a call, and any sender on a message."""
    new(run)
    assert log(run, "--contact", contact, "--incoming")["verdict"] != "official"
    for arguments in (["log", "--contact", contact, "--incoming"], ["show"]):
        out = people(run, *arguments, lang=lang)
        assert f"✔ {Words(lang)('verdict.official')}" not in out and not re.search("^ +✔", out, re.MULTILINE)


def test_who_called_whom_can_be_put_right_and_is_judged_again(run: Run) -> None:
    new(run)
    log(run, "--contact", OFFICIAL)
    verdicts = [
        answer(run, "case-log", "edit", "1", "--entry", "1", way)["entry"]["verdict"]
        for way in ("--incoming", "--outgoing")
    ]
    assert verdicts == ["unknown", "official"]


@pytest.mark.parametrize("contact", [LOOKALIKE, IMPOSTOR])
@both_languages
def test_the_warning_comes_before_anything_else(run: Run, contact: str, lang: str) -> None:
    """At full length, with the genuine contacts to use instead; and it is written down all the same."""
    new(run)
    out = people(run, "log", "--contact", contact, "--said", "he wants my code", lang=lang)
    assert out.lstrip().startswith("✘") and flat(OFFICIAL) in flat(out).replace("-", "")
    assert out.index("✘") < out.index("✔ " + Words(lang)("case.logged", number="1", id="coinbase-1")[:5])
    assert shown(run)["entries"][0]["said"] == "he wants my code"


@pytest.mark.parametrize("contact", [LOOKALIKE, IMPOSTOR])
def test_programs_get_the_genuine_contacts_instead(run: Run, contact: str) -> None:
    new(run)
    found = answer(run, "case-log", "log", "--contact", contact)
    assert found["instead"] and {c["trust"] for c in found["instead"]} == {"official"}


def test_a_genuine_contact_needs_no_other_instead(run: Run) -> None:
    new(run)
    assert answer(run, "case-log", "log", "--contact", OFFICIAL)["instead"] == []
    assert answer(run, "case-log", "log", "--said", "x")["instead"] == []


@both_languages
@pytest.mark.parametrize("contact", [OFFICIAL, UNKNOWN, INVALID])
def test_a_contact_that_is_not_known_to_be_bad_is_said_in_a_few_lines(
    run: Run, contact: str, lang: str
) -> None:
    new(run)
    out = people(run, "log", "--contact", contact, lang=lang)
    assert len(out.split("\n")) <= 6 and out[0] in "✔?–"


def test_the_country_says_what_a_national_number_is(run: Run) -> None:
    new(run)
    entry = log(run, "--contact", "888 908 7930", "--country", "US")
    assert (entry["contact"], entry["verdict"]) == ("+18889087930", "official")


@every_verdict
def test_no_entry_changes_what_verify_says(run: Run, contact: str, verdict: str) -> None:
    """Neither that it was written down nor that it went well: not even many times."""
    before = run("verify", contact, "--as", "coinbase", "--json")
    new(run)
    for outcome in ("solved", "reached 1m", "solved 2m"):
        log(run, "--contact", contact, "--outcome", outcome, "--said", "they are genuine")
    run("lookup", "coinbase")
    assert run("verify", contact, "--as", "coinbase", "--json") == before


# -- what a look-up learns


def looked_up(run: Run, contact: str, *more: str, command: tuple[str, ...] = ("lookup", "coinbase")) -> Any:
    code, out, err = run(*command, "--country", "US", *more, "--json")
    assert (code, err) == (0, "")
    return next(c for c in json.loads(out)["channels"] if c["contact"] == contact)


def codes(channel: Any) -> set[str]:
    return {reason["code"] for reason in channel["reasons"]}


COMMANDS = [("lookup", "coinbase"), ("unreachable", "coinbase", "chat")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_look_up_uses_the_times_of_the_user(run: Run, command: tuple[str, ...]) -> None:
    new(run)
    for minutes in (10, 45):
        log(run, "--contact", OFFICIAL, "--outcome", f"reached {minutes}m")
    found = looked_up(run, "+18889087930", command=command)
    assert found["expected"] == {**found["expected"], "time": "PT10M/PT45M", "basis": "measured", "times": 2}
    assert "answered-you" in codes(found)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_line_that_left_the_user_waiting_moves_down(run: Run, command: tuple[str, ...]) -> None:
    before = looked_up(run, "+18889087930", command=command)
    new(run)
    log(run, "--contact", OFFICIAL, "--outcome", "waited 2h")
    after = looked_up(run, "+18889087930", command=command)
    assert "left-you-waiting" in codes(after) and after["rank"] >= before["rank"]
    assert {**after, "reasons": [], "rank": 0, "score": 0, "expected": None} == {
        **before,
        "reasons": [],
        "rank": 0,
        "score": 0,
        "expected": None,
    }


def test_what_happened_at_a_fake_changes_no_rank(run: Run) -> None:
    before = run("lookup", "coinbase", "--json")[1]
    new(run)
    log(run, "--contact", IMPOSTOR, "--outcome", "reached 1m", "--incoming")
    log(run, "--contact", LOOKALIKE, "--outcome", "solved 1m")
    assert run("lookup", "coinbase", "--json")[1] == before


def test_a_case_about_another_platform_teaches_nothing(run: Run) -> None:
    before = run("lookup", "coinbase", "--json")[1]
    new(run, "binance")
    log(run, "--contact", OFFICIAL, "--outcome", "waited 2h")
    assert run("lookup", "coinbase", "--json")[1] == before


BROKEN = {
    "no database": lambda path: path.write_bytes(b"not a database" * 400),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "overwritten": lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096 * 8),
    "empty": lambda path: path.write_bytes(b""),
    "newer": lambda path: sql(path, "PRAGMA user_version = 99"),
    "other words": lambda path: sql(path, "UPDATE entries SET result = 'won'"),
    "other times": lambda path: sql(path, "UPDATE entries SET at = 'soon'"),
    "no table": lambda path: sql(path, "DROP TABLE entries"),
}


def sql(path: Path, statement: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("how", BROKEN)
def test_a_damaged_journal_never_stops_a_look_up(
    run: Run, folder: Path, how: str, command: tuple[str, ...]
) -> None:
    """Whatever became of it; a word about it belongs on standard error, and the answer is whole."""
    healthy = run(*command, "--json")[1]
    with Journal.open(folder, NOW) as journal:
        line = journal.new("Coinbase", "fraud", None, "coinbase", NOW)
        journal.log(line.number, Note(NOW, channel="letter", result=Result(Code.NO_ANSWER)), NOW)
    BROKEN[how](folder / "journal.sqlite")
    code, out, err = run(*command, "--json")
    assert (code, out, "Traceback" in err) == (0, healthy, False)
    for lang in ("en", "zh"):
        code, out, _ = run(*command, "--lang", lang)
        assert code == 0 and "coinbase.com" in out


def test_a_look_up_makes_no_journal(run: Run, folder: Path) -> None:
    """Who never began a case finds nothing of it on the disk."""
    assert run("lookup", "coinbase")[0] == 0 and not folder.exists()


# -- list


def test_late_promises_come_first_then_what_moved_last_then_what_is_closed(
    run: Run, later: Callable[..., None]
) -> None:
    for days, name in enumerate(("coinbase", "binance", "kraken", "okx")):
        later(minutes=days)
        new(run, name)
    log(run, "1", "--promise", "x", "--by", "2026-11-20")
    answer(run, "case", "close", "4")
    assert [c["id"] for c in answer(run, "case-list", "list")["cases"]] == [
        *("coinbase-1", "kraken-3", "binance-2", "okx-4")
    ]


def test_a_list_counts_what_is_late(run: Run, later: Callable[..., None]) -> None:
    new(run)
    for by in ("1h", "2h", "9d"):
        log(run, "--promise", "x", "--by", by)
    later(hours=3)
    [found] = answer(run, "case-list", "list")["cases"]
    assert (found["overdue"], found["by"]) == (2, "2026-11-22T13:00:00Z")


@both_languages
def test_a_list_marks_what_is_late_open_and_over(run: Run, lang: str) -> None:
    """Readable without colours."""
    for name in ("coinbase", "binance", "kraken"):
        new(run, name)
    log(run, "1", "--promise", "x", "--by", "2026-11-20")
    answer(run, "case", "close", "3", "--solved")
    marks = {
        line.split()[1]: line[0] for line in people(run, "list", lang=lang).split("\n") if line[:1].strip()
    }
    assert marks == {"coinbase-1": "!", "binance-2": "•", "kraken-3": "✔"}


@both_languages
def test_an_empty_list_says_how_to_begin(run: Run, lang: str) -> None:
    assert answer(run, "case-list", "list")["cases"] == []
    assert "contactfinder case new" in people(run, "list", lang=lang)


@both_languages
def test_a_day_that_was_promised_is_a_day_everywhere(run: Run, lang: str) -> None:
    """Nobody promised 23:59."""
    new(run)
    log(run, "--promise", "a call", "--by", "2026-12-01")
    for command in ("list", "show", "next", "remind"):
        assert "23:59" not in people(run, command, lang=lang)


# -- show


@both_languages
def test_a_case_is_shown_with_everything_in_it(run: Run, tmp_path: Path, lang: str) -> None:
    (tmp_path / "receipt.png").write_bytes(b"\x89PNG\0")
    new(run, "coinbase", "withdrawal", "--title", "Stuck since Monday")
    log(run, *options(FIELDS), "--by", "48h")
    log(run, "--contact", LOOKALIKE, "--incoming")
    attached = answer(run, "case-attach", "attach", "1", str(tmp_path / "receipt.png"))["attachment"]
    out = people(run, "show", lang=lang)
    texts = [v for k, v in FIELDS.items() if k not in ("channel", "outcome")]
    texts += ["Stuck since Monday", "receipt.png", attached["sha256"], LOOKALIKE, "2026-11-24 12:00"]
    assert [text for text in texts if flat(text) not in flat(out)] == []
    assert out.count("✘") == 1 and out.rstrip().endswith("contactfinder case next coinbase-1")


@both_languages
@pytest.mark.parametrize("code", Code)
def test_every_outcome_has_words(run: Run, code: str, lang: str) -> None:
    new(run)
    log(run, "--outcome", code)
    assert Words(lang)(f"outcome.{code}") in people(run, "show", lang=lang)


@both_languages
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_words(run: Run, channel: str, lang: str) -> None:
    new(run)
    log(run, "--channel", channel, "--outcome", "reached")
    assert Words(lang)(f"channel.{channel}") in people(run, "show", lang=lang)


def test_own_experience_is_shown_and_measured(run: Run, later: Callable[..., None]) -> None:
    new(run)
    log(run, "--channel", "email", "--said", "please")
    later(hours=5)
    log(run, "--channel", "email", "--incoming", "--said", "we look into it")
    measured = shown(run)["measured"]
    assert (measured["first_answer"], measured["solution"]) == (300, None)
    assert measured["channels"] == [{"channel": "email", "attempts": 1, "answered": 1, "minutes": [300]}]
    assert "5 hours" in people(run, "show")


# -- next


def test_next_in_every_state(run: Run, later: Callable[..., None]) -> None:
    """One life of a case, from nothing to its end."""
    new(run)
    assert "next-channel" in advice(run)
    log(run, "--contact", OFFICIAL, "--outcome", "waited 1h")
    log(run, "--contact", "+1 844 613 1499", "--outcome", "no-answer")
    assert "say-country" in advice(run) and "complain-outside" in advice(run, "--country", "GB")
    log(run, "--contact", OFFICIAL, "--outcome", "reached", "--promise", "an answer", "--by", "48h")
    assert advice(run)[0] == "case-promised" and "next-channel" not in advice(run)
    later(days=3)
    assert advice(run)[:3] == ["case-late", "case-remind-them", "case-settle"]
    answer(run, "case-log", "edit", "1", "--entry", "3", "--broken")
    assert "case-late" not in advice(run)
    log(run, "--contact", LOOKALIKE, "--incoming")
    assert advice(run)[:2] == ["case-fake-contact", "if-told-them"]
    log(run, "--contact", OFFICIAL, "--outcome", "solved")
    assert advice(run)[2] == "case-close"
    answer(run, "case", "close", "1", "--solved")
    assert advice(run, "1") == ["case-is-closed"]


def test_next_may_be_asked_for_another_moment(run: Run) -> None:
    new(run)
    log(run, "--promise", "an answer", "--by", "48h")
    assert advice(run)[0] == "case-promised"
    assert advice(run, "--at", "2026-11-25T12:00Z")[0] == "case-late"


def test_next_knows_a_platform_that_nobody_lists(run: Run) -> None:
    new(run, "Nobody Knows It")
    found = answer(run, "case-next", "next")
    assert found["advice"][0]["id"] == "case-unlisted" and found["channels"] == []


@both_languages
def test_next_ends_with_its_first_step(run: Run, lang: str) -> None:
    """What to do this minute must not scroll away."""
    new(run)
    log(run, "--contact", LOOKALIKE)
    out = people(run, "next", lang=lang)
    last = flat(out.rstrip().split("\n\n")[-1])
    first = re.search(r"^ 1\. (.*?)(?=^ 2\. )", out, re.MULTILINE | re.DOTALL)
    assert first and last.startswith("▶") and flat(first[1])[:20] in last and flat(LOOKALIKE) in last


@both_languages
def test_next_at_the_beginning_ends_with_a_channel(run: Run, lang: str) -> None:
    """`Use this:` and then nothing helps nobody."""
    new(run)
    out = people(run, "next", lang=lang)
    assert re.search(r"https://|\+\d", out.rstrip().split("\n\n")[-1])


# -- remind


@pytest.fixture
def promises(run: Run) -> None:
    """Two open promises of two cases, one of them late; one that is settled and one without a date."""
    new(run)
    new(run, "binance")
    log(run, "1", "--promise", "a refund 退款", "--by", "2026-12-01")
    log(run, "2", "--promise", "a call", "--by", "2h", "--at", "2026-11-22T08:00Z", "--ticket", "77")
    log(run, "1", "--promise", "no date")
    log(run, "1", "--promise", "settled", "--by", "48h")
    answer(run, "case-log", "edit", "1", "--entry", "3", "--kept")


@pytest.mark.usefixtures("promises")
def test_promises_of_all_cases_are_reminded_of(run: Run) -> None:
    found = answer(run, "case-remind", "remind")["promises"]
    assert [(p["case"], p["entry"], p["promise"], p["late"]) for p in found] == [
        ("binance-2", 1, "a call", True),
        ("coinbase-1", 1, "a refund 退款", False),
    ]
    assert [p["promise"] for p in answer(run, "case-remind", "remind", "1")["promises"]] == ["a refund 退款"]


@pytest.mark.usefixtures("promises")
@both_languages
def test_people_see_what_is_late_first(run: Run, lang: str) -> None:
    lines = people(run, "remind", lang=lang).split("\n")
    assert lines[0].lstrip().startswith("! binance-2") and lines[1].lstrip().startswith("• coinbase-1")


@both_languages
def test_without_a_promise_it_is_said_so(run: Run, lang: str) -> None:
    assert people(run, "remind", lang=lang).strip() == Words(lang)("case.no-promises")


@pytest.mark.usefixtures("promises")
@both_languages
def test_the_calendar_can_be_opened(run: Run, lang: str) -> None:
    found = icalendar.Calendar.from_ical(people(run, "remind", "--ics", lang=lang))
    texts = [event["summary"] for event in found.walk("VEVENT")]
    assert len(texts) == 2 and "a refund 退款" in texts[1]


@pytest.mark.usefixtures("promises")
def test_a_calendar_opened_again_has_the_same_events(run: Run, later: Callable[..., None]) -> None:
    def uids() -> list[str]:
        return re.findall("^UID:(.*)\r$", people(run, "remind", "--ics"), re.MULTILINE)

    before = uids()
    later(hours=1)
    answer(run, "case-log", "edit", "1", "--entry", "1", "--by", "2026-12-24")
    assert uids() == before and len(set(before)) == 2


@pytest.mark.usefixtures("promises")
def test_a_calendar_goes_into_a_new_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "p.ics"
    people(run, "remind", "--ics", "--file", str(target))
    assert len(icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 2
    assert refused(run, "remind", "--ics", "--file", str(target)) == "file-exists"


@both_languages
def test_a_calendar_without_promises_is_none(run: Run, tmp_path: Path, lang: str) -> None:
    """RFC 5545 knows no empty one, and whoever opened it would think that all is well."""
    new(run)
    target = tmp_path / "p.ics"
    _, out, err = run("case", "remind", "--ics", "--file", str(target), "--lang", lang)
    assert Words(lang)("case.no-promises") in out + err
    assert "BEGIN" not in out and not target.exists()


# -- close and reopen


@pytest.mark.parametrize("solved", [False, True])
def test_a_case_is_closed_and_opened_again(run: Run, solved: bool) -> None:
    new(run)
    log(run, "--promise", "x", "--by", "2026-11-20")
    found = answer(run, "case", "close", "1", *(["--solved"] if solved else []))["case"]
    assert (found["status"], found["solved"], found["closed"]) == ("closed", solved, "2026-11-22T12:00:00Z")
    assert (found["by"], found["overdue"]) == (None, 0)
    again = answer(run, "case", "reopen", "1")["case"]
    assert (again["status"], again["solved"], again["closed"], again["overdue"]) == ("open", False, None, 1)


@both_languages
def test_a_closed_case_still_takes_entries(run: Run, lang: str) -> None:
    """What happens afterwards belongs to the record too."""
    new(run)
    answer(run, "case", "close", "1")
    people(run, "log", "1", "--said", "they wrote again", lang=lang)
    assert [e["said"] for e in shown(run)["entries"]] == ["they wrote again"]


# -- edit

CHANGES = {
    **FIELDS,
    "said": "They hung up.",
    "contact": UNKNOWN,
    "agent": "Bob",
    "ticket": "88",
    "outcome": "refused",
}


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_of_an_entry_can_be_changed_and_taken_out(
    run: Run, later: Callable[..., None], field: str
) -> None:
    """Everything else stays; that it was changed, and when, is kept."""
    new(run)
    before = log(run, *options(FIELDS), "--by", "48h")
    later(hours=1)
    changed = answer(run, "case-log", "edit", "1", "--entry", "1", f"--{field}", CHANGES[field])["entry"]
    key = "contact_written" if field == "contact" else field
    judged = {
        "contact",
        "contact_written",
        "contact_kind",
        "verdict",
        "verdict_platform",
        "reasons",
        "judged",
    }
    mine = {key, "edited", "minutes"} | (judged if field == "contact" else set())
    assert changed[key] == CHANGES[field] and changed["edited"] == "2026-11-22T13:00:00+00:00"
    assert {k: v for k, v in changed.items() if k not in mine} == {
        k: v for k, v in before.items() if k not in mine
    }
    emptied = answer(run, "case-log", "edit", "1", "--entry", "1", f"--{field}", "")["entry"]
    assert emptied[key] is None


def test_the_time_and_the_date_can_be_changed(run: Run) -> None:
    new(run)
    log(run, "--said", "x", "--promise", "an answer", "--by", "48h")
    edit = ["edit", "1", "--entry", "1"]
    found = answer(run, "case-log", *edit, "--at", "2026-11-21T08:00Z", "--by", "2026-12-01")["entry"]
    assert (found["at"], found["by"], found["promise"]) == (
        "2026-11-21T08:00:00Z",
        "2026-12-01T23:59:59Z",
        "an answer",
    )
    assert answer(run, "case-log", *edit, "--by", "")["entry"]["by"] is None


@pytest.mark.parametrize("state", ["kept", "broken"])
def test_a_promise_is_settled(run: Run, state: str) -> None:
    new(run)
    log(run, "--promise", "x", "--by", "2026-11-20")
    assert (
        answer(run, "case-log", "edit", "1", "--entry", "1", f"--{state}")["entry"]["promise_state"] == state
    )
    assert answer(run, "case-remind", "remind")["promises"] == []


def test_a_case_can_be_changed(run: Run) -> None:
    new(run, "coinbse", "fraud", "--title", "A")
    found = answer(run, "case", "edit", "1", "--platform", "coinbase", "--issue", "fees", "--title", "B")[
        "case"
    ]
    assert (found["platform"], found["name"], found["issue"], found["title"], found["id"]) == (
        *("coinbase", "Coinbase", "fees", "B", "coinbse-1"),
    )
    assert answer(run, "case", "edit", "1", "--title", "")["case"]["title"] is None


@both_languages
def test_that_an_entry_was_changed_stays_visible(run: Run, later: Callable[..., None], lang: str) -> None:
    new(run)
    log(run, "--said", "x")
    later(days=1)
    people(run, "edit", "1", "--entry", "1", "--said", "y", lang=lang)
    assert Words(lang)("case.edited", when="")[:3] in people(run, "show", lang=lang)
    assert "2026-11-23 12:00" in people(run, "show", lang=lang)


def test_a_changed_contact_is_judged_now_and_warned_of(run: Run) -> None:
    new(run)
    log(run, "--contact", UNKNOWN)
    out = people(run, "edit", "1", "--entry", "1", "--contact", IMPOSTOR)
    assert out.lstrip().startswith("✘") and shown(run)["entries"][0]["verdict"] == "impostor"


def test_other_changes_leave_the_verdict_of_then(run: Run) -> None:
    new(run)
    before = log(run, "--contact", LOOKALIKE)
    after = answer(run, "case-log", "edit", "1", "--entry", "1", "--said", "x")["entry"]
    assert [after[k] for k in ("verdict", "reasons", "judged")] == [
        before[k] for k in ("verdict", "reasons", "judged")
    ]


# -- delete


def test_a_case_is_deleted_with_its_files(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the evidence of coinbase")
    new(run)
    log(run, "--said", "a sentence that nobody else has")
    copy = Path(answer(run, "case-attach", "attach", "1", str(tmp_path / "a.txt"))["path"])
    assert copy.read_text() == "the evidence of coinbase"
    assert answer(run, "case-delete", "delete", "1", "--yes")["entry"] is None
    assert not copy.exists() and answer(run, "case-list", "list")["cases"] == []
    assert [p for p in folder.rglob("*") if p.is_file() and b"nobody else" in p.read_bytes()] == []


def test_an_entry_is_deleted_and_its_number_stays_free(run: Run) -> None:
    new(run)
    for text in ("one", "two"):
        log(run, "--said", text)
    assert answer(run, "case-delete", "delete", "1", "--entry", "2", "--yes")["entry"] == 2
    assert log(run, "--said", "three")["number"] == 3
    assert [e["said"] for e in shown(run)["entries"]] == ["one", "three"]


@pytest.mark.parametrize("option", [[], ["--entry", "1"]])
def test_behind_a_pipe_nothing_is_deleted_without_a_yes(run: Run, option: list[str]) -> None:
    """Not even if the id stands in the pipe."""
    new(run)
    log(run, "--said", "x")
    assert refused(run, "delete", "1", *option, stdin=b"coinbase-1\n") == "needs-yes"
    assert len(shown(run)["entries"]) == 1


# -- attach


def test_a_copy_is_kept_with_its_hash(run: Run, tmp_path: Path) -> None:
    import hashlib

    source = tmp_path / "receipt.png"
    source.write_bytes(b"\x89PNG\0 a picture")
    new(run)
    log(run, "--said", "x")
    found = answer(run, "case-attach", "attach", "1", str(source), "--entry", "1")
    source.unlink()
    assert Path(found["path"]).read_bytes() == b"\x89PNG\0 a picture"
    assert found["attachment"]["sha256"] == hashlib.sha256(b"\x89PNG\0 a picture").hexdigest()
    assert (found["attachment"]["name"], found["attachment"]["entry"]) == ("receipt.png", 1)
    assert shown(run)["attachments"] == [found["attachment"]]


@posix
def test_a_copy_is_readable_by_its_owner_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    new(run)
    path = Path(answer(run, "case-attach", "attach", "1", str(tmp_path / "a"))["path"])
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("what", ["missing", "changed"])
@both_languages
def test_what_became_of_a_copy_is_said(run: Run, tmp_path: Path, what: str, lang: str) -> None:
    (tmp_path / "a").write_text("x")
    new(run)
    path = Path(answer(run, "case-attach", "attach", "1", str(tmp_path / "a"))["path"])
    path.unlink() if what == "missing" else path.write_text("y")
    assert shown(run)["attachments"][0]["state"] == what
    assert Words(lang)(f"case.file.{what}") in people(run, "show", lang=lang)


def test_what_cannot_be_attached_is_an_error(run: Run, tmp_path: Path) -> None:
    """A folder, what is too large, a text with a secret in it, an entry that is not there; nothing is copied."""
    (tmp_path / "large").write_bytes(bytes(25_000_001))
    (tmp_path / "notes.txt").write_text(f"my words: {PHRASE}")
    (tmp_path / "a").write_text("x")
    new(run)
    found = {name: refused(run, "attach", "1", str(tmp_path / name)) for name in ("", "large", "notes.txt")}
    assert found == {"": "no-file", "large": "file-too-large", "notes.txt": "secret-refused"}
    assert refused(run, "attach", "1", str(tmp_path / "a"), "--entry", "9") == "no-such-entry"
    assert shown(run)["attachments"] == []


@posix
@pytest.mark.parametrize(
    "name", ["\x1b[31mred.png", "a\nb.png", "‮gnp.exe", "-rf", "x" * 200, "图片 1.png", "..."]
)
def test_any_name_of_a_file_is_kept_and_harmless(run: Run, tmp_path: Path, name: str) -> None:
    source = tmp_path / "files" / name
    source.parent.mkdir()
    source.write_bytes(b"\0x")
    new(run)
    found = answer(run, "case-attach", "attach", "1", str(source))
    assert found["attachment"]["name"] == name and Path(found["path"]).read_bytes() == b"\0x"
    for lang in ("en", "zh"):
        assert steering(people(run, "show", lang=lang)) == set()
        assert steering(people(run, "attach", "1", str(source), lang=lang)) == set()


# -- search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["refund"], [1]),
        (["REFUND", "anna"], [1]),
        (["refund", "nobody"], []),
        (["退款"], [2]),
        (["ｒｅｆｕｎｄ"], [1]),
        (["0123"], [1]),
        (["888", "908"], [1]),
        (["%"], []),
        (["_"], []),
        (["'; DROP TABLE entries; --"], []),
    ],
)
def test_words_are_found_in_any_writing(run: Run, words: list[str], found: list[int]) -> None:
    """English and Chinese, in every field; and no word is a pattern."""
    new(run)
    log(run, "--said", "A refund is on its way", "--agent", "Anna", "--ticket", "0123", "--contact", OFFICIAL)
    log(run, "--promise", "三天内退款", "--by", "3d")
    answers = answer(run, "case-search", "search", *words)["found"]
    assert [item["entry"]["number"] for item in answers] == found


def test_a_case_is_found_by_its_title_and_its_platform(run: Run) -> None:
    new(run, "coinbase", "withdrawal", "--title", "提现卡住了")
    new(run, "binance")
    found = [answer(run, "case-search", "search", word)["found"] for word in ("提现", "binance")]
    assert [[item["case"]["id"] for item in items] for items in found] == [["coinbase-1"], ["binance-2"]]


@both_languages
def test_nothing_found_is_said(run: Run, lang: str) -> None:
    assert people(run, "search", "nothing", lang=lang).strip() == Words(lang)("case.nothing-found")


@both_languages
def test_a_find_says_where_it_is(run: Run, lang: str) -> None:
    new(run)
    log(run, "--said", "x" * 20 + " needle https://evil.example/a")
    out = people(run, "search", "needle", lang=lang)
    assert "coinbase-1 · 1." in out and "evil[.]example" in out


# -- export and import


def exported(run: Run, form: str, lang: str = "en") -> str:
    return people(run, "export", "1", "--format", form, lang=lang)


@pytest.fixture
def whole(run: Run, tmp_path: Path) -> str:
    """A case with everything in it, as JSON."""
    (tmp_path / "a.txt").write_text("x")
    new(run, "coinbase", "withdrawal", "--title", "Stuck")
    log(run, *options(FIELDS), "--by", "48h")
    log(run, "--contact", LOOKALIKE, "--incoming", "--said", "你的验证码呢？\nsecond line")
    answer(run, "case-attach", "attach", "1", str(tmp_path / "a.txt"), "--entry", "1")
    return exported(run, "json")


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
@both_languages
def test_every_form_has_every_entry(run: Run, whole: str, form: str, lang: str) -> None:
    out = exported(run, form, lang)
    texts = [FIELDS["said"], FIELDS["agent"], FIELDS["ticket"], "second line", LOOKALIKE[-4:]]
    assert [text for text in texts if text not in out] == []
    assert "2026-11-22T12:00:00Z" in out


def test_the_table_has_a_row_an_entry(run: Run, whole: str) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(run, "csv"), newline="")))
    assert [row["verdict"] for row in rows] == ["official", "lookalike"]


@both_languages
def test_the_page_has_the_verdict_then_and_today(run: Run, whole: str, lang: str) -> None:
    out = exported(run, "html", lang)
    assert Words(lang)("dossier.today") in out and Words(lang)("dossier.then") in out
    assert out.count(Words(lang)("short.lookalike")) >= 2


def test_json_before_the_command_is_a_format_too(run: Run, whole: str) -> None:
    assert run("--json", "case", "export", "1")[1] == whole == run("case", "export", "1", "--json")[1]


@posix
@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
def test_a_file_is_new_and_its_owners_alone(run: Run, whole: str, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"record.{form}"
    out = people(run, "export", "1", "--format", form, "--file", str(target))
    assert target.stat().st_mode & 0o777 == 0o600 and str(target) in out
    assert target.read_bytes().decode() == exported(run, form)


@pytest.mark.parametrize("left", [b"mine", b""])
def test_no_file_is_overwritten(run: Run, whole: str, tmp_path: Path, left: bytes) -> None:
    (tmp_path / "record.md").write_bytes(left)
    (tmp_path / "new.md.new").write_bytes(b"mine too")
    assert refused(run, "export", "1", "--file", str(tmp_path / "record.md")) == "file-exists"
    people(run, "export", "1", "--file", str(tmp_path / "new.md"))
    assert (tmp_path / "record.md").read_bytes() == left
    assert (tmp_path / "new.md.new").read_bytes() == b"mine too"


def test_a_program_that_writes_a_file_gets_json_or_nothing(run: Run, whole: str, tmp_path: Path) -> None:
    """No sentence for people on the standard output of a program."""
    code, out, _ = run("case", "export", "1", "--json", "--file", str(tmp_path / "r.json"))
    assert (code, out) == (0, "") and (tmp_path / "r.json").read_text() == whole


@posix
def test_a_file_that_cannot_be_written_is_an_error(run: Run, whole: str, tmp_path: Path) -> None:
    assert refused(run, "export", "1", "--file", str(tmp_path / "no" / "r.md")) == "unwritable-file"
    assert refused(run, "export", "1", "--file", str(tmp_path)) == "file-exists"


def taken_in(run: Run, text: str) -> Any:
    return answer(run, "case-import", "import", "-", stdin=text.encode())


def test_an_exported_case_can_be_brought_in_elsewhere(
    run: Run, whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it but who judged the contacts, and the files, which are elsewhere."""
    monkeypatch.setenv("CONTACTFINDER_DATA", str(tmp_path / "elsewhere"))
    new(run, "binance")
    found = taken_in(run, whole)
    assert (found["case"]["id"], found["added"], found["already"]) == ("coinbase-2", 3, 0)
    before, after = json.loads(whole)["case"], shown(run, "2")
    assert [{**e, "judged": None} for e in after["entries"]] == [
        {**e, "judged": None} for e in before["entries"]
    ]
    assert {e["judged"]["imported"] for e in after["entries"]} == {True}
    assert after["attachments"] == [{**before["attachments"][0], "state": "missing"}]
    assert [after[k] for k in ("uid", "title", "issue", "opened")] == [
        before[k] for k in ("uid", "title", "issue", "opened")
    ]


def test_doing_it_twice_changes_nothing(run: Run, whole: str) -> None:
    """What is here already stays as it is, whatever the file says of it."""
    answer(run, "case-log", "edit", "1", "--entry", "1", "--said", "changed here")
    before = shown(run)
    found = [taken_in(run, whole), taken_in(run, whole)]
    assert [(f["added"], f["already"]) for f in found] == [(0, 3), (0, 3)] and shown(run) == before
    changed = json.loads(whole)
    changed["case"]["entries"][0] |= {"said": "changed there", "verdict": "official"}
    changed["case"] |= {"title": "changed there", "solved": True}
    taken_in(run, json.dumps(changed))
    assert shown(run) == before


def test_a_file_may_be_given_by_its_name(run: Run, whole: str, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(whole)
    assert answer(run, "case-import", "import", str(tmp_path / "case.json"))["already"] == 3


def elsewhere(text: str) -> Any:
    """The same case under a name of its own."""
    found = json.loads(text)
    for number, item in enumerate([found["case"], *found["case"]["entries"], *found["case"]["attachments"]]):
        item["uid"] = f"{number:032x}"
    return found


@pytest.mark.parametrize("status", Status)
@both_languages
def test_a_verdict_of_a_file_is_never_shown_as_ours(run: Run, whole: str, status: str, lang: str) -> None:
    """Whatever it says: it is what a file says, without the mark or the colour of a verdict."""
    found = elsewhere(whole)
    for entry in found["case"]["entries"]:
        entry |= {"verdict": status, "judged": {**entry["judged"], "imported": False}}
    taken_in(run, json.dumps(found))
    out = people(run, "show", "2", lang=lang)
    said = Words(lang)("case.verdict-imported", verdict=Words(lang)(f"short.{status}"))
    assert flat(out).count(flat(f"? {said}")) == 2 and "✔" not in out
    assert {e["judged"]["imported"] for e in shown(run, "2")["entries"]} == {True}


HOSTILE_ENTRY = [
    ("verdict", "genuine"),
    ("verdict", "OFFICIAL"),
    ("channel", "pigeon"),
    ("outcome", "won"),
    ("promise_state", "perhaps"),
    ("uid", "../../../etc/passwd"),
    ("uid", ""),
    ("number", 0),
    ("number", -1),
    ("number", 2**63),
    ("minutes", -1),
    ("minutes", 10**30),
    ("at_local", "soon"),
    ("at_local", "2026-11-22T12:00:00"),
    ("at_local", "3026-11-22T12:00:00+00:00"),
    ("at_local", "0001-01-01T00:00:00+14:00"),
    ("recorded", "9999-12-31T23:59:59-14:00"),
    ("by_local", "0001-01-01T00:00:00+14:00"),
    ("by_local", "9999-12-31T23:59:59+00:00"),
    ("edited", "x"),
    ("reasons", ["two words"]),
    ("reasons", "reported"),
    ("verdict_platform", "[red]"),
    ("contact_kind", "<script>"),
    ("agent", 5),
    ("incoming", "yes"),
    ("said", "x" * 100_001),
    ("said", PHRASE),
    ("contact_written", PHRASE),
    ("judged", {"version": "1", "digest": "no digest", "imported": False}),
]
HOSTILE_CASE = [
    ("issue", "boredom"),
    ("issue", None),
    ("name", "x" * 1001),
    ("name", ""),
    ("name", PHRASE),
    ("title", PHRASE),
    ("uid", "x"),
    ("opened_local", "soon"),
    ("changed", "9999-12-31T23:59:59-14:00"),
    ("closed", "x"),
    ("solved", "yes"),
    ("entries", None),
    ("attachments", [{}]),
]


@pytest.mark.parametrize(("field", "value"), HOSTILE_ENTRY, ids=lambda v: str(v)[:20])
def test_an_entry_that_nobody_can_have_exported_is_refused(
    run: Run, whole: str, field: str, value: object
) -> None:
    """All or nothing: nothing of such a file is brought in."""
    found = elsewhere(whole)
    found["case"]["entries"][0][field] = value
    error = refused(run, "import", "-", stdin=json.dumps(found).encode())
    assert error in ("bad-export", "not-yet", "entry-too-long", "secret-refused")
    assert [c["id"] for c in answer(run, "case-list", "list")["cases"]] == ["coinbase-1"]


@pytest.mark.parametrize(("field", "value"), HOSTILE_CASE, ids=lambda v: str(v)[:20])
def test_a_case_that_nobody_can_have_exported_is_refused(
    run: Run, whole: str, field: str, value: object
) -> None:
    found = elsewhere(whole)
    found["case"][field] = value
    error = refused(run, "import", "-", stdin=json.dumps(found).encode())
    assert error in ("bad-export", "missing", "entry-too-long", "secret-refused")
    assert [c["id"] for c in answer(run, "case-list", "list")["cases"]] == ["coinbase-1"]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"null", b"[]", b"{}", b'{"case": 1}', b"\xff\xfe", b"[" * 100_000, b"1e999"),
        *(b'{"case":' * 100_000, b"hello", b'{"case": {"id": "x"}}'),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_exported_case_is_refused(run: Run, data: bytes) -> None:
    assert refused(run, "import", "-", stdin=data) == "bad-export"


def test_a_folder_is_no_exported_case(run: Run, tmp_path: Path) -> None:
    assert refused(run, "import", str(tmp_path)) == "unreadable-file"


@pytest.mark.parametrize("platform", ["no-such-platform", "[red]", "../x"])
def test_a_platform_that_is_not_listed_here_is_not_listed(run: Run, whole: str, platform: str) -> None:
    found = elsewhere(whole)
    found["case"]["platform"] = platform
    assert taken_in(run, json.dumps(found))["case"]["platform"] is None
    assert advice(run, "2")[-1] == "case-write-down"


# -- where


@both_languages
def test_where_it_lies_and_what_can_be_done_with_it(run: Run, folder: Path, lang: str) -> None:
    before = people(run, "where", lang=lang)
    assert str(folder) in before and not folder.exists()
    assert answer(run, "case-where", "where") == {
        **answer(run, "case-where", "where"),
        "folder": str(folder),
        "exists": False,
    }
    new(run)
    assert answer(run, "case-where", "where")["exists"] and people(run, "where", lang=lang) != before


# -- what people see

HOSTILE = [
    *(
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;https://evil.example\x1b\\x",
        "\x9b31m",
        "a\x00b",
        "\udcff\ud800",
        "\u202eabc\u2066",
    ),
    *(
        "a\u200bb\ufeff",
        "\ue000x\ue001",
        "[red]x[/red]",
        "[/x]",
        "[link=https://evil.example]x[/link]",
        "{id} %s {0}",
    ),
    *(
        "a\nb\r\nc\rd\u2028e",
        "x" * 900,
        "字" * 900,
        "blah " * 190,
        "https://evil.example/" + "a" * 500,
        "\u0301" * 400,
    ),
    *("=cmd|' /C calc'!A0", "` | <b>x</b> &amp; [x](https://evil.example)", "👨‍👩‍👧‍👦 🇺🇸", "عربي ‏x"),
]
hostile = pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))


def steering(text: str) -> set[str]:
    return {c for c in text if category(c)[0] == "C" and c != "\n"}


def too_wide(text: str) -> list[str]:
    """Lines that could have been folded: contacts, commands and single words stay whole."""
    wide = [line for line in text.split("\n") if cell_len(line) > 80]
    return [
        line for line in wide if len(line.lstrip("•!│✔ ").split()) > 1 and "contactfinder case" not in line
    ]


SCREENS = [
    ["list"],
    ["show", "1"],
    ["next", "1"],
    ["remind"],
    ["search", "e"],
    ["search", "coinbase"],
    ["where"],
]
PAGES = [["export", "1", "--format", form] for form in ("md", "html", "csv", "json")] + [["remind", "--ics"]]


@hostile
@both_languages
def test_no_text_steers_a_terminal_or_breaks_a_screen(run: Run, text: str, lang: str) -> None:
    """In every field at once, on every screen and page."""
    code, out, err = run("case", "new", "coinbase", "--issue", "fraud", "--title", text, "--lang", lang)
    fields = dict.fromkeys(("said", "agent", "ticket", "promise", "contact"), text)
    logged = run("case", "log", "1", *options(fields), "--by", "2026-11-20", "--lang", lang)
    assert (code, err, logged[0], logged[2]) == (0, "", 0, "")
    for arguments in SCREENS:
        shown_text = people(run, *arguments, lang=lang)
        assert steering(shown_text) == set()
        if text != "blah " * 190:  # as a contact it stands on one line
            assert too_wide(shown_text) == []
    for arguments in PAGES:
        page = people(run, *arguments, lang=lang)
        assert steering(page) <= {"\r"} or arguments[-1] == "json"
    assert steering(out + logged[1]) == set()


@hostile
def test_any_text_may_be_the_name_of_a_platform(run: Run, text: str) -> None:
    for lang in ("en", "zh"):
        out = people(run, "new", text, "--issue", "fraud", lang=lang)
        assert steering(out) == set()
    for arguments in SCREENS:
        assert steering(people(run, *arguments)) == set()


@hostile
def test_any_text_comes_back_as_it_was(run: Run, text: str) -> None:
    """But for what no file can hold, which becomes its code."""
    new(run)
    entry = log(run, "--said", text)
    assert (
        entry["said"]
        == text.encode("utf-8", "backslashreplace")
        .decode()
        .replace("\r\n", "\n")
        .replace("\0", "\\x00")
        .strip()
    )


@hostile
@pytest.mark.parametrize("command", ["show", "search", "close", "delete", "edit"])
def test_any_text_may_stand_where_a_case_belongs(run: Run, text: str, command: str) -> None:
    new(run)
    more = {"delete": ["--yes"], "edit": ["--title", "x"]}.get(command, [])
    code, out, err = run("case", command, text, *more)
    assert code == (0 if command == "search" else 2) and steering(out + err) == set()


def test_a_hundred_thousand_characters_can_be_kept_and_shown(run: Run) -> None:
    new(run)
    text = "They said wait. " * 6_250
    log(run, "--said", "-", stdin=text.encode())
    assert shown(run)["entries"][0]["said"] == text.strip()
    for arguments in (*SCREENS, *PAGES):
        assert "Traceback" not in people(run, *arguments)


@pytest.mark.parametrize("issue", Issue)
@both_languages
def test_every_screen_keeps_within_eighty_columns(run: Run, tmp_path: Path, issue: str, lang: str) -> None:
    """For every issue, in every state."""
    (tmp_path / "a.png").write_bytes(b"\0")
    screens = [people(run, "new", "coinbase", "--issue", issue, "--title", "Stuck " * 30, lang=lang)]
    screens += [people(run, "next", "--country", "GB", lang=lang)]
    screens += [people(run, "log", *options(FIELDS), "--by", "48h", lang=lang)]
    screens += [people(run, "log", "--contact", IMPOSTOR, "--incoming", "--said", "话" * 200, lang=lang)]
    screens += [people(run, "attach", "1", str(tmp_path / "a.png"), lang=lang)]
    screens += [people(run, *arguments, lang=lang) for arguments in SCREENS]
    screens += [people(run, "edit", "1", "--entry", "1", "--broken", lang=lang)]
    screens += [people(run, "next", "--country", "GB", lang=lang), people(run, "close", "1", lang=lang)]
    screens += [people(run, "next", "1", lang=lang), people(run, "reopen", "1", lang=lang)]
    assert [line for text in screens for line in too_wide(text)] == []


@both_languages
def test_every_command_that_is_named_can_be_called(run: Run, lang: str) -> None:
    """Whoever copies it from the screen gets an answer and no complaint about what is missing."""
    out = people(run, "new", "coinbse", "--issue", "fraud", lang=lang)
    out += people(run, "log", "--contact", IMPOSTOR, "--promise", "x", "--by", "2026-11-20", lang=lang)
    out += people(run, "next", lang=lang) + people(run, "show", lang=lang)
    joined = re.sub(r"\n +", " ", out).replace("contactfinder", "\ncontactfinder")
    named = {c.strip() for c in re.findall(r"contactfinder case [a-z]+ coinbse-1[a-z0-9 .-]*", joined)}
    named = {c for c in named if "--file" not in c}
    assert named
    for command in sorted(named):
        code, _, err = run(*command.split()[1:], *(["--said", "x"] if " log " in command else []))
        assert (command, code, err) == (command, 0, "")


# -- completion


def test_the_ids_can_be_completed(run: Run, folder: Path) -> None:
    """And a journal that is damaged completes nothing and harms nothing."""
    from contactfinder.cli.casing import _ids

    assert list(_ids("")) == []
    new(run)
    new(run, "binance")
    assert sorted(_ids("")) == ["binance-2", "coinbase-1"] and list(_ids("coin")) == ["coinbase-1"]
    sql(folder / "journal.sqlite", "PRAGMA user_version = 99")
    assert list(_ids("")) == []


# -- what is not shown, not lost, not clickable

PHRASE_WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.mark.parametrize("option", ["--by", "--outcome", "--channel", "--ticket", "--at"])
def test_a_secret_in_the_wrong_place_is_not_repeated_in_an_error(run: Run, option: str) -> None:
    """Each of them is read, and what cannot be read is named."""
    new(run)
    _, out, err = run("case", "log", "1", "--said", "x", option, PHRASE_WORDS)
    assert "sausage" not in out + err


@pytest.mark.parametrize("command", [["show"], ["close"], ["attach", "1"]])
def test_a_secret_in_the_place_of_a_case_or_file_is_not_repeated(run: Run, command: list[str]) -> None:
    new(run)
    code, out, err = run("case", *command, PHRASE_WORDS)
    assert (code, "sausage" in out + err) == (2, False)


@both_languages
def test_addresses_in_what_was_said_cannot_be_clicked(run: Run, lang: str) -> None:
    """And sentences keep their dots."""
    new(run, "coinbase", "fraud", "--title", "see https://evil.example.com/a")
    log(
        run,
        "--said",
        "Go to https://evil.example.com/a, write to a.b@evil.com. I did not. It took 3.5 hours.",
    )
    for command in (["show"], ["search", "evil"]):
        out = flat(people(run, *command, lang=lang))
        assert "https://" not in out and "evil.com" not in out
        assert flat("a.b[at]evil[.]com. I did not. It took 3.5 hours.") in out


@both_languages
def test_a_genuine_number_on_an_incoming_call_is_not_called_unknown(run: Run, lang: str) -> None:
    """A reader of the record would think that nobody knows the hotline."""
    new(run)
    log(run, "--contact", "+1 888 908 7930", "--incoming")
    words = Words(lang)
    for command in (["show"], ["export"]):
        out = flat(people(run, *command, lang=lang))
        assert flat(words("short.forgeable")) in out and flat(words("short.unknown")) not in out


def test_a_contact_that_turned_out_to_be_bad_is_marked_in_the_record(run: Run) -> None:
    new(run)
    log(run, "--contact", "+1 888 908 7931")
    found = {"case": shown(run) | {"uid": "1" * 32}}
    for entry in found["case"]["entries"]:
        entry |= {"verdict": "official", "uid": "0" * 32}
    taken_in(run, json.dumps(found))
    out = people(run, "show", "2")
    assert "today: look-alike" in out and "✔" not in out


def test_older_copies_are_named_when_something_is_deleted(run: Run, folder: Path) -> None:
    """What was deleted may still stand in them."""
    new(run)
    copy = folder / "journal.v1.20261101T000000Z.sqlite"
    copy.write_bytes(b"")
    assert copy.name in people(run, "delete", "1", "--yes").replace("\n", "")


def test_a_closed_case_says_so_when_something_is_written_into_it(run: Run) -> None:
    new(run)
    run("case", "close", "1", "--solved")
    assert "case reopen" in people(run, "log", "1", "--said", "x")


def test_closing_a_solved_case_again_leaves_it_solved(run: Run) -> None:
    new(run)
    run("case", "close", "1", "--solved")
    assert answer(run, "case", "close", "1")["case"]["solved"] is True


def test_an_edit_takes_text_from_a_pipe_too(run: Run) -> None:
    new(run)
    log(run, "--said", "a")
    run("case", "edit", "1", "--entry", "1", "--said", "-", stdin=b"from a pipe")
    assert shown(run)["entries"][0]["said"] == "from a pipe"


def test_what_a_fake_promised_is_late_nowhere(run: Run) -> None:
    """`list`, `show` and `remind` say the same as `next`."""
    new(run)
    log(run, "--contact", "+1 888 908 7931", "--promise", "money", "--by", "2026-11-01")
    found = answer(run, "case-list", "list")["cases"][0]
    assert (found["by"], found["overdue"]) == (None, 0)
    assert answer(run, "case-remind", "remind")["promises"] == []


@pytest.mark.parametrize(("name", "warned"), [("chat.txt", False), ("screen.png", True), ("scan.pdf", True)])
def test_only_what_cannot_be_looked_into_is_warned_of(
    run: Run, tmp_path: Path, name: str, warned: bool
) -> None:
    new(run)
    (tmp_path / name).write_bytes(b"abc")
    out = flat(people(run, "attach", "1", str(tmp_path / name)))
    assert (flat(Words("en")("case.cannot-look")) in out) is warned


@pytest.mark.parametrize(
    "column", ["channel", "verdict", "result", "kept", "reasons", "at", "issue", "opened"]
)
@both_languages
def test_a_damaged_word_hides_nothing_else(run: Run, folder: Path, column: str, lang: str) -> None:
    """The pages of the file are sound, and one word on them is not."""
    new(run)
    fields = ("--channel", "email", "--contact", "+1 888 908 7930", "--outcome", "reached", "--promise", "p")
    log(run, "--said", "all the rest", *fields)
    with closing(sqlite3.connect(folder / "journal.sqlite")) as db, db:
        table = "cases" if column in ("issue", "opened") else "entries"
        db.execute(f"UPDATE {table} SET {column} = 'em\x1b!il'")
    for command in (
        ["show"],
        ["list"],
        ["next"],
        ["export"],
        ["export", "--format", "html"],
        ["search", "rest"],
    ):
        out = people(run, *command, lang=lang)
        assert "\x1b" not in out
        assert "all the rest" in out or command in (["list"], ["next"])
    assert shown(run)["entries"][0]["said"] == "all the rest"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no device that is full")
def test_an_entry_is_written_even_if_nobody_reads_the_warning(folder: Path) -> None:
    """`| head` ends the reading, not the record."""
    program = [sys.executable, "-m", "contactfinder", "case"]
    environment = {**os.environ, "CONTACTFINDER_DATA": str(folder)}
    subprocess.run([*program, "new", "coinbase", "--issue", "fraud"], env=environment, check=True)
    with Path("/dev/full").open("w") as full:
        words = [*program, "log", "--contact", "+1 888 908 7931", "--said", "x"]
        done = subprocess.run(words, env=environment, stdout=full, stderr=subprocess.DEVNULL, check=False)
    with Journal.open(folder) as journal:
        entries = journal.case(1, datetime.now(UTC)).entries
    assert (done.returncode, [entry.note.said for entry in entries]) == (130, ["x"])
