"""One claim on its way to a verdict: nothing is official because it looks right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import bidirectional
from urllib.parse import unquote

from contactfinder.contacts import Claim, Contact, Kind, Reading, Sign, beside, handle, phone, web
from contactfinder.contacts.patterns import pattern
from contactfinder.imitation import imitated
from contactfinder.imitation.found import official_owners
from contactfinder.imitation.phones import miswritten
from contactfinder.registry.grades import Trust
from contactfinder.registry.strangers import is_among_strangers
from contactfinder.verify import statements
from contactfinder.verify.chain import chain_of, domain_links
from contactfinder.verify.claimed import are_related, of_family, the_platform, weakened
from contactfinder.verify.reports import Report, report_of
from contactfinder.verify.verdict import Reason, Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import ChannelRecord, DomainRecord, PlatformRecord


class Listing(NamedTuple):
    """A channel of a platform under which a reading of the claim is listed."""

    reading: Reading
    platform: PlatformRecord
    channel: ChannelRecord


def national_forms(digits: str) -> Iterable[str]:
    """The digits as written, and without what is dialled before a number at home."""
    return dict.fromkeys((digits, digits.lstrip("0"), digits.lstrip("01")))


class Judgement:
    """One claim on its way to a verdict: from the most serious answer to the least."""

    def __init__(self, index: Index, claim: Claim, country: str | None, owner: PlatformRecord | None) -> None:
        self.index, self.claim, self.country, self.owner = index, claim, country, owner
        self.readings = claim.readings
        if claim.kind is Kind.PHONE and len(claim.readings) + (claim.readings[0].how != "international") > 1:
            self.readings += tuple(self._national_readings())

    def _national_readings(self) -> Iterator[Reading]:
        """Known numbers with the same national digits: how a number looks whose country code was left out."""
        known = {r.contact.value for r in self.claim.readings}
        for digits in national_forms(self.claim.digits):
            for number in self.index.national(digits):
                if number not in known:
                    yield Reading(Contact(Kind.PHONE, number), "national-digits")

    def verdict(self) -> Verdict:
        """The answer, unless the contact is reported: then what was reported, or that both are said of it."""
        answer = self._answered()
        for reading in self.readings:
            if report := report_of(reading.contact, self.index):
                return self._reported(answer, reading, report)
        return answer

    def _answered(self) -> Verdict:
        """The first of these that has an answer, and what the platform's own pages disagree about."""
        questions = (
            self._hostile,
            self._listed,
            self._stated,
            self._imitation,
            self._absent,
            self._on_domain,
        )
        found = next(filter(None, (answer() for answer in questions)), None)
        return self._with_disagreements(found or self._not_listed())

    def _not_listed(self) -> Verdict:
        absences = statements.absences(self.owner, self.claim) if self.owner else ()
        searched = statements.searched(self.owner, self.claim) if self.owner else ()
        elsewhere = map(statements.absent_elsewhere, absences)
        return self._answer(Status.UNKNOWN, Reason(Why.NOT_LISTED), *self._elsewhere(), *elsewhere, *searched)

    def _with_disagreements(self, verdict: Verdict) -> Verdict:
        if verdict.platform is None or verdict.status is Status.LOOKALIKE:
            return verdict
        kind = verdict.channel["kind"] if verdict.channel else statements.kind_of_channel(self.claim)
        is_stated = verdict.contact is not None and self._is_stated(verdict.contact, verdict.platform)
        if found := statements.disagreements(verdict.platform, kind, is_stated):
            reason = Reason(Why.DISAGREEMENT, {"kind": found[0]["about"]})
            return verdict.because(reason)._replace(disagreements=found)
        return verdict

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

    def _reported(self, answer: Verdict, reading: Reading, report: Report) -> Verdict:
        """An impostor; but what the platform itself publishes is neither hidden by somebody's report nor simply official."""
        count = {"count": str(report.record["count"])}
        if answer.contact == reading.contact and _is_theirs(answer):
            status = Status.UNCONFIRMED if answer.status is Status.OFFICIAL else answer.status
            disputed = answer.because(Reason(Why.DISPUTED, count), status=status)
            return disputed._replace(report=report.record)
        around = {"reported": report.record["contact"]}
        reasons = (
            Reason(Why.REPORTED, count),
            *(() if report.is_exact else (Reason(Why.PART_OF_REPORTED, around),)),
            *self._read_as(reading),
        )
        found = {"contact": reading.contact, "report": report.record}
        platform = self.owner or the_platform(report.record["brands"], self.index)
        return self._answer(Status.IMPOSTOR, *reasons, **found, platform=platform)

    def _read_as(self, reading: Reading) -> tuple[Reason, ...]:
        """How the claim was read, where it does not say so itself."""
        is_national = self.claim.kind is Kind.PHONE and reading.how != "international"
        if not is_national and reading.how != "any-network":
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
        if not listings or self._says_less_than_its_domain(listings[0]):
            return None
        listing = listings[0]
        return self._for_owner(self._of_listing(listing), listing.platform)

    def _says_less_than_its_domain(self, listing: Listing) -> bool:
        """A proven domain's home page is official by the domain, also where others alone list it."""
        channel = listing.channel
        if channel["contact_kind"] != Kind.URL or channel["trust"] == Trust.OFFICIAL or channel["withdrawn"]:
            return False
        where = web.locate(listing.reading.contact.value)
        return any(d["rooted"] and _is_home(where, d["domain"]) for d in listing.platform["domains"])

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
            return self._answer(Status.CONTRADICTED, statements.withdrawn(channel), **found)
        reasons = (Reason(Why.LISTED, {"kind": channel["kind"]}), *self._remarks(listing))
        status = Status(channel["trust"])
        if status is Status.OFFICIAL:
            if how := self._miswritten(listing):
                return self._imitates(listing.reading.contact.value, platform["id"], how)
            doubt = self._doubt(listing)
            if doubt:
                return self._answer(doubt[0], *reasons, doubt[1], **found)
            reasons += _forgeable(self.claim.kind)
        chain = tuple(chain_of(platform, channel))
        return self._answer(status, *reasons, **found, chain=chain)

    def _remarks(self, listing: Listing) -> Iterator[Reason]:
        channel = listing.channel
        if self.claim.kind is Kind.PHONE:
            yield from self._read_as(listing.reading)
        best = channel["evidence"][0]
        if not (best["published"] or best["checked"]):
            yield Reason(Why.UNDATED)
        if channel.get("answers") == "announcements":
            yield Reason(Why.ANNOUNCEMENTS_ONLY)
        yield from _closed(listing.platform)

    def _miswritten(self, listing: Listing) -> Reason | None:
        if self.claim.kind is not Kind.PHONE:
            return None
        reading, code = listing.reading, listing.channel["phone"]["calling_code"]
        how = miswritten(self.claim, reading, code)
        return Reason(Why.DIFFERS, {"how": how, "official": reading.contact.value}) if how else None

    def _doubt(self, listing: Listing) -> tuple[Status, Reason] | None:
        """Why an exact match of an official contact is still not enough."""
        if listing.reading.how == "any-network":
            network, _, name = listing.reading.contact.value.partition(":")
            values = {"network": network, "name": name, "example": f"{network}:{name}"}
            reason = Reason(Why.NETWORK_NOT_SAID, values)
            return Status.UNCONFIRMED, reason
        if self.claim.kind is Kind.PHONE and (other := self._also_means(listing)):
            return Status.UNKNOWN, Reason(Why.AMBIGUOUS_NUMBER, {"other": other})
        if self._is_elsewhere(listing.channel):
            return Status.UNKNOWN, Reason(Why.NOT_AS_LISTED, {"official": listing.channel["display"] or ""})
        if self._is_disguised(listing.reading):
            status = Status.OFFICIAL_DOMAIN if self._is_on_rooted_domain() else Status.UNCONFIRMED
            return status, Reason(Why.NOT_AS_LISTED, {"official": listing.channel["display"] or ""})
        return None

    def _is_elsewhere(self, channel: ChannelRecord) -> bool:
        """Whether a number is said to be an account with another service than the one it is listed for."""
        signs = set(self.claim.signs)
        if self.claim.kind is Kind.PHONE and not self.claim.text.isascii():
            signs.update(beside.signs_of(self.index.shown(self.claim.text)))
        whatsapp = Sign.WHATSAPP in signs and channel.get("network") != "whatsapp"
        return whatsapp or Sign.OTHER_SERVICE in signs

    def _is_disguised(self, reading: Reading) -> bool:
        """Whether the text shows or leads elsewhere than the contact it is read as."""
        is_link = self.claim.kind is Kind.URL or reading.how == "profile-link"
        odd = _NEVER_OFFICIAL - (set() if is_link else {Sign.INVISIBLE})
        if self.claim.kind is Kind.PHONE and _is_shown_reordered(self.claim):
            return True
        return bool(odd & set(self.claim.signs) or _REORDERING & set(self.claim.text))

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
        if how not in ("international", self.country, *phone.ALWAYS_TRIED):
            # Read so because the platform has phones there; dialled here, these digits may be anybody's.
            return self.claim.digits
        others = {self.country} if self.country else set(phone.ALWAYS_TRIED)
        if how == self.country and not self._is_dialled_at_home(listing.channel):
            others.update(phone.ALWAYS_TRIED)  # 203 868 9628 in Britain: without the 0 it looks American
        found = (r for r in self.claim.readings if r.how in others and r.how != how)
        return next((r.contact.value for r in found), "") or self._rings_first(how)

    def _rings_first(self, how: str) -> str:
        """What rings where the user is before the last of these digits is dialled."""
        if not self.country or how == self.country or phone.has_plus(self.claim.text):
            return ""
        return phone.begun_by(self.claim.digits, self.country) or ""

    def _is_dialled_at_home(self, channel: ChannelRecord) -> bool:
        national = (
            "".join(c for c in channel["phone"]["national"] if c.isdigit()) if "phone" in channel else ""
        )
        return self.claim.digits.endswith(national)

    def _for_owner(self, verdict: Verdict, platform: PlatformRecord) -> Verdict:
        """The verdict on a contact of this platform, for a claim that may name another one."""
        owner = self.owner
        if owner is None or owner["id"] == platform["id"]:
            return verdict
        if are_related(owner, platform):
            return of_family(verdict, platform)
        reason = Reason(Why.OTHER_PLATFORM, {"name": platform["name"]})
        if absent := self._absence(owner):
            reasons = (absent, reason)
            return verdict._replace(status=Status.CONTRADICTED, platform=owner, reasons=reasons, chain=())
        return weakened(verdict, reason)._replace(platform=owner, chain=())

    def _is_stated(self, contact: Contact, platform: PlatformRecord) -> bool:
        hits = self.index.near([f"stated:{contact.value}"]) if platform["disagreements"] else []
        return any(hit.platform == platform["id"] for hit in hits)

    def _stated(self) -> Verdict | None:
        """A contact that one page of the platform states, and another page something else."""
        for reading in self.readings:
            for hit in self.index.near([f"stated:{reading.contact.value}"]):
                platform = self.index.platform(hit.platform)
                if platform:
                    reasons = self._read_as(reading)
                    found = {"contact": reading.contact, "platform": platform}
                    return self._for_owner(self._answer(Status.UNCONFIRMED, *reasons, **found), platform)
        return None

    def _absence(self, owner: PlatformRecord) -> Reason | None:
        found = statements.absences(owner, self.claim)
        here = (a for a in found if statements.is_here(a, self.country))
        return next(map(statements.absent, here), None)

    def _absent(self) -> Verdict | None:
        reason = self._absence(self.owner) if self.owner else None
        return self._answer(Status.CONTRADICTED, reason) if reason else None

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
        return self._for_owner(self._by_domain(platform, hit.domain), platform)

    def _by_domain(self, platform: PlatformRecord, name: str) -> Verdict:
        domain = next(d for d in platform["domains"] if d["domain"] == name)
        found: dict[str, Any] = {"platform": platform}
        if (strangers := self._of_strangers(platform)) or not domain["rooted"]:
            # Others may agree about the domain; about this page or address nobody has said anything.
            reason = strangers or Reason(Why.DOMAIN_NOT_ROOTED, {"domain": name})
            return self._answer(Status.UNKNOWN if strangers else Status.UNCONFIRMED, reason, **found)
        found["chain"] = tuple(domain_links(platform, name))
        if self.claim.kind is Kind.EMAIL:
            reason = Reason(Why.UNLISTED_ADDRESS, {"domain": name})
            return self._answer(Status.OFFICIAL_DOMAIN, reason, **found)
        return self._of_page(platform, domain, found)

    def _of_strangers(self, platform: PlatformRecord) -> Reason | None:
        """Whether the page lies where users of the platform write."""
        if self.claim.kind is not Kind.URL:
            return None
        where = web.locate(self.claim.readings[0].contact.value)
        inside = is_among_strangers(platform, where)
        return Reason(Why.USER_CONTENT, {"host": where.host}) if inside else None

    def _of_page(self, platform: PlatformRecord, domain: DomainRecord, found: dict[str, Any]) -> Verdict:
        name = domain["domain"]
        where = web.locate(self.claim.readings[0].contact.value)
        if domain["former"]:
            return self._answer(Status.OFFICIAL_DOMAIN, Reason(Why.FORMER_DOMAIN, {"domain": name}), **found)
        if _is_home(where, name) and not set(self.claim.signs) & _NEVER_OFFICIAL:
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
    Sign.LOOKALIKE_DIGITS,
}
_HOST = pattern(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
# Direction marks that make a reader see groups or digits in another order than programs do.
_REORDERING = frozenset("\u061c\u200f\u202b\u202e\u2067")
_RIGHT_TO_LEFT = frozenset(["R", "AL", "AN", "RLE", "RLO", "RLI"])


def _is_shown_reordered(claim: Claim) -> bool:
    """Whether right-to-left letters or digits make a reader see a number's groups in another order (Unicode UAX 9).

    One run of plain digits has only one order.
    """
    if not any(bidirectional(c) in _RIGHT_TO_LEFT for c in claim.text):
        return False
    return [len(run) for run in re.findall(r"\d+", claim.text)] != [len(claim.digits)]


def _is_home(where: web.Location, domain: str) -> bool:
    return where.key in (domain, f"www.{domain}")


def _closed(platform: PlatformRecord) -> tuple[Reason, ...]:
    return (Reason(Why.PLATFORM_CLOSED),) if platform["status"]["state"] == "closed" else ()


def _forgeable(kind: Kind) -> tuple[Reason, ...]:
    return {
        Kind.PHONE: (Reason(Why.CALLER_ID),),
        Kind.EMAIL: (Reason(Why.SENDER),),
    }.get(kind, ())


def _is_theirs(answer: Verdict) -> bool:
    """Whether the platform itself publishes the contact, or it lies on a domain of the platform."""
    channel = answer.channel
    listed = channel is not None and channel["trust"] == Trust.OFFICIAL and not channel["withdrawn"]
    return listed or answer.status in (Status.OFFICIAL, Status.OFFICIAL_DOMAIN)
