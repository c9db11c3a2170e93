"""The audit log."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String, Text

revision = "1.3"
down_revision = "1.2"

_Number = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add its table."""
    op.create_table(
        "audit",
        Column("number", _Number, primary_key=True, autoincrement=False),
        Column("at", String, nullable=False),
        Column("salt", String),
        Column("content", Text),
        Column("digest", String, nullable=False),
        Column("before", String, nullable=False),
        Column("hash", String, nullable=False),
        Column("seal", String, nullable=False),
    )
