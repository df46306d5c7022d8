"""The words of this package: the verdicts, the reasons one can have, and the answer about a claim."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.errors import ExitCode

if TYPE_CHECKING:
    from contactfinder.contacts import Contact, Kind
    from contactfinder.registry.record import (
        ChannelRecord,
        DisagreementRecord,
        EvidenceRecord,
        ImpostorRecord,
        PlatformRecord,
    )


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

    INCOMING = "incoming"
    LISTED_BUT_FORGEABLE = "listed-but-forgeable"
    DOMAIN_BUT_FORGEABLE = "domain-but-forgeable"
    NEVER_DOES = "never-does"
    LISTED = "listed"
    HOME_PAGE = "home-page"
    UNDATED = "undated"
    REPORTED = "reported"
    PART_OF_REPORTED = "part-of-reported"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    ABSENT_ELSEWHERE = "absent-elsewhere"
    SEARCHED = "searched"
    DISAGREEMENT = "disagreement"
    OTHER_PLATFORM = "other-platform"
    SAME_FAMILY = "same-family"
    PLATFORM_NOT_LISTED = "platform-not-listed"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    READ_AS = "read-as"
    DIFFERS = "differs"
    OTHER_COUNTRY_CODE = "other-country-code"
    RESEMBLES = "resembles"
    NAME_WITH_WORDS = "name-with-words"
    BRAND_IN_SUBDOMAIN = "brand-in-subdomain"
    FREE_HOSTING = "free-hosting"
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
    """The answer about one claim. `platform` is whose contact it is, is claimed to be, or imitates.

    `incoming`: the contact reached the user. Then nothing is official, and `channel` and `chain` say nothing.
    """

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
    disagreements: tuple[DisagreementRecord, ...] = ()
    incoming: bool = False

    def because(self, *reasons: Reason, status: Status | None = None) -> Verdict:
        """The same answer with more reasons, and with another status if one is given."""
        return self._replace(reasons=(*self.reasons, *reasons), status=status or self.status)


def read_in(evidence: EvidenceRecord) -> dict[str, str]:
    """Where a statement was read, as values of a reason."""
    dates = {key: evidence[key] for key in ("published", "checked", "read")}
    return {"source": evidence["source"], **{key: date for key, date in dates.items() if date}}
