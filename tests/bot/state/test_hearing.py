"""A server that falls silent is held to be away, and is used again when it speaks."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import make_url, text

from bot.state.database import Database, however_long
from bot.state.errors import StateError
from bot.state.hearing import SILENCE, HeardConnection
from evals.benchmarks.faults.slowing import SILENT, Link, Pace
from tests import postgres


@pytest.fixture
def link(postgres_server: str) -> Iterator[Link]:
    """A way to the server that can be made slow."""
    with Link(make_url(postgres_server).port or 0) as link:
        yield link


@pytest.fixture
def linked(postgres_server: str, link: Link) -> Iterator[Database]:
    """An empty database, used by that way."""
    with postgres.database(postgres_server) as url:
        by_link = make_url(url).set(port=link.port).update_query_dict({"connect_timeout": "5"})
        with closing(Database(by_link.render_as_string(hide_password=False))) as database:
            yield database


def test_silence_ends_the_wait_and_is_forgotten_when_it_is_over(
    linked: Database, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    link.pace = SILENT
    with monkeypatch.context() as impatient:
        impatient.setattr(HeardConnection, "silence", 0.3)
        with pytest.raises(StateError, match="cannot be used"):
            linked.check()
    link.pace = None
    linked.check()


def test_a_server_that_is_slow_and_speaks_is_waited_for(linked: Database, link: Link) -> None:
    with linked.reading() as run:
        link.pace = Pace(0.01, 100_000)
        asked = text("SELECT repeat('slowly ', 3000)")
        assert len(run.execute(asked).scalar_one()) == 21_000


def test_a_server_that_is_there_and_silent_is_away(
    linked: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HeardConnection, "silence", 0.2)
    with pytest.raises(StateError, match="nothing was heard"), linked.reading() as run:
        run.execute(text("SELECT pg_sleep(600)"))


def test_what_takes_long_may_be_silent(linked: Database) -> None:
    with linked.reading() as run:
        connection = run.connection.driver_connection
        assert isinstance(connection, HeardConnection)
        with however_long(run):
            assert connection.silence is None
            assert run.execute(text("SELECT 1")).scalar_one() == 1
        assert connection.silence == SILENCE
