"""`registry recheck`: looks again where facts were read. No other command opens a connection."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from contactfinder.cli.session import Session, write
from contactfinder.errors import ExitCode, Stopped, UsageError
from contactfinder.recheck import Plan, Result, State
from contactfinder.recheck.looking import Looker
from contactfinder.recheck.targets import owner
from contactfinder.recheck.writing import date_checked
from contactfinder.registry import build, library, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contactfinder.recheck import Fact
    from contactfinder.recheck.fetching import Fetcher
    from contactfinder.registry.rules import Entry


def answer(session: Session, root: Path, ids: Sequence[str], dating: bool) -> ExitCode:
    """Look at every fact of the entries, say what became of it, and give the exit code.

    With `dating`, what is confirmed bears the date of today. Raises RegistryError, UsageError, Stopped.
    """
    found = library.read(library.require(root))
    seen = library.world(found, session.now.date())
    build.refuse_problems(library.problems(found, seen), root)
    entries = _chosen(found.entries, ids)
    plan = Plan(entries.values())
    fetching = fetcher(lambda url: owner(url, seen.sources))
    looker = Looker(build.in_memory(found, seen), {name: _keys(entry) for name, entry in entries.items()})
    announce(session, plan)
    report = _Report(session, root, entries, plan.facts, dating)
    try:
        for result in plan.results(fetching, looker):
            report.take(result)
    except KeyboardInterrupt:
        report.end()
        raise Stopped("recheck-stopped") from None
    report.end()
    return _exit_code(report.counts)


def fetcher(owner: Callable[[str], str]) -> Fetcher:
    """What fetches pages from the Internet. Raises UsageError when a package for it is missing."""
    try:
        from contactfinder.recheck.fetching import Fetcher
        from contactfinder.recheck.keeping import Cache
        from contactfinder.recheck.wire import Wire
    except ModuleNotFoundError as error:
        raise UsageError("package-missing", value=error.name or "") from None
    cache = Path(platformdirs.user_cache_dir("contactfinder", appauthor=False)) / "pages"
    return Fetcher(Wire(), Cache(cache), owner)


def _chosen(entries: Mapping[str, Entry], ids: Sequence[str]) -> dict[str, Entry]:
    """The entries that were named, or all. Raises UsageError for a name that is no id."""
    for name in ids:
        if name not in entries:
            near = ", ".join(get_close_matches(name, entries))
            raise UsageError("no-such-id", value=name, **({"names": near} if near else {}))
    return {name: entries[name] for name in dict.fromkeys(ids or sorted(entries))}


def _keys(entry: Entry) -> frozenset[str]:
    return frozenset(key for _, key, _ in rules.claims(entry.platform))


def announce(session: Session, plan: Plan) -> None:
    """Say what is going to be asked of whom, before anybody is asked."""
    from contactfinder.render.terminal import Screen

    with suppress(OSError):  # nobody listens
        Screen(session.words, sys.stderr).say(
            "recheck.announced", pages=f"{len(plan.pages):,}", hosts=f"{len(plan.hosts):,}"
        )
        sys.stderr.flush()


def _exit_code(counts: Mapping[State, int]) -> ExitCode:
    if counts[State.GONE] or counts[State.CHANGED]:
        return ExitCode.BAD
    return ExitCode.NOT_CONFIRMED if counts[State.UNREACHABLE] or counts[State.BLOCKED] else ExitCode.OK


class _Report:
    """Says what became of the facts: for programs one by one, for people entry by entry. Dates them as well."""

    def __init__(
        self, session: Session, root: Path, entries: Mapping[str, Entry], facts: Iterable[Fact], dating: bool
    ) -> None:
        self._session, self._root, self._entries, self._dating = session, root, entries, dating
        self._day = session.now.date().isoformat()
        self._due = Counter(fact.platform for fact in facts)
        self._results: dict[str, list[Result]] = {}
        self._dated = 0
        self.counts: Counter[State] = Counter()

    def take(self, result: Result) -> None:
        """One more; when it is the last of its entry, that is finished."""
        self.counts[result.state] += 1
        if self._session.as_json:
            from contactfinder.render import machine

            write(machine.dumped(machine.rechecked(result)))
        name = result.fact.platform
        self._results.setdefault(name, []).append(result)
        if len(self._results[name]) == self._due[name]:
            self._finish(name)

    def end(self) -> None:
        """Finish what is left, and sum up."""
        for name in list(self._results):
            self._finish(name)
        from contactfinder.render.rechecked import Rechecked

        out = sys.stderr if self._session.as_json else sys.stdout
        Rechecked(self._session.words, out).summary(self.counts, self._dated if self._dating else None)

    def _finish(self, name: str) -> None:
        results = self._results.pop(name)
        if self._dating:
            self._date(self._entries[name], results)
        if not self._session.as_json:
            from contactfinder.render.rechecked import Rechecked

            Rechecked(self._session.words, sys.stdout).entry(self._entries[name].platform.name, results)

    def _date(self, entry: Entry, results: Iterable[Result]) -> None:
        """Write the day to what was confirmed."""
        places = [result.fact.where for result in results if result.state is State.CONFIRMED]
        if places:
            date_checked(self._root / entry.file, entry.document.data, places, self._day)
            self._dated += len(places)
