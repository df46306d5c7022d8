"""Runs the steps of action.yml as they stand there, in an environment like that of GitHub's runners."""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TOKEN = "ghs_thisIsNoToken"
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
_TRAP = (
    "from pathlib import Path\nPath('pwned').touch()\n"  # what a repository may hold for those who import it
)


class Ran(NamedTuple):
    """What an action did."""

    code: int
    outputs: dict[str, str]
    output_lines: list[str]
    summary: str
    log: str
    calls: list[dict[str, Any]]
    folder: Path

    @property
    def asked(self) -> list[tuple[str, dict[str, Any]]]:
        """The calls in short: the verb or the address, and what it was given."""
        return [_in_short(call) for call in self.calls]

    @property
    def comment(self) -> str:
        """The comment that was written or changed."""
        return next(str(values["body"]) for _, values in self.asked if "body" in values)


def run_action(
    folder: Path,
    event: dict[str, Any],
    inputs: Mapping[str, str],
    answers: list[tuple[str, dict[str, Any]]],
    environ: Mapping[str, str],
) -> Ran:
    """Run all steps until one fails."""
    env = _environment(folder, event, answers) | dict(environ)
    known = {"github.token": TOKEN}
    defaults = {name: _meant(given["default"], known) for name, given in ACTION["inputs"].items()}
    known |= {f"inputs.{name}": value for name, value in (defaults | dict(inputs)).items()}
    code, log, lines = 0, "", list[str]()
    for step in ACTION["runs"]["steps"]:
        if code == 0:
            done, lines = _run_step(step, known, env, folder)
            code, log = done.returncode, log + done.stdout + done.stderr
            known |= {f"steps.{step['id']}.outputs.{k}": v for k, v in _pairs(lines).items()}
    told = defaultdict(str, known)  # outputs of steps that did not run are empty
    outputs = {name: _meant(said["value"], told) for name, said in ACTION["outputs"].items()}
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    return Ran(code, outputs, lines, summary, log, _calls(folder), folder)


def _environment(
    folder: Path, event: dict[str, Any], answers: list[tuple[str, dict[str, Any]]]
) -> dict[str, str]:
    for name in ("bin", "temp", "workspace", "home"):
        (folder / name).mkdir()
    for module in ("contactfinder", "json", "subprocess", "sitecustomize"):
        (folder / "workspace" / f"{module}.py").write_text(_TRAP, encoding="utf-8")
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    (folder / "summary.md").touch()
    _program(folder / "bin" / "gh", f'exec "{sys.executable}" -I "{HERE / "fake_gh.py"}" "$@"')
    return {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_REPOSITORY": "octo/wallet",
        "GITHUB_EVENT_NAME": "issues",
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "CONTACTFINDER_PYTHON": sys.executable,
        "FAKE_GH_CALLS": str(folder / "calls.jsonl"),
        "FAKE_GH_ANSWERS": str(folder / "answers.json"),
    }


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def _run_step(
    step: dict[str, Any], known: dict[str, str], env: dict[str, str], folder: Path
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """One step, and the lines of its outputs."""
    output, script = folder / f"{step['id']}.output", folder / f"{step['id']}.sh"
    output.touch()
    script.write_text(_meant(step["run"], known), encoding="utf-8")
    given = {name: _meant(value, known) for name, value in step["env"].items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder / "workspace",
        env=env | given | {"GITHUB_OUTPUT": str(output)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done, output.read_text(encoding="utf-8").splitlines()


def _meant(text: str, known: Mapping[str, str]) -> str:
    """A text of action.yml with its expressions replaced; an unknown one is an error."""
    return _EXPRESSION.sub(lambda found: known[found[1]], text)


def _pairs(lines: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def _calls(folder: Path) -> list[dict[str, Any]]:
    path = folder / "calls.jsonl"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def _in_short(call: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    path, body = call["arguments"][3], call["body"]
    if path != "graphql":
        return path, body
    found = re.match(r"mutation\(\$input: \w+!\) \{ (\w+)\(input: \$input\)", body["query"])
    return (found[1], body["variables"]["input"]) if found else ("read", body["variables"])
