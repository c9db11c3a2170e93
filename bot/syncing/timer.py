"""Sources are looked at when their time has come, by a program that stays."""

import logging
from pathlib import Path
from threading import Event, Thread

from bot.app import App
from bot.faults import MendableError
from bot.state.opening import State
from bot.syncing.alone import SyncBusyError
from bot.syncing.clocks import WallClock
from bot.syncing.syncer import Syncer
from bot.syncing.watching import Watching
from sources.errors import StoppedError

log = logging.getLogger(__name__)

_LOOK_SECONDS = 60.0
_ENDING_SECONDS = 30.0
_ASKER = "timer:the server"


class Timer:
    """Syncs in a thread of its own between `start` and `stop`; of replicas one at a time does."""

    def __init__(self, app: App, state: State, every: float = _LOOK_SECONDS) -> None:
        self._ended = Event()
        self._every = every
        self._syncer = Syncer(app, state, WallClock(self._ended))
        self._watching = Watching(self._changed, self._ended)
        self._moved = Event()
        self._thread = Thread(target=self._run, name="sources", daemon=True)
        self._trouble = ""

    def start(self) -> None:
        """Begin, unless sources are not to be looked at."""
        if self._syncer.settings.sync_every > 0:
            self._thread.start()

    def stop(self) -> None:
        """End: what is under way is taken up again the next time."""
        self._ended.set()
        self._moved.set()
        self._watching.stop()
        if self._thread.is_alive():
            self._thread.join(_ENDING_SECONDS)

    def _changed(self) -> None:
        self._moved.set()

    def _run(self) -> None:
        while not self._ended.is_set():
            moved = self._moved.is_set()
            self._moved.clear()
            try:
                self._step(moved=moved)
                self._trouble = ""
            except (SyncBusyError, StoppedError):
                # A change that somebody else's sync came too early for is looked at by the next.
                if moved:
                    self._moved.set()
                    self._ended.wait(1.0)
            except MendableError as error:
                if str(error) != self._trouble:
                    self._trouble = str(error)
                    log.warning("Sources are not synced: %s", error)
            except Exception:
                log.exception("a sync failed")
            self._moved.wait(self._every)

    def _step(self, *, moved: bool) -> None:
        watched = [source for source in self._syncer.sources() if source.kind == "watch"]
        self._watching.watch({Path(source.target["path"]) for source in watched})
        numbers = [source.number for source in watched]
        if moved and numbers:
            self._syncer.sync(_ASKER, numbers)
        if self._syncer.is_due():
            done = self._syncer.sync(_ASKER, due=True)
            log.info("Sources were synced: %d looked at.", len(done.looks))
