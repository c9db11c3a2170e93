"""Sessions of one person, or of everybody, that were ended at once."""

from alembic import op
from sqlalchemy import Column, DateTime, String

revision = "1.7"
down_revision = "1.6"


def upgrade() -> None:
    """Add their table."""
    op.create_table(
        "session_endings",
        Column("who", String, primary_key=True),
        Column("ending", String, nullable=False),
        Column("until", DateTime(timezone=True), nullable=False),
    )
