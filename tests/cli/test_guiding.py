"""The commands that guide, as people and programs call them; and the questions that `prepare` asks on a terminal."""

import io
import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import jsonschema
import pytest
from markdown_it import MarkdownIt
from mnemonic import Mnemonic

from contactfinder import Finder
from contactfinder.cli import main
from contactfinder.cli.session import Session
from contactfinder.render.outputs import OUTPUTS
from contactfinder.render.words import Words

AT = ("--at", "2026-11-22T12:00Z")
MOMENT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PHRASE = Mnemonic("english").to_mnemonic(bytes((i * 37 + 5) % 256 for i in range(16)))
WIF = "KwDiBf89QgGbjEhKnhXJuH7LrciVrXi3qYjgd9M7rFU73sVHnoWn"
CHINESE_PHRASE = (
    Mnemonic("chinese_simplified").to_mnemonic(bytes((i * 37 + 5) % 256 for i in range(16))).replace(" ", "")
)
POSIX = sys.platform != "win32"
posix = pytest.mark.skipif(not POSIX, reason="Windows has no pseudo-terminals")
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])

Said = tuple[int, str, str]
Run = Callable[..., Said]

CALLS = {
    "unreachable": ["unreachable", "coinbase", "phone", *AT],
    "unreachable-contact": ["unreachable", "coinbase", "+1 888 908 7931", "--country", "US", *AT],
    "unreachable-chinese": ["unreachable", "币安", "在线客服", "--language", "zh", "--country", "CN", *AT],
    "prepare": ["prepare", "coinbase", "--issue", "fraud", "--field", "user-id=12345678", *AT],
    "prepare-wallet": ["prepare", "metamask", "--issue", "withdrawal", "--language", "zh", *AT],
    "prepare-called": ["prepare", "coinex", "--issue", "deposit", "--language", "ja", "--country", "JP", *AT],
    "emergency": ["emergency", *AT],
    "emergency-known": [
        "emergency",
        "coinbase",
        "--leaked",
        "seed",
        "--leaked",
        "密码",
        "--country",
        "GB",
        *AT,
    ],
    "emergency-unknown": ["emergency", "coinbse", "--leaked", "payment", *AT],
    "compare": ["compare", "coinbase", "binance"],
    "compare-three": ["compare", "coinbase", "币安", "coinex.com"],
}
every_call = pytest.mark.parametrize("call", CALLS)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program behind a pipe and give exit code, standard output and standard error."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("must not be read\n" * 9))

    def call(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


def answer(run: Run, *arguments: str) -> Any:
    """The one JSON object that a command prints."""
    _, out, err = run(*arguments, "--json")
    assert (err, out.count("\n")) == ("", 1)
    return json.loads(out)


def last_lines(text: str) -> str:
    """What is left on a small screen: the paragraph at the end."""
    return text.rstrip("\n").split("\n\n")[-1]


def begun(code: str, lang: str) -> str:
    """A sentence up to its first value."""
    return Words(lang)(code).partition("{")[0]


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def schema(script: Callable[[str], ModuleType]) -> Callable[[str], Any]:
    """The one of a shape that docs/generate.py writes beside the documentation."""
    module = script("docs/generate.py")
    return lambda shape: module.output_schema(OUTPUTS[shape])


# -- each of them, for people and for programs


@every_call
@both_languages
def test_an_answer_for_people_is_on_standard_output_and_in_their_language(
    run: Run, call: str, lang: str
) -> None:
    code, out, err = run(*CALLS[call], "--lang", lang)
    assert (code, err) == (3 if call == "emergency-unknown" else 0, "")
    assert bool(re.search("[\u4e00-\u9fff]{4}", out)) is (
        lang == "zh" or ("--language" in CALLS[call] and "zh" in CALLS[call])
    )
    assert not re.search(r"[{}]|\bNone\b|\b(?:prepare|compare|emergency|unreachable)\.[a-z]", out)


@every_call
def test_json_keeps_its_schema_in_every_language(run: Run, call: str, schema: Callable[[str], Any]) -> None:
    english, chinese = (answer(run, *CALLS[call], "--lang", lang) for lang in ("en", "zh"))
    jsonschema.validate(english, schema(CALLS[call][0]))
    assert english == chinese


ASKED: dict[str, Callable[[Finder], Any]] = {
    "unreachable": lambda finder: finder.unreachable("coinbase", "phone", at=MOMENT),
    "prepare": lambda finder: finder.prepare("coinbase", "fraud", fields={"user-id": "12345678"}, at=MOMENT),
    "emergency": lambda finder: finder.emergency(at=MOMENT),
    "compare": lambda finder: finder.compare(["coinbase", "binance"], at=MOMENT),
}


@pytest.mark.parametrize("command", ASKED)
def test_json_is_what_the_python_door_gives(run: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "now", MOMENT)
    with Finder.open() as finder:
        expected = finder.to_json(ASKED[command](finder))
    assert json.loads(json.dumps(expected)) == answer(run, *CALLS[command])


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["unreachable", "coinbase", "hello there"], 2, "bad-channel"),
        (["unreachable", "coinbase", ""], 2, "bad-channel"),
        (["unreachable", "coinbase"], 2, "missing"),
        (["unreachable", "coinbase", "phone", "--issue", "boredom"], 2, "bad-value"),
        (["unreachable", "coinbase", "phone", "--at", "soon"], 2, "bad-time"),
        (["unreachable", "coinbse", "phone"], 3, "unknown-platform"),
        (["prepare", "coinbase"], 2, "missing"),
        (["prepare", "coinbase", "--issue", "boredom"], 2, "bad-value"),
        (["prepare", "coinbase", "--issue", "fraud", "--format", "html"], 2, "bad-value"),
        (["prepare", "coinbase", "--issue", "fraud", "--field", "user-id"], 2, "bad-field"),
        (["prepare", "coinbase", "--issue", "fraud", "--field", ""], 2, "bad-field"),
        (["prepare", "coinbase", "--issue", "fraud", "--field", "=x"], 2, "bad-field"),
        (["prepare", "coinbase", "--issue", "fraud", "--field", "shoe-size=44"], 2, "no-such-detail"),
        (
            ["prepare", "coinbase", "--issue", "fraud", "--field", "user-id=" + "x" * 3000],
            2,
            "field-too-long",
        ),
        (["prepare", "coinbase", "--issue", "fraud", "--field", "password=x"], 2, "secret-refused"),
        (["prepare", "coinbase", "--issue", "fraud", "--field", "bank-details=x"], 2, "secret-refused"),
        (
            ["prepare", "coinbase", "--issue", "fraud", "--field", f"description={PHRASE}"],
            2,
            "secret-refused",
        ),
        (["prepare", "coinbse", "--issue", "fraud"], 3, "unknown-platform"),
        (["emergency", "coinbase", "--leaked", "shoes"], 2, "bad-leak"),
        (["emergency", "coinbase", "--leaked", "unsaid"], 2, "bad-leak"),
        (["emergency", "--country", "Germany"], 2, "bad-country"),
        (["compare", "coinbase"], 2, "compare-two"),
        (["compare", "coinbase", "COINBASE"], 2, "compare-two"),
        (["compare"], 2, "missing"),
        (["compare", "coinbase", "coinbse"], 3, "unknown-platform"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else None,
)
def test_a_wrong_call_says_what_to_do(
    run: Run, arguments: list[str], code: int, error: str, schema: Callable[[str], Any]
) -> None:
    found = answer(run, *arguments)
    jsonschema.validate(found, schema("error"))
    assert found["error"]["code"] == error and found["error"]["hint"]
    for lang in ("en", "zh"):
        status, out, err = run(*arguments, "--lang", lang)
        assert (status, bool(out), "Traceback" in err) == (code, code == 3, False)


@pytest.mark.parametrize("form", [["--json"], ["--lang=en"], ["--lang=zh"]], ids=" ".join)
@pytest.mark.parametrize(
    "field",
    [WIF, f"{WIF}=x", f"{PHRASE}=x", f"{CHINESE_PHRASE}", f"{CHINESE_PHRASE}=x", "code 482913", "482913"],
)
def test_a_secret_where_a_name_belongs_is_not_repeated(run: Run, field: str, form: list[str]) -> None:
    """Whoever is in a hurry forgets the name and the sign."""
    code, out, err = run("prepare", "coinbase", "--issue", "fraud", "--field", field, *form)
    secret = field.removesuffix("=x").removeprefix("code ")
    telling = [secret[:12].lower(), secret.split()[-1].lower()]
    assert code == 2
    assert [part for part in telling if part in (out + err).lower()] == []


def test_the_last_of_two_values_counts_and_names_may_be_in_capitals(run: Run) -> None:
    fields = ["--field", "user-id=1", "--field", " USER-ID =2=3"]
    found = answer(run, "prepare", "coinbase", "--issue", "fraud", *fields)
    assert [d["value"] for d in found["details"] if d["value"]] == ["2=3"]


def test_an_unknown_platform_in_an_emergency_gets_the_plan_and_the_names_like_it(run: Run) -> None:
    """Whoever is being robbed waits for no spelling."""
    code, out, _ = run("emergency", "coinbse", "--leaked", "seed-phrase", *AT)
    found = answer(run, "emergency", "coinbse", "--leaked", "seed-phrase", *AT)
    assert (code, found["platform"], found["suggestions"][0]["id"]) == (3, None, "coinbase")
    assert "contactfinder emergency coinbase" in out and " 5. " in out
    assert len(found["advice"]) > 5


def test_what_has_leaked_may_be_said_in_many_words(run: Run) -> None:
    found = [
        answer(run, "emergency", "--leaked", word, *AT)["leaked"]
        for word in ("seed", "助记词", " SEED-PHRASE ")
    ]
    assert found == [["seed-phrase"]] * 3


def test_who_has_two_mishaps_gets_one_plan(run: Run) -> None:
    """The worst first, no step twice."""
    found = answer(
        run, "emergency", "coinbase", "--leaked", "payment", "--leaked", "seed", "--leaked", "nothing", *AT
    )
    steps = [step["id"] for step in found["advice"]]
    assert found["leaked"] == ["seed-phrase", "payment"]
    assert len(steps) == len(set(steps))


@both_languages
def test_look_up_after_a_dead_line_shows_the_way_out(run: Run, lang: str) -> None:
    steps = {step["id"] for step in answer(run, "lookup", "coinbase", "--tried", "phone", *AT)["advice"]}
    _, out, _ = run("lookup", "coinbase", "--tried", "phone", "--lang", lang, *AT)
    heading = Words(lang)("lookup.dead-line")
    assert {"stay-calm", "compare-number", "next-channel", "never-search"} <= steps
    assert re.search(r"^ +1\. ", out.partition(heading)[2], re.MULTILINE)
    assert "contactfinder prepare coinbase" in flat(out).replace(
        "contactfinderprepare", "contactfinder prepare "
    )


# -- the last lines are what matters


def place(channel: Any, lang: str) -> str:
    """How a channel is to be reached: its address, the end of its path inside the app, or where to look for it."""
    paths = list(channel["menu_path"].values())
    return channel["display"] or (paths[0][-1] if paths else Words(lang)("lookup.inside"))


@both_languages
@pytest.mark.parametrize(
    "extra", [[], ["--tried", "phone"], ["--country", "DE", "--issue", "fraud"]], ids=str
)
@pytest.mark.parametrize("name", ["coinbase", "binance", "coinex"])
def test_look_up_ends_with_the_best_channel(run: Run, name: str, extra: list[str], lang: str) -> None:
    with Finder.open() as finder:
        said = dict(zip(extra[::2], extra[1::2], strict=True))
        found = finder.lookup(
            name,
            issue=said.get("--issue"),
            country=said.get("--country"),
            languages=[lang],
            tried=[said["--tried"]] if "--tried" in said else [],
            at=MOMENT,
        )
    best = found.official[0]
    last = last_lines(run("lookup", name, *extra, "--lang", lang, *AT)[1])
    assert last.startswith(f"▶ {begun('lookup.first', lang)}")
    assert flat(place(best.channel, lang)) in flat(last)


@both_languages
def test_a_dead_line_ends_with_the_next_channel(run: Run, lang: str) -> None:
    with Finder.open() as finder:
        found = finder.unreachable("coinbase", "phone", languages=[lang], at=MOMENT)
    [best] = next(step.channels for step in found.advice if step.id == "next-channel")
    last = last_lines(run("unreachable", "coinbase", "phone", "--lang", lang, *AT)[1])
    assert best.channel["kind"] != "phone"
    assert last.startswith(f"▶ {begun('unreachable.next', lang)}") and flat(
        place(best.channel, lang)
    ) in flat(last)


@both_languages
@pytest.mark.parametrize("leaked", [[], ["seed-phrase"], ["payment"], ["remote-access", "password"]], ids=str)
@pytest.mark.parametrize("name", ["coinbase", "metamask", "no such thing", None])
def test_an_emergency_ends_with_its_first_step(
    run: Run, name: str | None, leaked: list[str], lang: str
) -> None:
    """What to do this minute must not scroll away."""
    options = [part for leak in leaked for part in ("--leaked", leak)]
    _, out, _ = run("emergency", *filter(None, [name]), *options, "--lang", lang, *AT)
    first = re.search(r"^ 1\. (.*?)(?=^ ?\d+\. |^ {4,}\S[^\n]*\n {6}|\n\n)", out, re.MULTILINE | re.DOTALL)
    last = flat(last_lines(out))
    assert first and last.startswith("▶")
    assert flat(first[1])[:30] in last


@both_languages
@pytest.mark.parametrize("name", ["coinbase", "metamask", "ledger"])
def test_a_preparation_ends_with_what_is_never_sent(run: Run, name: str, lang: str) -> None:
    with Finder.open() as finder:
        details = finder.prepare(name, "fraud", at=MOMENT).details
    last = flat(last_lines(run("prepare", name, "--issue", "fraud", "--lang", lang, *AT)[1]))
    never = [flat(d.label[lang]) for d in details if d.send == "never"]
    assert len(never) == 7 and [label for label in never if label not in last] == []


# -- Markdown

HOSTILE = [
    *(
        "`",
        "``` x",
        "`a` and ``b``",
        "````",
        "~~~",
        "x ` y",
        "*bold* _thin_ **x**",
        "[name](https://evil.example)",
    ),
    *(
        "<b>x</b> <https://evil.example>",
        "# title",
        "| a | b |",
        "~~gone~~",
        r"back\slash \` end",
        "![i](x.png)",
    ),
    *("&lt;b&gt; &amp; &#96;", "---", "- [ ] done", "1. one", "> quoted", "{x}", "[x]: https://evil.example"),
]


def page(run: Run, value: str = "", lang: str = "en", *extra: str) -> str:
    fields = ["--field", f"description={value}"] if value else []
    code, out, err = run(
        "prepare",
        "coinbase",
        "--issue",
        "fraud",
        "--format",
        "markdown",
        "--lang",
        lang,
        *fields,
        *extra,
        *AT,
    )
    assert (code, err) == (0, "")
    return out


def parsed(text: str) -> tuple[list[str], list[str], set[str]]:
    """What a reader of CommonMark sees: the blocks of code, the pieces of text, and the kinds of markup inside text."""
    tokens = MarkdownIt("commonmark").parse(text)
    inner = [t for token in tokens if token.type == "inline" for t in token.children or []]
    codes = [t.content for t in tokens if t.type == "fence"]
    spans = ["".join(t.content for t in token.children or []) for token in tokens if token.type == "inline"]
    kinds = {t.type for t in inner if not t.type.startswith("link")} | {
        t.markup for t in inner if t.type == "link_open"
    }
    return codes, spans, kinds


@both_languages
@pytest.mark.parametrize("own", [["--language", "zh"], ["--language", "en"], ["--language", "ja"]], ids=str)
def test_a_page_in_markdown_has_every_text_in_a_block(run: Run, own: list[str], lang: str) -> None:
    codes, _, kinds = parsed(page(run, "it happened", lang, *own))
    with Finder.open() as finder:
        found = finder.prepare(
            "coinbase", "fraud", fields={"description": "it happened"}, languages=own[1:], at=MOMENT
        )
    for message in found.messages:
        assert [c for c in codes if c.endswith(f"\n\n{message.body}\n")]
        assert f"{message.reminder}\n" in codes
    assert kinds <= {"text", "autolink", "code_inline"}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_text_in_markdown_too(run: Run, value: str) -> None:
    """No markup, and as many blocks as without it: it stays inside the block and inside its line."""
    codes, spans, kinds = parsed(page(run, value))
    plain_codes, plain_spans, _ = parsed(page(run, "plain"))
    assert (len(codes), len(spans)) == (len(plain_codes), len(plain_spans))
    assert kinds <= {"text", "autolink", "code_inline"}
    assert f"- What happened: {value}\n" in codes[0]
    assert f"[ ] What happened: {value}" in spans


@both_languages
def test_a_page_in_markdown_is_not_folded(run: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    narrow: list[str] = []
    wide: list[str] = []
    for width, pages in (("20", narrow), ("200", wide)):
        monkeypatch.setenv("COLUMNS", width)
        pages.append(page(run, "x", lang))
    assert narrow == wide and not [line for line in narrow[0].splitlines() if line != line.rstrip()]


@both_languages
def test_a_page_in_markdown_has_the_whole_checklist(run: Run, lang: str) -> None:
    _, spans, _ = parsed(page(run, lang=lang))
    with Finder.open() as finder:
        found = finder.prepare("coinbase", "fraud", at=MOMENT)
    shown = "\n".join(spans)
    wanted = [*(ask[lang] for _, ask in found.questions), *(d.label[lang] for d in found.details)]
    wanted += [say[lang] for _, say in found.notes]
    assert [text for text in wanted if text not in shown] == []


def test_json_does_not_change_with_the_layout(run: Run) -> None:
    call = ["prepare", "coinbase", "--issue", "fraud", *AT]
    assert answer(run, *call) == answer(run, *call, "--format", "markdown")


# -- pipes

PROCESSES = {
    name: call for name, call in CALLS.items() if name in ("unreachable", "prepare", "emergency", "compare")
}


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    script = command.replace("contactfinder", f"{sys.executable} -m contactfinder")
    return subprocess.run(
        ["bash", "-c", script], env=kept, capture_output=True, timeout=60, check=False, input=b""
    )


@posix
@pytest.mark.parametrize("option", ["", "--json"])
@pytest.mark.parametrize("name", PROCESSES)
def test_a_closed_output_leaves_the_exit_code_as_it_is(name: str, option: str) -> None:
    done = shell(f"contactfinder {' '.join(CALLS[name])} {option} >&- 2>&-")
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@pytest.mark.parametrize("option", ["", "--json"])
@pytest.mark.parametrize("name", PROCESSES)
def test_a_reader_that_leaves_early_gets_no_traceback(name: str, option: str) -> None:
    """The reader is gone before the first byte."""
    done = shell(
        f"contactfinder {' '.join(CALLS[name])} {option} | (exec <&-; sleep 2); exit ${{PIPESTATUS[0]}}"
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("name", PROCESSES)
def test_a_full_disk_is_said_and_is_no_success(name: str) -> None:
    done = shell(f"contactfinder {' '.join(CALLS[name])} > /dev/full")
    assert done.returncode == 130 and b"could not be written" in done.stderr


# -- the questions on a terminal

_PROGRAM = """
import fcntl, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches the program
from contactfinder.cli import main
from contactfinder.cli.session import Session
main(sys.argv[1:])
"""
ASK = ("prepare", "coinbase", "--issue", "other", *AT)
SKIP = b"\n"


class Spoken(NamedTuple):
    """A conversation that is over."""

    code: int
    text: str

    @property
    def questions(self) -> int:
        return self.text.count("\n> ") + self.text.startswith("> ")


class Talk:
    """A program on a terminal of its own, which shows nothing of what is typed."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        self.process, self.end, self.heard = process, end, b""

    def hear(self, prompts: int | None = None) -> None:
        """Read until there have been so many prompts, or until the end."""
        until = time.monotonic() + 30
        while prompts is None or self.heard.count(b"> ") < prompts:
            assert time.monotonic() < until, self.heard
            if not select.select([self.end], [], [], 0.5)[0]:
                continue
            try:
                piece = os.read(self.end, 65536)
            except OSError:  # Linux: the other end was closed
                piece = b""
            if not piece:
                return
            self.heard += piece

    def say(self, *answers: bytes) -> Spoken:
        """Type each answer at a prompt of its own, and read what is said to the end."""
        for number, typed in enumerate(answers, 1):
            self.hear(number)
            if typed == b"\x03":
                time.sleep(0.3)  # the prompt is there a moment before the program waits
            os.write(self.end, typed)
        self.hear()
        return Spoken(self.process.wait(30), self.heard.decode("utf-8").replace("\r\n", "\n"))


@contextmanager
def on_terminal(*arguments: str, **environ: str) -> Iterator[Talk]:
    import pty
    import termios

    end, other = pty.openpty()
    flags = termios.tcgetattr(other)
    flags[3] &= ~termios.ECHO
    termios.tcsetattr(other, termios.TCSANOW, flags)
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdin=other,
        stdout=other,
        stderr=other,
        env={**kept, "TERM": "dumb", "COLUMNS": "80", "PYTHONUTF8": "1", **environ},
        start_new_session=True,
    )
    os.close(other)
    try:
        yield Talk(process, end)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        os.close(end)


def details() -> list[str]:
    with Finder.open() as finder:
        return [d.label["en"] for d in finder.details("coinbase", "other")]


@posix
def test_every_detail_that_may_be_sent_is_asked_for_once_and_in_order() -> None:
    labels = details()
    with on_terminal(*ASK) as talk:
        found = talk.say(*[SKIP] * len(labels))
    asked = found.text.split("> ")[: len(labels)]
    assert (found.code, found.questions) == (0, len(labels))
    assert [label for label, text in zip(labels, asked, strict=True) if label not in text] == []


@posix
def test_what_is_entered_stands_in_the_message_and_what_is_skipped_does_not() -> None:
    labels = details()
    with on_terminal(*ASK) as talk:
        found = talk.say(b"It was gone.\n", b"  12345678 \n", *[SKIP] * (len(labels) - 2))
    listed = re.findall("^- .*$", found.text, re.MULTILINE)
    assert (found.code, listed) == (0, ["- What happened: It was gone.", "- User ID (UID): 12345678"])


@posix
@pytest.mark.parametrize(("answers", "listed"), [((), 0), ((SKIP,), 0), ((b"It was gone.\n",), 1)])
def test_ctrl_d_ends_the_questions_and_keeps_what_was_said(answers: tuple[bytes, ...], listed: int) -> None:
    with on_terminal(*ASK) as talk:
        found = talk.say(*answers, b"\x04")
    assert (found.code, found.questions) == (0, len(answers) + 1)
    assert len(re.findall("^- ", found.text, re.MULTILINE)) == listed
    assert "Never send, whoever asks" in found.text


@posix
@pytest.mark.parametrize("answers", [(), (SKIP, b"12345678\n")])
def test_ctrl_c_ends_everything(answers: tuple[bytes, ...]) -> None:
    """Nothing is printed of what was entered, and no traceback."""
    with on_terminal(*ASK) as talk:
        found = talk.say(*answers, b"\x03")
    assert (found.code, "Traceback" in found.text) == (130, False)
    assert "12345678" not in found.text and "Subject:" not in found.text


@posix
@both_languages
@pytest.mark.parametrize(
    "secret", [PHRASE, PHRASE.upper(), WIF, "4111 1111 1111 1111"], ids=lambda text: text[:12]
)
def test_a_secret_that_is_typed_is_refused_asked_again_and_never_shown(secret: str, lang: str) -> None:
    """The terminal shows nothing here, so whatever is seen the program has printed."""
    with on_terminal(*ASK, "--lang", lang) as talk:
        found = talk.say(f"please: {secret}\n".encode(), b"Gone.\n", b"\x04")
    refusal = Words(lang).filled("error.secret-refused", {"secret": "seed-phrase"})[:12]
    assert (found.code, found.questions, found.text.count(refusal)) == (0, 3, 1)
    assert [
        part for part in secret.split()[1:] or [secret[:12]] if part.lower() in found.text.lower().split()
    ] == []
    assert len(re.findall("^- .*Gone", found.text, re.MULTILINE)) == {"en": 1, "zh": 2}[lang]


@posix
def test_a_value_that_is_too_long_is_asked_for_again() -> None:
    with on_terminal(*ASK) as talk:
        found = talk.say(b"x" * 3000 + b"\n", b"Gone.\n", b"\x04")
    assert (found.code, found.questions, "xxx" in found.text) == (0, 3, False)


@posix
@pytest.mark.parametrize(
    "typed", [b"\x1b[31mred\x1b[0m", b"\xff\xfe", "币".encode(), b"\x9b31m", b"[red]x[/red]"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-8:strict"])
def test_whatever_is_typed_is_answered_and_steers_no_terminal(typed: bytes, encoding: str) -> None:
    with on_terminal(*ASK, PYTHONUTF8="0", PYTHONIOENCODING=encoding) as talk:
        found = talk.say(typed + b"\n", b"\x04")
    assert (found.code, "\x1b" in found.text, "\x9b" in found.text) == (0, False, False)


@posix
@pytest.mark.parametrize(
    "option",
    [("--json",), ("--field", "user-id=1"), ("--field", "user-id=1", "--format", "markdown")],
    ids=" ".join,
)
def test_nothing_is_asked_on_a_terminal_when_all_is_said(option: tuple[str, ...]) -> None:
    with on_terminal(*ASK, *option) as talk:
        found = talk.say()
    assert (found.code, found.questions) == (0, 0)


@posix
@pytest.mark.parametrize(
    "arguments", [CALLS["unreachable"], CALLS["emergency"], CALLS["compare"]], ids=lambda c: c[0]
)
def test_no_other_command_asks(arguments: list[str]) -> None:
    with on_terminal(*arguments) as talk:
        assert talk.say().code == 0


@posix
def test_nothing_is_asked_where_the_answer_goes_into_a_pipe() -> None:
    """A question in a file helps nobody, even where somebody sits at the keyboard."""
    import pty

    end, other = pty.openpty()
    command = [sys.executable, "-m", "contactfinder", *ASK]
    done = subprocess.run(command, stdin=other, capture_output=True, timeout=60, check=False)
    os.close(other)
    os.close(end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert not re.search(b"^> ", done.stdout, re.MULTILINE)


def test_nothing_is_asked_behind_a_pipe(run: Run) -> None:
    """What stands in the pipe is not taken for answers."""
    code, out, err = run(*ASK)
    assert (code, err) == (0, "")
    assert "must not be read" not in out and not re.search("^> ", out, re.MULTILINE)
