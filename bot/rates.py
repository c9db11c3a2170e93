"""How often somebody may ask: at most so many questions in any minute."""

import math
from collections import deque
from collections.abc import Callable
from itertools import islice
from threading import Lock

_MINUTE = 60.0
# More than one comes, so that all go in the end.
_AT_ONCE = 4


class Rate:
    """At most `limit` in any minute, for each of those that are counted; 0 for any number.

    Who has not asked for a minute is forgotten.
    """

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        # In the order in which they asked last.
        self._times: dict[str, deque[float]] = {}
        self._turn = Lock()

    def __len__(self) -> int:
        """How many are remembered: those who asked in the last minute, or little before."""
        return len(self._times)

    def within(self, whose: str) -> bool:
        """Whether they may have one more, which is counted."""
        return self.wait(whose) == 0

    def wait(self, whose: str) -> int:
        """Seconds after which they may have one more; 0 where that is now, and it is counted."""
        if not self._limit:
            return 0
        with self._turn:
            now = self._clock()
            times = self._times.pop(whose, deque())
            while times and now - times[0] >= _MINUTE:
                times.popleft()
            self._forget(now)
            self._times[whose] = times
            if len(times) >= self._limit:
                return max(1, math.ceil(times[0] + _MINUTE - now))
            times.append(now)
            return 0

    def forget(self, whose: str) -> None:
        """Count nothing that they asked for until now: it was not given."""
        with self._turn:
            self._times.pop(whose, None)

    def _forget(self, now: float) -> None:
        for whose, times in list(islice(self._times.items(), _AT_ONCE)):
            if now - times[-1] >= _MINUTE:
                del self._times[whose]
