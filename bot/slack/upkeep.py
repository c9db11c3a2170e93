"""What is done from time to time, however much is asked."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.app import App
from bot.faults import NothingIndexedError
from bot.state.inbox import REDELIVERY
from bot.state.opening import State

_SUPERSEDED = "superseded_documents"
_DAY = 24 * 60 * 60.0


class Lapses:
    """What reviewers decided lapses when a document that an answer rests on is superseded.

    Which were superseded when it was last looked is remembered: what is superseded while no
    process runs is noticed at the next start.
    """

    def __init__(self, app: App, state: State, lapse: Callable[[Sequence[str]], None]) -> None:
        self._app = app
        self._state = state
        self._lapse = lapse
        self._looked: datetime | None = None

    def __call__(self) -> None:
        """Look if the index has changed. Raises `MendableError`, and looks again then."""
        try:
            changed = self._app.updated()
            if changed == self._looked:
                return
            superseded = sorted(self._app.superseded())
        except NothingIndexedError:
            return
        before = self._state.marks.get(_SUPERSEDED)
        if before is not None and (newly := sorted({*superseded} - {*before})):
            self._lapse(newly)
        self._state.marks.put(_SUPERSEDED, superseded)
        self._looked = changed


class Purge:
    """Once a day the keys of requests that ended so long ago that none comes again go."""

    def __init__(self, state: State, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._clock = clock
        self._due = clock()

    def __call__(self) -> None:
        """Purge if it is time to. Raises `StateError`, and is due again then."""
        if self._clock() < self._due:
            return
        self._state.purge({"inbox": datetime.now(UTC) - REDELIVERY})
        self._due = self._clock() + _DAY
