"""A Chroma server of the tests' own: on loopback, with what it keeps in a folder of theirs."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from evals.ports import free_port

_PROGRAM = "from chromadb.cli.cli import app; app()"


class ChromaServer:
    """A server that can be killed and started again at the same address, on the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _PROGRAM, "run", "--path", str(self._folder)),
                *("--host", "127.0.0.1", "--port", str(self._port)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            assert self._process.poll() is None, "Chroma did not start"
            try:
                urlopen(f"{self.url}/api/v2/heartbeat", timeout=1).close()
            except (URLError, OSError):
                time.sleep(0.05)
            else:
                return

    def held(self) -> int:
        """How many vectors it holds."""
        collections = self._told("")
        return sum(self._told(f"/{collection['id']}/count") for collection in collections)

    def _told(self, path: str) -> Any:
        address = f"{self.url}/api/v2/tenants/default_tenant/databases/default_database"
        with urlopen(f"{address}/collections{path}", timeout=10) as answer:
            return json.load(answer)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


@contextmanager
def server(folder: Path) -> Iterator[ChromaServer]:
    """A server at work."""
    chroma = ChromaServer(folder)
    try:
        chroma.start()
        yield chroma
    finally:
        chroma.kill()
