"""The places on a platform's own domains where its users write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import web

if TYPE_CHECKING:
    from contactfinder.registry.record import PlatformRecord


def is_among_strangers(platform: PlatformRecord, where: web.Location) -> bool:
    """Whether a page lies where users of the platform write."""
    return any(web.within(where.host, where.path, place) for place in platform["user_content"])
