"""`contactfinder scan`: what goes in, what comes out, and how it ends."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from contactfinder.cli import main
from contactfinder.render.outputs import OUTPUTS
from contactfinder.verify import Status

IMPOSTOR = "Call Coinbase support ☎ +𝟏✦𝟖𝟖𝟖✦𝟑𝟖𝟑✦𝟐𝟗𝟑𝟔 now"
OFFICIAL = "Coinbase phone support for locked accounts: call +1 888-908-7930"
UNKNOWN = "Coinbase support: call 1-833-555-0142 now"
HONEST = "The meeting is on 2026-03-04 at 10:30."

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Scan something that comes in, or files, and give exit code, standard output and standard error."""

    def call(*arguments: str, piped: bytes | str | None = None) -> Said:
        if piped is not None:
            data = piped.encode() if isinstance(piped, str) else piped
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(SystemExit) as left:
            main(["scan", *arguments])
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


def objects(out: str) -> list[Any]:
    found = [json.loads(line) for line in out.splitlines()]
    for item in found:
        jsonschema.validate(item, msgspec.json.schema(OUTPUTS["scan"]))
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (IMPOSTOR, 1),
        (OFFICIAL, 0),
        (UNKNOWN, 3),
        (HONEST, 0),
        (f"{OFFICIAL}\n{UNKNOWN}", 3),
        (f"{IMPOSTOR}\n{UNKNOWN}", 1),
    ],
)
def test_the_exit_code_is_the_most_serious(run: Run, text: str, code: int) -> None:
    assert run("-", piped=text)[0] == code


@pytest.mark.parametrize(
    ("fail_on", "text", "code"),
    [
        (["impostor"], IMPOSTOR, 1),
        (["impostor"], UNKNOWN, 0),
        (["lookalike,unknown"], UNKNOWN, 1),
        (["lookalike", "unknown"], UNKNOWN, 1),
        (["contradicted"], IMPOSTOR, 0),
        (["official"], OFFICIAL, 1),
    ],
)
def test_a_pipeline_says_which_verdicts_are_a_failure(
    run: Run, fail_on: list[str], text: str, code: int
) -> None:
    options = [part for name in fail_on for part in ("--fail-on", name)]
    assert run("-", *options, piped=text)[0] == code


def test_a_verdict_that_does_not_exist_is_refused_with_those_that_do(run: Run) -> None:
    code, _, err = run("-", "--fail-on", "bad", piped=IMPOSTOR)
    assert code == 2
    assert all(status in err for status in Status)


def test_json_has_one_object_a_finding_with_places_in_the_input(run: Run) -> None:
    text = f"{HONEST}\r\n{IMPOSTOR}\n"
    code, out, _ = run("-", "--json", piped=text)
    (found,) = objects(out)
    assert code == 1
    assert text[found["start"] : found["end"]] == found["raw"] == "+𝟏✦𝟖𝟖𝟖✦𝟑𝟖𝟑✦𝟐𝟗𝟑𝟔"
    assert found["source"] == "-"
    assert (found["line"], found["verdict"], found["claimed_for"]) == (2, "impostor", "coinbase")
    assert found["disguise"] == ["other-digits", "symbols-between"]
    signals = [text[s["start"] : s["end"]] for s in found["signals"]]
    assert {"Call", "☎"} <= set(signals)


def test_json_does_not_change_with_the_language(run: Run) -> None:
    assert (
        run("-", "--json", "--lang", "en", piped=IMPOSTOR)[1]
        == run("-", "--json", "--lang", "zh", piped=IMPOSTOR)[1]
    )


def test_nothing_found_is_no_proof(run: Run) -> None:
    code, out, err = run("-", piped=HONEST)
    assert (code, out) == (0, "")
    assert "does not make the text safe" in err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_people_see_the_contact_underlined_and_cannot_click_it(run: Run, lang: str) -> None:
    _, out, _ = run(
        "-", "--lang", lang, piped="Coinbase support: https://coinbase-helpdesk24.com/login, log in now"
    )
    assert "https://coinbase-helpdesk24.com" not in out
    assert "^^^^" in out


def test_one_line_a_finding_for_hooks(run: Run) -> None:
    _, out, _ = run("-", "--output", "line", piped=f"{IMPOSTOR}\n{UNKNOWN}")
    first, second = out.splitlines()
    assert first.startswith("stdin:1:25: impostor +18883832936 (claimed for Coinbase")
    assert second.startswith("stdin:2:24: unknown +18335550142")


def test_a_table_holds_no_formula(run: Run) -> None:
    _, out, _ = run("-", "--output", "csv", piped=IMPOSTOR)
    heading, row = csv.reader(io.StringIO(out))
    assert dict(zip(heading, row, strict=True))["contact"] == "'+18883832936"


def test_sarif_is_one_document_also_when_nothing_is_found(run: Run) -> None:
    for text, count in ((IMPOSTOR, 1), (HONEST, 0)):
        document = json.loads(run("-", "--output", "sarif", piped=text)[1])
        assert document["version"] == "2.1.0"
        assert len(document["runs"][0]["results"]) == count


def test_a_comment_is_written_only_when_something_is_accused(run: Run) -> None:
    assert run("-", "--output", "markdown", piped=IMPOSTOR)[1].startswith("<!-- contactfinder -->")
    assert run("-", "--output", "markdown", piped=HONEST)[1] == ""


def test_files_and_folders_are_read_by_what_their_names_promise(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Coinbase support: call **1**-888-383-&#50;936")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.json").write_text(json.dumps({"posts": [{"body": IMPOSTOR}]}))
    (tmp_path / "b" / "d.bin").write_bytes(b"\0\0\0")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "e.txt").write_text(IMPOSTOR)
    _, out, err = run(str(tmp_path), "--json")
    assert [(Path(f["source"]).name, f["part"]) for f in objects(out)] == [
        ("a.md", None),
        ("c.json", "posts.body"),
    ]
    assert "binary files, skipped: 1" in err


def test_a_column_or_field_can_be_chosen(run: Run) -> None:
    table = f"id,post,note\n1,{IMPOSTOR},{UNKNOWN}\n"
    assert len(objects(run("-", "--json", "--format", "csv", piped=table)[1])) == 2
    (found,) = objects(run("-", "--json", "--format", "csv", "--field", "post", piped=table)[1])
    assert found["part"] == "post"
    line = json.dumps({"user": {"bio": UNKNOWN}, "post": IMPOSTOR})
    (found,) = objects(run("-", "--json", "--format", "jsonl", "--field", "user.bio", piped=line)[1])
    assert found["contact"] == "+18335550142"


def test_an_issue_as_a_code_host_gives_it_is_read_without_its_addresses(run: Run) -> None:
    event = {
        "action": "opened",
        "issue": {
            "title": "Coinbase support",
            "body": "Call 1✦888✦383✦2936 now",
            "url": "https://coinbase-help.example",
        },
    }
    (found,) = objects(run("-", "--json", "--format", "github", piped=json.dumps(event))[1])
    assert (found["part"], found["contact"]) == ("issue.body", "+18883832936")


def test_bytes_that_are_no_text_are_counted_and_lose_nothing(run: Run) -> None:
    _, out, err = run("-", "--json", piped=b"\xfd\xfe\xfc caf\xe9 " + IMPOSTOR.encode())
    assert objects(out)[0]["contact"] == "+18883832936"
    assert "bytes that could not be decoded: 4" in err


def test_an_encoding_can_be_said(run: Run) -> None:
    text = "币安客服热线：1-888-383-2936，请拨打"
    _, out, err = run("-", "--json", "--encoding", "gb18030", piped=text.encode("gb18030"))
    (found,) = objects(out)
    assert (found["start"], found["claimed_for"]) == (7, "binance")
    assert "decoded" not in err
    assert run("-", "--encoding", "klingon", piped=text)[0] == 2


def test_an_empty_pipe_is_no_success(run: Run) -> None:
    code, out, err = run("-", piped=b"")
    assert (code, out) == (4, "")
    assert "Nothing came in" in err


@pytest.mark.parametrize(
    "arguments", [["no-such-file"], ["-", "--format", "pdf"], ["-", "--output", "pdf"], []]
)
def test_what_cannot_be_read_says_what_to_do(run: Run, arguments: list[str]) -> None:
    code, _, err = run(*arguments, piped=IMPOSTOR)
    assert code == 2
    assert "Traceback" not in err


def test_all_reports_what_is_nobody_s_support(run: Run) -> None:
    text = "Phone: +1 408 555 0112"
    assert run("-", "--json", piped=text)[1] == ""
    assert len(objects(run("-", "--json", "--all", piped=text)[1])) == 1


def test_the_platform_of_a_text_can_be_said(run: Run) -> None:
    text = "Support: call +1 888-908-7930"
    (ours,) = objects(run("-", "--json", "--as", "coinbase", piped=text)[1])
    (theirs,) = objects(run("-", "--json", "--as", "kraken", piped=text)[1])
    assert ours["verdict"] == "official"
    assert theirs["verdict"] != "official"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_has_come_is_answered_before_more_is_awaited(jobs: str) -> None:
    """A chat that is piped in while people write."""
    command = [sys.executable, "-m", "contactfinder", "scan", "-", "--output", "line", "--jobs", jobs]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(f"{IMPOSTOR}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"stdin:1:25: impostor")
        process.stdin.write(f"{UNKNOWN}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"stdin:2:24: unknown")
        process.stdin.close()
        assert process.wait(30) == 1


def test_a_reader_who_has_gone_ends_it_quietly() -> None:
    command = f"yes '{UNKNOWN}' | head -5000 | {sys.executable} -m contactfinder scan - | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr


def test_several_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    chat = f"{UNKNOWN}\n{'and so on, and so on, 4411-2093, you know. ' * 400}\n{IMPOSTOR}\n"
    for name, times in (("long.txt", 40), ("short.txt", 1), ("other.md", 3)):
        (tmp_path / name).write_text(chat * times, encoding="utf-8")
    command = [sys.executable, "-m", "contactfinder", "scan", str(tmp_path), "--json", "--jobs"]
    one, two = (subprocess.run([*command, jobs], capture_output=True, check=False) for jobs in ("1", "2"))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert len(one.stdout.splitlines()) == 88


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps of Linux for the processes")
def test_a_process_that_is_killed_is_an_error_and_no_wait() -> None:
    command = [sys.executable, "-m", "contactfinder", "scan", "-", "--json", "--jobs", "2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin and running.stdout
        running.stdin.write(f"{IMPOSTOR}\n".encode())
        running.stdin.flush()
        running.stdout.readline()
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(running.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        for line in listed.stdout.splitlines():
            if "spawn_main" in line:
                os.kill(int(line.split()[0]), signal.SIGKILL)
        out, _ = running.communicate(f"{UNKNOWN}\n".encode(), timeout=60)
        assert running.returncode == 5
        assert json.loads(out.splitlines()[-1])["error"]["code"] == "process-lost"
