"""A server on this machine that nobody should call."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from evals.ports import free_port


class Listener:
    """Counts who calls at `address`."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.calls = 0
        self._port = port

    def heeds(self) -> bool:
        """Whether it would have noticed: it is called, and that call is not counted."""
        before = self.calls
        with socket.create_connection(("127.0.0.1", self._port)) as call:
            call.recv(1)
        noticed = self.calls == before + 1
        self.calls = before
        return noticed


@contextmanager
def listener() -> Iterator[Listener]:
    """A listener for the time of the block."""
    port = free_port()
    heard = Listener(port)
    server = socket.create_server(("127.0.0.1", port))

    def listen() -> None:
        while True:
            try:
                call, _ = server.accept()
            except OSError:
                return
            heard.calls += 1
            call.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
