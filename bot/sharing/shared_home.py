"""The index of replicas: each has copies of its generations, and all answer from the same one."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from typing import Final, TypeVar
from uuid import uuid4

from bot.faults import MendableError, NothingIndexedError
from bot.sharing.homes import Place
from bot.sharing.snapshots import CATALOGUE, arrive, clear, copied, digests_of, fetched, put_up
from bot.sharing.turning import PATIENCE, Turning
from bot.state.database import Database
from bot.state.errors import StateError
from bot.state.shared_index import Offered, OvertakenError, SharedIndex
from corpus.catalogue.catalogue import CatalogueBusyError, CatalogueError
from corpus.catalogue.store import SCHEMA_VERSION, translated
from retrieval.errors import EmbeddingError, RetrievalError

T = TypeVar("T")

FOLDER: Final = "shared"

_WORK: Final = "work"

_LOOK_SECONDS, _AWAY_SECONDS = 0.25, 2.0
_KEPT = 3
_RETRY_SECONDS = 60.0
_BETWEEN_TRIES = 0.5
_BUSY = "Another replica is changing the index. Wait for it to finish; questions go on meanwhile."
_OVERTAKEN = "Another replica has changed the index meanwhile. Make this change again."
_NOT_READY = (
    "The index has just been changed, and this replica does not have it yet. "
    "Please ask again in a moment."
)
_TOO_NEW = (
    "The index was changed by a newer Scrutineer than this replica, which cannot read it. "
    "Update this replica."
)

log = logging.getLogger(__name__)


class SharedHome:
    """What of the shared index is in `home/shared`: generations by number, and `work`.

    Nothing is opened before it is needed. Where the database is away the generation that was
    the active one goes on answering. Threads share it.
    """

    def __init__(self, home: Path, open_database: Callable[[], Database]) -> None:
        self.folder = home / FOLDER
        self._first = home
        self._open_database = open_database
        self._database: Database | None = None
        self._opening = Lock()
        self._turn = RLock()
        self._active = 0
        self._look_at = 0.0
        self.fetches = True
        """Whether a generation that is wanted and not here is fetched then and there."""

    def close(self) -> None:
        """Closes the database."""
        with self._opening:
            if self._database is not None:
                self._database.close()
                self._database = None

    def shared(self) -> SharedIndex:
        """What replicas know. Raises `StateError`."""
        with self._opening:
            if self._database is None:
                self._database = self._open_database()
            return SharedIndex(self._database)

    def reading(self) -> Place:
        """The active generation, at most a quarter of a second after it became that.

        Raises `NothingIndexedError`, and `MendableError` where it is not here.
        """
        number = self.active()
        if not number:
            raise NothingIndexedError
        if not self.has(number):
            if not self.fetches:
                raise MendableError(_NOT_READY)
            self.fetch(number)
        return Place(self._of(number), number)

    def active(self) -> int:
        """The active generation, as far as this process can know; 0 before there is one."""
        with self._turn:
            now = time.monotonic()
            if now >= self._look_at:
                try:
                    self._note(self.shared().active())
                    self._look_at = now + _LOOK_SECONDS
                except StateError as error:
                    log.warning("The shared index goes on as it was: %s", error)
                    self._look_at = time.monotonic() + _AWAY_SECONDS
                    self._active = self._active or self._noted()
            return self._active

    def has(self, number: int) -> bool:
        """Whether a generation is here, whole."""
        return self._of(number).is_dir()

    def fetch(self, number: int) -> None:
        """Have a generation here. Raises `CatalogueError`, `RetrievalError`, `StateError`.

        Raises `MendableError` for one that this program cannot read, or that is no more.
        """
        shared = self.shared()
        manifest = shared.manifest(number)
        if manifest is None:
            raise MendableError(_NOT_READY)
        if manifest.form > SCHEMA_VERSION:
            raise MendableError(_TOO_NEW)
        self.folder.mkdir(parents=True, exist_ok=True)
        arrive(manifest.digests, shared, self._of(number), self._like())
        clear(self.folder, _KEPT, shared.active())

    def discard(self, place: Place) -> None:
        """Throw away a generation that turned out damaged here, and fetch it again."""
        if place.generation is None or place.folder != self._of(place.generation):
            return
        log.warning("The copy of generation %d is damaged; it is fetched again.", place.generation)
        with suppress(OSError):
            os.rename(place.folder, self.folder / f".arriving-{uuid4().hex}")
        with suppress(MendableError, CatalogueError, RetrievalError):
            self.fetch(place.generation)

    def mend(self, number: int) -> None:
        """Put blocks of a generation that is here back into the database, where they are missing.

        Raises `StateError`, and `CatalogueError` where what is here cannot be read.
        """
        shared = self.shared()
        manifest = shared.manifest(number)
        if manifest is not None and self.has(number):
            with translated(self.folder):
                put_up(self._of(number) / CATALOGUE, manifest.digests, shared)

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A copy of the newest generation to be changed; it is shared when the block ends well.

        Then all answer from it, or those do that were ready in time. Raises `CatalogueBusyError`
        where another process changes it, and faults of either place.
        """
        shared = self.shared()
        with shared.indexing() as alone:
            if not alone:
                raise CatalogueBusyError(_BUSY)
            base = shared.newest()
            work = self._work_on(base, shared)
            unfinished: EmbeddingError | None = None
            try:
                yield work
            except EmbeddingError as error:
                # Words can be searched all the same.
                unfinished = error
            number = self._offered(work, base, shared)
            self._until_turned(number, shared)
            if unfinished is not None:
                raise unfinished

    def forget_older(self) -> None:
        """Deletes the generations before the active one: here, and from what replicas share.

        Each replica does so in its own home when it looks next. Raises `StateError`, and
        `CatalogueBusyError` where others go on changing the index.
        """
        shared, deadline = self.shared(), time.monotonic() + _RETRY_SECONDS
        while not self._cleared(shared):
            if time.monotonic() > deadline:
                raise CatalogueBusyError(_BUSY)
            # A lock that was just given up is held until the server has noticed.
            time.sleep(_BETWEEN_TRIES)
        self.tidy()

    def _cleared(self, shared: SharedIndex) -> bool:
        with shared.indexing() as alone:
            if alone:
                shared.clear(kept=1)
            return alone

    def tidy(self) -> None:
        """Deletes generations that replicas share no more, and work on one that is none of them.

        Raises `StateError`.
        """
        shared = self.shared()
        numbers, active = shared.numbers(), shared.active()
        if not self.folder.is_dir():
            return
        for entry in self.folder.iterdir():
            if entry.name.isdigit() and int(entry.name) < active:
                if int(entry.name) not in numbers:
                    shutil.rmtree(entry, ignore_errors=True)
            elif entry.name == _WORK and _number(entry / "base") not in numbers:
                with shared.indexing() as alone:
                    if alone and _number(entry / "base") not in shared.numbers():
                        shutil.rmtree(entry, ignore_errors=True)

    def _of(self, number: int) -> Path:
        return self.folder / str(number)

    def _like(self) -> Path | None:
        """The catalogue of the newest generation that is here."""
        if not self.folder.is_dir():
            return None
        numbers = [int(e.name) for e in self.folder.iterdir() if e.name.isdigit()]
        return self._of(max(numbers)) / CATALOGUE if numbers else None

    def _note(self, active: int) -> None:
        """Remember the active generation, for when the database is away."""
        if active > self._active:
            self._active = active
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                _write(self.folder / "active", str(active))

    def _noted(self) -> int:
        return _number(self.folder / "active")

    def _work_on(self, base: Offered | None, shared: SharedIndex) -> Path:
        """The folder to change, holding the newest generation, perhaps with unshared work on it."""
        work, after = self.folder / _WORK, base.number if base else 0
        with translated(self._first):
            if (work / CATALOGUE).exists() and _number(work / "base") == after:
                return work
            shutil.rmtree(work, ignore_errors=True)
            arriving = self.folder / f".arriving-{uuid4().hex}"
            arriving.mkdir(parents=True)
            if base is not None:
                manifest = shared.manifest(after)
                if manifest is None or manifest.form > SCHEMA_VERSION:
                    raise MendableError(_TOO_NEW)
                fetched(manifest.digests, shared, arriving / CATALOGUE, self._like())
            elif (self._first / CATALOGUE).exists():
                # What was indexed before the index was shared.
                copied(self._first, arriving / CATALOGUE)
            _write(arriving / "base", str(after))
            os.rename(arriving, work)
        return work

    def _offered(self, work: Path, base: Offered | None, shared: SharedIndex) -> int:
        """Share what was made; the number of its generation, the old one where it is the same."""
        after = base.number if base else 0
        copy = self.folder / f".arriving-{uuid4().hex}"
        try:
            copied(work, copy)
            digests = digests_of(copy)
            if _patiently(lambda: self._is(after, digests, shared)):
                # What is missing of it, since it was damaged there, is put back.
                _patiently(lambda: put_up(copy, digests, shared))
                return after
            number = _patiently(lambda: self._offer(copy, digests, after, shared))
        except OvertakenError:
            raise MendableError(_OVERTAKEN) from None
        finally:
            copy.unlink(missing_ok=True)
        _write(work / "base", str(number))
        with suppress(StateError):
            shared.clear()
        return number

    def _offer(self, copy: Path, digests: Sequence[bytes], after: int, shared: SharedIndex) -> int:
        newest = shared.newest()
        if (
            newest is not None
            and newest.number > after
            and self._is(newest.number, digests, shared)
        ):
            # It was kept, and the database could not say so.
            return newest.number
        put_up(copy, digests, shared)
        return shared.offer(digests, SCHEMA_VERSION, after)

    def _is(self, number: int, digests: Sequence[bytes], shared: SharedIndex) -> bool:
        """Whether a generation is made of just these blocks."""
        manifest = shared.manifest(number)
        return manifest is not None and list(manifest.digests) == list(digests)

    def _until_turned(self, number: int, shared: SharedIndex) -> None:
        """Wait until all answer from a generation, or those that were ready in time."""
        turning, deadline = Turning(shared), time.monotonic() + 2 * PATIENCE
        while time.monotonic() < deadline:
            with suppress(StateError):
                active = turning.turn()
                if active >= number:
                    self._note(active)
                    return
            time.sleep(_BETWEEN_TRIES / 2)
        log.warning("Generation %d waits for replicas that are not ready for it.", number)


def _patiently(use: Callable[[], T]) -> T:
    """What a use of the database gives, tried again for a while where that is away."""
    deadline = time.monotonic() + _RETRY_SECONDS
    while True:
        try:
            return use()
        except StateError as error:
            if time.monotonic() > deadline:
                raise
            log.warning("Tried again: %s", error)
            time.sleep(_BETWEEN_TRIES)


def _number(file: Path) -> int:
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _write(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}-{uuid4().hex}")
    new.write_text(text, "ascii")
    os.replace(new, file)
