"""The SQLite file under the catalogue: opening it, its schema, and its faults in plain words."""

import errno
import os
import sqlite3
import struct
import threading
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

SCHEMA_VERSION = 5
BUSY_SECONDS = 30.0

# By version, what it added to tables that were there before.
_ADDED_COLUMNS = {
    2: (
        "documents ADD COLUMN judgements TEXT NOT NULL DEFAULT '[]'",
        "documents ADD COLUMN recommendations TEXT NOT NULL DEFAULT '[]'",
        "documents ADD COLUMN sketch BLOB NOT NULL DEFAULT x''",
    ),
    3: ("pages ADD COLUMN confidence BLOB", "pages ADD COLUMN label TEXT"),
    4: (),
    5: (
        "documents ADD COLUMN seals BLOB",
        "passages ADD COLUMN seal INTEGER",
        "generations ADD COLUMN seal INTEGER",
    ),
}


class CatalogueError(Exception):
    """The catalogue cannot do what was asked; the message says how to mend it.

    CatalogueError
    ├── CatalogueDamagedError   the file is not a catalogue, or is broken
    ├── CatalogueBusyError      another process is writing
    ├── CatalogueReadOnlyError  no permission to write, or a read-only disk
    ├── CatalogueFullError      no room left on the disk
    └── CatalogueTooNewError    written by a later version of the program
    """


class CatalogueDamagedError(CatalogueError):
    """The file is not a catalogue, or is broken."""


class CatalogueBusyError(CatalogueError):
    """Another process is writing."""


class CatalogueReadOnlyError(CatalogueError):
    """No permission to write, or a read-only disk."""


class CatalogueFullError(CatalogueError):
    """No room left on the disk."""


class CatalogueTooNewError(CatalogueError):
    """Written by a later version of the program."""


class Store:
    """One connection to the catalogue's file, shared by the threads of a process.

    Opens the file, or creates it with its folder. On a disk that cannot be written it opens
    what is there for reading. Raises `CatalogueError`.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "catalogue.sqlite"
        self._turn = threading.RLock()
        with translated(home):
            only_read = self.path.is_file() and not os.access(home, os.W_OK)
            if not only_read:
                home.mkdir(parents=True, exist_ok=True)
            self.is_stopgap = False
            """Whether it can be read for the moment alone: SQLite has no room for its own files."""
            self._connection = self._connect(only_read)
            try:
                self._prepare()
            except sqlite3.OperationalError as error:
                self._connection.close()
                if not self._is_for_want_of_room(error):
                    raise
                self.is_stopgap = True
                self._connection = self._connect(only_read=True)
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _connect(self, only_read: bool) -> sqlite3.Connection:
        # Immutable: without it SQLite wants to make files beside this one even to read.
        mode = "?mode=ro&immutable=1" if only_read else ""
        return sqlite3.connect(
            f"file:{quote(os.fsencode(self.path.absolute()))}{mode}",
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )

    def _is_for_want_of_room(self, error: sqlite3.Error) -> bool:
        """Whether a file could be read but for its neighbours, and all that it has is in it."""
        wanting = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
        log = self.path.with_name(f"{self.path.name}-wal")
        return wanting and self.path.exists() and not (log.exists() and log.stat().st_size)

    def close(self) -> None:
        """Closes the connection."""
        with self._turn:
            self._connection.close()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one statement that reads."""
        with self._turn, translated(self.home):
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction: kept when the block ends, undone when it raises."""
        with self._turn, translated(self.home):
            if self.is_stopgap:
                raise OSError(errno.ENOSPC, "no room")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has undone it by itself after some faults (a full disk).
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def sweep(self) -> None:
        """Writes the file anew, so that nothing which was deleted is in it, or in its log.

        Waits for those who read. Raises `CatalogueBusyError` where they do not end.
        """
        with self._turn, translated(self.home):
            self._connection.execute("VACUUM")
            deadline = time.monotonic() + BUSY_SECONDS
            while True:
                # It says that somebody reads in its result, and does not raise.
                (busy, _, _) = self._connection.execute(
                    "PRAGMA wal_checkpoint(TRUNCATE)"
                ).fetchone()
                if not busy:
                    return
                if time.monotonic() > deadline:
                    raise _fault(sqlite3.SQLITE_BUSY, self.home, sqlite3.OperationalError())
                time.sleep(0.02)

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        # Pages that cannot be what they should are noticed as they are read.
        run("PRAGMA cell_size_check = ON")
        # FULL: once the pointer has moved it must not move back when the power goes, since
        # rows of older generations are forgotten soon after.
        run("PRAGMA synchronous = FULL")
        version = self._version()
        if version < SCHEMA_VERSION:
            if version == 0:
                self._use_wal()
            with self.transaction():
                version = self._version()  # another process may have been first
                if version == 0:
                    self._create()
                elif version < SCHEMA_VERSION:
                    self._bring_up_to_date(version)
                version = max(version, SCHEMA_VERSION)
        if version > SCHEMA_VERSION:
            raise CatalogueTooNewError(
                f"The index in {self.home} was made by a newer Scrutineer (format {version}, "
                f"this one knows {SCHEMA_VERSION}). Update Scrutineer, or set SCRUTINEER_HOME "
                "to another folder and index again."
            )

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _use_wal(self) -> None:
        # SQLite does not wait its busy timeout for this switch when two processes race.
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _create(self) -> None:
        if self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise CatalogueDamagedError(
                f"{self.path} is a database of something else. Set SCRUTINEER_HOME to another "
                "folder."
            )
        self._make_tables()
        self._connection.execute("INSERT INTO identity VALUES (?)", (uuid.uuid4().hex,))

    def _bring_up_to_date(self, version: int) -> None:
        """Adds what later versions have; what fills it comes when files are read again."""
        for number in range(version + 1, SCHEMA_VERSION + 1):
            for column in _ADDED_COLUMNS[number]:
                self._connection.execute(f"ALTER TABLE {column}")
        self._make_tables()

    def _make_tables(self) -> None:
        script = files(__package__).joinpath("schema.sql").read_text("utf-8")
        bare = "\n".join(line.split("--")[0] for line in script.splitlines())
        # executescript() would commit the transaction first.
        for statement in bare.split(";"):
            if statement.strip():
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


_DAMAGED = (
    "The catalogue in {home} is damaged: {what}. Run `scrutineer index` on your documents again: "
    "it is mended from them."
)

_REASONS: dict[int, tuple[type[CatalogueError], str]] = {
    sqlite3.SQLITE_BUSY: (
        CatalogueBusyError,
        "The index in {home} is being written by another process. Try again in a moment.",
    ),
    sqlite3.SQLITE_READONLY: (
        CatalogueReadOnlyError,
        "The index in {home} cannot be written. Check the folder's permissions, or set "
        "SCRUTINEER_HOME to a folder that can be written.",
    ),
    sqlite3.SQLITE_FULL: (
        CatalogueFullError,
        "There is no room left on the disk that holds {home}. Make room and index again: what "
        "was done so far is kept.",
    ),
    sqlite3.SQLITE_IOERR: (
        CatalogueError,
        "The disk that holds {home} could not be read or written. Check that disk, its room and "
        "its quotas, and index again: what was done so far is kept.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        CatalogueDamagedError,
        _DAMAGED.format(what="the file cannot be read", home="{home}"),
    ),
}
_REASONS[sqlite3.SQLITE_NOTADB] = _REASONS[sqlite3.SQLITE_CORRUPT]
_REASONS[sqlite3.SQLITE_LOCKED] = _REASONS[sqlite3.SQLITE_BUSY]
_REASONS[sqlite3.SQLITE_CANTOPEN] = _REASONS[sqlite3.SQLITE_READONLY]
_REASONS[sqlite3.SQLITE_PERM] = _REASONS[sqlite3.SQLITE_READONLY]

_ERRNO = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EACCES: sqlite3.SQLITE_READONLY,
    errno.EPERM: sqlite3.SQLITE_READONLY,
    errno.EEXIST: sqlite3.SQLITE_CANTOPEN,
    errno.ENOTDIR: sqlite3.SQLITE_CANTOPEN,
}


def damaged(home: Path, what: str) -> CatalogueDamagedError:
    """The fault of a catalogue of which something, in plain words, is not what it was."""
    return CatalogueDamagedError(_DAMAGED.format(what=what, home=home))


@contextmanager
def sound(home: Path, what: str) -> Iterator[None]:
    """Turns what comes of making values from bytes that have changed into a `CatalogueError`."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, zlib.error, struct.error) as error:
        raise damaged(home, what) from error


@contextmanager
def translated(home: Path) -> Iterator[None]:
    """Turns faults of SQLite and of the file system under `home` into a `CatalogueError`."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise damaged(home, "its text cannot be read") from error
    except sqlite3.Error as error:
        if "decode to UTF-8" in str(error):
            raise damaged(home, "its text cannot be read") from error
        # Errors that Python's module raises by itself carry no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        raise _fault(code, home, error) from error
    except OSError as error:
        raise _fault(_ERRNO.get(error.errno or 0, sqlite3.SQLITE_ERROR), home, error) from error


def _fault(code: int, home: Path, error: Exception) -> CatalogueError:
    if code in _REASONS:
        kind, sentence = _REASONS[code]
        return kind(sentence.format(home=home))
    return CatalogueError(f"The catalogue in {home} failed: {error}.")
