"""The shape of every JSON answer. docs/json/ holds the schemas generated from these types."""

from typing import Any, NotRequired, TypedDict

from contactfinder.journal.exchange import AttachmentRecord, CaseLineRecord, CaseRecord, EntryRecord
from contactfinder.registry.record import (
    AbsenceRecord,
    AuthorityRecord,
    ChannelRecord,
    DisagreementRecord,
    EvidenceRecord,
    NotFoundRecord,
    PlatformRecord,
    ResponseRecord,
    SightingRecord,
    SourceRecord,
)


class RegistryStamp(TypedDict):
    """Which registry answered: the newest date in it, the day it was built, SHA-256 of its sources."""

    version: str
    built: str
    digest: str


class Envelope(TypedDict):
    """What every object carries."""

    schema_version: int
    tool_version: str
    registry: RegistryStamp | None


class OpenOut(TypedDict):
    """open, closed or not-known; the next change as ISO 8601 with offset."""

    state: str
    next_change: str | None


class ReasonOut(TypedDict):
    """Why a channel stands where it stands."""

    code: str
    weight: int


class ExpectedOut(TypedDict):
    """An answer time (ISO 8601 duration or range) and its basis: measured (how many times), claimed or rule-of-thumb."""

    time: str
    basis: str
    stage: str
    times: int


class ChannelOut(TypedDict):
    """One ranked channel. `contact` is canonical, `display` for people, `dial` what to dial from the user's country."""

    rank: int
    kind: str
    network: str | None
    contact_kind: str | None
    contact: str | None
    display: str | None
    dial: str | None
    link: str | None
    answers: str | None
    purposes: list[str]
    regions: list[str]
    access: list[str]
    languages: list[str]
    cost: list[str]
    menu_path: dict[str, list[str]]
    open: OpenOut
    expected: ExpectedOut | None
    trust: str
    evidence: list[EvidenceRecord]
    reasons: list[ReasonOut]


class PlatformOut(TypedDict):
    """Which platform it is; `domains` are the rooted ones in use."""

    id: str
    name: str
    kind: str
    status: str
    domains: list[str]


class AdviceOut(TypedDict):
    """One step of advice: a stable id, the values of its sentence, what belongs to it, how soon it is due, for whom alone, and its sources."""

    id: str
    values: dict[str, str]
    due: str | None
    custody: str | None
    channels: list[ChannelOut]
    domains: list[str]
    authorities: list[AuthorityRecord]
    sources: list[SourceRecord]


class LookupOut(Envelope):
    """`lookup --json`."""

    platform: PlatformOut
    channels: list[ChannelOut]
    absences: list[AbsenceRecord]
    not_found: list[NotFoundRecord]
    support_languages: list[str]
    disagreements: list[DisagreementRecord]
    never_asks: list[str]
    advice: list[AdviceOut]


class ReasonCode(TypedDict, total=False):
    """A reason of a verdict: its code, and values named in docs/json.md."""

    code: str
    count: str
    kind: str
    name: str
    number: str
    how: str
    official: str
    domain: str
    host: str
    shown: str
    network: str
    example: str
    source: str
    published: str
    checked: str
    read: str
    since: str
    regions: str
    reported: str
    deed: str
    other: str
    sign: str
    error: str


class LinkOut(TypedDict):
    """One link of a chain of trust."""

    link: str
    value: str
    evidence: EvidenceRecord | None


class ReportOut(TypedDict):
    """What is known of an impostor."""

    brands: list[str]
    count: int
    first: str | None
    last: str | None
    sightings: list[SightingRecord]


class VerifyOut(Envelope):
    """`verify --json`: one object a claim, one a line. `line` and `id` only with `-`; an id is what it was in the input."""

    claim: str
    line: NotRequired[int]
    id: NotRequired[Any]
    kind: str | None
    contact: str | None
    verdict: str
    platform: str | None
    imitates: str | None
    reasons: list[ReasonCode]
    chain: list[LinkOut]
    report: ReportOut | None
    disagreements: list[DisagreementRecord]
    incoming: bool
    instead: list[ChannelOut]


class SpanOut(TypedDict):
    """Where something stands: characters of the input, the first one and the one behind the last."""

    start: int
    end: int


class SignalOut(SpanOut):
    """What words around a contact do."""

    signal: str


class ScanOut(Envelope):
    """`scan --json`: one object a finding, one a line. `raw` is what stands in the input, from `start` to `end`."""

    source: str
    start: int
    end: int
    line: int
    column: int
    part: str | None
    raw: str
    kind: str
    contact: str
    disguise: list[str]
    verdict: str
    platform: str | None
    imitates: str | None
    reasons: list[ReasonCode]
    claimed_for: str | None
    claimed_at: SpanOut | None
    signals: list[SignalOut]
    instead: list[ChannelOut]


class UnreachableOut(Envelope):
    """`unreachable --json`. `verdict` is that on a contact that was tried; None for a kind of channel."""

    platform: PlatformOut
    tried: str
    verdict: str | None
    advice: list[AdviceOut]
    channels: list[ChannelOut]


class EmergencyOut(Envelope):
    """`emergency --json`. `platform` is None when none was named, or none bears the name: then see `suggestions`."""

    name: str | None
    platform: PlatformOut | None
    suggestions: list[PlatformOut]
    leaked: list[str]
    country: str | None
    advice: list[AdviceOut]
    never_asks: list[str]


class DetailOut(TypedDict):
    """Something to have at hand: `send` is safe, ask-first or never; `value` what was given."""

    id: str
    send: str
    value: str | None


class MessageOut(TypedDict):
    """A text to send, in the language of the support or the user (BCP 47)."""

    language: str
    subject: str
    body: str
    reminder: str
    opening_line: str


class AskingOut(TypedDict):
    """How to ask for one's own language, in the language that is spoken there, and what that means."""

    language: str
    phrase: str
    meaning: str


class PrepareOut(Envelope):
    """`prepare --json`. The messages are the answer itself, and so in human languages; all else is codes."""

    platform: PlatformOut
    issue: str
    channel: ChannelOut | None
    call: ChannelOut | None
    questions: list[str]
    details: list[DetailOut]
    notes: list[str]
    messages: list[MessageOut]
    asking: AskingOut | None
    follow_up: str | None


class OfferedOut(TypedDict):
    """A kind of channel: how many official ones there are; `denied` when the platform says it has none."""

    kind: str
    official: int
    denied: bool


class HoursOut(TypedDict):
    """Opening hours (OSM) of one kind of channel."""

    kind: str
    value: str
    time_zone: str


class ComparedOut(TypedDict):
    """The support of one platform, by its own proven pages; `support_team` is None: not known."""

    platform: PlatformOut
    channels: list[OfferedOut]
    locks_account: bool
    hours: list[HoursOut]
    languages: list[str]
    claimed: list[ResponseRecord]
    support_team: int | None
    newest: str | None
    dated: int
    official: int


class CompareOut(Envelope):
    """`compare --json`."""

    platforms: list[ComparedOut]


class ListOut(Envelope):
    """`list --json`."""

    platforms: list[PlatformOut]


class ShowOut(Envelope):
    """`show --json`: the compiled entry as it is."""

    platform: PlatformRecord


class ExplainOut(Envelope):
    """`explain --json`."""

    contact: str
    platform: str
    channel: ChannelRecord
    chain: list[LinkOut]


class CoverageOut(TypedDict):
    """What is known of one platform, by kind of channel."""

    id: str
    name: str
    status: str
    rooted: bool
    known: dict[str, str]
    facts: int
    official: int
    dated: int
    newest: str | None


class StatsOut(Envelope):
    """`registry stats --json`."""

    platforms: int
    channels: int
    absences: int
    impostors: int
    by_kind: dict[str, int]
    by_trust: dict[str, int]
    by_age: dict[str, int]
    coverage: dict[str, dict[str, int]]
    by_platform: NotRequired[list[CoverageOut]]


class ProblemOut(TypedDict):
    """One problem in a registry file."""

    rule: str
    case: str
    file: str
    line: int
    column: int
    message: str
    values: dict[str, str]


class CheckOut(Envelope):
    """`registry check --json`."""

    problems: list[ProblemOut]
    platforms: int
    rules: int


class BuildOut(Envelope):
    """`registry build --json`."""

    path: str
    platforms: int


class FmtOut(Envelope):
    """`registry fmt --json`."""

    changed: list[str]
    files: int


class NewOut(Envelope):
    """`registry new --json`."""

    path: str
    problems: list[ProblemOut]
    rooted: list[str]


class StaleFactOut(TypedDict):
    """A fact at which nobody has looked for long."""

    platform: str
    section: str
    kind: str
    contact: str | None
    trust: str
    seen: str | None


class StaleOut(Envelope):
    """`registry stale --json`."""

    days: int
    facts: list[StaleFactOut]


class ChangeOut(TypedDict):
    """A fact that came, went or changed between two states of the registry."""

    change: str
    platform: str | None
    section: str
    kind: str
    value: str | None
    trust: str | None
    before: str | None
    fields: list[str]
    sources: list[str]
    needs_two: bool


class DiffOut(Envelope):
    """`registry diff --json`."""

    changes: list[ChangeOut]


class RecheckOut(Envelope):
    """`registry recheck --json`: one object a fact and source, one a line. `hops` are the addresses that were asked for, in order."""

    platform: str
    file: str
    line: int
    fact: str
    kind: str | None
    contact: str | None
    place: str | None
    phrases: list[str]
    source: str
    state: str
    cause: str | None
    status: int | None
    hops: list[str]
    instead: list[str]


class VersionOut(Envelope):
    """`--version --json`."""


class CaseOut(Envelope):
    """`case new`, `close`, `reopen` and `edit` with --json."""

    case: CaseLineRecord


class CaseListOut(Envelope):
    """`case list --json`: late promises first, then open cases, those that moved last before the others."""

    cases: list[CaseLineRecord]


class MeasuredOut(TypedDict):
    """One channel, a canonical contact or a kind: attempts, how many were answered, minutes until the answers that are known."""

    channel: str
    attempts: int
    answered: int
    minutes: list[int]


class ExperienceOut(TypedDict):
    """The user's own experience: minutes until the first answer and the solution; None while there is none."""

    first_answer: int | None
    solution: int | None
    channels: list[MeasuredOut]


class WholeCase(CaseRecord):
    """A case with everything in it, and what it has shown."""

    measured: ExperienceOut


class CaseShowOut(Envelope):
    """`case show --json` and `case export --format json`."""

    case: WholeCase


class CaseLogOut(Envelope):
    """`case log --json`: the entry as it is on the disk. `instead`: genuine channels, where the contact is not known to be one."""

    case: str
    entry: EntryRecord
    instead: list[ChannelOut]


class CaseNextOut(Envelope):
    """`case next --json`: what to do, the most urgent first, and the platform's channels."""

    case: CaseLineRecord
    advice: list[AdviceOut]
    channels: list[ChannelOut]


class FoundOut(TypedDict):
    """What a search found: a case, or an entry of it."""

    case: CaseLineRecord
    entry: EntryRecord | None


class CaseSearchOut(Envelope):
    """`case search --json`."""

    found: list[FoundOut]


class CaseAttachOut(Envelope):
    """`case attach --json`: the file as it was copied, and where the copy lies."""

    case: str
    attachment: AttachmentRecord
    path: str


class CaseDeleteOut(Envelope):
    """`case delete --json`: what is gone; `entry` alone, or the whole case when None."""

    case: str
    entry: int | None


class CaseImportOut(Envelope):
    """`case import --json`: the case, and how many entries and files are new or were here already."""

    case: CaseLineRecord
    added: int
    already: int


class PromiseOut(TypedDict):
    """An open promise: whose, which entry, what, by when."""

    case: str
    entry: int
    promise: str | None
    by: str | None
    late: bool


class CaseRemindOut(Envelope):
    """`case remind --json`: every open promise with a date, the earliest first."""

    promises: list[PromiseOut]


class CaseWhereOut(Envelope):
    """`case where --json`: the folder of the journal, and whether there is one."""

    folder: str
    exists: bool


class ErrorBody(TypedDict):
    """What went wrong (a stable code), in English, and what to do next."""

    code: str
    message: str
    hint: str


class ErrorOut(Envelope):
    """Any failure with --json; an unknown platform adds suggestions and the safe procedure."""

    error: ErrorBody
    suggestions: NotRequired[list[PlatformOut]]
    advice: NotRequired[list[AdviceOut]]


OUTPUTS: dict[str, type] = {
    "lookup": LookupOut,
    "verify": VerifyOut,
    "scan": ScanOut,
    "unreachable": UnreachableOut,
    "prepare": PrepareOut,
    "emergency": EmergencyOut,
    "compare": CompareOut,
    "list": ListOut,
    "show": ShowOut,
    "explain": ExplainOut,
    "registry-stats": StatsOut,
    "registry-check": CheckOut,
    "registry-build": BuildOut,
    "registry-fmt": FmtOut,
    "registry-new": NewOut,
    "registry-stale": StaleOut,
    "registry-diff": DiffOut,
    "registry-recheck": RecheckOut,
    "case": CaseOut,
    "case-list": CaseListOut,
    "case-show": CaseShowOut,
    "case-log": CaseLogOut,
    "case-next": CaseNextOut,
    "case-search": CaseSearchOut,
    "case-attach": CaseAttachOut,
    "case-delete": CaseDeleteOut,
    "case-import": CaseImportOut,
    "case-remind": CaseRemindOut,
    "case-where": CaseWhereOut,
    "version": VersionOut,
    "error": ErrorOut,
}
