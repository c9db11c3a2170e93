"""What syncing needs of others: a ledger to keep what was seen, a clock, and sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sources.records import HostRecord, Item, Offer, PageRecord, SourceRecord


class Clock(Protocol):
    """The time of the wall, and waiting."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait. Raises `StoppedError` where the program ends meanwhile."""


class Hosts(Protocol):
    """What is kept of hosts and their pages, from one program to the next."""

    def host(self, name: str) -> HostRecord:
        """What is known of a host, by name and port."""

    def keep_host(self, host: HostRecord) -> None:
        """Keep it."""

    def page(self, address: str) -> PageRecord | None:
        """A page as it last came."""

    def keep_page(self, page: PageRecord) -> None:
        """Keep it in place of the one before."""


class Ledger(Hosts, Protocol):
    """What was seen when, of each source."""

    def items(self, source: int) -> Sequence[Item]:
        """Every document that was ever seen there, in the order in which they were first seen."""

    def keep(self, source: SourceRecord, items: Sequence[Item]) -> None:
        """Keep a source and some of its items, all or nothing."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came, whole, at `path`; where from in the end, and how to ask for it again."""

    path: Path
    sha256: str
    size: int
    address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A page that came; `body` are its bytes, `text` their characters."""

    address: str
    body: bytes
    media: str

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode("utf-8", "replace")


class Reach(Protocol):
    """Asking sites, politely. Raises `SourceError`, `StoppedError`."""

    def page(self, address: str, hosts: frozenset[str]) -> Reached:
        """A page; of one that has not changed nothing is sent again.

        `hosts` are those (name, and port where it is not the usual one) that may be led on to.
        """

    def file(
        self,
        address: str,
        hosts: frozenset[str],
        target: Path,
        known: tuple[str | None, str | None] = (None, None),
    ) -> Arrival | None:
        """A file, written to `target`; None where it has not changed.

        `known` are the ETag and the Last-Modified with which it came before.
        """


@dataclass(frozen=True, slots=True)
class Listing:
    """What a site has now, and what its adapter keeps for the next look.

    `notes` are sentences on what could not be understood.
    """

    offers: tuple[Offer, ...]
    memory: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Site(Protocol):
    """A site and what of it is followed."""

    def listing(self, source: SourceRecord, reach: Reach, now: datetime) -> Listing:
        """What is there now. Raises `SourceError`."""

    def fetch(self, item: Item, reach: Reach, target: Path) -> Arrival | None:
        """One document, whole, at `target`; None where it has not changed. Raises `SourceError`."""
