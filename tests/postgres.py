"""A PostgreSQL of the tests' own: on loopback, in a folder that goes when they end."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psycopg

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


@contextmanager
def server() -> Iterator[str]:
    """Starts one, and gives the URL of its first database."""
    folder = programs()
    assert folder is not None
    # PostgreSQL runs for nobody who is root.
    account: dict[str, Any] = {"user": "postgres", "group": "postgres"} if not os.geteuid() else {}
    # pytest's own folders are closed to others.
    home = Path(mkdtemp(prefix="scrutineer-postgres-"))
    secret = home / "password"
    secret.write_text(_PASSWORD)
    if account:
        for path in (home, secret):
            shutil.chown(path, "postgres", "postgres")
    data, port = home / "data", _free_port()
    started = None
    try:
        subprocess.run(
            [
                *(str(folder / "initdb"), "-D", str(data), "-U", "scrutineer", "-E", "UTF8"),
                *("--locale", "C", "-A", "scram-sha-256", "--pwfile", str(secret), "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=home,
            **account,
        )
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": 200,
        }
        started = subprocess.Popen(
            [
                *(str(folder / "postgres"), "-D", str(data)),
                *(word for name, value in options.items() for word in ("-c", f"{name}={value}")),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            **account,
        )
        url = f"postgresql://scrutineer:{_PASSWORD}@127.0.0.1:{port}/postgres"
        _wait_for(url, started)
        yield url
    finally:
        if started is not None:
            started.terminate()
            started.wait()
        shutil.rmtree(home, ignore_errors=True)


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


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str, started: "subprocess.Popen[bytes]") -> None:
    while True:
        assert started.poll() is None, "PostgreSQL did not start"
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
