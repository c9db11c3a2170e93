"""Jobs that were accepted and are not finished: none is lost, and none is done twice.

A job belongs to the process that accepted it, and to whoever takes it when that one has died.
What is to be sent is stored before it is sent, so that whoever takes a job over goes on where
the other stopped: a part is `waiting`, then `sending`, then `sent`. One that is left `sending`
may or may not have arrived; only the place it was sent to can say.

Two things have to outlive a power cut: that a job was accepted, for it is acknowledged then, and
that a part is being sent. The rest would be done again, or found to be done.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, select, update

from bot.state.database import Database
from bot.state.errors import LostError, StateError
from bot.state.owners import Clock, Owner
from bot.state.tables import JOBS, OWNERS, PARTS

JobState = Literal["accepted", "taken", "done", "failed"]
PartState = Literal["waiting", "sending", "sent"]
# How long a key is known after its job has ended: what was delivered once may come again.
REDELIVERY = timedelta(days=7)

_OPEN: tuple[JobState, ...] = ("accepted", "taken")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do, as JSON that holds nothing the guards have not seen.

    `key` is the same each time the same thing is delivered. `tries` is how often it was taken:
    one that was taken again and again may be what kills its process.
    """

    key: str
    kind: str
    payload: Mapping[str, Any]
    asker: str
    place: str
    accepted_at: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a job's outcome, from 0.

    `ref` says where it stands once it is sent; of one that is `sending`, where it may.
    """

    number: int
    content: Mapping[str, Any]
    state: PartState = "waiting"
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; once it has ended nothing is left of its parts."""

    state: JobState
    parts: tuple[Part, ...] = ()
    reason: str | None = None


class Inbox:
    """Jobs by key; one `Inbox` is one owner. Raises `StateError`."""

    def __init__(self, database: Database, clock: Clock = time.monotonic) -> None:
        self._database = database
        self._owner = Owner(database, clock)
        # Keys of jobs that are this process's, or may be: the database kept them and could not say
        # so, or they were given back. Nobody here works on them.
        self._loose: set[str] = set()

    def close(self) -> None:
        """Give up what is not finished; whoever looks for it next has it."""
        self._owner.leave()

    def accept(self, job: Job) -> bool:
        """Keep a job, for good, before it is acknowledged; False where its key is known.

        After a `StateError` it may have been kept or not: whoever accepts it again is told True.
        """
        self._owner.join()
        try:
            with self._database.writing() as run:
                added = run.execute(
                    self._database.adding(JOBS)
                    .values(
                        key=job.key,
                        kind=job.kind,
                        payload=dict(job.payload),
                        asker=job.asker,
                        place=job.place,
                        accepted_at=job.accepted_at,
                        state="accepted",
                        owner=self._owner.id,
                        tries=0,
                    )
                    .on_conflict_do_nothing()
                ).rowcount
        except StateError:
            self._loose.add(job.key)
            raise
        return added == 1 or self._was_kept(job.key)

    def take(self, key: str) -> bool:
        """Begin a job; False where it has ended, or a living process has it, this one too.

        A job that this process accepted and has not begun, or has given back, is its own to take.
        """
        self._owner.join()
        mine = False
        try:
            with self._database.writing(lasting=False) as run:
                mine = self._may_take(run, key)
                if mine:
                    # While others wait for this row: what is given back is taken once.
                    self._loose.discard(key)
                    run.execute(
                        update(JOBS)
                        .where(JOBS.c.key == key)
                        .values(owner=self._owner.id, state="taken", tries=JOBS.c.tries + 1)
                    )
        except StateError:
            if mine:
                self._loose.add(key)
            raise
        return mine

    def adopt(self, key: str) -> bool:
        """Have a job on which nobody works, to `take` it once its turn has come.

        False where it has ended, or a living process has it. Waiting for a turn is no try.
        """
        self._owner.join()
        mine = False
        try:
            with self._database.writing(lasting=False) as run:
                row = _locked(run, key)
                mine = row is not None and row.state in _OPEN and self._is_left(run, key, row)
                if mine:
                    self._loose.discard(key)
                    run.execute(
                        update(JOBS)
                        .where(JOBS.c.key == key)
                        .values(owner=self._owner.id, state="accepted")
                    )
        except StateError:
            if mine:
                self._loose.add(key)
            raise
        return mine

    def give_back(self, key: str) -> None:
        """Stop working on a job that cannot go on now; `abandoned` gives it again.

        Needs no database: that it is away may be the reason.
        """
        self._loose.add(key)

    def renew(self) -> None:
        """Say that this process lives; done by itself every few seconds once it has a job."""
        self._owner.renew()

    def outgoing(self, key: str, parts: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
        """Store what is to be sent, once; gives what is stored, which may be from before.

        Raises `LostError`.
        """
        with self._database.writing(lasting=False) as run:
            self._hold(run, key)
            stored = _parts(run, key)
            if not stored and parts:
                run.execute(
                    PARTS.insert(),
                    [
                        {"job": key, "number": n, "content": dict(part), "state": "waiting"}
                        for n, part in enumerate(parts)
                    ],
                )
                stored = _parts(run, key)
        return stored

    def sending(self, key: str, number: int, ref: str | None = None) -> None:
        """Note that a part is about to be sent. Raises `LostError`: then it may not be.

        `ref` is where it will be known from once it has arrived, where that is known before.
        """
        with self._database.writing() as run:
            self._hold(run, key)
            run.execute(
                update(PARTS)
                .where(PARTS.c.job == key, PARTS.c.number == number, PARTS.c.state != "sent")
                .values(state="sending", ref=ref)
            )

    def sent(self, key: str, number: int, ref: str) -> None:
        """Note that a part was sent, and where it stands: true whoever has the job by now."""
        with self._database.writing(lasting=False) as run:
            run.execute(
                update(PARTS)
                .where(PARTS.c.job == key, PARTS.c.number == number, PARTS.c.state != "sent")
                .values(state="sent", ref=ref)
            )

    def progress(self, key: str) -> Progress | None:
        """How far a job is; None where its key is not known."""
        with self._database.reading() as run:
            row = run.execute(select(JOBS.c.state, JOBS.c.reason).where(JOBS.c.key == key)).first()
            return None if row is None else Progress(row.state, _parts(run, key), row.reason)

    def finish(self, key: str) -> None:
        """End a job that is done; nothing but its key and kind is kept. Raises `LostError`."""
        self._end(key, "done", None)

    def fail(self, key: str, reason: str) -> None:
        """End a job that cannot be done; the reason holds nothing of the question.

        Raises `LostError`.
        """
        self._end(key, "failed", reason)

    def abandoned(self) -> list[Job]:
        """The jobs, oldest first, on which nobody works; whoever `adopt`s or `take`s one has it.

        Their process has died, or it is this one, which gave them back or could not tell that it
        had accepted them. To be called every few seconds: of another machine only somebody who
        watches it can tell that it is silent.
        """
        self._owner.bury()
        left = JOBS.c.owner.not_in(select(OWNERS.c.id)) & (JOBS.c.owner != self._owner.id)
        loose = JOBS.c.key.in_(tuple(self._loose)) & (JOBS.c.owner == self._owner.id)
        with self._database.reading() as run:
            rows = run.execute(
                select(JOBS)
                .where(JOBS.c.state.in_(_OPEN), left | loose)
                .order_by(JOBS.c.accepted_at, JOBS.c.key)
            )
            return [_job(row) for row in rows]

    def waiting(self) -> int:
        """How many jobs were accepted, by whichever process, and have not ended."""
        with self._database.reading() as run:
            return run.execute(
                select(func.count()).select_from(JOBS).where(JOBS.c.state.in_(_OPEN))
            ).scalar_one()

    def purge(self, before: datetime) -> int:
        """Forget the keys of jobs that ended before this moment, and 7 days ago; how many."""
        ended = JOBS.c.ended_at < min(before, datetime.now(UTC) - REDELIVERY)
        with self._database.writing() as run:
            return run.execute(delete(JOBS).where(ended)).rowcount

    def _end(self, key: str, state: JobState, reason: str | None) -> None:
        with self._database.writing(lasting=False) as run:
            self._hold(run, key)
            run.execute(
                update(JOBS)
                .where(JOBS.c.key == key)
                .values(
                    state=state,
                    reason=reason,
                    payload=None,
                    asker="",
                    place="",
                    ended_at=datetime.now(UTC),
                )
            )
            run.execute(delete(PARTS).where(PARTS.c.job == key))

    def _hold(self, run: Connection, key: str) -> None:
        """Keep a job for this transaction. Raises `LostError` unless this process took it."""
        row = _locked(run, key)
        if row is None or (row.owner, row.state) != (self._owner.id, "taken"):
            raise LostError(key)

    def _may_take(self, run: Connection, key: str) -> bool:
        row = _locked(run, key)
        if row is None or row.state not in _OPEN:
            return False
        accepted = (row.owner, row.state) == (self._owner.id, "accepted")
        return accepted or self._is_left(run, key, row)

    def _is_left(self, run: Connection, key: str, row: Row[Any, Any]) -> bool:
        """Whether nobody works on a job: it is loose here, or its process has died."""
        if row.owner == self._owner.id:
            return key in self._loose
        return run.execute(select(OWNERS.c.id).where(OWNERS.c.id == row.owner)).first() is None

    def _was_kept(self, key: str) -> bool:
        """Whether this process accepted a job and could not tell; said once."""
        if key not in self._loose:
            return False
        with self._database.reading() as run:
            kept = run.execute(select(JOBS.c.owner, JOBS.c.state).where(JOBS.c.key == key)).first()
        if kept is None or (kept.owner, kept.state) != (self._owner.id, "accepted"):
            return False
        try:
            self._loose.remove(key)
        except KeyError:  # another thread was told
            return False
        return True


def _locked(run: Connection, key: str) -> Row[Any, Any] | None:
    """Who has a job and how it stands; nobody else changes it until the transaction's end."""
    chosen = select(JOBS.c.owner, JOBS.c.state).where(JOBS.c.key == key)
    return run.execute(chosen.with_for_update()).first()


def _parts(run: Connection, key: str) -> tuple[Part, ...]:
    rows = run.execute(select(PARTS).where(PARTS.c.job == key).order_by(PARTS.c.number))
    return tuple(Part(row.number, row.content, row.state, row.ref) for row in rows)


def _job(row: Row[Any]) -> Job:
    return Job(row.key, row.kind, row.payload, row.asker, row.place, row.accepted_at, row.tries)
