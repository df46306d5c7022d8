"""Writes what is said twice: command help, JSON Schemas, example output. `--check` says whether all of it is current."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contactfinder.cli.authoring import entry_schema
from contactfinder.render.outputs import OUTPUTS

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md", "docs/how-it-works.md")
COMMANDS = (
    "",
    "lookup",
    "verify",
    "list",
    "show",
    "explain",
    "registry",
    "registry check",
    "registry build",
    "registry stats",
    "registry schema",
)
# The program as it answers on one fixed day, so that examples do not age.
_PROGRAM = """
import sys
from datetime import UTC, datetime
from contactfinder.cli import main
from contactfinder.cli.session import Session
Session.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
main(sys.argv[1:])
"""
_OUTPUT = re.compile(
    r"(<!-- output: contactfinder (?P<command>.*?) -->\n+```text\n)(?P<text>.*?)(\n```)", re.DOTALL
)


def files() -> Iterator[tuple[Path, str]]:
    """Every generated file with the text it should have."""
    yield ROOT / "registry" / "schema.json", _json(entry_schema())
    for name, shape in OUTPUTS.items():
        yield ROOT / "docs" / "json" / f"{name}.schema.json", _json(output_schema(shape))
    yield ROOT / "docs" / "commands.md", _commands()
    for page in PAGES:
        path = ROOT / page
        yield path, _OUTPUT.sub(_example, path.read_text(encoding="utf-8"))


def output_schema(shape: type) -> dict[str, object]:
    """The JSON Schema of one kind of answer."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(shape)}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _commands() -> str:
    parts = ["# Commands\n\nGenerated from `--help`.\n"]
    for command in COMMANDS:
        title = f"contactfinder {command}".strip()
        parts.append(f"## `{title}`\n\n```text\n{run(f'{command} --help')}\n```\n")
    return "\n".join(parts)


def _example(match: re.Match[str]) -> str:
    return f"{match[1]}{run(match['command'])}{match[4]}"


def run(command: str) -> str:
    """What a command prints at 80 columns without colour, in a home without settings."""
    environ = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    environ |= {"CONTACTFINDER_CONFIG": os.devnull, "PYTHONUTF8": "1"}
    words = [sys.executable, "-c", _PROGRAM, *shlex.split(command)]
    done = subprocess.run(words, env=environ, capture_output=True, encoding="utf-8", check=False)
    lines = (done.stdout + done.stderr).strip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    """Write, or with --check compare."""
    stale = [path for path, text in files() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stdout.write(f"not current: {path.relative_to(ROOT)} (run: python docs/generate.py)\n")
        return bool(stale)
    for path, text in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
