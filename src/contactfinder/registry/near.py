"""Near misses: shortened spellings under which two texts that differ by one edit meet in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import parse
from contactfinder.errors import UnreadableContact
from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.record import PlatformRecord

# Symmetric deletes (Garbe, SymSpell): two texts within one insertion, deletion, substitution or swap of neighbours share
# a spelling after deleting at most one character from each.


def shortened(kind: str, text: str, edits: int = 1) -> Iterator[str]:
    """The text and every spelling of it that lacks up to `edits` characters, as keys of the index."""
    seen = {text}
    for _ in range(edits):
        seen |= {spelling[:i] + spelling[i + 1 :] for spelling in seen for i in range(len(spelling))}
    for spelling in sorted(seen):
        yield f"{kind}:{spelling}"


def number_keys(digits: str) -> Iterator[str]:
    """Keys under which a number meets those with one digit other, less or more, and those with its digits in another order."""
    yield from shortened("phone", digits)
    yield other_order(digits)


def other_order(digits: str) -> str:
    """The key under which a number meets those with its digits in another order."""
    return f"phone-digits:{''.join(sorted(digits))}"


def phone_keys(record: PlatformRecord) -> Iterator[tuple[str, str]]:
    """What leads to each official number of a platform, with and without its country code."""
    for channel in record["channels"]:
        number = channel["contact"]
        if number and "phone" in channel and channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]:
            digits = number.removeprefix("+")
            national = digits.removeprefix(str(channel["phone"]["calling_code"]))
            for key in {*number_keys(digits), *number_keys(national)}:
                yield key, number


def stated_keys(record: PlatformRecord) -> Iterator[tuple[str, str]]:
    """What leads to each contact about which the platform's own pages disagree."""
    for disagreement in record["disagreements"]:
        for position in disagreement["positions"]:
            for contact in _contacts(position["value"] or ""):
                yield f"stated:{contact}", contact


def _contacts(text: str) -> Iterator[str]:
    try:
        yield parse(text).readings[0].contact.value
    except UnreadableContact:
        return


def edit(first: str, second: str) -> str | None:
    """What one edit made `second` of `first`: changed, swapped, dropped, added; None when it takes more than one."""
    if first == second:
        return None
    start = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    rest, other = first[start:], second[start:]
    if len(first) == len(second):
        if rest[1:] == other[1:]:
            return "changed"
        return "swapped" if rest[:2] == other[1::-1] and rest[2:] == other[2:] else None
    if rest[1:] == other:
        return "dropped"
    return "added" if rest == other[1:] else None
