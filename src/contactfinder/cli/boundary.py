"""Where everything ends: words for help and errors, JSON for errors too, and the exit codes."""

import errno
import os
import sys
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer._click import exceptions as clicked  # the only place where Typer keeps Click's exceptions
from typer._click.formatting import HelpFormatter
from typer.main import get_command

from contactfinder.cli import guiding  # noqa: F401  its commands belong to the program
from contactfinder.cli.app import app
from contactfinder.cli.session import write
from contactfinder.cli.settings import spoken_language
from contactfinder.errors import ContactfinderError, ExitCode
from contactfinder.finder import UnknownPlatform, error_to_json
from contactfinder.render.words import Words

# What writing to a closed pipe or a full disk ends with.
_UNWRITABLE = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


_GROUPS = {
    "case": "casing",
    "registry": "authors",
}  # groups of commands and their modules; what is for authors stands last


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    said = sys.argv[1:] if arguments is None else arguments
    _be_safe_to_print()
    try:
        code = _run(said)
        sys.stdout.flush()
    except OSError as error:
        code = _unwritten(error, said)
    sys.exit(int(code))


def _be_safe_to_print() -> None:
    """No locale and no closed stream may turn an answer into a traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  it lives as long as the program
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _unwritten(error: OSError, said: list[str]) -> ExitCode:
    """The reader has gone or the disk is full. Nothing was answered, so this must not look like success."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        _say(ContactfinderError("output", problem=str(error)), said)
    return ExitCode.INTERRUPTED


def _run(said: list[str]) -> int:
    options = said[: said.index("--")] if "--" in said else said
    as_json = "--json" in options
    try:
        code = _called(said, helping="--help" in options)
    except UnknownPlatform as error:
        return _unlisted(error, as_json, said)
    except (Exception, KeyboardInterrupt) as error:
        if isinstance(error, OSError) and error.errno in _UNWRITABLE:
            raise
        return _fail(*_failure(error), as_json, said)
    if code == ExitCode.INTERRUPTED:
        return _fail(*_failure(KeyboardInterrupt()), as_json, said)
    return code


def _called(said: list[str], helping: bool) -> int:
    command = get_command(whole() if helping else _only(said))
    if helping:  # nothing else shows help, and its words take time to load
        _worded(command, _words(said))
    try:
        code = command.main(said, prog_name="contactfinder", standalone_mode=False)
    except clicked.NoArgsIsHelpError:
        _called([*said, "--help"], helping=True)
        return ExitCode.USAGE
    except SystemExit as left:
        if left.code == 1:  # how Typer and Rich leave when the reader of a pipe has gone
            raise BrokenPipeError(errno.EPIPE, "") from left
        raise
    return code if isinstance(code, int) else ExitCode.OK


def whole() -> typer.Typer:
    """The program with every command; groups of commands are loaded only when they are needed."""
    for module in _GROUPS.values():
        import_module(f"contactfinder.cli.{module}")

    return app


def _only(said: list[str]) -> typer.Typer:
    """The program with the one command that is asked for: to build them all takes a tenth of a short run."""
    name = next((word for word in said if not word.startswith("-")), None)
    if any(key.endswith("_COMPLETE") for key in os.environ):
        return whole()
    if name in _GROUPS:
        import_module(f"contactfinder.cli.{_GROUPS[name]}")
    return _part(app, name) or app


def _part(program: typer.Typer, name: str | None) -> typer.Typer | None:
    commands = [c for c in program.registered_commands if c.name == name]
    groups = [g for g in program.registered_groups if g.name == name]
    if not (commands or groups):
        return None
    part = copy(program)
    part.registered_commands, part.registered_groups = commands, groups
    return part


def _failure(error: BaseException) -> tuple[ContactfinderError, ExitCode]:
    """Whatever was raised, as a code with its values, and the exit code."""
    if isinstance(error, ContactfinderError):
        return error, error.exit_code
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return ContactfinderError("interrupted"), ExitCode.INTERRUPTED
    if isinstance(error, clicked.ClickException):
        return _usage(error), ExitCode.USAGE
    problem = f"{type(error).__name__}: {error}"
    return ContactfinderError("unexpected", problem=problem), ExitCode.REGISTRY


def _words(said: list[str]) -> Words:
    return Words(spoken_language(said))


def _usage(error: clicked.ClickException) -> ContactfinderError:
    """Typer's own complaints, as codes."""
    name = getattr(getattr(error, "param", None), "opts", None) or [""]
    if isinstance(error, clicked.NoSuchOption):
        return ContactfinderError("no-option", value=error.option_name)
    choices = getattr(getattr(getattr(error, "param", None), "type", None), "choices", None)
    if isinstance(error, clicked.MissingParameter):
        metavar = getattr(error.param, "metavar", None)
        if choices:
            return ContactfinderError("missing", value=name[0], names=", ".join(map(str, choices)))
        return ContactfinderError("missing", value=metavar or name[0])
    if isinstance(error, clicked.BadOptionUsage):
        return ContactfinderError("missing", value=error.option_name)
    if isinstance(error, clicked.BadParameter) and choices:
        return ContactfinderError("bad-value", value=name[0], names=", ".join(map(str, choices)))
    if isinstance(error, clicked.BadParameter):
        return ContactfinderError("bad-value", value=name[0])
    if "No such command" in error.format_message():
        return ContactfinderError("no-command", value=error.format_message().split("'")[1])
    return ContactfinderError("usage")


def _fail(error: ContactfinderError, code: ExitCode, as_json: bool, said: list[str]) -> ExitCode:
    if as_json:
        _write(error)
    else:
        _say(error, said)
    return code


def _say(error: ContactfinderError, said: list[str]) -> None:
    from contactfinder.render.terminal import Screen

    Screen(_words(said), sys.stderr).error(error.code, error.values)


def _write(error: ContactfinderError) -> None:
    from contactfinder.render import machine

    write(machine.dumped(error_to_json(error)))


def _unlisted(error: UnknownPlatform, as_json: bool, said: list[str]) -> ExitCode:
    """An unknown platform is an answer, not a failure: suggestions and the safe procedure."""
    if as_json:
        _write(error)
    else:
        from contactfinder.render.terminal import Screen

        Screen(_words(said), sys.stdout).unlisted(error.name, error.suggestions)
    return error.exit_code


def _worded(command: Any, words: Words) -> Any:
    """Put words in the place of the codes in all help texts."""
    if command.help in words:
        command.help = words(command.help)
    for parameter in command.params:
        code = getattr(parameter, "help", None) or ""
        if parameter.name in ("install_completion", "show_completion"):
            code = f"help.completion.{parameter.name.removesuffix('_completion')}"
        if code in words:
            parameter.help = words(code)
            parameter.show_default = False
    for inner in getattr(command, "commands", {}).values():
        _worded(inner, words)
    command.context_class = _context_class(command.context_class, words)
    return command


def _context_class(base: Any, words: Words) -> Any:
    class WordedFormatter(HelpFormatter):
        """Click's layout with our headings."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{words('help.usage')}: ")

        def write_heading(self, heading: str) -> None:
            code = f"help.{heading.lower()}"
            super().write_heading(words(code) if code in words else heading)

        def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
            worded = [(name, _own_words(text, words)) for name, text in rows]
            super().write_dl(worded, col_max, col_spacing)

    return type("WordedContext", (base,), {"formatter_class": WordedFormatter})


def _own_words(text: str, words: Words) -> str:
    text = text.replace("[required]", words("help.required"))
    return words("help.help") if text == "Show this message and exit." else text
