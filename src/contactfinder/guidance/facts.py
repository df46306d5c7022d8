"""What a platform's record says, as every answer needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.registry.grades import Trust

if TYPE_CHECKING:
    from contactfinder.registry.record import (
        AbsenceRecord,
        ChannelRecord,
        NotFoundRecord,
        PlatformRecord,
    )

WALLETS = {"wallet", "hardware-wallet"}
KEEPS_NOTHING = {*WALLETS, "swap"}  # kinds of platform that hold no coins for their users


def offered_absences(platform: PlatformRecord) -> list[AbsenceRecord]:
    """What the platform says it does not have, phones first."""
    return sorted(platform["absences"], key=lambda a: (a["kind"] != "phone", a["kind"]))


def not_found(platform: PlatformRecord, kind: str) -> NotFoundRecord | None:
    """The search for such a channel that found neither one nor a word about it."""
    return next((n for n in platform["not_found"] if n["kind"] == kind and not n["network"]), None)


def spoken(platform: PlatformRecord) -> list[str]:
    """The languages in which its support answers, by its own proven pages."""
    found = platform["support_languages"]
    return found["tags"] if found and found["trust"] == Trust.OFFICIAL else []


def is_at_home(platform: PlatformRecord, channel: ChannelRecord) -> bool:
    """Whether a page or mailbox lies on a proven domain of the platform, where strangers have no place of their own."""
    from contactfinder.contacts import web
    from contactfinder.registry.strangers import is_among_strangers

    contact, kind = channel["contact"] or "", channel["contact_kind"]
    if kind not in ("url", "email"):
        return False
    where = web.locate(contact if kind == "url" else f"https://{contact.rpartition('@')[2]}")
    domains = {
        d["domain"] for d in (*platform["domains"], *platform["inherited"]) if d["rooted"] and not d["former"]
    }
    return bool(domains & set(web.parents(where.host))) and not is_among_strangers(platform, where)


def never_asked(platform: PlatformRecord) -> list[str]:
    """What the platform itself says its support never asks for or does, each once."""
    official = (n for n in platform["never_asks"] if n["trust"] == Trust.OFFICIAL)
    return list(dict.fromkeys(item for entry in official for item in entry["items"]))
