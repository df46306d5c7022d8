"""Accounts whose names are made to be taken for those of official ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.imitation.found import Imitation, Mark, differs
from contactfinder.imitation.names import Label, places
from contactfinder.registry.grades import Trust
from contactfinder.registry.looks import handle_look
from contactfinder.registry.near import edit, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.contacts import Reading
    from contactfinder.imitation.names import Place
    from contactfinder.registry.index import Index

MIN_IMITATED = 6  # characters of a name before one slip, or a look, accuses anybody


def imitated(readings: Iterable[Reading], index: Index) -> Imitation | None:
    """The official account that one of these readings nearly is, or whose platform it poses as serving."""
    for reading in readings:
        handle = reading.contact.value
        found = _near(handle, index) or _posing(handle, index)
        if found:
            return found
    return None


def _near(handle: str, index: Index) -> Imitation | None:
    """coinbasse, c0inbase, coinbase_, coinbase1: the name itself, one slip or one look away."""
    for hit in index.near((*shortened("handle", handle), handle_look(handle))):
        if hit.target == handle or len(hit.target.partition(":")[2]) < MIN_IMITATED:
            continue
        alike = handle_look(handle) == handle_look(hit.target)
        how = edit(hit.target, handle) or ("drawn-alike" if alike else None)
        if how:
            return Imitation(hit.target, hit.platform, (differs(how, hit.target),))
    return None


def _posing(handle: str, index: Index) -> Imitation | None:
    """coinbase_support_team: a platform's name among words of support, on a network where its own account is known."""
    network, _, name = handle.partition(":")
    words = tuple(w for w in re.split(r"[^a-z0-9]+", name.lower()) if w)
    for place in places(Label(words, foreign=False, registered=True), "plain", index):
        if _promises_help(place, words):
            for target in _official_accounts(place.brand.platform, network, index):
                mark = Mark("name-with-words", {"name": place.brand.name})
                return Imitation(target, place.brand.platform, (mark,))
    return None


def _promises_help(place: Place, words: tuple[str, ...]) -> bool:
    """Whether a name stands among words of support in a way that platforms' own accounts do not: joined, or with a number."""
    joined = len(words) > 2 or words[-1][-1].isdigit()
    return joined and "support" in (place.around or ())


def _official_accounts(platform: str, network: str, index: Index) -> Iterator[str]:
    record = index.platform(platform)
    for channel in record["channels"] if record else ():
        contact = channel["contact"] or ""
        official = channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]
        if official and contact.startswith(f"{network}:"):
            yield contact
