"""Authorities that are followed: where it is told what changes of them, and up to when it was."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.state.database import Database
from bot.state.tables import FOLLOWS


@dataclass(frozen=True, slots=True)
class Follow:
    """What changes of an authority is told in a channel, since `told_at`; `asker` asked for it."""

    channel: str
    authority: str
    team: str
    asker: str
    told_at: datetime


class Follows:
    """Authorities by the channel in which they are followed. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, follow: Follow) -> bool:
        """Follow; False where that is done already."""
        with self._database.writing() as run:
            made = run.execute(
                self._database.adding(FOLLOWS).values(**asdict(follow)).on_conflict_do_nothing()
            )
        return made.rowcount == 1

    def remove(self, channel: str, authority: str) -> bool:
        """Follow no longer; False where that was not done."""
        with self._database.writing() as run:
            gone = run.execute(
                delete(FOLLOWS).where(
                    FOLLOWS.c.channel == channel, FOLLOWS.c.authority == authority
                )
            )
        return gone.rowcount == 1

    def every(self, channel: str | None = None) -> Sequence[Follow]:
        """What is followed, in one channel or in all."""
        chosen = select(FOLLOWS).order_by(FOLLOWS.c.channel, FOLLOWS.c.authority)
        if channel is not None:
            chosen = chosen.where(FOLLOWS.c.channel == channel)
        with self._database.reading() as run:
            return [Follow(**row._mapping) for row in run.execute(chosen)]

    def told(self, follow: Follow, until: datetime) -> None:
        """Note that what changed until then has been told."""
        with self._database.writing() as run:
            run.execute(
                update(FOLLOWS)
                .where(
                    FOLLOWS.c.channel == follow.channel,
                    FOLLOWS.c.authority == follow.authority,
                    FOLLOWS.c.told_at < until,
                )
                .values(told_at=until)
            )
