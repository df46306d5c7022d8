"""The program as a process: broken pipes, full disks, poor locales, no home."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

OFFICIAL = "+18889087930"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def run(*arguments: str | bytes, shell: str = "", **environ: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-m", "contactfinder", *arguments]
    if shell:
        command = ["bash", "-c", shell.replace("contactfinder", f"{sys.executable} -m contactfinder")]
    return subprocess.run(
        command, env=kept | environ, capture_output=True, timeout=60, check=False, input=b""
    )


@posix
@pytest.mark.parametrize("option", ["", "--json"])
def test_a_reader_that_leaves_early_gets_no_traceback(option: str) -> None:
    """And the exit code is not that of success, nor that of a fake."""
    claims = f"for i in $(seq 3000); do echo {OFFICIAL}; done"
    done = run(
        shell=f"{claims} | contactfinder verify - {option} | head -1 > /dev/null; exit ${{PIPESTATUS[1]}}"
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("option", ["", "--json"])
def test_a_full_disk_is_said_and_is_no_success(option: str) -> None:
    done = run(shell=f"contactfinder list {option} > /dev/full")
    assert done.returncode == 130
    assert b"could not be written" in done.stderr and b"Traceback" not in done.stderr


@posix
@pytest.mark.parametrize("option", ["", "--json"])
def test_closed_output_leaves_the_exit_code_as_it_is(option: str) -> None:
    done = run(shell=f"contactfinder verify {OFFICIAL} {option} >&- 2>&-")
    assert (done.returncode, done.stderr) == (0, b"")


@posix
def test_closed_input_is_an_error_in_words() -> None:
    done = run(shell="contactfinder verify - <&-")
    assert done.returncode == 2 and b"Traceback" not in done.stderr


@posix
def test_ctrl_c_while_waiting_for_input_exits_130() -> None:
    command = [sys.executable, "-m", "contactfinder", "verify", "-", "--json"]
    waiting = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert waiting.stdin and waiting.stdout
    waiting.stdin.write(f"{OFFICIAL}\n".encode())
    waiting.stdin.flush()
    waiting.stdout.readline()
    time.sleep(0.1)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=30)
    assert waiting.returncode == 130 and b"Traceback" not in err
    assert json.loads(out)["error"]["code"] == "interrupted"


POOR = [
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "ascii"},
    {"TERM": "dumb", "COLUMNS": "20"},
    {"COLUMNS": "1"},
    {"COLUMNS": "nonsense", "LANG": "xx_XX.nonsense"},
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/1"},
]


@pytest.mark.parametrize("environ", POOR, ids=str)
def test_it_answers_in_poor_surroundings(environ: dict[str, str]) -> None:
    done = run("lookup", "tokenpocket", "--lang", "zh", **environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"service@tokenpocket.pro" in done.stdout


@pytest.mark.parametrize("environ", POOR[2:5], ids=str)
def test_json_is_utf8_whatever_the_locale_says(environ: dict[str, str]) -> None:
    done = run("show", "tokenpocket", "--json", **environ)
    assert "TP钱包" in json.loads(done.stdout.decode("utf-8"))["platform"]["names"]["zh-Hans"]


@posix
@pytest.mark.parametrize("option", ["--json", "--lang=zh"])
def test_an_argument_that_is_no_utf8_is_answered(option: str) -> None:
    done = run("verify", b"\xff\xfe", b"https://\xff.com/", b"\xff@example.org", option)
    assert (done.returncode, done.stderr) == (4, b"")


@posix
@pytest.mark.parametrize("option", ["--registry", "--as", "--country"])
def test_an_option_that_is_no_utf8_is_no_fault(option: str) -> None:
    done = run("verify", OFFICIAL, option, b"\xff")
    assert b"Traceback" not in done.stderr and b"has a fault" not in done.stderr


def test_settings_are_read_from_the_named_file(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('lang = "zh"')
    done = run("lookup", "coinbse", CONTACTFINDER_CONFIG=str(tmp_path / "s.toml"))
    assert done.returncode == 3 and "没有收录" in done.stdout.decode()


def test_bad_settings_exit_2_and_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("lang = ")
    done = run("lookup", "coinbase", CONTACTFINDER_CONFIG=str(tmp_path / "s.toml"))
    assert done.returncode == 2 and b"s.toml" in done.stderr
