"""The database: which can be used, and what is said of one that cannot."""

import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from bot.state.database import Database
from bot.state.errors import StateError
from bot.state.feedback import Feedback
from bot.state.opening import State, open_state
from tests import postgres
from tests.bot.state.jobs import NOW, a_job

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "place",
    [
        "mysql://me:opensesame@db.example/state",
        "postgresql+psycopg2://me:opensesame@db.example/state",
        "sqlite://",
        "sqlite:///:memory:",
        "me:opensesame",
        "postgresql://me:opensesame@db.example:port/state",
    ],
)
def test_what_cannot_be_used_is_refused_without_a_word_of_its_password(place: str) -> None:
    with pytest.raises(StateError) as error:
        open_state(place)
    assert "opensesame" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_server_that_is_away_is_told_without_its_password() -> None:
    url = "postgres://me:opensesame@127.0.0.1:1/state?application_name=opensesame"
    with pytest.raises(
        StateError, match=r"The database state at 127\.0\.0\.1 cannot be used"
    ) as error:
        open_state(url)
    assert "opensesame" not in str(error.value)


def test_a_driver_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StateError, match=r"pip install 'scrutineer\[postgres\]'"):
        open_state("postgresql://127.0.0.1:1/state")


def test_a_wrong_password_is_told_without_it(postgres_server: str) -> None:
    server = urlsplit(postgres_server)
    nobody = server._replace(netloc=f"nobody:opensesame@{server.hostname}:{server.port}")
    with pytest.raises(StateError, match="cannot be used") as error:
        open_state(nobody.geturl())
    assert "opensesame" not in str(error.value)


def test_a_database_without_an_encoding_keeps_every_letter(postgres_server: str) -> None:
    name = "plain_bytes"
    with psycopg.connect(postgres_server, autocommit=True) as run:
        run.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' "
            "LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        try:
            place = urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
            given = Feedback("a1", "wrong", "T1:U1", NOW, note="Children’s services – Ynys Môn")
            with open_state(place) as state:
                state.feedback.give(given)
            with open_state(place) as state:
                assert state.feedback.of("a1") == [given]
        finally:
            run.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_file_is_made_where_there_is_none_for_nobody_else_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a home?" / "state%20#1.sqlite"
    with open_state(path) as state:
        assert state.inbox.accept(a_job())
        assert str(path) in state.name
    assert path.stat().st_mode & 0o077 == 0
    with open_state(path) as state:
        assert state.inbox.waiting() == 1


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"something else " * 100)
    with pytest.raises(StateError, match="not a database"):
        open_state(path)
    with pytest.raises(StateError, match="cannot be used"):
        open_state(path / "state.sqlite")


def test_questions_are_in_no_message(state: State) -> None:
    nowhere = replace(a_job(), place=cast(Any, None))
    with pytest.raises(StateError) as error:
        state.inbox.accept(nowhere)
    told = "".join(traceback.format_exception(error.value))
    assert "place" in told
    assert "improve" not in told


def test_of_several_processes_each_may_make_the_tables_and_one_accepts_a_job(place: str) -> None:
    code = f"""
import os
from bot.state.opening import open_state
from tests.bot.state.jobs import NOW, a_job
def accepted():
    with open_state({place!r}) as state:
        took = sum(state.inbox.accept(a_job("E%d" % n)) for n in range(50))
    os._exit(took)
children = [os.fork() or accepted() for _ in range(6)]
print(sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ended.stdout.strip(), ended.stderr) == ("50", "")


def test_a_transaction_that_fails_leaves_nothing(place: str) -> None:
    database = Database(place)
    once = "('E1', 0, '{}', 'waiting', NULL)"

    def twice() -> None:
        with database.writing() as run:
            run.execute(text(f"INSERT INTO parts VALUES {once}"))
            run.execute(text(f"INSERT INTO parts VALUES {once}"))

    with pytest.raises(StateError):
        twice()
    with database.reading() as run:
        assert run.execute(text("SELECT count(*) FROM parts")).scalar() == 0
    database.close()


def test_whoever_reads_waits_for_no_writer(place: str, state: State) -> None:
    state.inbox.accept(a_job())
    database = Database(place)
    with database.writing() as run:
        run.execute(text("UPDATE jobs SET state = 'done'"))
        assert state.inbox.waiting() == 1
    assert state.inbox.waiting() == 0
    database.close()


@contextmanager
def line_down(state: State) -> Iterator[None]:
    """What is written is kept, and nobody is told so."""
    engine = state.inbox._database._engine

    def lose(run: Connection) -> None:
        connection = run.connection.dbapi_connection
        assert connection is not None
        if engine.dialect.name == "sqlite":
            connection.cursor().execute("COMMIT")
        else:
            connection.commit()
        raise OperationalError("COMMIT", None, sqlite3.OperationalError("the line is down"))

    event.listen(engine, "commit", lose)
    with pytest.raises(StateError, match="the line is down"):
        yield
    event.remove(engine, "commit", lose)


def test_what_was_kept_although_it_could_not_be_said_is_accepted_when_it_comes_again(
    state: State, other: State
) -> None:
    state.inbox.accept(a_job("E0"))
    with line_down(state):
        state.inbox.accept(a_job())
    assert [job.key for job in state.inbox.abandoned()] == ["E1"]
    assert not other.inbox.accept(a_job())
    assert state.inbox.accept(a_job())
    assert not state.inbox.accept(a_job())
    assert state.inbox.abandoned() == []
    assert state.inbox.take("E1")


def test_what_was_taken_although_it_could_not_be_said_is_taken_again(state: State) -> None:
    state.inbox.accept(a_job())
    with line_down(state):
        state.inbox.take("E1")
    assert [job.key for job in state.inbox.abandoned()] == ["E1"]
    assert not state.inbox.accept(a_job())
    assert state.inbox.take("E1")
    assert not state.inbox.take("E1")


def test_a_server_that_went_and_came_back_is_used_again(postgres_server: str) -> None:
    with (
        postgres.database(postgres_server) as url,
        open_state(url) as state,
        psycopg.connect(url, autocommit=True) as admin,
    ):
        state.inbox.accept(a_job())
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert state.inbox.take("E1")
