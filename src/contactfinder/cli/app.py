"""The commands. Each asks the domain one question; help texts are codes that `boundary` turns into words."""

from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contactfinder.cli.session import Session
from contactfinder.cli.settings import Options
from contactfinder.errors import ExitCode, UsageError
from contactfinder.registry.occasions import Issue

app = typer.Typer(
    help="help.app", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)
registry_app = typer.Typer(help="help.registry", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(registry_app, name="registry")

Json = Annotated[bool, typer.Option("--json", help="help.option.json")]
Lang = Annotated[str | None, typer.Option("--lang", help="help.option.lang", metavar="LANG")]
Registry = Annotated[Path | None, typer.Option("--registry", help="help.option.registry", metavar="DIR")]
Country = Annotated[str | None, typer.Option("--country", help="help.option.country", metavar="CC")]
Jobs = Annotated[int | None, typer.Option("--jobs", help="help.option.jobs", metavar="N", min=0)]
Languages = Annotated[
    list[str] | None, typer.Option("--language", help="help.option.language", metavar="TAG")
]
At = Annotated[str | None, typer.Option("--at", help="help.option.at", metavar="TIME")]
Platform = Annotated[str, typer.Argument(help="help.argument.platform", metavar="PLATFORM")]


class Format(StrEnum):
    """How claims come from a pipe."""

    TEXT = "text"
    CSV = "csv"
    JSONL = "jsonl"


class Output(StrEnum):
    """How findings are written."""

    TEXT = "text"  # for people, with the line around each
    LINE = "line"  # one a line, for hooks
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"
    MARKDOWN = "markdown"  # a comment to post below


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="help.option.version")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """What belongs to no command."""
    context.obj = Options(lang=lang)
    if version:
        session = Session(Options(lang=lang), as_json)
        meta = session.index.meta
        session.show(lambda m: m.envelope(session.index), lambda screen: screen.version(meta))
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise UsageError("missing", value="COMMAND")


def session_of(context: typer.Context, as_json: bool, options: Options) -> Session:
    """The session of a command; what was said before its name counts as well."""
    inherited: Options = context.obj
    outer = context.find_root().params
    return Session(options._replace(lang=options.lang or inherited.lang), as_json or outer["as_json"])


@app.command("lookup", help="help.lookup")
def lookup_command(
    context: typer.Context,
    platform: Platform,
    issue: Annotated[Issue | None, typer.Option("--issue", help="help.option.issue", metavar="ISSUE")] = None,
    language: Languages = None,
    country: Country = None,
    at: At = None,
    tried: Annotated[
        list[str] | None, typer.Option("--tried", help="help.option.tried", metavar="CHANNEL")
    ] = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Ranked channels of one platform."""
    options = Options(lang, tuple(language or ()), country, registry)
    session = session_of(context, as_json, options)
    found = session.lookup(platform, moment(at, session.zone), issue, tried or ())
    session.show(
        lambda m: m.lookup(session.index, found.platform, found.channels, found.advice),
        lambda screen: screen.lookup(*found),
    )


def moment(text: str | None, zone: tzinfo | None) -> datetime | None:
    """A moment without offset is one of the user's own clock."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone()
    except (ValueError, OverflowError):
        raise UsageError("bad-time", value=text) from None


@app.command("verify", help="help.verify")
def verify_command(
    context: typer.Context,
    claims: Annotated[list[str], typer.Argument(help="help.argument.claims", metavar="CLAIM...")],
    claimed: Annotated[str | None, typer.Option("--as", help="help.option.as", metavar="PLATFORM")] = None,
    incoming: Annotated[bool, typer.Option("--incoming", help="help.option.incoming")] = False,
    country: Country = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="help.option.format", metavar="FORMAT")
    ] = None,
    field: Annotated[str | None, typer.Option("--field", help="help.option.field", metavar="NAME")] = None,
    name: Annotated[str | None, typer.Option("--id", help="help.option.id", metavar="NAME")] = None,
    jobs: Jobs = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Verdicts on contacts."""
    from contactfinder.cli.verifying import Asked, answer

    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    raise typer.Exit(answer(session, claims, Asked(claimed, incoming, form, field, name, jobs)))


@app.command("scan", help="help.scan")
def scan_command(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="help.argument.paths", metavar="FILE...")],
    claimed: Annotated[str | None, typer.Option("--as", help="help.option.as", metavar="PLATFORM")] = None,
    everything: Annotated[bool, typer.Option("--all", help="help.option.all")] = False,
    fail_on: Annotated[
        list[str] | None, typer.Option("--fail-on", help="help.option.fail-on", metavar="VERDICT,...")
    ] = None,
    output: Annotated[
        Output, typer.Option("--output", help="help.option.output", metavar="FORM")
    ] = Output.TEXT,
    form: Annotated[str | None, typer.Option("--format", help="help.option.form", metavar="FORMAT")] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--field", help="help.option.fields", metavar="NAME")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="help.option.encoding", metavar="NAME")
    ] = None,
    jobs: Jobs = None,
    country: Country = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Support contacts in free text."""
    from contactfinder.cli.scanning import Asked, answer

    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    written = Output.JSON if session.as_json else output
    asked = Asked(claimed, everything, tuple(fail_on or ()), form, tuple(fields or ()), encoding, jobs)
    raise typer.Exit(answer(session, paths, asked, written))


@app.command("list", help="help.list")
def list_command(
    context: typer.Context, registry: Registry = None, lang: Lang = None, as_json: Json = False
) -> None:
    """All platforms."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    summaries = session.finder.platforms()
    session.show(lambda m: m.listing(session.index, summaries), lambda screen: screen.listing(summaries))


@app.command("show", help="help.show")
def show_command(
    context: typer.Context,
    platform: Platform,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Everything about one platform."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    found = session.lookup(platform)
    session.show(
        lambda m: m.show(session.index, found.platform),
        lambda screen: screen.platform(found.platform, found.channels, session.now.date()),
    )


@app.command("explain", help="help.explain")
def explain_command(
    context: typer.Context,
    contact: Annotated[str, typer.Argument(help="help.argument.contact", metavar="CONTACT")],
    country: Country = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """The chain of trust of one contact."""
    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    found = session.finder.explain(contact, country=session.settings.country)
    session.show(
        lambda m: m.explain(session.index, found.contact.value, *found[1:]),
        lambda screen: screen.explanation(*found[1:], session.now.date()),
    )


@registry_app.command("stats", help="help.registry.stats")
def stats_command(
    context: typer.Context, registry: Registry = None, lang: Lang = None, as_json: Json = False
) -> None:
    """How much the registry knows."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    counts = session.index.counts()
    session.show(lambda m: m.stats(session.index), lambda screen: screen.statistics(counts))


@registry_app.command("check", help="help.registry.check")
def check_command(
    context: typer.Context,
    root_folder: Annotated[Path, typer.Argument(help="help.argument.root", metavar="DIR")] = Path("registry"),
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Every entry through every rule."""
    from contactfinder.cli.authoring import check

    if check(session_of(context, as_json, Options(lang)), root_folder):
        raise typer.Exit(ExitCode.REGISTRY)


@registry_app.command("recheck", help="help.registry.recheck")
def recheck_command(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(help="help.argument.ids", metavar="[ID]...")] = None,
    root_folder: Annotated[Path, typer.Option("--registry", help="help.option.folder", metavar="DIR")] = Path(
        "registry"
    ),
    write: Annotated[bool, typer.Option("--write", help="help.option.write")] = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Whether the facts still stand where they were read."""
    from contactfinder.cli.rechecking import answer

    session = session_of(context, as_json, Options(lang))
    raise typer.Exit(answer(session, root_folder, ids or (), write))


@registry_app.command("build", help="help.registry.build")
def build_command(
    context: typer.Context,
    root_folder: Annotated[Path, typer.Argument(help="help.argument.root", metavar="DIR")],
    target: Annotated[Path, typer.Argument(help="help.argument.target", metavar="FILE")],
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Compile a folder."""
    from contactfinder.cli.authoring import build

    build(session_of(context, as_json, Options(lang)), root_folder, target)


@registry_app.command("schema", help="help.registry.schema")
def schema_command(lang: Lang = None, as_json: Json = False) -> None:  # noqa: ARG001  every command takes --lang
    """JSON Schema of an entry."""
    from contactfinder.cli.authoring import schema

    schema(on_one_line=as_json)
