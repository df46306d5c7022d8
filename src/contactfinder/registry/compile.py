"""From the typed entry to the compiled record: canonical contacts, numbering-plan facts, and the trust of every fact."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from contactfinder.contacts import Contact, Kind, handle, phone, web
from contactfinder.registry.entry import (
    Channel,
    ChannelKind,
    Impostor,
    Network,
    Platform,
    Proven,
    State,
)
from contactfinder.registry.grades import Trust
from contactfinder.registry.record import (
    ChannelRecord,
    ImpostorRecord,
    PhoneRecord,
    PlatformRecord,
)
from contactfinder.registry.trust import Judge

_TYPES = {
    value: name.lower().replace("_", "-")
    for name, value in vars(PhoneNumberType).items()
    if isinstance(value, int) and not name.startswith("_")
}


def contact_of(channel: Channel) -> Contact | None:
    """The canonical contact of a channel, or None when it has no address. Raises UnreadableContact."""
    if channel.value is None:
        return None
    if channel.kind is ChannelKind.PHONE:
        return phone.parse(channel.value, ()).readings[0].contact
    if channel.kind is ChannelKind.EMAIL:
        return web.parse_email(channel.value).readings[0].contact
    if channel.network is Network.WHATSAPP:  # an account there is a phone number
        return phone.parse(phone.in_link(channel.value) or channel.value, ()).readings[0].contact
    if channel.kind is ChannelKind.SOCIAL and channel.network and "//" not in channel.value:
        return handle.parse_named(channel.value, channel.network.value).readings[0].contact
    where = web.parse_url(channel.value).readings[0].contact
    return handle.from_url(where.value) or where


def key_of(contact: Contact) -> str:
    """What the index compares: the contact itself, or for a URL the place without its scheme."""
    return web.locate(contact.value).key if contact.kind is Kind.URL else contact.value


def compile_platform(
    name: str, platform: Platform, judge: Judge, parent: PlatformRecord | None = None
) -> PlatformRecord:
    """Everything about one platform as the index stores it; `parent` is the platform whose product it is."""
    prove = _Prover(judge)
    status = prove.one(platform.status) or {
        "state": State.ACTIVE.value,
        "since": None,
        "until": None,
        "successor": None,
        "trust": Trust.UNCONFIRMED.value,
        "evidence": [],
    }
    domains = [
        {**prove.plain(d), "rooted": d.domain in judge.rooted, "via": judge.rooted.get(d.domain)}
        | judge.prove_domain(d)
        for d in platform.domains
    ]
    record: Any = {
        "id": name,
        "name": platform.name,
        "kind": platform.kind.value,
        "everyday_names": platform.everyday_names,
        "names": platform.names,
        "aliases": platform.aliases,
        "former_names": platform.former_names,
        "status": status,
        "country": prove.one(platform.country),
        "support_team": prove.one(platform.support_team),
        "support_languages": prove.one(platform.support_languages),
        "part_of": prove.one(platform.part_of),
        "domains": domains,
        "inherited": [d for d in (parent["domains"] if parent else ()) if d["domain"] in judge.rooted],
        "user_content": platform.user_content,
        "code_hosts": prove.all(platform.code_hosts),
        "app_developers": prove.all(platform.app_developers),
        "chains": prove.all(platform.chains),
        "never_asks": prove.all(platform.never_asks),
        "channels": [_channel(c, prove) for c in platform.channels],
        "responses": prove.all(platform.responses),
        "absences": prove.all(platform.absences),
        "not_found": prove.all(platform.not_found),
        "disagreements": [
            {"about": d.about.value, "positions": prove.all(d.positions)} for d in platform.disagreements
        ],
    }
    compiled: PlatformRecord = record
    return compiled


class _Prover:
    """Turns typed facts into dictionaries with their proof."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def plain(self, fact: Proven) -> dict[str, Any]:
        fields = {f: msgspec.to_builtins(getattr(fact, f)) for f in fact.__struct_fields__}
        del fields["evidence"]
        return fields

    def one(self, fact: Proven | None, default: Proven | None = None) -> dict[str, Any] | None:
        """A fact with its proof; `default` lends its evidence to a fact that has none of its own."""
        if fact is None:
            return None
        evidence = fact.evidence or (default.evidence if default else [])
        return {**self.plain(fact), **self._judge.prove(evidence)}

    def all(self, facts: Iterable[Proven]) -> list[dict[str, Any]]:
        return [found for fact in facts if (found := self.one(fact))]


def _channel(channel: Channel, prove: _Prover) -> ChannelRecord:
    contact = contact_of(channel)
    record: Any = prove.one(channel)
    del record["value"]
    for optional in ("network", "answers"):
        if record[optional] is None:
            del record[optional]
    record |= {
        "contact_kind": contact.kind.value if contact else None,
        "contact": contact.value if contact else None,
        "display": _display(contact) if contact else None,
        "link": _link(contact) if contact else None,
        "hours": prove.one(channel.hours, channel),
        "response": prove.one(channel.response, channel),
        "withdrawn": prove.one(channel.withdrawn),
    }
    if contact and contact.kind is Kind.PHONE:
        record["phone"] = phone_facts(contact.value)
    compiled: ChannelRecord = record
    return compiled


def _display(contact: Contact) -> str:
    if contact.kind is Kind.PHONE:
        return _formatted(contact.value, PhoneNumberFormat.INTERNATIONAL)
    if contact.kind is Kind.HANDLE:
        return shown_handle(contact.value)
    return contact.value


def shown_handle(value: str) -> str:
    """A handle as people write it: its link where the network has links, else the name."""
    return handle.link(value) or value.partition(":")[2]


def _link(contact: Contact) -> str | None:
    if contact.kind is Kind.URL:
        return contact.value
    return handle.link(contact.value) if contact.kind is Kind.HANDLE else None


def _formatted(e164: str, form: int) -> str:
    return phonenumbers.format_number(phonenumbers.parse(e164, None), form)


def phone_facts(e164: str) -> PhoneRecord:
    """What the numbering plans say of a number (phonenumbers' metadata)."""
    number = phonenumbers.parse(e164, None)
    return {
        "region": phonenumbers.region_code_for_number(number) or "001",
        "calling_code": number.country_code or 0,
        "national": _formatted(e164, PhoneNumberFormat.NATIONAL),
        "type": _TYPES[phonenumbers.number_type(number)],
        "from_abroad": phonenumbers.can_be_internationally_dialled(number),
    }


def compile_impostor(impostor: Impostor, contact: Contact) -> ImpostorRecord:
    """One impostor with its sightings, oldest first and the undated last."""
    sightings = sorted(
        ({"source": s.source, "published": s.published, "read": s.read} for s in impostor.sightings),
        key=lambda s: s["published"] or "9999",
    )
    dates = [s["published"] for s in sightings if s["published"]]
    record: Any = {
        "contact": contact.value,
        "brands": impostor.brands,
        "count": len(sightings),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "sightings": sightings,
    }
    compiled: ImpostorRecord = record
    return compiled


def dialling_rows() -> list[tuple[str, int, str]]:
    """For every region its calling code and what to dial before a foreign number (00, 011, 010, …)."""
    return [
        (region, phonenumbers.country_code_for_region(region), _exit_code(region))
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    ]


def _exit_code(region: str) -> str:
    if region in _USUAL_EXIT:
        return _USUAL_EXIT[region]
    # A number of another calling code, formatted as dialled from `region`; what precedes it is the exit code.
    foreign = phonenumbers.parse("+442079460000" if region not in _GB_PLAN else "+18004444444", None)
    written = phonenumbers.format_out_of_country_calling_number(foreign, region)
    prefix = written.partition(f" {foreign.country_code} ")[0]
    return prefix.strip() if prefix != written else "+"


# The plan has "00", of which every carrier makes its own; 001 works on every line (ofca.gov.hk, on IDD access codes).
_USUAL_EXIT = {"HK": "001"}
_GB_PLAN = frozenset(phonenumbers.region_codes_for_country_code(44))


def counts(records: Iterable[PlatformRecord]) -> Mapping[str, Any]:
    """How much the registry knows: the figures of `registry stats`, stored in the index."""
    platforms = list(records)
    channels = [c for p in platforms for c in p["channels"]]
    by_kind: dict[str, int] = {}
    by_trust: dict[str, int] = {}
    for fact in channels:
        by_kind[fact["kind"]] = by_kind.get(fact["kind"], 0) + 1
        by_trust[fact["trust"]] = by_trust.get(fact["trust"], 0) + 1
    return {
        "platforms": len(platforms),
        "channels": len(channels),
        "absences": sum(len(p["absences"]) for p in platforms),
        "by_kind": dict(sorted(by_kind.items())),
        "by_trust": dict(sorted(by_trust.items())),
    }
