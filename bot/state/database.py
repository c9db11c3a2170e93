"""The database behind the stores: SQLite in a file, or PostgreSQL. All that differs is here."""

import errno
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.state.errors import StateError
from bot.state.locks import AdvisoryLock
from bot.state.migrating import bring_up_to_date, is_behind

_SQLITE, _POSTGRESQL = "sqlite", "postgresql"
# Seconds to wait for another writer, and for a server to answer.
_PATIENCE = 15
# A server that has gone without a word is noticed in about as long; libpq's own way takes hours.
_LIBPQ = {
    "connect_timeout": _PATIENCE,
    "tcp_user_timeout": _PATIENCE * 1000,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    # A database that was made without a language of its own speaks in bytes otherwise.
    "client_encoding": "utf8",
}


class Database:
    """Transactions on the tables, made or brought up to date first. Threads and processes share it.

    With `making` False nothing is made, for who only looks. Raises `StateError` when the database
    cannot be used.
    """

    def __init__(self, place: str | Path, *, making: bool = True) -> None:
        self._url = url_of(place)
        self.name = _shown(self._url)
        self._is_sqlite = self._url.get_backend_name() == _SQLITE
        # SQLite has one writer at a time; threads of one process queue here, where they are woken
        # in turn, and not in SQLite, where they sleep and try again.
        self._turn = Lock() if self._is_sqlite else nullcontext()
        self._engine = self._sqlite(making) if self._is_sqlite else self._postgresql()
        self._reading = self._engine.execution_options(reads=True)
        self._passing = self._engine.execution_options(lasting=False)
        if making:
            self._make()

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def check(self) -> None:
        """See that the database answers."""
        with self.reading() as run:
            run.execute(select(1))

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction that may change things: all of it is kept, or none.

        What is kept outlives this process. It outlives a power cut too if it is `lasting`; what
        is not, though it comes before something lasting, does so with it.
        """
        engine = self._engine if lasting else self._passing
        with self._told(), self._turn, engine.begin() as run:
            yield run

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that changes nothing and waits for no writer."""
        with self._told(), self._reading.begin() as run:
            yield run

    @contextmanager
    def alone(self, lock: AdvisoryLock) -> Iterator[bool]:
        """Whether nobody else is in the block, on any machine: a lock of PostgreSQL's.

        A connection of its own holds it, so that it ends with this process, and may end with the
        connection: what is done in the block must not rest on it alone.
        """
        if self._is_sqlite:
            raise StateError(f"{self.name} is a file, which machines cannot share.")
        with self._told():
            run = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            with self._told():
                mine = bool(run.execute(select(func.pg_try_advisory_lock(lock))).scalar_one())
            yield mine
        finally:
            # Given back at once where that can be done; the server notices the end of a connection
            # only some time after it.
            with suppress(DBAPIError):
                run.execute(select(func.pg_advisory_unlock(lock)))
            with suppress(DBAPIError):
                run.invalidate()
            run.close()

    def sweep(self, *, thorough: bool = False) -> None:
        """Have what was deleted leave the files; `thorough` where nothing of it may be left.

        SQLite's log is emptied into its file, in which what is deleted is written over; thorough,
        the file is written anew. PostgreSQL gives up the rows, and writes over them in its time.
        """
        if not self._is_sqlite:
            if thorough:
                with self._told(), self._engine.connect() as run:
                    run.execution_options(isolation_level="AUTOCOMMIT")
                    with however_long(run):
                        run.execute(text("VACUUM"))
            return
        with self._told(), self._turn, closing(self._engine.raw_connection()) as opened:
            run_alone = opened.cursor()  # no transaction is begun, which neither may be in
            try:
                if thorough:
                    run_alone.execute("VACUUM")
                run_alone.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError as error:
                raise StateError(f"{self.name} cannot be cleared ({error}).") from error
            finally:
                run_alone.close()

    def in_turn(self, run: Connection, lock: AdvisoryLock) -> None:
        """Wait for others that are in their turn by this lock, and keep it until `run` ends.

        In SQLite whoever writes is alone by that.
        """
        if not self._is_sqlite:
            run.execute(select(func.pg_advisory_xact_lock(lock)))

    def adding(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can be told what to do about a row that is there already."""
        made = sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)
        return made.execution_options(preserve_rowcount=True)

    def _make(self) -> None:
        try:
            with self.reading() as run:
                if not is_behind(run, self.name):
                    return
            # One process alone: SQLite's writer holds the lock of its file already.
            with self.writing() as run, however_long(run):
                if not self._is_sqlite:
                    run.execute(select(func.pg_advisory_xact_lock(AdvisoryLock.MAKING)))
                if is_behind(run, self.name):
                    bring_up_to_date(run)
        except StateError:
            self.close()
            raise

    def _sqlite(self, making: bool) -> Engine:
        path = Path(self._url.database or "").absolute()
        try:
            if making:
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    # Questions are for nobody else on this machine to read.
                    path.touch(mode=0o600)
        except OSError as error:
            mend = _FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else _READ_ONLY
            raise StateError(f"{self.name} cannot be used ({error.strerror}).{mend}") from error
        engine = create_engine(self._url, connect_args={"timeout": _PATIENCE}, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _postgresql(self) -> Engine:
        try:
            engine = create_engine(
                self._url,
                # What the URL says for itself wins.
                connect_args={k: v for k, v in _LIBPQ.items() if k not in self._url.query},
                pool_pre_ping=True,
                hide_parameters=True,
            )
            from bot.state.hearing import HeardConnection
        except ImportError as error:
            raise StateError(
                "PostgreSQL needs a package that is not installed. "
                "Run: pip install 'scrutineer[postgres]'"
            ) from error

        def connect(_: Any, __: Any, given: Any, named: Any) -> HeardConnection:
            return HeardConnection.connect(*given, **named)

        event.listen(engine, "do_connect", connect)
        return engine

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as `StateError`, alone: theirs may repeat a whole row."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
            mend = _how_to_mend(error.orig)
            raise StateError(f"{self.name} cannot be used ({said[0].rstrip('.')}).{mend}") from None
        except PoolTimeoutError:
            raise StateError(f"{self.name} does not keep up; all connections are busy.") from None


@contextmanager
def however_long(run: Connection) -> Iterator[None]:
    """Wait for the server in the block, though it should say nothing for long."""
    connection: Any = run.connection.driver_connection
    if run.dialect.name == _SQLITE:
        yield
        return
    before, connection.silence = connection.silence, None
    try:
        yield
    finally:
        connection.silence = before


def examined(place: str | Path) -> str:
    """What a database is called, which answers or is yet to be made; makes nothing.

    Raises `StateError` when it cannot be used.
    """
    url = url_of(place)
    if url.get_backend_name() == _SQLITE and not Path(url.database or "").exists():
        return f"{_shown(url)} (made when it is first needed)"
    database = Database(place, making=False)
    try:
        with database.reading() as run:
            is_behind(run, database.name)
    finally:
        database.close()
    return database.name


def file_of(place: str | Path) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL. Raises as `url_of` does."""
    url = url_of(place)
    return Path(url.database or "") if url.get_backend_name() == _SQLITE else None


def url_of(place: str | Path) -> URL:
    """The URL of a SQLite file, or that which a setting gives.

    Raises `StateError` for one that is of no use here; what it says holds no password.
    """
    if isinstance(place, Path):
        return URL.create(_SQLITE, database=str(place))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        # What SQLAlchemy says repeats the URL.
        raise StateError("The URL of the state's database cannot be read.") from None
    if url.drivername in ("postgres", _POSTGRESQL):
        url = url.set(drivername=f"{_POSTGRESQL}+psycopg")
    if url.drivername == f"{_POSTGRESQL}+psycopg":
        return url
    if url.drivername == _SQLITE and url.database not in (None, "", ":memory:"):
        return url
    raise StateError(
        "The state's database has to be a SQLite file (sqlite:///FOLDER/FILE) or PostgreSQL "
        "(postgresql://USER:PASSWORD@HOST/DATABASE)."
    )


_DAMAGED = (
    " It is damaged: stop the program and restore a backup, or move the file away; then a new one "
    "is made, without what was remembered."
)
_FULL = " Make room on its disk: what was kept before is safe, and it goes on by itself."
_READ_ONLY = (
    " Nothing can be remembered there: check its permissions and that its disk is writable."
)
_MENDING = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    # PostgreSQL's own: disk_full, read_only_sql_transaction, data_corrupted, index_corrupted.
    "53100": _FULL,
    "25006": _READ_ONLY,
    "XX001": " It is damaged: restore a backup of the database.",
    "XX002": " It is damaged: restore a backup of the database.",
}


def _how_to_mend(error: BaseException | None) -> str:
    """What can be done about a fault that the database told; empty where that says enough."""
    code = getattr(error, "sqlite_errorcode", None)
    known = getattr(error, "sqlstate", None) if code is None else code & 0xFF
    return "" if known is None else _MENDING.get(known, "")


def _shown(url: URL) -> str:
    """What a database is called in messages: no user, no password, none of the options."""
    if url.get_backend_name() == _SQLITE:
        return f"The database {url.database}"
    return f"The database {url.database} at {url.host or 'this machine'}"


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Sets a new connection up, whose transactions are begun by `_begin_sqlite`."""
    connection.isolation_level = None
    _use_wal(connection)
    # Nothing that was forgotten lies on in pages that are free.
    connection.execute("PRAGMA secure_delete = ON").close()


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite does not wait its busy timeout for this switch when two processes race.
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(run: Connection) -> None:
    """Begins a transaction; one that writes takes its turn at once and so cannot fail later.

    In WAL mode a commit outlives `kill -9` either way; FULL waits for the disk.
    """
    options = run.get_execution_options()
    if options.get("reads", False):
        run.exec_driver_sql("BEGIN")
        return
    run.exec_driver_sql(
        f"PRAGMA synchronous = {'FULL' if options.get('lasting', True) else 'NORMAL'}"
    )
    run.exec_driver_sql("BEGIN IMMEDIATE")
