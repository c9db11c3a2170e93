"""Indexing in the background: one run at a time, whoever leaves meanwhile."""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from bot import wire
from bot.app import App
from bot.faults import MendableError
from bot.observing.watch import Pending
from bot.state.errors import StateError
from bot.state.runs import Runs
from corpus.catalogue.catalogue import CatalogueBusyError
from retrieval.index.reports import Progress

log = logging.getLogger(__name__)

_BUSY_SECONDS = 2.0
_AWAY_SECONDS = 600.0
_UNEXPECTED = (
    "Something went wrong that should not have. What was indexed before still answers; the log of "
    "the server says more."
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    number: int
    paths: tuple[str, ...]


class Indexer:
    """Runs of the index that are asked for here, in turn. Threads share it.

    A run that the death of this process cuts short loses nothing: its files are where they were.
    """

    def __init__(self, app: App, runs: Runs) -> None:
        self._app = app
        self._runs = runs
        self._turn = Lock()
        self._queue: deque[_Waiting] = deque()
        self._pending = Pending("index")
        self._worker: Thread | None = None
        self._progress: dict[int, Progress | None] = {}

    def start(self, asker: str, paths: Sequence[str]) -> int:
        """Have files and folders indexed when those before are; gives the number of the run.

        Raises `StateError`.
        """
        number = self._runs.ask(asker, paths)
        self._pending.begin(number)
        with self._turn:
            self._queue.append(_Waiting(number, tuple(paths)))
            if self._worker is None:
                self._worker = Thread(target=self._work, name="indexer", daemon=True)
                self._worker.start()
        return number

    def progress(self, number: int) -> Progress | None:
        """How far a run is that goes on here; None where nothing is known of it."""
        return self._progress.get(number)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do, at most so long; whether that is so."""
        worker = self._worker
        if worker is not None:
            worker.join(seconds)
        return worker is None or not worker.is_alive()

    def _work(self) -> None:
        while True:
            with self._turn:
                if not self._queue:
                    self._worker = None
                    return
                waiting = self._queue.popleft()
            try:
                self._run(waiting)
            except StateError as error:
                log.warning("What became of an index run is not kept: %s", error)
            finally:
                self._progress.pop(waiting.number, None)
                self._pending.end(waiting.number)

    def _run(self, waiting: _Waiting) -> None:
        number = waiting.number
        _patiently(lambda: self._runs.begin(number))

        def follow(progress: Progress) -> None:
            self._progress[number] = progress

        try:
            report = self._indexed(waiting.paths, follow)
        except MendableError as error:
            reason = str(error)
            _patiently(lambda: self._runs.fail(number, reason))
        except Exception:
            log.exception("an index run failed")
            _patiently(lambda: self._runs.fail(number, _UNEXPECTED))
        else:
            _patiently(lambda: self._runs.end(number, report))

    def _indexed(self, paths: Sequence[str], follow: Callable[[Progress], None]) -> wire.Json:
        while True:
            try:
                return wire.report_json(self._app.index([Path(p) for p in paths], follow).report)
            except MendableError as error:
                # Somebody else indexes, or the database that replicas share is away: it waits.
                if not isinstance(error.__cause__ or error, CatalogueBusyError | StateError):
                    raise
                time.sleep(_BUSY_SECONDS)


def _patiently(note: Callable[[], None]) -> None:
    """Note something of a run, again and again while the database is away. Raises `StateError`."""
    deadline = time.monotonic() + _AWAY_SECONDS
    while True:
        try:
            return note()
        except StateError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_BUSY_SECONDS)
