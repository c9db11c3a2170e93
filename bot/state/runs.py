"""Index runs: what was indexed when, at whose wish, and what came of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sqlalchemy import Row, Select, delete, select, update

from bot.state.database import Database
from bot.state.processes import Process, has_ended, this_process
from bot.state.tables import REPLICAS, RUNS

RunState = Literal["waiting", "running", "done", "failed", "cut_short"]
_UNENDED: Final = ("waiting", "running")
_REPLICAS: Final = select(REPLICAS.c.place, REPLICAS.c.pid, REPLICAS.c.started)


@dataclass(frozen=True, slots=True)
class Run:
    """An index run, asked for by `asker` at `at`, of the files and folders at `paths`.

    `report` is what it did, as JSON (`bot.wire.report_json`), None where it has not ended well;
    `reason` a sentence on why it failed. `cut_short`: the process that it ran in is no more.
    """

    number: int
    asker: str
    at: datetime
    paths: tuple[str, ...]
    state: RunState
    ended_at: datetime | None = None
    report: Mapping[str, Any] | None = None
    reason: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in _UNENDED


class Runs:
    """Index runs by their number. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, asker: str, paths: Sequence[str], at: datetime | None = None) -> int:
        """Note that a run waits to be begun by this process, since `at`; gives its number."""
        row = {
            "asker": asker,
            "at": at or datetime.now(UTC),
            "paths": list(paths),
            "state": "waiting",
            "process": asdict(this_process()),
        }
        with self._database.writing() as run:
            number = run.execute(RUNS.insert().values(row).returning(RUNS.c.number)).scalar_one()
        return int(number)

    def begin(self, number: int) -> None:
        """Note that a run has begun."""
        self._note(number, state="running")

    def end(self, number: int, report: Mapping[str, Any]) -> None:
        """Note what a run did."""
        self._note(number, state="done", report=dict(report), ended_at=datetime.now(UTC))

    def fail(self, number: int, reason: str) -> None:
        """Note why a run failed."""
        self._note(number, state="failed", reason=reason, ended_at=datetime.now(UTC))

    def get(self, number: int) -> Run | None:
        """The run with this number."""
        return next(iter(self._chosen(select(RUNS).where(RUNS.c.number == number))), None)

    def recent(self, most: int) -> list[Run]:
        """The last runs, the newest first."""
        return self._chosen(select(RUNS).order_by(RUNS.c.number.desc()).limit(most))

    def purge(self, before: datetime) -> int:
        """Forget the runs that were asked for before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(RUNS).where(RUNS.c.at < before)).rowcount

    def _note(self, number: int, **values: Any) -> None:
        with self._database.writing() as run:
            run.execute(update(RUNS).where(RUNS.c.number == number).values(values))

    def _chosen(self, chosen: Select[Any]) -> list[Run]:
        with self._database.reading() as run:
            rows = run.execute(chosen).all()
            there = {Process(*row) for row in run.execute(_REPLICAS)}
        return [_run(row, there) for row in rows]


def _run(row: Row[Any], replicas: Set[Process]) -> Run:
    state: RunState = row.state
    if state in _UNENDED and has_ended(Process(**row.process), replicas):
        state = "cut_short"
    return Run(
        row.number,
        row.asker,
        row.at,
        tuple(row.paths),
        state,
        row.ended_at,
        row.report,
        row.reason,
    )
