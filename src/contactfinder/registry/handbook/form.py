"""The typed form of the handbook: what authors write under registry/advice. registry/advice/README.md explains every field."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from contactfinder.registry.entry import ChannelKind, Country, Fact, Language, PlatformKind, Proven
from contactfinder.registry.occasions import Issue, Leak, Role, When

Id = Annotated[
    str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words joined by hyphens")
]
PerIssue = dict[Issue, str]


class Say(Fact, kw_only=True):
    """A sentence in both languages of the program."""

    en: str
    zh: str


class Step(Proven, kw_only=True):
    """One thing to do or to know: either it has evidence, or it is our judgement and states no fact."""

    id: Id
    say: Say
    judgement: bool = False


class Custody(StrEnum):
    """Who holds the coins: the platform, or its users."""

    CUSTODIAL = "custodial"
    SELF = "self-custody"


class Condition(StrEnum):
    """When a step of an emergency plan is in place."""

    HAS_LOCK = "has-lock"
    NO_LOCK = "no-lock"
    KNOWN = "known-platform"
    UNKNOWN = "unknown-platform"


class Shows(StrEnum):
    """What the program prints beneath a step."""

    LOCK = "lock"
    SUPPORT = "support"
    REPORT = "report"
    DOMAINS = "domains"


class PlanStep(Fact, kw_only=True):
    """A step in its place in a plan. `unless`: left out when one of these leaked too."""

    step: Id
    when: When
    custody: Custody | None = field(default=None, name="for")
    condition: Condition | None = field(default=None, name="if")
    unless: list[Leak] = []
    shows: Shows | None = None


class Plan(Fact, kw_only=True):
    """What to do when something has leaked, in order."""

    leaked: Leak
    steps: list[PlanStep]


class Question(Fact, kw_only=True):
    """Something to know before one writes or calls. No issues or kinds: for all."""

    id: Id
    ask: Say
    issues: list[Issue] = []
    kinds: list[PlatformKind] = []


class Sending(StrEnum):
    """Whether a detail may be sent to support."""

    SAFE = "safe"
    ASK_FIRST = "ask-first"
    NEVER = "never"


class Detail(Fact, kw_only=True):
    """Something to have at hand; `why` says why it is not simply sent.

    `hash`: 64 hexadecimal digits are no private key here, but the hash of a transaction or an address.
    """

    id: Id
    label: Say
    send: Sending
    hint: Say | None = None
    why: Say | None = None
    example: str | None = None
    hash: bool = False
    issues: list[Issue] = []
    kinds: list[PlatformKind] = []


class Note(Fact, kw_only=True):
    """Something to write down while one talks to support."""

    id: Id
    say: Say


class Checklist(Fact, kw_only=True):
    """The whole of checklist.yaml."""

    questions: list[Question]
    details: list[Detail]
    notes: list[Note]


class Message(Fact, kw_only=True):
    """The parts of a message to support in one language; `wallet_…` stand instead when nobody but the user holds the coins."""

    language: Language
    greeting: str
    subject: PerIssue
    opening: PerIssue
    wallet_opening: PerIssue
    details: str
    missing: str
    request: PerIssue
    wallet_request: PerIssue
    never: str
    language_wish: str
    closing: str
    reminder_subject: str
    reminder: str
    reminder_without_ticket: str
    opening_line: str
    issue_words: PerIssue
    channel_words: dict[ChannelKind, str]


class Phrase(Fact, kw_only=True):
    """How to ask for another language in this one; `names` are names of languages, in the form that fits the sentence."""

    language: Language
    ask: str
    answer_in: str
    names: dict[Language, str]


class Reach(StrEnum):
    """The ways to reach an authority."""

    PHONE = "phone"
    URL = "url"
    EMAIL = "email"


class AuthorityContact(Proven, kw_only=True):
    """One way to reach an authority: a number as it is dialled in the country, and the one for callers abroad if there is one."""

    kind: Reach
    value: str
    from_abroad: str | None = None


class Authority(Proven, kw_only=True):
    """Somebody to turn to. Its evidence is what names its domain; one under a suffix kept for public bodies needs none."""

    id: Id
    name: Say
    roles: list[Role]
    use: Say
    contacts: list[AuthorityContact]
    domain: str | None = None
    local: str | None = None
    limits: Say | None = None
    languages: list[Language] = []


class CountryGuide(Fact, kw_only=True):
    """The authorities of one country, or of the EU. The file name is its code."""

    country: Country
    authorities: list[Authority]


class PublicBodies(Fact, kw_only=True):
    """The whole of public_bodies.yaml: what proves that a domain is an authority's.

    Suffixes under which only public bodies get names; sources of a state's own lists, one of which suffices, and of
    maintained lists by others, of which two of different makers are needed.
    """

    suffixes: list[str]
    official_lists: list[str] = []
    lists: list[str] = []
