"""Accounts whose names are nearly those of official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.imitation.found import Imitation, differs
from contactfinder.registry.near import edit, shortened

if TYPE_CHECKING:
    from contactfinder.contacts import Reading
    from contactfinder.registry.index import Index

MIN_IMITATED = 6  # characters of a name before one differing letter accuses anybody


def imitated(readings: tuple[Reading, ...], index: Index) -> Imitation | None:
    """The official account that one of these readings nearly is."""
    for reading in readings:
        handle = reading.contact.value
        name = handle.partition(":")[2]
        for hit in index.near(shortened("handle", handle)):
            if len(name) > MIN_IMITATED and (how := edit(hit.target, handle)):
                return Imitation(hit.target, hit.platform, (differs(how, hit.target),))
    return None
