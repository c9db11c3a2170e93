"""A clock that goes only when somebody waits for it, or sets it."""

from datetime import UTC, datetime, timedelta


class SetClock:
    """The time as it was set; waiting moves it on at once and is noted."""

    def __init__(self, at: datetime = datetime(2024, 1, 8, 7, tzinfo=UTC)) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> datetime:
        """The time that was set."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def go_on(self, **much: float) -> None:
        """Move on by so much."""
        self.at += timedelta(**much)
