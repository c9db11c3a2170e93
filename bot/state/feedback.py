"""What people say of answers: useful or wrong, and why."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, delete, func, select

from bot.state.database import Database
from bot.state.tables import FEEDBACK, LOOKED_AT

Verdict = Literal["useful", "wrong"]
Reason = Literal["wrong_passage", "out_of_date", "incomplete", "unclear", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person says of one answer; `note` is in words that the guards have screened."""

    answer_id: str
    verdict: Verdict
    asker: str
    at: datetime
    reason: Reason | None = None
    note: str | None = None


class FeedbackStore:
    """Feedback, of each person on each answer what was said last. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, feedback: Feedback) -> None:
        """Keep what somebody says, in place of what the same person said of the answer before."""
        values = asdict(feedback)
        with self._database.writing() as run:
            run.execute(
                self._database.adding(FEEDBACK)
                .values(values)
                .on_conflict_do_update(
                    index_elements=[FEEDBACK.c.answer_id, FEEDBACK.c.asker], set_=values
                )
            )

    def of(self, answer_id: str) -> list[Feedback]:
        """What was said of an answer, oldest first."""
        return self._chosen(select(FEEDBACK).where(FEEDBACK.c.answer_id == answer_id))

    def every(self, since: datetime | None = None) -> list[Feedback]:
        """All that was said from this moment on, oldest first."""
        chosen = select(FEEDBACK)
        return self._chosen(chosen if since is None else chosen.where(FEEDBACK.c.at >= since))

    def wrong(self, most: int, skipped: int = 0, *, fresh: bool = False) -> list[Feedback]:
        """What was found wrong, the newest first; `fresh` is what nobody has looked at yet."""
        ordered = (FEEDBACK.c.at.desc(), FEEDBACK.c.answer_id, FEEDBACK.c.asker)
        chosen = select(FEEDBACK).where(*_wrong(fresh)).order_by(*ordered)
        with self._database.reading() as run:
            found = run.execute(chosen.limit(most).offset(skipped)).mappings()
            return [Feedback(**row) for row in found]

    def count_wrong(self, *, fresh: bool = False) -> int:
        """How much was found wrong."""
        chosen = select(func.count()).select_from(FEEDBACK).where(*_wrong(fresh))
        with self._database.reading() as run:
            return int(run.execute(chosen).scalar_one())

    def look_at(self, answer_id: str) -> None:
        """What was said of an answer up to now has been looked at."""
        now = datetime.now(UTC)
        with self._database.writing() as run:
            run.execute(
                self._database.adding(LOOKED_AT)
                .values(answer_id=answer_id, at=now)
                .on_conflict_do_update(index_elements=[LOOKED_AT.c.answer_id], set_={"at": now})
            )

    def purge(self, before: datetime) -> int:
        """Forget what was said before this moment; how much."""
        with self._database.writing() as run:
            run.execute(delete(LOOKED_AT).where(LOOKED_AT.c.at < before))
            return run.execute(delete(FEEDBACK).where(FEEDBACK.c.at < before)).rowcount

    def _chosen(self, chosen: Select[Any]) -> list[Feedback]:
        ordered = chosen.order_by(FEEDBACK.c.at, FEEDBACK.c.answer_id, FEEDBACK.c.asker)
        with self._database.reading() as run:
            return [Feedback(**row) for row in run.execute(ordered).mappings()]


def _wrong(fresh: bool) -> list[ColumnElement[bool]]:
    """What was found wrong; where `fresh`, later than anybody looked at what is said of it."""
    seen = select(LOOKED_AT.c.answer_id).where(
        LOOKED_AT.c.answer_id == FEEDBACK.c.answer_id, LOOKED_AT.c.at >= FEEDBACK.c.at
    )
    wrong = FEEDBACK.c.verdict == "wrong"
    return [wrong, ~seen.exists()] if fresh else [wrong]
