"""What is done from time to time, however much is asked."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.state.inbox import REDELIVERY
from bot.state.opening import State

_DAY = 24 * 60 * 60.0


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
