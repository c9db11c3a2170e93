"""The tables as they were when migrations began, whichever of them an earlier version made."""

from alembic import op
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
    inspect,
)

revision = "1.1"
down_revision = None

_Moment = DateTime(timezone=True)
# SQLite numbers rows by itself only where the column is called INTEGER.
_Number = BigInteger().with_variant(Integer(), "sqlite")

TABLES = MetaData()

Table(
    "turns",
    TABLES,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("conversation", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("at", _Moment, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("query", Text),
    Column("shape", String, nullable=False),
    Column("job", String),
    UniqueConstraint("conversation", "job"),
    Index("turns_conversation", "conversation", "number"),
    Index("turns_asker", "asker", "number"),
)

Table(
    "answers",
    TABLES,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("at", _Moment, nullable=False),
)

Table(
    "answer_documents",
    TABLES,
    Column("answer_id", String, primary_key=True),
    Column("document_id", String, primary_key=True),
    Index("answer_documents_document", "document_id"),
)

Table(
    "checks",
    TABLES,
    Column("id", String, primary_key=True),
    Column("citations", Text, nullable=False),
    Column("at", _Moment, nullable=False),
)

Table(
    "owners",
    TABLES,
    Column("id", String, primary_key=True),
    Column("place", String),
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger),
    Column("beat", BigInteger, nullable=False),
    Column("at", _Moment, nullable=False),
)

Table(
    "jobs",
    TABLES,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Text),
    Column("asker", String, nullable=False),
    Column("place", String, nullable=False),
    Column("accepted_at", _Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text),
    Column("ended_at", _Moment),
    Index("jobs_state", "state", "owner"),
)

Table(
    "parts",
    TABLES,
    Column("job", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("ref", String),
)

Table(
    "feedback",
    TABLES,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("reason", Text),
    Column("note", Text),
    Column("at", _Moment, nullable=False),
)

Table(
    "looked_at",
    TABLES,
    Column("answer_id", String, primary_key=True),
    Column("at", _Moment, nullable=False),
)

Table(
    "questions",
    TABLES,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("key", String, unique=True),
    Column("at", _Moment, nullable=False),
    Column("day", String, nullable=False),
    Column("place", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_id", String, nullable=False),
    Index("questions_day", "day"),
)

Table(
    "ended_sessions",
    TABLES,
    Column("id", String, primary_key=True),
    Column("until", _Moment, nullable=False),
)

Table(
    "marks",
    TABLES,
    Column("name", String, primary_key=True),
    Column("value", Text),
)

Table(
    "reviews",
    TABLES,
    Column("answer_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("reviewer", String),
    Column("reason", Text),
    Column("published", String),
    Column("at", _Moment, nullable=False),
)

Table(
    "review_requests",
    TABLES,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("at", _Moment, nullable=False),
)

Table(
    "runs",
    TABLES,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("asker", Text, nullable=False),
    Column("at", _Moment, nullable=False),
    Column("paths", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("process", Text, nullable=False),
    Column("ended_at", _Moment),
    Column("report", Text),
    Column("reason", Text),
)


def upgrade() -> None:
    """Make what is missing; the first tables of conversations did not name the job of a turn."""
    run = op.get_bind()
    TABLES.create_all(run)
    if "job" not in {column["name"] for column in inspect(run).get_columns("turns")}:
        with op.batch_alter_table("turns") as turns:
            turns.add_column(Column("job", String))
            turns.create_unique_constraint("turns_conversation_job_key", ["conversation", "job"])
