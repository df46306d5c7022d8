"""The commands for those who write the registry. Each asks one question."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contactfinder.cli.app import Json, Lang, Registry, app, session_of
from contactfinder.cli.settings import Options
from contactfinder.errors import ExitCode
from contactfinder.registry.ages import STALE_DAYS

registry_app = typer.Typer(help="help.registry", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(registry_app, name="registry")

Root = Annotated[Path, typer.Option("--registry", help="help.option.root", metavar="DIR")]
Files = Annotated[list[Path] | None, typer.Argument(help="help.argument.files", metavar="FILE...")]
FOLDER = Path("registry")


class Report(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class Figures(StrEnum):
    """How figures are written."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"


@registry_app.command("check", help="help.registry.check")
def check_command(
    context: typer.Context,
    files: Files = None,
    output: Annotated[
        Report, typer.Option("--output", help="help.option.report", metavar="FORM")
    ] = Report.TEXT,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Files through every rule."""
    from contactfinder.cli.authoring import check

    session = session_of(context, as_json or output is Report.JSON, Options(lang))
    if check(session, files or [FOLDER], as_sarif=output is Report.SARIF):
        raise typer.Exit(ExitCode.REGISTRY)


@registry_app.command("new", help="help.registry.new")
def new_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="help.argument.new", metavar="ID")],
    registry: Root = FOLDER,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Asks, and writes a new entry."""
    from contactfinder.cli.founding import found

    if found(session_of(context, as_json, Options(lang)), registry, name):
        raise typer.Exit(ExitCode.REGISTRY)


@registry_app.command("fmt", help="help.registry.fmt")
def fmt_command(
    context: typer.Context,
    files: Files = None,
    check: Annotated[bool, typer.Option("--check", help="help.option.check")] = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """The one style."""
    from contactfinder.cli.authoring import fmt

    changed = fmt(session_of(context, as_json, Options(lang)), files or [FOLDER], check)
    if check and changed:
        raise typer.Exit(ExitCode.REGISTRY)


@registry_app.command("recheck", help="help.registry.recheck")
def recheck_command(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(help="help.argument.ids", metavar="[ID]...")] = None,
    registry: Root = FOLDER,
    write: Annotated[bool, typer.Option("--write", help="help.option.write")] = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Whether the facts still stand where they were read."""
    from contactfinder.cli.rechecking import answer

    session = session_of(context, as_json, Options(lang))
    raise typer.Exit(answer(session, registry, ids or (), write))


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


@registry_app.command("stats", help="help.registry.stats")
def stats_command(
    context: typer.Context,
    by_platform: Annotated[bool, typer.Option("--by-platform", help="help.option.by-platform")] = False,
    output: Annotated[
        Figures, typer.Option("--output", help="help.option.figures", metavar="FORM")
    ] = Figures.TEXT,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """How much the registry knows."""
    from contactfinder.cli.authoring import stats

    session = session_of(context, as_json or output is Figures.JSON, Options(lang, registry=registry))
    stats(session, by_platform, as_svg=output is Figures.SVG)


@registry_app.command("stale", help="help.registry.stale")
def stale_command(
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--days", help="help.option.days", metavar="N", min=0, max=36500)
    ] = STALE_DAYS,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What nobody has looked at for long."""
    from contactfinder.cli.authoring import stale

    stale(session_of(context, as_json, Options(lang, registry=registry)), days)


@registry_app.command("diff", help="help.registry.diff")
def diff_command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="help.argument.old", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="help.argument.new-state", metavar="NEW")] = str(FOLDER),
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What changed, fact by fact."""
    from contactfinder.cli.authoring import diff

    diff(session_of(context, as_json, Options(lang)), old, new)


@registry_app.command("schema", help="help.registry.schema")
def schema_command(lang: Lang = None, as_json: Json = False) -> None:  # noqa: ARG001  every command takes --lang
    """JSON Schema of an entry."""
    from contactfinder.cli.authoring import schema

    schema(on_one_line=as_json)
