"""Syncs of sources: what each brought, and which generations of the index lie before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from bot.state.database import Database
from bot.state.tables import SYNCS


@dataclass(frozen=True, slots=True)
class Sync:
    """A sync. `before` and `after` are generations of the index, None where there was none.

    `report` is what it brought, as JSON, None where it has not ended; `reason` says why the index
    could not be brought up to date.
    """

    number: int
    asker: str
    began_at: datetime
    ended_at: datetime | None = None
    before: int | None = None
    after: int | None = None
    report: Mapping[str, Any] | None = None
    reason: str | None = None


class Syncs:
    """Syncs by their number. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, asker: str, before: int | None, at: datetime | None = None) -> Sync:
        """Note that a sync begins on a generation; one that was cut short is taken up again.

        Then `before` is what it was for the first of them.
        """
        unended = select(SYNCS).where(SYNCS.c.ended_at.is_(None)).order_by(SYNCS.c.number)
        with self._database.writing() as run:
            row = run.execute(unended).first()
            if row is not None:
                return _sync(row)
            values = {"asker": asker, "began_at": at or datetime.now(UTC), "before": before}
            made = SYNCS.insert().values(values).returning(SYNCS)
            return _sync(run.execute(made).one())

    def end(
        self,
        number: int,
        after: int | None,
        report: Mapping[str, Any],
        reason: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Note what a sync brought, and the generation that it ended in."""
        values = {
            "ended_at": at or datetime.now(UTC),
            "after": after,
            "report": dict(report),
            "reason": reason,
        }
        with self._database.writing() as run:
            run.execute(update(SYNCS).where(SYNCS.c.number == number).values(values))

    def recent(self, most: int) -> list[Sync]:
        """The last syncs, the newest first."""
        return self._chosen(select(SYNCS).order_by(SYNCS.c.number.desc()).limit(most))

    def get(self, number: int) -> Sync | None:
        """The sync with this number."""
        return next(iter(self._chosen(select(SYNCS).where(SYNCS.c.number == number))), None)

    def purge(self, before: datetime) -> int:
        """Forget the syncs that ended before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(SYNCS).where(SYNCS.c.ended_at < before)).rowcount

    def _chosen(self, chosen: Select[Any]) -> list[Sync]:
        with self._database.reading() as run:
            return [_sync(row) for row in run.execute(chosen)]


def _sync(row: Row[Any]) -> Sync:
    return Sync(**row._mapping)
