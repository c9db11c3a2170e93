"""What people say of answers: useful or wrong, and why."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Select, delete, select

from bot.state.database import Database
from bot.state.tables import FEEDBACK

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

    def purge(self, before: datetime) -> int:
        """Forget what was said before this moment; how much."""
        with self._database.writing() as run:
            return run.execute(delete(FEEDBACK).where(FEEDBACK.c.at < before)).rowcount

    def _chosen(self, chosen: Select[Any]) -> list[Feedback]:
        ordered = chosen.order_by(FEEDBACK.c.at, FEEDBACK.c.answer_id, FEEDBACK.c.asker)
        with self._database.reading() as run:
            return [Feedback(**row) for row in run.execute(ordered).mappings()]
