"""The sources of messages that were checked, for the windows that show their passages."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import delete, select

from bot.answering.answers import Citation
from bot.state.codec import Codec, UnreadableError
from bot.state.database import Database
from bot.state.tables import CHECKS


class Checks:
    """Citations by the id of a check. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, citations: Sequence[Citation]) -> str:
        """Keep what a check cites; gives its id, which is no answer's."""
        content, now = _codec().kept(tuple(citations)), datetime.now(UTC)
        told = json.dumps(content, sort_keys=True)
        identity = "c" + hashlib.sha256(told.encode()).hexdigest()[:16]
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(CHECKS)
                .values(id=identity, citations=content, at=now)
                .on_conflict_do_update(index_elements=[CHECKS.c.id], set_={"at": now})
            )
        return identity

    def get(self, check_id: str) -> tuple[Citation, ...] | None:
        """What a check cites; None where it is not kept, or of a shape of long ago."""
        with self._database.reading() as run:
            content = run.execute(select(CHECKS.c.citations).where(CHECKS.c.id == check_id))
            kept = content.scalar()
        if kept is None:
            return None
        try:
            return _codec().restored(kept)
        except UnreadableError:
            return None

    def purge(self, before: datetime) -> int:
        """Forget the checks from before this moment; how many."""
        with self._database.writing() as run:
            return run.execute(delete(CHECKS).where(CHECKS.c.at < before)).rowcount


@cache
def _codec() -> Codec[tuple[Citation, ...]]:
    return Codec(tuple[Citation, ...])
