"""Hostile arguments to the whole program, as users and scripts start it."""

import json
import os
import subprocess
import sys
from unicodedata import category

import pytest

SAMPLE = [
    *(
        "",
        " ",
        "\n",
        "[/etc]",
        "[red]x[/red]",
        "{0}%s%n",
        "'; DROP TABLE contact; --",
        "$(id)",
        "../../etc/passwd",
        "=1+1",
    ),
    *(
        "\x1b]0;title\x07",
        "\x9b31m",
        "\u202eelpmaxe.live",
        "https://evil.example/\u2028\u2066x",
        "\ufeff+12025550123",
        "NaN",
        "1e400",
    ),
    *(
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "data:text/html,x",
        r"https://a.example\@b.example",
        "https://[::1]/",
    ),
    *(
        "tel:1;phone-context=" + "aa." * 30 + "aa!",
        "@" * 2000,
        "1" * 100_000,
        "👨‍👩‍👧‍👦",
        "h" + "\u0301" * 500,
    ),
]
BYTES = [
    b"\xff\xfe",
    b"https://\xc3\x28.example/",
    b"+1 202 555 \xed\xa0\x80 0123",
    b"\xf0\x9f\x98 a@b.example",
]
FORMS = [["--json"], ["--lang=en"], ["--lang=zh"]]
POSIX = sys.platform != "win32"

forms = pytest.mark.parametrize("form", FORMS, ids=" ".join)


def run(*arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-m", "contactfinder", *arguments]
    return subprocess.run(
        command, env={**kept, "PYTHONUTF8": "1"}, capture_output=True, timeout=60, check=False
    )


def steering(output: bytes) -> set[str]:
    return {c for c in output.decode("utf-8") if category(c) in ("Cc", "Cf", "Cs") and c != "\n"}


@forms
def test_every_hostile_claim_is_answered_and_none_is_official(form: list[str]) -> None:
    """All in one run: an answer each, the exit code of the most serious, and nothing that steers a terminal."""
    done = run("verify", *form, "--", *SAMPLE)
    assert (done.returncode, done.stderr) == (3, b"")
    assert steering(done.stdout) == set()
    if form == ["--json"]:
        answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [answer["claim"] for answer in answers] == SAMPLE
        assert {answer["verdict"] for answer in answers} <= {"invalid", "unknown", "lookalike"}


@pytest.mark.skipif(not POSIX, reason="Windows has no bytes in arguments")
@forms
def test_arguments_that_are_no_utf8_are_answered(form: list[str]) -> None:
    done = run("verify", *form, "--", *BYTES)
    assert (done.returncode, done.stderr) == (3, b"")  # one of them is a number with rubbish inside
    assert steering(done.stdout) == set()


NAMED = [
    *(
        ["lookup", "--", "NAME"],
        ["show", "--", "NAME"],
        ["explain", "--", "NAME"],
        ["emergency", "--", "NAME"],
    ),
    *(["unreachable", "--", "NAME", "phone"], ["unreachable", "--", "coinbase", "NAME"]),
    *(["prepare", "--issue=fraud", "--", "NAME"], ["prepare", "--issue=fraud", "--field=NAME", "coinbase"]),
    *(["prepare", "--issue=fraud", "--field=NAME=x", "coinbase"], ["emergency", "--leaked=NAME"]),
    *(["compare", "--", "NAME", "coinbase"], ["compare", "--", "coinbase", "NAME"]),
]


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
@forms
def test_a_hostile_name_is_no_fault(command: list[str], form: list[str]) -> None:
    """Nobody bears it, nothing is listed: an answer or a usage error, said safely."""
    for name in ("\x1b[31m[/red]{0}%s\u202e", "' OR 1=1 --", "[/etc]"):
        said = [word.replace("NAME", name) for word in command]
        done = run(said[0], *form, *said[1:])
        assert done.returncode in (2, 3, 4) and b"Traceback" not in done.stderr
        assert steering(done.stdout + done.stderr) == set()


FIELDS = [
    *(
        "description",
        "user-id",
        "account-email",
        "event-time",
        "transaction-hash",
        "network",
        "coin-and-amount",
    ),
    *(
        "sending-address",
        "receiving-address",
        "error-text",
        "screenshots",
        "earlier-ticket",
        "stranger-contact",
    ),
    *("report-number", "order-number"),
]


@pytest.mark.parametrize("form", [*FORMS, ["--format=markdown"]], ids=" ".join)
def test_hostile_details_are_text_in_the_message(form: list[str]) -> None:
    """Whatever is no secret is taken, and steers no terminal: neither in the checklist nor in the message."""
    values = [text for text in SAMPLE if len(text) <= 2000]
    for begin in range(0, len(values), len(FIELDS)):
        given = zip(FIELDS, values[begin:], strict=False)
        fields = [f"--field={name}={value}" for name, value in given]
        done = run("prepare", *form, *fields, "--issue=fraud", "--at=2026-11-22T12:00Z", "coinbase")
        assert (done.returncode, done.stderr) == (0, b"")
        assert steering(done.stdout) == set()


@forms
def test_a_detail_of_any_length_is_answered(form: list[str]) -> None:
    done = run("prepare", *form, f"--field=user-id={'1' * 100_000}", "--issue=fraud", "coinbase")
    assert done.returncode == 2 and b"1111" not in done.stdout + done.stderr


@pytest.mark.skipif(not POSIX, reason="Windows has no bytes in arguments")
@forms
def test_details_that_are_no_utf8_are_answered(form: list[str]) -> None:
    fields = [b"--field=%s=%s" % (name.encode(), text) for name, text in zip(FIELDS, BYTES, strict=False)]
    done = run("prepare", *form, *fields, "--issue=fraud", "--at=2026-11-22T12:00Z", "coinbase")
    assert (done.returncode, done.stderr) == (0, b"")
    assert steering(done.stdout) == set()
