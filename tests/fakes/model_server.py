"""A language model on this machine that plays a part, by the protocols of OpenAI and Anthropic.

    python -m tests.fakes.model_server --play invents --port 8123

and then, for OpenAI's protocol,

    SCRUTINEER_MODEL=openai:play SCRUTINEER_MODEL_BASE_URL=http://127.0.0.1:8123/v1 \
        OPENAI_API_KEY=x scrutineer ask "…"

(for Anthropic's, `anthropic:play`, `http://127.0.0.1:8123` and `ANTHROPIC_API_KEY`). The model
`play` is the play that the server was started with; every other play goes by its own name.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import ModuleType
from typing import Any

from tests.fakes import anthropic_protocol, openai_protocol
from tests.fakes.plays import PLAYS, Reply, asked_of

_PROTOCOLS: dict[str, ModuleType] = {
    "/v1/chat/completions": openai_protocol,
    "/v1/messages": anthropic_protocol,
}
# No request is kept waiting for longer, should a test forget to end the server.
_LONGEST_WAIT = 60


class ModelServer(ThreadingHTTPServer):
    """The server. `requests` are the bodies that came, in order, for tests to look at."""

    daemon_threads = True

    def __init__(self, play: str = "good", port: int = 0) -> None:
        if play not in PLAYS:
            raise ValueError(f"no such play: {play}; there are {', '.join(PLAYS)}")
        super().__init__(("127.0.0.1", port), _Handler)
        self.play = play
        self.requests: list[dict[str, Any]] = []
        self.ended = Event()
        self._turn = Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        """The base URL for clients of OpenAI's protocol."""
        return f"{self.address}/v1"

    def noted(self, body: dict[str, Any]) -> int:
        """The number of a request, from 1."""
        with self._turn:
            self.requests.append(body)
            return len(self.requests)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what some plays are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: what a test looks at is `requests`."""

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            models = [{"id": name, "object": "model"} for name in ("play", *PLAYS)]
            self._send(200, {"object": "list", "data": models})
        else:
            self._send(*openai_protocol.error(404, f"Invalid URL (GET {self.path})"))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        protocol = _PROTOCOLS.get(self.path)
        if protocol is None:
            self._send(*openai_protocol.error(404, f"Invalid URL (POST {self.path})"))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault = protocol.key_fault(headers)
        body: Any = None
        if fault is None:
            try:
                body = json.loads(sent)
            except ValueError:
                fault = protocol.error(400, "We could not parse the JSON body of your request.")
            else:
                fault = protocol.fault(body, ("play", *PLAYS))
        if fault is not None:
            self._send(*fault)
            return
        turn = self.server.noted(body)
        play = PLAYS[self.server.play if body["model"] == "play" else body["model"]]
        reply = play(asked_of(protocol.text_of(body), protocol.form_of(body), turn))
        if reply.status != 200:
            status, told = protocol.error(reply.status, reply.message, reply.code)
            self._send(status, told, reply.headers)
        elif reply.ending == "never begins":
            self.server.ended.wait(_LONGEST_WAIT)
            self.close_connection = True
        elif body.get("stream"):
            self._stream(protocol.events(body, reply), reply)
        else:
            self._send(200, protocol.whole(body, reply))

    def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, events: Iterator[str], reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            data = event.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        if reply.ending == "stalls":
            self.server.ended.wait(_LONGEST_WAIT)
        if reply.ending == "done":
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.close_connection = True


@contextmanager
def playing(play: str = "good", port: int = 0) -> Iterator[ModelServer]:
    """A server that plays a part as long as this lasts."""
    server = ModelServer(play, port)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Play until interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--play", default="good", choices=PLAYS)
    parser.add_argument("--port", type=int, default=0, help="any free one by default")
    options = parser.parse_args()
    with playing(options.play, options.port) as server:
        print(f"{options.play} at {server.url}", flush=True)
        try:
            server.ended.wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
