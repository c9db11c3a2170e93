"""One look at a source: what is new is fetched, what has moved or gone is noted.

Each step is kept before the next one begins, so that a program that is killed at any moment loses
nothing and fetches nothing twice:

1. the site's listing is held against what was seen, and the result is kept;
2. a document is fetched to a file that no index reads, checked, and noted as `arrived`;
3. it is put at its place in one step, with what the site says of it beside it, and noted as `kept`.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sources.checking import media_of
from sources.errors import LayoutError, SourceError, UnreachableError
from sources.folder import SourceFolder, file_name, sidecar_of
from sources.ports import Arrival, Clock, Ledger, Listing, Reach, Site
from sources.records import Item, SourceRecord
from sources.waiting import is_to_come

log = logging.getLogger(__name__)

_RETRY: Final = timedelta(minutes=15)
_LONGEST_RETRY: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a source brought: files that are new or changed, and how many were seen.

    `moved` documents have another address now, `gone` ones are no longer listed, `back` ones are
    listed again; `failed` could not be had, `trouble` says why the source could not be looked at.
    `new`, `changed`, `moved`, `gone`, `back` and `failed` are keys of items.
    """

    source: SourceRecord
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    trouble: str | None = None
    notes: tuple[str, ...] = ()
    touched: bool = False
    """Whether anything in the source's folder changed."""


class Look:
    """A look at one source, by the only program that looks now."""

    def __init__(
        self,
        source: SourceRecord,
        site: Site,
        reach: Reach,
        ledger: Ledger,
        folder: SourceFolder,
        clock: Clock,
        every: timedelta,
    ) -> None:
        self._source = source
        self._site = site
        self._reach = reach
        self._ledger = ledger
        self._folder = folder
        self._clock = clock
        self._every = every
        self._items = {item.key: item for item in ledger.items(source.number)}
        self._new: list[str] = []
        self._changed: list[str] = []
        self._moved: list[str] = []
        self._failed: list[str] = []
        self._touched = False

    def run(self, *, patient: bool = False) -> Looked:
        """Look, and fetch what is new. Raises `StoppedError`, `OSError`.

        With `patient` documents that failed are left until it is time to try them again.
        """
        self._recover()
        now = self._clock.now()
        try:
            listing = self._site.listing(self._source, self._reach, now)
            if not listing.offers and any(not item.gone_since for item in self._items.values()):
                raise LayoutError(
                    "The site lists nothing where it listed documents before; that is taken for a "
                    "fault of the page and not for the end of them."
                )
        except SourceError as error:
            return self._troubled(error)
        gone, back = self._note(listing)
        down = self._fetch_wanted(patient)
        self._tell()
        return self._done(listing, gone, back, down)

    def _recover(self) -> None:
        """Bring to an end what a program that was killed had begun."""
        for item in list(self._items.values()):
            if item.state == "arrived":
                self._settle(item)
        self._folder.clear(())

    def _note(self, listing: Listing) -> tuple[list[str], list[str]]:
        """Hold a listing against what was seen before; keys of what has gone and come back."""
        now, gone, back = self._clock.now(), list[str](), list[str]()
        listed = {offer.key for offer in listing.offers}
        for offer in listing.offers:
            before = self._items.get(offer.key)
            if before is None:
                self._items[offer.key] = Item(self._source.number, offer, now, now)
                continue
            if before.gone_since is not None:
                back.append(offer.key)
            item = replace(before, offer=offer, last_seen=now, gone_since=None)
            if item.state in ("kept", "same") and (
                offer.version is None or offer.version != item.version
            ):
                item = replace(item, state="wanted", tries=0, next_at=None, trouble=None)
            self._items[offer.key] = item
        for key, item in self._items.items():
            if key not in listed and item.gone_since is None:
                gone.append(key)
                self._items[key] = replace(item, gone_since=now)
        self._source = replace(self._source, memory=dict(listing.memory))
        self._keep(*self._items.values())
        return gone, back

    def _fetch_wanted(self, patient: bool) -> UnreachableError | None:
        """Fetch what is wanted, until the site does not answer any more; why it does not."""
        for key in [key for key, item in self._items.items() if item.state == "wanted"]:
            item = self._items[key]
            if item.gone_since is not None:
                continue
            if patient and item.next_at is not None and is_to_come(item.next_at, self._clock.now()):
                continue
            try:
                self._fetch(item)
            except UnreachableError as error:
                self._fail(item, error)
                return error
            except SourceError as error:
                self._fail(item, error)
        return None

    def _fetch(self, item: Item) -> None:
        target = self._folder.make_room()
        try:
            arrival = self._site.fetch(item, self._reach, target)
            if arrival is None:
                self._keep(self._settled(item, item.etag, item.last_modified))
                return
            media = media_of(arrival, item.offer.media)
            self._arrive(item, arrival, media)
        finally:
            target.unlink(missing_ok=True)

    def _arrive(self, item: Item, arrival: Arrival, media: str) -> None:
        validators = (arrival.etag, arrival.last_modified)
        if arrival.sha256 == item.sha256:
            self._keep(self._settled(item, *validators))
            return
        twin = self._twin(arrival.sha256)
        if twin is not None:
            done = replace(
                self._settled(item, *validators), state="same", sha256=twin.sha256, file=twin.file
            )
            self._keep(done)
            if twin.gone_since is not None:
                self._moved.append(item.key)
            self._let_go(item)
            return
        (self._changed if item.sha256 else self._new).append(item.key)
        shared = item.file is not None and self._others_with(item)
        item = replace(
            item,
            state="arrived",
            sha256=arrival.sha256,
            file=self._place(item, media) if shared or item.file is None else item.file,
            arriving=arrival.path.name,
            etag=arrival.etag,
            last_modified=arrival.last_modified,
        )
        self._keep(item)
        self._settle(item)

    def _settle(self, item: Item) -> None:
        """Put what has arrived at its place; what is not there is to be fetched again."""
        assert item.file is not None
        assert item.sha256 is not None
        arriving = item.arriving or ""
        self._touched = True
        if arriving and self._folder.holds(arriving, item.sha256):
            self._folder.put(arriving, item.file, sidecar_of(item.offer, item.offer.address))
        elif not self._folder.holds(item.file, item.sha256):
            self._keep(replace(item, state="wanted", sha256=None, arriving=None, version=None))
            return
        self._keep(self._settled(item, item.etag, item.last_modified))

    def _settled(self, item: Item, etag: str | None, last_modified: str | None) -> Item:
        now = self._clock.now()
        return replace(
            item,
            state="kept" if item.state != "same" else "same",
            arriving=None,
            version=item.offer.version,
            etag=etag,
            last_modified=last_modified,
            fetched_at=now,
            tries=0,
            next_at=None,
            trouble=None,
        )

    def _twin(self, sha256: str) -> Item | None:
        """Another item whose file is kept and has these bytes."""
        return next(
            (i for i in self._items.values() if i.sha256 == sha256 and i.state == "kept"), None
        )

    def _let_go(self, item: Item) -> None:
        """Delete the file that an item had before it became the same as another."""
        if item.file is not None and not self._others_with(item):
            self._folder.discard(item.file)
            self._touched = True

    def _others_with(self, item: Item) -> bool:
        """Whether the file of an item is another's as well."""
        return any(i.file == item.file and i.key != item.key for i in self._items.values())

    def _place(self, item: Item, media: str) -> str:
        """A name for the file of an item that no other has."""
        taken = {i.file for i in self._items.values()}
        name, number = file_name(item.offer, media), 1
        while name in taken:
            number += 1
            name = file_name(item.offer, media, number)
        return name

    def _fail(self, item: Item, error: SourceError) -> None:
        tries = item.tries + 1
        wait = min(_RETRY * 2 ** min(tries - 1, 16), _LONGEST_RETRY)
        until = self._clock.now() + wait
        if isinstance(error, UnreachableError) and error.until is not None:
            until = max(until, error.until)
        self._failed.append(item.key)
        log.warning("%s: %s", item.offer.address, error)
        self._keep(replace(item, tries=tries, next_at=until, trouble=str(error)))

    def _tell(self) -> None:
        """Say beside each file what the site says of it now, and where it is to be had."""
        for name, items in _by_file(self._items.values()).items():
            best = min(items, key=lambda i: (i.gone_since is not None, i.first_seen, i.key))
            if self._folder.tell(name, sidecar_of(best.offer, best.offer.address)):
                self._touched = True

    def _troubled(self, error: SourceError) -> Looked:
        failures = self._source.failures + 1
        wait = min(_RETRY * 2 ** min(failures - 1, 16), max(self._every, _RETRY))
        until = self._clock.now() + wait
        if isinstance(error, UnreachableError) and error.until is not None:
            until = max(until, error.until)
        log.warning("The source %s: %s", self._source.name, error)
        self._source = replace(
            self._source,
            looked_at=self._clock.now(),
            next_at=until,
            failures=failures,
            trouble=str(error),
        )
        self._keep()
        return Looked(self._source, trouble=str(error), touched=self._touched)

    def _done(
        self, listing: Listing, gone: Sequence[str], back: Sequence[str], down: SourceError | None
    ) -> Looked:
        now = self._clock.now()
        again = [i.next_at for i in self._items.values() if i.next_at and i.gone_since is None]
        self._source = replace(
            self._source,
            looked_at=now,
            well_at=self._source.well_at if down else now,
            next_at=min([now + self._every, *again]),
            failures=self._source.failures + 1 if down else 0,
            trouble=str(down) if down else None,
        )
        self._keep()
        return Looked(
            self._source,
            tuple(self._new),
            tuple(self._changed),
            tuple(self._moved),
            tuple(gone),
            tuple(back),
            tuple(self._failed),
            self._source.trouble,
            listing.notes,
            self._touched,
        )

    def _keep(self, *items: Item) -> None:
        for item in items:
            self._items[item.key] = item
        self._ledger.keep(self._source, items)


def _by_file(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items that are kept, by the files that hold them."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.file is not None and item.state in ("kept", "same"):
            found.setdefault(item.file, []).append(item)
    return found
