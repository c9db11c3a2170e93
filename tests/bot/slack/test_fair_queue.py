from collections import Counter, deque
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.fair_queue import FairQueue, QueueClosedError, QueueFullError, Waiting

ASKERS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=40)


def filled(askers: list[str]) -> FairQueue[int]:
    queue: FairQueue[int] = FairQueue(1_000)
    for number, asker in enumerate(askers):
        queue.put(number, asker, number)
    return queue


def emptied(queue: FairQueue[int]) -> list[Waiting[int]]:
    queue.close()
    taken = []
    while (waiting := queue.take()) is not None:
        taken.append(waiting)
        queue.done(waiting)
    return taken


@given(ASKERS)
def test_nobody_is_served_twice_more_than_another_who_waits(askers: list[str]) -> None:
    left = Counter(askers)
    served: Counter[str] = Counter()
    for waiting in emptied(filled(askers)):
        asker = str(waiting.asker)
        served[asker] += 1
        left[asker] -= 1
        for other in left:
            if left[other]:
                assert served[asker] - served[other] <= 1
    assert not any(left.values())


@given(ASKERS)
def test_what_one_person_asks_stays_in_order(askers: list[str]) -> None:
    taken = emptied(filled(askers))
    for asker in set(askers):
        numbers = [waiting.item for waiting in taken if waiting.asker == asker]
        assert numbers == sorted(numbers)


@given(ASKERS)
def test_the_place_that_was_told_is_kept_when_nobody_asks_after(askers: list[str]) -> None:
    queue: FairQueue[int] = FairQueue(1_000)
    before = [queue.put(number, asker, number) for number, asker in enumerate(askers)]
    places = {waiting.item: place for place, waiting in enumerate(emptied(queue))}
    last = len(askers) - 1
    assert places[last] <= before[last]


def test_two_of_one_conversation_are_not_out_together() -> None:
    queue: FairQueue[str] = FairQueue(10)
    queue.put("first", "a", "thread")
    queue.put("second", "b", "thread")
    queue.put("other", "c", "elsewhere")
    first = queue.take()
    assert first is not None
    assert first.item == "first"
    other = queue.take()
    assert other is not None
    assert other.item == "other"
    assert queue.taken == 2
    queue.done(other)
    assert queue.taken == 1
    queue.done(first)
    second = queue.take()
    assert second is not None
    assert second.item == "second"


def test_a_full_queue_takes_nothing_but_what_is_beyond_its_bound() -> None:
    queue: FairQueue[int] = FairQueue(1)
    assert queue.put(1, "a", 1) == 0
    with pytest.raises(QueueFullError):
        queue.put(2, "b", 2)
    assert queue.put(3, "b", 3, beyond_bound=True) == 1
    assert len(queue) == 2


def test_a_closed_queue_gives_out_what_waits_and_then_nothing() -> None:
    queue = filled(["a", "b"])
    assert {waiting.item for waiting in emptied(queue)} == {0, 1}
    assert queue.take() is None
    with pytest.raises(QueueClosedError):
        queue.put(3, "a", 3)


def test_what_waits_can_be_taken_out() -> None:
    queue = filled(["a", "b", "a"])
    assert sorted(queue.drain()) == [0, 1, 2]
    assert len(queue) == 0


def test_threads_get_everything_once() -> None:
    queue: FairQueue[int] = FairQueue(10_000)
    taken: deque[int] = deque()

    def work() -> None:
        while (waiting := queue.take()) is not None:
            taken.append(waiting.item)
            queue.done(waiting)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(500):
        queue.put(number, number % 7, number % 11)
    queue.close()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(500))
