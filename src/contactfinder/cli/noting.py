"""`case log`: what is to be written down, from options, a pipe, the editor, or questions on a terminal."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from contactfinder.errors import ExitCode, UsageError
from contactfinder.guidance.attempts import KINDS, NETWORKS, channel_of
from contactfinder.journal import Note, Promise, Seen
from contactfinder.journal.journal import is_dialled
from contactfinder.journal.record import MAX_TEXT, Kept
from contactfinder.journal.spoken import promise_of, result_of
from contactfinder.secrets import SecretRefused, secret_in
from contactfinder.stream.source import PIECE, in_bytes
from contactfinder.verify import EXIT_CODES, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from contactfinder.cli.session import Session
    from contactfinder.journal import CaseLine

PIPE = "-"
EDITOR = "+"  # an answer that opens the editor
LINE = 4095  # bytes of a line that terminals keep; the rest they throw away without a word
PASTED = 0.05  # seconds in which the next line of a paste is there
OTHER_CHANNELS = ("sms", "letter", "other")
CHANNELS = (*KINDS, *NETWORKS, *OTHER_CHANNELS)
_YES = ("y", "yes", "是", "是的", "对", "对的", "好", "好的", "有")
_NO = ("", "n", "no", "不", "不是", "不用", "否", "没", "没有")
_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
_MEANT = {"phone": "phone", "email": "email"}  # channels by the kind of a contact


class Given(NamedTuple):
    """What was said of one event, as it was said. None: nothing; an empty text takes away what was there."""

    said: str | None = None
    channel: str | None = None
    contact: str | None = None
    agent: str | None = None
    ticket: str | None = None
    promise: str | None = None
    by: str | None = None
    outcome: str | None = None
    incoming: bool | None = None

    def is_nothing(self) -> bool:
        """Whether there is nothing to write down."""
        return not any((value or "").strip() for value in self[:-1])


class Judged(NamedTuple):
    """A note, and the verdict on the contact in it."""

    note: Note
    verdict: Verdict | None


def note_of(session: Session, given: Given, case: CaseLine, at: datetime, old: Note | None = None) -> Judged:
    """A note of what was given, over what stood there before. Raises UsageError."""
    base = old or Note(at)
    incoming = base.incoming if given.incoming is None else given.incoming
    seen, verdict = base.contact, None
    if given.contact is not None or (seen and incoming != base.incoming):
        written = given.contact if given.contact is not None else seen.written if seen else ""
        verdict = judged(session, written, case, incoming)
        seen = _seen(session, verdict) if verdict else None
    channel = base.channel if given.channel is None else _channel(given.channel)
    note = Note(
        at,
        _put(given.said, base.said),
        channel or (_implied(verdict) if verdict and given.channel is None else None),
        seen,
        incoming,
        _put(given.agent, base.agent),
        _put(given.ticket, base.ticket),
        _promise(session, given, base, at),
        base.result if given.outcome is None else result_of(given.outcome) if given.outcome else None,
    )
    return Judged(note, verdict)


def _put(new: str | None, old: str | None) -> str | None:
    return old if new is None else new.strip() or None


def judged(session: Session, contact: str, case: CaseLine, incoming: bool) -> Verdict | None:
    """What the registry says about a contact, here and now. Raises SecretRefused: a verdict would show what nobody may see."""
    if not contact.strip():
        return None
    verdict = session.finder.verify(
        contact, country=session.settings.country, claimed=case.platform, incoming=incoming
    )
    if not is_dialled(_seen(session, verdict)) and (secret := secret_in(contact)):
        raise SecretRefused(secret, "contact")
    return verdict


def _seen(session: Session, verdict: Verdict) -> Seen:
    registry = session.finder.registry
    return Seen(
        verdict.text,
        verdict.contact.value if verdict.contact else None,
        verdict.kind.value if verdict.kind else None,
        verdict.status.value,
        verdict.platform["id"] if verdict.platform else None,
        verdict.imitates,
        tuple(dict.fromkeys(reason.code.value for reason in verdict.reasons)),
        registry.version,
        registry.digest,
    )


def _channel(text: str) -> str | None:
    """The code of a channel. Raises UsageError (`bad-kind`)."""
    word = text.strip().lower()
    if not word:
        return None
    code = channel_of(word) or (word if word in OTHER_CHANNELS else None)
    if code is None:
        raise UsageError("bad-kind", value=text, names=", ".join(CHANNELS))
    return code


def _implied(verdict: Verdict) -> str | None:
    """The channel to which a contact belongs: as it is listed, else by its kind."""
    if verdict.channel:
        return verdict.channel.get("network") or verdict.channel["kind"]
    if verdict.kind == "handle" and verdict.contact:
        network = verdict.contact.value.partition(":")[0]
        return network if network in NETWORKS else "social"
    return _MEANT.get(verdict.kind or "")


def _promise(session: Session, given: Given, base: Note, at: datetime) -> Promise | None:
    old = base.promise or Promise()
    text = _put(given.promise, old.text)
    if given.by is None:
        found = Promise(text, old.due, old.whole_day, old.kept)
    else:
        found = promise_of(text, given.by.strip() or None, at, session.zone)._replace(kept=old.kept)
    return found if found.text or found.due else None


def settled(note: Note, kept: Kept) -> Note:
    """The same with what became of its promise. Raises UsageError (`no-promise`)."""
    if note.promise is None:
        raise UsageError("no-promise")
    return note._replace(promise=note.promise._replace(kept=kept))


# -- where the text comes from


def completed(session: Session, given: Given, case: CaseLine, edit: bool) -> Given:
    """What was given, with what is asked for or piped in. Raises UsageError (`nothing-to-log`)."""
    given = with_pipe(given)
    if edit:
        given = given._replace(said=edited(session, given.said or ""))
    elif given.is_nothing():
        given = asked(session, case, given) if is_terminal(session) else given._replace(said=piped())
    if given.is_nothing():
        raise UsageError("nothing-to-log")
    return given


def with_pipe(given: Given) -> Given:
    """With the text of standard input where a stroke stands for it."""
    return given._replace(said=piped()) if given.said == PIPE else given


def without_secrets(given: Given, at: str | None) -> Given:
    """The same. Raises SecretRefused before any of it is read, and so shown in an error."""
    for field, text in {**given._asdict(), "at": at}.items():
        if isinstance(text, str) and field != "contact" and (secret := secret_in(text)):
            raise SecretRefused(secret, field)
    return given


def is_terminal(session: Session) -> bool:
    """Whether there is somebody to ask."""
    return not session.as_json and sys.stdin.isatty() and sys.stdout.isatty()


def piped() -> str:
    """The text on standard input, cut where it is too long in any case."""
    return from_pipe(MAX_TEXT * 4 + 1).decode("utf-8-sig", "backslashreplace")


def rescued(session: Session, given: Given) -> Given:
    """With what stands in the pipe and was not read yet: it must not be lost."""
    if given.said == PIPE or (given.is_nothing() and not is_terminal(session)):
        return given._replace(said=piped())
    return given


def from_pipe(most: int) -> bytes:
    """What stands on standard input; nothing of a terminal on which nobody was asked."""
    file = in_bytes(sys.stdin)
    if file is None or sys.stdin.isatty():
        return b""
    pieces: list[bytes] = []
    while most > sum(map(len, pieces)) and (piece := file.read1(PIECE)):
        pieces.append(piece)
    return b"".join(pieces)[:most]


def edited(session: Session, text: str) -> str:
    """A text from the user's editor. It lies in a folder of its own, in memory where there is such a place, until it is read."""
    editor = _editor()
    with tempfile.TemporaryDirectory(dir=_memory(), prefix="contactfinder.") as folder:
        path = Path(folder) / "said.txt"
        path.write_text(text, encoding="utf-8")
        while True:
            if subprocess.run([*editor, str(path)], check=False).returncode:  # noqa: S603  the user's own choice
                raise UsageError("editor-left")
            found = path.read_text(encoding="utf-8-sig", errors="backslashreplace")
            secret = secret_in(found)
            if secret is None:
                return found
            if not is_terminal(session):
                raise SecretRefused(secret, "said")
            session.guide.error("secret-refused", {"secret": secret, "field": "said"})
            if not _yes(session, "case.ask.again", usually=True):
                return ""


def _memory() -> str | None:
    """A folder that is on no disk, only for this user; None where the system has none."""
    places = (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm")  # noqa: S108  made for it
    return next((place for place in places if place and os.access(place, os.W_OK)), None)


def _editor() -> list[str]:
    """The user's editor with its options, or one that there is; for Vim without its notes of what was edited.

    Raises UsageError (`no-editor`).
    """
    usual = next(filter(shutil.which, _EDITORS), "") if sys.stdin.isatty() else ""
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual
    words = shlex.split(said, posix=os.name != "nt")
    if not words or shutil.which(words[0]) is None:
        raise UsageError("no-editor", value=said)
    return [*words, "-n", "-i", "NONE"] if Path(words[0]).stem in ("vim", "nvim") else words


# -- questions


def asked(session: Session, case: CaseLine, given: Given) -> Given:
    """One question after the other; an empty answer skips one, Ctrl-D all that are left."""
    session.guide.say("case.ask.begin", id=case.id)
    if reconfigure := getattr(sys.stdin, "reconfigure", None):  # what cannot be read is shown as codes
        reconfigure(errors="backslashreplace")
    answers: dict[str, Any] = {"incoming": given.incoming}
    try:
        _ask_contact(session, case, answers)
        answers["agent"] = _answer(session, "agent")
        answers["ticket"] = _answer(session, "ticket")
        if not answers["incoming"]:
            answers["outcome"] = _answer(session, "outcome", result_of)
        answers["said"] = _said(session)
        answers["promise"] = _answer(session, "promise")
        if answers["promise"]:
            answers["by"] = _answer(session, "by", _by(session))
    except EOFError:  # Ctrl-D: that was all
        session.guide.enough()
    except KeyboardInterrupt:
        session.guide.enough()
        raise
    return given._replace(**answers)


def _ask_contact(session: Session, case: CaseLine, answers: dict[str, Any]) -> None:
    """The contact, warned of at once if it is bad; who began; the channel, where the contact does not say it."""
    contact = answers["contact"] = _answer(session, "contact")
    verdict = judged(session, contact or "", case, bool(answers["incoming"]))
    if verdict and is_bad(verdict):
        show_contact(session, verdict)
    if answers["incoming"] is None:
        answers["incoming"] = _yes(session, "case.ask.incoming")
    if verdict and not is_bad(verdict):
        show_contact(session, judged(session, contact or "", case, answers["incoming"]) or verdict)
    if verdict is None or _implied(verdict) is None:
        answers["channel"] = _answer(session, "channel", _channel)


def _by(session: Session) -> Callable[[str], object]:
    return lambda text: promise_of("", text, session.local(session.now), session.zone)


def _answer(session: Session, what: str, check: Callable[[str], object] = str) -> str | None:
    """One answer, asked for again while it cannot be used. Raises EOFError, KeyboardInterrupt."""
    while True:
        session.guide.ask(f"case.ask.{what}")
        text = _typed(whole=what == "said").strip()
        if not text:
            return None
        try:
            if len(text.encode("utf-8", "replace")) >= LINE and "\n" not in text:
                raise UsageError("line-cut")
            if secret := secret_in(text):
                raise UsageError("secret-refused", secret=secret, field=what)
            check(text)
            return text
        except UsageError as error:
            session.guide.error(error.code, error.values)


def _typed(whole: bool) -> str:
    """A line, or with `whole` all lines that were pasted with it."""
    lines = [input("> ")]
    while whole and is_waiting():
        lines.append(input())
    return "\n".join(lines)


def is_waiting() -> bool:
    """Whether another line is there already: nobody types so fast. Windows cannot say."""
    return os.name == "posix" and bool(select.select([sys.stdin], [], [], PASTED)[0])


def _said(session: Session) -> str | None:
    """What was said, typed or from the editor; without one it is asked for again."""
    while (text := _answer(session, "said")) == EDITOR:
        try:
            return edited(session, "")
        except UsageError as error:
            session.guide.error(error.code, error.values)
    return text


def _yes(session: Session, question: str, usually: bool = False) -> bool:
    """Whether the answer is yes; asked again while it is neither yes nor no, for much may depend on it. `usually`: Enter."""
    while True:
        session.guide.ask(question)
        answer = input("> ").strip().lower()
        if not answer:
            return usually
        if answer in _YES or answer in _NO:
            return answer in _YES


# -- what is said about a contact, and what is saved when nothing can be written


def is_bad(verdict: Verdict) -> bool:
    """Whether a contact is known not to be theirs."""
    return EXIT_CODES[verdict.status] is ExitCode.BAD


def show_contact(session: Session, verdict: Verdict) -> None:
    """A contact that is known to be bad is warned of at full length; of any other the verdict is said."""
    if is_bad(verdict):
        session.guide.verdict(verdict, session.instead(verdict), session.now.date())
        session.guide.enough()
    else:
        session.cases.contact(verdict)


def warned(session: Session, verdict: Verdict | None) -> OSError | None:
    """Show the verdict on a contact; what kept it from being read must not keep the entry from being written."""
    try:
        if verdict and not session.as_json:
            show_contact(session, verdict)
    except OSError as error:
        return error
    return None


def preserve(session: Session, given: Given) -> None:
    """What could not be written down, on standard error, so that it can be copied; never a secret."""
    from contactfinder.render.cases import CaseScreen

    told = [(field, text) for field, text in given._asdict().items() if isinstance(text, str) and text]
    texts = {field: text for field, text in told if not secret_in(text)}
    screen = CaseScreen(session.words, sys.stderr, session.zone)
    if not secret_in(" ".join(texts.values())):  # one that is spread over several
        screen.preserved(texts)
