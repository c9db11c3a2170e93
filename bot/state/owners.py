"""Who works on jobs: each open state is an owner, whose heart beats in the database.

No clock of the wall is asked whether an owner lives, so that a clock that jumps changes nothing:
whoever looks counts, by a clock of its own that only runs forward, how long a beat has not
changed. A process of the same machine that has ended is found at once.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from uuid import uuid4

from sqlalchemy import and_, delete, or_, select

from bot.state.database import Database
from bot.state.errors import StateError
from bot.state.processes import Process, is_gone, this_process
from bot.state.tables import OWNERS

# Seconds without a beat after which an owner counts as dead, and from one beat to the next.
LEASE = 15.0
_BETWEEN_BEATS = 4.0

Clock = Callable[[], float]


@dataclass(slots=True)
class _Watched:
    """A beat, when it was first seen, and when it was last looked at."""

    beat: int
    since: float
    looked: float


class Watch:
    """Tells which beats have stood still while somebody was looking."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._watched: dict[str, _Watched] = {}

    def is_still(self, owner: str, beat: int) -> bool:
        """Whether this beat has stood still for a lease, of which no part went unobserved.

        Where nobody could look for so long, neither could the owner's heart be seen to beat.
        """
        now = self._clock()
        watched = self._watched.get(owner)
        if watched is None or watched.beat != beat or now - watched.looked > LEASE:
            self._watched[owner] = _Watched(beat, now, now)
            return False
        watched.looked = now
        return now - watched.since > LEASE

    def forget(self, owners: "set[str]") -> None:
        """Keep nothing of any but these."""
        self._watched = {owner: self._watched[owner] for owner in owners & self._watched.keys()}


class Owner:
    """This open state among the owners; it joins them when it first has a job."""

    def __init__(self, database: Database, clock: Clock = time.monotonic) -> None:
        self.id = uuid4().hex
        self._database = database
        self._watch = Watch(clock)
        self._turn = Lock()
        self._heart: Thread | None = None
        self._leaving = Event()

    def join(self) -> None:
        """Be among the owners, and stay by beating, until `leave`."""
        if self._heart is not None:
            return
        with self._turn:
            if self._heart is None:
                self.renew()
                self._heart = Thread(target=self._beat, name="state-heart", daemon=True)
                self._heart.start()

    def renew(self) -> None:
        """Beat once; who was taken for dead joins again, without the jobs that it had."""
        row = {**asdict(this_process()), "id": self.id, "beat": 1, "at": datetime.now(UTC)}
        again = {"beat": OWNERS.c.beat + 1, "at": row["at"]}
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(OWNERS)
                .values(row)
                .on_conflict_do_update(index_elements=[OWNERS.c.id], set_=again)
            )

    def leave(self) -> None:
        """End: what is left undone is anybody's at once."""
        with self._turn:
            heart, self._heart = self._heart, None
        self._leaving.set()
        if heart is None:
            return
        heart.join()
        with suppress(StateError), self._database.writing(lasting=False) as run:
            run.execute(delete(OWNERS).where(OWNERS.c.id == self.id))

    def bury(self) -> None:
        """Take those out who have died since they were last looked for."""
        with self._database.reading() as run:
            others = run.execute(select(OWNERS).where(OWNERS.c.id != self.id)).all()
        dead = [
            and_(OWNERS.c.id == row.id, OWNERS.c.beat == row.beat)
            for row in others
            if self._watch.is_still(row.id, row.beat)
            or is_gone(Process(row.place, row.pid, row.started))
        ]
        self._watch.forget({row.id for row in others})
        if dead:
            with self._database.writing(lasting=False) as run:
                # One that has beaten in the meantime lives.
                run.execute(delete(OWNERS).where(or_(*dead)))

    def _beat(self) -> None:
        while not self._leaving.wait(_BETWEEN_BEATS):
            # Where the database is away nobody can be taken for dead either.
            with suppress(StateError):
                self.renew()
