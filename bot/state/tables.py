"""The tables. Nothing in them is deleted by a change elsewhere: each kind has its own period."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


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
        """The value again."""
        return None if value is None else json.loads(value)


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC. Raises ValueError for one without a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment again; SQLite keeps none of the time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the column is called INTEGER.
_Number = BigInteger().with_variant(Integer(), "sqlite")

METADATA = MetaData()

TURNS = Table(
    "turns",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("conversation", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("question", Json, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("query", Json),
    Column("shape", String, nullable=False),
    Column("job", String),
    UniqueConstraint("conversation", "job"),
    Index("turns_conversation", "conversation", "number"),
    Index("turns_asker", "asker", "number"),
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", String, primary_key=True),
    Column("content", Json, nullable=False),
    Column("at", Utc, nullable=False),
)

# The documents that an answer cites, and the other copies of them.
ANSWER_DOCUMENTS = Table(
    "answer_documents",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("document_id", String, primary_key=True),
    Index("answer_documents_document", "document_id"),
)

# What the sources were of messages that were checked; of the messages nothing.
CHECKS = Table(
    "checks",
    METADATA,
    Column("id", String, primary_key=True),
    Column("citations", Json, nullable=False),
    Column("at", Utc, nullable=False),
)

# The processes that work on jobs; `beat` goes up for as long as one lives.
OWNERS = Table(
    "owners",
    METADATA,
    Column("id", String, primary_key=True),
    Column("place", String),
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger),
    Column("beat", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

JOBS = Table(
    "jobs",
    METADATA,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Json),
    Column("asker", String, nullable=False),
    Column("place", String, nullable=False),
    Column("accepted_at", Utc, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Json),
    Column("ended_at", Utc),
    Index("jobs_state", "state", "owner"),
)

PARTS = Table(
    "parts",
    METADATA,
    Column("job", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("ref", String),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("reason", Json),
    Column("note", Json),
    Column("at", Utc, nullable=False),
)

# What is remembered by name alone.
MARKS = Table(
    "marks",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", Json),
)

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("reviewer", String),
    Column("reason", Json),
    Column("published", String),
    Column("at", Utc, nullable=False),
)

# Who asked for an answer that is reviewed, and where it is to be shown.
REVIEW_REQUESTS = Table(
    "review_requests",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("at", Utc, nullable=False),
)
