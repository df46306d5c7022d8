"""Who answers: this process, or several of their own, whose answers come back in the order of the input."""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from contactfinder.errors import ContactfinderError, ExitCode
from contactfinder.stream.answers import Answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from typing import Self

    from contactfinder.stream.answers import Answers
    from contactfinder.stream.formats import Batch

    Make = Callable[[], Answers]
    Out = Callable[[Answered], None]

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


class Processes:
    """Several processes. Each opens the registry for itself and keeps answers of its own."""

    def __init__(self, make: Make, out: Out, jobs: int) -> None:
        self._out, self._most = out, AHEAD * jobs
        # Spawned everywhere: a fork copies threads' locks and SQLite's files, and Windows and macOS know nothing else.
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (make,))
        self._under_way: deque[Future[Answered]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        while kind is KeyboardInterrupt and self._under_way and self._under_way[0].done():
            self._give_out()
        self._pool.shutdown(cancel_futures=True)

    def put(self, batch: Batch) -> None:
        """Hand it to whoever is free, and give out what is ready."""
        with _uninterrupted():
            self._under_way.append(self._submitted(batch))
        while self._under_way and (len(self._under_way) >= self._most or self._under_way[0].done()):
            self._give_out()

    def finish(self) -> None:
        """Wait for all of them."""
        while self._under_way:
            self._give_out()

    def _submitted(self, batch: Batch) -> Future[Answered]:
        try:
            return self._pool.submit(_answered, batch)
        except BrokenProcessPool:
            raise ProcessLost("process-lost") from None

    def _give_out(self) -> None:
        try:
            answered = self._under_way[0].result()
        except BrokenProcessPool:
            raise ProcessLost("process-lost") from None
        self._under_way.popleft()
        self._out(answered)


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


def _answered(batch: Batch) -> Answered:
    if _Worker.answers is None:
        _Worker.answers = _Worker.make()
    answered = Answered([], Counter())
    _Worker.answers.answer(batch, answered)
    return Answered([b"".join(answered.lines)], answered.counts)
