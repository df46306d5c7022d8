"""Who answers: this process, or several of their own, whose answers come back in the order of the input."""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from contactfinder.stream.answers import OVERHEAD, ROOM, Answered, Recent
from contactfinder.stream.workers import AHEAD, ProcessLost, made, pool, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import Self

    from contactfinder.stream.answers import Answers
    from contactfinder.stream.formats import Batch, Said
    from contactfinder.stream.question import Question

    Make = Callable[[], Answers]
    Out = Callable[[Answered], None]
    Bodies = tuple[
        list[bytes], list[tuple[str, ...]]
    ]  # answers as columns, which travel lighter than as rows


class Answering(Protocol):
    """Takes batches, and gives each answered batch to somebody who writes it."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End, whatever happened."""

    def put(self, batch: Batch) -> None:
        """Take one more."""

    def finish(self) -> None:
        """Give out the answers to all that was taken, as before waiting for more."""


class Here:
    """This process, which answers at once."""

    def __init__(self, make: Make, out: Out) -> None:
        self._answers, self._out = make(), out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        pass

    def put(self, batch: Batch) -> None:
        """Answer it. What is answered when something interrupts is given out as well."""
        answered = Answered([], Counter())
        try:
            self._answers.answer(batch, answered)
        finally:
            self._out(answered)

    def finish(self) -> None:
        """Nothing is ever left."""


class Pending:
    """The answer to a claim, which some process is asked for: body and counts of an `Answer`, once they have come."""

    __slots__ = ("body", "counts")

    body: bytes
    counts: tuple[str, ...]


class UnderWay(NamedTuple):
    """A batch that was taken: its lines with their answers, those of the answers that are to come, and from whom."""

    lines: list[tuple[int, Pending, bytes | None]]
    new: dict[Said, Pending]
    answers: Future[Bodies] | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is awaited any more."""
        return self.answers is None or self.answers.done()


class Processes:
    """Several processes, which answer what this one has not lately had an answer to: each claim is judged by one of them.

    This one reads and writes lines. So what many lines say is neither judged twice nor sent from one process to another.
    """

    def __init__(self, question: Question, out: Out, jobs: int) -> None:
        self._records, self._line, self._out = question.form.records, question.shape().line, out
        self._most = AHEAD * jobs
        self._recent: Recent[Said, Pending] = Recent(ROOM)
        self._pool = pool(jobs, question.answers)
        self._under_way: deque[UnderWay] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        while kind is KeyboardInterrupt and self._under_way and self._under_way[0].is_done:
            self._give_out()
        self._pool.shutdown(cancel_futures=True)

    def put(self, batch: Batch) -> None:
        """Hand what is new in it to whoever is free, and give out what is ready."""
        with uninterrupted():
            self._under_way.append(self._asked(batch))
        while self._under_way and (len(self._under_way) >= self._most or self._under_way[0].is_done):
            self._give_out()

    def finish(self) -> None:
        """Wait for all of them."""
        while self._under_way:
            self._give_out()

    def _asked(self, batch: Batch) -> UnderWay:
        recent = self._recent
        lines: list[tuple[int, Pending, bytes | None]] = []
        new: dict[Said, Pending] = {}
        for number, said, name in self._records(batch):
            answer = recent.get(said)
            if answer is None:
                answer = new[said] = Pending()
                recent.keep(said, answer, OVERHEAD)
            lines.append((number, answer, name))
        try:
            return UnderWay(lines, new, self._pool.submit(_answered, list(new)) if new else None)
        except BrokenProcessPool:
            raise ProcessLost("process-lost") from None

    def _give_out(self) -> None:
        lines, new, answers = self._under_way[0]
        if answers:
            self._fill(new, answers)
        self._under_way.popleft()
        line_of = self._line
        said = [line for line in lines if line[1].counts]
        counts = Counter(chain.from_iterable(answer.counts for _, answer, _ in said))
        self._out(Answered([line_of(answer.body, number, name) for number, answer, name in said], counts))

    def _fill(self, new: dict[Said, Pending], answers: Future[Bodies]) -> None:
        """Note the answers that have come, for this batch and for all that say the same."""
        try:
            found = answers.result()
        except BrokenProcessPool:
            raise ProcessLost("process-lost") from None
        for (said, answer), body, counts in zip(new.items(), *found, strict=True):
            answer.body, answer.counts = body, counts
            self._recent.keep(said, answer, len(body))


def _answered(claims: list[Said]) -> Bodies:
    answers: Answers = made()
    found = [answers.of(said) for said in claims]
    return [answer.body for answer in found], [answer.counts for answer in found]
