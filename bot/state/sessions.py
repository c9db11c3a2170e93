"""Sessions of the web pages that were ended before their time.

A session is a signed cookie, which nobody can take back from whoever has a copy of it; so that
one whose owner has signed out is worth nothing, its id is kept until it would have run out.
"""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from bot.state.database import Database
from bot.state.tables import ENDED_SESSIONS


class EndedSessions:
    """Ids of sessions; of whose they were nothing. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def end(self, session_id: str, until: datetime) -> None:
        """End a session, which would have run out at `until`; forgets those that have."""
        with self._database.writing() as run:
            run.execute(delete(ENDED_SESSIONS).where(ENDED_SESSIONS.c.until < datetime.now(UTC)))
            run.execute(
                self._database.adding(ENDED_SESSIONS)
                .values(id=session_id, until=until)
                .on_conflict_do_nothing()
            )

    def has_ended(self, session_id: str) -> bool:
        """Whether a session was ended."""
        chosen = select(ENDED_SESSIONS.c.id).where(ENDED_SESSIONS.c.id == session_id)
        with self._database.reading() as run:
            return run.execute(chosen).first() is not None
