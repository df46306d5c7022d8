"""Whom to turn to outside the platform, by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.registry.occasions import Role
from contactfinder.registry.places import is_in_eu

if TYPE_CHECKING:
    from collections.abc import Collection

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import AuthorityRecord

FOR_CRIMES = (Role.REPORT_CRIME, Role.HELPLINE)
FOR_IDENTITY = (*FOR_CRIMES, Role.IDENTITY)
FOR_COMPLAINTS = (Role.OMBUDSMAN, Role.REGULATOR, Role.CONSUMER)


def authorities(index: Index, country: str | None, roles: Collection[Role]) -> tuple[AuthorityRecord, ...]:
    """The authorities of a country that have one of these roles, in the order of the roles; where the country's own lack one, the EU's."""
    if country is None:
        return ()
    found = index.advice([f"country:{country}", "country:EU"])
    own: list[AuthorityRecord] = found.get(f"country:{country}", [])
    wider: list[AuthorityRecord] = found.get("country:EU", []) if is_in_eu(country) else []
    chosen: dict[str, AuthorityRecord] = {}
    for role in roles:
        here = [a for a in own if role in a["roles"]]
        for authority in here or [a for a in wider if role in a["roles"]]:
            chosen.setdefault(authority["id"], authority)
    return tuple(chosen.values())
