"""Findings as SARIF 2.1.0, for code hosts and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Always in English."""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote_from_bytes

from contactfinder import __version__
from contactfinder.errors import ExitCode
from contactfinder.render import lines
from contactfinder.render.machine import dumped
from contactfinder.render.words import Words
from contactfinder.verify import EXIT_CODES, Status

if TYPE_CHECKING:
    from contactfinder.scan.finding import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
STDIN = "-"
FINGERPRINT = "contactAndClaim/v1"  # a new version when it is made of something else
_LEVELS = {ExitCode.BAD: "error", ExitCode.OK: "note"}
_HELP = {
    ExitCode.BAD: ("next.bad", "next.report-site"),
    ExitCode.OK: ("verdict.incoming.means",),
    ExitCode.UNREADABLE: ("next.invalid",),
}
_RULES = {status: number for number, status in enumerate(Status)}


class Sarif:
    """Writes one document in pieces, so that no finding has to be kept: `begin`, each `result`, `end`."""

    def __init__(self) -> None:
        self._separator = ""

    def begin(self) -> str:
        """The tool and its rules."""
        head = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run()]}
        return dumped(head).removesuffix("]}]}") + "\n"

    def result(self, source: str, found: Finding) -> str:
        """One finding, on one line."""
        separator, self._separator = self._separator, ",\n"
        return separator + dumped(_result(source, found))

    def end(self) -> str:
        """What closes the document."""
        return "\n]}]}\n"


def _run() -> dict[str, Any]:
    """A run, of which the results come last and are open."""
    rules = [_rule(status) for status in Status]
    driver = {"name": "contactfinder", "version": __version__, "rules": rules}
    return {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": []}


def _rule(status: Status) -> dict[str, Any]:
    words = _english()
    steps = _HELP.get(EXIT_CODES[status], ("next.unsure",))
    return {
        "id": status.value,
        "shortDescription": {"text": words(f"short.{status}").capitalize()},
        "fullDescription": {"text": words(f"verdict.{status}.means")},
        "help": {"text": " ".join(words(step) for step in steps)},
        "defaultConfiguration": {"level": _level(status)},
    }


def _level(status: Status) -> str:
    return _LEVELS.get(EXIT_CODES[status], "warning")


@cache
def _english() -> Words:
    return Words("en")


def _result(source: str, found: Finding) -> dict[str, Any]:
    status = found.verdict.status
    location = {"artifactLocation": {"uri": uri(source)}, "region": _region(found)}
    return {
        "ruleId": status.value,
        "ruleIndex": _RULES[status],
        "level": _level(status),
        "message": {"text": _message(found)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {FINGERPRINT: _fingerprint(found)},
        "properties": {
            "contact": found.contact.value,
            "kind": found.kind.value,
            "claimed_for": _claimed(found) or None,
            "part": found.part or None,
            "disguise": [way.value for way in found.disguise],
            "signals": list(dict.fromkeys(cue.signal.value for cue in found.signals)),
        },
    }


def _message(found: Finding) -> str:
    words = _english()
    verdict = words(f"short.{found.verdict.status}")
    head = words("scan.verdict", contact=lines.contact(found), verdict=verdict)
    said = lines.with_details(head, [*lines.about(found, words), *lines.disguises(found, words)], words)
    return inert(said)


def inert(text: str) -> str:
    """A message in which nothing is a placeholder or a link, as braces and `[text](target)` would be (3.11)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _region(found: Finding) -> dict[str, int]:
    """Where it begins and ends, in lines and columns from 1 and in characters from 0."""
    before, newline, last = found.raw.rpartition("\n")
    breaks = before.count("\n") + bool(newline)
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.line + breaks,
        "endColumn": len(last) + (1 if newline else found.column),
        "charOffset": found.start,
        "charLength": found.end - found.start,
    }


def uri(source: str) -> str:
    """A source as a relative URI; a path that is not relative is one of its own."""
    if source == STDIN:
        return "stdin"
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote_from_bytes(os.fsencode(path.as_posix()))


def _fingerprint(found: Finding) -> str:
    """The same wherever in a text it stands: the contact, whose it is said to be, and how it is written."""
    written = " ".join(normalize("NFKC", found.raw).casefold().split())
    parts = "\0".join((found.contact.value, _claimed(found), written))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _claimed(found: Finding) -> str:
    return found.claimed_for.platform["id"] if found.claimed_for else ""
