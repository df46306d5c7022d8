"""Scans of many passages: in this process, or by several of their own, whose findings come back in the order of the texts."""

from __future__ import annotations

from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.scan import Scanner, Told
from contactfinder.stream.workers import AHEAD, ProcessLost, made, pool, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from contactfinder.documents import Passage
    from contactfinder.finder import Finder
    from contactfinder.scan import Finding

ENOUGH = 1 << 16  # characters that are worth to be sent to another process
MOST = 500  # passages that are sent together


class Piece(NamedTuple):
    """A passage with the name of its source; with `pauses`, nobody knows when more comes."""

    source: str
    passage: Passage
    pauses: bool = False


class Search(NamedTuple):
    """What is looked for in all of them; see `Scanner`."""

    finder: Finder
    country: str | None = None
    claimed: str | None = None
    everything: bool = False

    def scanner(self) -> Scanner:
        """Everything that scanning takes, in this process."""
        return Scanner(self.finder.index, self.country, self.claimed, self.everything)


def findings(search: Search, pieces: Iterable[Piece], jobs: int) -> Iterator[tuple[str, Finding]]:
    """Every finding with the name of its source. Raises ProcessLost."""
    told = Told()
    for source, found in _by_several(search, pieces, jobs) if jobs > 1 else _here(search, pieces):
        yield from ((source, finding) for finding, again in found if told.is_new(finding, again))


_Found = list[tuple["Finding", bool]]


def _here(search: Search, pieces: Iterable[Piece]) -> Iterator[tuple[str, Iterable[tuple[Finding, bool]]]]:
    scanner = search.scanner()
    return ((piece.source, scanner.in_passage(piece.passage)) for piece in pieces)


def _by_several(search: Search, pieces: Iterable[Piece], jobs: int) -> Iterator[tuple[str, _Found]]:
    under_way: deque[tuple[list[str], Future[list[_Found]]]] = deque()
    workers = pool(jobs, search.scanner)
    try:
        for batch in _batches(pieces):
            with uninterrupted():
                names = [piece.source for piece in batch]
                under_way.append((names, workers.submit(_scanned, [piece.passage for piece in batch])))
            most = 0 if batch[-1].pauses else AHEAD * jobs
            while under_way and (len(under_way) > most or under_way[0][1].done()):
                yield from _given(*under_way.popleft())
        while under_way:
            yield from _given(*under_way.popleft())
    except BrokenProcessPool:
        raise ProcessLost("process-lost") from None
    finally:
        workers.shutdown(cancel_futures=True)


def _given(names: list[str], found: Future[list[_Found]]) -> Iterator[tuple[str, _Found]]:
    return zip(names, found.result(), strict=True)


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces that are sent together: small ones until they are enough, or until nobody knows when more comes."""
    batch: list[Piece] = []
    length = 0
    for piece in pieces:
        batch.append(piece)
        length += len(piece.passage.text)
        if length >= ENOUGH or len(batch) >= MOST or piece.pauses:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _scanned(passages: list[Passage]) -> list[_Found]:
    scanner: Scanner = made()
    return [list(scanner.in_passage(passage)) for passage in passages]
