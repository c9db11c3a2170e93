"""The index that replicas share."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary, String

revision = "1.2"
down_revision = "1.1"

_Moment = DateTime(timezone=True)
_Number = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add its tables."""
    op.create_table(
        "shared_generations",
        Column("number", _Number, primary_key=True, autoincrement=True),
        Column("at", _Moment, nullable=False),
        Column("form", Integer, nullable=False),
        Column("digests", LargeBinary, nullable=False),
    )
    op.create_table(
        "shared_blocks",
        Column("digest", LargeBinary, primary_key=True),
        Column("content", LargeBinary, nullable=False),
    )
    op.create_table(
        "shared_pointer",
        Column("name", String, primary_key=True),
        Column("generation", BigInteger, nullable=False),
    )
    op.create_table(
        "replicas",
        Column("id", String, primary_key=True),
        Column("name", String, nullable=False),
        Column("place", String),
        Column("pid", Integer, nullable=False),
        Column("started", BigInteger),
        Column("beat", BigInteger, nullable=False),
        Column("form", Integer, nullable=False),
        Column("ready", BigInteger, nullable=False),
        Column("at", _Moment, nullable=False),
    )
