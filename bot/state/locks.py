"""The locks of PostgreSQL's that processes take turns by; what the numbers are means nothing."""

from enum import IntEnum, unique


@unique
class AdvisoryLock(IntEnum):
    """What one process at a time does, of all machines; no two things may share a number."""

    MAKING = 7_150_320
    """Making or changing the tables."""
    INDEXING = 7_150_321
    """Changing the index."""
    APPENDING = 7_150_322
    """Adding an entry to the audit log."""
    SYNCING = 7_150_323
    """Looking at sources."""
