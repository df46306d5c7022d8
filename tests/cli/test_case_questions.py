"""Where the words of an entry come from: questions on a terminal, the editor, a pipe. And the question before deleting."""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_guiding import CHINESE_PHRASE, PHRASE, WIF, Spoken, Talk, on_terminal

from contactfinder.journal import Entry, Journal
from contactfinder.render.words import Words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LOOKALIKE, OFFICIAL = b"+1 888 908 7931\n", b"+1 888 908 7930\n"
SKIP, END, STOP = b"\n", b"\x04", b"\x03"
QUESTIONS = ["contact", "incoming", "channel", "agent", "ticket", "outcome", "said", "promise"]
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal with one case, about Coinbase."""
    with Journal.open(tmp_path / "data") as journal:
        journal.new("Coinbase", "withdrawal", None, "coinbase", NOW)
    return tmp_path / "data"


def entries(folder: Path) -> tuple[Entry, ...]:
    with Journal.open(folder) as journal:
        return journal.case(1, NOW).entries


def only(folder: Path) -> Entry:
    (entry,) = entries(folder)
    return entry


@contextmanager
def terminal(folder: Path, *arguments: str, **environ: str) -> Iterator[Talk]:
    with on_terminal("case", *arguments, CONTACTFINDER_DATA=str(folder), **environ) as talk:
        yield talk


def talked(folder: Path, *answers: bytes, lang: str = "en", arguments: tuple[str, ...] = ("log",)) -> Spoken:
    with terminal(folder, *arguments, "--lang", lang) as talk:
        return talk.say(*answers)


def called(
    folder: Path, *arguments: str, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Without a terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "contactfinder", "case", *arguments],
        env={**kept, "CONTACTFINDER_DATA": str(folder), **environ},
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def question(code: str, lang: str) -> str:
    """The beginning of a question, which no fold goes through."""
    return Words(lang)(f"case.ask.{code}")[:12]


# -- questions


@both_languages
def test_whoever_skips_everything_writes_nothing_and_is_told_what_to_say(folder: Path, lang: str) -> None:
    found = talked(folder, *[SKIP] * len(QUESTIONS), lang=lang)
    assert (found.code, found.questions, entries(folder)) == (2, len(QUESTIONS), ())
    assert [code for code in QUESTIONS if question(code, lang) not in found.text] == []
    assert "contactfindercaselog--channelphone--outcomeno-answer" in flat(found.text)


def test_every_answer_stands_in_the_entry(folder: Path) -> None:
    answers = [b"help@example.org\n", b"n\n", b" Anna \n", b"0123\n", b"waited 25m\n", b"He hung up.\n"]
    found = talked(folder, *answers, b"a call\n", b"2026-12-01\n")
    note = only(folder).note
    assert (found.code, found.questions) == (0, 8)
    assert (note.contact and note.contact.written, note.incoming, note.channel) == (
        *("help@example.org", False, "email"),
    )
    assert (note.agent, note.ticket, note.said) == ("Anna", "0123", "He hung up.")
    assert note.result and (note.result.code, note.result.minutes) == ("waited", 25)
    assert note.promise and (note.promise.text, note.promise.whole_day) == ("a call", True)


def test_chinese_questions_take_chinese_answers(folder: Path) -> None:
    answers = ["", "不是", "电话", "小王", "", "等了25分钟", "他让我等", "回电", "后天"]
    found = talked(folder, *(f"{text}\n".encode() for text in answers), lang="zh")
    note = only(folder).note
    assert (found.code, note.incoming, note.channel, note.agent) == (0, False, "phone", "小王")
    assert note.result and note.promise
    assert (note.result.minutes, note.said, note.promise.text) == (25, "他让我等", "回电")
    assert note.promise.due and note.promise.whole_day


@pytest.mark.parametrize(
    ("contact", "asks"), [(OFFICIAL, False), (b"@someone\n", False), (b"https://example.org\n", True)]
)
def test_the_way_is_asked_only_where_the_contact_does_not_say_it(
    folder: Path, contact: bytes, asks: bool
) -> None:
    found = talked(folder, contact, SKIP, END)
    assert (found.code, question("channel", "en") in found.text) == (0, asks)


@pytest.mark.parametrize(("answer", "asks"), [(b"y\n", False), (b"n\n", True)])
def test_what_came_of_it_is_asked_only_of_an_attempt(folder: Path, answer: bytes, asks: bool) -> None:
    """Who was called has not tried to reach anybody."""
    found = talked(folder, OFFICIAL, answer, SKIP, SKIP, END)
    assert (found.code, question("outcome", "en") in found.text) == (0, asks)


@pytest.mark.skipif(sys.platform != "linux", reason="other terminals keep longer lines, or shorter ones")
def test_a_line_that_the_terminal_cuts_is_asked_for_again(folder: Path) -> None:
    """It throws the end away without a word."""
    found = talked(folder, OFFICIAL, SKIP, SKIP, SKIP, SKIP, b"a" * 5000 + b"\n", b"In short.\n", SKIP)
    assert (only(folder).note.said, "+" in found.text) == ("In short.", True)


def test_several_lines_that_are_pasted_stay_together(folder: Path) -> None:
    """They are not the answers to the next questions."""
    talked(folder, OFFICIAL, SKIP, SKIP, SKIP, SKIP, b"Hello.\nPlease wait.\n\nBye.\n", SKIP)
    assert (only(folder).note.said, only(folder).note.promise) == ("Hello.\nPlease wait.\n\nBye.", None)


def test_a_date_is_asked_only_for_a_promise(folder: Path) -> None:
    found = talked(folder, *[SKIP] * 6, b"He hung up.\n", SKIP)
    assert (found.code, question("by", "en") in found.text) == (0, False)


def test_who_called_is_asked_only_if_it_was_not_said(folder: Path) -> None:
    found = talked(folder, OFFICIAL, END, arguments=("log", "--incoming"))
    assert question("incoming", "en") not in found.text and only(folder).note.incoming


@pytest.mark.parametrize(
    ("typed", "incoming"),
    [(b"y\n", True), (b"Yes\n", True), ("对\n".encode(), True), (b"n\n", False), ("不是\n".encode(), False)],
)
def test_yes_and_no_have_several_words(folder: Path, typed: bytes, incoming: bool) -> None:
    talked(folder, OFFICIAL, typed, END)
    note = only(folder).note
    assert (note.incoming, note.contact and note.contact.verdict == "official") == (incoming, not incoming)


@pytest.mark.parametrize("typed", [b"maybe\n", b"yep!\n", "他打给我的\n".encode()])
def test_what_is_neither_yes_nor_no_is_asked_again(folder: Path, typed: bytes) -> None:
    """A call that came in and is taken for one of the user's own would look genuine."""
    found = talked(folder, OFFICIAL, typed, b"y\n", END)
    assert found.text.count(question("incoming", "en")) == 2 and only(folder).note.incoming


BAD = [
    ("channel", 2, b"pigeon\n", b"phone\n"),
    ("outcome", 5, b"it was bad\n", b"refused\n"),
    ("outcome", 5, b"waited forever\n", b"waited 2h\n"),
]


@pytest.mark.parametrize(("code", "place", "bad", "good"), BAD, ids=[code for code, *_ in BAD])
@both_languages
def test_an_answer_that_means_nothing_is_asked_for_again(
    folder: Path, code: str, place: int, bad: bytes, good: bytes, lang: str
) -> None:
    """With what can be said; and what was answered before is kept."""
    found = talked(folder, *[SKIP] * place, bad, good, END, lang=lang)
    assert (found.code, found.text.count(question(code, lang))) == (0, 2)
    assert "✘" in found.text and good.decode().split()[0] in flat(found.text)
    note = only(folder).note
    assert note.channel == "phone" or note.result


@both_languages
def test_a_date_that_means_nothing_is_asked_for_again(folder: Path, lang: str) -> None:
    found = talked(folder, *[SKIP] * 7, b"a call\n", b"soon\n", b"2026-12-01\n", lang=lang)
    promise = only(folder).note.promise
    assert (found.code, found.questions, promise and promise.whole_day) == (0, 10, True)


PLACES = {"contact": 0, "channel": 2, "agent": 3, "ticket": 4, "outcome": 5, "said": 6, "promise": 7}


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_refused_in_every_answer_and_asked_again(folder: Path, place: str) -> None:
    """The terminal shows nothing here, so whatever is seen the program has printed."""
    found = talked(folder, *[SKIP] * PLACES[place], f"here: {PHRASE}\n".encode(), END)
    assert found.text.count(question(place, "en")) == 2
    assert [word for word in PHRASE.split()[2:] if re.search(rf"\b{word}\b", found.text)] == []
    assert entries(folder) == ()


@pytest.mark.parametrize(
    "secret",
    [PHRASE.upper(), WIF, "4111 1111 1111 1111", CHINESE_PHRASE, "验证码 482913"],
    ids=lambda s: s[:8],
)
@both_languages
def test_after_a_secret_one_goes_on(folder: Path, secret: str, lang: str) -> None:
    found = talked(folder, *[SKIP] * 6, f"{secret}\n".encode(), b"He wanted my words.\n", SKIP, lang=lang)
    assert (found.code, only(folder).note.said) == (0, "He wanted my words.")
    assert secret[4:] not in found.text


@both_languages
def test_a_contact_that_is_known_to_be_bad_is_warned_of_at_once(folder: Path, lang: str) -> None:
    """Before the next question: the thief may still be on the line."""
    with terminal(folder, "log", "--lang", lang) as talk:
        talk.hear(1)
        os.write(talk.end, LOOKALIKE)
        talk.hear(2)
        heard = talk.heard.decode()
        assert "✘" in heard and flat("+1 888-908-7930") in flat(heard)
        os.write(talk.end, b"y\n")
        talk.hear(3)
        os.write(talk.end, END)
        talk.hear()
    contact = only(folder).note.contact
    assert contact and contact.verdict == "lookalike"


@both_languages
def test_a_warning_is_given_once(folder: Path, lang: str) -> None:
    found = talked(folder, LOOKALIKE, SKIP, END, lang=lang)
    assert found.text.count("✘ +1 888-908-7931") == 1


@pytest.mark.parametrize("place", range(1, len(QUESTIONS)))
def test_ctrl_d_ends_the_questions_and_keeps_what_was_said(folder: Path, place: int) -> None:
    answers = [
        b"help@example.org\n",
        b"n\n",
        b"Anna\n",
        b"0123\n",
        b"refused\n",
        b"He hung up.\n",
        b"a call\n",
    ]
    found = talked(folder, *answers[:place], END)
    note = only(folder).note
    assert (found.code, found.questions) == (0, place + 1)
    assert note.contact and note.contact.written == "help@example.org"
    kept = [note.agent, note.ticket, note.result, note.said, note.promise]
    assert [value is not None for value in kept] == [place > n for n in range(2, 7)]


@both_languages
def test_ctrl_d_at_once_writes_nothing(folder: Path, lang: str) -> None:
    found = talked(folder, END, lang=lang)
    assert (found.code, found.questions, entries(folder)) == (2, 1, ())


@pytest.mark.parametrize("answers", [(), (OFFICIAL,), (LOOKALIKE, b"y\n", b"Anna\n")], ids=len)
@both_languages
def test_ctrl_c_writes_nothing(folder: Path, answers: tuple[bytes, ...], lang: str) -> None:
    found = talked(folder, *answers, STOP, lang=lang)
    assert (found.code, entries(folder), "Traceback" in found.text) == (130, (), False)
    assert Words(lang)("error.interrupted")[:4] in found.text


@pytest.mark.parametrize(
    "typed", [b"\x1b[31mred\x1b[0m", b"\xff\xfe", "币".encode(), b"\x9b31m", b"[red]x[/]"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_whatever_is_typed_is_kept_and_steers_no_terminal(folder: Path, typed: bytes, encoding: str) -> None:
    with terminal(folder, "log", PYTHONUTF8="0", PYTHONIOENCODING=encoding) as talk:
        found = talk.say(typed + b"\n", SKIP, SKIP, typed + b"\n", END)
    assert (found.code, "\x1b" in found.text, "\x9b" in found.text) == (0, False, False)
    assert only(folder).note.agent


@both_languages
def test_what_was_typed_and_cannot_be_kept_can_be_copied(folder: Path, lang: str) -> None:
    """An answer that is too long must not cost all the others."""
    answers = [
        SKIP,
        SKIP,
        b"phone\n",
        b"x" * 1001 + b"\n",
        SKIP,
        SKIP,
        b"He told me to wait for ten days.\n",
        END,
    ]
    found = talked(folder, *answers, lang=lang)
    assert (found.code, entries(folder)) == (2, ())
    assert "He told me to wait for ten days." in found.text.rpartition("> ")[2]


@pytest.mark.parametrize(
    "arguments",
    [("log", "--said", "x"), ("log", "--outcome", "solved"), ("list",), ("show",), ("next",), ("export",)],
    ids=" ".join,
)
def test_nothing_is_asked_when_all_is_said(folder: Path, arguments: tuple[str, ...]) -> None:
    found = talked(folder, arguments=arguments)
    assert (found.code, found.questions) == (0, 0)


def test_programs_are_not_asked(folder: Path) -> None:
    with terminal(folder, "log", "--json") as talk:
        found = talk.say()
    assert (found.code, found.questions, "nothing-to-log" in found.text) == (2, 0, True)


def test_nothing_is_asked_where_the_answer_goes_into_a_pipe(folder: Path) -> None:
    """A question in a file helps nobody, even where somebody sits at the keyboard."""
    import pty

    end, other = pty.openpty()
    environ = {**os.environ, "CONTACTFINDER_DATA": str(folder)}
    command = [sys.executable, "-m", "contactfinder", "case", "log"]
    done = subprocess.run(command, stdin=other, env=environ, capture_output=True, timeout=60, check=False)
    os.close(other)
    os.close(end)
    assert (done.returncode, done.stdout, entries(folder)) == (2, b"", ())


def test_nothing_is_asked_for_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    """Whoever answers eight questions for nothing does not come back."""
    (tmp_path / "file").write_text("")
    found = talked(tmp_path / "file")
    assert (found.code, found.questions) == (6, 0)


def test_nothing_is_asked_where_it_is_not_clear_for_which_case(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.new("Binance", "fraud", None, "binance", NOW)
    found = talked(folder)
    assert (found.code, found.questions) == (2, 0)


# -- the editor


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """An editor that is a script: `$1` is the file, and where it lay is written down."""

    def made(commands: str) -> dict[str, str]:
        script = tmp_path / "editor with blanks.sh"
        script.write_text(f'echo "$1" >> "{tmp_path}/places"\n{commands}\n')
        return {"EDITOR": f"sh {shlex.quote(str(script))}"}

    return made


def places(tmp_path: Path) -> list[Path]:
    """Where the text lay, once for each time that the editor was opened."""
    return [Path(line) for line in (tmp_path / "places").read_text().splitlines()]


Editor = Callable[[str], dict[str, str]]


def test_the_text_comes_from_the_editor_and_is_left_nowhere(
    folder: Path, editor: Editor, tmp_path: Path
) -> None:
    write = editor("""printf 'First line\\n\\n第二行\\n' > "$1"; stat -c '%a' "$(dirname "$1")" >> "$1" """)
    done = called(folder, "log", "--edit", **write)
    assert (done.returncode, only(folder).note.said) == (0, "First line\n\n第二行\n700")
    assert [place.parent.exists() for place in places(tmp_path)] == [False]


def test_the_editor_begins_with_what_was_said(folder: Path, editor: Editor) -> None:
    add = editor("""printf ' And more.' >> "$1" """)
    assert called(folder, "log", "--said", "It began.", "--edit", **add).returncode == 0
    assert only(folder).note.said == "It began. And more."
    assert called(folder, "edit", "1", "--entry", "1", "--edit", **add).returncode == 0
    assert only(folder).note.said == "It began. And more. And more."


def test_other_options_go_with_the_editor(folder: Path, editor: Editor) -> None:
    done = called(folder, "log", "--edit", "--agent", "Anna", **editor("""echo text > "$1" """))
    assert (done.returncode, only(folder).note.said, only(folder).note.agent) == (0, "text", "Anna")


def test_a_mark_at_the_beginning_is_no_text(folder: Path, editor: Editor) -> None:
    """Editors on Windows write one."""
    called(folder, "log", "--edit", **editor("""printf '\\357\\273\\277text' > "$1" """))
    assert only(folder).note.said == "text"


def test_an_empty_text_is_nothing(folder: Path, editor: Editor) -> None:
    done = called(folder, "log", "--edit", **editor("true"))
    assert (done.returncode, entries(folder), b"nothing to write" in done.stderr) == (2, (), True)


SECRET_FIRST = (
    'if [ $(wc -l < "{0}/places") = 1 ]; then echo "{1}" > "$1"; else echo "Without it." > "$1"; fi'
)


def test_a_secret_from_the_editor_is_refused_and_left_nowhere(
    folder: Path, editor: Editor, tmp_path: Path
) -> None:
    """Without a terminal there is nobody to ask."""
    for option in ((), ("--json",)):
        done = called(folder, "log", "--edit", *option, **editor(f'echo "{PHRASE}" > "$1"'))
        said = done.stdout + done.stderr
        assert (done.returncode, entries(folder), PHRASE.split()[-1].encode() in said) == (2, (), False)
    assert done.stdout.count(b"\n") == 1 and b'"secret-refused"' in done.stdout
    assert [place.parent.exists() for place in places(tmp_path)] == [False, False]


@both_languages
@pytest.mark.parametrize("answer", [b"y\n", b"n\n"])
def test_on_a_terminal_it_can_be_taken_out(
    folder: Path, editor: Editor, tmp_path: Path, answer: bytes, lang: str
) -> None:
    with terminal(
        folder, "log", "--edit", "--lang", lang, **editor(SECRET_FIRST.format(tmp_path, PHRASE))
    ) as talk:
        found = talk.say(answer)
    texts = ["Without it."] if answer == b"y\n" else []
    assert [entry.note.said for entry in entries(folder)] == texts
    assert PHRASE.split()[-1] not in found.text
    assert {place.parent.exists() for place in places(tmp_path)} == {False}


def test_a_plus_in_an_answer_opens_the_editor(folder: Path, editor: Editor) -> None:
    with terminal(folder, "log", **editor("""printf 'Two\\nlines' > "$1" """)) as talk:
        found = talk.say(*[SKIP] * 6, b"+\n", END)
    assert (found.code, only(folder).note.said) == (0, "Two\nlines")


def test_without_an_editor_the_answers_are_not_lost(folder: Path) -> None:
    with terminal(folder, "log", EDITOR="/no/such/editor") as talk:
        found = talk.say(*[SKIP] * 3, b"Anna\n", SKIP, SKIP, b"+\n", b"He hung up.\n", END)
    assert (found.code, found.text.count(question("said", "en"))) == (0, 2)
    assert (only(folder).note.agent, only(folder).note.said) == ("Anna", "He hung up.")


@pytest.mark.parametrize(
    "environ", [{"EDITOR": "/no/such/editor"}, {"VISUAL": "no-such-editor"}, {}], ids=str
)
def test_an_editor_that_is_not_there_is_an_error(folder: Path, environ: dict[str, str]) -> None:
    """And none is opened where nobody could see it."""
    begun = time.monotonic()
    done = called(folder, "log", "--edit", "--json", **environ)
    assert (done.returncode, b'"no-editor"' in done.stdout, entries(folder)) == (2, True, ())
    assert time.monotonic() - begun < 30


def test_the_visual_editor_comes_first(folder: Path, editor: Editor) -> None:
    environ = {"VISUAL": editor("""echo visual > "$1" """)["EDITOR"], "EDITOR": "/no/such/editor"}
    called(folder, "log", "--edit", **environ)
    assert only(folder).note.said == "visual"


# -- a pipe


@pytest.mark.parametrize("arguments", [("log",), ("log", "--said", "-")], ids=" ".join)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"They said wait.\n", "They said wait."),
        ("第一行\r\n第二行".encode(), "第一行\n第二行"),
        ("\ufefftext".encode(), "text"),
        (b"\xff\xfe", "\\xff\\xfe"),
        (b"a\x00b", "a\\x00b"),
        (b"x" * 100_000, "x" * 100_000),
        (b"y\n\n", "y"),
    ],
    ids=["plain", "lines", "mark", "no text", "nul", "long", "a yes"],
)
def test_what_stands_in_the_pipe_is_what_was_said(
    folder: Path, arguments: tuple[str, ...], data: bytes, said: str
) -> None:
    done = called(folder, *arguments, stdin=data)
    assert (done.returncode, done.stderr, only(folder).note.said) == (0, b"", said)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", b"nothing-to-log"),
        (b" \n\n", b"nothing-to-log"),
        (PHRASE.encode(), b"secret-refused"),
        (b"x" * 100_001, b"entry-too-long"),
        (b"x" * 5_000_000, b"entry-too-long"),
    ],
    ids=["empty", "blank", "secret", "long", "endless"],
)
def test_what_cannot_be_kept_is_refused(folder: Path, data: bytes, error: bytes) -> None:
    done = called(folder, "log", "--json", stdin=data)
    assert (done.returncode, error in done.stdout, entries(folder)) == (2, True, ())


def test_options_go_with_a_pipe(folder: Path) -> None:
    done = called(folder, "log", "--said", "-", "--agent", "Anna", stdin=b"text")
    assert (done.returncode, only(folder).note.said, only(folder).note.agent) == (0, "text", "Anna")


def test_with_options_the_pipe_is_left_alone(folder: Path) -> None:
    """A loop that reads lines calls the program for each: it must not eat the others."""
    script = (
        f"printf '1\\n2\\n3\\n' | while read n; do {sys.executable} -m contactfinder case log --said $n; done"
    )
    environ = {**os.environ, "CONTACTFINDER_DATA": str(folder)}
    subprocess.run(["sh", "-c", script], env=environ, capture_output=True, timeout=60, check=True)
    assert [entry.note.said for entry in entries(folder)] == ["1", "2", "3"]


# -- the question before deleting


@pytest.mark.parametrize("answer", [b"coinbase-1\n", b" COINBASE-1 \n"])
@both_languages
def test_whoever_types_the_id_deletes_the_case(folder: Path, answer: bytes, lang: str) -> None:
    found = talked(folder, answer, arguments=("delete", "1"), lang=lang)
    assert (found.code, found.questions) == (0, 1)
    with Journal.open(folder) as journal:
        assert journal.cases(NOW) == []


@pytest.mark.parametrize("answer", [SKIP, b"y\n", b"yes\n", b"coinbase\n", b"coinbase-2\n", END, STOP])
@pytest.mark.parametrize("option", [(), ("--entry", "1")], ids=["case", "entry"])
def test_anything_else_keeps_it(folder: Path, answer: bytes, option: tuple[str, ...]) -> None:
    called(folder, "log", "--said", "x")
    found = talked(folder, answer, arguments=("delete", "1", *option))
    assert (found.code, only(folder).note.said, "Traceback" in found.text) == (130, "x", False)


@both_languages
def test_it_is_said_what_is_about_to_go(folder: Path, lang: str) -> None:
    called(folder, "log", "--said", "x")
    found = talked(folder, SKIP, arguments=("delete", "1"), lang=lang)
    values = {"entries": "1", "files": "0", "number": "0"}
    assert flat(Words(lang)("case.delete-all", **values)) in flat(found.text)
    assert "coinbase-1" in found.text.partition("> ")[0]


def test_a_yes_on_the_command_line_asks_nothing(folder: Path) -> None:
    found = talked(folder, arguments=("delete", "1", "--yes"))
    assert (found.code, found.questions) == (0, 0)
