"""What people see while they wait: shown at once, beside the work, and over before the answer."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from bot.slack.asked import Asked
from bot.slack.delivery import Delivery

# An answer is not held up for a status; one that comes after it would stay.
_LONGEST_WAIT = 3.0
_AT_ONCE = 8


class Statuses:
    """Shows a status for each request, by threads of its own. Threads share it."""

    def __init__(
        self,
        delivery: Delivery,
        words: Callable[[Asked], str],
    ) -> None:
        self._delivery = delivery
        self._words = words
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="status")
        self._shown: dict[str, Future[str | None]] = {}
        self._turn = Lock()

    def show(self, asked: Asked, before: int) -> None:
        """Begin to show what is being done for a request, `before` others of which are waiting."""

        def shown() -> str | None:
            return self._delivery.status(asked.place, self._words(asked), before)

        with self._turn:
            self._shown[asked.key] = self._pool.submit(shown)

    def shown(self, key: str) -> str | None:
        """Wait until a request's status is shown, or will not be any more.

        Gives the timestamp of the message that shows it, None where no message does.
        """
        with self._turn:
            future = self._shown.pop(key, None)
        if future is None or future.cancel():
            return None
        try:
            return future.result(_LONGEST_WAIT)
        except Exception:
            return None

    def close(self) -> None:
        """Show no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
