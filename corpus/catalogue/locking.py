"""One writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.catalogue.store import CatalogueBusyError, translated


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """While in the block, no other process may change the catalogue in `home`.

    The lock is the kernel's, so it goes with the process that held it, however that ended.
    Raises `CatalogueBusyError` at once when another writer is at work.
    """
    with translated(home):
        home.mkdir(parents=True, exist_ok=True)
        lock = os.open(home / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
            raise CatalogueBusyError(
                f"Another index run is under way{f' (pid {pid})' if pid else ''}. Wait for it "
                "to finish; questions are answered meanwhile."
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(lock)
