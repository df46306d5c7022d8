"""Answers to authors as data: JSON of one object each, and problems as SARIF. Always in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contactfinder import __version__
from contactfinder.registry.coverage import totals
from contactfinder.render.machine import dumped, envelope
from contactfinder.render.sarif import SCHEMA, inert, uri
from contactfinder.render.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contactfinder.registry.ages import Stale
    from contactfinder.registry.changes import Change
    from contactfinder.registry.coverage import Row
    from contactfinder.registry.index import Index
    from contactfinder.registry.source import Problem
    from contactfinder.render.outputs import (
        BuildOut,
        ChangeOut,
        CheckOut,
        CoverageOut,
        DiffOut,
        FmtOut,
        NewOut,
        ProblemOut,
        StaleOut,
        StatsOut,
    )


def stats(index: Index, found: Sequence[Row], ages: Mapping[str, int], by_platform: bool) -> StatsOut:
    """The answer to `registry stats`."""
    counts: Any = {**envelope(index), **index.counts(), "by_age": dict(ages), "coverage": totals(found)}
    if by_platform:
        counts["by_platform"] = [_coverage(row) for row in found]
    output: StatsOut = counts
    return output


def _coverage(row: Row) -> CoverageOut:
    known = {kind: state.value for kind, state in row.known.items()}
    fields: Any = {**row._asdict(), "known": known}
    output: CoverageOut = fields
    return output


def check(problems: Sequence[Problem], platforms: int, rules: int) -> CheckOut:
    """The answer to `registry check`."""
    english = Words("en")
    return {
        **envelope(None),
        "problems": [problem(p, english) for p in problems],
        "platforms": platforms,
        "rules": rules,
    }


def problem(found: Problem, english: Words) -> ProblemOut:
    """One problem with its sentence."""
    message = english(f"problem.{found.rule}.{found.case}", **found.values)
    fields: Any = {**found._asdict(), "message": message}
    output: ProblemOut = fields
    return output


def check_sarif(problems: Sequence[tuple[Path, Problem]], rules: Mapping[str, str]) -> str:
    """The same as SARIF 2.1.0; `rules` say by name what each protects."""
    english, places = Words("en"), {name: place for place, name in enumerate(rules)}
    driver = {
        "name": "contactfinder registry check",
        "version": __version__,
        "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in rules.items()],
    }
    results = [_result(root, found, english, places) for root, found in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(root: Path, found: Problem, english: Words, places: Mapping[str, int]) -> dict[str, Any]:
    location = {
        "artifactLocation": {"uri": uri((root / found.file).as_posix())},
        "region": {"startLine": found.line, "startColumn": found.column},
    }
    return {
        "ruleId": found.rule,
        "ruleIndex": places[found.rule],
        "level": "error",
        "message": {"text": inert(problem(found, english)["message"])},
        "locations": [{"physicalLocation": location}],
    }


def build(index: Index, path: Path) -> BuildOut:
    """The answer to `registry build`."""
    return {**envelope(index), "path": str(path), "platforms": index.counts()["platforms"]}


def fmt(changed: Sequence[Path], count: int) -> FmtOut:
    """The answer to `registry fmt`."""
    return {**envelope(None), "changed": [path.as_posix() for path in changed], "files": count}


def new(path: Path, problems: Sequence[Problem], rooted: Sequence[str]) -> NewOut:
    """The answer to `registry new`."""
    english = Words("en")
    found = [problem(p, english) for p in problems]
    return {**envelope(None), "path": path.as_posix(), "problems": found, "rooted": list(rooted)}


def stale(index: Index | None, found: Sequence[Stale], days: int) -> StaleOut:
    """The answer to `registry stale`."""
    facts: Any = [fact._asdict() for fact in found]
    return {**envelope(index), "days": days, "facts": facts}


def diff(found: Sequence[Change]) -> DiffOut:
    """The answer to `registry diff`."""
    return {**envelope(None), "changes": [_change(change) for change in found]}


def _change(change: Change) -> ChangeOut:
    fact = change.fact
    return {
        "change": change.sort.value,
        "platform": fact.platform or None,
        "section": fact.section,
        "kind": fact.kind,
        "value": fact.value or None,
        "trust": fact.trust,
        "before": change.before,
        "fields": list(change.fields),
        "sources": list(change.sources),
        "needs_two": change.needs_two,
    }
