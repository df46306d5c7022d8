"""What docs/streams.md prints is what the program prints; `python tests/stream/test_page.py` writes it anew."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from contactfinder.stream import formats, table
from contactfinder.stream.answers import ROOM

PAGE = Path(__file__).parents[2] / "docs" / "streams.md"
EXAMPLE = re.compile(
    r"<!-- input: contactfinder (?P<command>.*?) -->\n```text\n(?P<input>.*?)```\n\nprints\n\n```text\n(?P<output>.*?)```",
    re.DOTALL,
)


def printed(example: re.Match[str]) -> str:
    """Both streams, in a home without settings."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environ = kept | {"CONTACTFINDER_CONFIG": os.devnull, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "contactfinder", *shlex.split(example["command"])]
    done = subprocess.run(
        command, input=example["input"].encode(), env=environ, capture_output=True, check=False
    )
    return (done.stdout + done.stderr).decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "example", list(EXAMPLE.finditer(PAGE.read_text("utf-8"))), ids=lambda e: e["command"]
)
def test_an_example_prints_what_the_page_says(example: re.Match[str]) -> None:
    assert printed(example) == example["output"]


def test_every_error_of_a_line_is_explained() -> None:
    """None of those that this package gives is missing on the page."""
    sources = [Path(module.__file__ or "").read_text("utf-8") for module in (formats, table)]
    errors = set(re.findall(r'Bad\("([a-z-]+)"', "".join(sources)))
    assert len(errors) == 5 and {e for e in errors if f"`{e}`" not in PAGE.read_text("utf-8")} == set()


def test_the_page_says_how_much_is_remembered() -> None:
    assert f"about {ROOM * 5 // 4 // 10**6} MB" in PAGE.read_text("utf-8")


if __name__ == "__main__":
    text = PAGE.read_text("utf-8")
    PAGE.write_text(
        EXAMPLE.sub(lambda e: e[0][: e.start("output") - e.start()] + printed(e) + "```", text), "utf-8"
    )
