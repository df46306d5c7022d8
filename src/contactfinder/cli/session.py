"""What a command works with, opened when first asked: settings, index, clock, and the way answers go out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contactfinder.cli.settings import Options, Settings, data_path, settings
from contactfinder.errors import ExitCode, JournalError, UsageError
from contactfinder.finder import Finder, UnknownPlatform

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contactfinder.finder import Lookup
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Outcome
    from contactfinder.journal import Case, CaseLine, Journal
    from contactfinder.registry.index import Index, Summary
    from contactfinder.registry.occasions import Issue
    from contactfinder.render.authoring import AuthorScreen
    from contactfinder.render.cases import CaseScreen
    from contactfinder.render.guides import Guide
    from contactfinder.render.terminal import Screen
    from contactfinder.render.words import Words
    from contactfinder.verify import Verdict


class Session:
    """One run of the program."""

    def __init__(self, options: Options, as_json: bool) -> None:
        self.options, self.as_json = options, as_json

    @cached_property
    def settings(self) -> Settings:
        """The user's preferences."""
        return settings(self.options, for_people=not self.as_json)

    @cached_property
    def finder(self) -> Finder:
        """The built-in registry, with the user's own entries over it when there are any."""
        return Finder.open(self.settings.registry, today=self.now.date())

    @cached_property
    def index(self) -> Index:
        """What the finder reads."""
        return self.finder.index

    @cached_property
    def now(self) -> datetime:
        """The moment of the question."""
        return datetime.now(UTC)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The user's time zone; None is the system's. Raises UsageError for one that does not exist."""
        name = self.settings.time_zone
        if name is None:
            return None
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(name)
        except (OSError, ValueError, LookupError):
            raise UsageError("bad-zone", value=name) from None

    def local(self, moment: datetime) -> datetime:
        """A moment with the offset of the user's clock, in whole seconds: finer than anybody writes down."""
        return moment.astimezone(self.zone).replace(microsecond=0)

    @cached_property
    def words(self) -> Words:
        """The sentences of the user's language."""
        from contactfinder.render.words import Words

        return Words(self.settings.lang)

    @cached_property
    def guide(self) -> Guide:
        """The same for guidance."""
        from contactfinder.render.guides import Guide

        return Guide(self.words, sys.stdout, self.zone)

    @cached_property
    def cases(self) -> CaseScreen:
        """The same for the case journal."""
        from contactfinder.render.cases import CaseScreen

        return CaseScreen(self.words, sys.stdout, self.zone)

    @cached_property
    def screen(self) -> Screen:
        """Where people read."""
        from contactfinder.render.terminal import Screen

        return Screen(self.words, sys.stdout, self.zone)

    @cached_property
    def authors(self) -> AuthorScreen:
        """The same for authors of the registry."""
        from contactfinder.render.authoring import AuthorScreen

        return AuthorScreen(self.words, sys.stdout, self.zone)

    def show(self, for_machines: Callable[[Any], Any], for_people: Callable[[Screen], None]) -> None:
        """Print one answer in the form that was asked for."""
        if self.as_json:
            from contactfinder.render import machine

            write(machine.dumped(for_machines(machine)))
        else:
            for_people(self.screen)

    def guided(self, for_machines: Callable[[], Any], for_people: Callable[[Guide], None]) -> None:
        """The same for an answer that guides."""
        self.show(lambda _: for_machines(), lambda _: for_people(self.guide))

    def booked(self, for_machines: Callable[[Any], Any], for_people: Callable[[CaseScreen], None]) -> None:
        """The same for an answer about cases."""
        from contactfinder.render import casebook

        self.show(lambda _: for_machines(casebook), lambda _: for_people(self.cases))

    def authored(
        self, for_machines: Callable[[Any], Any], for_people: Callable[[AuthorScreen], None]
    ) -> None:
        """The same for an answer to authors."""
        from contactfinder.render import authored

        self.show(lambda _: for_machines(authored), lambda _: for_people(self.authors))

    def user(self, at: datetime | None) -> dict[str, Any]:
        """Where the user is, which languages he speaks, and the moment of the question."""
        settings = self.settings
        return {"country": settings.country, "languages": settings.languages, "at": at or self.now}

    def lookup(
        self, platform: str, at: datetime | None = None, issue: Issue | None = None, tried: Sequence[str] = ()
    ) -> Lookup:
        """The platform's channels in order, for this user."""
        outcomes = self.outcomes(platform)
        return self.finder.lookup(platform, issue=issue, tried=tried, outcomes=outcomes, **self.user(at))

    def instead(self, verdict: Verdict) -> list[Ranked]:
        """The genuine channels to use instead of a contact that is not known to be one."""
        from contactfinder.verify import EXIT_CODES

        if EXIT_CODES[verdict.status] is ExitCode.OK:
            return []
        return list(self.finder.instead(verdict, **self.user(None)))

    # -- the case journal

    @cached_property
    def journal(self) -> Journal:
        """The user's cases. Raises JournalError; what was saved of a damaged one is said on standard error."""
        from atexit import register

        from contactfinder.journal import Journal

        journal = Journal.open(data_path(), self.now)
        register(journal.close)
        if saved := journal.salvaged:
            counts = {"cases": str(saved.cases), "entries": str(saved.entries), "path": str(saved.aside)}
            self._warn("journal-salvaged", counts)
        return journal

    def _warn(self, code: str, values: dict[str, str]) -> None:
        from contactfinder.render.terminal import Screen

        Screen(self.words, sys.stderr).error(code, values)

    def find(self, name: str | None) -> CaseLine:
        """The case that is meant, without its entries; its platform may be called by any of its names."""
        try:
            return self.journal.find(name, self.now)
        except UsageError as error:
            if name is None or error.code != "no-such-case":
                raise
            _, listed, _ = self.named(name)
            return self.journal.find(listed or name, self.now)

    def case(self, name: str | None) -> Case:
        """The case that is meant, with everything in it."""
        return self.journal.case(self.find(name).number, self.now)

    def open_cases(self) -> list[Case]:
        """All that are not closed."""
        lines = self.journal.cases(self.now)
        return [self.journal.case(line.number, self.now) for line in lines if line.closed is None]

    def named(self, platform: str) -> tuple[str, str | None, tuple[Summary, ...]]:
        """How a platform is called, its id if it is listed, else those with a similar name: a case need not wait for the registry."""
        try:
            record = self.finder.platform(platform)
        except UnknownPlatform as error:
            return platform, None, error.suggestions
        return record["name"], record["id"], ()

    def outcomes(self, platform: str) -> list[Outcome]:
        """What came of the user's own attempts. A journal that cannot be read must not keep anybody from a look-up."""
        if not data_path().is_dir():
            return []
        from contactfinder.journal import Journal

        try:
            return self.finder.outcomes(platform, self.journal) if Journal.exists(data_path()) else []
        except JournalError as error:
            self._warn(error.code, error.values)
        except ValueError as error:  # what SQLite wrote, and this program did not
            self._warn("journal-damaged", {"path": str(data_path()), "problem": str(error)})
        return []

    def judged_today(self, case: Case) -> dict[str, Verdict]:
        """What the registry says today about each contact of a case, by how it was written."""
        return self.finder.judged(case, country=self.settings.country)


def write(line: str) -> None:
    """One line of JSON on standard output, as UTF-8 whatever the locale says."""
    write_bytes(f"{line}\n".encode())


def write_bytes(data: bytes) -> None:
    """Bytes on standard output as they are."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
        return
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()
