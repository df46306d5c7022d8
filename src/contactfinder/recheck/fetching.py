"""Fetching as a polite guest does: what robots.txt allows, one request at a time, a pause before the next one to a host."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, metadata
from typing import Protocol

import ada_url
from protego import Protego

from contactfinder import __version__
from contactfinder.contacts.web import Location
from contactfinder.recheck.keeping import Kept
from contactfinder.recheck.page import Miss, Page
from contactfinder.recheck.result import Cause, State
from contactfinder.recheck.targets import address
from contactfinder.recheck.wire import Answer, Failed

NAME = "contactfinder"  # our name in a robots.txt
PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two requests to a host; what its robots.txt may ask for
LONGEST_RETRY = 30.0  # seconds that a server may make us wait, once
MOST_REDIRECTS = 5
MOST_LOST = 2  # answers that a host may owe us in a row; then it is not asked again
ROBOTS_READ = 500 << 10  # bytes of a robots.txt that count (RFC 9309, 2.5)
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NO_WAY = frozenset((Cause.NO_SUCH_HOST, Cause.PRIVATE_ADDRESS, Cause.NO_CONNECTION, Cause.TLS))  # to no page
_CHALLENGES = ("cf-mitigated", "x-amzn-waf-action")  # which say that a person is to prove that he is one


class _Missed(Exception):  # it becomes a Miss once the way is known
    def __init__(self, state: State, cause: Cause, status: int | None = None) -> None:
        super().__init__(cause)
        self.parts = (state, cause, status)


class _Wire(Protocol):
    def get(self, where: Location, headers: Mapping[str, str]) -> Answer: ...


class _Cache(Protocol):
    def get(self, url: str) -> Kept | None: ...
    def put(self, url: str, headers: Mapping[str, str], body: bytes) -> None: ...


class Fetcher:
    """Fetches pages, one after the other."""

    def __init__(
        self,
        wire: _Wire,
        cache: _Cache,
        owner: Callable[[str], str],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`owner` says who answers for an address; a page that moves to another one is not followed."""
        self._wire, self._cache, self._owner, self._clock, self._sleep = wire, cache, owner, clock, sleep
        self._ready: dict[str, float] = {}  # when a host may be asked again
        self._lost: Counter[str] = Counter()  # how often in a row a host gave no answer
        self._robots: dict[str, Protego | _Missed] = {}
        self._headers = {"User-Agent": agent(), "Accept": "text/html, text/*;q=0.9, application/json;q=0.9"}

    def pages(self, urls: Iterable[str]) -> Iterator[tuple[str, Page | Miss]]:
        """Each page as it comes: next is always the host that was asked longest ago, so that no pause is idle."""
        waiting: dict[str, deque[str]] = {}
        for url in urls:
            waiting.setdefault(_place(url).host, deque()).append(url)
        while waiting:
            host = min(waiting, key=lambda host: self._ready.get(host, 0.0))
            if host not in self._robots:
                self._learn(host)
                continue
            url = waiting[host].popleft()
            if not waiting[host]:
                del waiting[host]
            yield url, self.page(url)

    def page(self, url: str) -> Page | Miss:
        """One page, wherever its owner moved it."""
        hops = [url]
        try:
            answer = self._followed(hops)
        except _Missed as missed:
            return Miss(tuple(hops), *missed.parts)
        return Page(tuple(hops), answer.headers.get("content-type", ""), answer.body)

    def _followed(self, hops: list[str]) -> Answer:
        """The last answer of a chain of redirects. Raises _Missed."""
        while len(hops) <= MOST_REDIRECTS + 1:
            where = _place(hops[-1])
            self._ask_robots(where)
            answer = self._answer(where)
            target = _target(where, answer)
            if target is None:
                return _whole(answer)
            hops.append(target)
            _place(target)
            if self._owner(target) != self._owner(hops[0]):
                raise _Missed(State.CHANGED, Cause.MOVED)
        raise _Missed(State.UNREACHABLE, Cause.TOO_MANY_REDIRECTS)

    # -- one request

    def _answer(self, where: Location) -> Answer:
        """The answer of a server; a page that has not changed is taken from the cache. Raises _Missed."""
        kept = self._cache.get(where.href)
        answer = self._sent(where, kept)
        if answer.status == 429 and (pause := _asked_pause(answer)):
            self._ready[where.host] = self._clock() + pause
            answer = self._sent(where, kept)
        if answer.status == 304 and kept:
            return Answer(200, kept.headers, kept.body, True)
        if answer.status == 200 and answer.is_whole:
            self._cache.put(where.href, answer.headers, answer.body)
        return answer

    def _sent(self, where: Location, kept: Kept | None) -> Answer:
        """Ask, when the host is ready again."""
        if (pause := self._ready.get(where.host, 0.0) - self._clock()) > 0:
            self._sleep(pause)
        self._lost[where.host] += 1
        try:
            answer = self._wire.get(where, {**self._headers, **(kept.conditions if kept else {})})
        except Failed as failed:
            raise _Missed(State.UNREACHABLE, failed.cause) from None
        finally:
            self._ready[where.host] = self._clock() + self._pause(where.host)
        self._lost[where.host] = 0
        return answer

    def _pause(self, host: str) -> float:
        rules = self._robots.get(host)
        asked = rules.crawl_delay(NAME) if isinstance(rules, Protego) else None
        return min(max(PAUSE, asked or 0), LONGEST_PAUSE)

    # -- robots.txt

    def _ask_robots(self, where: Location) -> None:
        """Go on only where programs may (RFC 9309), and where somebody answers. Raises _Missed."""
        host = where.host
        if self._lost[host] >= MOST_LOST:
            raise _Missed(State.UNREACHABLE, Cause.GIVEN_UP)
        if host not in self._robots:
            self._learn(host)
        rules = self._robots[host]
        if isinstance(rules, _Missed):
            raise _Missed(*rules.parts)
        if not rules.can_fetch(where.href, NAME):
            raise _Missed(State.BLOCKED, Cause.ROBOTS)

    def _learn(self, host: str) -> None:
        self._robots[host] = self._rules(host)
        self._ready[host] = self._clock() + self._pause(host)

    def _rules(self, host: str) -> Protego | _Missed:
        """What a host allows; or why nothing is to be fetched there."""
        where = _place(f"https://{host}/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._answer(where)
                if (target := _target(where, answer)) is None:
                    return _read_rules(answer)
                where = _place(target)
        except _Missed as missed:
            if where.host == host and missed.parts[1] in _NO_WAY:
                return missed
        return _Missed(State.BLOCKED, Cause.ROBOTS_UNREACHABLE)


def _read_rules(answer: Answer) -> Protego | _Missed:
    """Where there is no file, all is allowed; where it cannot be had, nothing is."""
    if answer.status == 200:
        return Protego.parse(answer.body[:ROBOTS_READ].decode("utf-8-sig", "replace"))
    if 400 <= answer.status < 500:
        return Protego.parse("")
    return _Missed(State.BLOCKED, Cause.ROBOTS_UNREACHABLE, answer.status)


def _place(url: str) -> Location:
    """A place that may be fetched. Raises _Missed."""
    where = address(url)
    if isinstance(where, Cause):
        raise _Missed(State.UNREACHABLE, where)
    return where


def _target(where: Location, answer: Answer) -> str | None:
    """Where a redirect leads, as browsers read it; None when the answer is none."""
    said = answer.headers.get("location")
    if answer.status not in _REDIRECTS or not said:
        return None
    # Servers send UTF-8, which http.client takes for Latin-1.
    said = said.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return ada_url.join_url(where.href, said).partition("#")[0]
    except ValueError:
        return said


def _whole(answer: Answer) -> Answer:
    """The answer if it is a page. Raises _Missed."""
    if any(name in answer.headers for name in _CHALLENGES):
        raise _Missed(State.BLOCKED, Cause.CHALLENGE, answer.status)
    match answer.status:
        case 200 if answer.is_whole:
            return answer
        case 200:
            raise _Missed(State.UNREACHABLE, Cause.TOO_LARGE)
        case 404 | 410:
            raise _Missed(State.GONE, Cause.PAGE_NOT_FOUND, answer.status)
        case 401 | 403 | 407 | 451:
            raise _Missed(State.BLOCKED, Cause.REFUSED, answer.status)
        case 429:
            raise _Missed(State.BLOCKED, Cause.TOO_MANY_REQUESTS, answer.status)
        case 503 if b"captcha" in answer.body.lower():
            raise _Missed(State.BLOCKED, Cause.CHALLENGE, answer.status)
    raise _Missed(State.UNREACHABLE, Cause.STATUS, answer.status)


def _asked_pause(answer: Answer) -> float | None:
    """The seconds that a server wants us to wait, said in either way (RFC 9110), if they are few."""
    said = answer.headers.get("retry-after", "")
    try:
        until = None if said.isdecimal() else parsedate_to_datetime(said)
        seconds = (until - datetime.now(UTC)).total_seconds() if until else float(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds if 0 < seconds <= LONGEST_RETRY else None


def agent() -> str:
    """Who we say we are, with the address of the project once it has one."""
    try:
        known = metadata(NAME).get_all("Project-URL") or []
    except PackageNotFoundError:
        known = []
    pages = [f"; +{page.partition(', ')[2]}" for page in known[:1]]
    return f"{NAME}/{__version__} (registry recheck{''.join(pages)})"
