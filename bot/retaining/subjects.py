"""One person: what is kept of them, given out, and erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.audit.entries import Entry, is_about
from bot.audit.log import AuditLog, Written, audit_of
from bot.faults import UsageError
from bot.retaining.purging import AUDIT
from bot.settings import Settings
from bot.state.opening import State


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by all names that they may have in what is kept."""

    said: str
    names: tuple[str, ...]


def person_of(said: str) -> Person:
    """Who is meant: "slack:U012", "web:ada@…", "cli:ada"; without a prefix, any of them.

    Raises `UsageError` for nobody.
    """
    kind, colon, name = said.strip().partition(":")
    if not colon or kind not in ("slack", "web", "cli"):
        kind, name = "", said.strip()
    if not name:
        raise UsageError("Name a person: slack:U012ABC, web:ada@aldermere.example or cli:ada.")
    names = {
        "slack": (name, f"slack:{name}"),
        "web": (f"web:{name.casefold()}",),
        "cli": (f"cli:{name}",),
    }
    chosen = [names[kind]] if kind else names.values()
    return Person(said.strip(), tuple(each for some in chosen for each in some))


def exported(state: State, settings: Settings, person: Person, who: str) -> dict[str, Any]:
    """All that is kept of somebody, as JSON; that it was given out is noted."""
    log = audit_of(state, settings)
    log.note(Entry(who, "cli", "export", details={"of": "a person"}))
    kept: dict[str, Any] = dict(state.subjects.kept(person.names))
    kept[AUDIT] = [
        {"number": each.link.number, "at": each.link.at, **(each.said or {})}
        for each in log.of(person.names)
    ]
    return {"person": person.said, "made": datetime.now(UTC).isoformat(), "kept": kept}


def counted(state: State, settings: Settings, person: Person) -> dict[str, int]:
    """How much is kept of somebody, by its kind. Raises `StateError`."""
    counts = state.subjects.count(person.names)
    counts[AUDIT] = len(_entries(audit_of(state, settings), person.names))
    return counts


def erased(state: State, settings: Settings, person: Person, who: str) -> dict[str, int]:
    """Erase it; how much, by its kind. Raises `StateError`.

    The audit log notes that somebody was erased and which entries said so, and not who it was.
    """
    log = audit_of(state, settings)
    counts = state.subjects.erase(person.names)
    numbers = set(_entries(log, person.names))
    entry = Entry(who, "cli", "erase", details={"of": "a person", **_some(counts)})
    counts[AUDIT] = log.delete(lambda each: each.link.number in numbers, entry)
    if not counts[AUDIT]:
        log.note(entry)
    state.sweep(thorough=True)
    return counts


def _entries(log: AuditLog, names: Sequence[str]) -> list[int]:
    def theirs(each: Written) -> bool:
        return each.said is not None and is_about(each.said, names)

    return log.deletable(theirs)


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}
