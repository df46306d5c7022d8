"""One request over one connection: what it refuses, and that it ends whatever the server does."""

import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
import trustme
from bad_server import LIMITS, LOOPBACK, Handler, Server, serving

from contactfinder.contacts.web import locate
from contactfinder.recheck.result import Cause
from contactfinder.recheck.wire import Answer, Failed, Wire, is_public

PAGE = b"<p>Call +44 20 7946 0000.</p>"


def got(wire: Wire, path: str = "/page", host: str = "www.example.com") -> Answer | Cause:
    """The answer, or why there is none."""
    try:
        return wire.get(locate(f"https://{host}{path}"), {"User-Agent": "test"})
    except Failed as failed:
        return failed.cause


def said(wire: Wire) -> bytes:
    """The body of an answer that is whole."""
    found = got(wire)
    assert isinstance(found, Answer) and found.is_whole
    return found.body


def test_a_page_comes_as_it_is(server: Server, wire: Wire) -> None:
    server.routes["/page"] = lambda handler: handler.answer(PAGE)
    found = got(wire)
    assert isinstance(found, Answer)
    assert (found.status, found.headers["content-type"], found.body) == (
        200,
        "text/html; charset=utf-8",
        PAGE,
    )


def test_the_host_is_asked_by_its_name(server: Server, wire: Wire) -> None:
    """The connection goes to a number, the question does not."""
    got(wire, "/page?x=1", "help.example.org")
    assert [(a.host, a.path) for a in server.asked] == [("help.example.org", "/page?x=1")]


# -- compressed


def packed(wbits: int) -> Callable[[bytes], bytes]:
    def pack(body: bytes) -> bytes:
        packer = zlib.compressobj(wbits=wbits)
        return packer.compress(body) + packer.flush()

    return pack


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", packed(-15)),
    ],
)
def test_a_compressed_page_is_unpacked(
    server: Server, wire: Wire, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    server.routes["/page"] = lambda handler: handler.answer(pack(PAGE), content_encoding=encoding)
    assert said(wire) == PAGE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", PAGE),
        ("deflate", PAGE),
        ("br", PAGE),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
    ],
)
def test_what_is_not_compressed_as_it_says_cannot_be_read(
    server: Server, wire: Wire, encoding: str, body: bytes
) -> None:
    server.routes["/page"] = lambda handler: handler.answer(body, content_encoding=encoding)
    assert got(wire) is Cause.BROKEN_ANSWER


def test_a_bomb_is_stopped_while_it_unpacks(server: Server, wire: Wire) -> None:
    """A hundred megabytes in a hundred kilobytes: no more is unpacked than may be read."""
    bomb = gzip.compress(bytes(100 << 20), 1)
    server.routes["/page"] = lambda handler: handler.answer(bomb, content_encoding="gzip")
    tracemalloc.start()
    found = got(wire)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Answer) and (found.is_whole, len(found.body)) == (False, LIMITS.body)
    assert most < 8 << 20


# -- too much, too little, too slow


def test_a_huge_page_is_not_read_to_its_end(server: Server, wire: Wire) -> None:
    sent = 0

    def huge(handler: Handler) -> None:
        nonlocal sent
        handler.begin(200, {"content-type": "text/html"})
        for _ in range(1000):
            handler.wfile.write(b"x" * 100_000)
            sent += 100_000

    server.routes["/page"] = huge
    found = got(wire)
    assert isinstance(found, Answer) and not found.is_whole
    assert sent < 50_000_000


def drip(begin: bytes) -> Callable[[Handler], None]:
    """A server that sends one byte after the other, each before patience ends."""

    def slow(handler: Handler) -> None:
        handler.wfile.write(begin)
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    return slow


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_a_server_that_drips_is_left_in_time(server: Server, wire: Wire, begin: bytes) -> None:
    """No pause is longer than allowed, and yet it must end: in the line, the headers and the body."""
    server.routes["/page"] = drip(begin)
    start = time.monotonic()
    assert got(wire) is Cause.TIMEOUT
    assert time.monotonic() - start < LIMITS.total + 1


def test_a_server_that_says_nothing_is_left_sooner(server: Server, wire: Wire) -> None:
    server.routes["/page"] = lambda _: time.sleep(3)
    start = time.monotonic()
    assert got(wire) is Cause.TIMEOUT
    assert time.monotonic() - start < LIMITS.total


def raw(answer: bytes) -> Callable[[Handler], None]:
    def send(handler: Handler) -> None:
        handler.wfile.write(answer)

    return send


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", Cause.CUT_SHORT),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", Cause.CUT_SHORT),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort\r\n", Cause.CUT_SHORT),
        (b"", Cause.CUT_SHORT),
        (b"hello\r\n\r\n", Cause.BROKEN_ANSWER),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", Cause.BROKEN_ANSWER),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", Cause.BROKEN_ANSWER),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nshort", Cause.BROKEN_ANSWER),
    ],
)
def test_a_broken_answer_is_none(server: Server, wire: Wire, answer: bytes, cause: Cause) -> None:
    server.routes["/page"] = raw(answer)
    assert got(wire) is cause


def test_endless_promises_end_in_time(server: Server, wire: Wire) -> None:
    """100 Continue, again and again."""

    def promise(handler: Handler) -> None:
        while True:
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.01)

    server.routes["/page"] = promise
    assert got(wire) is Cause.TIMEOUT


# -- certificates


def wire_to(port: int, context: ssl.SSLContext) -> Wire:
    return Wire(lambda _: [LOOPBACK], lambda _: True, context, port, LIMITS)


def test_a_certificate_for_another_name_is_refused(server: Server, wire: Wire) -> None:
    server.routes["/page"] = lambda handler: handler.answer(PAGE)
    assert got(wire, host="www.example.edu") is Cause.TLS
    assert server.asked == []


@pytest.mark.usefixtures("loopback")
def test_a_certificate_that_nobody_vouches_for_is_refused(trusting: ssl.SSLContext) -> None:
    stranger = serving(trustme.CA(), "www.example.com")
    assert got(wire_to(stranger.server_port, trusting)) is Cause.TLS
    stranger.shutdown()
    stranger.server_close()
    assert stranger.asked == []


@pytest.mark.usefixtures("loopback")
def test_the_context_that_users_have_trusts_no_stranger(authority: trustme.CA) -> None:
    """Without a context of a test, that of the platform checks certificates and names."""
    stranger = serving(authority, "www.example.com")
    wire = Wire(lambda _: [LOOPBACK], lambda _: True, port=stranger.server_port, limits=LIMITS)
    assert got(wire) is Cause.TLS
    stranger.shutdown()
    stranger.server_close()


@pytest.mark.usefixtures("loopback")
def test_a_handshake_that_never_ends_is_left_in_time(trusting: ssl.SSLContext) -> None:
    with socket.create_server((LOOPBACK, 0)) as silent:
        start = time.monotonic()
        assert got(wire_to(silent.getsockname()[1], trusting)) is Cause.TIMEOUT
        assert time.monotonic() - start < LIMITS.connect + 1


@pytest.mark.usefixtures("loopback")
def test_where_nobody_listens_there_is_no_connection(trusting: ssl.SSLContext) -> None:
    with socket.create_server((LOOPBACK, 0)) as closed:
        port = closed.getsockname()[1]
    assert got(wire_to(port, trusting)) is Cause.NO_CONNECTION


# -- addresses

PRIVATE = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 198.51.100.1
::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 fec0::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::1 2001:0:7f00:1::1 2001:db8::1 nonsense
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"]])
def test_a_name_for_a_private_address_is_never_connected_to(found: list[str]) -> None:
    """Not even when another address of it is public. The fixture of all tests would notice a connection."""
    assert got(Wire(lambda _: found)) is Cause.PRIVATE_ADDRESS


def test_a_name_is_resolved_once_and_connected_to_what_was_checked(
    server: Server, trusting: ssl.SSLContext
) -> None:
    """Whoever answers with another address the second time gains nothing (DNS rebinding)."""
    answers = iter([[LOOPBACK], ["10.0.0.1"]])
    asked: list[str] = []
    wire = Wire(
        lambda _: next(answers), lambda place: not asked.append(place), trusting, server.server_port, LIMITS
    )
    server.routes["/page"] = lambda handler: handler.answer(PAGE)
    assert said(wire) == PAGE and asked == [LOOPBACK]


def test_a_name_without_address_is_no_host() -> None:
    def unknown(_: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert [got(Wire(unknown)), got(Wire(lambda _: []))] == [Cause.NO_SUCH_HOST] * 2


def test_the_next_address_is_tried_when_one_takes_nobody(server: Server, trusting: ssl.SSLContext) -> None:
    server.routes["/page"] = lambda handler: handler.answer(PAGE)
    places = ["127.0.0.2", LOOPBACK]
    wire = Wire(lambda _: places, lambda _: True, trusting, server.server_port, LIMITS)
    assert said(wire) == PAGE
