"""A way to a server on loopback that can be made slow, or silent."""

import socket
import time
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread

_PIECE = 4_096
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """How slow: so many seconds to and fro, so many bytes a second each way; 0 for nothing."""

    seconds: float
    bytes: int


SILENT = Pace(0.0, 0)


class Link(AbstractContextManager["Link"]):
    """Passes on what comes to `port`, at its pace; None for as fast as it goes. Threads share it.

    What is on its way when it falls silent arrives when it speaks again.
    """

    def __init__(self, target: int) -> None:
        self.pace: Pace | None = None
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._ended = Event()
        self._turn = Lock()
        self._open: list[socket.socket] = []
        self._thread = Thread(target=self._accept, name="link", daemon=True)

    def __enter__(self) -> "Link":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._turn:
            for each in self._open:
                _end(each)
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            try:
                serving = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                asking.close()
                continue
            with self._turn:
                self._open += [asking, serving]
            for ways in ((asking, serving), (serving, asking)):
                Thread(target=self._pass_on, args=ways, name="link", daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._hold_up(len(piece))
                target.sendall(piece)
        # The other way has nobody to answer any more.
        for each in (source, target):
            _end(each)
        with self._turn, suppress(ValueError):
            self._open.remove(source)
        source.close()

    def _hold_up(self, size: int) -> None:
        pace = self.pace
        if pace is not None and pace.bytes:
            self._ended.wait(pace.seconds / 2 + size / pace.bytes)
        while self.pace == SILENT and not self._ended.is_set():
            time.sleep(_LOOK_SECONDS)


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
