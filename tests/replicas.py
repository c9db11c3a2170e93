"""Replicas as operators run them: `scrutineer serve`, several, on one database and one Chroma."""

import secrets
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.state.opening import State
from bot.web.asking.conversations import key_of
from evals.benchmarks.processes import environment, scrutineer
from evals.ports import free_port
from tests.browser.serving import Server

# What a browser says of a form that was on our page.
_FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
_PATIENCE = 180.0


class _Stay(HTTPRedirectHandler):
    """Redirections are answers like any other."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """What came back when something was asked: status and page; 0 where nobody answered."""

    status: int
    page: str


class Replica:
    """One of them, with a home and a port of its own."""

    def __init__(self, home: Path, settings: Mapping[str, str]) -> None:
        home.mkdir()
        self.home = home
        self.port = free_port()
        self.settings = settings
        self.server: Server | None = None
        self._listener: Thread | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        process = subprocess.Popen(
            scrutineer("serve", "--port", self.port, "--home", self.home),
            cwd=self.home,
            env={**environment(), **self.settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.server = Server(process, self.home)
        self._listener = Thread(target=self.server.listen)
        self._listener.start()
        self.server.wait(_PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(kill=True)

    def end(self, *, kill: bool = False) -> None:
        """End it."""
        if self.server is None or self._listener is None:
            return
        process = self.server.process
        process.kill() if kill else process.terminate()
        process.wait(_PATIENCE)
        self._listener.join()
        if process.stderr is not None:
            process.stderr.close()
        self.server = None

    @property
    def site(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def errors(self) -> list[str]:
        """What it has logged that an operator would have to look at."""
        return [] if self.server is None else self.server.errors

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """A command beside it, in its home."""
        return subprocess.run(
            scrutineer(*arguments, "--home", self.home),
            cwd=self.home,
            env={**environment(), **self.settings},
            capture_output=True,
            text=True,
            check=False,
        )

    def get(self, path: str) -> Said:
        """A page."""
        return self._said(Request(self._address(path)))

    def post(self, path: str, fields: Mapping[str, str]) -> Said:
        """What is answered to a form; where it leads elsewhere, the address is the page."""
        data = urlencode(fields).encode()
        return self._said(Request(self._address(path), data, _FROM_OUR_PAGE))

    def upload(self, file: Path) -> Said:
        """What is answered to an upload of a file."""
        mark = secrets.token_hex(16)
        name = f'form-data; name="files"; filename="{file.name}"'
        head = f"--{mark}\r\nContent-Disposition: {name}\r\n\r\n"
        data = head.encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}", **_FROM_OUR_PAGE}
        return self._said(Request(self._address("/library/upload"), data, kind))

    def ask(self, question: str, conversation: str | None = None) -> tuple[Said, str]:
        """What comes of a question, and the conversation that it is in."""
        identity = conversation or new_conversation()
        # The key of the form: what is sent again is the same question.
        fields = {"question": question, "conversation": identity, "key": identity}
        return self.post("/ask", fields), identity

    def _address(self, path: str) -> str:
        return self.site + path

    def _said(self, request: Request) -> Said:
        try:
            with build_opener(_Stay).open(request, timeout=_PATIENCE) as answer:
                return Said(answer.status, answer.read().decode("utf-8", "replace"))
        except HTTPError as error:
            with error:
                return Said(error.code, error.headers.get("Location") or error.read().decode())
        except OSError:
            return Said(0, "")


def new_conversation() -> str:
    """A name that no other has."""
    return secrets.token_urlsafe(24)


def answers_in(state: State, conversation: str) -> list[str]:
    """The ids of the answers that a conversation holds."""
    return [turn.answer_id for turn in state.conversations.turns(key_of(conversation))]
