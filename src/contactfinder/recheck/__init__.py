"""Looking again: whether the facts of the registry still stand where they were read. Part of `registry recheck` alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from contactfinder.contacts import web
from contactfinder.recheck.facts import Fact, Part, facts_of
from contactfinder.recheck.page import Miss, Page
from contactfinder.recheck.result import Cause, Result, State
from contactfinder.recheck.targets import target
from contactfinder.registry.rules import Entry

__all__ = ["Cause", "Fact", "Part", "Plan", "Result", "State"]


class _Fetcher(Protocol):
    def pages(self, urls: Iterable[str]) -> Iterator[tuple[str, Page | Miss]]: ...


class _Looker(Protocol):
    def results(self, page: Page, facts: Iterable[Fact]) -> Iterator[Result]: ...


class Plan:
    """What is to be looked for on which page; made without asking anybody."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.untried: list[Result] = []
        self.pages: dict[str, list[Fact]] = defaultdict(list)
        for entry in entries:
            for fact in facts_of(entry):
                self._add(fact)

    def _add(self, fact: Fact) -> None:
        place = Cause.WITHDRAWN if fact.is_withdrawn else target(fact.source)
        if isinstance(place, Cause):
            self.untried.append(Result(fact, State.NOT_TRIED, place))
        else:
            self.pages[place].append(fact)

    @property
    def facts(self) -> Iterator[Fact]:
        """All of them."""
        yield from (result.fact for result in self.untried)
        yield from (fact for facts in self.pages.values() for fact in facts)

    @property
    def hosts(self) -> set[str]:
        """Everybody who is going to be asked, unless a page sends us on."""
        return {web.locate(url).host for url in self.pages}

    def results(self, fetcher: _Fetcher, looker: _Looker) -> Iterator[Result]:
        """What became of each fact, as the pages come in."""
        yield from self.untried
        for url, found in fetcher.pages(self.pages):
            facts = self.pages[url]
            if isinstance(found, Page):
                yield from looker.results(found, facts)
            else:
                yield from (
                    Result(fact, found.state, found.cause, found.hops, found.status) for fact in facts
                )
