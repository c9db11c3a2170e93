"""Jobs: none is lost, and none is done twice."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.state.errors import LostError
from bot.state.inbox import Part, Progress
from bot.state.opening import State, open_state
from tests.bot.state.jobs import a_job

PARTS = ({"text": "First"}, {"text": "Second"})


def test_a_job_is_accepted_once_whoever_is_asked(state: State, other: State) -> None:
    assert state.inbox.accept(a_job())
    assert not state.inbox.accept(a_job())
    assert not other.inbox.accept(a_job(minute=5))
    assert state.inbox.waiting() == other.inbox.waiting() == 1


def test_of_many_who_accept_at_once_one_does(state: State, other: State) -> None:
    keys = [f"E{n}" for n in range(20)] * 6
    with ThreadPoolExecutor(8) as threads:
        took = list(
            threads.map(
                lambda pair: (state if pair[0] % 2 else other).inbox.accept(a_job(pair[1])),
                enumerate(keys),
            )
        )
    assert sum(took) == 20
    assert state.inbox.waiting() == 20


def test_of_many_who_take_a_job_one_has_it(place: str) -> None:
    keys = [f"E{n}" for n in range(10)]
    with open_state(place) as dead:
        for key in keys:
            dead.inbox.accept(a_job(key))
    with ExitStack() as stack, ThreadPoolExecutor(8) as threads:
        inboxes = [stack.enter_context(open_state(place)).inbox for _ in range(3)]
        took = threads.map(lambda pair: inboxes[pair[0] % 3].take(pair[1]), enumerate(keys * 4))
        assert sum(took) == 10


def test_a_job_is_taken_by_who_accepted_it_and_by_nobody_else(state: State, other: State) -> None:
    state.inbox.accept(a_job())
    assert not other.inbox.take("E1")
    assert state.inbox.take("E1")
    assert not state.inbox.take("E1")
    assert not state.inbox.take("E2")
    assert state.inbox.progress("E1") == Progress("taken")
    assert state.inbox.progress("E2") is None


def test_what_is_to_be_sent_is_stored_once(state: State) -> None:
    state.inbox.accept(a_job())
    state.inbox.take("E1")
    stored = state.inbox.outgoing("E1", PARTS)
    assert stored == (Part(0, {"text": "First"}), Part(1, {"text": "Second"}))
    state.inbox.sending("E1", 0)
    state.inbox.sent("E1", 0, "17.6")
    state.inbox.sending("E1", 1)
    expected = (
        Part(0, {"text": "First"}, "sent", "17.6"),
        Part(1, {"text": "Second"}, "sending"),
    )
    assert state.inbox.outgoing("E1", [{"text": "Another"}]) == expected
    state.inbox.sending("E1", 0)
    state.inbox.sent("E1", 0, "17.9")
    assert state.inbox.progress("E1") == Progress("taken", expected)


def test_where_a_part_may_stand_is_known_before_it_is_sent(state: State) -> None:
    state.inbox.accept(a_job())
    state.inbox.take("E1")
    state.inbox.outgoing("E1", PARTS)
    for ref in ("F1", "F2"):
        state.inbox.sending("E1", 1, ref)
        (_, second) = state.inbox.outgoing("E1", PARTS)
        assert (second.state, second.ref) == ("sending", ref)
    state.inbox.sent("E1", 1, "F2")
    state.inbox.sending("E1", 1, "F3")
    (_, second) = state.inbox.outgoing("E1", PARTS)
    assert (second.state, second.ref) == ("sent", "F2")


def test_nothing_of_the_question_is_left_when_a_job_has_ended(state: State) -> None:
    for key in ("E1", "E2"):
        state.inbox.accept(a_job(key))
        state.inbox.take(key)
        state.inbox.outgoing(key, PARTS)
    state.inbox.finish("E1")
    state.inbox.fail("E2", "channel_not_found")
    assert state.inbox.progress("E1") == Progress("done")
    assert state.inbox.progress("E2") == Progress("failed", (), "channel_not_found")
    assert state.inbox.waiting() == 0
    for key in ("E1", "E2"):
        assert not state.inbox.accept(a_job(key))
        assert not state.inbox.take(key)
        with pytest.raises(LostError):
            state.inbox.finish(key)


def test_what_was_left_by_who_closed_is_found_and_gone_on_with(place: str, state: State) -> None:
    with open_state(place) as left:
        for n, key in enumerate(("E2", "E1", "E3")):
            left.inbox.accept(a_job(key, n))
        left.inbox.take("E1")
        left.inbox.outgoing("E1", PARTS)
        left.inbox.sending("E1", 0)
        left.inbox.take("E3")
        left.inbox.finish("E3")
        state.inbox.accept(a_job("E4", 9))
        assert state.inbox.abandoned() == []
    found = state.inbox.abandoned()
    assert [job.key for job in found] == ["E2", "E1"]
    assert [job.tries for job in found] == [0, 1]
    assert found[0] == a_job("E2", 0)
    assert state.inbox.take("E1")
    assert [job.key for job in state.inbox.abandoned()] == ["E2"]
    (first, second) = state.inbox.outgoing("E1", [{"text": "Another"}])
    assert (first.state, second.state, first.content) == ("sending", "waiting", {"text": "First"})


def test_a_job_that_was_given_back_is_taken_again_once(state: State, other: State) -> None:
    state.inbox.accept(a_job())
    state.inbox.take("E1")
    state.inbox.outgoing("E1", PARTS)
    assert not state.inbox.take("E1")
    state.inbox.give_back("E1")
    assert not state.inbox.accept(a_job())
    assert other.inbox.abandoned() == []
    assert [(job.key, job.tries) for job in state.inbox.abandoned()] == [("E1", 1)]
    assert state.inbox.take("E1")
    assert not state.inbox.take("E1")
    assert state.inbox.abandoned() == []
    state.inbox.finish("E1")
    state.inbox.give_back("E1")
    assert state.inbox.abandoned() == []
    assert not state.inbox.take("E1")


def test_what_waits_for_its_turn_was_not_tried(place: str, state: State) -> None:
    with open_state(place) as dead:
        dead.inbox.accept(a_job("E1"))
        dead.inbox.accept(a_job("E2", minute=1))
        dead.inbox.take("E2")
    assert [(job.key, job.tries) for job in state.inbox.abandoned()] == [("E1", 0), ("E2", 1)]
    for key in ("E1", "E2"):
        assert state.inbox.adopt(key)
        assert not state.inbox.adopt(key)
        assert state.inbox.progress(key) == Progress("accepted")
    assert state.inbox.abandoned() == []
    assert state.inbox.take("E2")
    state.inbox.give_back("E2")
    assert [(job.key, job.tries) for job in state.inbox.abandoned()] == [("E2", 2)]
    assert state.inbox.adopt("E2")
    assert state.inbox.take("E2")
    state.inbox.finish("E2")
    assert not state.inbox.adopt("E2")
    assert not state.inbox.adopt("E3")


def test_of_many_who_adopt_a_job_one_has_it(place: str) -> None:
    keys = [f"E{n}" for n in range(10)]
    with open_state(place) as dead:
        for key in keys:
            dead.inbox.accept(a_job(key))
    with ExitStack() as stack, ThreadPoolExecutor(8) as threads:
        inboxes = [stack.enter_context(open_state(place)).inbox for _ in range(3)]
        had = threads.map(lambda pair: inboxes[pair[0] % 3].adopt(pair[1]), enumerate(keys * 4))
        assert sum(had) == 10


def test_of_many_who_take_what_was_given_back_one_has_it(state: State) -> None:
    keys = [f"E{n}" for n in range(10)]
    for key in keys:
        state.inbox.accept(a_job(key))
        state.inbox.take(key)
        state.inbox.give_back(key)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(state.inbox.take, keys * 5)) == 10


def test_who_has_lost_a_job_may_not_go_on_with_it(state: State, other: State) -> None:
    state.inbox.accept(a_job())
    state.inbox.take("E1")
    state.inbox.outgoing("E1", PARTS)
    state.inbox.sending("E1", 0)
    state.inbox.close()
    assert other.inbox.take("E1")
    for step in (
        lambda: state.inbox.outgoing("E1", PARTS),
        lambda: state.inbox.sending("E1", 1),
        lambda: state.inbox.finish("E1"),
        lambda: state.inbox.fail("E1", "late"),
    ):
        with pytest.raises(LostError):
            step()
    # What did arrive is known to have arrived.
    state.inbox.sent("E1", 0, "17.6")
    progress = other.inbox.progress("E1")
    assert progress is not None
    assert [(part.state, part.ref) for part in progress.parts] == [
        ("sent", "17.6"),
        ("waiting", None),
    ]


def test_keys_are_known_for_seven_days_and_open_jobs_for_good(state: State) -> None:
    for key in ("E1", "E2"):
        state.inbox.accept(a_job(key))
        state.inbox.take(key)
    state.inbox.finish("E1")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert state.inbox.purge(tomorrow) == 0
    assert not state.inbox.accept(a_job("E1"))
