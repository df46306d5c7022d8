"""The program in a pipe: answers as lines come, order, Ctrl-C, readers that leave, several processes."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

OFFICIAL, IMPOSTOR = "+18889087930", "1-888-383-2936"
SECONDS = 60  # generous: nothing here is about speed
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
jobs = pytest.mark.parametrize("jobs", ["1", "2"])


def started(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-m", "contactfinder", "verify", "-", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.Popen(command, env=kept, **pipes)


def piped(content: bytes, *arguments: str) -> tuple[int, bytes, str]:
    running = started(*arguments)
    out, err = running.communicate(content, timeout=SECONDS)
    return running.returncode, out, err.decode()


def objects(out: bytes) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


@jobs
@pytest.mark.parametrize("form", ["--json", "--lang=en"])
def test_an_answer_comes_while_the_pipe_stays_open(form: str, jobs: str) -> None:
    """As behind `tail -f`: nothing waits for the next line, or for a block to be full."""
    running = started(form, "--jobs", jobs)
    assert running.stdin and running.stdout
    for claim in (OFFICIAL, IMPOSTOR, "+1 202 555 0123"):
        running.stdin.write(f"{claim}\nhalf of the next".encode())
        running.stdin.flush()
        assert running.stdout.readline()
        running.stdin.write(b"\n")
        running.stdin.flush()
        assert running.stdout.readline()
    out, err = running.communicate(timeout=SECONDS)
    assert (running.returncode, out) == (1, b"") and b"checked" in err


@posix
def test_several_processes_answer_the_same_in_the_same_order() -> None:
    content = "".join(
        f"+1 202 5{i % 700 + 50_000:05}\n{OFFICIAL if i % 9 else IMPOSTOR}\n\n" for i in range(6000)
    )
    one, several = (piped(content.encode(), "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == several and one[0] == 1
    assert [o["line"] for o in objects(one[1])] == [n for n in range(1, 18_001) if n % 3]


@posix
def test_entries_of_ones_own_are_known_to_every_process(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "clean" / "overlay"
    content = (f"{OFFICIAL}\n" * 20_000 + "https://my-broker.example\n").encode()
    code, out, _ = piped(content, "--json", "--jobs", "2", "--registry", str(example))
    digests = {o["registry"]["digest"] for o in objects(out)}
    assert code in (0, 1, 3) and len(digests) == 1 and "+" in digests.pop()


@posix
@jobs
def test_ctrl_c_keeps_what_was_answered(jobs: str) -> None:
    """The whole group of processes gets the signal, as from a terminal; none of them says more than that it stopped."""
    running = started("--jobs", jobs, start_new_session=True)
    assert running.stdin and running.stdout
    running.stdin.write(f"{OFFICIAL}\n".encode())
    running.stdin.flush()
    assert OFFICIAL.encode() in running.stdout.readline()
    time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=SECONDS)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err and b"official 1" in err


@posix
@jobs
def test_a_reader_that_leaves_ends_it_quietly(jobs: str) -> None:
    running = started("--json", "--jobs", jobs)
    assert running.stdin and running.stdout
    running.stdout.close()
    with pytest.raises(BrokenPipeError):
        for _ in range(10_000):
            running.stdin.write(f"{OFFICIAL}\n".encode() * 1000)
    with suppress(BrokenPipeError):
        running.stdin.close()
    assert running.wait(SECONDS) == 130
    assert running.stderr and running.stderr.read() == b""
    running.stderr.close()


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps of Linux for the processes")
def test_a_process_that_is_killed_is_an_error_and_no_wait() -> None:
    running = started("--json", "--jobs", "2")
    assert running.stdin and running.stdout
    running.stdin.write(f"{OFFICIAL}\n".encode())
    running.stdin.flush()
    running.stdout.readline()
    for pid in children(running.pid):
        os.kill(pid, signal.SIGKILL)
    out, _ = running.communicate(f"{IMPOSTOR}\n".encode(), timeout=SECONDS)
    assert running.returncode == 5 and objects(out)[-1]["error"]["code"] == "process-lost"


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps of Linux for the processes")
def test_no_process_outlives_one_that_was_killed() -> None:
    running = started("--json", "--jobs", "2")
    assert running.stdin and running.stdout
    running.stdin.write(f"{OFFICIAL}\n".encode())
    running.stdin.flush()
    running.stdout.readline()
    before = children(running.pid)
    running.kill()
    running.communicate(timeout=SECONDS)
    ends = time.monotonic() + SECONDS
    while any(Path(f"/proc/{pid}").exists() for pid in before) and time.monotonic() < ends:
        time.sleep(0.1)
    assert before and not any(Path(f"/proc/{pid}").exists() for pid in before)


@posix
def test_a_line_without_end_takes_no_memory() -> None:
    """Sixty-four megabytes without a line break, where thirty more than usual are allowed."""
    script = """if True:
        import resource, subprocess, sys
        def used(size):
            zeros = subprocess.Popen(["head", "-c", str(size), "/dev/zero"], stdout=subprocess.PIPE)
            command = [sys.executable, "-m", "contactfinder", "verify", "-", "--json"]
            done = subprocess.run(command, stdin=zeros.stdout, capture_output=True, check=False)
            assert done.returncode == 4 and len(done.stdout) < 15_000 and zeros.wait() == 0
            return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(-used(10) + used(1 << 26))
    """
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=SECONDS
    )
    assert int(done.stdout) < 30_000


# -- what is told beside the answers


HOSTILE = (
    b"\xef\xbb\xbf" + OFFICIAL.encode() + b"\r\n\xff\n\n\x00\n" + b"y" * 5000 + b"\n\x1b[31m\xe2\x80\xae\n"
)


def test_bad_lines_are_answered_and_counted() -> None:
    code, out, err = piped(HOSTILE, "--json")
    assert code == 4 and [(o["line"], o["claim"][:4]) for o in objects(out)] == [
        (1, OFFICIAL[:4]),
        (2, "\\xff"),
        (4, "\x00"),
        (5, "yyyy"),
        (6, "\x1b[31"),
    ]
    assert "official 1" in err and "no UTF-8: 1" in err and "cut: 1" in err
    assert len(objects(out)[3]["claim"]) == 2048


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_line_for_people_holds_nothing_that_acts_on_a_terminal(language: str) -> None:
    _, out, _ = piped(HOSTILE, "--lang", language)
    assert not set(out.decode()) & set("\x00\x1b\r\u202e") and len(out.splitlines()) == 5


def test_an_empty_pipe_is_an_error_and_not_summed_up() -> None:
    code, out, err = piped(b"\n\n", "--json")
    assert (code, objects(out)[0]["error"]["code"], err) == (4, "contact-empty", "")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--field", "a"], "only-with-format"),
        (["--id", "a"], "only-with-format"),
        (["--format", "jsonl"], "missing"),
        (["--format", "xml"], "bad-value"),
        (["--jobs", "-1"], "bad-value"),
        (["--format", "csv"], "field-not-said"),
        (["--format", "csv", "--field", "x"], "no-such-field"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], error: str) -> None:
    code, out, _ = piped(b"a,b\n1,2\n", "--json", *arguments)
    assert (code, objects(out)[0]["error"]["code"]) == (2, error)


def test_ids_pass_through() -> None:
    table = f'id;contact\n7;{OFFICIAL}\n"a ""b""";{IMPOSTOR}\n'.encode()
    _, out, _ = piped(table, "--json", "--format", "csv", "--field", "contact")
    assert [(o["line"], o["id"], o["verdict"]) for o in objects(out)] == [
        (2, "7", "official"),
        (3, 'a "b"', "impostor"),
    ]


def test_what_reached_the_user_is_never_official() -> None:
    code, out, _ = piped(f"{OFFICIAL}\n".encode(), "--json", "--incoming")
    assert (code, objects(out)[0]["verdict"], objects(out)[0]["incoming"]) == (3, "unknown", True)
