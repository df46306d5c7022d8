"""A contact that reached the user: whoever called or wrote chose what it looks like, so no answer reassures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import Kind
from contactfinder.registry.grades import Trust
from contactfinder.verify.statements import never_does
from contactfinder.verify.verdict import Reason, Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAND = {Status.IMPOSTOR, Status.LOOKALIKE, Status.CONTRADICTED, Status.INVALID}
# True of the contact, and so what a thief wants to have read out: replaced by why that proves nothing.
_COMFORTING = {
    Why.LISTED,
    Why.HOME_PAGE,
    Why.UNDATED,
    Why.UNLISTED_PAGE,
    Why.UNLISTED_ADDRESS,
    Why.SAME_FAMILY,
    Why.CALLER_ID,
    Why.SENDER,
}


def reached(verdict: Verdict) -> Verdict:
    """The verdict on a contact that reached the user: what is bad stays bad, all the rest is unknown."""
    about = (*_direction(verdict), *_deeds(verdict))
    if verdict.status in _STAND:
        return verdict._replace(reasons=(*verdict.reasons, *about), incoming=True)
    remaining = (r for r in verdict.reasons if r.code not in _COMFORTING)
    return verdict._replace(
        status=Status.UNKNOWN, reasons=(*about, *remaining), channel=None, chain=(), incoming=True
    )


def _direction(verdict: Verdict) -> Iterator[Reason]:
    yield Reason(Why.INCOMING, {"kind": verdict.kind.value} if verdict.kind else {})
    platform = verdict.platform
    if platform is None or verdict.status in _STAND:
        return
    name = {"name": platform["name"]}
    channel = verdict.channel
    theirs = channel is not None and channel["trust"] == Trust.OFFICIAL and channel in platform["channels"]
    if verdict.status is Status.OFFICIAL or theirs:
        yield Reason(Why.LISTED_BUT_FORGEABLE, name)
    elif verdict.status is Status.OFFICIAL_DOMAIN:
        yield Reason(Why.DOMAIN_BUT_FORGEABLE, name)


def _deeds(verdict: Verdict) -> Iterator[Reason]:
    if verdict.platform:
        yield from never_does(verdict.platform, verdict.kind or Kind.PHONE)
