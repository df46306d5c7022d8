"""False alarms of `scan` on honest text: python bench/accuracy/honest.py FILE_OR_FOLDER… [--show] [--country CC]

Give it texts in which nobody imitates anybody: every finding but of an official contact is a false alarm there, or news.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from typing import NamedTuple

from contactfinder.documents import Notes, form_of, passages
from contactfinder.documents.passage import Passage
from contactfinder.documents.sources import STDIN, Source, sources
from contactfinder.errors import UsageError
from contactfinder.finder import in_words
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.scan import Finding, Scanner

HARMLESS = {"official", "official-domain"}
PER = 100_000  # words
# A Chinese character counts as a word: there are no blanks to tell more.
_WORD = re.compile(r"[㐀-鿿豈-﫿ぁ-ヿ가-힯]|[^\W㐀-鿿豈-﫿ぁ-ヿ가-힯]+(?:['’-]\w+)*")


class Found(NamedTuple):
    """A finding in a line: where, what is said of it, and the words around it."""

    source: str
    line: int
    verdict: str
    kind: str
    contact: str
    claimed_for: str
    around: str


class Told(NamedTuple):
    """What one file gave."""

    words: int
    found: tuple[Found, ...]


class _Counted:
    """Passages on their way, with the words in them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages, self.words = passages, 0

    def __iter__(self) -> Iterator[Passage]:
        for passage in self._passages:
            self.words += words(passage.text[passage.lead :])
            yield passage


def words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


_scanner: Scanner | None = None


def _open(country: str | None) -> None:
    global _scanner
    _scanner = Scanner(Index.open(BUILT_IN), country)


def read(source: Source) -> Told:
    """One file, scanned as `scan` does it."""
    assert _scanner
    counted = _Counted(passages(source.pieces(), form_of(source.name), Notes()))
    try:
        found = tuple(_found(source.name, finding) for finding in _scanner.findings(counted))
    except UsageError:  # gone, or not ours to read
        return Told(counted.words, ())
    return Told(counted.words, found)


def _found(name: str, finding: Finding) -> Found:
    platform = finding.claimed_for.platform["id"] if finding.claimed_for else "–"
    return Found(
        name,
        finding.line,
        finding.verdict.status.value,
        finding.kind.value,
        finding.contact.value,
        platform,
        " ".join(finding.excerpt.text.split()),
    )


def told(paths: Iterable[str], country: str | None = None) -> list[Told]:
    """Every file below the paths, on all cores. Raises UsageError for a path that cannot be read."""
    files = [source for source in sources(paths, Notes()) if source.name != STDIN]
    with Pool(os.cpu_count(), _open, (country,)) as pool:
        return pool.map(read, files, chunksize=4)


def report(told: list[Told]) -> str:
    """The table: findings by verdict and kind, and how many in so many words."""
    read = sum(t.words for t in told)
    count = Counter((f.verdict, f.kind) for t in told for f in t.found)
    alarms = sum(n for (verdict, _), n in count.items() if verdict not in HARMLESS)
    head = f"{len(told):,} files, {read:,} words\n\n| verdict | kind | findings | in {PER:,} words |\n| --- | --- | ---: | ---: |"
    rows = [_row(verdict, kind, n, read) for (verdict, kind), n in sorted(count.items())]
    return "\n".join((head, *rows, _row("**all but official**", "", alarms, read)))


def _row(verdict: str, kind: str, count: int, read: int) -> str:
    rate = f"{count * PER / read:.2f}" if read else "–"
    return f"| {verdict} | {kind} | {count:,} | {rate} |"


def shown(found: Found) -> str:
    """One finding in a line, without control characters."""
    fields = (f"{found.source}:{found.line}", *found[2:])
    return "  ".join("".join(c if c.isprintable() else "·" for c in field) for field in fields)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Count what scan finds in honest texts.")
    parser.add_argument("paths", nargs="+", help="files and folders")
    parser.add_argument("--show", action="store_true", help="show every finding that is not official")
    parser.add_argument("--country", help="the country of the readers (GB, US, CN, …)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Read, and print the table."""
    options = _options(arguments)
    try:
        found = told(options.paths, options.country)
    except UsageError as error:
        sys.exit("\n".join(in_words(error)))
    print(report(found))
    if options.show:
        print(*(shown(f) for t in found for f in t.found if f.verdict not in HARMLESS), sep="\n")


if __name__ == "__main__":
    main()
