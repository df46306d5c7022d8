"""What a command works with, opened when first asked: settings, index, clock, and the way answers go out."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contactfinder import guidance
from contactfinder.cli.settings import Options, Settings, cache_folder, settings
from contactfinder.errors import ContactfinderError, UsageError
from contactfinder.registry.index import BUILT_IN, Index, Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from contactfinder.registry.record import PlatformRecord
    from contactfinder.render.terminal import Screen
    from contactfinder.verify import Verdict

SUGGESTIONS = 5


class Unlisted(ContactfinderError):
    """No platform bears the name that was asked for."""

    def __init__(self, name: str, index: Index, suggestions: list[Summary]) -> None:
        super().__init__("unknown-platform", name=name)
        self.index, self.suggestions = index, suggestions


class Session:
    """One run of the program."""

    def __init__(self, options: Options, as_json: bool) -> None:
        self.options, self.as_json = options, as_json

    @cached_property
    def settings(self) -> Settings:
        """The user's preferences."""
        return settings(self.options, for_people=not self.as_json)

    @cached_property
    def index(self) -> Index:
        """The built-in registry, with the user's own entries over it when there are any."""
        if self.settings.registry is None:
            return Index.open(BUILT_IN)
        from contactfinder.registry.overlay import open_overlay

        return open_overlay(self.settings.registry, BUILT_IN, cache_folder(), self.now.date())

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

    def situation(
        self, at: datetime | None = None, issue: guidance.Issue | None = None, tried: tuple[str, ...] = ()
    ) -> guidance.Situation:
        """What is known of the user."""
        chosen = self.settings
        return guidance.Situation(at or self.now, issue, chosen.languages, chosen.country, frozenset(tried))

    def ranked(self, platform: PlatformRecord, situation: guidance.Situation) -> list[guidance.Ranked]:
        """The platform's channels in order, for this user."""
        country = situation.country
        return guidance.rank(platform, situation, self.index.dialling(country) if country else None)

    def instead(self, verdict: Verdict) -> list[guidance.Ranked]:
        """The genuine channels to use instead of a doubtful contact."""
        if verdict.platform is None:
            return []
        ranked = self.ranked(verdict.platform, self.situation())
        contact = verdict.contact.value if verdict.contact else ""
        return guidance.instead(ranked, contact, verdict.kind, verdict.imitates)

    def canonical(self, tried: list[str]) -> tuple[str, ...]:
        """What was tried, as kinds of channel, networks and canonical contacts."""
        if not tried:
            return ()
        from contactfinder.contacts import parse

        found = [text.strip().lower() for text in tried]
        for text in tried:
            with suppress(ContactfinderError):
                regions = (self.settings.country,) if self.settings.country else ()
                found += [r.contact.value for r in parse(text, regions).readings]
        return tuple(found)

    def platform(self, name: str) -> PlatformRecord:
        """The one platform that bears a name or owns a domain. Raises Unlisted, or UsageError when several do."""
        found = self.index.named(name) or self._by_domain(name)
        if len(found) > 1:
            raise UsageError("ambiguous-platform", ids=", ".join(found))
        record = self.index.platform(found[0]) if found else None
        if record is None:
            raise Unlisted(name, self.index, self._suggestions(name))
        return record

    def _by_domain(self, name: str) -> list[str]:
        from contactfinder.verify import platforms_named  # reads contacts, which a plain name does not need

        return platforms_named(name, self.index)

    def _suggestions(self, name: str) -> list[Summary]:
        from difflib import SequenceMatcher

        from contactfinder.registry.names import folded

        wanted = folded(name)
        scores: dict[str, float] = {}
        for key, platform in self.index.like(name, limit=40):
            likeness = SequenceMatcher(None, wanted, key).ratio()
            scores[platform] = max(scores.get(platform, 0), likeness)
        best = sorted((p for p in scores if scores[p] >= 0.5), key=lambda p: (-scores[p], p))
        return [self.index.summary(p) for p in best[:SUGGESTIONS]]


def write(line: str) -> None:
    """One line of JSON on standard output, as UTF-8 whatever the locale says."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(f"{line}\n")
        return
    sys.stdout.flush()
    buffer.write(f"{line}\n".encode())
    buffer.flush()
