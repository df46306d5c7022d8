"""The Python door: a `Finder` is opened once and asked from any thread. The command line asks it too; see docs/python.md."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Self, overload

from contactfinder.errors import ContactfinderError, ExitCode, UsageError
from contactfinder.guidance.situation import Situation
from contactfinder.registry.index import BUILT_IN, Index, Summary
from contactfinder.registry.occasions import Issue, Leak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contactfinder.contacts import Contact
    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.attempts import Tried
    from contactfinder.guidance.comparing import Compared
    from contactfinder.guidance.emergency import Emergency
    from contactfinder.guidance.following import Following
    from contactfinder.guidance.preparing import Detail, Preparation
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Outcome
    from contactfinder.guidance.unreachable import Unreachable
    from contactfinder.journal import Case, Journal
    from contactfinder.registry.record import ChannelRecord, PlatformRecord
    from contactfinder.render.outputs import (
        CompareOut,
        EmergencyOut,
        ErrorOut,
        ExplainOut,
        LookupOut,
        PrepareOut,
        ScanOut,
        UnreachableOut,
        VerifyOut,
    )
    from contactfinder.scan import Finding
    from contactfinder.verify import Link, Verdict

SUGGESTIONS = 5
FEWEST_COMPARED = 2
STANDARD_INPUT = "-"  # the source of a text that was handed over
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
        from contactfinder.guidance.advice import official_of

        return tuple(official_of(self.channels))


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

    def scan(
        self,
        text: str,
        *,
        country: str | None = None,
        claimed: str | None = None,
        everything: bool = False,
    ) -> tuple[Finding, ...]:
        """Every support contact in a text, however it is disguised, in the order of the text. Raises UsageError.

        `everything` also gives numbers and addresses that nobody gives as a support contact. Places count characters.
        """
        from contactfinder.documents import passages_of
        from contactfinder.scan import Scanner

        place = country_code(country)
        with self._asked() as index:
            return tuple(Scanner(index, place, claimed, everything).findings(passages_of(text)))

    def lookup(
        self,
        platform: str,
        *,
        issue: Issue | str | None = None,
        country: str | None = None,
        languages: Iterable[str] = (),
        tried: Iterable[str] = (),
        outcomes: Iterable[Outcome] = (),
        at: datetime | None = None,
    ) -> Lookup:
        """The channels of the platform that has this name, id or domain, ranked for the user, and what to do.

        `tried` holds kinds of channel, networks or contacts that failed, `outcomes` what came of the user's own attempts;
        `at` is a moment with a time zone (without it: now). Raises UnknownPlatform, AmbiguousPlatform, UsageError.
        """
        from contactfinder.guidance.advice import advise
        from contactfinder.guidance.attempts import tried_of

        situation = _situation(issue, country, languages, at, outcomes)
        attempts = tried_of(_several(tried), situation.country)
        situation = situation._replace(tried=attempts.names)
        with self._asked() as index:
            record = _named(platform, index)
            ranked = _ranked(record, situation, index)
            steps = advise(record, ranked, situation, index)
            if situation.tried:
                steps += _way_out(record, ranked, attempts, situation, index)[0]
            advice = _worded(steps, index)
        return Lookup(record, tuple(ranked), advice, situation)

    def unreachable(
        self,
        platform: str,
        channel: str,
        *,
        issue: Issue | str | None = None,
        country: str | None = None,
        languages: Iterable[str] = (),
        outcomes: Iterable[Outcome] = (),
        at: datetime | None = None,
    ) -> Unreachable:
        """What to do when `channel` did not answer: a kind of channel, a network, or the contact itself.

        Raises UnknownPlatform, AmbiguousPlatform, UsageError (`bad-channel` for a text that is neither).
        """
        from contactfinder.guidance.advice import about_state
        from contactfinder.guidance.attempts import tried_of
        from contactfinder.guidance.unreachable import Unreachable

        situation = _situation(issue, country, languages, at, outcomes)
        tried = tried_of([channel], situation.country)
        situation = situation._replace(tried=tried.names)
        with self._asked() as index:
            record = _named(platform, index)
            ranked = _ranked(record, situation, index)
            steps, verdicts = _way_out(record, ranked, tried, situation, index)
            calm, *rest = steps
            advice = _worded([calm, *about_state(record), *rest], index)
        return Unreachable(record, channel, next(iter(verdicts), None), tuple(ranked), advice, situation)

    def prepare(
        self,
        platform: str,
        issue: Issue | str,
        *,
        fields: Mapping[str, str] | None = None,
        country: str | None = None,
        languages: Iterable[str] = (),
        at: datetime | None = None,
    ) -> Preparation:
        """What to know, to have and to say in one conversation with support; `fields` holds details by their ids.

        Raises UnknownPlatform, AmbiguousPlatform, UsageError; SecretRefused for a field that nobody may have.
        """
        from contactfinder.guidance.preparing import prepare

        situation = _situation(issue, country, languages, at)
        with self._asked() as index:
            record = _named(platform, index)
            ranked = _ranked(record, situation, index)
            return prepare(record, _issue(issue), ranked, fields or {}, situation, index)

    def details(self, platform: str, issue: Issue | str) -> list[Detail]:
        """What `prepare` takes as fields for this platform and issue. Raises UnknownPlatform, AmbiguousPlatform, UsageError."""
        from contactfinder.guidance.preparing import fields_of

        problem = _issue(issue)
        with self._asked() as index:
            return fields_of(_named(platform, index), problem, index)

    def emergency(
        self,
        platform: str | None = None,
        leaked: Iterable[Leak | str] = (),
        *,
        country: str | None = None,
        languages: Iterable[str] = (),
        at: datetime | None = None,
    ) -> Emergency:
        """First steps by what has leaked. A platform that is not listed gives a plan as well. Raises UsageError."""
        from contactfinder.guidance.emergency import Emergency, emergency, issue_of, leak_of, worst_first

        leaks = worst_first([leak_of(text) for text in _several(leaked)])
        situation = _situation(issue_of(leaks), country, languages, at)
        with self._asked() as index:
            record, suggestions = _perhaps(platform, index)
            ranked = _ranked(record, situation, index) if record else []
            steps = _worded(emergency(record, ranked, leaks, situation, index), index)
        return Emergency(platform, record, suggestions, leaks, steps, situation)

    def compare(self, platforms: Iterable[str], *, at: datetime | None = None) -> tuple[Compared, ...]:
        """The support of several platforms, each in a row. Raises UnknownPlatform, AmbiguousPlatform, UsageError."""
        from contactfinder.guidance.comparing import compared

        today = _situation(None, None, (), at).at.date()
        with self._asked() as index:
            records = {r["id"]: r for r in (_named(name, index) for name in _several(platforms))}
        if len(records) < FEWEST_COMPARED:
            raise UsageError("compare-two")
        return tuple(compared(record, today) for record in records.values())

    def follow(
        self,
        case: Case,
        *,
        country: str | None = None,
        languages: Iterable[str] = (),
        outcomes: Iterable[Outcome] = (),
        at: datetime | None = None,
    ) -> Following:
        """What to do now in a case of a journal, the most urgent first; a platform that is not listed has steps as well."""
        from contactfinder.guidance.following import Following, failed_channels, follow

        issue = case.line.issue if case.line.issue in set(Issue) else Issue.OTHER
        situation = _situation(issue, country, languages, at, outcomes)
        situation = situation._replace(tried=failed_channels(case, situation))
        known = _as_known_now(case, self.judged(case, country=country))
        with self._asked() as index:
            record = index.platform(case.line.platform) if case.line.platform else None
            ranked = _ranked(record, situation, index) if record else []
            steps = _worded(follow(known, record, ranked, situation, index), index)
        return Following(case, steps, tuple(ranked), situation)

    def judged(self, case: Case, *, country: str | None = None) -> dict[str, Verdict]:
        """The verdicts of today on the contacts of a case, by how each was written. Raises UsageError."""
        seen = {e.note.contact.written: e.note for e in case.entries if e.note.contact}
        platform = case.line.platform
        return {
            written: self.verify(written, country=country, claimed=platform, incoming=note.incoming)
            for written, note in seen.items()
        }

    def outcomes(self, platform: str, journal: Journal) -> list[Outcome]:
        """What came of the user's own attempts at a platform, as `lookup` takes it. Raises UnknownPlatform, AmbiguousPlatform."""
        from contactfinder.guidance.experience import outcomes_at

        record = self.platform(platform)
        return outcomes_at(record, journal.notes_about(record["id"]))

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
    def to_json(self, answer: Finding, instead: Sequence[Ranked] | None = None) -> ScanOut: ...
    @overload
    def to_json(self, answer: Lookup) -> LookupOut: ...
    @overload
    def to_json(self, answer: Explanation) -> ExplainOut: ...
    @overload
    def to_json(self, answer: Unreachable) -> UnreachableOut: ...
    @overload
    def to_json(self, answer: Emergency) -> EmergencyOut: ...
    @overload
    def to_json(self, answer: Preparation) -> PrepareOut: ...
    @overload
    def to_json(self, answer: tuple[Compared, ...]) -> CompareOut: ...
    def to_json(
        self,
        answer: Verdict
        | Finding
        | Lookup
        | Explanation
        | Unreachable
        | Emergency
        | Preparation
        | tuple[Compared, ...],
        instead: Sequence[Ranked] | None = None,
    ) -> (
        VerifyOut | ScanOut | LookupOut | ExplainOut | UnreachableOut | EmergencyOut | PrepareOut | CompareOut
    ):
        """What the command prints with --json, as a dictionary: docs/json.md. `instead` is shown beside a verdict."""
        from contactfinder.render import machine

        if isinstance(answer, Lookup):
            return machine.lookup(self.index, answer.platform, answer.channels, answer.advice)
        if isinstance(answer, Explanation):
            return machine.explain(self.index, answer.contact.value, *answer[1:])
        from contactfinder.verify import Verdict

        if isinstance(answer, Verdict):
            shown = self._doubted(answer) if instead is None else instead
            return machine.verdict(self.index, answer, shown)
        from contactfinder.scan import Finding

        if isinstance(answer, Finding):
            shown = self._doubted(answer.verdict) if instead is None else instead
            return machine.finding(self.index, STANDARD_INPUT, answer, shown)
        return self._guided_to_json(answer)

    def _guided_to_json(
        self, answer: Unreachable | Emergency | Preparation | tuple[Compared, ...]
    ) -> UnreachableOut | EmergencyOut | PrepareOut | CompareOut:
        from contactfinder.guidance.emergency import Emergency
        from contactfinder.guidance.preparing import Preparation
        from contactfinder.guidance.unreachable import Unreachable
        from contactfinder.render import guided

        if isinstance(answer, Unreachable):
            return guided.unreachable(self.index, answer)
        if isinstance(answer, Emergency):
            return guided.emergency(self.index, answer)
        if isinstance(answer, Preparation):
            return guided.preparation(self.index, answer)
        return guided.comparison(self.index, answer)

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
    return Sentences(*(plain(words.filled(f"{part}.{code}", values)) for part in ("error", "hint")))


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
    issue: Issue | str | None,
    country: str | None,
    languages: Iterable[str],
    at: datetime | None,
    outcomes: Iterable[Outcome] = (),
) -> Situation:
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise UsageError("bad-time", value=moment.isoformat())
    problem = _issue(issue) if issue is not None else None
    return Situation(moment, problem, _several(languages), country_code(country), outcomes=tuple(outcomes))


def _issue(text: Issue | str) -> Issue:
    try:
        return Issue(text)
    except ValueError:
        raise UsageError("bad-value", value="issue") from None


def _several(texts: Iterable[str]) -> tuple[str, ...]:
    """A single text is one of its kind, not its letters."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _way_out(
    platform: PlatformRecord, ranked: list[Ranked], tried: Tried, situation: Situation, index: Index
) -> tuple[list[Advice], tuple[Verdict, ...]]:
    """The steps after what was tried, and whether the contacts among it are genuine."""
    from contactfinder.guidance.unreachable import way_out
    from contactfinder.verify import verify

    verdicts = tuple(verify(c, index, situation.country, platform["id"]) for c in tried.claims)
    return way_out(platform, ranked, tried, verdicts, situation, index), verdicts


def _as_known_now(case: Case, today: Mapping[str, Verdict]) -> Case:
    """The case with what has become known since: a contact that is bad today was so then, and what a file says is not enough."""
    from contactfinder.journal.record import NOT_THEIRS

    entries = []
    for entry in case.entries:
        seen = entry.note.contact
        if seen and today[seen.written].status in NOT_THEIRS:
            seen = seen._replace(verdict=today[seen.written].status.value)
        entries.append(entry._replace(note=entry.note._replace(contact=seen)))
    return case._replace(entries=tuple(entries))


def _worded(steps: Iterable[Advice], index: Index) -> tuple[Advice, ...]:
    from contactfinder.guidance.advice import worded

    return worded(steps, index)


def _perhaps(name: str | None, index: Index) -> tuple[PlatformRecord | None, tuple[Summary, ...]]:
    """The platform of this name, or else those with a similar one: an emergency waits for no spelling."""
    if name is None:
        return None, ()
    try:
        return _named(name, index), ()
    except UnknownPlatform as error:
        return None, error.suggestions
    except AmbiguousPlatform as error:
        return None, tuple(index.summary(name) for name in error.ids)


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
