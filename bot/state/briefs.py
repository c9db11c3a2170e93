"""Briefs that were asked for on the web pages: for a few days, the last few of each asker."""

from collections.abc import Collection, Mapping, Set
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, Select, delete, select, update

from bot.state.database import Database
from bot.state.processes import Process, has_ended, this_process
from bot.state.tables import BRIEFS, REPLICAS

BriefState = Literal["making", "made", "failed", "cut_short"]
MOST_OF_ONE: Final = 8
KEPT_FOR: Final = timedelta(days=7)

_MOST_OF_ALL: Final = 200
# No brief takes as long: what made it has lost it.
_LONGEST: Final = timedelta(hours=1)
_TOLD: Final = (
    *(BRIEFS.c.id, BRIEFS.c.asker, BRIEFS.c.at, BRIEFS.c.fields),
    *(BRIEFS.c.state, BRIEFS.c.process, BRIEFS.c.reason),
)
_REPLICAS: Final = select(REPLICAS.c.place, REPLICAS.c.pid, REPLICAS.c.started)


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """A brief that was asked for by `asker` at `at`, with these fields of the form.

    `reason` is a sentence on why there is none. `cut_short`: what made it is no more.
    """

    identity: str
    asker: str
    at: datetime
    fields: Mapping[str, Any]
    state: BriefState
    reason: str | None = None


class Briefs:
    """Briefs by their id. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, identity: str, asker: str, fields: Mapping[str, Any]) -> KeptBrief:
        """Note that this process makes a brief; the oldest make room for it."""
        now = datetime.now(UTC)
        row = {
            "id": identity,
            "asker": asker,
            "at": now,
            "fields": dict(fields),
            "state": "making",
            "process": asdict(this_process()),
        }
        with self._database.writing() as run:
            run.execute(BRIEFS.insert().values(row))
            run.execute(delete(BRIEFS).where(BRIEFS.c.at < now - KEPT_FOR))
            _make_room(run, select(BRIEFS.c.id).where(BRIEFS.c.asker == asker), MOST_OF_ONE)
            _make_room(run, select(BRIEFS.c.id), _MOST_OF_ALL)
        return KeptBrief(identity, asker, now, fields, "making")

    def end(self, identity: str, content: bytes, seen: Collection[str]) -> None:
        """Keep a brief that was made, and the ids of the documents that were seen for it."""
        self._note(identity, state="made", content=content, seen=sorted(seen))

    def fail(self, identity: str, reason: str) -> None:
        """Note why there is none."""
        self._note(identity, state="failed", reason=reason)

    def get(self, identity: str) -> KeptBrief | None:
        """The brief with this id; None where there is none, or none any more."""
        found = self._chosen(select(*_TOLD).where(BRIEFS.c.id == identity))
        return next(iter(found), None)

    def content(self, identity: str) -> tuple[bytes, frozenset[str]] | None:
        """A brief that was made, and what was seen for it; None where there is none."""
        chosen = select(BRIEFS.c.content, BRIEFS.c.seen).where(BRIEFS.c.id == identity)
        with self._database.reading() as run:
            row = run.execute(chosen).first()
        if row is None or row.content is None:
            return None
        return row.content, frozenset(row.seen)

    def recent(self, asker: str) -> list[KeptBrief]:
        """Somebody's last briefs, the newest first."""
        chosen = select(*_TOLD).where(BRIEFS.c.asker == asker).order_by(BRIEFS.c.at.desc())
        return self._chosen(chosen)

    def purge(self, before: datetime) -> int:
        """Forget the briefs that were asked for before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(BRIEFS).where(BRIEFS.c.at < before)).rowcount

    def _note(self, identity: str, **values: Any) -> None:
        with self._database.writing() as run:
            run.execute(update(BRIEFS).where(BRIEFS.c.id == identity).values(values))

    def _chosen(self, chosen: Select[Any]) -> list[KeptBrief]:
        earliest = datetime.now(UTC) - KEPT_FOR
        with self._database.reading() as run:
            rows = run.execute(chosen.where(BRIEFS.c.at >= earliest)).all()
            there = {Process(*row) for row in run.execute(_REPLICAS)}
        return [_brief(row, there) for row in rows]


def _make_room(run: Connection, chosen: Select[Any], most: int) -> None:
    """Forget the oldest of those chosen beyond so many, but for those that are being made."""
    old = chosen.order_by(BRIEFS.c.at.desc(), BRIEFS.c.id).offset(most)
    ids = list(run.execute(old).scalars())
    ended = BRIEFS.c.id.in_(ids) & (BRIEFS.c.state != "making")
    run.execute(delete(BRIEFS).where(ended))


def _brief(row: Row[Any], replicas: Set[Process]) -> KeptBrief:
    state: BriefState = row.state
    if state == "making":
        late = row.at < datetime.now(UTC) - _LONGEST
        if late or has_ended(Process(**row.process), replicas):
            state = "cut_short"
    return KeptBrief(row.id, row.asker, row.at, row.fields, state, row.reason)
