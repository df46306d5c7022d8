"""The compiled form: what the index holds and JSON shows. Plain dictionaries, so that reading them costs nothing."""

from typing import NotRequired, TypedDict


class EvidenceRecord(TypedDict):
    """A source: where, its standing and publisher, and its dates (None: it bears none)."""

    source: str
    standing: str
    publisher: str
    published: str | None
    read: str
    checked: str | None


class Proof(TypedDict):
    """The trust of a fact and the evidence it follows from."""

    trust: str
    evidence: list[EvidenceRecord]


class DomainRecord(Proof):
    """A registrable domain: `rooted` says whether it may make anything official; `via` the rooted domain that names it."""

    domain: str
    rooted: bool
    via: str | None
    regions: list[str]
    former: bool


class CountryRecord(Proof):
    """The country of the operator."""

    code: str


class SupportTeamRecord(Proof):
    """How many people answer questions."""

    size: int


class SupportLanguagesRecord(Proof):
    """The languages in which support answers, as BCP 47 tags."""

    tags: list[str]


class StatusRecord(Proof):
    """The state of the platform: active, closing, closed or renamed."""

    state: str
    since: str | None
    until: str | None
    successor: str | None


class HoursRecord(Proof):
    """Opening hours in OSM syntax and the platform's time zone."""

    value: str
    time_zone: str


class ResponseRecord(Proof):
    """A claimed response time: an ISO 8601 duration or a range of two."""

    time: str
    stage: str
    purposes: list[str]


class WithdrawnRecord(Proof):
    """Since when a contact is no longer the platform's."""

    since: str | None


class PhoneRecord(TypedDict):
    """What the numbering plan says of a number; `national` is how it is written in its own country."""

    region: str
    calling_code: int
    national: str
    type: str
    from_abroad: bool


class ChannelRecord(Proof):
    """One way to reach a platform. `contact` is canonical, `display` is how to show it, `link` what may be opened."""

    kind: str
    network: NotRequired[str]
    contact_kind: str | None
    contact: str | None
    display: str | None
    link: str | None
    phone: NotRequired[PhoneRecord]
    answers: NotRequired[str]
    purposes: list[str]
    regions: list[str]
    access: list[str]
    languages: list[str]
    hours: HoursRecord | None
    response: ResponseRecord | None
    cost: list[str]
    menu_path: dict[str, list[str]]
    withdrawn: WithdrawnRecord | None


class AbsenceRecord(Proof):
    """The statement that a platform has no such channel."""

    kind: str
    network: str | None
    regions: list[str]


class NotFoundRecord(Proof):
    """A channel that was looked for on the pages of the evidence, and is neither stated nor denied there."""

    kind: str
    network: str | None


class ChainsRecord(Proof):
    """Blockchains that a wallet works with, as the page names them."""

    items: list[str]


class NeverAsksRecord(Proof):
    """What genuine support never asks for."""

    items: list[str]


class PositionRecord(Proof):
    """One side of a disagreement."""

    offered: bool | None
    value: str | None


class DisagreementRecord(TypedDict):
    """Two pages of the platform that say different things about one kind of channel."""

    about: str
    positions: list[PositionRecord]


class CodeHostRecord(Proof):
    """A code-hosting organisation; official when a rooted page names it."""

    owner: str


class AppRecord(Proof):
    """The developer name of the genuine app in a store."""

    store: str
    developer: str
    app: str | None


class PartOfRecord(Proof):
    """The platform whose product this one is."""

    platform: str


class PlatformRecord(TypedDict):
    """Everything the index knows about one platform."""

    id: str
    name: str
    kind: str
    everyday_names: list[str]  # also words: a look-alike of one needs company before it accuses
    names: dict[str, list[str]]
    aliases: list[str]
    former_names: list[str]
    status: StatusRecord
    country: CountryRecord | None
    support_team: SupportTeamRecord | None
    support_languages: SupportLanguagesRecord | None
    part_of: PartOfRecord | None
    domains: list[DomainRecord]
    inherited: list[DomainRecord]  # of the platform whose product it is, when that has been proven
    user_content: list[str]
    code_hosts: list[CodeHostRecord]
    app_developers: list[AppRecord]
    chains: list[ChainsRecord]
    never_asks: list[NeverAsksRecord]
    channels: list[ChannelRecord]
    responses: list[ResponseRecord]
    absences: list[AbsenceRecord]
    not_found: list[NotFoundRecord]
    disagreements: list[DisagreementRecord]


class SightingRecord(TypedDict):
    """Where and when an impostor was seen."""

    source: str
    published: str | None
    read: str


class ImpostorRecord(TypedDict):
    """A contact reported as posing as support: the brands it claimed and its sightings, oldest first."""

    contact: str
    brands: list[str]
    count: int
    first: str | None
    last: str | None
    sightings: list[SightingRecord]


class SourceRecord(TypedDict):
    """Where a statement of the handbook was read."""

    source: str
    read: str
    published: str | None
    checked: str | None


class StepRecord(TypedDict):
    """One step of advice, in both languages; without sources it is our judgement."""

    id: str
    say: dict[str, str]
    judgement: bool
    sources: list[SourceRecord]


class AuthorityContactRecord(TypedDict):
    """A number as it is dialled in its country, a link or a mail address of an authority."""

    kind: str
    value: str
    from_abroad: str | None
    sources: list[SourceRecord]


class AuthorityRecord(TypedDict):
    """Somebody outside the platform to turn to; `use` says for what, `limits` what not."""

    id: str
    name: dict[str, str]
    local: str | None
    roles: list[str]
    domain: str | None
    use: dict[str, str]
    limits: dict[str, str] | None
    languages: list[str]
    contacts: list[AuthorityContactRecord]
    sources: list[SourceRecord]
