"""The database behind the stores: SQLite in a file, or PostgreSQL. All that differs is here."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.state.errors import StateError
from bot.state.tables import METADATA

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
}
# Whoever makes the tables holds this lock of PostgreSQL's; the number means nothing.
_MAKING = 7_150_320


class Database:
    """Transactions on the tables, which are made at first use. Threads and processes may share it.

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

    def adding(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can be told what to do about a row that is there already."""
        made = sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)
        return made.execution_options(preserve_rowcount=True)

    def _make(self) -> None:
        try:
            with self.writing() as run:
                if not self._is_sqlite:
                    run.execute(text(f"SELECT pg_advisory_xact_lock({_MAKING})"))
                METADATA.create_all(run)
        except StateError:
            self.close()
            raise

    def _sqlite(self, making: bool) -> Engine:
        path = Path(self._url.database or "").absolute()
        try:
            if making:
                path.parent.mkdir(parents=True, exist_ok=True)
                # Questions are for nobody else on this machine to read.
                path.touch(mode=0o600)
        except OSError as error:
            raise StateError(f"{self.name} cannot be used ({error.strerror}).") from error
        engine = create_engine(self._url, connect_args={"timeout": _PATIENCE}, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _postgresql(self) -> Engine:
        try:
            return create_engine(
                self._url,
                # What the URL says for itself wins.
                connect_args={k: v for k, v in _LIBPQ.items() if k not in self._url.query},
                pool_pre_ping=True,
                hide_parameters=True,
            )
        except ImportError as error:
            raise StateError(
                "PostgreSQL needs a package that is not installed. "
                "Run: pip install 'scrutineer[postgres]'"
            ) from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as `StateError`, alone: theirs may repeat a whole row."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
            raise StateError(f"{self.name} cannot be used ({said[0].rstrip('.')}).") from None
        except PoolTimeoutError:
            raise StateError(f"{self.name} does not keep up; all connections are busy.") from None


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
            inspect(run).get_table_names()
    finally:
        database.close()
    return database.name


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


def _shown(url: URL) -> str:
    """What a database is called in messages: no user, no password, none of the options."""
    if url.get_backend_name() == _SQLITE:
        return f"The database {url.database}"
    return f"The database {url.database} at {url.host or 'this machine'}"


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Sets a new connection up, whose transactions are begun by `_begin_sqlite`."""
    connection.isolation_level = None
    _use_wal(connection)


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
