"""Ports of this machine for servers that must be told theirs before they start."""

import fcntl
import os
import random
import socket
from pathlib import Path
from tempfile import gettempdir

# Below what Linux, macOS and Windows give to outgoing connections, which are anybody's.
_RANGE = range(20_000, 30_000)
_reserved: list[int] = []


def free_port() -> int:
    """A port that nobody listens at, and that no other process is given by this function.

    It stays reserved, by a locked file of its number, until this process ends: a server may be
    stopped and started again at it.

    Raises `RuntimeError` where none is left.
    """
    for port in random.sample(_RANGE, len(_RANGE)):
        if _reserve(port):
            if _is_free(port):
                return port
            os.close(_reserved.pop())
    raise RuntimeError("no port of this machine is free")


def _reserve(port: int) -> bool:
    folder = Path(gettempdir()) / f"scrutineer-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    # Programs that are started from here do not inherit it (PEP 446), so it ends with us.
    lock = os.open(folder / str(port), os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    _reserved.append(lock)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
