"""Is this contact genuine? A claim and the index give a verdict with its reasons; nothing is official because it looks right."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from contactfinder.contacts import Claim, Contact, Kind, Reading, Sign, handle, parse, phone, web
from contactfinder.errors import ExitCode, UnreadableContact
from contactfinder.imitation import imitated
from contactfinder.imitation.found import official_owners
from contactfinder.registry.grades import Standing, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import (
        AbsenceRecord,
        ChannelRecord,
        DomainRecord,
        EvidenceRecord,
        ImpostorRecord,
        PlatformRecord,
    )

MAX_SEARCHED = 500  # characters of an unreadable text in which known numbers are looked for


class Status(StrEnum):
    """The verdicts; README documents each with its exit code."""

    OFFICIAL = "official"
    IMPOSTOR = "impostor"
    LOOKALIKE = "lookalike"
    CONTRADICTED = "contradicted"
    CORROBORATED = "corroborated"
    UNCONFIRMED = "unconfirmed"
    OFFICIAL_DOMAIN = "official-domain"
    UNKNOWN = "unknown"
    INVALID = "invalid"


EXIT_CODES = {
    Status.OFFICIAL: ExitCode.OK,
    Status.IMPOSTOR: ExitCode.BAD,
    Status.LOOKALIKE: ExitCode.BAD,
    Status.CONTRADICTED: ExitCode.BAD,
    Status.CORROBORATED: ExitCode.NOT_CONFIRMED,
    Status.UNCONFIRMED: ExitCode.NOT_CONFIRMED,
    Status.OFFICIAL_DOMAIN: ExitCode.NOT_CONFIRMED,
    Status.UNKNOWN: ExitCode.NOT_CONFIRMED,
    Status.INVALID: ExitCode.UNREADABLE,
}


class Why(StrEnum):
    """The reasons a verdict can give."""

    LISTED = "listed"
    HOME_PAGE = "home-page"
    UNDATED = "undated"
    REPORTED = "reported"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    DISAGREEMENT = "disagreement"
    OTHER_PLATFORM = "other-platform"
    SAME_FAMILY = "same-family"
    PLATFORM_NOT_LISTED = "platform-not-listed"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    READ_AS = "read-as"
    DIFFERS = "differs"
    OTHER_COUNTRY_CODE = "other-country-code"
    BRAND_IN_SUBDOMAIN = "brand-in-subdomain"
    SHOWN_HOST = "shown-host"
    UNLISTED_PAGE = "unlisted-page"
    UNLISTED_ADDRESS = "unlisted-address"
    FORMER_DOMAIN = "former-domain"
    DOMAIN_NOT_ROOTED = "domain-not-rooted"
    USER_CONTENT = "user-content"
    ANNOUNCEMENTS_ONLY = "announcements-only"
    PLATFORM_CLOSED = "platform-closed"
    NOT_AS_LISTED = "not-as-listed"
    NETWORK_NOT_SAID = "network-not-said"
    SAME_NAME_ELSEWHERE = "same-name-elsewhere"
    NOT_LISTED = "not-listed"
    UNREADABLE = "unreadable"
    SIGN = "sign"
    CALLER_ID = "caller-id-forgeable"
    SENDER = "sender-forgeable"


class Reason(NamedTuple):
    """One reason: a code and the values its sentence needs."""

    code: Why
    values: dict[str, str] = {}


class Link(NamedTuple):
    """One link of a chain of trust: what stands there, and the evidence that holds it."""

    link: str
    value: str
    evidence: EvidenceRecord | None = None


class Verdict(NamedTuple):
    """The answer about one claim. `platform` is whose contact it is, is claimed to be, or imitates."""

    text: str
    status: Status
    kind: Kind | None = None
    contact: Contact | None = None
    platform: PlatformRecord | None = None
    imitates: str | None = None
    reasons: tuple[Reason, ...] = ()
    channel: ChannelRecord | None = None
    report: ImpostorRecord | None = None
    chain: tuple[Link, ...] = ()


class Listing(NamedTuple):
    """A channel of a platform under which a reading of the claim is listed."""

    reading: Reading
    platform: PlatformRecord
    channel: ChannelRecord


def verify(text: str, index: Index, country: str | None = None, claimed: str | None = None) -> Verdict:
    """Judge one claim. `country` is the user's (ISO 3166-1), `claimed` the platform the claim names, by any name."""
    owner = _claimed_platform(index, claimed)
    try:
        claim = parse(text, _regions(country, owner), index.is_known_number)
    except UnreadableContact as error:
        return _unreadable(text, error.code, index)
    verdict = _Judgement(index, claim, country, owner).verdict()
    if claimed and owner is None:
        verdict = _weakened(verdict, Reason(Why.PLATFORM_NOT_LISTED, {"name": claimed}))
    return verdict._replace(text=text, reasons=(*verdict.reasons, *_odd(claim)))


def _unreadable(text: str, error: str, index: Index) -> Verdict:
    """No contact where the user is; it may still hold a known impostor, written as in its own country."""
    searched = normalize("NFKC", text[:MAX_SEARCHED])
    for piece in (searched, *_WORDS.split(searched)):
        for number in _numbers_of(piece, index):
            if index.impostor(number):
                reason = Reason(Why.READ_AS, {"number": number, "how": "national-digits"})
                verdict = verify(number, index)
                return verdict._replace(text=text, reasons=(*verdict.reasons, reason))
    return Verdict(text, Status.INVALID, reasons=(Reason(Why.UNREADABLE, {"error": error}),))


def _numbers_of(piece: str, index: Index) -> Iterator[str]:
    """Known numbers with these national digits."""
    for digits in _national_forms("".join(c for c in piece if c.isdecimal())):
        yield from index.national(digits)


def _national_forms(digits: str) -> Iterable[str]:
    """The digits as written, and without what is dialled before a number at home."""
    return dict.fromkeys((digits, digits.lstrip("0"), digits.lstrip("01")))


def _claimed_platform(index: Index, claimed: str | None) -> PlatformRecord | None:
    found = platforms_named(claimed, index) if claimed else []
    return index.platform(found[0]) if len(found) == 1 else None


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


def _regions(country: str | None, owner: PlatformRecord | None) -> tuple[str, ...]:
    phones = (c["phone"]["region"] for c in owner["channels"] if "phone" in c) if owner else ()
    return tuple(r for r in (country, *phones) if r and r != "001")


def _weakened(verdict: Verdict, reason: Reason) -> Verdict:
    """What is known of somebody else's contact says nothing good of the platform that the claim names."""
    bad = EXIT_CODES[verdict.status] is ExitCode.BAD
    weaker = verdict.status if bad else Status.UNKNOWN
    return verdict._replace(status=weaker, reasons=(*verdict.reasons, reason))


def _odd(claim: Claim) -> Iterator[Reason]:
    for sign in claim.signs:
        yield Reason(Why.SIGN, {"sign": sign.value})


class _Judgement:
    """One claim on its way to a verdict: from the most serious answer to the least."""

    def __init__(self, index: Index, claim: Claim, country: str | None, owner: PlatformRecord | None) -> None:
        self.index, self.claim, self.country, self.owner = index, claim, country, owner
        self.readings = claim.readings
        if claim.kind is Kind.PHONE and len(claim.readings) + (claim.readings[0].how != "international") > 1:
            self.readings += tuple(self._national_readings())

    def _national_readings(self) -> Iterator[Reading]:
        """Known numbers with the same national digits: how a number looks whose country code was left out."""
        known = {r.contact.value for r in self.claim.readings}
        for digits in _national_forms(self.claim.digits):
            for number in self.index.national(digits):
                if number not in known:
                    yield Reading(Contact(Kind.PHONE, number), "national-digits")

    def verdict(self) -> Verdict:
        """The first of these that has an answer."""
        for answer in (
            self._reported,
            self._hostile,
            self._listed,
            self._imitation,
            self._absent,
            self._on_domain,
        ):
            if verdict := answer():
                return verdict
        return self._answer(Status.UNKNOWN, Reason(Why.NOT_LISTED), *self._elsewhere())

    def _answer(self, status: Status, *reasons: Reason, **more: Any) -> Verdict:
        contact = self.claim.readings[0].contact
        base = Verdict(self.claim.text, status, self.claim.kind, contact, self.owner, reasons=reasons)
        return base._replace(**more)

    def _keys(self, contact: Contact) -> tuple[str, ...]:
        """What the contact may be listed under: a link also without its www., or with it."""
        if contact.kind is not Kind.URL:
            return (contact.value,)
        key = web.locate(contact.value).key
        return key, key.removeprefix("www.") if key.startswith("www.") else f"www.{key}"

    def _own_keys(self, contact: Contact) -> tuple[str, ...]:
        """Of these, the ones that lie with the same owner for certain."""
        keys = self._keys(contact)
        host = contact.kind is Kind.URL and web.locate(contact.value).host.removeprefix("www.")
        hit = self.index.domain([host]) if host else None
        return keys if hit and hit.rooted else keys[:1]

    def _reported(self) -> Verdict | None:
        for reading in self.readings:
            reports = map(self.index.impostor, self._keys(reading.contact))
            if report := next(filter(None, reports), None):
                reason = Reason(Why.REPORTED, {"count": str(report["count"])})
                reasons = (reason, *self._read_as(reading))
                return self._answer(Status.IMPOSTOR, *reasons, contact=reading.contact, report=report)
        return None

    def _read_as(self, reading: Reading) -> tuple[Reason, ...]:
        national = reading.how not in ("international", "browser", "email", "profile-link")
        if self.claim.kind is not Kind.PHONE or not national:
            return ()
        return (Reason(Why.READ_AS, {"number": reading.contact.value, "how": reading.how}),)

    def _hostile(self) -> Verdict | None:
        """A link that shows one host and leads to another: judged by what it shows, and by what it abuses."""
        hosts = _HOST.findall(unquote(self.claim.seems).lower())
        if Sign.HOSTILE in self.claim.signs:
            hosts.append(web.locate(self.claim.readings[0].contact.value).host)
        for host in hosts:
            hit = self.index.domain(web.parents(host)) if web.is_host(host) else None
            if hit and hit.rooted:
                values = {"shown": self.claim.seems or host, "host": self._host()}
                reason = Reason(Why.SHOWN_HOST, values)
                return self._imitates(hit.domain, hit.platform, reason)
        return None

    def _imitates(self, target: str, platform: str, *reasons: Reason) -> Verdict:
        record = self.index.platform(platform)
        return self._answer(Status.LOOKALIKE, *reasons, platform=record, imitates=target)

    def _listings(self) -> Iterator[Listing]:
        for reading in self.readings:
            keys = self._own_keys(reading.contact)
            for platform, number in next(filter(None, map(self.index.listed, keys)), []):
                record = self.index.platform(platform)
                if record:
                    yield Listing(reading, record, record["channels"][number])

    def _listed(self) -> Verdict | None:
        listings = sorted(self._listings(), key=self._preference)
        if not listings:
            return None
        listing = listings[0]
        verdict = self._of_listing(listing)
        if self.owner and self.owner["id"] != listing.platform["id"]:
            return self._of_another(verdict, listing)
        return verdict

    def _preference(self, listing: Listing) -> tuple[bool, bool, int]:
        """The claimed platform's own listing first, then the best grounded one."""
        mine = bool(self.owner) and listing.platform["id"] == (self.owner or listing.platform)["id"]
        trust = list(Trust).index(Trust(listing.channel["trust"]))
        return not mine, listing.channel["withdrawn"] is not None, trust

    def _of_listing(self, listing: Listing) -> Verdict:
        channel, platform = listing.channel, listing.platform
        found = {
            "contact": listing.reading.contact,
            "platform": platform,
            "channel": channel,
        }
        if channel["withdrawn"]:
            return self._answer(Status.CONTRADICTED, Reason(Why.WITHDRAWN), **found)
        reasons = (Reason(Why.LISTED, {"kind": channel["kind"]}), *self._remarks(listing))
        status = Status(channel["trust"])
        if status is Status.OFFICIAL:
            doubt = self._doubt(listing)
            if doubt:
                return self._answer(doubt[0], *reasons, doubt[1], **found)
            reasons += _forgeable(self.claim.kind)
        chain = tuple(chain_of(platform, channel))
        return self._answer(status, *reasons, **found, chain=chain)

    def _remarks(self, listing: Listing) -> Iterator[Reason]:
        channel = listing.channel
        yield from self._read_as(listing.reading)
        best = channel["evidence"][0]
        if not (best["published"] or best["checked"]):
            yield Reason(Why.UNDATED)
        if channel.get("answers") == "announcements":
            yield Reason(Why.ANNOUNCEMENTS_ONLY)
        if any(d["about"] == channel["kind"] for d in listing.platform["disagreements"]):
            yield Reason(Why.DISAGREEMENT)
        yield from _closed(listing.platform)

    def _doubt(self, listing: Listing) -> tuple[Status, Reason] | None:
        """Why an exact match of an official contact is still not enough."""
        if listing.reading.how == "any-network":
            network, _, name = listing.reading.contact.value.partition(":")
            values = {"network": network, "name": name, "example": f"{network}:{name}"}
            reason = Reason(Why.NETWORK_NOT_SAID, values)
            return Status.UNCONFIRMED, reason
        if self.claim.kind is Kind.PHONE and (other := self._also_means(listing)):
            return Status.UNKNOWN, Reason(Why.AMBIGUOUS_NUMBER, {"other": other})
        if Sign.WHATSAPP in self.claim.signs and listing.channel.get("network") != "whatsapp":
            return Status.UNKNOWN, Reason(Why.NOT_AS_LISTED, {"official": listing.channel["display"] or ""})
        if self._is_disguised(listing.reading):
            status = Status.OFFICIAL_DOMAIN if self._is_on_rooted_domain() else Status.UNCONFIRMED
            return status, Reason(Why.NOT_AS_LISTED, {"official": listing.channel["display"] or ""})
        return None

    def _is_disguised(self, reading: Reading) -> bool:
        """Whether the text shows or leads elsewhere than the contact it is read as."""
        is_link = self.claim.kind is Kind.URL or reading.how == "profile-link"
        odd = _NEVER_OFFICIAL if is_link else {Sign.DISGUISED}
        if odd & set(self.claim.signs) or _REORDERING & set(self.claim.text):
            return True
        # +844 555 0123 for 1 844 555 0123: dialled as written it goes to Vietnam.
        is_phone = self.claim.kind is Kind.PHONE and reading.how != "international"
        return is_phone and any(c in _PLUS for c in self.claim.text)

    def _is_on_rooted_domain(self) -> bool:
        if self.claim.kind not in (Kind.URL, Kind.EMAIL):
            return False
        hit = self.index.domain(web.parents(self._host()))
        return hit is not None and hit.rooted

    def _also_means(self, listing: Listing) -> str:
        """What else these digits reach, as dialled where the user is; empty when nothing else."""
        how = listing.reading.how
        if how == "national-digits":
            return self.claim.readings[0].contact.value
        others = {self.country} if self.country else set(phone.ALWAYS_TRIED)
        if how == self.country and not self._is_dialled_at_home(listing.channel):
            others.update(phone.ALWAYS_TRIED)  # 203 868 9628 in Britain: without the 0 it looks American
        found = (r for r in self.claim.readings if r.how in others and r.how != how)
        return next((r.contact.value for r in found), "")

    def _is_dialled_at_home(self, channel: ChannelRecord) -> bool:
        national = (
            "".join(c for c in channel["phone"]["national"] if c.isdigit()) if "phone" in channel else ""
        )
        return self.claim.digits.endswith(national)

    def _of_another(self, verdict: Verdict, listing: Listing) -> Verdict:
        owner = self.owner
        assert owner is not None
        if _are_related(owner, listing.platform):
            return _of_family(verdict, listing.platform)
        reason = Reason(Why.OTHER_PLATFORM, {"name": listing.platform["name"]})
        absence = self._absence()
        if absence:
            return verdict._replace(
                status=Status.CONTRADICTED, platform=owner, reasons=(_absent(absence), reason)
            )
        return _weakened(verdict, reason)._replace(platform=owner)

    def _absence(self) -> AbsenceRecord | None:
        """What the claimed platform says it does not have, on a rooted page, of the kind that the claim is."""
        if self.owner is None:
            return None
        for absence in self.owner["absences"]:
            if absence["trust"] == Trust.OFFICIAL and self._covers(absence):
                disputed = any(d["about"] == absence["kind"] for d in self.owner["disagreements"])
                if not disputed:
                    return absence
        return None

    def _covers(self, absence: AbsenceRecord) -> bool:
        networks = {r.contact.value.partition(":")[0] for r in self.claim.readings}
        same = {
            Kind.PHONE: absence["kind"] == "phone",
            Kind.EMAIL: absence["kind"] == "email",
            Kind.HANDLE: absence["kind"] == "social"
            and (absence["network"] is None or networks == {absence["network"]}),
            Kind.URL: False,
        }
        return same[self.claim.kind] and not absence["regions"]

    def _absent(self) -> Verdict | None:
        absence = self._absence()
        return self._answer(Status.CONTRADICTED, _absent(absence)) if absence else None

    def _imitation(self) -> Verdict | None:
        found = imitated(self.claim, self.readings, self.index)
        if found is None:
            return None
        return self._imitates(
            found.target, found.platform, *(Reason(Why(h.code), h.values) for h in found.how)
        )

    def _host(self) -> str:
        contact = self.claim.readings[0].contact
        if contact.kind is Kind.EMAIL:
            return contact.value.rpartition("@")[2]
        return web.locate(contact.value).host

    def _on_domain(self) -> Verdict | None:
        """A page or address that is not listed itself, on a domain that is."""
        if self.claim.kind not in (Kind.URL, Kind.EMAIL):
            return None
        hit = self.index.domain(web.parents(self._host()))
        platform = self.index.platform(hit.platform) if hit else None
        if hit is None or platform is None:
            return None
        verdict = self._by_domain(platform, hit.domain)
        if self.owner and self.owner["id"] != hit.platform:
            if _are_related(self.owner, platform):
                return _of_family(verdict, platform)
            reason = Reason(Why.OTHER_PLATFORM, {"name": platform["name"]})
            return _weakened(verdict, reason)._replace(platform=self.owner)
        return verdict

    def _by_domain(self, platform: PlatformRecord, name: str) -> Verdict:
        domain = next(d for d in platform["domains"] if d["domain"] == name)
        found: dict[str, Any] = {"platform": platform}
        if not domain["rooted"]:
            reason = Reason(Why.DOMAIN_NOT_ROOTED, {"domain": name})
            return self._answer(Status(domain["trust"]), reason, **found)
        found["chain"] = tuple(_domain_links(platform, name))
        if self.claim.kind is Kind.EMAIL:
            reason = Reason(Why.UNLISTED_ADDRESS, {"domain": name})
            return self._answer(Status.OFFICIAL_DOMAIN, reason, **found)
        return self._of_page(platform, domain, found)

    def _of_page(self, platform: PlatformRecord, domain: DomainRecord, found: dict[str, Any]) -> Verdict:
        name = domain["domain"]
        where = web.locate(self.claim.readings[0].contact.value)
        if any(web.within(where.host, where.path, place) for place in platform["user_content"]):
            reason = Reason(Why.USER_CONTENT, {"host": where.host})
            return self._answer(Status.UNKNOWN, reason, platform=platform)
        if domain["former"]:
            return self._answer(Status.OFFICIAL_DOMAIN, Reason(Why.FORMER_DOMAIN, {"domain": name}), **found)
        if where.key in (name, f"www.{name}") and not set(self.claim.signs) & _NEVER_OFFICIAL:
            reason = Reason(Why.HOME_PAGE, {"domain": name})
            return self._answer(Status.OFFICIAL, reason, *_closed(platform), **found)
        return self._answer(Status.OFFICIAL_DOMAIN, Reason(Why.UNLISTED_PAGE, {"host": where.host}), **found)

    def _elsewhere(self) -> Iterator[Reason]:
        """The same name is somebody's official account, but on another network."""
        if self.claim.kind is not Kind.HANDLE or len(self.claim.readings) > 1:
            return
        network, _, name = self.claim.readings[0].contact.value.partition(":")
        for other in handle.NETWORKS if network in handle.NETWORKS else ():
            for record in official_owners(f"{other}:{name}", self.index) if other != network else ():
                yield Reason(Why.SAME_NAME_ELSEWHERE, {"network": other, "name": record["name"]})


_NEVER_OFFICIAL = {
    Sign.HOSTILE,
    Sign.USER_INFO,
    Sign.UNUSUAL_PORT,
    Sign.NOT_ENCRYPTED,
    Sign.REDIRECTOR,
    Sign.INVISIBLE,
    Sign.DISGUISED,
}
_PLUS = frozenset("+＋➕﹢")
_WORDS = re.compile(r"[^\W\d_]+")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
# Direction marks that make a reader see groups or digits in another order than programs do.
_REORDERING = frozenset("\u061c\u200f\u202b\u202e\u2067")


def _absent(absence: AbsenceRecord) -> Reason:
    evidence = absence["evidence"][0]
    return Reason(Why.ABSENT, {"kind": absence["kind"], "source": evidence["source"]})


def _closed(platform: PlatformRecord) -> tuple[Reason, ...]:
    return (Reason(Why.PLATFORM_CLOSED),) if platform["status"]["state"] == "closed" else ()


def _forgeable(kind: Kind) -> tuple[Reason, ...]:
    return {
        Kind.PHONE: (Reason(Why.CALLER_ID),),
        Kind.EMAIL: (Reason(Why.SENDER),),
    }.get(kind, ())


def _family(platform: PlatformRecord) -> Iterable[str]:
    return (platform["part_of"]["platform"],) if platform["part_of"] else ()


def _are_related(one: PlatformRecord, other: PlatformRecord) -> bool:
    """Whether one is a product of the other."""
    return one["id"] in _family(other) or other["id"] in _family(one)


def _of_family(verdict: Verdict, platform: PlatformRecord) -> Verdict:
    reason = Reason(Why.SAME_FAMILY, {"name": platform["name"]})
    return verdict._replace(reasons=(*verdict.reasons, reason))


def chain_of(platform: PlatformRecord, channel: ChannelRecord) -> Iterator[Link]:
    """contact <- page <- domain <- the lists that name the domain, link by link."""
    yield Link("contact", channel["display"] or channel["kind"])
    yield from _source_links(platform, channel["evidence"][0])


def _source_links(platform: PlatformRecord, evidence: EvidenceRecord) -> Iterator[Link]:
    source = evidence["source"]
    yield Link(evidence["standing"], source, evidence)
    if evidence["standing"] == Standing.CODE_HOST:
        owner = source.partition("/")[0]
        host = next(h for h in platform["code_hosts"] if h["owner"].lower() == owner.lower())
        yield Link("organisation", owner)
        yield from _source_links(platform, host["evidence"][0])
    elif source.startswith("https://"):
        parents = web.parents(web.locate(source).host)
        domains = [d["domain"] for d in (*platform["domains"], *platform["inherited"])]
        yield from _domain_links(platform, next((d for d in domains if d in parents), None))


def _domain_links(platform: PlatformRecord, name: str | None) -> Iterator[Link]:
    for domain in (*platform["domains"], *platform["inherited"]):
        if domain["domain"] == name:
            yield Link("domain", name)
            for evidence in domain["evidence"]:
                yield Link(evidence["standing"], evidence["source"], evidence)
            yield from _domain_links(platform, domain["via"])
            return
