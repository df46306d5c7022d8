"""The GitHub action: its steps as they stand in action.yml, on saved events, with a `gh` that only writes down."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import simulated_runner
from simulated_runner import ACTION, HERE, ROOT, TOKEN, Ran

from contactfinder.render.comment import MARKER
from contactfinder.verify import EXIT_CODES, Status

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the action runs on Linux and macOS")

Run = Callable[..., Ran]
FAKE, OTHER_FAKE = "+12068063886", "+12094347173"
LABEL = "suspicious-contact"
BOT = {"__typename": "Bot", "login": "github-actions"}
STRANGER = {"__typename": "User", "login": "stranger"}
ADDED = ("addLabelsToLabelable", {"labelableId": "I_7", "labelIds": ["LA_new"]})


def event(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "events" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def comment(body: str, author: dict[str, str] | None = STRANGER, **more: Any) -> dict[str, Any]:
    return {"id": "IC_9", "body": body, "author": author, **more}


def page(*comments: dict[str, Any], label: bool = False, following: str | None = None) -> dict[str, Any]:
    """What GitHub answers when it is asked for a thread."""
    known = {"label": {"id": "LA_known"} if label else None}
    told = {"hasNextPage": following is not None, "endCursor": following}
    node = {"repository": known, "comments": {"pageInfo": told, "nodes": list(comments)}}
    return {"data": {"viewer": {"login": "github-actions[bot]"}, "node": node}}


def answers(*pages: tuple[str, dict[str, Any]], thread: dict[str, Any] | None = None) -> list[Any]:
    return [
        *pages,
        ("query($id", thread or page()),
        ("/labels", {"node_id": "LA_new"}),
        ("mutation(", {"data": {}}),
    ]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the action; what was run before in the same way is not run again."""
    known: dict[str, Ran] = {}

    def ran(
        said: str | dict[str, Any],
        inputs: dict[str, str] | None = None,
        replies: list[Any] | None = None,
        **environ: str,
    ) -> Ran:
        asked = (event(said) if isinstance(said, str) else said, inputs or {}, replies or answers(), environ)
        key = json.dumps(asked)
        if key not in known:
            known[key] = simulated_runner.run_action(tmp_path_factory.mktemp("action"), *asked)
        return known[key]

    return ran


# -- an accused contact


def test_a_fake_number_gets_a_label_and_one_comment(run: Run) -> None:
    done = run("issue_opened")
    assert done.asked == [
        ("read", {"id": "I_7", "label": LABEL, "after": None}),
        (
            "repos/octo/wallet/labels",
            {
                "name": LABEL,
                "color": "d93f0b",
                "description": "Holds contacts that pose as a platform's support",
            },
        ),
        ADDED,
        ("addComment", {"subjectId": "I_7", "body": done.comment}),
    ]
    assert (done.code, done.outputs) == (0, {"verdict": "impostor", "found": "1"})


def test_the_comment_begins_with_its_marker_and_names_the_contact(run: Run) -> None:
    said = run("issue_opened").comment
    assert said.startswith(f"{MARKER}\n") and FAKE in said


def test_a_label_that_exists_is_not_made_again(run: Run) -> None:
    done = run("issue_opened", replies=answers(thread=page(label=True)))
    assert [what for what, _ in done.asked] == ["read", "addLabelsToLabelable", "addComment"]
    assert done.asked[1][1]["labelIds"] == ["LA_known"]


def test_a_label_that_the_thread_bears_is_not_added_again(run: Run) -> None:
    assert [what for what, _ in run("issue_edited").asked] == ["read", "addComment"]


@pytest.mark.parametrize(
    ("name", "thread", "verb"),
    [
        ("comment_created", {"subjectId": "I_7"}, "addComment"),
        ("comment_with_a_stolen_marker", {"subjectId": "I_7"}, "addComment"),
        ("pull_request_opened", {"subjectId": "PR_7"}, "addComment"),
        ("discussion_created", {"discussionId": "D_7"}, "addDiscussionComment"),
        ("discussion_comment_created", {"discussionId": "D_7"}, "addDiscussionComment"),
    ],
)
def test_every_kind_of_thread_is_answered(name: str, thread: dict[str, str], verb: str, run: Run) -> None:
    done = run(name)
    assert done.asked[-1] == (verb, {**thread, "body": done.comment})
    assert FAKE in done.comment and OTHER_FAKE not in done.comment


# -- the comment that is already there


def test_the_earlier_comment_is_changed_rather_than_repeated(run: Run) -> None:
    done = run("issue_edited", replies=answers(thread=page(comment(f"{MARKER}\n{OTHER_FAKE}", BOT))))
    assert done.asked[-1] == ("updateIssueComment", {"id": "IC_9", "body": done.comment})
    assert OTHER_FAKE not in done.comment


def test_the_earlier_comment_is_changed_in_a_discussion(run: Run) -> None:
    thread = page(comment(f"{MARKER}\n", BOT, replies={"nodes": []}))
    done = run("discussion_created", replies=answers(thread=thread))
    assert done.asked[-1] == ("updateDiscussionComment", {"commentId": "IC_9", "body": done.comment})


def test_the_earlier_comment_is_found_on_a_later_page(run: Run) -> None:
    first = page(comment("hello"), following="C1")
    second = ('"after": "C1"', page(comment(f"{MARKER}\n", BOT)))
    done = run("issue_edited", replies=answers(second, thread=first))
    assert [what for what, _ in done.asked] == ["read", "read", "updateIssueComment"]


def test_nothing_new_is_nothing_to_do(run: Run) -> None:
    """Not even the label comes back, which somebody may have removed."""
    there = comment(run("issue_opened").comment.replace("\n", "\r\n").rstrip(), BOT)
    assert [what for what, _ in run("issue_opened", replies=answers(thread=page(there))).asked] == ["read"]


@pytest.mark.parametrize(
    "author", [STRANGER, {"__typename": "User", "login": "github-actions"}, None], ids=str
)
def test_a_comment_of_somebody_else_is_never_changed(author: dict[str, str] | None, run: Run) -> None:
    """Whatever marker stands in it."""
    done = run("issue_edited", replies=answers(thread=page(comment(f"{MARKER}\nhello", author))))
    assert [what for what, _ in done.asked] == ["read", "addComment"]


@pytest.mark.parametrize(
    "other",
    [comment(f"Coinbase support {OTHER_FAKE}"), comment("", replies={"nodes": [{"body": OTHER_FAKE}]})],
)
def test_the_one_comment_speaks_of_the_whole_thread(other: dict[str, Any], run: Run) -> None:
    """Else a second fake would make the warning of the first one vanish."""
    done = run("discussion_comment_created", replies=answers(thread=page(other)))
    assert FAKE in done.comment and OTHER_FAKE in done.comment


# -- what is left in peace


@pytest.mark.parametrize(
    "name",
    [
        "issue_clean",
        "issue_without_body",
        "issue_edited_to_clean",
        "issue_unlabeled",
        "comment_clean_below_a_fake",
        "comment_by_the_bot",
        "comment_by_our_account",
        "comment_deleted",
        "push",
    ],
)
def test_nothing_is_asked_of_github_without_a_reason(name: str, run: Run) -> None:
    done = run(name)
    assert (done.calls, done.code, done.outputs) == ([], 0, {"verdict": "none", "found": "0"})
    assert done.summary.startswith("### contactfinder: none, 0 accused\n")


def test_verdicts_that_do_not_count_are_told_but_not_acted_on(run: Run) -> None:
    done = run("issue_opened", {"fail-on": "lookalike"})
    assert (done.calls, done.outputs) == ([], {"verdict": "impostor", "found": "0"})


# -- inputs


@pytest.mark.parametrize("said", ["true", "no", ""])
def test_a_dry_run_asks_nothing_of_github(said: str, run: Run) -> None:
    """Nor does anything else than a plain `false`."""
    done = run("issue_opened", {"dry-run": said})
    assert (done.calls, done.code, done.outputs["found"]) == ([], 0, "1")
    assert FAKE in done.summary and f"Would add the label `{LABEL}`." in done.summary


def test_the_summary_has_the_report_and_what_was_done(run: Run) -> None:
    done = run("issue_opened")
    assert done.comment in done.summary
    assert done.summary.endswith(f"- Added the label `{LABEL}`.\n- Wrote this comment.\n\n")


def test_the_comment_may_be_unwanted(run: Run) -> None:
    assert [what for what, _ in run("issue_opened", {"comment": "false"}).asked][1:] == [
        "repos/octo/wallet/labels",
        "addLabelsToLabelable",
    ]


def test_the_label_may_be_unwanted(run: Run) -> None:
    assert [what for what, _ in run("issue_opened", {"label": ""}).asked] == ["read", "addComment"]


def test_a_country_reads_numbers_without_its_code(run: Run) -> None:
    said = event("issue_opened")
    said["issue"]["body"] = "Coinbase support, call 206 806 3886"
    assert run(said, {"country": "US"}).outputs["verdict"] == "impostor"


# -- failures


@pytest.mark.parametrize(
    "inputs", [{"fail-on": "bad"}, {"fail-on": ""}, {"country": "Atlantis"}, {"country": "--help"}]
)
def test_an_input_without_a_meaning_fails_the_step(inputs: dict[str, str], run: Run) -> None:
    done = run("issue_opened", inputs)
    assert (done.code, done.calls, done.outputs["verdict"]) == (2, [], "")
    assert "Traceback" not in done.log


def test_an_unusable_registry_fails_the_step(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "contactfinder" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('registry = "/nowhere"\n', encoding="utf-8")
    done = run("issue_opened", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert (done.code, done.calls) == (5, [])


def test_a_refusal_fails_the_step_and_says_what_may_be_missing(run: Run) -> None:
    """The answer is in the outputs and in the summary by then."""
    done = run("issue_opened", replies=[("query($id", {"message": "no"})])
    assert (done.code, done.outputs["verdict"]) == (1, "impostor")
    assert "issues: write" in done.log and FAKE in done.summary


def test_what_github_says_on_refusal_is_no_command_to_the_runner(run: Run) -> None:
    log = run("issue_opened", replies=[("query($id", {"message": "no"})]).log
    assert [line for line in log.splitlines() if line.startswith("::")] == []


# -- hostile posts


@pytest.fixture
def hostile(run: Run) -> Ran:
    """The longest post that GitHub takes, with everything in it that a shell, a runner or Markdown would obey."""
    said = event("hostile")
    said["issue"]["body"] += "$(touch pwned) @everyone\n" * 2400
    assert 60_000 < len(said["issue"]["body"]) < 65_536
    return run(said)


def test_nothing_that_a_post_says_is_run(hostile: Ran) -> None:
    assert list(hostile.folder.rglob("pwned")) == []
    assert hostile.code == 0


def test_a_post_cannot_set_outputs(hostile: Ran) -> None:
    assert hostile.output_lines == ["verdict=impostor", "found=4"]


def test_a_post_cannot_give_commands_to_the_runner(hostile: Ran) -> None:
    assert re.findall(r"^\s*::|##\[", hostile.log + hostile.summary, re.MULTILINE) == []


def test_a_post_calls_nobody_through_the_comment(hostile: Ran) -> None:
    assert re.findall(r"@\w|#\d|<img|javascript:", hostile.comment) == []
    assert FAKE in hostile.comment


def test_the_post_reaches_no_command_line(hostile: Ran) -> None:
    assert {tuple(call["arguments"]) for call in hostile.calls} == {
        ("api", "--method", "POST", path, "--input", "-") for path in ("graphql", "repos/octo/wallet/labels")
    }


def test_the_token_is_given_to_gh_and_shown_nowhere(hostile: Ran) -> None:
    assert {call["token"] for call in hostile.calls} == {TOKEN}
    assert TOKEN not in hostile.log + hostile.summary + hostile.comment


# -- what it can do at all


def test_it_has_no_verb_that_takes_anything_away() -> None:
    """These, one label made, and reading, are all that it can ask for."""
    text = (ROOT / "action" / "answer.py").read_text(encoding="utf-8")
    verbs = set(re.findall(r'"((?:add|update|create|delete|remove|close|lock|minimize|hide)[A-Z]\w+)"', text))
    assert verbs == {
        "addLabelsToLabelable",
        "addComment",
        "updateIssueComment",
        "addDiscussionComment",
        "updateDiscussionComment",
    }
    assert re.findall(r"""--method\W+(\w+)|["'](?:DELETE|PATCH|PUT)""", text) == ["POST"]


def test_what_is_written_twice_is_the_same(script: Callable[[str], ModuleType]) -> None:
    module = script("action/answer.py")
    assert module.MARKER == MARKER
    assert sorted(module.VERDICTS) == sorted(Status)
    seriousness = [(1, 3, 4, 0).index(EXIT_CODES[Status(verdict)]) for verdict in module.VERDICTS]
    assert seriousness == sorted(seriousness)


def test_the_verdicts_that_count_by_default_are_those_that_accuse() -> None:
    accusing = [status.value for status in Status if EXIT_CODES[status] == 1]
    assert sorted(ACTION["inputs"]["fail-on"]["default"].split(",")) == sorted(accusing)


def test_no_expression_stands_in_a_script() -> None:
    assert [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]] == []


# -- installation


def test_the_package_is_installed_from_the_checkout_of_the_action(run: Run, tmp_path: Path) -> None:
    python = tmp_path / "python 3"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/installed"\n'
        'if [ "$3" = venv ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python"; fi\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    done = run("issue_opened", {"python": str(python)}, CONTACTFINDER_PYTHON="")
    assert (tmp_path / "installed").read_text(encoding="utf-8").splitlines() == [
        f"-I -m venv {done.folder}/temp/contactfinder/venv",
        f"-I -m pip install --quiet --disable-pip-version-check {ROOT}",
        f"-I {ROOT}/action/answer.py",
    ]
