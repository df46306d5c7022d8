"""The shape of every JSON answer. docs/json/ holds the schemas generated from these types."""

from typing import Any, NotRequired, TypedDict

from contactfinder.registry.record import (
    AbsenceRecord,
    ChannelRecord,
    DisagreementRecord,
    EvidenceRecord,
    PlatformRecord,
    SightingRecord,
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
    """An answer time (ISO 8601 duration or range) and its basis: claimed or rule-of-thumb."""

    time: str
    basis: str
    stage: str


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
    """One step of advice: a stable id and the values of its sentence."""

    id: str
    values: dict[str, str]


class LookupOut(Envelope):
    """`lookup --json`."""

    platform: PlatformOut
    channels: list[ChannelOut]
    absences: list[AbsenceRecord]
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


class StatsOut(Envelope):
    """`registry stats --json`."""

    platforms: int
    channels: int
    absences: int
    impostors: int
    by_kind: dict[str, int]
    by_trust: dict[str, int]


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


class VersionOut(Envelope):
    """`--version --json`."""


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
    "list": ListOut,
    "show": ShowOut,
    "explain": ExplainOut,
    "registry-stats": StatsOut,
    "registry-check": CheckOut,
    "registry-build": BuildOut,
    "version": VersionOut,
    "error": ErrorOut,
}
