"""Connections to PostgreSQL that do not wait for ever for a server that says nothing.

libpq notices a machine that is gone. One that is there and silent (it hangs, or something between
that has lost the way) it waits for without an end, and so would whoever asked a question.
"""

import time
from collections.abc import Generator
from typing import Any, Final, TypeVar

import psycopg

T = TypeVar("T")

SILENCE: Final = 30.0
"""Seconds without a byte after which a server is held to be away."""
_LOOK_SECONDS: Final = 0.1


class HeardConnection(psycopg.Connection[Any]):
    """A connection that is closed, with an `OperationalError`, when its server falls silent."""

    silence: float | None = SILENCE
    """None for work that takes long and says nothing meanwhile."""

    def wait(self, gen: Any, interval: float = _LOOK_SECONDS, *args: Any, **kwargs: Any) -> Any:
        """Wait for what the server says. Raises `OperationalError` where it says nothing."""
        if self.silence is not None:
            gen = self._heard(gen, self.silence)
        return super().wait(gen, interval, *args, **kwargs)

    def _heard(self, gen: Generator[Any, Any, T], silence: float) -> Generator[Any, Any, T]:
        """Goes on with `gen` as whoever waits does: nothing is ready where the interval is over."""
        try:
            wanted = next(gen)
            heard = time.monotonic()
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > silence:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"nothing was heard of it for {silence:g} s")
                wanted = gen.send(ready)
        except StopIteration as ended:
            result: T = ended.value
            return result
