"""`prepare`: details for the message, from options or asked for one after the other on a terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from contactfinder.errors import UsageError

if TYPE_CHECKING:
    from contactfinder.cli.session import Session
    from contactfinder.guidance.preparing import Detail
    from contactfinder.registry.occasions import Issue


def fields_of(options: list[str]) -> dict[str, str]:
    """NAME=VALUE, each once; the last one counts. Raises UsageError for what has another form.

    What is no name of a detail is never repeated in an error: it may be a secret.
    """
    found = {}
    for option in options:
        name, sign, value = option.partition("=")
        name = name.strip().lower()
        if not sign or not re.fullmatch("[a-z-]{1,30}", name):
            raise UsageError("bad-field")
        found[name] = value
    return found


def asked(session: Session, platform: str, issue: Issue) -> dict[str, str]:
    """What the user enters, where there is somebody to ask: nothing behind a pipe and with --json."""
    if session.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return {}
    details = session.finder.details(platform, issue)
    if reconfigure := getattr(sys.stdin, "reconfigure", None):  # what cannot be read is shown as codes
        reconfigure(errors="backslashreplace")
    session.guide.say("prepare.enter")
    found: dict[str, str] = {}
    try:
        for detail in details:
            if value := _entered(session, detail):
                found[detail.id] = value
    except EOFError:  # Ctrl-D: that was all
        session.guide.enough()
    return found


def _entered(session: Session, detail: Detail) -> str:
    """One detail; asked again when what was entered may not be sent. Raises EOFError, KeyboardInterrupt."""
    from contactfinder.guidance.preparing import checked

    while True:
        session.guide.question(detail)
        try:
            return checked(detail, input("> "))
        except UsageError as error:
            session.guide.error(error.code, error.values)
