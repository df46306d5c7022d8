"""`scan`: files, folders and standard input, read piece by piece; every finding is written as soon as it is made."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from contactfinder.cli.app import Output
from contactfinder.cli.verifying import most_serious
from contactfinder.documents import Form, Notes, form_of, passages
from contactfinder.documents.sources import STDIN, sources
from contactfinder.errors import ExitCode, UnreadableContact, UsageError
from contactfinder.render.words import Words
from contactfinder.stream.scans import Piece, Search, findings
from contactfinder.stream.source import in_bytes, pieces_and_pauses
from contactfinder.stream.workers import wanted
from contactfinder.verify import EXIT_CODES, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from contactfinder.cli.session import Session
    from contactfinder.documents import Passage
    from contactfinder.documents.sources import Source
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.scan.finding import Finding

    Instead = Callable[[Finding], Sequence[Ranked]]


class Asked(NamedTuple):
    """What is said of the texts, what is to be reported, and which verdicts are a failure.

    `jobs` 0 is a process for each core.
    """

    claimed: str | None = None
    everything: bool = False
    fail_on: tuple[str, ...] = ()
    form: str | None = None
    fields: tuple[str, ...] = ()
    encoding: str | None = None
    jobs: int | None = None


def answer(session: Session, paths: list[str], asked: Asked, output: Output) -> ExitCode:
    """Scan what the paths name and give the exit code. Raises UsageError, UnreadableContact for an empty pipe."""
    failing = _statuses(asked.fail_on)
    form = _form(asked.form)
    scan = _Scan(session, asked, form)
    writer = _writer(session, output)
    writer.begin()
    for name, found in scan.findings(paths):
        writer.take(name, found)
    writer.end()
    scan.tell()
    return _exit_code(scan.counts, failing)


def _statuses(said: tuple[str, ...]) -> frozenset[Status]:
    """The verdicts that were named, each alone or several with commas. Raises UsageError for another word."""
    names = [name.strip() for text in said for name in text.split(",")]
    if any(name not in set(Status) for name in names):
        raise UsageError("bad-value", value="--fail-on", names=", ".join(Status))
    return frozenset(map(Status, names))


def _form(said: str | None) -> Form | None:
    if said is None:
        return None
    if said not in set(Form):
        raise UsageError("bad-value", value="--format", names=", ".join(Form))
    return Form(said)


def _exit_code(counts: Counter[Status], failing: frozenset[Status]) -> ExitCode:
    """With verdicts that fail, only those matter; else the most serious one."""
    if failing:
        return ExitCode.BAD if failing.intersection(counts) else ExitCode.OK
    return most_serious({ExitCode.OK, *(EXIT_CODES[status] for status in counts)})


class _Scan:
    """One run: what was read, and what was found in it."""

    def __init__(self, session: Session, asked: Asked, form: Form | None) -> None:
        self._session, self._asked, self._form = session, asked, form
        self._sources = self._characters = 0
        self._notes = Notes()
        self.counts: Counter[Status] = Counter()

    def findings(self, paths: list[str]) -> Iterator[tuple[str, Finding]]:
        """Every finding with the name of its source. Raises UsageError, UnreadableContact."""
        session, asked = self._session, self._asked
        search = Search(session.finder, session.settings.country, asked.claimed, asked.everything)
        for source, found in findings(search, self._pieces(paths), wanted(asked.jobs)):
            self.counts[found.verdict.status] += 1
            yield source, found

    def _pieces(self, paths: list[str]) -> Iterator[Piece]:
        for source in sources(paths, self._notes):
            self._sources += 1
            chunks = _standard_input() if source.name == STDIN else source.pieces()
            for passage in self._passages(source, chunks):
                self._characters += len(passage.text) - passage.lead
                yield Piece(source.name, passage, pauses=source.name == STDIN and not passage.tail)

    def _passages(self, source: Source, chunks: Iterable[bytes]) -> Iterator[Passage]:
        form = self._form or form_of(source.name)
        return passages(chunks, form, self._notes, encoding=self._asked.encoding, fields=self._asked.fields)

    def tell(self) -> None:
        """Say on standard error what was read and found."""
        from contactfinder.render.lines import summary

        words = Words(self._session.settings.lang)
        said = summary(words, self.counts, self._sources, self._characters, self._notes.counts())
        sys.stdout.flush()
        try:
            sys.stderr.write(f"{said}\n")
        except OSError:  # nobody listens; the findings matter
            return


def _standard_input() -> Iterator[bytes]:
    """What comes in. Raises UsageError when it is closed, UnreadableContact when nothing came."""
    file = in_bytes(sys.stdin)
    if file is None:
        raise UsageError("missing", value=STDIN)
    is_empty = True
    for piece in pieces_and_pauses(file):
        is_empty = is_empty and not piece
        yield piece
    if is_empty:
        raise UnreadableContact("scan-empty")  # an empty pipe must not look like a success


# -- how findings are written


class _Writer(Protocol):
    """Takes findings one by one."""

    def begin(self) -> None:
        """Write what comes before all of them."""

    def take(self, source: str, found: Finding) -> None:
        """Write one."""

    def end(self) -> None:
        """Write what comes behind them."""


class _Rows:
    """One output a finding, with something before and behind them."""

    def __init__(self, row: Callable[[str, Finding], str], before: str = "", behind: str = "") -> None:
        self._row, self._before, self._behind = row, before, behind

    def begin(self) -> None:
        """Write the heading."""
        _write(self._before)

    def take(self, source: str, found: Finding) -> None:
        """Write one finding."""
        _write(self._row(source, found))

    def end(self) -> None:
        """Write the end."""
        _write(self._behind)


class _Comment:
    """One comment on all findings, of which those that say something new are kept."""

    def __init__(self, instead: Instead) -> None:
        self._instead = instead
        self._kept: dict[tuple[str, str], Finding] = {}

    def begin(self) -> None:
        """Nothing is known yet."""

    def take(self, source: str, found: Finding) -> None:  # noqa: ARG002  the comment stands below its source
        """Keep the first finding of each contact."""
        self._kept.setdefault((found.verdict.status, found.contact.value), found)

    def end(self) -> None:
        """Write the comment, if anything is to be said."""
        from contactfinder.render.comment import comment

        _write(comment((found, self._instead(found)) for found in self._kept.values()))


def _writer(session: Session, output: Output) -> _Writer:
    instead = _Instead(session)
    match output:
        case Output.JSON:
            from contactfinder.render import machine

            def as_json(source: str, found: Finding) -> str:
                return machine.dumped(machine.finding(session.index, source, found, instead(found))) + "\n"

            return _Rows(as_json)
        case Output.CSV:
            from contactfinder.render import spreadsheet

            return _Rows(spreadsheet.row, spreadsheet.heading())
        case Output.SARIF:
            from contactfinder.render.sarif import Sarif

            sarif = Sarif()
            return _Rows(sarif.result, sarif.begin(), sarif.end())
        case Output.MARKDOWN:
            return _Comment(instead)
    return _for_people(session, output, instead)


def _for_people(session: Session, output: Output, instead: Instead) -> _Writer:
    words = Words(session.settings.lang)
    if output is Output.LINE:
        from contactfinder.render.lines import line

        return _Rows(lambda source, found: f"{line(source, found, words)}\n")
    from contactfinder.render.findings import Findings
    from contactfinder.render.rows import colours_of, width_of

    screen = Findings(words, width_of(sys.stdout), colours_of(sys.stdout))
    return _Rows(lambda source, found: screen.finding(source, found, instead(found)))


class _Instead:
    """What to use instead of a doubtful contact, looked up once for all that are alike."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str, str | None], Sequence[Ranked]] = {}

    def __call__(self, found: Finding) -> Sequence[Ranked]:
        """The channels; none for a contact that needs none."""
        from contactfinder.render.lines import is_doubted

        platform = found.verdict.platform
        if platform is None or not is_doubted(found):
            return ()
        alike = (platform["id"], found.kind.value, found.verdict.imitates)
        if alike not in self._known:
            self._known[alike] = self._session.instead(found.verdict)
        return self._known[alike]


def _write(text: str) -> None:
    """Text on standard output: as UTF-8 for programs, in the encoding of the terminal for people."""
    sys.stdout.write(text)
    sys.stdout.flush()
