"""The slowest answers to hostile texts, and whether time grows faster than length: python bench/hostile.py

The texts are those of tests/hostile; budgets: a second for any answer, and no text whose time more than triples when it
is twice as long.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from contactfinder.contacts import parse
from contactfinder.contacts.claim import MAX_LENGTH
from contactfinder.errors import UnreadableContact
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.verify import verify

sys.path.append(str(Path(__file__).parents[1] / "tests" / "hostile"))
import naughty  # type: ignore[import-not-found]  # data of the tests

SHOWN = 10
WORTH_MEASURING = 0.002  # seconds; below, the clock and the machine say more than the text


def seconds(answer: Callable[[str], object], text: str, runs: int = 2) -> float:
    """The best of a few times."""
    found = []
    for _ in range(runs):
        begun = time.process_time()
        answer(text)
        found.append(time.process_time() - begun)
    return min(found)


def read(text: str) -> None:
    """What `verify` does before it looks anything up."""
    with suppress(UnreadableContact):
        parse(text, ("US", "CN", "GB"))


def growth(text: str) -> float:
    """How many times as long the whole text takes as its first half with the same end."""
    return seconds(read, text, 9) / seconds(read, text[: len(text) // 2] + text[-1], 9)


def shown(text: str) -> str:
    """The text in a few characters."""
    return ascii(text if len(text) < 40 else f"{text[:34]}…{len(text)}")


def main() -> None:
    """Print both tables."""
    index = Index.open(BUILT_IN)
    verify("+12025550123", index, "GB")  # loads the numbering plans
    times = {text: seconds(lambda t: verify(t, index, "GB"), text) for text in naughty.STRINGS}
    print(f"{len(times)} texts; the slowest answers:")
    for text in sorted(times, key=times.__getitem__, reverse=True)[:SHOWN]:
        print(f"{times[text] * 1000:9.1f} ms  {shown(text)}")
    long = [t for t in naughty.LONG if len(t) <= MAX_LENGTH and seconds(read, t) > WORTH_MEASURING]
    grown = {text: growth(text) for text in long}
    print("steepest, twice the length:")
    for text in sorted(grown, key=grown.__getitem__, reverse=True)[:SHOWN]:
        print(f"{grown[text]:9.1f} x   {shown(text)}")


if __name__ == "__main__":
    main()
