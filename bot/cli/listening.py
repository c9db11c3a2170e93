"""The HTTP server: what it listens with, and how patient it is with those who connect."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from typing import Any, cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import Server

from bot.faults import MendableError

_MOST_CONNECTIONS = 500
_LARGEST_HEAD = 16_384
_SECONDS_TO_END = 5


class PatientProtocol(H11Protocol):
    """HTTP/1.1, which closes a connection whose request does not begin within `patience` seconds.

    uvicorn waits for ever for the rest of a request's head; some hundreds of them, each kept
    waiting, would keep everybody out.
    """

    patience = 20.0
    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has connected."""
        super().connection_made(cast(asyncio.Transport, transport))
        self._hurry()

    def data_received(self, data: bytes) -> None:
        """Something has arrived; where no head of a request is whole yet, the clock runs."""
        super().data_received(data)
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        super().connection_lost(exc)
        self._stop()

    def _hurry(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(self.patience, self.transport.close)

    def _stop(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None


def listener(host: str, port: int) -> socket.socket:
    """What the server listens with. Raises `MendableError` where the address is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise MendableError(
            f"{host}:{port} cannot be listened at ({error.strerror or error}). "
            "Choose another with --host and --port."
        ) from error


def is_this_machine_alone(listening: socket.socket) -> bool:
    """Whether nobody but this machine reaches it."""
    return ipaddress.ip_address(listening.getsockname()[0]).is_loopback


def server_of(application: Callable[..., Any]) -> Server:
    """The server, yet to be run.

    Where a connection comes from is its own address: what headers say of it is not believed
    (`proxy_headers`). The head of a request is bounded by h11, which is why it is the parser.
    """
    return uvicorn.Server(
        uvicorn.Config(
            application,
            http=PatientProtocol,
            ws="none",
            # The log is set up by who starts the server; it tells no addresses that are asked for.
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            h11_max_incomplete_event_size=_LARGEST_HEAD,
            # A page that is told of progress keeps its connection open.
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
    )
