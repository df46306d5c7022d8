"""Writes what is said twice: command help, JSON Schemas, example output, the handbook as a page. `--check` says whether all is current."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contactfinder.cli.authoring import entry_schema
from contactfinder.registry.entry import Evidence
from contactfinder.registry.handbook import book
from contactfinder.registry.handbook.form import Authority, AuthorityContact, CountryGuide, Say, Step
from contactfinder.render.outputs import OUTPUTS

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md",
    "README.zh-CN.md",
    "docs/how-it-works.md",
    "docs/unreachable.md",
    "docs/scan.md",
    "docs/case.md",
    "docs/coverage.md",
)
STEPS = {  # the files of steps, in the order of the page
    "emergency": "Steps of the emergency plans",
    "unreachable": "Steps of the way out",
    "lookup": "Steps of a look-up",
    "case": "Steps of a case",
}
_ADVICE = """# Advice

Generated from [registry/advice](../registry/advice/README.md): everything that the program advises, in both its languages, and where it was read.
[emergency.md](emergency.md), [unreachable.md](unreachable.md) and [ranking.md](ranking.md#advice) say when a step appears.

*Our judgement* stands where a step states no fact that would need a source. What stands in braces is filled in by the program.
"""
COMMANDS = (
    "",
    "lookup",
    "verify",
    "scan",
    "unreachable",
    "prepare",
    "emergency",
    "compare",
    "list",
    "show",
    "explain",
    "case",
    "case new",
    "case log",
    "case list",
    "case show",
    "case next",
    "case remind",
    "case close",
    "case reopen",
    "case edit",
    "case delete",
    "case export",
    "case import",
    "case attach",
    "case search",
    "case where",
    "registry",
    "registry check",
    "registry new",
    "registry fmt",
    "registry recheck",
    "registry stats",
    "registry stale",
    "registry diff",
    "registry build",
    "registry schema",
)
# The program as it answers on one fixed day, so that examples do not age.
_PROGRAM = """
import sys
from datetime import UTC, datetime
from contactfinder.cli import main
from contactfinder.cli.session import Session
Session.now = datetime(2026, 11, 28, 12, tzinfo=UTC)
main(sys.argv[1:])
"""
_OUTPUT = re.compile(
    r"(<!-- output: contactfinder (?P<command>.*?) -->\n+```text\n)(?P<text>.*?)(\n```)", re.DOTALL
)
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def files() -> Iterator[tuple[Path, str]]:
    """Every generated file with the text it should have."""
    yield ROOT / "registry" / "schema.json", _json(entry_schema())
    for name, shape in OUTPUTS.items():
        yield ROOT / "docs" / "json" / f"{name}.schema.json", _json(output_schema(shape))
    yield ROOT / "docs" / "commands.md", _commands()
    yield ROOT / "docs" / "coverage.svg", run("registry stats --output svg") + "\n"
    yield ROOT / "docs" / "advice.md", "\n".join(_advice()) + "\n"
    for page in PAGES:
        path = ROOT / page
        yield path, _with_examples(path.read_text(encoding="utf-8"))


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


def _with_examples(page: str) -> str:
    """A page with what its commands print, one after the other, with a journal of their own."""
    with tempfile.TemporaryDirectory() as data:
        return _OUTPUT.sub(lambda match: f"{match[1]}{run(match['command'], data)}{match[4]}", page)


def _advice() -> Iterator[str]:
    """Every step and every authority, with sources."""
    pages = book.read(ROOT / "registry")
    yield _ADVICE
    files = {Path(file.file).stem: file.value or [] for file in pages.steps}
    for name in (*STEPS, *sorted(files.keys() - STEPS.keys())):
        yield f"## {STEPS.get(name, name)}\n"
        for step in files[name]:
            yield from _step(step)
        yield ""
    yield "## Whom to turn to, by country\n"
    guides = sorted(book.values(pages.countries), key=lambda guide: guide.country)
    yield " · ".join(f"[{guide.country}](#{guide.country.lower()})" for guide in guides)
    for guide in guides:
        yield from _country(guide)


def _step(step: Step) -> Iterator[str]:
    yield f"- `{step.id}`"
    yield from _both(step.say)
    yield "  - our judgement" if step.judgement else f"  - from {_sources(step.evidence)}"


def _both(say: Say, lead: str = "") -> Iterator[str]:
    yield from (f"  - {lead}{_text(sentence)}" for sentence in (say.en, say.zh))


def _country(guide: CountryGuide) -> Iterator[str]:
    yield f"\n### {guide.country}\n"
    for authority in guide.authorities:
        yield from _authority(authority)


def _authority(authority: Authority) -> Iterator[str]:
    names = (authority.name.en, authority.name.zh, authority.local)
    yield f"- **{' · '.join(_text(name) for name in names if name)}** (`{authority.id}`)"
    yield f"  - for: {', '.join(f'`{role.value}`' for role in authority.roles)}"
    yield from _both(authority.use)
    if authority.limits:
        yield from _both(authority.limits, "limits: ")
    if authority.languages:
        yield f"  - languages: {', '.join(authority.languages)}"
    yield from map(_contact, authority.contacts)
    if authority.domain:
        named = f", named on {_sources(authority.evidence)}" if authority.evidence else ""
        yield f"  - domain: `{authority.domain}`{named}"


def _contact(contact: AuthorityContact) -> str:
    shown = f"<{contact.value}>" if contact.kind == "url" else f"`{contact.value}`"
    abroad = f", from abroad `{contact.from_abroad}`" if contact.from_abroad else ""
    return f"  - {contact.kind.value}: {shown}{abroad}, from {_sources(contact.evidence)}"


def _sources(evidence: list[Evidence]) -> str:
    return "; ".join(map(_source, evidence))


def _source(evidence: Evidence) -> str:
    published = f"of {evidence.published}, " if evidence.published else ""
    checked = f", checked {evidence.checked}" if evidence.checked else ""
    shown = f"<{evidence.source}>" if "://" in evidence.source else f"`{evidence.source}`"
    return f"{shown} ({published}read {evidence.read}{checked})"


def _text(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return _MARKUP.sub(r"\\\1", text)


def run(command: str, data: str = os.devnull) -> str:
    """What a command prints at 80 columns without colour, in a home without settings; `data` is the folder of its journal."""
    environ = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    environ |= {"CONTACTFINDER_CONFIG": os.devnull, "CONTACTFINDER_DATA": data, "PYTHONUTF8": "1"}
    words = [sys.executable, "-c", _PROGRAM, *shlex.split(command)]
    done = subprocess.run(
        words, env=environ, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
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
