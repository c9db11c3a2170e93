"""What a program that stays is started with: settings that are others than the last time."""

from typing import Any, Final

from bot.audit.entries import Entry
from bot.audit.log import AuditLog
from bot.settings import Settings
from bot.state.marks import Marks

_MARK: Final = "audited-settings"


def note_settings(log: AuditLog, marks: Marks, settings: Settings, who: str) -> None:
    """Note what was set otherwise since a program was last started; the first time, what is set.

    Of a secret nothing is told but whether it is set. Raises `StateError`.
    """
    now = _told(settings)
    before: dict[str, Any] = marks.get(_MARK) or _told(Settings())
    changed = {
        name: [before.get(name), value] for name, value in now.items() if before.get(name) != value
    }
    if changed or marks.get(_MARK) is None:
        log.note(Entry(who, "program", "settings", details={"changed": changed}))
        marks.put(_MARK, now)


def _told(settings: Settings) -> dict[str, Any]:
    """The settings as JSON; a secret that is set is a row of stars."""
    return settings.model_dump(mode="json")
