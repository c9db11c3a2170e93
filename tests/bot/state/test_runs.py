import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

import bot
from bot.state.database import Database
from bot.state.opening import State
from bot.state.processes import Process, this_process
from bot.state.shared_index import SharedIndex
from bot.state.tables import RUNS

_DIES = """
import sys
from bot.state.opening import open_state
state = open_state(sys.argv[1])
state.runs.begin(state.runs.ask("Ann", ["/a"]))
state.runs.end(state.runs.ask("Ann", ["/b"]), {})
"""


def test_a_run_is_told_from_its_asking_to_its_end(state: State, other: State) -> None:
    paths = ["/home/uploads/odd \x00 \ud800.pdf", "/b"]
    first, second, third = (state.runs.ask(who, paths) for who in ("Ann", "Ben", "Cas"))
    waiting = other.runs.get(first)
    assert waiting is not None
    assert (waiting.asker, waiting.paths, waiting.state) == ("Ann", tuple(paths), "waiting")
    assert not waiting.is_over
    state.runs.begin(first)
    begun = other.runs.get(first)
    assert begun is not None
    assert (begun.state, begun.ended_at, begun.is_over) == ("running", None, False)
    state.runs.end(first, {"passages": 7})
    state.runs.fail(second, "The disk is full.")
    failed, ended = (other.runs.get(number) for number in (second, first))
    assert ended is not None
    assert failed is not None
    assert (ended.state, ended.report, ended.reason) == ("done", {"passages": 7}, None)
    assert (failed.state, failed.report, failed.reason) == ("failed", None, "The disk is full.")
    assert ended.is_over
    assert ended.ended_at is not None
    assert ended.ended_at >= ended.at
    assert [run.number for run in other.runs.recent(2)] == [third, second]
    assert other.runs.get(third + 1) is None


def test_runs_are_forgotten_when_they_are_old(state: State) -> None:
    number = state.runs.ask("Ann", ["/a"])
    now = datetime.now(UTC)
    assert state.purge({"runs": now - timedelta(hours=1)}) == {"runs": 0}
    assert state.runs.get(number) is not None
    assert state.purge({"runs": now + timedelta(hours=1)}) == {"runs": 1}
    assert state.runs.recent(10) == []


def test_a_run_whose_process_died_was_cut_short(state: State, place: str) -> None:
    root = str(Path(bot.__file__).parents[1])
    subprocess.run([sys.executable, "-c", _DIES, place], check=True, cwd=root, timeout=60)
    ended, begun = state.runs.recent(2)
    assert (ended.state, begun.state) == ("done", "cut_short")
    assert begun.is_over


def test_a_run_of_a_replica_elsewhere_was_cut_short_when_that_is_gone(
    state: State, place: str
) -> None:
    elsewhere = Process("another machine", 7, 7)
    number = state.runs.ask("Ann", ["/a"])
    with closing(Database(place)) as database:
        with database.writing() as run:
            run.execute(update(RUNS).values(process=asdict(elsewhere)))
        replicas = SharedIndex(database)

        def stands() -> str:
            found = state.runs.get(number)
            assert found is not None
            return found.state

        # Where nothing is known of other machines they may well be at work.
        assert stands() == "waiting"
        replicas.beat("here", "here", this_process(), 3, 0)
        replicas.beat("there", "there", elsewhere, 3, 0)
        assert stands() == "waiting"
        replicas.bury("there")
        assert stands() == "cut_short"
