"""One sync at a time, whichever process and machine it is asked for on."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.faults import MendableError
from bot.settings import Settings
from bot.state.database import file_of
from bot.state.source_ledger import SourceLedger


class SyncBusyError(MendableError):
    """Sources are being synced already."""

    def __init__(self) -> None:
        super().__init__("Sources are being synced already, here or by another replica. Wait.")


@contextmanager
def alone(settings: Settings, ledger: SourceLedger) -> Iterator[None]:
    """Be the only one that syncs, until the end of the block or of this process.

    Raises `SyncBusyError`, `StateError`.
    """
    if file_of(settings.state_place) is None:
        with ledger.alone() as mine:
            if not mine:
                raise SyncBusyError
            yield
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    lock = os.open(settings.home / "sources.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SyncBusyError from None
        yield
    finally:
        os.close(lock)
