"""A PostgreSQL of the tests' own: on loopback, in a folder that goes when they end."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psycopg

from evals.ports import free_port

# A server that is there already, as a URL, in which databases may be made; read before settings
# of whoever runs the tests are taken away.
GIVEN = os.environ.get("SCRUTINEER_TEST_POSTGRES")
MISSING = "PostgreSQL is not installed (apt-get install postgresql)"
_PASSWORD = "only-for-tests"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's; Debian has it out of the way."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += sorted(
        (p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name),
        reverse=True,
    )
    return next(iter(found), None)


class PostgresServer:
    """A server that can be killed and started again at the same address, with what it kept."""

    def __init__(self) -> None:
        folder = programs()
        assert folder is not None
        self._programs = folder
        # PostgreSQL runs for nobody who is root.
        self._account: dict[str, Any] = (
            {"user": "postgres", "group": "postgres"} if not os.geteuid() else {}
        )
        # pytest's own folders are closed to others.
        self._home = Path(mkdtemp(prefix="scrutineer-postgres-"))
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://scrutineer:{_PASSWORD}@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        """Make what it keeps its databases in."""
        secret = self._home / "password"
        secret.write_text(_PASSWORD)
        if self._account:
            for path in (self._home, secret):
                shutil.chown(path, "postgres", "postgres")
        subprocess.run(
            [
                *(str(self._programs / "initdb"), "-D", str(self._home / "data")),
                *("-U", "scrutineer", "-E", "UTF8", "--locale", "C"),
                *("-A", "scram-sha-256", "--pwfile", str(secret), "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=self._home,
            **self._account,
        )

    def start(self) -> None:
        """Start it, and wait until it can be used."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": 200,
        }
        self._process = subprocess.Popen(
            [
                *(str(self._programs / "postgres"), "-D", str(self._home / "data")),
                *(word for name, value in options.items() for word in ("-c", f"{name}={value}")),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._home,
            **self._account,
        )
        _wait_for(self.url, self._process)

    def kill(self) -> None:
        """End it at once, all its processes, without a word to who is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def clear(self) -> None:
        """End it and delete all that it kept."""
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)


@contextmanager
def server() -> Iterator[PostgresServer]:
    """A server at work."""
    postgres = PostgresServer()
    try:
        postgres.make()
        postgres.start()
        yield postgres
    finally:
        postgres.clear()


@contextmanager
def database(url: str) -> Iterator[str]:
    """Makes an empty database on a server, and gives its URL."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as run:
        run.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            run.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _wait_for(url: str, started: "subprocess.Popen[bytes]") -> None:
    while True:
        assert started.poll() is None, "PostgreSQL did not start"
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
