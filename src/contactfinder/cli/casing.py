"""The commands of the case journal. Each asks the journal one question."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from contactfinder.cli.settings import Options, data_path
from contactfinder.errors import ContactfinderError, JournalError, UsageError
from contactfinder.registry.occasions import Issue

if TYPE_CHECKING:
    from contactfinder.cli.noting import Given
    from contactfinder.cli.session import Session
    from contactfinder.journal import Case, CaseLine

case_app = typer.Typer(help="help.case", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(case_app, name="case")


def _ids(incomplete: str) -> Iterator[str]:
    """The ids of the cases, for completion; nothing when the journal cannot be read."""
    from contactfinder.journal import Journal

    try:
        if Journal.exists(data_path()):
            from datetime import UTC, datetime

            with Journal.open(data_path()) as journal:
                yield from (c.id for c in journal.cases(datetime.now(UTC)) if c.id.startswith(incomplete))
    except JournalError:
        return


class ExportFormat(StrEnum):
    """How a case is exported."""

    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


Id = Annotated[str, typer.Argument(help="help.argument.case", metavar="ID", autocompletion=_ids)]
PerhapsId = Annotated[
    str | None, typer.Argument(help="help.argument.perhaps-case", metavar="[ID]", autocompletion=_ids)
]
EntryNumber = Annotated[int | None, typer.Option("--entry", help="help.option.entry", metavar="N", min=1)]
Title = Annotated[str | None, typer.Option("--title", help="help.option.title", metavar="TEXT")]
Said = Annotated[str | None, typer.Option("--said", help="help.option.said", metavar="TEXT")]
Channel = Annotated[str | None, typer.Option("--channel", help="help.option.channel", metavar="KIND")]
Contact = Annotated[str | None, typer.Option("--contact", help="help.option.contact", metavar="CONTACT")]
Agent = Annotated[str | None, typer.Option("--agent", help="help.option.agent", metavar="NAME")]
Ticket = Annotated[str | None, typer.Option("--ticket", help="help.option.ticket", metavar="NO")]
PromiseText = Annotated[str | None, typer.Option("--promise", help="help.option.promise", metavar="TEXT")]
By = Annotated[str | None, typer.Option("--by", help="help.option.by", metavar="DATE")]
Outcome = Annotated[str | None, typer.Option("--outcome", help="help.option.outcome", metavar="CODE")]
Happened = Annotated[str | None, typer.Option("--at", help="help.option.happened", metavar="TIME")]
Edit = Annotated[bool, typer.Option("--edit", help="help.option.edit")]
File = Annotated[Path | None, typer.Option("--file", help="help.option.file", metavar="FILE")]
Yes = Annotated[bool, typer.Option("--yes", help="help.option.yes")]


@case_app.command("new", help="help.case.new")
def new_command(
    context: typer.Context,
    platform: Platform,
    issue: Annotated[Issue, typer.Option("--issue", help="help.option.case-issue", metavar="ISSUE")],
    title: Title = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Begin a case."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    name, listed, similar = session.named(platform)
    line = session.journal.new(name, issue.value, title, listed, session.local(session.now))
    session.booked(lambda book: book.case(session.index, line), lambda screen: screen.begun(line, similar))


@case_app.command("log", help="help.case.log")
def log_command(
    context: typer.Context,
    name: PerhapsId = None,
    said: Said = None,
    channel: Channel = None,
    contact: Contact = None,
    agent: Agent = None,
    ticket: Ticket = None,
    promise: PromiseText = None,
    by: By = None,
    outcome: Outcome = None,
    incoming: Annotated[bool, typer.Option("--incoming", help="help.option.case-incoming")] = False,
    at: Happened = None,
    edit: Edit = False,
    country: Country = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write down what happened."""
    from contactfinder.cli.noting import Given

    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    given = Given(said, channel, contact, agent, ticket, promise, by, outcome, incoming or None)
    _log(session, name, given, at, edit)


def _log(session: Session, name: str | None, given: Given, at: str | None, edit: bool) -> None:
    from contactfinder.cli import noting

    was_asked = given.is_nothing() and not edit
    try:
        line = session.find(name)
        given = noting.without_secrets(noting.completed(session, given, line, edit), at)
        when = session.local(moment(at, session.zone) or session.now)
        note, verdict = noting.note_of(session, given, line, when)
        unread = noting.warned(session, verdict if not was_asked else None)
        entry = session.journal.log(line.number, note, session.local(session.now), is_now=at is None)
        if unread:
            raise unread
    except ContactfinderError as error:
        given = noting.rescued(session, given)
        was_typed = (was_asked or edit) and noting.is_terminal(session)  # not even in the history of a shell
        if was_typed or isinstance(error, JournalError):
            noting.preserve(session, given)
        raise
    instead = session.instead(verdict) if verdict and entry.note.contact else []
    session.booked(
        lambda book: book.logged(session.index, line, entry, instead),
        lambda screen: screen.logged(line, entry),
    )


@case_app.command("list", help="help.case.list")
def list_command(context: typer.Context, lang: Lang = None, as_json: Json = False) -> None:
    """All cases."""
    session = session_of(context, as_json, Options(lang))
    lines = session.journal.cases(session.now)
    session.booked(lambda book: book.listing(session.index, lines), lambda screen: screen.all_cases(lines))


@case_app.command("show", help="help.case.show")
def show_command(
    context: typer.Context,
    name: PerhapsId = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Everything about one case."""
    from contactfinder.guidance.experience import experience

    session = session_of(context, as_json, Options(lang, registry=registry))
    case = session.case(name)
    measured = experience(case)
    session.booked(
        lambda book: book.show(session.index, case, measured),
        lambda screen: screen.case(case, measured, session.now, session.judged_today(case)),
    )


@case_app.command("next", help="help.case.next")
def next_command(
    context: typer.Context,
    name: PerhapsId = None,
    language: Languages = None,
    country: Country = None,
    at: At = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What to do now."""
    session = session_of(context, as_json, Options(lang, tuple(language or ()), country, registry))
    case = session.case(name)
    outcomes = session.outcomes(case.line.platform) if case.line.platform else ()
    user = session.user(moment(at, session.zone))
    found = session.finder.follow(case, outcomes=outcomes, **user)
    session.booked(lambda book: book.following(session.index, found), lambda screen: screen.following(found))


@case_app.command("remind", help="help.case.remind")
def remind_command(
    context: typer.Context,
    name: PerhapsId = None,
    ics: Annotated[bool, typer.Option("--ics", help="help.option.ics")] = False,
    file: File = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Open promises, also as a calendar."""
    session = session_of(context, as_json, Options(lang))
    cases = [session.case(name)] if name else session.open_cases()
    promises = sorted(
        ((case, *found) for case in cases for found in case.promises), key=lambda p: p[2].due or session.now
    )
    if promises and (ics or file):  # RFC 5545 knows no empty calendar
        from contactfinder.render.calendar import calendar

        _put(session, calendar(promises, session.words, session.now), file)
        return
    session.booked(
        lambda book: book.reminders(session.index, promises, session.now),
        lambda screen: screen.reminders(promises, session.now),
    )


@case_app.command("close", help="help.case.close")
def close_command(
    context: typer.Context,
    name: Id,
    solved: Annotated[bool, typer.Option("--solved", help="help.option.solved")] = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """It is over."""
    session = session_of(context, as_json, Options(lang))
    line = session.find(name)
    solved = solved or line.solved  # closing it again takes nothing back
    line = session.journal.close_case(line.number, solved, session.local(session.now))
    session.booked(lambda book: book.case(session.index, line), lambda screen: screen.closed(line))


@case_app.command("reopen", help="help.case.reopen")
def reopen_command(context: typer.Context, name: Id, lang: Lang = None, as_json: Json = False) -> None:
    """It is not over."""
    session = session_of(context, as_json, Options(lang))
    line = session.journal.reopen(session.find(name).number, session.local(session.now))
    session.booked(lambda book: book.case(session.index, line), lambda screen: screen.reopened(line))


@case_app.command("edit", help="help.case.edit")
def edit_command(
    context: typer.Context,
    name: Id,
    entry: EntryNumber = None,
    title: Title = None,
    issue: Annotated[
        Issue | None, typer.Option("--issue", help="help.option.case-issue", metavar="ISSUE")
    ] = None,
    platform: Annotated[
        str | None, typer.Option("--platform", help="help.option.platform", metavar="NAME")
    ] = None,
    said: Said = None,
    channel: Channel = None,
    contact: Contact = None,
    agent: Agent = None,
    ticket: Ticket = None,
    promise: PromiseText = None,
    by: By = None,
    outcome: Outcome = None,
    incoming: Annotated[
        bool | None, typer.Option("--incoming/--outgoing", help="help.option.case-direction")
    ] = None,
    at: Happened = None,
    edit: Edit = False,
    kept: Annotated[bool | None, typer.Option("--kept/--broken", help="help.option.kept")] = None,
    country: Country = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Change a case or one entry."""
    from contactfinder.cli.noting import Given

    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    given = Given(said, channel, contact, agent, ticket, promise, by, outcome, incoming)
    line = session.find(name)
    about_case = any(value is not None for value in (title, issue, platform))
    about_entry = any(value is not None for value in (*given, at, kept)) or edit
    if about_case:
        line = _changed(session, line, title, issue, platform)
    if about_entry:
        _rewritten(session, line, entry, given, at, edit, kept)
    elif about_case:
        session.booked(lambda book: book.case(session.index, line), lambda screen: screen.changed(line))
    else:
        raise UsageError("nothing-to-change")


def _changed(
    session: Session, line: CaseLine, title: str | None, issue: Issue | None, platform: str | None
) -> CaseLine:
    values: dict[str, str | None] = {}
    if title is not None:
        values["title"] = title
    if issue is not None:
        values["issue"] = issue.value
    if platform is not None:
        values["name"], values["platform"], _ = session.named(platform)
    return session.journal.change(line.number, session.local(session.now), **values)


def _rewritten(
    session: Session,
    line: CaseLine,
    number: int | None,
    given: Given,
    at: str | None,
    edit: bool,
    kept: bool | None,
) -> None:
    from contactfinder.cli import noting
    from contactfinder.journal.record import Kept

    if number is None:
        raise UsageError("which-entry", id=line.id)
    old = session.journal.entry(line.number, number).note
    if edit:
        given = given._replace(said=noting.edited(session, given.said or old.said or ""))
    given = noting.without_secrets(noting.with_pipe(given), at)
    when = moment(at, session.zone)
    note, verdict = noting.note_of(session, given, line, session.local(when) if when else old.at, old)
    if kept is not None:
        note = noting.settled(note, Kept.KEPT if kept else Kept.BROKEN)
    if verdict and not session.as_json:
        noting.show_contact(session, verdict)
    try:
        entry = session.journal.rewrite(line.number, number, note, session.local(session.now))
    except JournalError:
        noting.preserve(session, given)
        raise
    instead = session.instead(verdict) if verdict else []
    session.booked(
        lambda book: book.logged(session.index, line, entry, instead),
        lambda screen: screen.rewritten(line, entry),
    )


@case_app.command("delete", help="help.case.delete")
def delete_command(
    context: typer.Context,
    name: Id,
    entry: EntryNumber = None,
    yes: Yes = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Remove a case or one entry."""
    session = session_of(context, as_json, Options(lang))
    line = session.find(name)
    if entry is not None:
        session.journal.entry(line.number, entry)
    if not yes and not _confirmed(session, line, entry):
        raise typer.Abort
    if entry is None:
        session.journal.delete(line.number)
    else:
        session.journal.remove(line.number, entry)
    copies = session.journal.copies()
    session.booked(
        lambda book: book.deleted(session.index, line, entry),
        lambda screen: screen.deleted(line, entry, copies),
    )


def _confirmed(session: Session, line: CaseLine, entry: int | None) -> bool:
    """Whether the user types the id once more. Raises UsageError where there is nobody to ask."""
    from contactfinder.cli.noting import is_terminal

    if not is_terminal(session):
        raise UsageError("needs-yes", id=line.id)
    session.cases.before_deleting(line, entry)
    try:
        return input("> ").strip().lower() == line.id
    except EOFError:
        return False


@case_app.command("export", help="help.case.export")
def export_command(
    context: typer.Context,
    name: PerhapsId = None,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="help.option.export", metavar="FORMAT")
    ] = ExportFormat.MARKDOWN,
    file: File = None,
    country: Country = None,
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """The whole case as evidence."""
    session = session_of(context, as_json, Options(lang, country=country, registry=registry))
    case = session.case(name)
    wanted = ExportFormat.JSON if session.as_json else form
    _put(session, _exported(session, case, wanted), file)


def _exported(session: Session, case: Case, form: ExportFormat) -> bytes:
    if form is ExportFormat.JSON:
        from contactfinder.guidance.experience import experience
        from contactfinder.render import casebook, machine

        return (machine.dumped(casebook.show(session.index, case, experience(case))) + "\n").encode()
    from contactfinder.render import dossier

    if form is ExportFormat.CSV:
        return dossier.as_csv(case).encode()
    found = dossier.dossier(
        case, session.judged_today(case), session.index.meta, session.local(session.now), session.words
    )
    write = dossier.as_html if form is ExportFormat.HTML else dossier.as_markdown
    return write(found, session.words).encode()


@case_app.command("import", help="help.case.import")
def import_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="help.argument.export", metavar="FILE")],
    registry: Registry = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Bring in an exported case."""
    session = session_of(context, as_json, Options(lang, registry=registry))
    case = _read_export(file)
    _, listed, _ = session.named(case.line.platform or case.line.name)
    found = session.journal.take_in(case, session.local(session.now), listed)
    session.booked(lambda book: book.imported(session.index, found), lambda screen: screen.imported(found))


def _read_export(file: str) -> Case:
    """A case of an exported file, with nothing in it that this program does not know. Raises UsageError."""
    from contactfinder.cli.noting import CHANNELS, PIPE, from_pipe
    from contactfinder.journal import exchange
    from contactfinder.verify import Status

    try:
        data = from_pipe(exchange.MAX_FILE + 1) if file == PIPE else Path(file).read_bytes()
    except OSError as error:
        raise UsageError("unreadable-file", path=file, problem=error.strerror or "") from None
    case = exchange.read(data)
    notes = [e.note for e in case.entries]
    known: tuple[tuple[str, set[str], set[str]], ...] = (
        ("issue", {case.line.issue}, set(Issue)),
        ("verdict", {n.contact.verdict for n in notes if n.contact}, set(Status)),
        ("channel", {n.channel for n in notes if n.channel}, set(CHANNELS)),
    )
    for field, found, allowed in known:
        if strange := found - allowed:
            raise UsageError("bad-export", problem=f"{field}: {min(strange)}")
    return case


@case_app.command("attach", help="help.case.attach")
def attach_command(
    context: typer.Context,
    name: Id,
    path: Annotated[Path, typer.Argument(help="help.argument.file", metavar="FILE")],
    entry: EntryNumber = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Keep a copy of a file."""
    session = session_of(context, as_json, Options(lang))
    line = session.find(name)
    found = session.journal.attach(line.number, path, session.local(session.now), entry)
    place = session.journal.path_of(line.number, found)
    session.booked(
        lambda book: book.attached(session.index, line, found, place),
        lambda screen: screen.attached(line, found, place),
    )


@case_app.command("search", help="help.case.search")
def search_command(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="help.argument.words", metavar="WORD...")],
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Find cases and entries."""
    session = session_of(context, as_json, Options(lang))
    found = session.journal.search(" ".join(words), session.now)
    session.booked(lambda book: book.search(session.index, found), lambda screen: screen.found(found))


@case_app.command("where", help="help.case.where")
def where_command(context: typer.Context, lang: Lang = None, as_json: Json = False) -> None:
    """Where the journal lies."""
    from contactfinder.journal import Journal

    session = session_of(context, as_json, Options(lang))
    folder = data_path()
    exists = Journal.exists(folder)
    session.booked(
        lambda book: book.where(session.index, folder, exists), lambda screen: screen.where(folder, exists)
    )


def _put(session: Session, data: bytes, file: Path | None) -> None:
    """Bytes into a new private file, or on standard output."""
    if file is None:
        from contactfinder.cli.session import write_bytes

        write_bytes(data)
        return
    from contactfinder.journal.files import write_private

    if file.exists():
        raise UsageError("file-exists", value=str(file))
    try:
        write_private(file, data)
    except OSError as error:
        raise UsageError("unwritable-file", value=str(file), problem=error.strerror or "") from None
    if not session.as_json:
        session.cases.written(file)
