"""Who answers: this process, or several of their own, whose answers come back in the order of the input."""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol

from contactfinder.errors import ContactfinderError, ExitCode
from contactfinder.stream.answers import OVERHEAD, ROOM, Answered, Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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

ENOUGH_TO_LOOK = (
    100_000  # objects: answers are kept for long and hold no cycles, so that looking for garbage finds none
)
AHEAD = 3  # batches under way for each process: enough that none waits, few enough that memory stays flat


class ProcessLost(ContactfinderError):
    """A process that was answering has ended; nobody knows what it would have said."""

    exit_code = ExitCode.REGISTRY


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
        # Spawned everywhere: a fork copies threads' locks and SQLite's files, and Windows and macOS know nothing else.
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (question.answers,))
        self._under_way: deque[UnderWay] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        while kind is KeyboardInterrupt and self._under_way and self._under_way[0].is_done:
            self._give_out()
        self._pool.shutdown(cancel_futures=True)

    def put(self, batch: Batch) -> None:
        """Hand what is new in it to whoever is free, and give out what is ready."""
        with _uninterrupted():
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


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is done, and is never heard by processes that are started in it: the first one ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- inside the processes


class _Worker:
    """What one of the processes works with, made when the first batch comes, so that a failure is told like any other."""

    make: Make
    answers: Answers | None = None


def _begin(make: Make) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(ENOUGH_TO_LOOK)
    _Worker.make = staticmethod(make)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(ExitCode.INTERRUPTED)


def _answered(claims: list[Said]) -> Bodies:
    if _Worker.answers is None:
        _Worker.answers = _Worker.make()
    found = [_Worker.answers.of(said) for said in claims]
    return [answer.body for answer in found], [answer.counts for answer in found]
