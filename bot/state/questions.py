"""What was asked, where and with which outcome, for whoever looks after the documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import Select, delete, func, select

from bot.answering.answers import Answer, Outcome
from bot.state.database import Database
from bot.state.tables import QUESTIONS

Place = Literal["web", "slack"]
PLACES: tuple[Place, ...] = get_args(Place)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the guards left it, "" where it was declined; of who asked it nothing."""

    at: datetime
    place: Place
    outcome: Outcome
    question: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Which questions: of these outcomes and places (empty for all), within these days (UTC)."""

    outcomes: tuple[Outcome, ...] = ()
    places: tuple[Place, ...] = ()
    first: date | None = None
    last: date | None = None


ALL = Sought()


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of one day (UTC) had one outcome."""

    day: date
    outcome: Outcome
    count: int


class Questions:
    """Questions in the order in which they were answered. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, place: Place, answer: Answer, key: str | None = None) -> None:
        """Count a question; `key` is what one that is answered again has in common with itself.

        Of the key, which may lead to who asked it, a trace is kept, from which it cannot be read.
        Nothing of a question that was declined is kept, even where the guards would have let it.
        """
        now = datetime.now(UTC)
        asked = {
            "key": None if key is None else sha256(key.encode()).hexdigest()[:32],
            "at": now,
            "day": now.date().isoformat(),
            "place": place,
            "outcome": answer.outcome,
            "question": "" if answer.outcome == "declined" else answer.question,
            "answer_id": answer.id,
        }
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(QUESTIONS)
                .values(asked)
                .on_conflict_do_update(index_elements=[QUESTIONS.c.key], set_=asked)
            )

    def newest(self, sought: Sought, most: int, skipped: int = 0) -> list[AskedQuestion]:
        """Up to `most` of them, the newest first, after the first `skipped`."""
        chosen = _chosen(select(QUESTIONS), sought).order_by(QUESTIONS.c.number.desc())
        with self._database.reading() as run:
            return [
                AskedQuestion(row.at, row.place, row.outcome, row.question, row.answer_id)
                for row in run.execute(chosen.limit(most).offset(skipped))
            ]

    def count(self, sought: Sought = ALL) -> int:
        """How many there are."""
        chosen = _chosen(select(func.count()).select_from(QUESTIONS), sought)
        with self._database.reading() as run:
            return int(run.execute(chosen).scalar_one())

    def by_day(self, sought: Sought = ALL) -> Sequence[DayCount]:
        """How many of each outcome each day that has any, the oldest day first."""
        told = (QUESTIONS.c.day, QUESTIONS.c.outcome)
        chosen = _chosen(select(*told, func.count()), sought).group_by(*told).order_by(*told)
        with self._database.reading() as run:
            return [
                DayCount(date.fromisoformat(day), outcome, count)
                for day, outcome, count in run.execute(chosen)
            ]

    def purge(self, before: datetime) -> int:
        """Forget the questions from before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(QUESTIONS).where(QUESTIONS.c.at < before)).rowcount


def _chosen(chosen: Select[Any], sought: Sought) -> Select[Any]:
    if sought.outcomes:
        chosen = chosen.where(QUESTIONS.c.outcome.in_(sought.outcomes))
    if sought.places:
        chosen = chosen.where(QUESTIONS.c.place.in_(sought.places))
    if sought.first is not None:
        chosen = chosen.where(QUESTIONS.c.day >= sought.first.isoformat())
    if sought.last is not None:
        chosen = chosen.where(QUESTIONS.c.day <= sought.last.isoformat())
    return chosen
