"""What is kept of one person, whatever table it is in: given out to them, and erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, func, select, update

from bot.state.answers import forget_unneeded
from bot.state.database import Database
from bot.state.sessions import digest_of
from bot.state.tables import (
    ANSWERS,
    BRIEFS,
    FEEDBACK,
    FOLLOWS,
    JOBS,
    PARTS,
    QUESTIONS,
    REVIEW_REQUESTS,
    REVIEWS,
    RUNS,
    SESSION_ENDINGS,
    SYNCS,
    TURNS,
)

ERASED: Final = "(erased)"
_WEB: Final = "web:"

# By what it is called to who asks for it, where it is and whose it is.
_THEIRS: Final[Mapping[str, tuple[Table, Column[Any]]]] = {
    "conversations": (TURNS, TURNS.c.asker),
    "requests": (JOBS, JOBS.c.asker),
    "feedback": (FEEDBACK, FEEDBACK.c.asker),
    "reviews_asked_for": (REVIEW_REQUESTS, REVIEW_REQUESTS.c.asker),
    "reviews_decided": (REVIEWS, REVIEWS.c.reviewer),
    "briefs": (BRIEFS, BRIEFS.c.asker),
    "follows": (FOLLOWS, FOLLOWS.c.asker),
    "index_runs": (RUNS, RUNS.c.asker),
    "syncs": (SYNCS, SYNCS.c.asker),
}
# What belongs to the council as well: the record stays, without them.
_LEFT: Final[Mapping[str, Any]] = {
    "reviews_decided": None,
    "index_runs": ERASED,
    "syncs": ERASED,
}
# What means nothing to a reader, or is of other tables' doing.
_NOT_TOLD: Final = frozenset({"content", "process", "owner", "shape", "seen", "query"})


class Subjects:
    """People by the names that they have here. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """All that is kept of somebody, as JSON, by its kind."""
        with self._database.reading() as run:
            found = {
                what: [_told(row) for row in run.execute(select(table).where(whose.in_(names)))]
                for what, (table, whose) in _THEIRS.items()
            }
            ids = _answers(run, names)
            answers = select(ANSWERS.c.id, ANSWERS.c.at, ANSWERS.c.content)
            found["answers"] = [
                {**_told(row), "content": row.content}
                for row in run.execute(answers.where(ANSWERS.c.id.in_(ids)))
            ]
            asked = select(QUESTIONS).where(QUESTIONS.c.key.in_(_keys(run, names)))
            found["questions"] = [_told(row) for row in run.execute(asked)]
            # Told and not erased: without it the sessions that were ended would go on.
            ended = select(SESSION_ENDINGS.c.until).where(SESSION_ENDINGS.c.who.in_(_hashes(names)))
            found["sessions_ended"] = [_told(row) for row in run.execute(ended)]
        return found

    def count(self, names: Sequence[str]) -> dict[str, int]:
        """How much is kept of somebody, by its kind."""
        with self._database.reading() as run:
            counts = {
                what: int(run.execute(select(func.count()).where(whose.in_(names))).scalar_one())
                for what, (_, whose) in _THEIRS.items()
            }
            keys = _keys(run, names)
            asked = select(func.count()).where(QUESTIONS.c.key.in_(keys))
            counts["questions"] = int(run.execute(asked).scalar_one())
        return counts

    def erase(self, names: Sequence[str]) -> dict[str, int]:
        """Erase it; how much, by its kind.

        Answers that were given to others too stay; what they decided or had done for all stays,
        without their name.
        """
        counts: dict[str, int] = {}
        with self._database.writing() as run:
            ids, keys = _answers(run, names), _keys(run, names)
            gone = delete(QUESTIONS).where(QUESTIONS.c.key.in_(keys))
            counts["questions"] = run.execute(gone).rowcount
            jobs = select(JOBS.c.key).where(JOBS.c.asker.in_(names))
            run.execute(delete(PARTS).where(PARTS.c.job.in_(jobs)))
            for what, (table, whose) in _THEIRS.items():
                chosen = whose.in_(names)
                counts[what] = run.execute(
                    update(table).where(chosen).values({whose.name: _LEFT[what]})
                    if what in _LEFT
                    else delete(table).where(chosen)
                ).rowcount
            # A review for which nobody asks any more would keep the answer.
            wanted = select(REVIEW_REQUESTS.c.answer_id)
            alone = REVIEWS.c.answer_id.in_(ids) & REVIEWS.c.answer_id.not_in(wanted)
            run.execute(delete(REVIEWS).where(alone))
            counts["answers"] = forget_unneeded(run, ids)
        return counts


def _answers(run: Connection, names: Sequence[str]) -> list[str]:
    """The ids of the answers that somebody was given."""
    asked = select(REVIEW_REQUESTS.c.answer_id).where(REVIEW_REQUESTS.c.asker.in_(names))
    found = select(TURNS.c.answer_id).where(TURNS.c.asker.in_(names)).union(asked)
    return sorted(set(run.execute(found).scalars()))


def _keys(run: Connection, names: Sequence[str]) -> list[str]:
    """What their questions are known by in the list that does not say who asked.

    It is made of the key of the job, which their conversations hold.
    """
    jobs = select(TURNS.c.job).where(TURNS.c.asker.in_(names), TURNS.c.job.is_not(None))
    return [sha256(job.encode()).hexdigest()[:32] for job in run.execute(jobs).scalars()]


def _hashes(names: Sequence[str]) -> list[str]:
    """What stands for them where sessions were ended, which only the web pages have."""
    return [digest_of(name.removeprefix(_WEB)) for name in names if name.startswith(_WEB)]


def _told(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
        if name not in _NOT_TOLD and value is not None
    }
