"""Sources of documents that are followed."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary, String, Text

revision = "1.5"
down_revision = "1.4"

_Moment = DateTime(timezone=True)
_Number = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add their tables."""
    op.create_table(
        "sources",
        Column("number", _Number, primary_key=True, autoincrement=True),
        Column("kind", String, nullable=False),
        Column("name", Text, nullable=False),
        Column("target", Text, nullable=False),
        Column("folder", String, nullable=False),
        Column("added_at", _Moment, nullable=False),
        Column("memory", Text),
        Column("looked_at", _Moment),
        Column("well_at", _Moment),
        Column("next_at", _Moment),
        Column("failures", Integer, nullable=False),
        Column("trouble", Text),
        Column("removed_at", _Moment),
    )
    op.create_table(
        "source_items",
        Column("source", BigInteger, primary_key=True),
        Column("key", String, primary_key=True),
        Column("offer", Text, nullable=False),
        Column("first_seen", _Moment, nullable=False),
        Column("last_seen", _Moment, nullable=False),
        Column("state", String, nullable=False),
        Column("sha256", String),
        Column("file", Text),
        Column("arriving", String),
        Column("version", String),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("fetched_at", _Moment),
        Column("gone_since", _Moment),
        Column("tries", Integer, nullable=False),
        Column("next_at", _Moment),
        Column("trouble", Text),
    )
    op.create_table(
        "source_hosts",
        Column("name", String, primary_key=True),
        Column("not_before", _Moment),
        Column("failures", Integer, nullable=False),
        Column("robots", Text),
        Column("robots_at", _Moment),
    )
    op.create_table(
        "source_pages",
        Column("address", String, primary_key=True),
        Column("final", String, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("media", String, nullable=False),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("at", _Moment, nullable=False),
    )
    op.create_table(
        "syncs",
        Column("number", _Number, primary_key=True, autoincrement=True),
        Column("asker", Text, nullable=False),
        Column("began_at", _Moment, nullable=False),
        Column("ended_at", _Moment),
        Column("before", BigInteger),
        Column("after", BigInteger),
        Column("report", Text),
        Column("reason", Text),
    )
