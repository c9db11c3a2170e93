"""Conversations: what was asked, by whom, and the query that a follow-up follows on from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, delete, func, select

from bot.answering.answers import Answer
from bot.state.codec import Codec, UnreadableError
from bot.state.database import Database
from bot.state.tables import TURNS
from retrieval.query import Query

# Greater than the number of any turn.
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was answered, as the guards left it (empty where they kept nothing of it).

    `query` is what a follow-up follows on from; None where there is none, and where another
    version of the program made it. `job` is the key of the job that asked, where one was given.
    """

    conversation: str
    asker: str
    at: datetime
    question: str
    answer_id: str
    query: Query | None
    job: str | None = None


class Conversations:
    """Turns by the key of their conversation. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(
        self, key: str, query: Query | None, answer: Answer, asker: str, job: str | None = None
    ) -> None:
        """Add a turn to a conversation, which begins with its first.

        `job` is the key of the job that asks: one that is done again has one turn, its last.
        """
        turn = {
            "conversation": key,
            "asker": asker,
            "at": datetime.now(UTC),
            "question": answer.question,
            "answer_id": answer.id,
            "query": None if query is None else _codec().kept(query),
            "shape": _shape(),
            "job": job,
        }
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(TURNS)
                .values(turn)
                .on_conflict_do_update(
                    index_elements=[TURNS.c.conversation, TURNS.c.job], set_=turn
                )
            )

    def latest(self, key: str, job: str | None = None) -> Turn | None:
        """The last turn of a conversation, None where there is none.

        For a job it is the one before its own, which is there already where the job was begun
        by a process that died: "And before that?" may not follow on from itself.
        """
        turns = select(TURNS).where(TURNS.c.conversation == key)
        if job is not None:
            own = TURNS.alias()
            before = select(func.coalesce(func.min(own.c.number), _LAST)).where(
                own.c.conversation == key, own.c.job == job
            )
            turns = turns.where(TURNS.c.number < before.scalar_subquery())
        return next(iter(self._turns(turns.order_by(TURNS.c.number.desc()).limit(1))), None)

    def turns(self, key: str) -> list[Turn]:
        """All of a conversation, in the order in which it was asked."""
        return self._turns(
            select(TURNS).where(TURNS.c.conversation == key).order_by(TURNS.c.number)
        )

    def recent(self, asker: str, most: int) -> list[Turn]:
        """What somebody asked last, the newest first; questions that were not kept are left out."""
        return self._turns(
            select(TURNS)
            .where(TURNS.c.asker == asker, TURNS.c.question != "")
            .order_by(TURNS.c.number.desc())
            .limit(most)
        )

    def forget(self, key: str) -> int:
        """Forget a conversation; how many turns it had."""
        with self._database.writing() as run:
            return run.execute(delete(TURNS).where(TURNS.c.conversation == key)).rowcount

    def purge(self, before: datetime) -> int:
        """Forget the turns from before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(TURNS).where(TURNS.c.at < before)).rowcount

    def _turns(self, chosen: Select[Any]) -> list[Turn]:
        with self._database.reading() as run:
            return [_turn(row) for row in run.execute(chosen)]


def _turn(row: Row[Any]) -> Turn:
    query = None
    if row.query is not None and row.shape == _shape():
        try:
            query = _codec().restored(row.query)
        except UnreadableError:
            query = None
    return Turn(row.conversation, row.asker, row.at, row.question, row.answer_id, query, row.job)


@cache
def _codec() -> Codec[Query]:
    return Codec(Query)


@cache
def _shape() -> str:
    return _codec().shape
