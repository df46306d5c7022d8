"""From a passage of text to findings: where contacts stand, whose they claim to be, and what the registry says of each."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from contactfinder.contacts.patterns import pattern
from contactfinder.registry.held import Held
from contactfinder.scan.brands import Brands
from contactfinder.scan.company import (
    BESIDE,
    MOST_SHAPED,
    Company,
    Prospect,
    Says,
    Surroundings,
    is_address_claim,
    is_number_claim,
)
from contactfinder.scan.finding import Brand, Disguise
from contactfinder.scan.folding import Folding
from contactfinder.scan.gate import Sight
from contactfinder.scan.judge import KEPT, Judge
from contactfinder.scan.numbers import Reader
from contactfinder.scan.regions import Regions
from contactfinder.scan.spots import addresses_in, numbers_in
from contactfinder.scan.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.registry.index import Index
    from contactfinder.scan.brands import Named
    from contactfinder.scan.finding import Finding
    from contactfinder.scan.gate import Stretch
    from contactfinder.scan.spots import Spot

MOST_KEYS = 500_000  # of a table of the registry, held in memory
LATELY = 200  # findings among which one is looked for that stood in the passage before as well
LONGEST_LINK = 253  # characters that a host may have (RFC 1035); longer links are read
LONGEST_PHRASE = 64  # characters from where words that call for a call may begin, to where they end
_HOSTS = pattern(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")


class Told:
    """The findings that were told lately, so that none is told twice that stands in two passages."""

    def __init__(self) -> None:
        self._lately: deque[tuple[int, int, str]] = deque(maxlen=LATELY)

    def is_new(self, finding: Finding, again: bool) -> bool:
        """Whether it is to be told; `again` says that it may have been."""
        place = (finding.start, finding.end, finding.part)
        if again and place in self._lately:
            return False
        self._lately.append(place)
        return True


class Scanner:
    """Finds contacts in passages, one after the other. Not to be shared between threads."""

    def __init__(
        self, index: Index, country: str | None = None, claimed: str | None = None, everything: bool = False
    ) -> None:
        """`country` is the user's (ISO 3166-1), `claimed` the platform that all contacts are said to belong to.

        With `everything` also numbers and addresses that nobody gives as a support contact are found.
        """
        self._index = Held.over(index, MOST_KEYS)
        self._country, self._claimed, self._everything = country, claimed, everything
        self._folding = Folding(self._index.shown)
        self._brands = Brands(self._index, self._folding)
        self._judge = Judge(self._index, self._brands, country)
        self._is_ending = lru_cache(KEPT)(self._index.is_ending)
        self._is_dull = lru_cache(KEPT)(self._is_never_told)

    def findings(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        """Every finding in the passages of documents, each once though passages overlap."""
        told = Told()
        for passage in passages:
            yield from (finding for finding, again in self.in_passage(passage) if told.is_new(finding, again))

    def in_passage(self, passage: Passage) -> Iterator[tuple[Finding, bool]]:
        """Every finding in one passage, and whether it begins in what stood in the passage before as well."""
        telling, limit = Telling(passage), len(passage.text) - passage.tail
        for spot, around in self._spots(passage.text):
            inside = spot.start < limit and spot.end > passage.lead
            if inside and (finding := self._finding(telling, spot, around)):
                yield finding, spot.start < passage.lead

    # -- where contacts stand

    def _spots(self, text: str) -> Iterator[tuple[Spot, Company]]:
        """Every contact with its company, in order."""
        sight = Sight(text, self._folding)
        around = Surroundings(sight, self._brands)
        spots = [*self._phones(sight, around), *self._addresses(sight, around)]
        taken = 0
        for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
            if spot.start >= taken:
                taken = spot.end
                yield spot, Company(around, spot.start, spot.end, named_inside=not spot.number)

    def _phones(self, sight: Sight, around: Surroundings) -> Iterator[Spot]:
        def may_be_short() -> bool:
            words = sight.words.between(0, len(sight.text))
            return self._everything or Regions(sight.text, words, self._country).has_short_numbers

        for stretch in sight.numbers(may_be_short):
            begin, end, *_ = stretch
            regions = Regions(sight.text[begin:end], sight.words.between(begin, end), self._country)
            if self._everything or self._may_tell_of_numbers(sight, stretch, regions, around):
                reader = Reader(self._judge.is_known, regions)
                yield from numbers_in(sight, stretch, self._folding, reader)

    def _may_tell_of_numbers(
        self, sight: Sight, stretch: Stretch, regions: Regions, around: Surroundings
    ) -> bool:
        """Whether anything could be told of a number that stands there: most are let go before they are read."""
        begin, end, is_plain, is_short = stretch
        if is_short and not regions.has_short_numbers:
            return False
        if not is_plain or is_number_claim(Prospect(around, begin, end), (Disguise.SPACED,), MOST_SHAPED):
            return True
        return self._judge.may_know(sight.digits(begin, end))

    def _addresses(self, sight: Sight, around: Surroundings) -> Iterator[Spot]:
        for stretch in sight.addresses(self._is_ending):
            if self._everything or not stretch.plain or self._may_tell_of_links(sight, stretch, around):
                yield from addresses_in(sight, stretch, self._folding, self._is_ending)

    def _may_tell_of_links(self, sight: Sight, stretch: Stretch, around: Surroundings) -> bool:
        """The same of links and hosts, plainly written."""
        begin, end, *_ = stretch
        text, calls, at = sight.folded[begin:end].lower(), False, 0
        for word in text.split():
            at = text.index(word, at)
            if "." in word:
                if len(word) > LONGEST_LINK or not all(map(self._is_dull, _HOSTS.findall(word))):
                    return True
                first, last = begin + at - BESIDE - LONGEST_PHRASE, begin + at + len(word) + BESIDE
                calls = calls or around.points_between(first, last)
        return calls and is_address_claim(Prospect(around, begin, end), (), Says())

    def _is_never_told(self, host: str) -> bool:
        """Whether nothing is known or suspected of a host, and it says nothing of itself; or what looks like one is none."""
        return not self._is_ending(host.rpartition(".")[2]) or self._judge.is_dull(host)

    # -- what they are

    def _finding(self, telling: Telling, spot: Spot, around: Company) -> Finding | None:
        judge, everything = self._judge, self._everything
        is_given = bool(spot.number) and is_number_claim(around, spot.disguise, spot.shape)
        if not (everything or is_given) and judge.is_nothing(spot, around):
            return None
        named = around.nearest()
        claimed = self._claimed or (named.platform if named else None)
        verdict = judge.verdict(spot, telling.text, claimed, around)
        if verdict is None or not (everything or is_given or judge.counts(spot, verdict, around)):
            return None
        return telling.finding(spot, verdict, self._brand(named), around)

    def _brand(self, named: Named | None) -> Brand | None:
        record = self._index.platform(named.platform) if named else None
        return Brand(record, named.start, named.end) if named and record else None
