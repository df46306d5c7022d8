"""From batches of lines to lines of answers: every distinct claim is judged once, and its answer kept for a while."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from contactfinder.contacts.claim import MAX_LENGTH
from contactfinder.stream.formats import LONGEST_CLAIM, Bad, Escaped, beginning, readable
from contactfinder.stream.numbers import plainly_written
from contactfinder.verify import Reason, Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contactfinder.guidance import Ranked
    from contactfinder.stream.formats import Batch, Form, Said
    from contactfinder.stream.numbers import Numbers

ROOM = 32_000_000  # bytes of answers that are kept, about
OVERHEAD = 400  # bytes that Python needs around each
BAD, ESCAPED, CUT = "bad", "escaped", "cut"  # what is counted beside verdicts


class Frame(NamedTuple):
    """An answer as it is printed, but for the claim in its middle and what tells one line from another."""

    before: bytes
    behind: bytes


class Answer(NamedTuple):
    """The same with its claim, and what it counts as; nothing at all for a line without a claim."""

    body: bytes
    counts: tuple[str, ...]


class Answered(NamedTuple):
    """The answers to a batch, line by line, and what was counted."""

    lines: list[bytes]
    counts: Counter[str]


class Shape(Protocol):
    """How answers are printed."""

    def frame(self, verdict: Verdict, instead: Sequence[Ranked]) -> Frame:
        """An answer without its claim."""

    def of_numbers(self, verdict: Verdict, instead: Sequence[Ranked]) -> Callable[[str], Frame]:
        """The same answer for every number in E.164."""

    def claim(self, text: str) -> bytes:
        """What stands in the middle."""

    def plain(self, line: bytes) -> bytes:
        """The same for digits and marks that mean nothing to any encoding."""

    def line(self, body: bytes, number: int, name: bytes | None) -> bytes:
        """The whole answer to one line of input; `name` is its own id as JSON."""


class Judge(NamedTuple):
    """Who is asked about a claim: is it genuine, and what should be used instead?"""

    verdict: Callable[[str], Verdict]
    instead: Callable[[Verdict], Sequence[Ranked]]


class Answers:
    """Answers in one process."""

    def __init__(self, form: Form, shape: Shape, judge: Judge, numbers: Numbers | None) -> None:
        """Without `numbers` every claim is put to the judge."""
        self._form, self._shape, self._judge, self._numbers = form, shape, judge, numbers
        self._recent: Recent[Said, Answer] = Recent(ROOM)
        self._frames: Recent[str, tuple[Frame, str]] = Recent(ROOM // 4)
        self._unlisted: dict[tuple[str, bool], tuple[Callable[[str], Frame], str]] = {}

    def answer(self, batch: Batch, into: Answered) -> None:
        """Answer every claim of a batch, in order; what is done when something interrupts is in `into`."""
        lines, recent, line_of = into.lines, self._recent, self._shape.line
        counted: list[tuple[str, ...]] = []
        try:
            for number, said, name in self._form.records(batch):
                answer = recent.get(said) or self._remembered(said)
                if answer.counts:
                    lines.append(line_of(answer.body, number, name))
                    counted.append(answer.counts)
        finally:
            into.counts.update(chain.from_iterable(counted))

    def _remembered(self, said: Said) -> Answer:
        answer = self.of(said)
        self._recent.keep(said, answer, len(answer.body) + OVERHEAD)
        return answer

    def of(self, said: Said) -> Answer:
        """The answer to what a line says, judged anew."""
        match said:
            case bytes():
                return self._plain(said.removesuffix(b"\r")) or self._of_line(said)
            case Bad(error, text):
                shown = text[:MAX_LENGTH]
                verdict = Verdict(shown, Status.INVALID, reasons=(Reason(Why.UNREADABLE, {"error": error}),))
                return self._whole(verdict, BAD)
            case Escaped(text):
                return self._of_text(text, ESCAPED)
            case str():
                return (said.isascii() and self._plain(said.encode())) or self._of_text(said)

    def _of_line(self, raw: bytes) -> Answer:
        """The answer to a line of text. Of one that is too long, only the beginning was kept."""
        text, escaped = readable(beginning(raw) if len(raw) > LONGEST_CLAIM else raw)
        if not text.strip():
            return Answer(b"", ())
        return self._of_text(text.rstrip("\r\n"), *([ESCAPED] if escaped else []))

    def _of_text(self, text: str, *counts: str) -> Answer:
        verdict = self._judge.verdict(text[: MAX_LENGTH + 1])
        if len(text) > MAX_LENGTH:
            return self._whole(verdict._replace(text=text[:MAX_LENGTH]), *counts, CUT)
        return self._whole(verdict, *counts)

    def _whole(self, verdict: Verdict, *counts: str) -> Answer:
        before, behind = self._shape.frame(verdict, self._judge.instead(verdict))
        return Answer(
            b"%b%b%b" % (before, self._shape.claim(verdict.text), behind), (verdict.status, *counts)
        )

    # -- numbers in plain writing

    def _plain(self, line: bytes) -> Answer | None:
        """The answer to a number, which is the same in every plain writing but for the claim itself."""
        text = plainly_written(line)
        found = (self._frames.get(text) or self._framed(text)) if text else None
        if found is None:
            return None
        (before, behind), status = found
        return Answer(b"%b%b%b" % (before, self._shape.plain(line), behind), (status,))

    def _framed(self, text: str) -> tuple[Frame, str] | None:
        unlisted = self._numbers.unlisted(text) if self._numbers else None
        same = unlisted and self._unlisted.get(unlisted[1:])
        if unlisted and same:
            found = same[0](unlisted.e164), same[1]
        else:
            verdict = self._judge.verdict(text)
            if verdict.contact is None:
                return None
            instead = self._judge.instead(verdict)
            found = self._shape.frame(verdict, instead), verdict.status
            if unlisted:
                self._unlisted[unlisted[1:]] = self._shape.of_numbers(verdict, instead), verdict.status
        self._frames.keep(text, found, sum(map(len, found[0])) + OVERHEAD)
        return found


Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """What was used lately: when the younger half has no more room, the older half is forgotten."""

    def __init__(self, room: int) -> None:
        """`room` in bytes, for both halves."""
        self._room = self._left = room // 2
        self._young: dict[Key, Value] = {}
        self._old: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """What was kept under this key, if it is still there."""
        found = self._young.get(key)
        if found is None and (found := self._old.pop(key, None)) is not None:
            self._young[key] = found
        return found

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Remember it; `size` is about how many bytes it takes."""
        self._left -= size
        if self._left < 0:
            self._old, self._young, self._left = self._young, {}, self._room - size
        self._young[key] = value
