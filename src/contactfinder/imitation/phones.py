"""Numbers that are nearly official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.imitation.found import Imitation, Mark, differs, official_owners
from contactfinder.registry.near import edit, shortened

if TYPE_CHECKING:
    from contactfinder.contacts import Reading
    from contactfinder.registry.index import Index


def imitated(readings: tuple[Reading, ...], index: Index) -> Imitation | None:
    """The official number that one of these readings nearly is."""
    for reading in readings:
        number = reading.contact.value
        for hit in index.near(shortened("phone", number)):
            if how := edit(hit.target, number):
                return Imitation(hit.target, hit.platform, (differs(how, hit.target),))
    return _same_national(readings[0].contact.value, index)


def _same_national(number: str, index: Index) -> Imitation | None:
    """An official number under another country's code."""
    for skipped in (1, 2, 3):
        for target in index.national(number[1 + skipped :]):
            for platform in official_owners(target, index):
                mark = Mark("other-country-code", {"number": target})
                return Imitation(target, platform["id"], (mark,))
    return None
