"""A real server on this machine that behaves as badly as servers do, for any name."""

import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import trustme

from contactfinder.recheck.wire import Limits

LOOPBACK = "127.0.0.1"
LIMITS = Limits(connect=2, piece=0.4, total=1.0, body=200_000)


class Asked(NamedTuple):
    """A request that reached the server."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Route = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the routes of its server; what has none is not found."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        host = self.headers["Host"]
        self.server.asked.append(
            Asked(host, self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
        )
        route = self.server.routes.get(f"{host}{self.path}") or self.server.routes.get(self.path)
        self.close_connection = True
        try:
            if route:
                route(self)
            else:
                self.answer(b"nothing here", 404)
        except OSError:  # the other side has had enough
            return

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer; `content_type` becomes Content-Type."""
        said = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.begin(status, said)
        self.wfile.write(body)

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """Everything before the body."""
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Server(ThreadingHTTPServer):
    """One server for all names, encrypted with a certificate for each, that remembers what it was asked."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__((LOOPBACK, 0), Handler)
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self._context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        """The handshake belongs to the thread of the request: a slow one must keep nobody else waiting."""
        try:
            request.settimeout(5)
            with self._context.wrap_socket(request, server_side=True) as encrypted:
                super().finish_request(encrypted, client_address)
        except OSError:
            return

    def pages(self) -> list[str]:
        """What was asked for, without the robots.txt that come first."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def serving(authority: trustme.CA, *names: str) -> Server:
    """A server with a certificate for some names, running."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    server = Server(context)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


def registrable(url: str) -> str:
    """Who answers for an address, in these tests: the last two labels of its host."""
    return ".".join(url.split("/")[2].split(".")[-2:])
