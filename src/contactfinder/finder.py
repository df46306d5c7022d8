"""The Python door: a `Finder` is opened once and asked from any thread. The command line asks it too; see docs/python.md."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Self, overload

from contactfinder.errors import ContactfinderError, ExitCode, UsageError
from contactfinder.guidance.situation import Issue, Situation
from contactfinder.registry.grades import Trust
from contactfinder.registry.index import BUILT_IN, Index, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contactfinder.contacts import Contact
    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.record import ChannelRecord, PlatformRecord
    from contactfinder.render.outputs import ErrorOut, ExplainOut, LookupOut, VerifyOut
    from contactfinder.verify import Link, Verdict

SUGGESTIONS = 5
_YEARS = range(1970, 2200)  # outside, calendars and opening hours overflow


class Registry(NamedTuple):
    """Which registry answers: the newest date in it, the day it was built, SHA-256 of its sources."""

    version: str
    built: str
    digest: str


class Lookup(NamedTuple):
    """The answer to `Finder.lookup`: channels best first, not all of them official, and what to do, most urgent first."""

    platform: PlatformRecord
    channels: tuple[Ranked, ...]
    advice: tuple[Advice, ...]
    situation: Situation

    @property
    def official(self) -> tuple[Ranked, ...]:
        """The channels that are proven to be the platform's own."""
        return tuple(item for item in self.channels if item.channel["trust"] == Trust.OFFICIAL)


class Explanation(NamedTuple):
    """The answer to `Finder.explain`: the channel under which a contact is listed, and its chain of trust."""

    contact: Contact
    platform: PlatformRecord
    channel: ChannelRecord
    chain: tuple[Link, ...]


class Sentences(NamedTuple):
    """An error in words: what is wrong, and what to do next."""

    message: str
    hint: str


class UnknownPlatform(ContactfinderError):
    """No platform bears the name that was asked for; some with a similar name may."""

    exit_code = ExitCode.NOT_CONFIRMED

    def __init__(self, name: str, suggestions: tuple[Summary, ...], registry: Registry) -> None:
        super().__init__("unknown-platform", name=name)
        self.name, self.suggestions, self.registry = name, suggestions, registry

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.suggestions, self.registry)


class AmbiguousPlatform(UsageError):
    """More than one platform bears the name: say which by its id."""

    def __init__(self, name: str, ids: tuple[str, ...]) -> None:
        super().__init__("ambiguous-platform", ids=", ".join(ids))
        self.name, self.ids = name, ids

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.ids)


class FinderClosed(ContactfinderError):
    """A Finder was asked after it was closed: a fault of the program that asked."""

    exit_code = ExitCode.REGISTRY

    def __init__(self) -> None:
        super().__init__("finder-closed")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


class _Source:
    """What a Finder was opened from: enough to open it again in another process."""

    def __init__(self, registry: Path | None, cache: Path | None, today: date, compiled: Path) -> None:
        self.registry, self.cache, self.today, self.compiled = registry, cache, today, compiled

    def open(self) -> Index:
        if self.registry is None:
            return Index.open(self.compiled)
        from contactfinder.registry.overlay import open_overlay

        return open_overlay(self.registry, self.compiled, self.cache or _cache_folder(), self.today)


class _Opened:
    """An index with the process it belongs to and the lock that lets one thread at a time ask it."""

    def __init__(self, index: Index) -> None:
        self.process, self.index, self.lock = os.getpid(), index, Lock()


class Finder:
    """Every question about platforms and contacts. Made by `Finder.open`; safe to share between threads.

    `sqlite3` lets threads share a connection, but from Python 3.12 on they may then run the same cached statement with each
    other's values, even where SQLite itself is serialized, and so miss an impostor. Therefore a lock guards each question.
    """

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._opened = _Opened(source.open())
        self._left_behind: list[_Opened] = []
        self._is_closed = False

    @classmethod
    def open(
        cls,
        registry: Path | str | None = None,
        *,
        cache: Path | str | None = None,
        today: date | None = None,
        compiled: Path | str | None = None,
    ) -> Finder:
        """Open the built-in registry, with the entries of the folder `registry` over it. Raises RegistryError.

        `cache` is where the compiled form of that folder is kept (without it: the user's cache folder, as the command
        line does), `today` the day its entries are checked for (without it: today, in UTC), and `compiled` a file that
        `contactfinder registry build` made, to be used in the place of the built-in registry.
        """
        return cls(
            _Source(
                Path(registry).absolute() if registry is not None else None,
                Path(cache).absolute() if cache is not None else None,
                today or datetime.now(UTC).date(),
                Path(compiled).absolute() if compiled is not None else BUILT_IN,
            )
        )

    def verify(
        self, claim: str, *, country: str | None = None, claimed: str | None = None, incoming: bool = False
    ) -> Verdict:
        """Judge one contact: only `verdict.status is Status.OFFICIAL` means that it is genuine. Raises UsageError.

        `country` is where the user is (ISO 3166-1), `claimed` the platform that the contact is said to belong to, by any
        name or domain; `incoming` says that it reached the user as a call or message, so that nothing is reassuring.
        """
        from contactfinder.verify import verify

        place = country_code(country)
        with self._asked() as index:
            return verify(claim, index, place, claimed, incoming=incoming)

    def lookup(
        self,
        platform: str,
        *,
        issue: Issue | str | None = None,
        country: str | None = None,
        languages: Iterable[str] = (),
        tried: Iterable[str] = (),
        at: datetime | None = None,
    ) -> Lookup:
        """The channels of the platform that has this name, id or domain, ranked for the user, and what to do.

        `tried` holds kinds of channel, networks or contacts that failed; `at` is a moment with a time zone (without it:
        now). Raises UnknownPlatform, AmbiguousPlatform, UsageError.
        """
        from contactfinder.guidance.advice import advise

        situation = _situation(issue, country, languages, at)
        situation = situation._replace(tried=_canonical(tried, situation.country))
        with self._asked() as index:
            record = _named(platform, index)
            ranked = _ranked(record, situation, index)
        return Lookup(record, tuple(ranked), tuple(advise(record, ranked, situation)), situation)

    def instead(
        self,
        verdict: Verdict,
        *,
        country: str | None = None,
        languages: Iterable[str] = (),
        at: datetime | None = None,
    ) -> tuple[Ranked, ...]:
        """Up to three official channels of the platform that a verdict concerns, to use instead of the contact."""
        if verdict.platform is None:
            return ()
        from contactfinder.guidance import ranking

        situation = _situation(None, country, languages, at)
        with self._asked() as index:
            ranked = _ranked(verdict.platform, situation, index)
        contact = verdict.contact.value if verdict.contact else ""
        return tuple(ranking.instead(ranked, contact, verdict.kind, verdict.imitates))

    def explain(self, contact: str, *, country: str | None = None) -> Explanation:
        """Why a listed contact is trusted, link by link. Raises UsageError (`contact-not-listed`)."""
        from contactfinder.verify import chain_of

        verdict = self.verify(contact, country=country)
        if verdict.platform is None or verdict.channel is None or verdict.contact is None:
            raise UsageError("contact-not-listed")
        chain = tuple(chain_of(verdict.platform, verdict.channel))
        return Explanation(verdict.contact, verdict.platform, verdict.channel, chain)

    def platforms(self) -> tuple[Summary, ...]:
        """Every platform in a line, by name."""
        with self._asked() as index:
            return tuple(index.summaries())

    def platform(self, name: str) -> PlatformRecord:
        """Everything known of the platform with this name, id or domain. Raises UnknownPlatform, AmbiguousPlatform."""
        with self._asked() as index:
            return _named(name, index)

    @property
    def registry(self) -> Registry:
        """Which registry answers."""
        with self._asked() as index:
            return _stamp(index)

    @overload
    def to_json(self, answer: Verdict, instead: Sequence[Ranked] | None = None) -> VerifyOut: ...
    @overload
    def to_json(self, answer: Lookup) -> LookupOut: ...
    @overload
    def to_json(self, answer: Explanation) -> ExplainOut: ...
    def to_json(
        self, answer: Verdict | Lookup | Explanation, instead: Sequence[Ranked] | None = None
    ) -> VerifyOut | LookupOut | ExplainOut:
        """What the command prints with --json, as a dictionary: docs/json.md. `instead` is shown beside a verdict."""
        from contactfinder.render import machine

        if isinstance(answer, Lookup):
            return machine.lookup(self.index, answer.platform, answer.channels, answer.advice)
        if isinstance(answer, Explanation):
            return machine.explain(self.index, answer.contact.value, *answer[1:])
        shown = self._doubted(answer) if instead is None else instead
        return machine.verdict(self.index, answer, shown)

    def _doubted(self, verdict: Verdict) -> tuple[Ranked, ...]:
        from contactfinder.verify import Status

        return () if verdict.status is Status.OFFICIAL else self.instead(verdict)

    @property
    def index(self) -> Index:
        """What answers, for the command line, which has one thread. No lock guards it: elsewhere use the methods."""
        with self._asked() as index:
            return index

    @contextmanager
    def _asked(self) -> Iterator[Index]:
        """The index of this process, for one question. Raises FinderClosed."""
        opened = self._here()
        with opened.lock:
            if self._is_closed:  # while this thread waited
                raise FinderClosed
            yield opened.index

    def _here(self) -> _Opened:
        """A forked child opens the registry anew.

        SQLite forbids to use or close a connection there (https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_across_a_fork_),
        and a lock that another thread held at that moment is never released; so the old ones are kept, untouched.
        """
        if self._is_closed:
            raise FinderClosed
        opened = self._opened
        if opened.process != os.getpid():
            self._left_behind.append(opened)
            opened = self._opened = _Opened(self._source.open())
        return opened

    def close(self) -> None:
        """Give the file back, after the questions under way. Every later question raises FinderClosed."""
        opened = self._opened
        if opened.process != os.getpid():
            self._is_closed = True
            return
        with opened.lock:
            self._is_closed = True
            opened.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the same sources; the connection stays here."""
        if self._is_closed:
            raise FinderClosed
        return Finder, (self._source,)

    def __repr__(self) -> str:
        return f"<Finder {'closed' if self._is_closed else _stamp(self._opened.index).version}>"


def in_words(error: ContactfinderError, language: str = "en") -> Sentences:
    """The sentences of an error in a language of the program: en or zh. Raises UsageError for another."""
    from contactfinder.render.plain import plain
    from contactfinder.render.words import LANGUAGES, Words

    if language not in LANGUAGES:
        raise UsageError("bad-language", value=language)
    words = Words(language)
    code, values = error.code, error.values
    if f"error.{code}" not in words:  # nothing a user did: only a program can come here
        code, values = "unexpected", {"problem": code}
    return Sentences(*(plain(words(f"{part}.{code}", **values)) for part in ("error", "hint")))


def error_to_json(error: ContactfinderError) -> ErrorOut:
    """What every command prints of an error with --json, as a dictionary: docs/json.md."""
    from contactfinder.render import machine

    message, hint = in_words(error)
    if not isinstance(error, UnknownPlatform):
        return machine.error(None, error.code, message, hint)
    from contactfinder.guidance.advice import Advice

    steps = [Advice("unlisted-procedure"), Advice("never-search")]
    found = machine.error(None, error.code, message, hint, error.suggestions, steps)
    version, built, digest = error.registry
    return {**found, "registry": {"version": version, "built": built, "digest": digest}}


@overload
def country_code(text: None) -> None: ...
@overload
def country_code(text: str) -> str: ...
def country_code(text: str | None) -> str | None:
    """Two letters in upper case. Raises UsageError."""
    if text is None:
        return None
    if not re.fullmatch("[A-Za-z]{2}", text, re.ASCII):
        raise UsageError("bad-country", value=text)
    return text.upper()


def _cache_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("contactfinder", appauthor=False))


def _situation(
    issue: Issue | str | None, country: str | None, languages: Iterable[str], at: datetime | None
) -> Situation:
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise UsageError("bad-time", value=moment.isoformat())
    if issue is not None and issue not in set(Issue):
        raise UsageError("bad-value", value="issue")
    problem = Issue(issue) if issue is not None else None
    return Situation(moment, problem, _several(languages), country_code(country))


def _several(texts: Iterable[str]) -> tuple[str, ...]:
    """A single text is one of its kind, not its letters."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _canonical(tried: Iterable[str], country: str | None) -> frozenset[str]:
    """What was tried, as kinds of channel, networks and canonical contacts."""
    texts = _several(tried)
    if not texts:
        return frozenset()
    from contactfinder.contacts import parse

    found = {text.strip().lower() for text in texts}
    for text in texts:
        with suppress(ContactfinderError):
            regions = (country,) if country else ()
            found.update(r.contact.value for r in parse(text, regions).readings)
    return frozenset(found)


def _named(name: str, index: Index) -> PlatformRecord:
    """The one platform that bears a name or owns a domain."""
    found = index.named(name) or _by_domain(name, index)
    if len(found) > 1:
        raise AmbiguousPlatform(name, tuple(found))
    record = index.platform(found[0]) if found else None
    if record is None:
        raise UnknownPlatform(name, _suggestions(name, index), _stamp(index))
    return record


def _by_domain(name: str, index: Index) -> list[str]:
    from contactfinder.verify import platforms_named  # reads contacts, which a plain name does not need

    return platforms_named(name, index)


def _suggestions(name: str, index: Index) -> tuple[Summary, ...]:
    from difflib import SequenceMatcher

    from contactfinder.registry.names import folded

    wanted = folded(name)
    scores: dict[str, float] = {}
    for key, platform in index.like(name, limit=40):
        likeness = SequenceMatcher(None, wanted, key).ratio()
        scores[platform] = max(scores.get(platform, 0), likeness)
    best = sorted((p for p in scores if scores[p] >= 0.5), key=lambda p: (-scores[p], p))
    return tuple(index.summary(p) for p in best[:SUGGESTIONS])


def _ranked(platform: PlatformRecord, situation: Situation, index: Index) -> list[Ranked]:
    from contactfinder.guidance.ranking import rank

    country = situation.country
    return rank(platform, situation, index.dialling(country) if country else None)


def _stamp(index: Index) -> Registry:
    return Registry(*(index.meta[key] for key in Registry._fields))
