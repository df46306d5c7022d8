"""Screens of the case journal for people. What came from outside is shown as text; verdicts are those of that moment."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING

from rich.text import Text

from contactfinder.journal.record import NOT_THEIRS, Kept, Promise
from contactfinder.render.fold import whole
from contactfinder.render.guides import Guide
from contactfinder.render.plain import defanged, plain, prose
from contactfinder.render.terminal import DAY, MINUTE, VERDICT_MARKS, clock
from contactfinder.verify import Status, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from contactfinder.guidance.experience import Experience
    from contactfinder.guidance.following import Following
    from contactfinder.journal import Attachment, Case, CaseLine, Entry, Found, Import, Note, Seen
    from contactfinder.registry.index import Summary
    from contactfinder.render.words import Words
    from contactfinder.verify import Verdict

FOUND = 50  # things found that are shown; a search for more words finds fewer
EXCERPT = 160  # characters of an entry that a search shows
_REMARKS = {  # steps that say how to do the next one
    "no-phone-known",
    "phone-not-found",
    "wallet-limits",
    "ask-for-language",
    "no-common-language",
}
_CLOSE = 5 * 60  # seconds between an event and its record that need no words


class CaseScreen(Guide):
    """A screen that also shows cases."""

    # -- what was done

    def begun(self, line: CaseLine, suggestions: Sequence[Summary] = ()) -> None:
        """A new case, and what to do next; with platforms of a similar name when its own is not listed."""
        self._done("case.begun", id=line.id)
        if line.platform is None:
            self._not_listed(line, suggestions)
        self._line(self._copyable(self.words("case.then-next", id=line.id)), 2)
        self._line(self._copyable(self.words("case.then-log", id=line.id)), 2)

    def _not_listed(self, line: CaseLine, suggestions: Sequence[Summary]) -> None:
        """A platform that the registry does not know can have a case too."""
        self._bullet(self.words("case.not-listed", name=defanged(line.name)), mark="!", style="yellow")
        if suggestions:
            self._line(self.words("case.misspelt"), 4)
        for s in suggestions:
            self._contact(Text(f"contactfinder case edit {line.id} --platform {s.id}"), 4)

    def logged(self, line: CaseLine, entry: Entry) -> None:
        """An entry that is on the disk."""
        self._done("case.logged", number=str(entry.number), id=line.id)
        if line.closed:
            self._line(self._copyable(self.words("case.is-closed", id=line.id)), 2)
        if entry.note.promise:
            code = "case.then-remind" if entry.note.promise.due else "case.no-date"
            values = {"number": str(entry.number)} if code == "case.no-date" else {}
            self._line(self._copyable(self.words(code, id=line.id, **values)), 2)
        self._line(self._copyable(self.words("case.then-next", id=line.id)), 2)

    def rewritten(self, line: CaseLine, entry: Entry) -> None:
        """An entry that was changed."""
        self._done("case.rewritten", number=str(entry.number), id=line.id)

    def changed(self, line: CaseLine) -> None:
        """A case that was changed."""
        self._done("case.changed", id=line.id)
        self._head(line)

    def closed(self, line: CaseLine) -> None:
        """A case that is over."""
        self._done("case.solved-and-closed" if line.solved else "case.closed", id=line.id)

    def reopened(self, line: CaseLine) -> None:
        """A case that goes on."""
        self._done("case.reopened", id=line.id)

    def before_deleting(self, line: CaseLine, entry: int | None) -> None:
        """What is about to go."""
        self._head(line)
        code = "case.delete-entry" if entry else "case.delete-all"
        values = {"entries": str(line.entries), "files": str(line.attachments), "number": str(entry or 0)}
        self._line(self.words(code, **values), style="bold")
        self._line(self.words("case.type-id", id=line.id))

    def deleted(self, line: CaseLine, entry: int | None, copies: Sequence[Path]) -> None:
        """What is gone, and in which older files it may still stand."""
        if entry:
            self._done("case.entry-deleted", number=str(entry), id=line.id)
        else:
            self._done("case.deleted", id=line.id)
        if copies:
            self._line(self.words("case.in-copies"), 2)
        for path in copies:
            self._contact(Text(plain(str(path))), 4)

    def attached(self, line: CaseLine, found: Attachment, path: Path) -> None:
        """A file that was copied; what cannot be looked into is said."""
        self._done("case.attached", name=whole(plain(found.name)), id=line.id)
        self._contact(Text(f"SHA-256 {found.sha256}", style="dim"), 2)
        self._contact(Text(plain(str(path)), style="dim"), 2)
        if not (guess_type(found.name)[0] or "").startswith("text/"):
            self._line(self.words("case.cannot-look"), 2)

    def imported(self, found: Import) -> None:
        """A case that was brought in."""
        values = {"added": str(found.added), "already": str(found.already)}
        self._done("case.imported", id=found.case.id, **values)

    def written(self, path: Path) -> None:
        """A file that was written."""
        self._done("case.written", path=whole(plain(str(path))))

    def where(self, folder: Path, exists: bool) -> None:
        """Where the journal lies, and what one can do with it."""
        self._gap()
        self._line(self.words("case.where" if exists else "case.where-none"))
        self._contact(Text(plain(str(folder)), style="bold"), 2)
        for code in ("case.back-up", "case.move", "case.erase"):
            self._bullet(self.words(code))

    def preserved(self, texts: Mapping[str, str]) -> None:
        """What could not be written down, as it was given."""
        if texts:
            self._line(self.words("case.preserved"), style="bold")
        for field, text in texts.items():
            self._line(f"--{field}", 2, "dim")
            for line in text.split("\n"):
                self._contact(Text(plain(line)), 4)

    def _done(self, code: str, **values: str) -> None:
        self._bullet(self._copyable(self.words(code, **values)), mark="✔", indent=0, style="bold")

    # -- questions

    def contact(self, verdict: Verdict) -> None:
        """The verdict on a contact that is not known to be bad, in two lines."""
        mark, style, code = self._headline(verdict)
        self._line(Text(f"{mark} {self.words(code)}", style=style))
        self._line(self.words(f"{code}.means"), 2)

    # -- what there is

    def all_cases(self, lines: Sequence[CaseLine]) -> None:
        """One paragraph a case."""
        if not lines:
            self._line(self._copyable(self.words("case.none")))
        for line in lines:
            self._head(line)

    def _head(self, line: CaseLine) -> None:
        """A case in two or three lines."""
        title = Text(line.id, style="bold")
        title.append(f"  {plain(line.name)} · {self.words.known('purpose', line.issue)}")
        title.append(f" · {self._state(line)}", style="dim")
        mark = "!" if line.overdue else "✔" if line.closed else "•"
        self._line(title, lead=f"{mark} ", style="")
        if line.title:
            self._line(prose(line.title), 2)
        self._line(
            self.words("case.last", when=self._moment(line.changed), entries=str(line.entries)), 2, "dim"
        )
        if line.due:
            style, code = ("bold red", "case.late") if line.overdue else ("", "case.due")
            when = due(Promise(None, line.due, line.whole_day), self.words)
            self._line(self.words(code, when=when), 2, style)

    def _state(self, line: CaseLine) -> str:
        if line.closed is None:
            return self.words("case.state.open")
        return self.words("case.state.solved" if line.solved else "case.state.closed")

    def case(self, case: Case, measured: Experience, now: datetime, today: Mapping[str, Verdict]) -> None:
        """Everything about one case; what has become known to be bad `today` is said beside the verdict of that moment."""
        self._gap()
        self._head(case.line)
        self._promises(case, now)
        if case.entries:
            self._heading("case.timeline")
        for entry in case.entries:
            self._entry(entry, today)
        self._files(case.attachments)
        self._experience(measured)
        self._gap()
        code = "case.then-reopen" if case.line.closed else "case.then-next"
        self._line(self._copyable(self.words(code, id=case.line.id)), style="bold", lead="▶ ")

    def _promises(self, case: Case, now: datetime) -> None:
        if case.promises:
            self._heading("case.promises")
        for entry, promise in case.promises:
            self._promise(promise, now, entry)

    def _promise(self, promise: Promise, now: datetime, entry: Entry, lead: str = "") -> None:
        late = promise.is_late(now)
        values = {
            "when": due(promise, self.words),
            "promise": prose(promise.text or "…"),
            "number": str(entry.number),
        }
        sentence = self.words("case.promise-late" if late else "case.promise", **values)
        self._bullet(lead + sentence, mark="!" if late else "•", style="bold red" if late else "")

    def _entry(self, entry: Entry, today: Mapping[str, Verdict]) -> None:
        note = entry.note
        self._gap()
        head = Text(f"{entry.number}. {self._moment(note.at)}", style="bold")
        head.append(f"  {self.words('case.incoming' if note.incoming else 'case.outgoing')}")
        if note.channel:
            head.append(f" · {self.words.known('channel', note.channel)}")
        self._line(head, 1)
        if note.contact:
            self._seen(note.contact)
            self._since(note.contact, today.get(note.contact.written))
        for line in self._facts(note, entry):
            self._line(line, 4)
        if note.said:
            for line in note.said.split("\n"):
                self._line(prose(line), 4, lead="│ ")

    def _seen(self, seen: Seen) -> None:
        """A contact with the verdict of that moment; green only what was judged here."""
        status = Status(seen.verdict) if seen.verdict in set(Status) else Status.UNKNOWN
        mark, style = VERDICT_MARKS[status]
        sure = status is Status.OFFICIAL and not seen.imported
        self._contact(Text(plain(seen.written) if sure else defanged(seen.written), style="bold"), 4)
        code = "case.verdict-imported" if seen.imported else "case.verdict"
        reasons = () if seen.imported else seen.reasons
        said = self.words(code, verdict=verdict_words(seen.verdict, reasons, self.words))
        self._line(
            Text(f"{'?' if seen.imported else mark} {said}", style="yellow" if seen.imported else style), 4
        )

    def _since(self, seen: Seen, today: Verdict | None) -> None:
        """A contact that was not known to be bad and is so now."""
        if today and today.status in NOT_THEIRS and today.status != seen.verdict:
            mark, style = VERDICT_MARKS[today.status]
            said = self.words("case.verdict-today", verdict=self.words(f"short.{today.status}"))
            self._line(Text(f"{mark} {said}", style=style), 4)

    def _facts(self, note: Note, entry: Entry) -> list[str]:
        facts = []
        if note.agent:
            facts.append(self.words("case.with", name=prose(note.agent)))
        if note.ticket:
            facts.append(self.words("case.ticket", ticket=whole(plain(note.ticket))))
        if note.result:
            facts.append(outcome(note, self.words))
        if note.promise:
            facts.append(self._promised(note.promise))
        if abs((entry.recorded - note.at).total_seconds()) > _CLOSE:
            facts.append(self.words("case.recorded", when=self._moment(entry.recorded)))
        if entry.edited:
            facts.append(self.words("case.edited", when=self._moment(entry.edited)))
        return facts

    def _promised(self, promise: Promise) -> str:
        """What was promised, and what became of it."""
        values = {"promise": prose(promise.text or "…"), "when": due(promise, self.words)}
        said = self.words("case.promised-by" if promise.due else "case.promised", **values)
        return said if promise.kept is Kept.OPEN else f"{said} {self.words(f'case.kept.{promise.kept}')}"

    def _files(self, attachments: Sequence[Attachment]) -> None:
        if attachments:
            self._heading("case.files")
        for found in attachments:
            size = {"name": whole(plain(found.name)), "size": f"{found.size:,}"}
            self._bullet(self.words("case.file", **size))
            self._contact(Text(f"SHA-256 {found.sha256}", style="dim"), 4)
            if found.state != "whole":
                self._line(self.words(f"case.file.{found.state}"), 4, "bold red")

    def _experience(self, measured: Experience) -> None:
        lines = experience_lines(measured, self.words)
        if lines:
            self._heading("case.experience")
        for line in lines:
            self._bullet(line)

    def following(self, found: Following) -> None:
        """What to do now."""
        self._gap()
        self._head(found.case.line)
        self._heading("case.next")
        for number, step in enumerate(found.advice, 1):
            self._step(step, number)
        first = next((step for step in found.advice if step.id not in _REMARKS), found.advice[0])
        if first.channels:
            self._once_more("unreachable.next", first.channels[0])
        else:
            self._last("emergency.last", first)

    def reminders(self, promises: Sequence[tuple[Case, Entry, Promise]], now: datetime) -> None:
        """Open promises of several cases."""
        if not promises:
            self._line(self.words("case.no-promises"))
            return
        for case, entry, promise in promises:
            self._promise(promise, now, entry, f"{case.line.id} · ")
        self._gap()
        self._line(self._copyable(self.words("case.then-ics")))

    def found(self, found: Sequence[Found]) -> None:
        """What a search found."""
        if not found:
            self._line(self.words("case.nothing-found"))
        for item in found[:FOUND]:
            if item.entry is None:
                self._head(item.case)
                continue
            note = item.entry.note
            self._line(Text(f"{item.case.id} · {item.entry.number}. {self._moment(note.at)}", style="bold"))
            parts = [note.said, note.promise.text if note.promise else None, note.agent, note.ticket]
            text = " · ".join([*(p for p in parts if p), *([note.contact.written] if note.contact else [])])
            self._line(prose(" ".join(text[:EXCERPT].split())), 2)
        if len(found) > FOUND:
            self._line(self.words("case.more-found", count=str(len(found) - FOUND)), style="dim")

    def _moment(self, moment: datetime) -> str:
        """As the user's clock showed it then."""
        return shown(moment, self.words)


def verdict_words(verdict: str, reasons: Sequence[str], words: Words) -> str:
    """A verdict in short; of what came to the user that it proves nothing, even if a genuine contact was shown."""
    if verdict != Status.UNKNOWN or Why.INCOMING not in reasons:
        return words.known("short", verdict)
    forgeable = {Why.LISTED_BUT_FORGEABLE, Why.DOMAIN_BUT_FORGEABLE} & set(reasons)
    return words("short.forgeable" if forgeable else "short.incoming")


def shown(moment: datetime, words: Words) -> str:
    """Weekday, date and time of a moment, in its own offset."""
    return clock(moment, words, MINUTE)


def due(promise: Promise, words: Words) -> str:
    """When a promise is due: a day, or a moment."""
    if promise.due is None:
        return ""
    return clock(promise.due, words, DAY if promise.whole_day else MINUTE)


def outcome(note: Note, words: Words) -> str:
    """What came of an attempt, in words."""
    if note.result is None:
        return ""
    said = words(f"outcome.{note.result.code}")
    if note.result.minutes is None:
        return said
    return words("outcome.after", outcome=said, time=minutes(note.result.minutes, words))


def minutes(number: int, words: Words) -> str:
    """Minutes in words."""
    from contactfinder.guidance.times import iso

    return words.duration(iso(number))


def experience_lines(measured: Experience, words: Words) -> list[str]:
    """What the user has found out, in sentences."""
    lines = []
    if measured.first_answer is not None:
        lines.append(words("case.first-answer", time=minutes(measured.first_answer, words)))
    if measured.solution is not None:
        lines.append(words("case.solution", time=minutes(measured.solution, words)))
    for channel in measured.channels:
        code = f"channel.{channel.channel}"
        name = words(code) if code in words else whole(plain(channel.channel))
        values = {"channel": name, "answered": str(channel.answered), "attempts": str(channel.attempts)}
        lines.append(words("case.reachable", **values))
    return lines
