"""Fixtures: what fetches from a server on this machine, under any name and without waiting."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from bad_server import LIMITS, LOOPBACK, Clock, Server, registrable, serving

from contactfinder.recheck.fetching import Fetcher
from contactfinder.recheck.keeping import Cache
from contactfinder.recheck.wire import Wire

CONNECT = socket.socket.connect  # before the fixture of all tests refuses it


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Whoever signs the certificates of the test server."""
    return trustme.CA()


@pytest.fixture(scope="session")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """The context of a client that trusts that authority, and nobody else."""
    context = ssl.create_default_context(cafile=None)
    authority.configure_trust(context)
    return context


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests may talk to this machine, and to nobody else."""

    def connect(sock: socket.socket, place: tuple[str, int]) -> None:
        assert place[0].startswith("127."), f"a test tried to reach {place[0]}"
        CONNECT(sock, place)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def server(authority: trustme.CA, loopback: None) -> Iterator[Server]:
    """The server, for all names of the example platforms."""
    names = ("example.com", "example.org", "example.net", "githubusercontent.com")
    found = serving(authority, *names, *(f"*.{name}" for name in names))
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wire(server: Server, trusting: ssl.SSLContext) -> Wire:
    """Sends every request to the server, whatever the name."""
    return Wire(lambda _: [LOOPBACK], lambda _: True, trusting, server.server_port, LIMITS)


@pytest.fixture
def fetcher(wire: Wire, clock: Clock, tmp_path: Path) -> Fetcher:
    """A fetcher that takes no time to be polite."""
    return Fetcher(wire, Cache(tmp_path / "pages"), registrable, clock, clock.sleep)
