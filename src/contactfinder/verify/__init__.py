"""Is this contact genuine? A claim and the index give a verdict with its reasons; nothing is official because it looks right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from contactfinder.contacts import Kind, Sign, parse, phone
from contactfinder.contacts.patterns import pattern
from contactfinder.errors import UnreadableContact
from contactfinder.verify.chain import chain_of
from contactfinder.verify.claimed import platforms_named, regions, the_platform, weakened
from contactfinder.verify.judgement import Judgement, national_forms
from contactfinder.verify.verdict import EXIT_CODES, Link, Reason, Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import PlatformRecord

__all__ = [
    "EXIT_CODES",
    "Link",
    "Reason",
    "Status",
    "Verdict",
    "Why",
    "chain_of",
    "platforms_named",
    "verify",
]

MAX_SEARCHED = 500  # characters of an unreadable text in which known numbers are looked for
_WORDS = pattern(r"[^\W\d_]+")


def verify(
    text: str,
    index: Index,
    country: str | None = None,
    claimed: str | None = None,
    incoming: bool = False,
) -> Verdict:
    """Judge one claim. `country` is the user's (ISO 3166-1), `claimed` the platform the claim names, by any name.

    `incoming` says that the contact reached the user, who did not choose it: then no answer reassures.
    """
    verdict = _judged(text, index, country, claimed)
    if not incoming:
        return verdict
    from contactfinder.verify.incoming import reached

    return reached(verdict)


def _judged(text: str, index: Index, country: str | None, claimed: str | None) -> Verdict:
    owner = the_platform([claimed], index) if claimed else None
    try:
        claim = parse(text, regions(country, owner), index.is_known_number)
    except UnreadableContact as error:
        found = _unreadable(text, error.code, index, country, owner)
        return found if found.platform else found._replace(platform=owner)
    verdict = Judgement(index, claim, country, owner).verdict()
    if claimed and owner is None:
        verdict = weakened(verdict, Reason(Why.PLATFORM_NOT_LISTED, {"name": claimed}))
    signs = (Reason(Why.SIGN, {"sign": sign.value}) for sign in claim.signs)
    return verdict.because(*signs)._replace(text=text)


def _unreadable(
    text: str, error: str, index: Index, country: str | None, owner: PlatformRecord | None
) -> Verdict:
    """No contact where the user is; it may still hold a known impostor, or nearly be an official contact."""
    from contactfinder.imitation import phones

    searched = normalize("NFKC", text[:MAX_SEARCHED])
    for piece in (searched, *_WORDS.split(searched)):
        for number in _numbers_of(piece, index):
            if index.impostor(number):
                reason = Reason(Why.READ_AS, {"number": number, "how": "national-digits"})
                return verify(number, index).because(reason)._replace(text=text)
    if alike := _in_plain_letters(searched, index, country, owner):
        return alike._replace(text=text)
    if phone.looks_like(searched) and (found := phones.nearly(searched, index)):
        reasons = tuple(Reason(Why(mark.code), mark.values) for mark in found.how)
        platform = index.platform(found.platform)
        return Verdict(text, Status.LOOKALIKE, Kind.PHONE, None, platform, found.target, reasons)
    return Verdict(text, Status.INVALID, reasons=(Reason(Why.UNREADABLE, {"error": error}),))


def _in_plain_letters(
    text: str, index: Index, country: str | None, owner: PlatformRecord | None
) -> Verdict | None:
    """The contact that people see in foreign letters, where it is an official or a reported one: @соinbasesupport."""
    from contactfinder.imitation.found import official_owners
    from contactfinder.registry.looks import unaccented

    foreign = "".join(c if c.isascii() else c.lower() for c in unaccented(text))
    plain = index.shown(foreign)
    if text.isascii() or plain == text:
        return None
    try:
        claim = parse(plain, regions(country, owner), index.is_known_number)
    except UnreadableContact:
        return None
    seen = Judgement(index, claim, country, owner).verdict()
    if seen.status is Status.IMPOSTOR:
        return seen.because(Reason(Why.SIGN, {"sign": Sign.DISGUISED.value}))
    for reading in claim.readings:
        official = reading.contact.value
        for platform in official_owners(official, index):
            reason = Reason(Why.DIFFERS, {"how": "foreign-letters", "official": official})
            return Verdict(text, Status.LOOKALIKE, claim.kind, None, platform, official, (reason,))
    return None


def _numbers_of(piece: str, index: Index) -> Iterator[str]:
    """Known numbers with these national digits."""
    for digits in national_forms("".join(c for c in piece if c.isdecimal())):
        yield from index.national(digits)
