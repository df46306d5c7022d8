"""Processes that work for this one, and end when it does."""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

from contactfinder.errors import ContactfinderError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENOUGH_TO_LOOK = (
    100_000  # objects: answers are kept for long and hold no cycles, so that looking for garbage finds none
)
AHEAD = 3  # pieces of work for each process: enough that none waits, few enough that memory stays flat


class ProcessLost(ContactfinderError):
    """A process that was working has ended; nobody knows what it would have said."""

    exit_code = ExitCode.REGISTRY


def wanted(jobs: int | None) -> int:
    """How many processes are asked for: 0 is one for each core."""
    return (os.cpu_count() or 1) if jobs == 0 else jobs or 1


def pool(jobs: int, make: Callable[[], Any]) -> ProcessPoolExecutor:
    """So many processes; each makes what it works with when its first work comes, so that a failure is told like any other."""
    # Spawned everywhere: a fork copies threads' locks and SQLite's files, and Windows and macOS know nothing else.
    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (make,))


@contextmanager
def uninterrupted() -> Iterator[None]:
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
    """What one of the processes works with."""

    make: Callable[[], Any]
    made: Any = None


def made() -> Any:
    """What this process works with."""
    if _Worker.made is None:
        _Worker.made = _Worker.make()
    return _Worker.made


def _begin(make: Callable[[], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(ENOUGH_TO_LOOK)
    _Worker.make = staticmethod(make)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(ExitCode.INTERRUPTED)
