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

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.stream.formats import Batch, Form, Said
    from contactfinder.stream.numbers import Numbers, Unlisted

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

    bare: bool  # whether no frame ever holds the claim itself, as one of a claim that cannot be read may

    def frame(self, verdict: Verdict, instead: Sequence[Ranked]) -> Frame:
        """An answer without its claim."""

    def of_numbers(self, verdict: Verdict, instead: Sequence[Ranked]) -> Callable[[str, bytes], bytes]:
        """The same answer with its claim for every number: in E.164, and as it is plainly written."""

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
        self._unlisted: dict[tuple[str, bool], tuple[Callable[[str, bytes], bytes], tuple[str, ...]]] = {}

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
        if text is None:
            return None
        found = self._frames.get(text)
        if found is None:
            unlisted = self._numbers.unlisted(text) if self._numbers else None
            if unlisted and (same := self._unlisted.get(unlisted[1:])):
                body_of, counts = same
                return Answer(body_of(unlisted.e164, line), counts)
            found = self._framed(text, unlisted)
        if found is None:
            return None
        (before, behind), status = found
        return Answer(b"%b%b%b" % (before, self._shape.plain(line), behind), (status,))

    def _framed(self, text: str, unlisted: Unlisted | None) -> tuple[Frame, str] | None:
        """The answer of the judge, kept for other writings; and for other numbers, when nothing is known of this one."""
        verdict = self._judge.verdict(text)
        if verdict.contact is None and not (unlisted and self._shape.bare):
            return None
        instead = self._judge.instead(verdict)
        if unlisted:
            self._unlisted[unlisted[1:]] = self._shape.of_numbers(verdict, instead), (verdict.status,)
        found = self._shape.frame(verdict, instead), verdict.status
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
