"""A program that answers as one of several: it says that it lives, and makes itself ready."""

import logging
import socket
import time
from contextlib import suppress
from threading import Event, Thread
from uuid import uuid4

from bot.faults import MendableError
from bot.sharing.shared_home import SharedHome
from bot.sharing.turning import Turning
from bot.state.errors import StateError
from bot.state.processes import this_process
from corpus.catalogue.catalogue import CatalogueError
from corpus.catalogue.store import SCHEMA_VERSION
from retrieval.errors import RetrievalError

_LOOK_SECONDS, _BEAT_SECONDS, _RETRY_SECONDS = 0.5, 3.0, 5.0
_MEND_SECONDS = 300.0

log = logging.getLogger(__name__)


class Replica:
    """Keeps a shared home up to date by threads of its own, between `start` and `stop`."""

    def __init__(self, home: SharedHome) -> None:
        self.id = uuid4().hex
        self._home = home
        self._turning: Turning | None = None
        self._ready = 0
        self._beaten = self._told = -1.0
        self._again = self._mend_at = 0.0
        self._trouble = ""
        self._leaving = Event()
        self._heart = Thread(target=self._beat, name="replica", daemon=True)
        self._fetcher: Thread | None = None

    def start(self) -> None:
        """Be one of the replicas, with the active generation at hand where there is one.

        Raises what `SharedHome.fetch` raises.
        """
        active = self._home.active()
        if active and not self._home.has(active):
            self._home.fetch(active)
        self._home.fetches = False
        self._ready = active
        with suppress(StateError):
            self.step()
        self._heart.start()

    def stop(self) -> None:
        """Be none of them any more: nobody waits for this one."""
        self._leaving.set()
        self._heart.join()
        with suppress(StateError):
            self._home.shared().bury(self.id)

    def step(self) -> None:
        """Look what is new, and say what this one is ready for. Raises `StateError`."""
        shared = self._home.shared()
        newest = shared.newest()
        if newest is not None and newest.number > self._ready:
            self._have(newest.number)
        elif self._ready and not self._home.has(self._ready):
            # Its copy was damaged, and thrown away.
            self._have(self._ready)
        now = time.monotonic()
        if self._told != self._ready or now - self._beaten > _BEAT_SECONDS:
            ready = self._ready
            shared.beat(self.id, socket.gethostname(), this_process(), SCHEMA_VERSION, ready)
            self._told, self._beaten = ready, now
            self._home.tidy()
        if self._ready and now >= self._mend_at:
            self._mend_at = now + _MEND_SECONDS
            self._mend(self._ready)
        if self._turning is None:
            self._turning = Turning(shared)
        self._turning.turn()

    def _have(self, number: int) -> None:
        """Fetch a generation beside what goes on, unless one is being fetched."""
        if self._home.has(number):
            self._ready = number
            return
        is_fetching = self._fetcher is not None and self._fetcher.is_alive()
        if not is_fetching and time.monotonic() >= self._again:
            self._again = time.monotonic() + _RETRY_SECONDS
            self._fetcher = Thread(
                target=self._fetch, args=(number,), name="replica-fetch", daemon=True
            )
            self._fetcher.start()

    def _fetch(self, number: int) -> None:
        try:
            self._home.fetch(number)
        except (MendableError, CatalogueError, RetrievalError, OSError) as error:
            self._tell(f"Generation {number} cannot be had: {error}")
        else:
            self._again, self._trouble = 0.0, ""

    def _mend(self, number: int) -> None:
        try:
            self._home.mend(number)
        except CatalogueError as error:
            self._tell(f"What others lack of generation {number} is not put back: {error}")

    def _beat(self) -> None:
        while not self._leaving.wait(_LOOK_SECONDS):
            try:
                self.step()
            except StateError as error:
                self._tell(str(error))
            except Exception:
                log.exception("a replica's heart failed")

    def _tell(self, trouble: str) -> None:
        """Log a trouble once, however long it lasts."""
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("%s", trouble)
