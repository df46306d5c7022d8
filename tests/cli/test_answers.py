"""The commands in one process: exit codes, choices, settings and JSON that keeps its schema."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from contactfinder.cli import main
from contactfinder.cli.session import Session
from contactfinder.journal import Journal, Note, Promise
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.render.outputs import OUTPUTS

OFFICIAL, LOOKALIKE, UNKNOWN, INVALID = (
    "+18889087930",
    "https://coinbase.com.evil-site.net",
    "https://example.org",
    "hello",
)
IMPOSTOR = "+18883832936"
MOMENT = ("--at", "2026-11-22T12:00Z")

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Call the program and give exit code, standard output and standard error."""

    def call(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


def answered(run: Run, shape: str, *arguments: str) -> tuple[int, list[Any]]:
    """The JSON lines of a command, each held against its schema; nothing else may be printed."""
    code, out, err = run(*arguments, "--json")
    assert out.endswith("\n")
    assert (
        err == "" or "checked" in err or "scanned" in err or "已扫描" in err or "已检查" in err
    )  # what is summed up beside answers
    found = [json.loads(line) for line in out[:-1].split("\n")]
    for item in found:
        jsonschema.validate(item, msgspec.json.schema(OUTPUTS[shape]))
    return code, found


def one(run: Run, shape: str, *arguments: str) -> Any:
    _, found = answered(run, shape, *arguments)
    assert len(found) == 1
    return found[0]


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


# -- exit codes


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ([OFFICIAL], 0),
        ([IMPOSTOR], 1),
        ([LOOKALIKE], 1),
        ([UNKNOWN], 3),
        (["https://www.coinbase.com/no-such-page-of-ours"], 3),
        ([INVALID], 4),
        ([""], 4),
        ([OFFICIAL, INVALID], 4),
        ([OFFICIAL, INVALID, UNKNOWN], 3),
        ([UNKNOWN, INVALID, LOOKALIKE, OFFICIAL], 1),
    ],
)
def test_the_most_serious_verdict_decides_the_exit_code(run: Run, claims: list[str], code: int) -> None:
    assert run("verify", *claims)[0] == code


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["verify", "--nope", OFFICIAL], "no-option"),
        (["verify"], "missing"),
        (["lookup"], "missing"),
        (["verify", "--as"], "missing"),
        ([], "missing"),
        (["--lang", "zh"], "missing"),
        (["frobnicate"], "no-command"),
        (["registry", "frobnicate"], "no-command"),
        (["lookup", "coinbase", "--issue", "boredom"], "bad-value"),
        (["lookup", "coinbase", "--country", "Germany"], "bad-country"),
        (["lookup", "coinbase", "--country", "Ｇ"], "bad-country"),
        (["lookup", "coinbase", "--at", "soon"], "bad-time"),
        (["lookup", "coinbase", "--at", "0001-06-01"], "bad-time"),
        (["lookup", "coinbase", "--at", "9999-12-31T23:59-14:00"], "bad-time"),
        (["lookup", "coinbase", "--lang", "klingon"], "bad-language"),
        (["explain", "https://example.org"], "contact-not-listed"),
        (["lookup", "a", "b"], "usage"),
    ],
)
def test_a_wrong_call_exits_2_and_says_what_to_do(run: Run, arguments: list[str], error: str) -> None:
    code, [found] = answered(run, "error", *arguments)
    assert (code, found["error"]["code"]) == (2, error)
    assert found["error"]["message"] and found["error"]["hint"]


def test_an_error_for_people_goes_to_standard_error(run: Run) -> None:
    code, out, err = run("lookup", "coinbase", "--at", "soon")
    assert (code, out) == (2, "")
    assert err == (
        "✘ This is no moment in time: soon\n  Write it as ISO 8601, for example 2026-11-22T21:00+08:00.\n"
    )


def test_no_command_at_all_shows_help(run: Run) -> None:
    code, out, _ = run()
    assert code == 2 and "Commands:" in out and "help." not in out


@pytest.mark.parametrize("arguments", [["registry"], ["--lang", "en", "registry"]])
def test_a_group_alone_shows_its_help_in_words(run: Run, arguments: list[str]) -> None:
    code, out, _ = run(*arguments)
    assert code == 2 and "For authors" in out and "help." not in out


@pytest.mark.parametrize("name", ["coinbse", "coin base wallett", "no such thing", "", "!!!", "evil.com"])
def test_an_unknown_platform_is_never_guessed(run: Run, name: str) -> None:
    """A typo chooses nothing: it gets suggestions and the safe procedure."""
    code, [found] = answered(run, "error", "lookup", name)
    assert (code, found["error"]["code"]) == (3, "unknown-platform")
    assert [step["id"] for step in found["advice"]] == ["unlisted-procedure", "never-search"]


def test_a_typo_is_answered_with_names_like_it(run: Run) -> None:
    assert one(run, "error", "lookup", "coinbse")["suggestions"][0]["id"] == "coinbase"


def test_an_unknown_platform_is_an_answer_for_people(run: Run) -> None:
    code, out, err = run("lookup", "coinbse")
    assert (code, err) == (3, "")
    assert "contactfinder lookup coinbase\n" in out and "5. " in out


def test_ctrl_c_exits_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Index, "summaries", interrupted)
    assert run("list")[0] == 130
    assert one(run, "error", "list")["error"]["code"] == "interrupted"


def test_a_fault_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("x\x1b[31m")

    monkeypatch.setattr(Index, "summaries", broken)
    code, out, err = run("list")
    assert (code, out) == (5, "") and "ZeroDivisionError: x\\u001b[31m" in err
    assert one(run, "error", "list")["error"]["code"] == "unexpected"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + bytes(4096)])
def test_a_damaged_registry_exits_5(
    run: Run, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "registry.sqlite").write_bytes(content)
    monkeypatch.setattr("contactfinder.finder.BUILT_IN", tmp_path / "registry.sqlite")
    code, [found] = answered(run, "error", "lookup", "coinbase")
    assert code == 5 and found["error"]["code"] in ("registry-damaged", "registry-outdated")


def test_a_missing_registry_exits_5(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contactfinder.finder.BUILT_IN", tmp_path / "none")
    assert run("list")[0] == 5


# -- JSON


ANSWERS = [
    ("lookup", ["lookup", "coinbase"]),
    ("lookup", ["lookup", "tokenpocket", "--issue", "fraud", "--country", "GB", "--language", "zh"]),
    ("scan", ["scan", "tests/messages"]),
    ("verify", ["verify", OFFICIAL, IMPOSTOR, LOOKALIKE, UNKNOWN, INVALID, "@coinbase"]),
    ("unreachable", ["unreachable", "coinbase", "phone", "--country", "GB", *MOMENT]),
    ("unreachable", ["unreachable", "coinbase", LOOKALIKE, "--issue", "fraud", "--language", "zh", *MOMENT]),
    ("prepare", ["prepare", "coinbase", "--issue", "fraud", "--field", "user-id=12345678", *MOMENT]),
    ("prepare", ["prepare", "tokenpocket", "--issue", "deposit", "--language", "ja", *MOMENT]),
    ("emergency", ["emergency", "coinbase", "--leaked", "seed-phrase", "--country", "GB", *MOMENT]),
    ("emergency", ["emergency", *MOMENT]),
    ("emergency", ["emergency", "no such thing", *MOMENT]),
    ("compare", ["compare", "coinbase", "binance"]),
    ("list", ["list"]),
    ("show", ["show", "coinbase"]),
    ("explain", ["explain", OFFICIAL]),
    ("registry-stats", ["registry", "stats"]),
    ("registry-stats", ["registry", "stats", "--by-platform"]),
    ("registry-check", ["registry", "check", "registry"]),
    ("registry-fmt", ["registry", "fmt", "--check"]),
    ("registry-stale", ["registry", "stale", "--days", "1"]),
    ("registry-diff", ["registry", "diff", "tests/fixtures/registry", "registry"]),
    ("version", ["--version"]),
    ("error", ["lookup", "no such thing"]),
    ("error", ["prepare", "coinbase", "--issue", "fraud", "--field", "password=x"]),
    ("error", ["compare", "coinbase"]),
    ("error", ["registry", "check", "/no/such/folder"]),
    ("error", ["registry", "build", "/no/such/folder", "/no/such/file"]),
    ("case", ["case", "edit", "1", "--title", "Stuck since Monday"]),
    ("case", ["case", "close", "1", "--solved"]),
    ("case", ["case", "reopen", "coinbase-1"]),
    ("case-list", ["case", "list"]),
    ("case-show", ["case", "show"]),
    ("case-show", ["case", "export"]),
    ("case-log", ["case", "edit", "1", "--entry", "1", "--contact", LOOKALIKE, "--incoming"]),
    ("case-next", ["case", "next", "--country", "GB", "--language", "zh"]),
    ("case-search", ["case", "search", "wait"]),
    ("case-search", ["case", "search", "nothing like it"]),
    ("case-remind", ["case", "remind"]),
    ("case-where", ["case", "where"]),
    ("error", ["case", "show", "no such case"]),
    ("error", ["case", "log", "--said", "my password: hunter2"]),
]


@pytest.fixture
def a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal with one case, whose promise is open; and a clock that stands still."""
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    monkeypatch.setattr(Session, "now", now)
    monkeypatch.setenv("CONTACTFINDER_DATA", str(tmp_path / "data"))
    with Journal.open(tmp_path / "data") as journal:
        case = journal.new("Coinbase", "fraud", None, "coinbase", now)
        promise = Promise("an answer", now + timedelta(days=2))
        journal.log(case.number, Note(now, said="They told me to wait.", promise=promise), now)


@pytest.mark.usefixtures("a_case")
@pytest.mark.parametrize(
    ("shape", "arguments"), ANSWERS, ids=lambda value: value if isinstance(value, str) else value[-1][:30]
)
def test_json_keeps_its_schema_and_does_not_change_with_the_language(
    run: Run, shape: str, arguments: list[str]
) -> None:
    """Schemas of docs/json: exactly one object a line, and codes rather than sentences."""
    lang = len(arguments) if arguments[0] != "--version" else 0
    answers = []
    for language in ("en", "zh"):
        said = [*arguments[:lang], "--lang", language, *arguments[lang:]]
        answers.append(answered(run, shape, *said))
    assert answers[0] == answers[1]


def test_every_shape_has_an_answer_here() -> None:
    once = {
        "registry-build",
        "registry-new",
        "case-attach",
        "case-import",
        "case-delete",
    }  # what can be done only once
    once |= {"registry-recheck"}  # what needs a server: tests/recheck
    assert {shape for shape, _ in ANSWERS} | once == set(OUTPUTS)


@pytest.mark.usefixtures("a_case")
def test_what_is_done_to_a_case_is_answered_in_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_text("paid")
    attached = one(run, "case-attach", "case", "attach", "1", str(tmp_path / "receipt.txt"), "--entry", "1")
    logged = one(run, "case-log", "case", "log", "--contact", OFFICIAL, "--outcome", "reached 25m")
    (tmp_path / "case.json").write_text(run("case", "export", "1", "--json")[1])
    deleted = one(run, "case-delete", "case", "delete", "1", "--entry", "2", "--yes")
    brought = one(run, "case-import", "case", "import", str(tmp_path / "case.json"))
    assert Path(attached["path"]).read_text() == "paid" and attached["attachment"]["entry"] == 1
    assert (logged["entry"]["number"], deleted["entry"]) == (2, 2)
    assert (brought["added"], brought["already"]) == (1, 2)


def test_json_may_be_asked_for_before_the_command(run: Run) -> None:
    before, after = run("--json", "show", "coinbase"), run("show", "coinbase", "--json")
    assert before == after


def test_the_schema_command_prints_json_on_one_line_too(run: Run) -> None:
    _, out, _ = run("registry", "schema", "--json")
    assert out.count("\n") == 1 and json.loads(out)["$ref"]


def test_registry_build_answers_in_json(run: Run, tmp_path: Path) -> None:
    """An empty registry is a registry."""
    (tmp_path / "r" / "platforms").mkdir(parents=True)
    found = one(run, "registry-build", "registry", "build", str(tmp_path / "r"), str(tmp_path / "x.sqlite"))
    assert found["platforms"] == 0


def test_a_lone_surrogate_in_an_argument_becomes_valid_json(run: Run) -> None:
    """What Python makes of bytes that are no UTF-8."""
    assert one(run, "verify", "verify", "\udcff@x.com")["verdict"] == "invalid"


# -- streams


def test_a_stream_is_answered_in_its_order_with_line_numbers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, f"{OFFICIAL}\r\n\n   \n{LOOKALIKE}\nhello".encode())
    code, found = answered(run, "verify", "verify", "-")
    assert code == 1
    assert [(f["line"], f["claim"], f["verdict"]) for f in found] == [
        (1, OFFICIAL, "official"),
        (4, LOOKALIKE, "lookalike"),
        (5, "hello", "invalid"),
    ]


def test_undecodable_bytes_are_shown_and_harm_no_other_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, b"\xff\xfe\n" + OFFICIAL.encode() + b"\n")
    code, found = answered(run, "verify", "verify", "-")
    assert (code, [f["verdict"] for f in found]) == (4, ["invalid", "official"])
    assert found[0]["claim"] == "\\xff\\xfe"


def test_no_input_is_nothing_to_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty pipe must not look like a success."""
    feed(monkeypatch, b"\n")
    code, out, _ = run("verify", "-", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (4, "contact-empty")


ZONED = (
    ("Asia/Shanghai", "2026-11-23T19:00", "2026-11-23T11:00Z"),
    ("America/New_York", "2026-11-23T06:00", "2026-11-23T11:00Z"),
)


@pytest.mark.parametrize(("zone", "local", "moment"), ZONED)
def test_a_time_without_offset_is_one_of_the_users_clock(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zone: str, local: str, moment: str
) -> None:
    settings = tmp_path / "zone.toml"
    settings.write_text(f'time_zone = "{zone}"')
    monkeypatch.setenv("CONTACTFINDER_CONFIG", str(settings))
    here, there = (run("lookup", "coinbase", "--country", "DE", "--at", at)[1] for at in (local, moment))
    assert here == there and "Europe/Berlin" in here


def test_an_unknown_time_zone_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "zone.toml"
    settings.write_text('time_zone = "Mars/Olympus"')
    monkeypatch.setenv("CONTACTFINDER_CONFIG", str(settings))
    code, _, err = run("lookup", "coinbase")
    assert code == 2 and "Mars/Olympus" in err


def test_claims_on_the_command_line_have_no_line_number(run: Run) -> None:
    assert "line" not in one(run, "verify", "verify", OFFICIAL)


def test_a_claim_that_begins_with_a_hyphen_stands_behind_two(run: Run) -> None:
    _, out, _ = run("verify", "--json", "--", "-18889087930", "--json")
    assert [json.loads(line)["claim"] for line in out.splitlines()] == ["-18889087930", "--json"]


# -- names


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("coinbase", "coinbase"),
        ("COINBASE", "coinbase"),
        ("Ｃｏｉｎｂａｓｅ", "coinbase"),
        (" Coin-base ", "coinbase"),
        ("coinbase.com", "coinbase"),
        ("help.coinbase.com", "coinbase"),
        ("https://www.coinbase.com/signin?x=1", "coinbase"),
        ("TP钱包", "tokenpocket"),
        ("Token Pocket", "tokenpocket"),
        ("Huobi", "htx"),
        ("火币", "htx"),
    ],
)
def test_a_platform_is_found_by_every_name_it_has(run: Run, name: str, found: str) -> None:
    assert one(run, "lookup", "lookup", name)["platform"]["id"] == found


@pytest.mark.parametrize(
    "name", [r"https://evil.com\@coinbase.com", "coinbase.com.evil.net", "https://evil.com/coinbase.com"]
)
def test_a_deceiving_link_finds_no_platform(run: Run, name: str) -> None:
    assert run("lookup", name)[0] == 3


# -- what the user says of the situation


def reasons(answer: Any, code: str) -> list[str]:
    return [c["contact"] for c in answer["channels"] if code in [r["code"] for r in c["reasons"]]]


def test_country_shows_what_to_dial(run: Run) -> None:
    dialled = {
        c["dial"]
        for c in one(run, "lookup", "lookup", "coinbase", "--country", "gb")["channels"]
        if c["dial"]
    }
    assert any(number.startswith("00 1 888") for number in dialled)


def test_language_shows_in_the_reasons(run: Run) -> None:
    answer = one(run, "lookup", "lookup", "tokenpocket", "--language", "zh-CN")
    assert reasons(answer, "speaks-language") and reasons(answer, "other-language")


@pytest.mark.parametrize("tried", [OFFICIAL, "1-888-908-7930", "PHONE"])
def test_what_was_tried_moves_down(run: Run, tried: str) -> None:
    answer = one(run, "lookup", "lookup", "coinbase", "--country", "US", "--tried", tried)
    assert OFFICIAL in reasons(answer, "tried")


@pytest.mark.parametrize("zone", ["+00:00", "+08:00"])
def test_the_moment_decides_what_is_open(run: Run, zone: str) -> None:
    """Somewhere in the registry is a channel with hours; it is open at one of two moments twelve hours apart."""
    index = Index.open(BUILT_IN)
    records = (index.platform(s.id) for s in index.summaries())
    with_hours = [
        r["id"]
        for r in records
        if r and any(c["hours"] and c["hours"]["value"] != "24/7" for c in r["channels"])
    ]
    states = set()
    for hour in range(0, 24, 3):
        answer = one(run, "lookup", "lookup", with_hours[0], "--at", f"2026-11-18T{hour:02}:00{zone}")
        states |= {c["open"]["state"] for c in answer["channels"]}
    assert {"open", "closed"} <= states


# -- version and help


def test_version_names_program_and_registry(run: Run) -> None:
    code, out, _ = run("--version")
    digest = one(run, "version", "--version")["registry"]["digest"]
    assert code == 0 and out.startswith("contactfinder 0.") and digest[:12] in out


COMMANDS = [[], *([c] for c in ("lookup", "verify", "list", "show", "explain", "registry"))]
COMMANDS += [[c] for c in ("unreachable", "prepare", "emergency", "compare")]
COMMANDS += [["registry", c] for c in ("check", "recheck", "build", "stats", "schema")]
COMMANDS += [
    ["case"],
    *(["case", c] for c in ("new", "log", "list", "show", "next", "remind", "close", "reopen")),
]
COMMANDS += [["case", c] for c in ("edit", "delete", "export", "import", "attach", "search", "where")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_in_chinese_has_no_english_heading(run: Run, command: list[str]) -> None:
    code, out, _ = run("--lang", "zh", *command, "--help")
    assert code == 0 and "用法" in out and "选项" in out
    assert not [
        word
        for word in ("Usage", "Options", "Arguments", "Commands", "required", "Show this", "help.")
        if word in out
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_in_english_has_no_code(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0 and "help." not in out and out.startswith("Usage: contactfinder")
