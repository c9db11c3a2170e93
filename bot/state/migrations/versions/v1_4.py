"""Briefs of the web pages, kept for a few days."""

from alembic import op
from sqlalchemy import Column, DateTime, Index, LargeBinary, String, Text

revision = "1.4"
down_revision = "1.3"


def upgrade() -> None:
    """Add their table."""
    op.create_table(
        "briefs",
        Column("id", String, primary_key=True),
        Column("asker", String, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("fields", Text, nullable=False),
        Column("state", String, nullable=False),
        Column("process", Text, nullable=False),
        Column("reason", Text),
        Column("content", LargeBinary),
        Column("seen", Text),
        Index("briefs_asker", "asker", "at"),
    )
