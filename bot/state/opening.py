"""Opening what is remembered: one database, and the stores in it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from bot.state.answers import Answers
from bot.state.checks import Checks
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import FeedbackStore
from bot.state.inbox import Inbox
from bot.state.marks import Marks
from bot.state.reviews import Reviews

Record = Literal["conversations", "answers", "checks", "inbox", "feedback", "reviews"]


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

    def close(self) -> None:
        """Close; jobs that this process has not finished are anybody's at once."""
        self.inbox.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def purge(self, before: Mapping[Record, datetime]) -> dict[Record, int]:
        """Forget, of each kind of record that is named, what is older than its moment; how many.

        Jobs that have not ended stay, and the keys of those that have for 7 days.
        """
        stores = {
            "conversations": self.conversations.purge,
            "answers": self.answers.purge,
            "checks": self.checks.purge,
            "inbox": self.inbox.purge,
            "feedback": self.feedback.purge,
            "reviews": self.reviews.purge,
        }
        return {record: stores[record](moment) for record, moment in before.items()}
