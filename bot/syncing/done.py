"""What a sync did, and what a check found."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.state.syncs import Sync
from sources.records import Offer, SourceRecord
from sources.syncing import Looked

if TYPE_CHECKING:  # what this imports takes a while
    from retrieval.index.reports import IndexReport


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did: `sync` with the generations before and after it, and a look at each source.

    `indexed` is None where nothing had to be indexed.
    """

    sync: Sync
    looks: tuple[Looked, ...]
    indexed: "IndexReport | None" = None

    @property
    def went_well(self) -> bool:
        """Whether every source was looked at to its end."""
        return all(look.trouble is None and not look.failed for look in self.looks)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a site lists; `fresh` are the keys of what was not fetched, `trouble` why it failed."""

    source: SourceRecord
    offers: tuple[Offer, ...]
    fresh: tuple[str, ...]
    trouble: str | None = None
