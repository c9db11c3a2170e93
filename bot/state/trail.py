"""The audit log's rows: added at the end by one process at a time, never changed.

What an entry says, and how one is linked to the one before, is the business of `bot.audit`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, select, update

from bot.state.database import Database
from bot.state.locks import AdvisoryLock
from bot.state.tables import AUDIT

_AT_ONCE: Final = 1_000
_COLUMNS: Final = (
    AUDIT.c.number,
    AUDIT.c.at,
    AUDIT.c.salt,
    AUDIT.c.content,
    AUDIT.c.digest,
    AUDIT.c.before,
    AUDIT.c.hash,
    AUDIT.c.seal,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A row: an entry's words (None once they are deleted), and what links it to the others.

    `number` is counted from 1, `at` a moment in UTC as ISO text, `content` a JSON object as text,
    `salt`, `digest`, `before`, `hash` and `seal` hex digits; `seal` is "" where there was no key.
    """

    number: int
    at: str
    salt: str | None
    content: str | None
    digest: str
    before: str
    hash: str
    seal: str


class Trail:
    """Links in their order. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, linked: Callable[[Link | None], Link]) -> Link:
        """Add what `linked` makes of the last link, None for none; all others wait meanwhile."""
        with self._database.writing() as run:
            self._database.in_turn(run, AdvisoryLock.APPENDING)
            link = linked(_last(run))
            run.execute(AUDIT.insert().values(asdict(link)))
        return link

    def last(self) -> Link | None:
        """The last link."""
        with self._database.reading() as run:
            return _last(run)

    def links(self, until: str | None = None) -> Iterator[Link]:
        """The links by number, a thousand at a time; those before `until`.

        Each row there is, whatever its number: somebody may have given one a number below 1.
        """
        after: int | None = None
        while True:
            chosen = select(*_COLUMNS).order_by(AUDIT.c.number)
            if after is not None:
                chosen = chosen.where(AUDIT.c.number > after)
            if until is not None:
                chosen = chosen.where(AUDIT.c.at < until)
            with self._database.reading() as run:
                rows = run.execute(chosen.limit(_AT_ONCE)).all()
            yield from (Link(*row) for row in rows)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].number

    def blank(self, numbers: Sequence[int]) -> int:
        """Delete what these entries say; of how many there was something to delete."""
        blanked = 0
        with self._database.writing() as run:
            for at in range(0, len(numbers), _AT_ONCE):
                chosen = AUDIT.c.number.in_(numbers[at : at + _AT_ONCE])
                blanked += run.execute(
                    update(AUDIT)
                    .where(chosen, AUDIT.c.content.is_not(None))
                    .values(salt=None, content=None)
                ).rowcount
        return blanked


def _last(run: Connection) -> Link | None:
    row = run.execute(select(*_COLUMNS).order_by(AUDIT.c.number.desc()).limit(1)).first()
    return None if row is None else Link(*row)
