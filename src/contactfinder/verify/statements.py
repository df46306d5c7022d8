"""What the platform itself says against a contact: it has no such channel, its pages disagree, it never calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import Claim, Kind, Sign, handle, web
from contactfinder.registry.ages import seen
from contactfinder.registry.grades import Trust
from contactfinder.registry.places import covers
from contactfinder.verify.verdict import Reason, Why, read_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.record import (
        AbsenceRecord,
        ChannelRecord,
        DisagreementRecord,
        NotFoundRecord,
        PlatformRecord,
    )

_INVITES = {"chat.whatsapp.com": "whatsapp"}  # beside the hosts on which accounts have links
_PRIVATE = {"telegram", "discord", "whatsapp"}  # every link there leads to a conversation
_DEEDS = {  # what genuine support never does, by the way a contact can reach somebody
    Kind.PHONE: ("call-unasked", "message-unasked"),
    Kind.EMAIL: ("message-unasked",),
    Kind.HANDLE: ("message-unasked",),
    Kind.URL: ("message-unasked",),
}


def absences(owner: PlatformRecord, claim: Claim) -> Iterator[AbsenceRecord]:
    """What a platform says, undisputed and on a rooted page, that it does not have, and the claim would be."""
    for absence in owner["absences"]:
        if absence["trust"] != Trust.OFFICIAL or not _is_such(claim, absence):
            continue
        if not any(d["about"] == absence["kind"] for d in owner["disagreements"]):
            yield absence


def _is_such(claim: Claim, missing: AbsenceRecord | NotFoundRecord) -> bool:
    if missing["kind"] == "social":
        networks = set(_networks(claim))
        return bool(networks) and (missing["network"] is None or networks == {missing["network"]})
    return kind_of_channel(claim) == missing["kind"]


def searched(owner: PlatformRecord, claim: Claim) -> Iterator[Reason]:
    """That such a channel was looked for on the platform's pages and neither found nor denied: `read` is the last day, `count` the pages."""
    for missing in owner["not_found"]:
        if _is_such(claim, missing):
            pages = missing["evidence"]
            what = {"kind": missing["network"] or missing["kind"], "count": str(len(pages))}
            yield Reason(Why.SEARCHED, {**what, "read": seen(pages) or ""})


def _networks(claim: Claim) -> Iterator[str]:
    """The networks on which the contact can be an account or a conversation."""
    for reading in claim.readings:
        if claim.kind is Kind.HANDLE:
            yield reading.contact.value.partition(":")[0]
        elif claim.kind is Kind.URL:
            host = web.locate(reading.contact.value).host.removeprefix("www.")
            yield from (n for n in _PRIVATE if host in handle.NETWORKS[n].hosts or _INVITES.get(host) == n)
        elif Sign.WHATSAPP in claim.signs:
            yield "whatsapp"


def kind_of_channel(claim: Claim) -> str | None:
    """The kind of channel that the claim would be; links can be any. A WhatsApp account is no phone line."""
    if Sign.WHATSAPP in claim.signs:
        return "social"
    return {Kind.PHONE: "phone", Kind.EMAIL: "email", Kind.HANDLE: "social"}.get(claim.kind)


def absent(absence: AbsenceRecord) -> Reason:
    """The platform's own word that it has no such channel, with its source."""
    what = {"kind": absence["network"] or absence["kind"]}
    return Reason(Why.ABSENT, what | read_in(absence["evidence"][0]))


def absent_elsewhere(absence: AbsenceRecord) -> Reason:
    """The same, of countries of which the user's is not known to be one."""
    what = {"kind": absence["network"] or absence["kind"], "regions": ", ".join(absence["regions"])}
    return Reason(Why.ABSENT_ELSEWHERE, what | read_in(absence["evidence"][0]))


def is_here(absence: AbsenceRecord, country: str | None) -> bool:
    """Whether an absence is one for this user."""
    return not absence["regions"] or covers(absence["regions"], country)


def withdrawn(channel: ChannelRecord) -> Reason:
    """Since when the platform no longer uses a contact, and where it says so."""
    fact = channel["withdrawn"]
    assert fact is not None
    evidence = (fact["evidence"] or channel["evidence"])[0]
    since = {"since": fact["since"]} if fact["since"] else {}
    return Reason(Why.WITHDRAWN, since | read_in(evidence))


def disagreements(
    platform: PlatformRecord, kind: str | None, is_stated: bool
) -> tuple[DisagreementRecord, ...]:
    """Where pages of a platform say different things about this kind of channel.

    Two pages that state different contacts disagree about those only: `is_stated` says that this is one of them.
    """
    about = (d for d in platform["disagreements"] if d["about"] == kind)
    return tuple(d for d in about if is_stated or any(p["offered"] is not None for p in d["positions"]))


def never_does(platform: PlatformRecord, kind: Kind) -> Iterator[Reason]:
    """What the platform says it never does, of the ways in which a contact of this kind reaches somebody."""
    for deed in _DEEDS[kind]:
        for fact in platform["never_asks"]:
            if deed in fact["items"] and fact["trust"] == Trust.OFFICIAL:
                said = {"deed": deed, "name": platform["name"]}
                yield Reason(Why.NEVER_DOES, said | read_in(fact["evidence"][0]))
                break
