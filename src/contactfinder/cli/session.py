"""What a command works with, opened when first asked: settings, index, clock, and the way answers go out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contactfinder.cli.settings import Options, Settings, settings
from contactfinder.errors import UsageError
from contactfinder.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contactfinder.finder import Lookup
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.index import Index
    from contactfinder.registry.occasions import Issue
    from contactfinder.render.guides import Guide
    from contactfinder.render.terminal import Screen
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

    @cached_property
    def guide(self) -> Guide:
        """The same for guidance."""
        from contactfinder.render.guides import Guide
        from contactfinder.render.words import Words

        return Guide(Words(self.settings.lang), sys.stdout, self.zone)

    @cached_property
    def screen(self) -> Screen:
        """Where people read."""
        from contactfinder.render.terminal import Screen
        from contactfinder.render.words import Words

        return Screen(Words(self.settings.lang), sys.stdout, self.zone)

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

    def user(self, at: datetime | None) -> dict[str, Any]:
        """Where the user is, which languages he speaks, and the moment of the question."""
        settings = self.settings
        return {"country": settings.country, "languages": settings.languages, "at": at or self.now}

    def lookup(
        self, platform: str, at: datetime | None = None, issue: Issue | None = None, tried: Sequence[str] = ()
    ) -> Lookup:
        """The platform's channels in order, for this user."""
        return self.finder.lookup(platform, issue=issue, tried=tried, **self.user(at))

    def instead(self, verdict: Verdict) -> list[Ranked]:
        """The genuine channels to use instead of a doubtful contact."""
        return list(self.finder.instead(verdict, **self.user(None)))


def write(line: str) -> None:
    """One line of JSON on standard output, as UTF-8 whatever the locale says."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(f"{line}\n")
        return
    sys.stdout.flush()
    buffer.write(f"{line}\n".encode())
    buffer.flush()
