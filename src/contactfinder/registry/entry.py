"""The typed form of what authors write: one platform a file, one fact a value with its evidence.

Only the authors' half of the program imports this module (it needs msgspec). What users get is the compiled form in
`record.py`. Every class refuses unknown keys, so that a misspelt field is an error and no grade can be written by hand.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

PartialDate = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="ISO 8601 date, as precise as it is known: 2026-11-22, 2026-11 or 2026",
    ),
]
FullDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601 date: 2026-11-22")]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code, or EU")]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47 language tag")]
Duration = Annotated[
    str,
    Meta(
        pattern=r"^P[0-9DTHMW]+(/P[0-9DTHMW]+)?$",
        description="ISO 8601 duration, or a range of two: PT24H, PT10M/PT48H",
    ),
]
Phrase = Annotated[
    str,
    Meta(min_length=4, max_length=100, description="Some words of the source, as it has them"),
]


class PlatformKind(StrEnum):
    """What a platform is; it decides what its support can do at all."""

    EXCHANGE = "exchange"
    BROKER = "broker"
    WALLET = "wallet"
    HARDWARE_WALLET = "hardware-wallet"
    PAYMENT = "payment"
    SWAP = "swap"
    ATM = "atm"


class State(StrEnum):
    """Whether a platform still serves its users."""

    ACTIVE = "active"
    CLOSING = "closing"
    CLOSED = "closed"
    RENAMED = "renamed"


class ChannelKind(StrEnum):
    """The ways to reach a platform."""

    PHONE = "phone"
    EMAIL = "email"
    TICKET = "ticket"
    CHAT = "chat"
    IN_APP = "in-app"
    HELP_CENTRE = "help-centre"
    STATUS = "status"
    ANNOUNCEMENTS = "announcements"
    VERIFICATION = "verification"
    SOCIAL = "social"
    WEBSITE = "website"


class Network(StrEnum):
    """The networks on which a social account can live."""

    X = "x"
    TELEGRAM = "telegram"
    DISCORD = "discord"
    REDDIT = "reddit"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    YOUTUBE = "youtube"
    LINKEDIN = "linkedin"
    LINE = "line"
    KAKAOTALK = "kakaotalk"
    WECHAT = "wechat"
    WEIBO = "weibo"
    WHATSAPP = "whatsapp"


class Purpose(StrEnum):
    """What a channel is for: the nine kinds of issue, then desks that serve one thing only."""

    ACCOUNT_SECURITY = "account-security"
    TRADE = "trade"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    IDENTITY = "identity"
    FEES = "fees"
    APP = "app"
    FRAUD = "fraud"
    OTHER = "other"
    ACCOUNT_LOCK = "account-lock"
    CARD = "card"
    COMPLAINT = "complaint"
    REPORT_IMPOSTOR = "report-impostor"
    VULNERABILITY = "vulnerability"
    PRIVACY = "privacy"
    LEGAL = "legal"
    BUSINESS = "business"
    DEVELOPER = "developer"
    PRESS = "press"


class Secret(StrEnum):
    """What genuine support says it never asks for, or never does."""

    PASSWORD = "password"  # noqa: S105  the word for it, not one
    PIN = "pin"
    ONE_TIME_CODE = "one-time-code"
    SEED_PHRASE = "seed-phrase"
    PRIVATE_KEY = "private-key"
    SIGN_IN_DETAILS = "sign-in-details"
    CARD_DETAILS = "card-details"
    BANK_DETAILS = "bank-details"
    PERSONAL_DATA = "personal-data"
    IDENTITY_DOCUMENTS = "identity-documents"
    WALLET_ADDRESS = "wallet-address"
    REMOTE_ACCESS = "remote-access"
    INSTALL_SOFTWARE = "install-software"
    TRANSFER_FUNDS = "transfer-funds"
    PAYMENT = "payment"
    APPROVE_DEVICE = "approve-device"
    CHANGE_SETTINGS = "change-settings"
    CONNECT_WALLET = "connect-wallet"
    OPEN_LINK = "open-link"
    CALL_UNASKED = "call-unasked"
    MESSAGE_UNASKED = "message-unasked"


class Access(StrEnum):
    """Who may use a channel, beyond where they live."""

    SIGNED_IN = "signed-in"
    VERIFIED = "verified"
    TIER = "tier"
    CARD_HOLDERS = "card-holders"
    BUSINESS = "business"


class Cost(StrEnum):
    """What a call costs or cannot do, as the platform says it."""

    TOLL_FREE = "toll-free"
    LOCAL_RATE = "local-rate"
    PREMIUM_RATE = "premium-rate"
    NOT_FROM_ABROAD = "not-from-abroad"
    CALL_BACK = "call-back"


class Answers(StrEnum):
    """What a social account does with a question."""

    SUPPORT = "support"
    ANNOUNCEMENTS = "announcements"


class Stage(StrEnum):
    """Which moment a claimed response time measures."""

    FIRST_ANSWER = "first-answer"
    RESOLUTION = "resolution"


class Fact(Struct, forbid_unknown_fields=True, kw_only=True):
    """Base of everything in an entry: unknown keys are refused."""


class Evidence(Fact, kw_only=True):
    """A source that states a fact: where, when we read it, and the date the source itself bears (or none).

    `phrase` is what `registry recheck` looks for there; a contact needs none.
    """

    source: str
    published: PartialDate | None = None
    read: PartialDate
    checked: PartialDate | None = None
    phrase: Phrase | None = None


class Proven(Fact, kw_only=True):
    """A fact with its evidence. The list may be empty only so that a rule can say so in words."""

    evidence: list[Evidence] = []


class SupportTeam(Proven, kw_only=True):
    """How many people answer questions, as the platform says."""

    size: Annotated[int, Meta(gt=0)]


class SupportLanguages(Proven, kw_only=True):
    """The languages in which support answers, as the platform says."""

    tags: Annotated[list[Language], Meta(min_length=1)]


class Status(Proven, kw_only=True):
    """The state of a platform; anything but active needs evidence."""

    state: State
    since: PartialDate | None = None
    until: PartialDate | None = None
    successor: str | None = None


class OperatorCountry(Proven, kw_only=True):
    """The country the operator is based in."""

    code: Country


class PartOf(Proven, kw_only=True):
    """The platform whose product this one is; its rooted pages may speak for it."""

    platform: str


class Domain(Proven, kw_only=True):
    """One registrable domain: the root of all trust."""

    domain: str
    regions: list[Country] = []
    former: bool = False


class CodeHost(Proven, kw_only=True):
    """A code-hosting organisation, for example github:TP-Lab."""

    owner: Annotated[str, Meta(pattern="^(github|gitlab|codeberg):[A-Za-z0-9._-]+$")]


class AppDeveloper(Proven, kw_only=True):
    """The developer name under which the genuine app stands in a store."""

    store: Annotated[str, Meta(pattern="^(app-store|google-play)$")]
    developer: str
    app: str | None = None


class Chains(Proven, kw_only=True):
    """Blockchains that a wallet works with, as its own page names them: coins sent on another one seem lost."""

    items: Annotated[list[str], Meta(min_length=1)]


class NeverAsks(Proven, kw_only=True):
    """What genuine support never asks for."""

    items: list[Secret]


class Hours(Proven, kw_only=True):
    """Opening hours in OSM syntax, in the time zone of the platform. No evidence: the channel's own."""

    value: str
    time_zone: str


class Response(Proven, kw_only=True):
    """A response time as the platform claims it. No evidence: the channel's own."""

    time: Duration
    stage: Stage = Stage.FIRST_ANSWER
    purposes: list[Purpose] = []


class Withdrawn(Proven, kw_only=True):
    """The contact is no longer the platform's."""

    since: PartialDate | None = None


class Channel(Proven, kw_only=True):
    """One way to reach a platform."""

    kind: ChannelKind
    network: Network | None = None
    value: str | None = None
    answers: Answers | None = None
    purposes: list[Purpose] = []
    regions: list[Country] = []
    access: list[Access] = []
    languages: list[Language] = []
    hours: Hours | None = None
    response: Response | None = None
    cost: list[Cost] = []
    menu_path: dict[Language, list[str]] = {}
    withdrawn: Withdrawn | None = None


class Absence(Proven, kw_only=True):
    """The platform's statement that it has no such channel."""

    kind: ChannelKind
    network: Network | None = None
    regions: list[Country] = []


class NotFound(Proven, kw_only=True):
    """A channel that was looked for on the pages of the evidence, and is neither stated nor denied there."""

    kind: ChannelKind
    network: Network | None = None


class Position(Proven, kw_only=True):
    """One side of a disagreement: the channel is offered or not, or the value that this side states."""

    offered: bool | None = None
    value: str | None = None


class Disagreement(Fact, kw_only=True):
    """Two pages of the platform that say different things about one matter."""

    about: ChannelKind
    positions: list[Position]


class Platform(Fact, kw_only=True):
    """Everything the registry knows about one platform. The file name is the id."""

    name: str
    kind: PlatformKind
    everyday_names: list[str] = []
    names: dict[Language, list[str]] = {}
    aliases: list[str] = []
    former_names: list[str] = []
    status: Status | None = None
    country: OperatorCountry | None = None
    support_team: SupportTeam | None = None
    support_languages: SupportLanguages | None = None
    part_of: PartOf | None = None
    domains: list[Domain] = []
    user_content: list[str] = []
    code_hosts: list[CodeHost] = []
    app_developers: list[AppDeveloper] = []
    chains: list[Chains] = []
    never_asks: list[NeverAsks] = []
    channels: list[Channel] = []
    responses: list[Response] = []
    absences: list[Absence] = []
    not_found: list[NotFound] = []
    disagreements: list[Disagreement] = []


class Sighting(Fact, kw_only=True):
    """Where an impostor was seen posing as support: no names of persons, ever."""

    source: str
    published: PartialDate | None = None
    read: PartialDate


class Impostor(Fact, kw_only=True):
    """A contact reported as posing as a platform's support."""

    contact: str
    brands: list[str]
    sightings: list[Sighting]
    renderings: list[str] = []


class PublisherKind(StrEnum):
    """What stands behind an outside source that may help to root a domain."""

    LIST = "list"
    REGULATOR = "regulator"


class Publisher(Fact, kw_only=True):
    """A maintained list or a regulator: the only outside sources that can root a domain."""

    id: str
    name: str
    kind: PublisherKind
    sources: list[str]
    about: str
    derives_from: list[str] = []
    made_by: str | None = None
    country: Country | None = None


class SharedHost(Fact, kw_only=True):
    """A host on which strangers get a page, a subdomain or an account of their own."""

    host: str
    open: bool = False


class Publishers(Fact, kw_only=True):
    """The whole of registry/publishers.yaml."""

    publishers: list[Publisher]
    shared_hosts: list[SharedHost]


class Waiver(Fact, kw_only=True):
    """A written exception from one rule for one entry, with its reason and its end."""

    rule: str
    where: str
    why: str
    until: FullDate
