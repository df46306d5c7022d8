"""The facts of an entry, each with one source, and what is to be found there."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from contactfinder.contacts import Contact, parse
from contactfinder.errors import UnreadableContact
from contactfinder.registry import entry as form
from contactfinder.registry.compile import contact_of
from contactfinder.registry.forms import Where
from contactfinder.registry.rules import Entry, walk


class Part(StrEnum):
    """Which part of an entry states the fact."""

    CHANNEL = "channel"
    DOMAIN = "domain"
    CODE_HOST = "code-host"
    APP_DEVELOPER = "app-developer"
    CHAINS = "chains"
    NEVER_ASKS = "never-asks"
    ABSENCE = "absence"
    POSITION = "position"
    HOURS = "hours"
    RESPONSE = "response"
    WITHDRAWN = "withdrawn"
    STATE = "state"
    COUNTRY = "country"
    SUPPORT_TEAM = "support-team"
    SUPPORT_LANGUAGES = "support-languages"
    PART_OF = "part-of"


_PARTS: dict[type[form.Proven], Part] = {
    form.Channel: Part.CHANNEL,
    form.Domain: Part.DOMAIN,
    form.CodeHost: Part.CODE_HOST,
    form.AppDeveloper: Part.APP_DEVELOPER,
    form.Chains: Part.CHAINS,
    form.NeverAsks: Part.NEVER_ASKS,
    form.Absence: Part.ABSENCE,
    form.Position: Part.POSITION,
    form.Hours: Part.HOURS,
    form.Response: Part.RESPONSE,
    form.Withdrawn: Part.WITHDRAWN,
    form.Status: Part.STATE,
    form.OperatorCountry: Part.COUNTRY,
    form.SupportTeam: Part.SUPPORT_TEAM,
    form.SupportLanguages: Part.SUPPORT_LANGUAGES,
    form.PartOf: Part.PART_OF,
}
_CODE_HOSTS = {"github": "github.com", "gitlab": "gitlab.com", "codeberg": "codeberg.org"}


class Fact(NamedTuple):
    """What an entry states, and one source of it.

    `contact`, an address in `place` (example.com, github.com/owner) and all `phrases` are to be found there.
    """

    platform: str
    file: str
    line: int
    where: Where  # of the evidence, in the file
    part: Part
    kind: str | None  # of a channel or an absence, or its network
    source: str
    contact: Contact | None
    place: str | None
    phrases: tuple[str, ...]
    is_withdrawn: bool = False  # then it should be gone

    @property
    def is_comparable(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.contact or self.place or self.phrases)


def facts_of(entry: Entry) -> Iterator[Fact]:
    """Every fact of an entry with each of its sources. A vain search is none: no page confirms that something is unknown."""
    for where, value in walk(entry.platform):
        if isinstance(value, form.Proven) and not isinstance(value, form.NotFound):
            for number, evidence in enumerate(value.evidence):
                yield _fact(entry, (*where, "evidence", number), value, evidence)


def _fact(entry: Entry, where: Where, stated: form.Proven, evidence: form.Evidence) -> Fact:
    return Fact(
        entry.id,
        entry.file,
        entry.document.position(where)[0],
        where,
        _PARTS[type(stated)],
        _kind(stated),
        evidence.source,
        _contact(stated),
        _place(stated),
        tuple(_phrases(stated, evidence)),
        isinstance(stated, form.Channel) and stated.withdrawn is not None,
    )


def _kind(stated: form.Proven) -> str | None:
    if isinstance(stated, form.Channel | form.Absence):
        return (stated.network or stated.kind).value
    return None


def _contact(stated: form.Proven) -> Contact | None:
    if isinstance(stated, form.Channel):
        return contact_of(stated)
    if isinstance(stated, form.Position) and stated.value:
        try:
            return parse(stated.value).readings[0].contact
        except UnreadableContact:  # a position may be about hours
            return None
    return None


def _place(stated: form.Proven) -> str | None:
    if isinstance(stated, form.Domain):
        return stated.domain
    if isinstance(stated, form.CodeHost):
        host, _, owner = stated.owner.partition(":")
        return f"{_CODE_HOSTS[host]}/{owner.lower()}"
    return None


def _phrases(stated: form.Proven, evidence: form.Evidence) -> Iterator[str]:
    if isinstance(stated, form.AppDeveloper):
        yield stated.developer
    if isinstance(stated, form.Chains):
        yield from stated.items
    if evidence.phrase:
        yield evidence.phrase
