"""One look-up in registries of growing size: python bench/lookups.py [SIZES…]  (time and bytes read stay flat, or not)

The platforms are imaginary: the real records, renamed. Each size is measured in the same run; ratios are to the smallest.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from contactfinder.registry.build import create, finish, write
from contactfinder.registry.entry import Publishers
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.record import PlatformRecord


def imaginary(size: int) -> Iterator[PlatformRecord]:
    """As many platforms as wanted, each with names, domains and contacts of its own."""
    real = Index.open(BUILT_IN)
    records = [r for s in real.summaries() if (r := real.platform(s.id))]
    for number, record in enumerate(islice(cycle(records), size)):
        copy: PlatformRecord = json.loads(json.dumps(record))
        copy["id"], copy["name"] = f"{record['id']}-{number}", f"{record['name']} {number}"
        copy["aliases"], copy["former_names"], copy["names"] = [], [], {}
        for domain in copy["domains"]:
            domain["domain"] = f"p{number}-{domain['domain']}"
        yield copy


def build(path: Path, size: int) -> float:
    """Build an index of that size and give the seconds it took, without reading YAML."""
    records = list(imaginary(size))
    begun = time.perf_counter()
    with closing(sqlite3.connect(path)) as db:
        create(db)
        write(db, records, [])
        finish(db, "bench", Publishers(publishers=[], shared_hosts=[]))
    return time.perf_counter() - begun


def median_of(question: Callable[[], object], runs: int = 200) -> float:
    """Median seconds of one question."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        question()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def look_up(path: Path, name: str) -> None:
    """Open, find, read, close: what one process does."""
    index = Index.open(path)
    index.platform(index.named(name)[0])
    index.close()


def main() -> None:
    """Print the table."""
    sizes = [int(a) for a in sys.argv[1:]] or [200, 1000, 10000]
    first: dict[str, float] = {}
    print(
        f"{'platforms':>10}{'build/s':>10}{'MB':>8}{'look-up ms':>12}{'ratio':>7}{'typo ms':>10}{'ratio':>7}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.sqlite"
            seconds = build(path, size)
            index = Index.open(path)
            name = next(s.id for s in index.summaries() if s.id.startswith("coinbase-"))
            found = median_of(partial(look_up, path, name))
            typo = median_of(partial(index.like, "coinbsae", 40), 20)
            first = first or {"found": found, "typo": typo}
            rate, megabytes = size / seconds, path.stat().st_size / 1e6
            print(
                f"{size:10}{rate:10.0f}{megabytes:8.1f}{found * 1000:12.3f}{found / first['found']:7.2f}"
                f"{typo * 1000:10.3f}{typo / first['typo']:7.2f}"
            )


if __name__ == "__main__":
    main()
