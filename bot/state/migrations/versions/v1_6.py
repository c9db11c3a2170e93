"""Authorities that are followed in Slack."""

from alembic import op
from sqlalchemy import Column, DateTime, String

revision = "1.6"
down_revision = "1.5"


def upgrade() -> None:
    """Add their table."""
    op.create_table(
        "follows",
        Column("channel", String, primary_key=True),
        Column("authority", String, primary_key=True),
        Column("team", String, nullable=False),
        Column("asker", String, nullable=False),
        Column("told_at", DateTime(timezone=True), nullable=False),
    )
