"""What is deleted when its time is up, each kind of record by its own period."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.settings import Settings
from bot.state.briefs import KEPT_FOR
from bot.state.inbox import REDELIVERY
from bot.state.opening import Record, State

AUDIT: Final = "audit"
"""What the audit log's own entries are called among kinds of records."""

# An answer is needed for as long as anything that speaks of it may be.
_SPEAK_OF_ANSWERS: Final = (
    "keep_conversations",
    "keep_questions",
    "keep_feedback",
    "keep_reviews",
)
_PERIODS: Final[Mapping[Record, str]] = {
    "conversations": "keep_conversations",
    "questions": "keep_questions",
    "feedback": "keep_feedback",
    "reviews": "keep_reviews",
    "runs": "keep_runs",
    "syncs": "keep_runs",
}


def moments_of(settings: Settings, now: datetime) -> dict[Record, datetime]:
    """By kind of record the moment before which it is deleted; what is kept for ever is not there.

    Keys of requests and prepared briefs have periods of their own, which nothing sets; that
    sessions were ended is kept until they would have run out.
    """
    moments = {
        record: now - timedelta(days=days)
        for record, name in _PERIODS.items()
        if (days := getattr(settings, name))
    }
    longest = [getattr(settings, name) for name in _SPEAK_OF_ANSWERS]
    if all(longest):
        moments["answers"] = moments["checks"] = now - timedelta(days=max(longest))
    moments["inbox"] = now - REDELIVERY
    moments["briefs"] = now - KEPT_FOR
    moments["ended_sessions"] = moments["session_endings"] = now
    return moments


def due(state: State, settings: Settings, now: datetime | None = None) -> dict[str, int]:
    """How much `purge` would delete of each kind. Raises `StateError`."""
    now = now or datetime.now(UTC)
    counts: dict[str, int] = {
        str(name): count for name, count in state.due(moments_of(settings, now)).items()
    }
    if (until := _audit_until(settings, now)) is not None:
        counts[AUDIT] = len(audit_of(state, settings).deletable(lambda _: True, until))
    return counts


def purge(
    state: State, settings: Settings, who: str, now: datetime | None = None
) -> dict[str, int]:
    """Delete what is older than its period; how much of each kind. Raises `StateError`.

    `who` has it done, as the audit log is told.
    """
    now = now or datetime.now(UTC)
    counts: dict[str, int] = {
        str(name): count for name, count in state.purge(moments_of(settings, now)).items()
    }
    log = audit_of(state, settings)
    details = {name: count for name, count in counts.items() if count}
    entry = Entry(who, "program", "purge", details=details)
    deleted = 0
    if (until := _audit_until(settings, now)) is not None:
        counts[AUDIT] = deleted = log.delete(lambda _: True, entry, until)
    if details and not deleted:
        log.note(entry)
    state.sweep()
    return counts


def _audit_until(settings: Settings, now: datetime) -> datetime | None:
    return now - timedelta(days=settings.keep_audit) if settings.keep_audit else None
