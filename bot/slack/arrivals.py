"""Taking in comes before answering: Slack waits for three seconds, people for longer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

# However much arrives, answering goes on after so long.
_LONGEST_SECONDS = 1.0


class Arrivals:
    """What is being taken in just now. Threads share it."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """While something is being taken in."""
        with self._changed:
            self._number += 1
        try:
            yield
        finally:
            with self._changed:
                self._number -= 1
                self._changed.notify_all()

    def let_pass(self) -> None:
        """Wait until nothing is being taken in, for a second at most."""
        ends = time.monotonic() + _LONGEST_SECONDS
        with self._changed:
            while self._number and (left := ends - time.monotonic()) > 0:
                self._changed.wait(left)
