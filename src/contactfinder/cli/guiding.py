"""The commands that guide: `unreachable`, `prepare`, `emergency`, `compare`. The whole program is complete with this module."""

from enum import StrEnum
from typing import Annotated

import typer

from contactfinder.cli.app import (
    At,
    Country,
    Json,
    Lang,
    Languages,
    Platform,
    Registry,
    app,
    moment,
    session_of,
)
from contactfinder.cli.settings import Options
from contactfinder.errors import ExitCode
from contactfinder.registry.occasions import SAYABLE, Issue


class Layout(StrEnum):
    """How a preparation is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"


@app.command("unreachable", help="help.unreachable")
def unreachable_command(
    context: typer.Context,
    platform: Platform,
    channel: Annotated[str, typer.Argument(help="help.argument.channel", metavar="CHANNEL")],
    issue: Annotated[Issue | None, typer.Option("--issue", help="help.option.issue", metavar="ISSUE")] = None,
    language: Languages = None,
    country: Country = None,
    at: At = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """The way out of a dead line."""
    session = session_of(context, as_json, Options(lang, tuple(language or ()), country, registry))
    user = session.user(moment(at, session.zone))
    outcomes = session.outcomes(platform)
    found = session.finder.unreachable(platform, channel, issue=issue, outcomes=outcomes, **user)
    session.guided(lambda: session.finder.to_json(found), lambda guide: guide.unreachable(found))


@app.command("prepare", help="help.prepare")
def prepare_command(
    context: typer.Context,
    platform: Platform,
    issue: Annotated[Issue, typer.Option("--issue", help="help.option.issue-needed", metavar="ISSUE")],
    field: Annotated[
        list[str] | None, typer.Option("--field", help="help.option.detail", metavar="NAME=VALUE")
    ] = None,
    language: Languages = None,
    country: Country = None,
    at: At = None,
    layout: Annotated[
        Layout, typer.Option("--format", help="help.option.layout", metavar="FORMAT")
    ] = Layout.TEXT,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Checklist and message."""
    from contactfinder.cli.asking import asked, fields_of

    session = session_of(context, as_json, Options(lang, tuple(language or ()), country, registry))
    given = fields_of(field) if field else asked(session, platform, issue)
    user = session.user(moment(at, session.zone))
    found = session.finder.prepare(platform, issue, fields=given, **user)
    session.guided(
        lambda: session.finder.to_json(found),
        lambda guide: guide.preparation(found, as_markdown=layout is Layout.MARKDOWN),
    )


@app.command("emergency", help="help.emergency")
def emergency_command(
    context: typer.Context,
    platform: Annotated[
        str | None, typer.Argument(help="help.argument.perhaps-platform", metavar="[PLATFORM]")
    ] = None,
    leaked: Annotated[
        list[str] | None,
        typer.Option(
            "--leaked",
            help="help.option.leaked",
            metavar="WHAT",
            autocompletion=lambda: [leak.value for leak in SAYABLE],
        ),
    ] = None,
    language: Languages = None,
    country: Country = None,
    at: At = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """First steps."""
    session = session_of(context, as_json, Options(lang, tuple(language or ()), country, registry))
    found = session.finder.emergency(platform, leaked or (), **session.user(moment(at, session.zone)))
    session.guided(lambda: session.finder.to_json(found), lambda guide: guide.emergency(found))
    if found.name is not None and found.platform is None:
        raise typer.Exit(ExitCode.NOT_CONFIRMED)


@app.command("compare", help="help.compare")
def compare_command(
    context: typer.Context,
    platforms: Annotated[list[str], typer.Argument(help="help.argument.platforms", metavar="PLATFORM...")],
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Support side by side."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    found = session.finder.compare(platforms, at=session.now)
    session.guided(lambda: session.finder.to_json(found), lambda guide: guide.comparison(found))
