"""`scrutineer serve` as an operator runs it, on a port that is free."""

import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Literal

from evals.benchmarks.processes import environment, scrutineer

_LISTENING = re.compile(r"(?:Listening|Ask in your browser) at (http://\S+?)\.? ")
_PATIENCE = 60.0


@dataclass
class Server:
    """A server at work; `log` is what it has said on stderr, line by line."""

    process: "subprocess.Popen[str]"
    home: Path
    log: list[str] = field(default_factory=list)
    address: str = ""
    _told: Event = field(default_factory=Event)

    def listen(self) -> None:
        """Read what it says until it ends; it has no address if it never names one."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line.rstrip())
            if found := _LISTENING.search(line):
                self.address = found.group(1)
                self._told.set()
        self._told.set()

    def wait(self, seconds: float = _PATIENCE) -> None:
        """Wait until it listens."""
        assert self._told.wait(seconds), "the server does not say where it listens"
        assert self.address, "\n".join(self.log)

    @property
    def errors(self) -> list[str]:
        """What it has logged that an operator would have to look at."""
        return [line for line in self.log if " ERROR " in line or line.startswith("Traceback")]


@contextmanager
def serving(
    home: Path,
    settings: Mapping[str, str] | None = None,
    *,
    command: Literal["serve", "demo"] = "serve",
    port: int = 0,
) -> Iterator[Server]:
    """A server over an index, ended as an operator would end it."""
    with subprocess.Popen(
        scrutineer(command, "--port", str(port), "--home", home),
        cwd=home,
        env={**environment(), **(settings or {})},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        server = Server(process, home)
        listener = Thread(target=server.listen)
        listener.start()
        try:
            server.wait()
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_PATIENCE)
            finally:
                process.kill()
                listener.join()
