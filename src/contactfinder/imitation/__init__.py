"""What an unlisted contact imitates, and how one sees it: domains, accounts and numbers made to be taken for official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import Claim, Kind, Reading
from contactfinder.imitation.found import Imitation, Mark

if TYPE_CHECKING:
    from contactfinder.registry.index import Index

__all__ = ["Imitation", "Mark", "imitated"]


def imitated(claim: Claim, readings: tuple[Reading, ...], index: Index) -> Imitation | None:
    """The official contact that a claim imitates; `readings` are all that its text can plausibly mean."""
    match claim.kind:  # a listed contact needs none of these, and words and keyboards take time to load
        case Kind.PHONE:
            from contactfinder.imitation import phones

            return phones.imitated(claim, readings, index)
        case Kind.HANDLE:
            from contactfinder.imitation import handles

            return handles.imitated(claim.readings, index)
        case _:
            from contactfinder.imitation import domains

            return domains.imitated(claim.readings[0].contact, index)
