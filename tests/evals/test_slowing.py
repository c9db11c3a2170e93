"""A link passes on what it is given, whole, at its pace; and nothing while it is silent."""

import socket
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest

from evals.benchmarks.faults.slowing import SILENT, Link, Pace

_PATIENCE = 60.0
_WORDS = bytes(range(256)) * 100


@pytest.fixture
def link() -> Iterator[Link]:
    """A link to a server that says again what it is told, to one who asks."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def say_again() -> None:
            asking, _ = server.accept()
            with asking:
                while piece := asking.recv(65_536):
                    asking.sendall(piece)

        teller = Thread(target=say_again, daemon=True)
        teller.start()
        with Link(server.getsockname()[1]) as link:
            yield link
        teller.join(_PATIENCE)


def told_again(asking: socket.socket, words: bytes) -> bytes:
    asking.sendall(words)
    told = b""
    while len(told) < len(words):
        told += asking.recv(65_536)
    return told


@pytest.mark.parametrize("pace", [None, Pace(0.001, 1_000_000)])
def test_everything_arrives(link: Link, pace: Pace | None) -> None:
    link.pace = pace
    with closing(socket.create_connection(("127.0.0.1", link.port), _PATIENCE)) as asking:
        assert told_again(asking, _WORDS) == _WORDS


def test_silence_keeps_what_is_on_its_way_until_it_is_over(link: Link) -> None:
    with closing(socket.create_connection(("127.0.0.1", link.port), _PATIENCE)) as asking:
        assert told_again(asking, b"before") == b"before"
        link.pace = SILENT
        asking.sendall(b"meanwhile")
        asking.settimeout(0.3)
        with pytest.raises(TimeoutError):
            asking.recv(1)
        asking.settimeout(_PATIENCE)
        link.pace = None
        assert told_again(asking, b" and after")[:9] == b"meanwhile"
