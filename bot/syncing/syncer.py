"""A sync: each source is looked at, what is new is fetched, and then the index is brought up."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import wire
from bot.app import App
from bot.audit.entries import Entry
from bot.audit.log import audit_of, cli_account
from bot.faults import MendableError, UsageError
from bot.settings import Settings
from bot.state.opening import State
from bot.state.syncs import Sync
from bot.syncing.alone import alone
from bot.syncing.as_json import looked_json
from bot.syncing.clocks import WallClock
from bot.syncing.done import Checked, Synced
from bot.syncing.sites import Wanted, manners_of, site_of
from sources.errors import SourceError
from sources.folder import SourceFolder
from sources.ports import Clock
from sources.reaching import PoliteReach
from sources.records import Item, SourceRecord
from sources.syncing import Look, Looked
from sources.waiting import LONGEST, is_to_come

if TYPE_CHECKING:  # what this imports takes a while
    from retrieval.index.reports import IndexReport, Progress

log = logging.getLogger(__name__)

_LONG_AGO = timedelta(days=3)
_UNUSABLE = "The folder of its files cannot be used ({reason}). Check its permissions and room."


class Syncer:
    """Syncs the sources of a program. Threads and processes take turns."""

    def __init__(self, app: App, state: State, clock: Clock | None = None) -> None:
        self._app = app
        self._state = state
        self._settings = app.settings
        self._clock = clock or WallClock()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def add(self, wanted: Wanted) -> SourceRecord:
        """Follow a source. Raises `StateError`."""
        now = self._clock.now()
        return self._state.sources.add(wanted.kind, wanted.name, wanted.target, wanted.folder, now)

    def remove(self, number: int) -> SourceRecord:
        """Follow a source no longer; what it brought stays.

        Raises `UsageError` where there is none with this number.
        """
        [source] = self._chosen([number])
        self._state.sources.remove(number, self._clock.now())
        return source

    def sources(self) -> list[SourceRecord]:
        """The sources that are followed."""
        return self._state.sources.sources()

    def items(self, source: SourceRecord) -> list[Item]:
        """What was seen of one."""
        return self._state.sources.items(source.number)

    def is_due(self) -> bool:
        """Whether a source is to be looked at now, or a sync was cut short."""
        last = next(iter(self._state.syncs.recent(1)), None)
        if last is not None and (last.ended_at is None or last.reason is not None):
            return True
        return any(self._due(source) for source in self.sources())

    def sync(
        self,
        asker: str,
        numbers: Sequence[int] = (),
        *,
        due: bool = False,
        progress: "Callable[[Progress], None]" = lambda _: None,
        telling: Callable[[SourceRecord], None] = lambda _: None,
    ) -> Synced:
        """Look at these sources (all, if none are named; with `due` those whose time has come).

        Raises `SyncBusyError`, `StateError`, `StoppedError`, and `MendableError` where what was
        fetched cannot be indexed now: the next sync does it.
        """
        with alone(self._settings, self._state.sources):
            chosen = [s for s in self._chosen(numbers) if not due or self._due(s)]
            last = next(iter(self._state.syncs.recent(1)), None)
            pending = last is not None and (last.ended_at is None or last.reason is not None)
            before = self._generation()
            sync = self._state.syncs.begin(asker, before, self._clock.now())
            looks: list[Looked] = []
            reach = PoliteReach(manners_of(self._settings), self._state.sources, self._clock)
            try:
                for source in chosen:
                    telling(source)
                    looks.append(self._looked(source, reach, due=due))
            finally:
                reach.close()
            report: IndexReport | None = None
            paths = self._to_index(looks, whole=pending or self._is_long_ago())
            try:
                if paths:
                    report = self._indexed(asker, paths, progress)
            except MendableError as error:
                self._ended(sync, looks, None, str(error))
                raise
            # What else may happen leaves it without an end, and the next one goes on from there.
            return Synced(self._ended(sync, looks, report), tuple(looks), report)

    def _ended(
        self,
        sync: Sync,
        looks: Sequence[Looked],
        report: "IndexReport | None",
        reason: str | None = None,
    ) -> Sync:
        told, after, at = _report_json(looks, report), self._generation(), self._clock.now()
        self._state.syncs.end(sync.number, after, told, reason, at)
        # What it brought is told by its number, for as long as syncs are kept.
        details = {
            "number": sync.number,
            "sources": [look.source.number for look in looks],
            **{
                kind: count
                for kind in ("new", "changed", "gone", "failed")
                if (count := sum(len(getattr(look, kind)) for look in looks))
            },
            **({"reason": reason} if reason else {}),
        }
        entry = Entry(sync.asker, "program", "sync", details=details)
        if sync.asker.startswith("cli:"):
            entry = replace(entry, who=cli_account(), interface="cli")
        audit_of(self._state, self._settings).note(entry)
        return replace(sync, ended_at=at, after=after, report=told, reason=reason)

    def _indexed(
        self, asker: str, paths: Sequence[Path], progress: "Callable[[Progress], None]"
    ) -> "IndexReport":
        """Bring the index up to date, as a run that the pages tell of."""
        runs = self._state.runs
        number = runs.ask(asker, [str(path) for path in paths], self._clock.now())
        runs.begin(number)
        try:
            report = self._app.index(paths, progress).report
        except MendableError as error:
            runs.fail(number, str(error))
            raise
        runs.end(number, wire.report_json(report))
        return report

    def check(self, numbers: Sequence[int] = ()) -> list[Checked]:
        """What these sites list now; nothing of it is fetched or kept but when they were asked.

        Raises `SyncBusyError`, `StateError`.
        """
        found: list[Checked] = []
        with alone(self._settings, self._state.sources):
            reach = PoliteReach(manners_of(self._settings), self._state.sources, self._clock)
            try:
                for source in self._chosen(numbers):
                    found.append(self._checked(source, reach))
            finally:
                reach.close()
        return found

    def _checked(self, source: SourceRecord, reach: PoliteReach) -> Checked:
        if source.kind == "watch":
            there = Path(source.target["path"]).is_dir()
            return Checked(source, (), (), None if there else "The folder is not there now.")
        known = {item.key for item in self.items(source) if item.sha256 is not None}
        try:
            site = site_of(source, self._settings)
            listing = site.listing(source, reach, self._clock.now())
        except SourceError as error:
            return Checked(source, (), (), str(error))
        fresh = tuple(offer.key for offer in listing.offers if offer.key not in known)
        return Checked(source, listing.offers, fresh)

    def _looked(self, source: SourceRecord, reach: PoliteReach, *, due: bool) -> Looked:
        if source.kind == "watch":
            return self._watched(source)
        site = site_of(source, self._settings)
        look = Look(
            source,
            site,
            reach,
            self._state.sources,
            self._folder(source),
            self._clock,
            self._every,
        )
        try:
            return look.run(patient=due)
        except OSError as error:
            return self._noted(source, _UNUSABLE.format(reason=error.strerror))

    def _watched(self, source: SourceRecord) -> Looked:
        """A folder is indexed where it is; one that is not there may be a disk that is away."""
        if Path(source.target["path"]).is_dir():
            return replace(self._noted(source, None), touched=True)
        return self._noted(
            source, "The folder is not there now. What was indexed of it stays as it was."
        )

    def _noted(self, source: SourceRecord, trouble: str | None) -> Looked:
        now = self._clock.now()
        source = replace(
            source,
            looked_at=now,
            well_at=source.well_at if trouble else now,
            next_at=now + self._every,
            failures=source.failures + 1 if trouble else 0,
            trouble=trouble,
        )
        self._state.sources.keep(source, ())
        return Looked(source, trouble=trouble)

    def _is_long_ago(self) -> bool:
        """Whether nothing was indexed for days, so that files are looked at again all the same."""
        last = next(iter(self._state.runs.recent(1)), None)
        return last is not None and self._clock.now() - last.at > _LONG_AGO

    def _to_index(self, looks: Sequence[Looked], *, whole: bool) -> list[Path]:
        """The folders to index: those that changed, or with `whole` all of them."""
        sources = [look.source for look in looks if look.touched]
        if whole:
            sources = self._state.sources.sources()
        folders = [
            Path(s.target["path"]) if s.kind == "watch" else self._folder(s).path for s in sources
        ]
        return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]

    def _folder(self, source: SourceRecord) -> SourceFolder:
        return SourceFolder(self._settings.sources_folder.absolute() / source.folder)

    def _chosen(self, numbers: Sequence[int]) -> list[SourceRecord]:
        every = self.sources()
        if not numbers:
            return every
        unknown = sorted(set(numbers) - {source.number for source in every})
        if unknown:
            raise UsageError(
                f"There is no source {unknown[0]}. `scrutineer sources list` tells which there are."
            )
        return [source for source in every if source.number in numbers]

    def _due(self, source: SourceRecord) -> bool:
        longest = max(self._every, LONGEST)
        return source.next_at is None or not is_to_come(source.next_at, self._clock.now(), longest)

    @property
    def _every(self) -> timedelta:
        return timedelta(hours=self._settings.sync_every or 24.0)

    def _generation(self) -> int | None:
        try:
            return self._app.generation().number
        except MendableError:
            return None


def _report_json(looks: Sequence[Looked], report: "IndexReport | None") -> dict[str, Any]:
    return {
        "sources": [looked_json(look) for look in looks],
        "index": None if report is None else wire.report_json(report),
    }
