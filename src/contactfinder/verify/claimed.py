"""Whose contact a claim says it is: the platform that is named, and what is known of somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from contactfinder.contacts import web
from contactfinder.errors import ExitCode, UnreadableContact
from contactfinder.verify.verdict import EXIT_CODES, Reason, Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import PlatformRecord


def platforms_named(name: str, index: Index) -> list[str]:
    """The ids of the platforms that people call this: by a name, or by a domain or address of theirs."""
    return index.named(name) or _owner_of(normalize("NFKC", name).strip(), index)


def _owner_of(address: str, index: Index) -> list[str]:
    try:
        host = web.locate(address).host if "." in address else ""
    except UnreadableContact:
        return []
    hit = index.domain(web.parents(host))
    return [hit.platform] if hit else []


def the_platform(names: Iterable[str], index: Index) -> PlatformRecord | None:
    """The one platform that all these names can mean; None when there are several or none."""
    found = {platform for name in names for platform in platforms_named(name, index)}
    return index.platform(*found) if len(found) == 1 else None


def regions(country: str | None, owner: PlatformRecord | None) -> tuple[str, ...]:
    """Where a number may be dialled from that is written as at home: the user's country, the platform's phones."""
    phones = (c["phone"]["region"] for c in owner["channels"] if "phone" in c) if owner else ()
    return tuple(r for r in (country, *phones) if r and r != "001")


def weakened(verdict: Verdict, reason: Reason) -> Verdict:
    """What is known of somebody else's contact says nothing good of the platform that the claim names."""
    bad = EXIT_CODES[verdict.status] is ExitCode.BAD
    return verdict.because(reason, status=verdict.status if bad else Status.UNKNOWN)


def are_related(one: PlatformRecord, other: PlatformRecord) -> bool:
    """Whether one is a product of the other."""
    return one["id"] in _family(other) or other["id"] in _family(one)


def _family(platform: PlatformRecord) -> Iterable[str]:
    return (platform["part_of"]["platform"],) if platform["part_of"] else ()


def of_family(verdict: Verdict, platform: PlatformRecord) -> Verdict:
    """The verdict on a contact of the parent or a product of the platform that the claim names."""
    return verdict.because(Reason(Why.SAME_FAMILY, {"name": platform["name"]}))
