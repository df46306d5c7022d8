"""Answers one event of GitHub: scans the post it is about, and says below it which contacts are not genuine.

It adds one label and writes one comment. Nothing here can delete, hide, close or lock anything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

Values = dict[str, Any]

MARKER = "<!-- contactfinder -->"  # with which every comment of ours begins
READ_AFTER = (
    "opened",
    "created",
    "edited",
)  # a label that somebody removes is no reason to read a post again
OUR_PEOPLE = ("OWNER", "MEMBER", "COLLABORATOR")
ANSWERS = (0, 1, 3, 4)  # exit codes of `scan` that are answers
VERDICTS = (  # the most serious first
    *("impostor", "lookalike", "contradicted"),
    *("unknown", "unconfirmed", "corroborated", "official-domain", "invalid", "official"),
)
NEW_LABEL = {"color": "d93f0b", "description": "Holds contacts that pose as a platform's support"}
VERBS = {  # in a discussion or not, changed or new: what does it, and how it calls the id
    (False, False): ("addComment", "subjectId"),
    (False, True): ("updateIssueComment", "id"),
    (True, False): ("addDiscussionComment", "discussionId"),
    (True, True): ("updateDiscussionComment", "commentId"),
}
PERMISSIONS = "issues: write, pull-requests: write and discussions: write, each where it is used"

THREAD = """
query($id: ID!, $label: String!, $after: String) {
  viewer { login }
  node(id: $id) {
    ... on Issue {
      repository { label(name: $label) { id } }
      comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...post } }
    }
    ... on PullRequest {
      repository { label(name: $label) { id } }
      comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...post } }
    }
    ... on Discussion {
      repository { label(name: $label) { id } }
      comments(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { ...post replies(first: 100) { nodes { body } } }
      }
    }
  }
}
fragment post on Comment { id body author { __typename login } }
"""


class Wanted(NamedTuple):
    """What the workflow asks for."""

    fail_on: str
    label: str
    comment: bool
    dry_run: bool
    country: str


class Report(NamedTuple):
    """What a scan says: the contacts that count, the most serious verdict, and the comment, if one is due."""

    accused: frozenset[str]
    worst: str
    comment: str


class Thread(NamedTuple):
    """The thread on GitHub: the id of our label, our earlier comments, and what the others wrote."""

    label: str | None
    ours: list[Values]
    others: list[Values]


def main() -> None:
    """Read the event, say what was found, and act on it."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    wanted = _wanted(os.environ)
    if reason := _not_read(event):
        _tell(Report(frozenset(), "none", ""), f"Not read: {reason}.")
        return
    report = scan(_post(event), wanted)
    _tell(report, report.comment or "No contact of which the registry says that it is not genuine.")
    if report.accused:
        _summarise("\n".join(f"- {done}" for done in _acts(event, report, wanted)))


def _wanted(environ: Mapping[str, str]) -> Wanted:
    return Wanted(
        environ["INPUT_FAIL_ON"],
        environ["INPUT_LABEL"].strip(),
        environ["INPUT_COMMENT"].strip().lower() == "true",
        environ["INPUT_DRY_RUN"].strip().lower() != "false",
        environ["INPUT_COUNTRY"].strip(),
    )


# -- the event


def _not_read(event: Values) -> str:
    """Why the event is none to read; empty when it is one."""
    if not _thread(event):
        return "the event is about no issue, pull request or discussion"
    if event.get("action") not in READ_AFTER:
        return "nothing was written in this event"
    return "a program wrote it" if _is_from_a_program(event) else ""


def _is_from_a_program(event: Values) -> bool:
    """Whether a bot wrote the post, or the account whose token this is. The marker in a stranger's post protects nobody."""
    comment = event.get("comment") or {}
    marked = (comment.get("body") or "").lstrip().startswith(MARKER)
    sender = event.get("sender") or {}
    return str(sender.get("login")).endswith("[bot]") or (
        marked and comment.get("author_association") in OUR_PEOPLE
    )


def _thread(event: Values) -> Values:
    """The issue, pull request or discussion."""
    found = event.get("issue") or event.get("pull_request") or event.get("discussion")
    return found if isinstance(found, dict) else {}


def _post(event: Values) -> Values:
    """What was written: the comment, or else the post at the head of the thread."""
    return event.get("comment") or _thread(event)


# -- the scan


def scan(post: Values, wanted: Wanted) -> Report:
    """What contactfinder says of a post. Raises SystemExit when that is no answer."""
    comment = comment_on([post], wanted, "post")
    findings = _run("--json", "post.jsonl", "post.json", wanted)
    # Not `splitlines`: it also breaks at signs that may stand inside of JSON.
    return _report([json.loads(line) for line in findings.split("\n") if line], comment, wanted)


def comment_on(posts: list[Values], wanted: Wanted, name: str) -> str:
    """The comment that posts need; empty when they need none. Raises SystemExit when that cannot be told."""
    source = _folder() / f"{name}.json"
    source.write_text(json.dumps([{k: post.get(k) for k in ("title", "body")} for post in posts]), "utf-8")
    return _run("--output=markdown", f"{name}.md", source.name, wanted)


def _run(form: str, target: str, source: str, wanted: Wanted) -> str:
    """Scan a file into another one."""
    country = [f"--country={wanted.country}"] if wanted.country else []
    asked = ["scan", "--format=github", f"--fail-on={wanted.fail_on}", *country, form]
    command = [
        sys.executable,
        "-I",
        "-X",
        "utf8",
        "-m",
        "contactfinder",
        *asked,
        "--",
        str(_folder() / source),
    ]
    with (_folder() / target).open("wb") as file:
        code = subprocess.run(command, stdout=file, check=False).returncode  # noqa: S603 - no shell
    if code not in ANSWERS:
        raise SystemExit(code)  # standard error says why
    return (_folder() / target).read_text(encoding="utf-8")


def _folder() -> Path:
    """Where files of ours lie until the job ends."""
    folder = Path(os.environ["RUNNER_TEMP"], "contactfinder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _report(findings: list[Values], comment: str, wanted: Wanted) -> Report:
    counted = {name.strip() for name in wanted.fail_on.split(",")}
    seen = {found["verdict"] for found in findings}
    accused = frozenset(found["contact"] for found in findings if found["verdict"] in counted)
    return Report(accused, next((verdict for verdict in VERDICTS if verdict in seen), "none"), comment)


# -- what is done


def _acts(event: Values, report: Report, wanted: Wanted) -> list[str]:
    """Label and comment, as far as they are wanted and missing. Gives what was done, in words."""
    head = _thread(event)
    labels = {label["name"].lower() for label in head.get("labels") or ()}
    label = "" if wanted.label.lower() in labels else wanted.label
    if wanted.dry_run:
        return _rehearsed(label, wanted.comment and bool(report.comment))
    thread = _read(head["node_id"], label)
    comment = comment_on([head, *thread.others, _post(event)], wanted, "thread")
    if thread.ours and _same(thread.ours[0]["body"], comment):
        return ["The earlier comment says all of this: nothing to do."]
    said = [_add_label(head["node_id"], thread.label, label)] if label else []
    is_due = wanted.comment and comment
    return [*said, _write("discussion" in event, head["node_id"], thread, comment)] if is_due else said


def _rehearsed(label: str, comment: bool) -> list[str]:
    would = ["Dry run: nothing was changed."]
    would += [f"Would add the label `{label}`."] if label else []
    return would + ["Would write this comment, or change the earlier one."] * comment


def _read(thread: str, label: str) -> Thread:
    """The thread with all its comments, as one comment speaks of all of them."""
    found, page = Thread(None, [], []), {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        data = graphql(THREAD, id=thread, label=label, after=page["endCursor"])
        node = data["node"]
        page = node["comments"]["pageInfo"]
        for comment in node["comments"]["nodes"]:
            is_ours = comment["body"].startswith(MARKER) and _login(comment) == data["viewer"]["login"]
            (found.ours if is_ours else found.others).append(comment)
            found.others.extend((comment.get("replies") or {}).get("nodes") or ())
        found = found._replace(label=(node["repository"]["label"] or {}).get("id"))
    return found


def _login(comment: Values) -> str:
    """The account as `viewer` names it; the author of a comment lacks the ending that tells bots from people."""
    author = comment["author"] or {"__typename": "", "login": ""}  # the account was deleted
    return f"{author['login']}{'[bot]' if author['__typename'] == 'Bot' else ''}"


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()  # GitHub may keep other line ends


def _add_label(thread: str, known: str | None, name: str) -> str:
    """Add the label, which is made if it is missing."""
    made = (
        known or gh(f"repos/{os.environ['GITHUB_REPOSITORY']}/labels", {"name": name, **NEW_LABEL})["node_id"]
    )
    _change("addLabelsToLabelable", labelableId=thread, labelIds=[made])
    return f"Added the label `{name}`."


def _write(in_discussion: bool, head: str, thread: Thread, body: str) -> str:
    """Change our comment, or write it if there is none."""
    earlier = thread.ours[0]["id"] if thread.ours else ""
    verb, named = VERBS[in_discussion, bool(earlier)]
    _change(verb, body=body, **{named: earlier or head})
    return "Changed the earlier comment." if earlier else "Wrote this comment."


# -- GitHub


def _change(verb: str, **values: str | list[str]) -> None:
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    graphql(f"mutation($input: {kind}!) {{ {verb}(input: $input) {{ clientMutationId }} }}", input=values)


def graphql(query: str, **variables: Any) -> Values:
    """The data that a query gives."""
    data: Values = gh("graphql", {"query": query, "variables": variables})["data"]
    return data


def gh(path: str, body: Values) -> Values:
    """Post to GitHub's interface; what people wrote goes in by standard input. Raises SystemExit when it is refused."""
    command = ["gh", "api", "--method", "POST", path, "--input", "-"]
    done = subprocess.run(command, input=json.dumps(body).encode(), capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = json.dumps(done.stderr.decode("utf-8", "replace"))[
            :400
        ]  # on one line, so that it is no command
        sys.exit(
            f"contactfinder: GitHub refused {path}: {said} May the token do that? It needs {PERMISSIONS}."
        )
    answer: Values = json.loads(done.stdout)
    return answer


# -- the job


def _tell(report: Report, text: str) -> None:
    """Outputs and summary."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.write(f"verdict={report.worst}\nfound={len(report.accused)}\n")
    _summarise(f"### contactfinder: {report.worst}, {len(report.accused)} accused\n\n{text}")


def _summarise(text: str) -> None:
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n\n")


if __name__ == "__main__":
    main()
