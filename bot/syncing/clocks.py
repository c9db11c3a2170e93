"""The time of the wall, waited for in a way that an ending program ends."""

from datetime import UTC, datetime
from threading import Event

from sources.errors import StoppedError


class WallClock:
    """The time; `ended` is set when the program ends."""

    def __init__(self, ended: Event | None = None) -> None:
        self._ended = ended or Event()

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait. Raises `StoppedError` where the program ends."""
        if self._ended.wait(seconds):
            raise StoppedError
