"""Fetching politely: robots.txt, pauses, redirects, refusals, and pages that have not changed."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

import pytest
from bad_server import Clock, Handler, Server, registrable

from contactfinder import __version__
from contactfinder.recheck import fetching
from contactfinder.recheck.fetching import Fetcher
from contactfinder.recheck.keeping import Cache
from contactfinder.recheck.page import Miss, Page
from contactfinder.recheck.result import Cause, State
from contactfinder.recheck.wire import Wire

URL = "https://www.example.com/page"
BODY = b"<p>Call +44 20 7946 0000.</p>"


def page(handler: Handler) -> None:
    handler.answer(BODY)


def to(target: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(b"", status, location=target)


def robots(text: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(text.encode(), content_type="text/plain")


def missed(fetcher: Fetcher, url: str = URL) -> tuple[State, Cause, int | None]:
    found = fetcher.page(url)
    assert isinstance(found, Miss)
    return found.state, found.cause, found.status


# -- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_page_that_moved_at_home_is_followed_and_the_way_is_told(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    server.routes |= {"/page": to("https://help.example.com/new", status), "/new": to("../newer", status)}
    server.routes["/newer"] = page
    found = fetcher.page(URL)
    way = (URL, "https://help.example.com/new", "https://help.example.com/newer")
    assert found == Page(way, "text/html; charset=utf-8", BODY)


def test_a_loop_of_redirects_ends(server: Server, fetcher: Fetcher) -> None:
    server.routes |= {"/page": to("/other"), "/other": to("/page")}
    assert missed(fetcher) == (State.UNREACHABLE, Cause.TOO_MANY_REDIRECTS, None)
    assert len(server.pages()) == 6


@pytest.mark.parametrize(
    ("target", "state", "cause"),
    [
        ("https://www.example.org/page", State.CHANGED, Cause.MOVED),
        ("//www.example.org/page", State.CHANGED, Cause.MOVED),
        (r"\\www.example.org\page", State.CHANGED, Cause.MOVED),
        ("https://www.example.com.example.org/", State.CHANGED, Cause.MOVED),
        ("http://www.example.com/page", State.UNREACHABLE, Cause.UNENCRYPTED),
        ("https://www.example.com:8443/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://me:secret@www.example.com/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://127.0.0.1/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://0x7f.1/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://[::1]/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://localhost/page", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("file:///etc/passwd", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
        ("https://", State.UNREACHABLE, Cause.UNSAFE_ADDRESS),
    ],
)
def test_where_a_redirect_must_not_lead_nobody_is_asked(
    server: Server, fetcher: Fetcher, target: str, state: State, cause: Cause
) -> None:
    server.routes |= {"/page": to(target), "/": page}
    server.routes["www.example.org/page"] = page
    found = fetcher.page(URL)
    assert isinstance(found, Miss) and (found.state, found.cause) == (state, cause)
    assert [a.host for a in server.asked] == ["www.example.com"] * 2 and len(found.hops) == 2


def test_a_redirect_to_a_private_address_at_home_is_checked_anew(
    server: Server, trusting: object, clock: Clock, tmp_path: Path
) -> None:
    """The name of the platform itself may lead into the network in which this runs."""
    from bad_server import LIMITS, LOOPBACK

    places = {"www.example.com": [LOOPBACK], "inside.example.com": ["10.0.0.1"]}
    wire = Wire(places.__getitem__, lambda a: a == LOOPBACK, trusting, server.server_port, LIMITS)  # type: ignore[arg-type]
    server.routes["/page"] = to("https://inside.example.com/")
    fetcher = Fetcher(wire, Cache(tmp_path), registrable, clock, clock.sleep)
    assert missed(fetcher) == (State.UNREACHABLE, Cause.PRIVATE_ADDRESS, None)


# -- statuses


@pytest.mark.parametrize(
    ("status", "state", "cause"),
    [
        (404, State.GONE, Cause.PAGE_NOT_FOUND),
        (410, State.GONE, Cause.PAGE_NOT_FOUND),
        (401, State.BLOCKED, Cause.REFUSED),
        (403, State.BLOCKED, Cause.REFUSED),
        (451, State.BLOCKED, Cause.REFUSED),
        (429, State.BLOCKED, Cause.TOO_MANY_REQUESTS),
        (500, State.UNREACHABLE, Cause.STATUS),
        (503, State.UNREACHABLE, Cause.STATUS),
        (204, State.UNREACHABLE, Cause.STATUS),
        (304, State.UNREACHABLE, Cause.STATUS),
        (400, State.UNREACHABLE, Cause.STATUS),
    ],
)
def test_a_status_says_what_became_of_the_page(
    server: Server, fetcher: Fetcher, status: int, state: State, cause: Cause
) -> None:
    server.routes["/page"] = lambda handler: handler.answer(b"", status)
    assert missed(fetcher) == (state, cause, status)


@pytest.mark.parametrize("headers", [{"cf_mitigated": "challenge"}, {"x_amzn_waf_action": "challenge"}])
@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_a_challenge_is_no_answer(
    server: Server, fetcher: Fetcher, status: int, headers: dict[str, str]
) -> None:
    server.routes["/page"] = lambda handler: handler.answer(BODY, status, **headers)
    assert missed(fetcher) == (State.BLOCKED, Cause.CHALLENGE, status)


def test_an_error_with_a_captcha_is_a_challenge(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = lambda handler: handler.answer(b"<div class=h-CAPTCHA>", 503)
    assert missed(fetcher) == (State.BLOCKED, Cause.CHALLENGE, 503)


def test_a_page_that_is_too_large_is_none(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = lambda handler: handler.answer(BODY * 10_000)
    assert missed(fetcher) == (State.UNREACHABLE, Cause.TOO_LARGE, None)


def test_what_fails_on_the_wire_is_told(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = lambda handler: handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"
    )
    assert missed(fetcher) == (State.UNREACHABLE, Cause.CUT_SHORT, None)


# -- a server that wants us to wait


def busy(times: int, retry: str) -> Callable[[Handler], None]:
    """Too many requests, some times; then the page."""
    left = [429] * times

    def answer(handler: Handler) -> None:
        if left:
            handler.answer(b"", left.pop(), retry_after=retry)
        else:
            page(handler)

    return answer


def test_a_short_wait_is_waited_once(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    server.routes["/page"] = busy(1, "7")
    assert isinstance(fetcher.page(URL), Page)
    assert clock.slept == [1.0, 7.0]


def test_a_moment_is_waited_for_too(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    server.routes["/page"] = busy(1, format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True))
    assert isinstance(fetcher.page(URL), Page)
    assert 10 < clock.slept[1] <= 20


@pytest.mark.parametrize("retry", ["3600", "soon", "-1", "Wed, 21 Oct 2015 07:28:00 GMT", "9" * 400, ""])
def test_another_wait_is_not(server: Server, fetcher: Fetcher, clock: Clock, retry: str) -> None:
    server.routes["/page"] = busy(1, retry)
    assert missed(fetcher)[1] is Cause.TOO_MANY_REQUESTS
    assert clock.slept == [1.0]


def test_nobody_waits_twice(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = busy(2, "2")
    assert missed(fetcher)[1] is Cause.TOO_MANY_REQUESTS
    assert server.pages() == ["/page", "/page"]


# -- robots.txt


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /page",
        "User-agent: *\nDisallow: /",
        "User-agent: contactfinder\nDisallow: /",
        "\ufeffUser-agent: *\nDisallow: /*ge$",
        "User-agent: *\nAllow: /\n\nUser-agent: ContactFinder\nDisallow: /p",
    ],
)
def test_what_robots_txt_forbids_is_not_fetched(server: Server, fetcher: Fetcher, text: str) -> None:
    server.routes |= {"/robots.txt": robots(text), "/page": page}
    assert missed(fetcher) == (State.BLOCKED, Cause.ROBOTS, None)
    assert server.pages() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!doctype html><title>Welcome</title>",
        "User-agent: *\nDisallow: /private",
        "User-agent: otherbot\nDisallow: /",
        "User-agent: *\nDisallow: /\nAllow: /page",
        "User-agent: *\nDisallow: /\n\nUser-agent: contactfinder\nAllow: /",
    ],
)
def test_what_it_does_not_forbid_is_fetched(server: Server, fetcher: Fetcher, text: str) -> None:
    server.routes |= {"/robots.txt": robots(text), "/page": page}
    assert isinstance(fetcher.page(URL), Page)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(server: Server, fetcher: Fetcher, status: int) -> None:
    """RFC 9309, 2.3.1.3."""
    server.routes |= {"/robots.txt": lambda handler: handler.answer(b"", status), "/page": page}
    assert isinstance(fetcher.page(URL), Page)


@pytest.mark.parametrize(
    "route",
    [
        lambda handler: handler.answer(b"", 500),
        lambda handler: handler.answer(b"", 503),
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
        to("/robots.txt"),
        to("http://www.example.com/robots.txt"),
        to("https://nowhere.example.edu/robots.txt"),
    ],
)
def test_where_it_cannot_be_had_nothing_is_allowed(
    server: Server, fetcher: Fetcher, route: Callable[[Handler], None]
) -> None:
    """RFC 9309, 2.3.1.4."""
    server.routes |= {"/robots.txt": route, "/page": page}
    assert missed(fetcher)[:2] == (State.BLOCKED, Cause.ROBOTS_UNREACHABLE)
    assert server.pages() == []


def test_it_may_lie_elsewhere(server: Server, fetcher: Fetcher) -> None:
    """RFC 9309, 2.3.1.2: even on another domain."""
    server.routes["www.example.com/robots.txt"] = to("https://cdn.example.org/rules")
    server.routes |= {"/rules": robots("User-agent: *\nDisallow: /"), "/page": page}
    assert missed(fetcher)[1] is Cause.ROBOTS


def test_each_host_is_asked_for_it_once_and_on_the_way_too(server: Server, fetcher: Fetcher) -> None:
    server.routes["www.example.com/page"] = to("https://help.example.com/page")
    server.routes["help.example.com/robots.txt"] = robots("User-agent: *\nDisallow: /")
    assert [missed(fetcher)[1] for _ in range(2)] == [Cause.ROBOTS] * 2
    asked = [a.host for a in server.asked if a.path == "/robots.txt"]
    assert asked == ["www.example.com", "help.example.com"]


# -- pauses


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("", 1.0),
        ("User-agent: *\nCrawl-delay: 5", 5.0),
        ("User-agent: *\nCrawl-delay: 0.1", 1.0),
        ("User-agent: *\nCrawl-delay: 86400", 30.0),
        ("User-agent: *\nCrawl-delay: -5", 1.0),
        ("User-agent: otherbot\nCrawl-delay: 20", 1.0),
    ],
)
def test_a_host_has_a_pause_between_two_requests(
    server: Server, fetcher: Fetcher, clock: Clock, text: str, pause: float
) -> None:
    server.routes |= {"/robots.txt": robots(text), "/page": page}
    assert isinstance(fetcher.page(URL), Page) and isinstance(fetcher.page(URL), Page)
    assert clock.slept == [pause, pause]


def test_hosts_take_turns_so_that_nobody_waits_idly(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    hosts = ("www.example.com", "www.example.org", "www.example.net")
    urls = [f"https://{host}/{n}" for host in hosts for n in range(3)]
    found = [url for url, _ in fetcher.pages(urls)]
    assert sorted(found) == sorted(urls)
    assert [url.split("/")[2] for url in found] == [*hosts] * 3
    assert sum(clock.slept) == 3.0


def test_a_host_that_gives_no_answer_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = lambda handler: handler.wfile.write(b"")
    causes = [missed(fetcher)[1] for _ in range(4)]
    assert causes == [Cause.CUT_SHORT, Cause.CUT_SHORT, Cause.GIVEN_UP, Cause.GIVEN_UP]
    assert server.pages() == ["/page"] * 2


def test_a_host_that_does_not_exist_is_not_blamed_on_its_robots_txt(clock: Clock, tmp_path: Path) -> None:
    fetcher = Fetcher(Wire(lambda _: []), Cache(tmp_path), registrable, clock, clock.sleep)
    assert missed(fetcher) == (State.UNREACHABLE, Cause.NO_SUCH_HOST, None)


def test_we_say_who_we_are_and_invent_no_address(server: Server, fetcher: Fetcher) -> None:
    fetcher.page(URL)
    agents = {asked.headers["user-agent"] for asked in server.asked}
    assert agents == {f"contactfinder/{__version__} (registry recheck)"}


def test_the_address_of_the_project_is_told_once_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Message()
    known["Project-URL"] = "Homepage, https://project.example.org/"
    monkeypatch.setattr(fetching, "metadata", lambda _: known)
    assert fetching.agent().endswith("(registry recheck; +https://project.example.org/)")


def test_we_send_nothing_else_of_ourselves(server: Server, fetcher: Fetcher) -> None:
    fetcher.page(URL)
    sent = {name for asked in server.asked for name in asked.headers}
    assert sent == {"host", "user-agent", "accept", "accept-encoding"}


# -- pages that have not changed


def unchanged(handler: Handler) -> None:
    """A page with both marks, sent once."""
    if handler.headers["If-None-Match"] == '"one"' and handler.headers["If-Modified-Since"]:
        handler.begin(304, {})
    else:
        handler.answer(BODY, etag='"one"', last_modified="Sun, 22 Nov 2026 10:00:00 GMT")


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    server.routes["/page"] = unchanged
    first, second = fetcher.page(URL), fetcher.page(URL)
    assert first == second == Page((URL,), "text/html; charset=utf-8", BODY)
    assert "if-none-match" in server.asked[-1].headers


@pytest.mark.parametrize("headers", [{}, {"etag": '"one"', "cache_control": "no-store"}])
def test_a_page_that_may_not_be_kept_is_not(
    server: Server, fetcher: Fetcher, headers: dict[str, str]
) -> None:
    server.routes["/page"] = lambda handler: handler.answer(BODY, **headers)
    fetcher.page(URL)
    fetcher.page(URL)
    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-20],
        lambda content: content[:50],
        lambda content: content.replace(b"sha256", b"sha257"),
        lambda content: re.sub(rb'"sha256": "....', b'"sha256": "0000', content),
        lambda _: json.dumps([]).encode() + b"\nxx",
        lambda _: b"\xff\xfe\n\x00",
    ],
)
def test_a_damaged_page_of_the_cache_is_none(
    server: Server, fetcher: Fetcher, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    server.routes["/page"] = unchanged
    fetcher.page(URL)
    [kept] = [p for p in (tmp_path / "pages").iterdir() if URL.encode() in p.read_bytes().split(b"\n")[0]]
    kept.write_bytes(damage(kept.read_bytes()))
    found = fetcher.page(URL)
    assert isinstance(found, Page) and found.body == BODY
    assert "if-none-match" not in server.asked[-1].headers


def test_the_cache_has_an_end(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2000)
    for number in range(50):
        cache.put(f"https://x.com/{number}", {"etag": "x"}, bytes(str(number), "ascii") * 10)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2000
    assert cache.get("https://x.com/49") and not cache.get("https://x.com/0")


def test_a_cache_that_cannot_be_written_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(tmp_path / "file")
    cache.put(URL, {"etag": "x"}, BODY)
    assert cache.get(URL) is None
