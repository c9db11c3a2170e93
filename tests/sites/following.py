"""A source that is followed on a played site, without the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.state.opening import State, open_state
from sources.folder import SourceFolder
from sources.ports import Ledger, Site
from sources.reaching import Manners, PoliteReach
from sources.records import Item, SourceKind, SourceRecord
from sources.syncing import Look, Looked
from tests.sites.clocks import SetClock

DAY = timedelta(days=1)


@dataclass(slots=True)
class Follower:
    """Looks at a source, with a clock that is set and a ledger in a file."""

    state: State
    source: SourceRecord
    site: Site
    folder: Path
    clock: SetClock
    manners: Manners = field(default_factory=lambda: Manners(loopback=True))

    def look(self, *, patient: bool = False, ledger: Ledger | None = None) -> Looked:
        """Look at it once, by this ledger or the one in the file."""
        ledger = ledger or self.state.sources
        reach = PoliteReach(self.manners, ledger, self.clock)
        source = self.state.sources.get(self.source.number)
        assert source is not None
        try:
            look = Look(
                source,
                self.site,
                reach,
                ledger,
                SourceFolder(self.folder),
                self.clock,
                DAY,
            )
            return look.run(patient=patient)
        finally:
            reach.close()

    def items(self) -> list[Item]:
        """What was seen of it."""
        return self.state.sources.items(self.source.number)

    def files(self) -> set[str]:
        """The names of the files that it brought."""
        if not self.folder.is_dir():
            return set()
        return {path.name for path in self.folder.iterdir() if not path.name.endswith(".toml")}


@contextmanager
def following(
    folder: Path,
    kind: SourceKind,
    site: Site,
    target: dict[str, str],
    clock: SetClock | None = None,
) -> Iterator[Follower]:
    """Follow a source, everything kept in a folder."""
    clock = clock or SetClock()
    with open_state(folder / "state.sqlite") as state:
        source = state.sources.add(kind, "test", target, "test", clock.now())
        yield Follower(state, source, site, folder / "files", clock)
