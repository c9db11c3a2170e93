"""The server: pages by their addresses, what was asked of it, and mishaps."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Lock, Thread

from evals.ports import free_port


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered at an address.

    `cut` sends so many bytes and then closes, `drip` waits so many seconds between two parts.
    """

    body: bytes = b""
    media: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its address (path and query), when it began and ended, what was answered.

    `whole`: all bytes of a 200 were sent. `at` is the time by the clock of the play.
    """

    address: str
    began: float
    ended: float
    status: int
    whole: bool
    agent: str
    at: datetime | None = None


class Play:
    """What is at which address now. Threads share it."""

    def __init__(self) -> None:
        self.pages: dict[str, Given | Callable[[str], Given]] = {}
        self._asked: list[Asked] = []
        self._under_way = 0
        self._ended = Condition()
        self.down: Given | None = None
        """Answered to everything while it is set."""
        self.turn = Lock()
        self.address = ""
        self.now: Callable[[], datetime | None] = lambda: None

    @property
    def asked(self) -> list[Asked]:
        """What was asked, as it came, once all that is being answered has been.

        Which of two requests is noted first is up to the threads that answer them.
        """
        with self._ended:
            self._ended.wait_for(lambda: self._under_way == 0)
            return sorted(self._asked, key=lambda each: each.began)

    @property
    def begun(self) -> int:
        """How many requests have come, those included that are being answered."""
        with self._ended:
            return len(self._asked) + self._under_way

    def forget(self) -> None:
        """Forget what was asked."""
        with self._ended:
            self._ended.wait_for(lambda: self._under_way == 0)
            self._asked.clear()

    @contextmanager
    def answering(self, noted: list[Asked]) -> Iterator[None]:
        """While a request is answered; what is `noted` of it then was asked."""
        with self._ended:
            self._under_way += 1
        try:
            yield
        finally:
            with self._ended:
                self._under_way -= 1
                self._asked += noted
                self._ended.notify_all()

    def put(
        self,
        address: str,
        body: bytes | str,
        media: str = "text/html",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        cut: int | None = None,
        drip: float = 0.0,
    ) -> None:
        """Have something at an address."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[address] = Given(data, media, status, headers or {}, cut, drip)

    def answer(self, address: str) -> Given:
        """What is answered at an address now."""
        if self.down is not None:
            return self.down
        given = self.pages.get(address) or self.pages.get(address.partition("?")[0])
        if callable(given):
            given = given(address)
        return given or Given(b"<h1>Page not found</h1>", status=404)

    def fetched(self, address: str) -> int:
        """How often something was sent whole."""
        return sum(each.whole and each.address == address for each in self.asked)


@contextmanager
def served(play: Play) -> Iterator[str]:
    """Serve it on this machine; gives the address of its root, without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", free_port()), _handler(play))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    play.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield play.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(play: Play) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_GET(self) -> None:
            """Answer, and note it."""
            noted: list[Asked] = []
            with play.answering(noted):
                noted.append(self._answered())

        def _answered(self) -> Asked:
            began, whole = time.monotonic(), False
            with play.turn:
                given, at = play.answer(self.path), play.now()
            tag = f'"{hashlib.sha256(given.body).hexdigest()[:16]}"'
            is_known = given.tagged and self.headers.get("If-None-Match") == tag
            status = 304 if given.status == 200 and is_known else given.status
            try:
                self._send(given, status, tag)
                whole = status == 200 and given.cut is None
            except OSError:
                pass
            return Asked(
                self.path,
                began,
                time.monotonic(),
                status,
                whole,
                self.headers.get("User-Agent", ""),
                at,
            )

        def _send(self, given: Given, status: int, tag: str) -> None:
            body = b"" if status == 304 else given.body
            self.send_response(status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            if status == 200 and given.tagged:
                self.send_header("ETag", tag)
            self.send_header("Content-Type", given.media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            sent = body if given.cut is None else body[: given.cut]
            step = max(len(sent) // 4, 1) if given.drip else len(sent) or 1
            for at in range(0, len(sent), step):
                if given.drip:
                    time.sleep(given.drip)
                self.wfile.write(sent[at : at + step])
                self.wfile.flush()
            if given.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
