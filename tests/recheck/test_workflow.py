"""The weekly workflow: its steps as they stand there, with real git, and others in the place of the program and of gh."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / ".github/workflows/recheck.yml").read_text(encoding="utf-8")
FLOW = yaml.load(TEXT, yaml.BaseLoader)
LOOK, PROPOSE = FLOW["jobs"]["look"], FLOW["jobs"]["propose"]
ENTRY = (
    'name: X\nchannels:\n  - {source: "https://a.com/", read: 2026-11-22}\n  - source: b\n    read: 2026\n'
)
DATED = ENTRY.replace("22}", "22, checked: 2026-11-28}").replace(
    "    read: 2026\n", "    checked: 2026-11-28\n    read: 2026\n"
)
FAKE_GH = """#!/bin/sh
echo "$@" >> "$RUNNER_TEMP/calls"
case "$1 $2" in "pr list") [ ! -e "$RUNNER_TEMP/open" ] || echo 7 ;; esac
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")


def steps(job: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = job["steps"]
    return found


def script(job: dict[str, Any], name: str) -> str:
    return str(next(step["run"] for step in steps(job) if step.get("name") == name))


def test_it_runs_weekly_and_by_hand() -> None:
    [schedule] = FLOW["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", schedule["cron"]) and "workflow_dispatch" in FLOW["on"]


def test_only_the_job_that_reads_no_page_may_write() -> None:
    assert FLOW["permissions"] == {} and LOOK["permissions"] == {"contents": "read"}
    assert PROPOSE["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert steps(LOOK)[0]["with"] == {"persist-credentials": "false"}
    assert "contactfinder" not in re.sub("`.*?`", "", script(PROPOSE, "Propose"))


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for job in (LOOK, PROPOSE) for step in steps(job) if "uses" in step]
    assert len(used) == 4 and all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name) for name in used)


def test_nothing_is_pasted_into_a_script() -> None:
    assert [step for job in (LOOK, PROPOSE) for step in steps(job) if "${{" in step.get("run", "")] == []


# -- the steps


class Place(NamedTuple):
    """A checkout with its origin, and the folder of the runner."""

    work: Path
    temp: Path
    origin: Path

    def run(self, script: str) -> "subprocess.CompletedProcess[str]":
        """Run a step as GitHub does."""
        environ = {
            "PATH": f"{self.temp}/bin{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.temp),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "BASE": "main",
        }
        command = ["bash", "-e", "-c", script]
        return subprocess.run(
            command, cwd=self.work, env=environ, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> str:
        return self.run(f"git {' '.join(arguments)}").stdout.strip()

    def calls(self) -> list[str]:
        """How gh was called."""
        path = self.temp / "calls"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "work", tmp_path / "temp", tmp_path / "origin.git")
    (found.temp / "bin").mkdir(parents=True)
    (found.temp / "venv/bin").mkdir(parents=True)
    (found.temp / "bin/gh").write_text(FAKE_GH)
    (found.temp / "bin/gh").chmod(0o755)
    (found.work / "registry/platforms").mkdir(parents=True)
    (found.work / "registry/platforms/x.yaml").write_text(ENTRY)
    done = found.run(
        f"git init -q -b main && git init -q --bare {found.origin} && git remote add origin {found.origin}"
        " && git config user.name a && git config user.email a@example.com"
        " && git add . && git commit -qm one && git push -q origin main"
    )
    assert done.returncode == 0, done.stderr
    return found


def looked(place: Place, code: int, after: str) -> "subprocess.CompletedProcess[str]":
    """The step that looks, where the program leaves the entry like this and exits with the code."""
    program = place.temp / "venv/bin/contactfinder"
    (place.temp / "after").write_text(after)
    program.write_text(
        f"#!/bin/sh\n[ $2 = recheck ] || exit 0\ncp '{place.temp}/after' registry/platforms/x.yaml\necho '✔ confirmed'\nexit {code}\n"
    )
    program.chmod(0o755)
    return place.run(script(LOOK, "Look"))


@pytest.mark.parametrize("code", [0, 1, 3])
def test_what_was_confirmed_is_handed_on_whatever_else_was_found(place: Place, code: int) -> None:
    assert looked(place, code, DATED).returncode == 0
    assert (place.temp / "output").read_text() == "changed=true\n"
    assert "checked: 2026-11-28" in (place.temp / "found/dates.patch").read_text()


@pytest.mark.parametrize("code", [2, 5, 130])
def test_a_run_that_failed_fails(place: Place, code: int) -> None:
    assert looked(place, code, DATED).returncode == code


def test_a_run_that_confirms_nothing_proposes_nothing(place: Place) -> None:
    assert looked(place, 1, ENTRY).returncode == 0
    assert (place.temp / "output").read_text() == "changed=false\n"
    assert PROPOSE["if"] == "needs.look.outputs.changed == 'true'"


def proposed(place: Place, after: str = DATED) -> "subprocess.CompletedProcess[str]":
    """Both jobs, the second one in a fresh checkout."""
    looked(place, 0, after)
    place.run("git reset -q --hard")
    return place.run(script(PROPOSE, "Propose"))


def test_the_dates_are_proposed_on_a_branch_of_their_own(place: Place) -> None:
    done = proposed(place)
    assert done.returncode == 0, done.stderr
    assert place.git("show", "origin/registry-recheck:registry/platforms/x.yaml") == DATED.strip()
    assert place.git("show", "origin/main:registry/platforms/x.yaml") == ENTRY.strip()
    assert [call.split(" --title")[0] for call in place.calls()] == [
        "pr list --head registry-recheck --state open --json number --jq .[].number",
        "pr create --base main --head registry-recheck",
    ]


def test_a_request_that_is_open_is_brought_up_to_date(place: Place) -> None:
    (place.temp / "open").touch()
    assert proposed(place).returncode == 0
    assert place.calls()[-1].startswith("pr edit registry-recheck ")


@pytest.mark.parametrize(
    "after",
    [
        DATED.replace("a.com", "evil.com"),
        DATED.replace("read: 2026-11-22", "read: 2026-11-28"),
        DATED + "  - {source: more, read: 2026}\n",
        DATED.replace("name: X\n", ""),
    ],
)
def test_nothing_but_dates_of_checking_gets_through(place: Place, after: str) -> None:
    """Even if a page took over the job that read it."""
    assert proposed(place, after).returncode != 0
    assert place.calls() == [] and place.git("branch", "--remotes") == "origin/main"


def test_the_report_cannot_leave_its_fence(place: Place) -> None:
    looked(place, 0, DATED)
    (place.temp / "found/report.txt").write_text("````\n@everyone [x](https://evil.example)\n" + "y" * 90_000)
    place.run("git reset -q --hard")
    assert place.run(script(PROPOSE, "Propose")).returncode == 0
    body = (place.temp / "body.md").read_text()
    assert body.count("````") == 2 and len(body) < 60_000
