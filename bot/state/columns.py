"""The types of columns that mean the same in SQLite and in PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.state.errors import StateError

_DAMAGED = (
    "Something of what is remembered is damaged and cannot be read. Restore a backup of its "
    "database (docs/operations.md)."
)


class Json(TypeDecorator[Any]):
    """Any JSON value as ASCII text.

    PostgreSQL's own types refuse NUL and half surrogate pairs, which questions and broken files
    bring.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """The value as text; None stays SQL's own NULL."""
        return None if value is None else json.dumps(value, ensure_ascii=True)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """The value again. Raises `StateError` where it is none any more."""
        try:
            return None if value is None else json.loads(value)
        except ValueError:
            raise StateError(_DAMAGED) from None


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC. Raises ValueError for one without a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return None if value is None else value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        """What makes a moment of what is kept, which raises `StateError` where that is none."""
        made = super().result_processor(dialect, coltype)
        if made is None:
            return None

        def process(value: Any) -> datetime | None:
            try:
                return made(value)
            except (ValueError, TypeError):
                raise StateError(_DAMAGED) from None

        return process

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment again; SQLite keeps none of the time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the column is called INTEGER.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")
