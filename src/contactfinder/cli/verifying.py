"""`verify`: claims from the command line, each answered at length, or from a pipe, each answered on a line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.errors import SEVERITY, ExitCode, UnreadableContact, UsageError
from contactfinder.verify import EXIT_CODES, Status, verify

if TYPE_CHECKING:
    from contactfinder.cli.session import Session
    from contactfinder.stream.formats import Form
    from contactfinder.stream.jobs import Answering
    from contactfinder.stream.question import Look, Question
    from contactfinder.stream.report import Report

PIPE = "-"


class Asked(NamedTuple):
    """What is said of all claims, and how those from a pipe come: `jobs` 0 is a process for each core."""

    claimed: str | None = None
    incoming: bool = False
    form: str | None = None
    field: str | None = None
    name: str | None = None
    jobs: int | None = None


def answer(session: Session, claims: list[str], asked: Asked) -> ExitCode:
    """Answer every claim and give the most serious exit code. Raises UnreadableContact when there is none."""
    if PIPE not in claims:
        _refuse_options_of_streams(asked)
    codes = {code for claim in claims for code in _answered(session, claim, asked)}
    if not codes:
        raise UnreadableContact("contact-empty")  # an empty pipe must not look like a success
    return most_serious(codes)


def most_serious(codes: Iterable[ExitCode]) -> ExitCode:
    """Over many claims the most serious code wins."""
    seen = set(codes)
    return next(code for code in SEVERITY if code in seen)


def _answered(session: Session, claim: str, asked: Asked) -> Iterator[ExitCode]:
    if claim == PIPE:
        yield from _stream(session, asked)
        return
    verdict = verify(claim, session.index, session.settings.country, asked.claimed, incoming=asked.incoming)
    instead = session.instead(verdict)
    session.show(
        lambda m: m.verdict(session.index, verdict, instead),
        lambda screen: screen.verdict(verdict, instead, session.now.date()),
    )
    yield EXIT_CODES[verdict.status]


def _refuse_options_of_streams(asked: Asked) -> None:
    options = {"--format": asked.form, "--field": asked.field, "--id": asked.name, "--jobs": asked.jobs}
    for option, value in options.items():
        if value is not None:
            raise UsageError("only-for-streams", value=option)


# -- from a pipe


def _stream(session: Session, asked: Asked) -> Iterator[ExitCode]:
    """Answer the lines of standard input. Raises UsageError when it is closed."""
    from contactfinder.stream.report import Report
    from contactfinder.stream.source import in_bytes, pieces

    file = in_bytes(sys.stdin)
    if file is None:
        raise UsageError("missing", value=PIPE)
    question = _question(session, asked)
    report = Report(session.settings.lang)
    try:
        with _answering(question, asked.jobs, report) as answering:
            for batch in question.form.batches(pieces(file, answering.finish)):
                answering.put(batch)
            answering.finish()
    except KeyboardInterrupt:
        report.end()
        raise
    report.end()
    yield from {EXIT_CODES[Status(word)] for word in report.counts if word in set(Status)}


def _question(session: Session, asked: Asked) -> Question:
    from contactfinder.stream.question import Question

    return Question(
        session.finder,
        _form(asked),
        None if session.as_json else _look(session.settings.lang),
        session.now,
        session.settings.country,
        session.settings.languages,
        asked.claimed,
        asked.incoming,
    )


def _form(asked: Asked) -> Form:
    from contactfinder.stream.formats import ID, JsonLines, Lines
    from contactfinder.stream.table import Csv

    match asked.form:
        case "csv":
            return Csv(asked.field, asked.name)
        case "jsonl":
            if asked.field is None:
                raise UsageError("missing", value="--field")
            return JsonLines(asked.field, asked.name or ID)
    for option, value in (("--field", asked.field), ("--id", asked.name)):
        if value is not None:
            raise UsageError("only-with-format", value=option)
    return Lines()


def _look(language: str) -> Look:
    from contactfinder.render.rows import colours_of, width_of
    from contactfinder.stream.question import Look

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return Look(language, encoding, width_of(sys.stdout), colours_of(sys.stdout))


def _answering(question: Question, jobs: int | None, report: Report) -> Answering:
    from contactfinder.stream.jobs import Here, Processes
    from contactfinder.stream.workers import wanted

    several = wanted(jobs)
    return Processes(question, report.take, several) if several > 1 else Here(question.answers, report.take)
