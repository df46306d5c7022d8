"""`verify`: claims from the command line or from a pipe, one answer each, in their order."""

import sys
from collections.abc import Iterable, Iterator

from contactfinder.cli.session import Session
from contactfinder.errors import SEVERITY, ExitCode, UnreadableContact, UsageError
from contactfinder.guidance import Ranked
from contactfinder.verify import EXIT_CODES, Verdict, verify


def answer(session: Session, claims: list[str], claimed: str | None) -> Iterator[ExitCode]:
    """Answer every claim as it comes and give the exit code of each."""
    for line, claim in _some(_claims(claims)):
        verdict = verify(claim, session.index, session.settings.country, claimed)
        instead = [] if EXIT_CODES[verdict.status] is ExitCode.OK else session.instead(verdict)
        _show(session, verdict, instead, line)
        yield EXIT_CODES[verdict.status]


def _show(session: Session, verdict: Verdict, instead: list[Ranked], line: int | None) -> None:
    session.show(
        lambda m: m.verdict(session.index, verdict, instead, line),
        lambda screen: screen.verdict(verdict, instead, session.now.date()),
    )


def _some(claims: Iterator[tuple[int | None, str]]) -> Iterator[tuple[int | None, str]]:
    """The same claims; none at all, as from an empty pipe, is an error and not a silent success."""
    first = next(claims, None)
    if first is None:
        raise UnreadableContact("contact-empty")
    yield first
    yield from claims


def _claims(claims: list[str]) -> Iterator[tuple[int | None, str]]:
    for claim in claims:
        if claim == "-":
            yield from _lines()
        else:
            yield None, claim


def _lines() -> Iterator[tuple[int, str]]:
    """The lines of standard input, numbered; empty ones are no claims, undecodable bytes are kept visible."""
    if sys.stdin is None:
        raise UsageError("missing", value="-")
    for number, raw in enumerate(getattr(sys.stdin, "buffer", sys.stdin), 1):
        text = raw.decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw
        if text.strip():
            yield number, text.rstrip("\r\n")


def most_serious(codes: Iterable[ExitCode]) -> ExitCode:
    """Over many claims the most serious code wins."""
    seen = set(codes)
    return next(code for code in SEVERITY if code in seen)
