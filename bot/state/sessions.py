"""Sessions of the web pages that were ended before their time.

A session is a signed cookie, which nobody can take back from whoever has a copy of it. So that one
whose owner has signed out is worth nothing, its id is kept until it would have run out. Where an
admin ends all sessions of somebody, or of everybody, no id is known: that is an ending with an id
of its own, and a session lasts on only where it began knowing of the newest. No clock decides
which came first, so that replicas whose clocks differ agree.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import uuid4

from sqlalchemy import Select, delete, select

from bot.state.database import Database
from bot.state.tables import ENDED_SESSIONS, SESSION_ENDINGS

LONGEST: Final = timedelta(hours=168)
"""The longest that a session may be set to last, and so what an ending is kept for."""

_EVERYBODY: Final = ""


class EndedSessions:
    """Ids of sessions, of whose they were nothing; and endings, by hashes of names.

    Raises `StateError`.
    """

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

    def end_all(self, who: str | None = None) -> None:
        """End all sessions of somebody, by the name that they sign in with; None for everybody."""
        ending = {"ending": uuid4().hex, "until": datetime.now(UTC) + LONGEST}
        with self._database.writing() as run:
            run.execute(
                self._database.adding(SESSION_ENDINGS)
                .values(who=_EVERYBODY if who is None else digest_of(who), **ending)
                .on_conflict_do_update(index_elements=[SESSION_ENDINGS.c.who], set_=ending)
            )

    def endings(self, who: str) -> list[str]:
        """The ids of the endings that a session of theirs which begins now comes after."""
        with self._database.reading() as run:
            return list(run.execute(_endings(who)).scalars())

    def has_ended(self, session_id: str, who: str, after: Collection[str] = ()) -> bool:
        """Whether a session was ended; `after` are the endings that it came after."""
        alone = select(ENDED_SESSIONS.c.id).where(ENDED_SESSIONS.c.id == session_id)
        all_of_them = _endings(who).where(SESSION_ENDINGS.c.ending.not_in(after))
        with self._database.reading() as run:
            return run.execute(alone.union_all(all_of_them).limit(1)).first() is not None

    def purge(self, before: datetime) -> int:
        """Forget the ended sessions that would have run out before this moment; how many."""
        with self._database.writing() as run:
            gone = delete(ENDED_SESSIONS).where(ENDED_SESSIONS.c.until < before)
            return run.execute(gone).rowcount

    def purge_endings(self, before: datetime) -> int:
        """Forget the endings that no session which lasts at this moment came before; how many."""
        with self._database.writing() as run:
            gone = delete(SESSION_ENDINGS).where(SESSION_ENDINGS.c.until < before)
            return run.execute(gone).rowcount


def digest_of(who: str) -> str:
    """What stands for a name of the web pages where an ending is kept."""
    return sha256(f"web:{who}".encode()).hexdigest()


def _endings(who: str) -> Select[str]:
    theirs = SESSION_ENDINGS.c.who.in_((_EVERYBODY, digest_of(who)))
    return select(SESSION_ENDINGS.c.ending).where(theirs)
