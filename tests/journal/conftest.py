"""A journal in a folder of its own, on a fixed day, and the program that writes into it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contactfinder.journal import CaseLine, Journal

Done = subprocess.CompletedProcess[bytes]


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the journal lies; it is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def journal(folder: Path, now: datetime) -> Iterator[Journal]:
    with Journal.open(folder, now) as opened:
        yield opened


@pytest.fixture
def case(journal: Journal, now: datetime) -> CaseLine:
    return journal.new("Coinbase", "fraud", "Locked out", "coinbase", now)


def environment(folder: Path) -> dict[str, str]:
    """What a process needs to run, and nothing of yours."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    return {
        **kept,
        "CONTACTFINDER_DATA": str(folder),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "UTC",
    }


@pytest.fixture
def program(folder: Path) -> Callable[..., Done]:
    """`contactfinder case` as a process with this journal."""

    def run(
        *arguments: str,
        data: Path = folder,
        typed: bytes = b"",
        before: Callable[[], None] | None = None,
        kill_after: float | None = None,
    ) -> Done:
        started = subprocess.Popen(
            [sys.executable, "-m", "contactfinder", "case", *arguments],
            env=environment(data),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=before,
        )
        try:
            said = started.communicate(typed, timeout=kill_after or 60)
        except subprocess.TimeoutExpired:
            started.kill()
            said = started.communicate()
        return Done(arguments, started.returncode, *said)

    return run


@pytest.fixture
def together() -> Callable[[list[subprocess.Popen[str]]], list[str]]:
    """Lets children that are ready go on at the same moment, and gives the line that each says then."""

    def told(processes: list[subprocess.Popen[str]]) -> list[str]:
        for process in processes:
            assert process.stdout and process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        return [process.stdout.readline().strip() for process in processes if process.stdout]

    return told


@pytest.fixture
def child(folder: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Another process that runs a text of Python, with the folder as its first argument; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, str(folder), *arguments]
        process = subprocess.Popen(
            command,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
