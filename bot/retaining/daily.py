"""Once a day, in one of the programs that stay, what is older than its period is deleted.

Not where the clock has leapt since that was done last: one that was set a year forward makes all
that is kept look a year older. Then nothing is deleted until the clock is right again, or somebody
who has looked has it deleted (`scrutineer purge --yes`).
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from threading import Event, Thread
from typing import Final

from bot.faults import MendableError
from bot.retaining.purging import purge
from bot.settings import Settings
from bot.state.errors import StateError
from bot.state.opening import State

_MARK: Final = "purged"
_LEAP_DAYS: Final = 14
_LOOK_SECONDS: Final = 600.0

log = logging.getLogger(__name__)


def leap(state: State, now: datetime | None = None) -> str | None:
    """Why nothing is deleted by itself: how far the clock is from when that was done last.

    None where it is as it should be: two weeks are more than a program is away as a rule, and what
    would go too early by as much. Raises `StateError`.
    """
    now = now or datetime.now(UTC)
    marked = state.marks.get(_MARK)
    if marked is None or abs((now.date() - date.fromisoformat(marked)).days) <= _LEAP_DAYS:
        return None
    return (
        f"Nothing is deleted by itself: what is old was deleted last on {marked}, and by the clock "
        f"it is {now.date()}. If the clock is wrong, set it right. If it is right, run "
        "`scrutineer purge` to see what would go, and with --yes to delete it; then it goes on by "
        "itself again."
    )


def trust(state: State, now: datetime | None = None) -> None:
    """Note that what is old was deleted now, by a clock that somebody trusts.

    Raises `StateError`.
    """
    state.marks.put(_MARK, (now or datetime.now(UTC)).date().isoformat())


class Daily(AbstractContextManager["Daily"]):
    """A thread that looks now and then, for the time of the block."""

    def __init__(
        self,
        state: State,
        settings: Settings,
        others: Callable[[datetime], Mapping[str, int]] = lambda _: {},
    ) -> None:
        """`others` deletes what is not in the database, by the same clock; how much, by kind."""
        self._state = state
        self._settings = settings
        self._others = others
        self._told = ""
        self._leaving = Event()
        self._thread = Thread(target=self._run, name="daily-purge", daemon=True)

    def __enter__(self) -> "Daily":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._thread.join()

    def look(self, now: datetime | None = None) -> bool:
        """Purge unless somebody has today (UTC); whether it was done. Raises `StateError`.

        Where the clock has leapt that is logged, once a day, and nothing is done.
        """
        now = now or datetime.now(UTC)
        if (trouble := leap(self._state, now)) is not None:
            if trouble != self._told:
                self._told = trouble
                log.warning("%s", trouble)
            return False
        if not self._state.marks.claim(_MARK, now.date().isoformat()):
            return False
        counts = {**purge(self._state, self._settings, "program", now), **self._others(now)}
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        log.info("Purged: %s", told or "nothing was old enough")
        return True

    def _run(self) -> None:
        while True:
            try:
                self.look()
            except (StateError, MendableError) as error:
                log.warning("What is old is deleted tomorrow: %s", error)
            except Exception:
                log.exception("the daily purge failed")
            if self._leaving.wait(_LOOK_SECONDS):
                return
