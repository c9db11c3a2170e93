"""When all turn to a new generation: once who lives is ready, and no later than is said."""

import pytest

from bot.sharing.turning import PATIENCE, Turning
from bot.state.owners import LEASE
from bot.state.processes import Process, this_process
from bot.state.shared_index import SharedIndex

# Of it nothing can be known but by its beat.
ELSEWHERE = Process("another machine", 7, 7)


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def offered(shared: SharedIndex, number: int = 1, form: int = 3) -> None:
    assert shared.offer([b"\0" * 32], form, number - 1) == number


def test_with_nobody_to_wait_for_it_is_at_once(shared: SharedIndex) -> None:
    turning = Turning(shared)
    assert turning.turn() == 0
    offered(shared)
    assert turning.turn() == 1
    assert shared.active() == 1


def test_all_who_live_are_waited_for(shared: SharedIndex) -> None:
    turning = Turning(shared)
    shared.beat("a", "a", this_process(), 3, 0)
    shared.beat("b", "b", this_process(), 3, 0)
    offered(shared)
    assert turning.turn() == 0
    shared.beat("a", "a", this_process(), 3, 1)
    assert turning.turn() == 0
    shared.beat("b", "b", this_process(), 3, 1)
    assert turning.turn() == 1


@pytest.mark.parametrize("other", [this_process(), ELSEWHERE])
def test_who_leaves_is_not_waited_for(shared: SharedIndex, other: Process) -> None:
    shared.beat("b", "b", other, 3, 0)
    offered(shared)
    turning = Turning(shared)
    assert turning.turn() == 0
    shared.bury("b")
    assert turning.turn() == 1


def test_who_died_here_is_not_waited_for(shared: SharedIndex) -> None:
    me = this_process()
    shared.beat("b", "b", Process(me.place, me.pid, (me.started or 0) - 1), 3, 0)
    offered(shared)
    assert Turning(shared).turn() == 1
    assert shared.members() == []


def test_who_died_elsewhere_is_known_by_a_beat_that_stands_still(shared: SharedIndex) -> None:
    clock = Clock()
    turning = Turning(shared, clock)
    shared.beat("b", "b", ELSEWHERE, 3, 0)
    offered(shared)
    for _ in range(int(LEASE)):
        assert turning.turn() == 0
        clock.now += 1
    shared.beat("b", "b", ELSEWHERE, 3, 0)
    for _ in range(int(LEASE)):
        assert turning.turn() == 0
        clock.now += 1
    clock.now += 1
    assert turning.turn() == 1


def test_who_is_slow_is_waited_for_within_bounds_if_another_can_answer(
    shared: SharedIndex,
) -> None:
    clock = Clock()
    turning = Turning(shared, clock)
    offered(shared)

    def lives(name: str, ready: int) -> None:
        shared.beat(name, name, ELSEWHERE, 3, ready)

    for _ in range(int(PATIENCE) // 5 + 1):
        lives("slow", 0)
        lives("other", 0)
        assert turning.turn() == 0
        clock.now += 5
    # With none that is ready there would be no answers at all.
    lives("slow", 0)
    lives("other", 0)
    assert turning.turn() == 0
    lives("other", 1)
    assert turning.turn() == 1


def test_who_cannot_read_it_is_waited_for_as_long_as_it_lives(shared: SharedIndex) -> None:
    clock = Clock()
    turning = Turning(shared, clock)
    offered(shared, form=4)
    for _ in range(40):
        shared.beat("old", "old", ELSEWHERE, 3, 0)
        shared.beat("new", "new", ELSEWHERE, 4, 1)
        assert turning.turn() == 0
        clock.now += 5
    shared.bury("old")
    assert turning.turn() == 1


def test_who_could_not_look_for_long_begins_to_wait_anew(shared: SharedIndex) -> None:
    clock = Clock()
    turning = Turning(shared, clock)
    offered(shared)
    shared.beat("slow", "slow", ELSEWHERE, 3, 0)
    shared.beat("a", "a", ELSEWHERE, 3, 1)
    assert turning.turn() == 0
    clock.now += 10 * PATIENCE
    shared.beat("slow", "slow", ELSEWHERE, 3, 0)
    assert turning.turn() == 0


def test_nobody_goes_back(shared: SharedIndex) -> None:
    offered(shared)
    offered(shared, 2)
    assert Turning(shared).turn() == 2
    shared.activate(1)
    assert shared.active() == 2
