"""Tables that an earlier version made, that several make at once, and that a later one made."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text

from bot.state import migrating
from bot.state.database import examined, url_of
from bot.state.errors import StateError, StateTooNewError
from bot.state.feedback import Feedback
from bot.state.opening import open_state
from bot.state.tables import METADATA
from tests.bot.state import earlier
from tests.bot.state.jobs import a_job, an_answer

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@contextmanager
def by_hand(place: str) -> Iterator[Connection]:
    """A transaction on a database that the program has not opened."""
    url = url_of(place)
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(exist_ok=True)
    engine = create_engine(url)
    with engine.begin() as run:
        yield run
    engine.dispose()


def version(place: str) -> str:
    with by_hand(place) as run:
        return str(run.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def set_version(place: str, number: str) -> None:
    with by_hand(place) as run:
        run.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})


def differences(place: str) -> object:
    with by_hand(place) as run:
        return compare_metadata(MigrationContext.configure(run), METADATA)


def test_the_version_that_is_known_is_that_of_the_last_change() -> None:
    scripts = ScriptDirectory(str(ROOT / "bot/state/migrations"))
    assert scripts.get_heads() == [migrating.KNOWN]


def test_what_the_changes_make_is_what_the_program_uses(place: str) -> None:
    open_state(place).close()
    assert differences(place) == []
    assert version(place) == migrating.KNOWN


@pytest.mark.parametrize("before", earlier.VERSIONS)
def test_what_an_earlier_version_kept_is_there_and_goes_on(place: str, before: str) -> None:
    with by_hand(place) as run:
        earlier.make(run, before)
        run.execute(
            text(
                "INSERT INTO turns (conversation, asker, at, question, answer_id, shape)"
                """ VALUES ('C1:1', 'T1:U1', '2026-11-20 09:30:00', '"How long?"', 'a1', '')"""
            )
        )
        run.execute(
            text(
                "INSERT INTO feedback (answer_id, asker, verdict, at)"
                " VALUES ('a1', 'T1:U1', 'useful', '2026-11-20 09:30:00')"
            )
        )
        run.execute(
            text(
                "INSERT INTO jobs (key, kind, payload, asker, place, accepted_at, state, owner,"
                " tries) VALUES ('E0', 'question', '{}', 'T1:U1', 'C1:1', '2026-11-20 09:30:00',"
                " 'accepted', 'who has died', 0)"
            )
        )
    with open_state(place) as state:
        turn = state.conversations.latest("C1:1")
        assert turn is not None
        assert turn.question == "How long?"
        assert state.feedback.every() == [Feedback("a1", "useful", "T1:U1", NOW)]
        assert [job.key for job in state.inbox.abandoned()] == ["E0"]
        assert state.inbox.accept(a_job())
        # What is done twice for one job is one turn: the newest tables hold that.
        for _ in range(2):
            state.conversations.remember("C1:1", None, an_answer(), "T1:U1", job="E1")
        assert len(state.conversations.turns("C1:1")) == 2
    assert differences(place) == []


def test_of_several_that_start_at_once_one_alone_changes_the_tables(place: str) -> None:
    with by_hand(place) as run:
        earlier.make(run, "7ab8122")
    code = f"""
import os
from alembic.runtime.migration import MigrationContext
from bot.state.opening import open_state
changes = 0
run_migrations = MigrationContext.run_migrations
def counted(self):
    global changes
    changes += 1
    run_migrations(self)
MigrationContext.run_migrations = counted
def opened():
    open_state({place!r}).close()
    os._exit(changes)
children = [os.fork() or opened() for _ in range(6)]
print(sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ended.stdout.strip(), ended.stderr) == ("[0, 0, 0, 0, 0, 1]", "")


def test_a_change_that_fails_leaves_the_tables_as_they_were(place: str) -> None:
    with by_hand(place) as run:
        earlier.make(run, "7ab8122")

    def fail(*statement: str) -> None:
        if "version_num" in statement[2] and statement[2].startswith("INSERT"):
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(KeyboardInterrupt):
            open_state(place)
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    with by_hand(place) as run:
        assert not run.execute(text("SELECT * FROM turns")).keys() & {"job"}
    open_state(place).close()
    assert differences(place) == []


def test_a_program_goes_on_with_tables_to_which_a_later_one_has_added(place: str) -> None:
    open_state(place).close()
    with by_hand(place) as run:
        run.execute(text("ALTER TABLE jobs ADD COLUMN wanted_by VARCHAR"))
        run.execute(text("CREATE TABLE later (name VARCHAR)"))
    set_version(place, "1.999")
    with open_state(place) as state:
        inbox = state.inbox
        assert inbox.accept(a_job())
        assert [inbox.take("E1"), inbox.take("E1")] == [True, False]
        inbox.finish("E1")
    assert version(place) == "1.999"
    assert examined(place)


def test_tables_that_a_later_program_made_otherwise_are_told_and_left_alone(place: str) -> None:
    open_state(place).close()
    set_version(place, "2.1")
    for open_it in (open_state, examined):
        with pytest.raises(StateTooNewError, match=r"newer Scrutineer \(tables 2\.1, .*Update"):
            open_it(place)
    assert version(place) == "2.1"


def test_a_version_that_is_none_of_ours_is_told(place: str) -> None:
    open_state(place).close()
    set_version(place, "abc123def456")
    with pytest.raises(StateError, match="something else: their version is 'abc123def456'"):
        open_state(place)
