"""One request over one connection: encrypted, to a public address that was looked at before, and over in time."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Event, Timer
from typing import NamedTuple

from urllib3.connection import HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import HTTPResponse

from contactfinder.contacts.web import Location
from contactfinder.recheck.result import Cause

ENCODINGS = "gzip, deflate"
_UNPACKED = {"", "identity", "x-gzip", *ENCODINGS.split(", ")}
_PIECE = 1 << 16  # bytes read at once
_MOST_TRIED = 3  # addresses of one host
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how IPv4 looks on a network without it
# IPv4 inside IPv6, and what was for sites: no server of the public lies there, and Python counts some as global.
_TUNNELS = tuple(map(IPv6Network, ("::ffff:0:0/96", "2002::/16", "2001::/32", "fec0::/10")))
_CAUSES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Cause], ...] = (  # the narrower first
    ((ssl.SSLError, SSLError), Cause.TLS),
    (NewConnectionError, Cause.NO_CONNECTION),
    ((TimeoutError, ConnectTimeoutError, ReadTimeoutError), Cause.TIMEOUT),
    ((ProtocolError, IncompleteRead, ConnectionError), Cause.CUT_SHORT),
    (OSError, Cause.NO_CONNECTION),
    (Exception, Cause.BROKEN_ANSWER),
)


class Failed(Exception):  # it becomes a result once the fact is known
    """There is no answer, and why."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


class Limits(NamedTuple):
    """Seconds for the connection, between two pieces, and for everything together; bytes of an unpacked body."""

    connect: float = 10
    piece: float = 15
    total: float = 60
    body: int = 5 << 20


LIMITS = Limits()


class Answer(NamedTuple):
    """What came back: `is_whole` says whether all of the body was read."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool


def addresses(host: str) -> list[str]:
    """The addresses of a host, as the system finds them. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def is_public(text: str) -> bool:
    """Whether an address belongs to the public Internet."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address in _NAT64:
        address = IPv4Address(address.packed[-4:])
    special = address.is_multicast or address.is_reserved or any(address in net for net in _TUNNELS)
    return address.is_global and not special


class Wire:
    """Sends requests. What it resolves names with, which addresses it allows, and its port can be replaced."""

    def __init__(
        self,
        resolve: Callable[[str], list[str]] = addresses,
        is_allowed: Callable[[str], bool] = is_public,
        context: ssl.SSLContext | None = None,
        port: int = 443,
        limits: Limits = LIMITS,
    ) -> None:
        self._resolve, self._is_allowed, self._port, self._limits = resolve, is_allowed, port, limits
        self._context = context or ssl.create_default_context()

    def get(self, where: Location, headers: Mapping[str, str]) -> Answer:
        """Fetch one address; redirects are answers too. Raises Failed."""
        ended = Event()
        try:
            with self._connection(where.host) as connection, self._ended_in_time(connection, ended):
                connection.request(
                    "GET",
                    where.path + where.query,
                    headers={**headers, "Host": where.host, "Accept-Encoding": ENCODINGS},
                    preload_content=False,
                )
                answer = self._read(connection.getresponse())
        except (OSError, HTTPException, HTTPError, ValueError) as error:
            raise Failed(Cause.TIMEOUT if ended.is_set() else _cause(error)) from None
        if ended.is_set():  # a body that nobody announced ends like this too
            raise Failed(Cause.TIMEOUT)
        return answer

    @contextmanager
    def _connection(self, host: str) -> Iterator[HTTPSConnection]:
        """A connection to one of the addresses of a host, all of which were looked at. Raises Failed, OSError."""
        connection = self._connected(host, self._places(host))
        try:
            yield connection
        finally:
            connection.close()

    def _places(self, host: str) -> list[str]:
        try:
            found = self._resolve(host)
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise Failed(Cause.NO_SUCH_HOST)
        if not all(map(self._is_allowed, found)):
            raise Failed(Cause.PRIVATE_ADDRESS)
        return found[:_MOST_TRIED]

    def _connected(self, host: str, places: list[str]) -> HTTPSConnection:
        """Connected to the first place that takes us. The name is for the certificate: nobody resolves it again."""
        connection = HTTPSConnection(
            places[0],
            self._port,
            timeout=self._limits.connect,
            ssl_context=self._context,
            server_hostname=host,
        )
        try:
            connection.connect()
        except ssl.SSLError:
            connection.close()
            raise
        except (OSError, HTTPError):
            connection.close()
            if places[1:]:
                return self._connected(host, places[1:])
            raise
        return connection

    @contextmanager
    def _ended_in_time(self, connection: HTTPSConnection, ended: Event) -> Iterator[None]:
        """Shut the connection when its time is over: a timeout alone begins anew with every byte."""
        assert connection.sock is not None
        connection.timeout = self._limits.piece
        timer = Timer(self._limits.total, _shut, (connection.sock, ended))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _read(self, response: HTTPResponse) -> Answer:
        """The answer with its body, unpacked piece by piece, so that a small one cannot grow beyond the limit."""
        if response.headers.get("content-encoding", "").strip().lower() not in _UNPACKED:
            raise Failed(Cause.BROKEN_ANSWER)
        body = bytearray()
        while len(body) <= self._limits.body and (piece := response.read1(_PIECE, decode_content=True)):
            body += piece
        is_whole = len(body) <= self._limits.body
        return Answer(response.status, response.headers, bytes(body[: self._limits.body]), is_whole)


def _shut(sock: socket.socket, ended: Event) -> None:
    ended.set()
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # that of TLS would first say goodbye


def _cause(error: Exception) -> Cause:
    return next(cause for kinds, cause in _CAUSES if isinstance(error, kinds))
