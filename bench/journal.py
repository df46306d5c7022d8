"""A case journal of growing size, as ratios to a small one in the same run: python bench/journal.py [SIZES…]

Anchors: the same question in a journal of the first size; for writing, a bare SQLite insert with the same pragmas.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from contactfinder.journal import Journal, Note, Promise, rows, store

SAID = "The agent said that the withdrawal is being looked at, and that I should wait for two more days. " * 4
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRIES_OF_A_CASE = 200
TIMES = 7


def filled(folder: Path, size: int) -> None:
    """A journal with so many entries, every tenth with a promise."""
    with Journal.open(folder, NOW) as journal:
        cases = [
            journal.new(f"Platform {n % 300}", "withdrawal", None, f"platform-{n % 300}", NOW).number
            for n in range(max(1, size // ENTRIES_OF_A_CASE))
        ]
        with sqlite3.connect(folder / store.NAME, isolation_level=None) as db, store.writing(db):
            db.row_factory = sqlite3.Row
            for number in range(size):
                at = NOW - timedelta(minutes=size - number)
                promise = (
                    Promise("an answer", NOW + timedelta(hours=number % 99 - 50))
                    if number % 10 == 0
                    else None
                )
                note = Note(at, f"{SAID}{number}", "chat", ticket=str(number), promise=promise)
                rows.insert_entry(db, cases[number % len(cases)], note, at, uuid4().hex, is_now=False)
        db.close()


def questions(journal: Journal, size: int) -> dict[str, Callable[[], object]]:
    """What is measured."""
    note = Note(NOW, SAID, "chat")
    return {
        "log": lambda: journal.log(1, note, NOW),
        "show": lambda: journal.case(1, NOW),
        "list": lambda: journal.cases(NOW),
        "search, one hit": lambda: journal.search(f"days. {size // 2}", NOW),
        "what a look-up asks": lambda: journal.notes_about("platform-1"),
    }


def median(question: Callable[[], object]) -> float:
    """Seconds."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        question()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def opening(folder: Path) -> None:
    """Open, with the check of the whole file, and close."""
    Journal.open(folder, NOW).close()


def bare_insert(folder: Path) -> float:
    """One row of the same text, written as durably by SQLite alone."""
    with sqlite3.connect(folder / "bare.sqlite", isolation_level=None) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE said (text)")
        found = median(lambda: db.execute("INSERT INTO said VALUES (?)", (SAID,)))
    db.close()
    return found


def measured(size: int, folder: Path) -> dict[str, float]:
    """Seconds of every question at one size."""
    filled(folder, size)
    found = {"open": median(lambda: opening(folder))}
    with Journal.open(folder, NOW) as journal:
        found |= {name: median(question) for name, question in questions(journal, size).items()}
    return found | {"megabytes": (folder / store.NAME).stat().st_size / 1e6}


def main() -> None:
    """Print a table for bench/README.md."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000, 100_000]
    with tempfile.TemporaryDirectory() as place:
        found = {size: measured(size, Path(place, str(size))) for size in sizes}
        bare = bare_insert(Path(place))
    first = found[sizes[0]]
    names = [name for name in first if name != "megabytes"]
    print("| entries | file, MB |", " | ".join(f"{name}, ms (ratio)" for name in names), "|")
    print("| ---: | ---: |", " | ".join("---:" for _ in names), "|")
    for size, row in found.items():
        cells = [f"{row[name] * 1000:.1f} ({row[name] / first[name]:.1f})" for name in names]
        print(f"| {size:,} | {row['megabytes']:.1f} |", " | ".join(cells), "|")
    print(f"\nlog / a bare insert as durable: {first['log'] / bare:.1f}")


if __name__ == "__main__":
    main()
