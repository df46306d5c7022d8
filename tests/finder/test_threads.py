"""One Finder, many threads and processes: each gets the answers that one alone would get."""

import copy
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contactfinder import AmbiguousPlatform, Finder, FinderClosed, UnknownPlatform
from contactfinder.finder import Registry

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLAIMS = [
    *("+44 20 7946 0000", "+44 808 157 0666", "844 555 0199", "+1 888 555 0143", "020 7946 0000"),
    *(
        "https://example-exchange.com",
        "https://example-exchange.com.evil.net",
        "https://examp1e-exchange.com",
    ),
    *(
        "https://evil.com\\@example-exchange.com",
        "help@other-broker.com",
        "telegram:exampleexchange",
        "hello",
    ),
]
THREADS, ROUNDS = 12, 4


@pytest.fixture
def _threads_take_turns_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def everything(finder: Finder, first: int = 0) -> dict[str, object]:
    """All answers, asked in an order that begins elsewhere for each thread."""
    ids = [platform.id for platform in finder.platforms()]
    asked: dict[str, object] = {}
    for number in range(first, first + len(CLAIMS)):
        claim, name = CLAIMS[number % len(CLAIMS)], ids[number % len(ids)]
        asked[claim] = verdict = finder.verify(claim, country="GB", claimed="example-exchange")
        asked[f"instead of {claim}"] = finder.instead(verdict, country="GB", at=NOON)
        asked[f"channels of {name}"] = finder.lookup(name, country="GB", at=NOON)
    return asked


@pytest.mark.usefixtures("_threads_take_turns_often")
def test_threads_get_the_answers_of_one_alone(finder: Finder) -> None:
    """Through a connection that threads share without a lock, Python 3.12 misses impostors."""
    alone = everything(finder)
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda n: everything(finder, n), range(THREADS * ROUNDS)))
    assert [n for n, answers in enumerate(found) if answers != alone] == []


@pytest.mark.usefixtures("_threads_take_turns_often")
def test_closing_while_others_ask_ends_in_a_clear_error(finder: Finder) -> None:
    """Each question is answered in full or refused as closed; nothing between."""
    alone, seen, begun = finder.verify(CLAIMS[0]), [], threading.Barrier(THREADS + 1)

    def ask() -> None:
        begun.wait()
        try:
            while True:
                assert finder.verify(CLAIMS[0]) == alone
        except FinderClosed as error:
            seen.append(error.code)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    begun.wait()
    finder.close()
    for thread in threads:
        thread.join()
    assert seen == ["finder-closed"] * THREADS


# -- processes


def _status(finder: Finder, claim: str) -> str:
    return finder.verify(claim).status.value


def test_another_process_opens_it_anew(finder: Finder) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.starmap(_status, [(finder, claim) for claim in CLAIMS])
    assert found == [_status(finder, claim) for claim in CLAIMS]


def _in_child(finder: Finder, claim: str) -> str:
    """The verdict that a forked child gives, through a pipe."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, _status(finder, claim).encode())
        except BaseException as error:
            os.write(writer, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return pipe.read()


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="systems with fork only")


@forks
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_forked_child_does_not_wait_for_a_thread_it_does_not_have(finder: Finder) -> None:
    """The lock was held in the moment of the fork, by a thread that the child lacks."""
    with finder._asked():
        assert _in_child(finder, CLAIMS[1]) == "impostor"


@forks
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_finder_closed_before_the_fork_is_closed_in_the_child(finder: Finder) -> None:
    finder.close()
    assert "finder-closed" in _in_child(finder, CLAIMS[1])


@forks
def test_a_child_that_closes_leaves_the_connection_of_its_parent_alone(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = finder.index
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert finder.index is not parents
    finder.close()
    assert list(parents.summaries())
    parents.close()


def test_a_copy_is_a_finder_of_its_own(compiled: Path) -> None:
    finder = Finder.open(compiled=compiled)
    with copy.copy(finder) as other:
        finder.close()
        assert other.registry.version == "2026-11-22"


def test_a_closed_finder_cannot_be_sent_away(finder: Finder) -> None:
    finder.close()
    with pytest.raises(FinderClosed):
        pickle.dumps(finder)


@pytest.mark.parametrize(
    "error",
    [
        UnknownPlatform("x", (), Registry("2026-11-22", "2026-11-22", "0" * 64)),
        AmbiguousPlatform("x", ("a", "b")),
        FinderClosed(),
    ],
    ids=lambda error: error.code,
)
def test_an_error_comes_back_whole_from_another_process(error: Exception) -> None:
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)
