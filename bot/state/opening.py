"""Opening what is remembered: one database, and the stores in it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, Self

from sqlalchemy import Column, func, select

from bot.state.answers import Answers
from bot.state.briefs import Briefs
from bot.state.checks import Checks
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import FeedbackStore
from bot.state.follows import Follows
from bot.state.inbox import Inbox
from bot.state.marks import Marks
from bot.state.questions import Questions
from bot.state.quoted import Quoted
from bot.state.reviews import Reviews
from bot.state.runs import Runs
from bot.state.sessions import EndedSessions
from bot.state.source_ledger import SourceLedger
from bot.state.subjects import Subjects
from bot.state.syncs import Syncs
from bot.state.tables import (
    ANSWERS,
    BRIEFS,
    CHECKS,
    ENDED_SESSIONS,
    FEEDBACK,
    JOBS,
    QUESTIONS,
    REVIEWS,
    RUNS,
    SESSION_ENDINGS,
    SYNCS,
    TURNS,
)
from bot.state.trail import Trail

Record = Literal[
    "conversations",
    "questions",
    "answers",
    "checks",
    "inbox",
    "feedback",
    "reviews",
    "runs",
    "syncs",
    "briefs",
    "ended_sessions",
    "session_endings",
]


_MOMENTS: Final[Mapping[Record, Column[datetime]]] = {
    "conversations": TURNS.c.at,
    "questions": QUESTIONS.c.at,
    "answers": ANSWERS.c.at,
    "checks": CHECKS.c.at,
    "inbox": JOBS.c.ended_at,
    "feedback": FEEDBACK.c.at,
    "reviews": REVIEWS.c.at,
    "runs": RUNS.c.at,
    "syncs": SYNCS.c.ended_at,
    "briefs": BRIEFS.c.at,
    "ended_sessions": ENDED_SESSIONS.c.until,
    "session_endings": SESSION_ENDINGS.c.until,
}


def open_state(place: str | Path) -> "State":
    """What is remembered in a SQLite file (a path or its URL) or a PostgreSQL database.

    The tables are made where there are none. Raises `StateError` where it cannot be used.
    """
    return State(Database(place))


class State:
    """The stores; threads may share one, processes open one each.

    Every change is kept when its method returns, whatever happens to the process then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name
        self.conversations = Conversations(database)
        self.answers = Answers(database)
        self.inbox = Inbox(database)
        self.feedback = FeedbackStore(database)
        self.reviews = Reviews(database)
        self.marks = Marks(database)
        self.checks = Checks(database)
        self.questions = Questions(database)
        self.ended_sessions = EndedSessions(database)
        self.runs = Runs(database)
        self.sources = SourceLedger(database)
        self.syncs = Syncs(database)
        self.trail = Trail(database)
        self.subjects = Subjects(database)
        self.quoted = Quoted(database)
        self.briefs = Briefs(database)
        self.follows = Follows(database)

    def check(self) -> None:
        """See that what is remembered can be read. Raises `StateError`."""
        self._database.check()

    def close(self) -> None:
        """Close; jobs that this process has not finished are anybody's at once."""
        self.inbox.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def purge(self, before: Mapping[Record, datetime]) -> dict[Record, int]:
        """Forget, of each kind of record that is named, what is older than its moment; how many.

        Jobs that have not ended stay, and the keys of those that have for 7 days.
        """
        stores = {
            "conversations": self.conversations.purge,
            "questions": self.questions.purge,
            "answers": self.answers.purge,
            "checks": self.checks.purge,
            "inbox": self.inbox.purge,
            "feedback": self.feedback.purge,
            "reviews": self.reviews.purge,
            "runs": self.runs.purge,
            "syncs": self.syncs.purge,
            "briefs": self.briefs.purge,
            "ended_sessions": self.ended_sessions.purge,
            "session_endings": self.ended_sessions.purge_endings,
        }
        return {record: stores[record](moment) for record, moment in before.items()}

    def due(self, before: Mapping[Record, datetime]) -> dict[Record, int]:
        """How much `purge` would forget of each kind."""
        with self._database.reading() as run:
            return {
                record: int(
                    run.execute(select(func.count()).where(at < before[record])).scalar_one()
                )
                for record, at in _MOMENTS.items()
                if record in before
            }

    def sweep(self, *, thorough: bool = False) -> None:
        """Have what was forgotten leave the files (`Database.sweep`)."""
        self._database.sweep(thorough=thorough)
