"""`registry new`: asks for a platform's facts, refuses at once what breaks a rule, and writes an entry that passes them all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import yaml

from contactfinder.cli.authoring import replace
from contactfinder.contacts import Kind, parse
from contactfinder.errors import RegistryError, UnreadableContact, UsageError
from contactfinder.registry import library, rules
from contactfinder.registry.entry import ChannelKind, Platform, PlatformKind, Purpose
from contactfinder.registry.rules import Entry, World
from contactfinder.registry.source import Document, Problem
from contactfinder.registry.style import styled
from contactfinder.registry.trust import Judge
from contactfinder.render.authoring import AuthorScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from contactfinder.cli.session import Session

T = TypeVar("T")
_PAGES = ("help-centre", "ticket", "chat", "status", "announcements", "verification", "website")
_KINDS = {Kind.PHONE: "phone", Kind.EMAIL: "email", Kind.HANDLE: "social"}


def found(session: Session, root: Path, name: str) -> int:
    """Ask, write the new entry, and give the number of problems it still has. Raises RegistryError, UsageError."""
    path = library.require(root) / "platforms" / f"{name}.yaml"
    if path.exists():
        raise RegistryError("registry-exists", path=path.as_posix())
    draft = _Draft(name, library.read(root), session)
    if broken := draft.broken({"name": "X", "kind": "exchange"}):
        raise UsageError("bad-id", value=broken[0].values.get("id", name))
    data = _Interview(session, draft).entry()
    replace(path, styled(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), Platform))
    left, rooted = draft.broken(data), draft.rooted(data)
    session.authored(lambda m: m.new(path, left, rooted), lambda screen: screen.founded(path, left, rooted))
    return len(left)


class _Draft:
    """A new entry among the others, put through the rules after every answer."""

    def __init__(self, name: str, read: library.Library, session: Session) -> None:
        self._name, self._file = name, f"platforms/{name}.yaml"
        self._world = library.world(read, session.now.date())

    def broken(self, data: dict[str, Any]) -> list[Problem]:
        """The problems of these data."""
        entry, seen = self._among_others(data)
        return [
            Problem(rules.name_of(rule), self._file, 1, 1, finding.case, finding.values)
            for rule in rules.RULES
            for finding in rule(entry, seen)
        ]

    def rooted(self, data: dict[str, Any]) -> list[str]:
        """The domains that are proven with the sources given so far."""
        _, seen = self._among_others(data)
        return sorted(seen.judges[self._name].rooted)

    def _among_others(self, data: dict[str, Any]) -> tuple[Entry, World]:
        platform = library.typed(data)
        entry = Entry(self._name, self._file, Document(data, {}), platform)
        judge = Judge(platform, self._world.sources, None, self._name)
        seen = self._world._replace(judges={**self._world.judges, self._name: judge})
        return entry, seen


class _Contact(NamedTuple):
    """What was entered as a contact: its kind of channel and its network, where they are plain from it."""

    value: str
    kind: str | None
    network: str | None


class _Interview:
    """The questions, on standard error, so that standard output is the answer alone."""

    def __init__(self, session: Session, draft: _Draft) -> None:
        self._words, self._draft = session.words, draft
        self._screen = AuthorScreen(session.words, sys.stderr)
        self._today = session.now.date().isoformat()

    def entry(self) -> dict[str, Any]:
        """Everything that was answered. Ctrl-D ends the questions; without name and kind there is no entry."""
        data: dict[str, Any] = {}
        try:
            self._identity(data)
            self._domains(data)
            self._channels(data)
            self._phone(data)
        except EOFError:
            if "kind" not in data:
                raise UsageError("new-unfinished") from None
        return {key: value for key, value in data.items() if value}

    def _identity(self, data: dict[str, Any]) -> None:
        whole = {"kind": "exchange"}
        data["name"] = self._one("new.name", lambda text: self._tried({**whole, "name": text}, text))
        data["kind"] = self._one("new.kind", _choice(PlatformKind), choices=PlatformKind)

    def _domains(self, data: dict[str, Any]) -> None:
        while domain := self._one("new.domain", lambda d: self._with(data, "domains", {"domain": d}), False):
            self._add(data, "domains", domain, "new.named-by")
            rooted = domain["domain"] in self._draft.rooted(data)
            code = "new.rooted" if rooted else "new.unrooted"
            self._screen.say(code, domain=domain["domain"])

    def _channels(self, data: dict[str, Any]) -> None:
        while contact := self._one("new.contact", _contact, False):
            kind = contact.kind or self._one("new.page", _choice(_PAGES), choices=_PAGES)
            channel = {"kind": kind, "network": contact.network, "value": contact.value}
            channel = {key: value for key, value in channel.items() if value}
            if self._allowed(lambda _: self._with(data, "channels", channel), "") is None:  # noqa: B023  called at once
                continue
            if purposes := self._one("new.purposes", _several(Purpose), False, Purpose):
                channel["purposes"] = purposes
            self._add(data, "channels", channel, "new.read-on")

    def _phone(self, data: dict[str, Any]) -> None:
        """Whether there is a phone line must be said of every platform."""
        if any(channel["kind"] == ChannelKind.PHONE for channel in data.get("channels", ())):
            return
        for section, question in (("absences", "new.no-phone"), ("not_found", "new.looked-on")):
            if evidence := self._sources(question):
                data.setdefault(section, []).append({"kind": "phone", "evidence": evidence})
                return

    def _add(self, data: dict[str, Any], section: str, fact: dict[str, Any], question: str) -> None:
        """A fact with its sources; without any it is left out."""
        if evidence := self._sources(question):
            data.setdefault(section, []).append({**fact, "evidence": evidence})
        else:
            self._screen.say("new.left-out")

    def _sources(self, question: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        while source := self._one(question, self._source, False):
            dates = {"published": d} if (d := self._one("new.published", self._date, False)) else {}
            found.append({"source": source, **dates, "read": self._today})
        return found

    def _source(self, text: str) -> str:
        return self._tried({"absences": [_evident(text, self._today)]}, text)

    def _date(self, text: str) -> str:
        fact = _evident("https://example.org/", self._today)
        fact["evidence"][0]["published"] = text
        return self._tried({"absences": [fact]}, text)

    def _with(self, data: dict[str, Any], section: str, fact: dict[str, Any]) -> dict[str, Any]:
        """The fact, if it may stand beside what is there already. Raises _Refused."""
        whole = {**fact, "evidence": [{"source": "https://example.org/", "read": self._today}]}
        return self._tried({**data, section: [*data.get(section, ()), whole]}, fact)

    def _tried(self, data: dict[str, Any], value: T) -> T:
        if broken := self._draft.broken({"name": "X", "kind": "exchange", **data}):
            raise _Refused(broken[0])
        return value

    # -- asking

    def _one(
        self,
        code: str,
        read: Callable[[str], T],
        needed: bool = True,
        choices: Iterable[str] = (),
    ) -> Any:
        """One answer, asked for again until it is allowed; None for none where none is needed. Raises EOFError."""
        while True:
            self._screen.say(code, names=", ".join(choices))
            sys.stderr.write("> ")
            sys.stderr.flush()
            text = input().strip()
            if not text and not needed:
                return None
            if text and (answer := self._allowed(read, text)) is not None:
                return answer

    def _allowed(self, read: Callable[[str], T], text: str) -> T | None:
        """What an answer means; None, and said why, when it is not taken."""
        try:
            return read(text)
        except _Refused as error:
            self._screen.refusal(error.problem)
        except (UnreadableContact, UsageError) as error:
            self._screen.error(error.code, error.values)
        return None


class _Refused(Exception):
    """The answer breaks a rule."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.case)
        self.problem = problem


def _evident(source: str, today: str) -> dict[str, Any]:
    return {"kind": "phone", "evidence": [{"source": source, "read": today}]}


def _choice(choices: Iterable[str]) -> Callable[[str], str]:
    known = list(map(str, choices))

    def read(text: str) -> str:
        if text not in known:
            raise UsageError("bad-choice", value=text, names=", ".join(known))
        return text

    return read


def _several(choices: Iterable[str]) -> Callable[[str], list[str]]:
    one = _choice(choices)
    return lambda text: [one(part.strip()) for part in text.replace("，", ",").split(",") if part.strip()]


def _contact(text: str) -> _Contact:
    """A contact by its looks; a link is a page until it names an account. Raises UnreadableContact."""
    contact = parse(text).readings[0].contact
    kind = _KINDS.get(contact.kind)
    if kind != "social":
        return _Contact(text, kind, None)
    network, _, name = contact.value.partition(":")
    return _Contact(name, kind, network)
