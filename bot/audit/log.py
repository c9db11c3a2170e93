"""The audit log, opened: entries are added, gone through, and deleted when their time is up."""

import getpass
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.audit.chain import linked
from bot.audit.entries import DELETING, Entry, entry_json, is_about, ranges_of
from bot.audit.heads import Head, Heads, head_of
from bot.audit.verifying import Verdict, verify
from bot.settings import Settings
from bot.state.opening import State
from bot.state.trail import Link, Trail


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in the log: `said` is what it says as JSON, None once it is deleted."""

    link: Link
    said: dict[str, Any] | None


class AuditLog:
    """Threads and processes share one log. Raises `StateError`."""

    def __init__(
        self, trail: Trail, heads: Heads, key: bytes | None = None, *, words: bool = True
    ) -> None:
        """`words`: whether questions are kept in it, as the guards left them."""
        self._trail = trail
        self._heads = heads
        self._key = key
        self._words = words

    def note(self, entry: Entry) -> Link:
        """Add an entry; it is kept when this returns."""
        if not self._words:
            entry = replace(entry, question="")
        told = entry_json(entry)
        link = self._trail.append(lambda last: linked(last, told, self._key))
        self._heads.note(head_of(link, self._key))
        return link

    def verify(self, old_keys: Sequence[bytes] = (), heads: Sequence[Head] = ()) -> Verdict:
        """Go through all of it, with these heads and those that are kept.

        Raises `OSError` and ValueError where those cannot be read.
        """
        keys = [*([self._key] if self._key is not None else []), *old_keys]
        # Read first: what is added meanwhile is later than any of them.
        known = [*self._heads.all(), *heads]
        return verify(self._trail.links(), keys, known)

    def head(self) -> Head | None:
        """Where it ends now; None where nothing is in it."""
        last = self._trail.last()
        return None if last is None else head_of(last, self._key)

    def written(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Written]:
        """The entries from `since` on and before `until`, oldest first."""
        first, last = _text(since), _text(until)
        for link in self._trail.links(until=last):
            if first is None or link.at >= first:
                yield Written(link, None if link.content is None else json.loads(link.content))

    def of(self, who: Sequence[str]) -> list[Written]:
        """What one of these did, or was done to; of what is deleted nobody knows whose it was."""
        return [each for each in self.written() if each.said and is_about(each.said, who)]

    def delete(
        self,
        chosen: Callable[[Written], bool],
        entry: Entry,
        until: datetime | None = None,
    ) -> int:
        """Delete what the chosen entries say; how many. `entry` says who did it, and why.

        It is noted first, so that what is killed between leaves nothing unexplained. What says
        that entries were deleted is not deleted itself.
        """
        numbers = self.deletable(chosen, until)
        if numbers:
            self.note(replace(entry, deleted=ranges_of(numbers)))
            self._trail.blank(numbers)
        return len(numbers)

    def deletable(
        self, chosen: Callable[[Written], bool], until: datetime | None = None
    ) -> list[int]:
        """The numbers of the entries before `until` that `delete` would take."""
        return [
            each.link.number
            for each in self.written(until=until)
            if each.said is not None and each.said.get("action") not in DELETING and chosen(each)
        ]


def _text(moment: datetime | None) -> str | None:
    """A moment in the form of the log's, in which later ones come later in the alphabet."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def audit_of(state: State, settings: Settings) -> AuditLog:
    """The log in what is remembered; costs nothing to make."""
    return AuditLog(
        state.trail,
        Heads(settings.files_folder, settings.home),
        key_of(settings),
        words=settings.audit_questions,
    )


def key_of(settings: Settings) -> bytes | None:
    """What entries are sealed with."""
    key = settings.audit_key
    return None if key is None else key.get_secret_value().encode()


def cli_account() -> str:
    """Who runs a command: the account's name, or its number where it has none."""
    with suppress(OSError, KeyError, ImportError):
        return f"cli:{getpass.getuser()}"
    return f"cli:{os.getuid()}"
