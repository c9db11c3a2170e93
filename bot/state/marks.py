"""Values by name: how far something was looked at when it was looked at last."""

from typing import Any

from sqlalchemy import select

from bot.state.database import Database
from bot.state.tables import MARKS


class Marks:
    """JSON values by name. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, name: str, value: Any) -> None:
        """Remember a value in place of the one before."""
        with self._database.writing() as run:
            run.execute(
                self._database.adding(MARKS)
                .values(name=name, value=value)
                .on_conflict_do_update(index_elements=[MARKS.c.name], set_={"value": value})
            )

    def claim(self, name: str, value: Any) -> bool:
        """Remember a value; False where it is remembered already, so that one of several wins."""
        with self._database.writing() as run:
            return bool(
                run.execute(
                    self._database.adding(MARKS)
                    .values(name=name, value=value)
                    .on_conflict_do_update(
                        index_elements=[MARKS.c.name],
                        set_={"value": value},
                        where=MARKS.c.value != value,
                    )
                ).rowcount
            )

    def get(self, name: str) -> Any:
        """The value, None where there is none."""
        with self._database.reading() as run:
            return run.execute(select(MARKS.c.value).where(MARKS.c.name == name)).scalar()
