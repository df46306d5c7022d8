"""`registry new`: asks for a platform's facts, refuses at once what breaks a rule, and writes an entry that passes them all."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import yaml

from contactfinder.cli.authoring import replace
from contactfinder.contacts import Kind, parse
from contactfinder.contacts.phone import in_link
from contactfinder.errors import RegistryError, UnreadableContact, UsageError
from contactfinder.registry import library, rules
from contactfinder.registry.entry import ChannelKind, Platform, PlatformKind, Purpose
from contactfinder.registry.forms import mistakes
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
MAX_ID = 60  # characters; it is the name of a file, and typed
_ELSEWHERE = "github-file:1"  # a source that says nothing of anybody, for facts whose own is not known yet
_PAGES = ("help-centre", "ticket", "chat", "status", "announcements", "verification", "website")
_KINDS = {Kind.PHONE: "phone", Kind.EMAIL: "email", Kind.HANDLE: "social"}


def found(session: Session, root: Path, name: str) -> int:
    """Ask, write the new entry, and give the number of problems it still has. Raises RegistryError, UsageError."""
    path = library.require(root) / "platforms" / f"{name}.yaml"
    draft = _Draft(name, library.read(root), session)
    broken = {problem.rule: problem for problem in draft.broken({})}
    if "file-name" in broken or len(name) > MAX_ID:
        raise UsageError("bad-id", value=name)
    if path.exists():
        raise RegistryError("registry-exists", path=path.as_posix())
    if taken := broken.get("name-claimed-twice"):
        raise RegistryError("id-taken", **taken.values)
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
        """The problems of these data; name and kind, where they are not known yet, are no problem."""
        data = {"name": self._name, "kind": "exchange", **data}
        if mistaken := [
            Problem("form", self._file, 1, 1, m.case, m.values) for m in mistakes(data, Platform)
        ]:
            return mistaken
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
        self._is_over = False
        if reconfigure := getattr(sys.stdin, "reconfigure", None):  # what cannot be read is shown as codes
            reconfigure(errors="backslashreplace")

    def entry(self) -> dict[str, Any]:
        """Everything that was answered. Ctrl-D answers all further questions with an empty line; without name and kind there is no entry."""
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
        data["name"] = self._one("new.name", lambda text: self._tried({"name": text}, text))
        data["kind"] = self._one("new.kind", _choice(PlatformKind), choices=PlatformKind)

    def _domains(self, data: dict[str, Any]) -> None:
        while domain := self._one("new.domain", lambda d: self._domain(data, d.lower()), False):
            if self._add(data, "domains", domain, "new.named-by"):
                rooted = domain["domain"] in self._draft.rooted(data)
                self._screen.say("new.rooted" if rooted else "new.unrooted", domain=domain["domain"])

    def _domain(self, data: dict[str, Any], domain: str) -> dict[str, Any]:
        return self._with(data, "domains", {"domain": domain})

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
            if self._sourced(data, section, {"kind": "phone"}, question):
                return

    def _add(self, data: dict[str, Any], section: str, fact: dict[str, Any], question: str) -> bool:
        """A fact with its sources; without any it is left out, and that is said."""
        if is_sourced := self._sourced(data, section, fact, question):
            return is_sourced
        self._screen.say("new.left-out")
        return False

    def _sourced(self, data: dict[str, Any], section: str, fact: dict[str, Any], question: str) -> bool:
        """Ask for sources; with one at least the fact is taken, and each must be able to carry it."""
        found: list[dict[str, str]] = []

        def read(text: str, **dates: str) -> dict[str, str]:
            new = {"source": text, **dates, "read": self._today}
            self._with(data, section, {**fact, "evidence": [*found, new]})
            return new

        while source := self._one(question, read, False):
            dated = self._one("new.published", lambda d: read(source["source"], published=d), False)
            found.append(dated or source)
        if found:
            data.setdefault(section, []).append({**fact, "evidence": found})
        return bool(found)

    def _with(self, data: dict[str, Any], section: str, fact: dict[str, Any]) -> dict[str, Any]:
        """The fact, if it may stand beside what is there already. Raises _Refused."""
        whole = {"evidence": [{"source": _ELSEWHERE, "read": self._today}], **fact}
        return self._tried({**data, section: [*data.get(section, ()), whole]}, fact)

    def _tried(self, data: dict[str, Any], value: T) -> T:
        if broken := self._draft.broken(data):
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
        """One answer, asked for again until it is allowed; None for none where none is needed. Raises EOFError where one is."""
        while not self._is_over:
            self._screen.say(code, names=", ".join(choices))
            text = self._entered()
            if not (text or needed):
                return None
            if text and (answer := self._allowed(read, text)) is not None:
                return answer
        if needed:
            raise EOFError
        return None

    def _entered(self) -> str:
        sys.stderr.write("> ")
        sys.stderr.flush()
        try:
            return input().strip() if sys.stdin else self._entered_nothing()
        except EOFError:
            return self._entered_nothing()

    def _entered_nothing(self) -> str:
        self._is_over = True
        sys.stderr.write("\n")
        return ""

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


def _choice(choices: Iterable[str]) -> Callable[[str], str]:
    known = list(map(str, choices))

    def read(text: str) -> str:
        if text not in known:
            raise UsageError("bad-choice", value=text, names=", ".join(known))
        return text

    return read


def _several(choices: Iterable[str]) -> Callable[[str], list[str]]:
    one = _choice(choices)
    return lambda text: list(dict.fromkeys(one(p.strip()) for p in re.split("[,，、]", text) if p.strip()))


def _contact(text: str) -> _Contact:
    """A contact by its looks; a link is a page until it names an account. Raises UnreadableContact, UsageError."""
    readings = [reading.contact for reading in parse(text).readings]
    contact, kind = readings[0], _KINDS.get(readings[0].kind)
    if kind == "social":
        network, _, name = contact.value.partition(":")
        if len(readings) > 1:
            raise UsageError("which-network", value=text, name=name)
        return _Contact(name, kind, network)
    if kind == "phone":
        is_account = in_link(text) is not None or text.lower().startswith("whatsapp:")
        if is_account:
            return _Contact(contact.value, "social", "whatsapp")
        return _Contact(re.sub("^tel:", "", text, flags=re.IGNORECASE), kind, None)
    return _Contact(text if "://" in text else contact.value, kind, None)
