import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.cli.listening import PatientProtocol, is_this_machine_alone, listener, server_of
from bot.faults import MendableError


async def _application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        return
    body = await Request(scope, receive).body()
    client = scope["client"][0]
    await PlainTextResponse(f"{client} {body.decode()}")(scope, receive, send)


@contextmanager
def connected() -> Iterator[socket.socket]:
    """A connection to a server at work."""
    listening = listener("127.0.0.1", 0)
    server = server_of(_application)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with socket.create_connection(listening.getsockname(), timeout=30) as connection:
            yield connection
    finally:
        server.should_exit = True
        thread.join()


def _read(connection: socket.socket) -> bytes:
    """What arrives until the server closes the connection."""
    read = b""
    while more := connection.recv(65_536):
        read += more
    return read


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "])
def test_who_does_not_say_what_they_want_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(PatientProtocol, "patience", 0.2)
    with connected() as connection:
        connection.sendall(begun)
        assert _read(connection) == b""


def test_nor_in_a_second_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "patience", 0.2)
    with connected() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nX: ")
        assert _read(connection).count(b"HTTP/1.1 200 OK") == 1


def test_a_body_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "patience", 0.2)
    with connected() as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\na"
        )
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(30)
        connection.sendall(b"b")
        assert _read(connection).endswith(b" ab")


def test_who_a_connection_comes_from_is_its_own_address() -> None:
    with connected() as connection:
        connection.sendall(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.1.2.3\r\n"
            b"Forwarded: for=10.1.2.3\r\nConnection: close\r\n\r\n"
        )
        told = _read(connection)
    assert b"\r\n\r\n127.0.0.1 " in told
    assert b"server:" not in told.lower()


def test_a_head_has_a_length() -> None:
    with connected() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000)
        assert _read(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nContent-Length: 40",
        b"Content-Length: 4, 40",
        b"Content-Length: +4",
        b"Content-Length : 4",
        b"Transfer-Encoding: gzip, chunked",
    ],
)
def test_what_two_servers_could_read_in_two_ways_is_read_in_none(head: bytes) -> None:
    hidden = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connected() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n" + hidden)
        told = _read(connection)
    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.count(b"HTTP/1.1 ") == 1


def test_who_reaches_an_address() -> None:
    for host, alone in (("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)):
        with listener(host, 0) as listening:
            assert is_this_machine_alone(listening) is alone


def test_an_address_that_is_taken_is_told() -> None:
    with listener("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(MendableError, match=f"127.0.0.1:{port} cannot be listened at"):
            listener("127.0.0.1", port)
