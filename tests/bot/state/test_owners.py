"""Who lives: told by beats and by the machine's own processes, never by a clock of the wall."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.state.database import Database
from bot.state.errors import LostError
from bot.state.inbox import Inbox
from bot.state.opening import State
from bot.state.owners import LEASE, Watch
from bot.state.processes import is_gone, this_process
from bot.state.tables import OWNERS
from tests.bot.state.jobs import a_job

ROOT = Path(__file__).parents[3]


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def elsewhere(place: str) -> None:
    """The owners as processes of another machine."""
    database = Database(place)
    with database.writing() as run:
        run.execute(update(OWNERS).values(place="another boot pid:[1]"))
    database.close()


def test_an_owner_of_another_machine_is_dead_when_its_heart_has_stood_still(
    place: str, state: State
) -> None:
    clock, database = Clock(), Database(place)
    looking = Inbox(database, clock)
    state.inbox.accept(a_job())
    elsewhere(place)
    found = []
    for _ in range(4):
        found.append([job.key for job in looking.abandoned()])
        clock.now += LEASE * 0.4
    assert found == [[], [], [], ["E1"]]
    assert looking.take("E1")
    assert not state.inbox.take("E1")
    # Who was taken for dead lives after all: it joins again, without the job.
    state.inbox.renew()
    assert not state.inbox.take("E1")
    with pytest.raises(LostError):
        state.inbox.finish("E1")
    state.inbox.accept(a_job("E2"))
    assert state.inbox.take("E2")
    looking.finish("E1")
    looking.close()
    database.close()


def test_an_owner_whose_heart_beats_lives(place: str, state: State) -> None:
    clock, database = Clock(), Database(place)
    looking = Inbox(database, clock)
    state.inbox.accept(a_job())
    elsewhere(place)
    for _ in range(10):
        assert looking.abandoned() == []
        assert not looking.take("E1")
        state.inbox.renew()
        clock.now += LEASE * 0.4
    database.close()


@given(st.lists(st.tuples(st.floats(0, 3 * LEASE), st.booleans()), max_size=30))
def test_only_a_beat_that_was_watched_standing_still_for_a_lease_is_still(
    looks: list[tuple[float, bool]],
) -> None:
    clock = Clock()
    watch, beat, watched = Watch(clock), 0, 0.0
    watch.is_still("o", beat)
    for seconds, beats in looks:
        clock.now += seconds
        beat += beats
        watched = 0.0 if beats or seconds > LEASE else watched + seconds
        if abs(watched - LEASE) > 1e-6:
            assert watch.is_still("o", beat) == (watched > LEASE)
        else:
            watch.is_still("o", beat)


def test_this_process_lives_and_one_that_has_ended_is_gone() -> None:
    me = this_process()
    assert not is_gone(me)
    assert is_gone(replace(me, started=(me.started or 0) - 1))
    assert not is_gone(replace(me, place="another boot", started=0))
    assert not is_gone(replace(me, place=None))
    show = "from bot.state.processes import *; p = this_process()"
    with subprocess.Popen(
        [sys.executable, "-c", f"{show}; print(p.pid, p.started, flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        pid, started = map(int, child.stdout.readline().split())
        other = replace(me, pid=pid, started=started)
        assert not is_gone(other)
        child.kill()
        # Ended, but its parent has not asked how: the system still lists it.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(other)
    assert is_gone(other)
