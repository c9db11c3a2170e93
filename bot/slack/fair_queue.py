"""Whose question comes next: everybody in turn, one question of a conversation at a time."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class QueueFullError(Exception):
    """As many are waiting as may."""


class QueueClosedError(Exception):
    """Nothing is taken in any more."""


@dataclass(frozen=True, slots=True)
class Waiting(Generic[T]):
    """What waits: whose it is, and the conversation in which it has to wait for those before."""

    item: T
    asker: Hashable
    conversation: Hashable


class FairQueue(Generic[T]):
    """A bounded queue that serves askers in turn, whatever each of them has waiting.

    Threads share it. Two of one conversation are never out at the same time: `take` gives the
    second after `done` of the first, since it may follow on from it.
    """

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._lanes: OrderedDict[Hashable, deque[Waiting[T]]] = OrderedDict()
        self._busy: set[Hashable] = set()
        self._changed = Condition()
        self._size = 0
        self._closed = False

    def __len__(self) -> int:
        with self._changed:
            return self._size

    @property
    def taken(self) -> int:
        """How many conversations are served just now."""
        with self._changed:
            return len(self._busy)

    def put(
        self, item: T, asker: Hashable, conversation: Hashable, *, beyond_bound: bool = False
    ) -> int:
        """Let it wait; how many will be served before it, at most.

        Raises `QueueFullError`, unless `beyond_bound`, and `QueueClosedError`.
        """
        with self._changed:
            if self._closed:
                raise QueueClosedError
            if self._size >= self._bound and not beyond_bound:
                raise QueueFullError
            lane = self._lanes.setdefault(asker, deque())
            # Each of the others has a turn for each turn of the asker's.
            turns = len(lane) + 1
            others = (len(other) for name, other in self._lanes.items() if name != asker)
            before = len(lane) + sum(min(turns, length) for length in others)
            lane.append(Waiting(item, asker, conversation))
            self._size += 1
            self._changed.notify()
            return before

    def take(self) -> Waiting[T] | None:
        """The next, once there is one; None when the queue is closed and nothing waits."""
        with self._changed:
            while True:
                chosen = self._next()
                if chosen is not None:
                    self._busy.add(chosen.conversation)
                    return chosen
                if self._closed and not self._size:
                    return None
                self._changed.wait()

    def done(self, taken: Waiting[T]) -> None:
        """What was taken is answered: the next of its conversation may be."""
        with self._changed:
            self._busy.discard(taken.conversation)
            self._changed.notify_all()

    def close(self) -> None:
        """Take nothing in any more; what waits is still given out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def drain(self) -> list[T]:
        """Take out all that waits, and leave it to somebody else."""
        with self._changed:
            left = [waiting.item for lane in self._lanes.values() for waiting in lane]
            self._lanes.clear()
            self._size = 0
            self._changed.notify_all()
            return left

    def _next(self) -> Waiting[T] | None:
        for asker, lane in self._lanes.items():
            for waiting in lane:
                if waiting.conversation in self._busy:
                    continue
                lane.remove(waiting)
                self._size -= 1
                if lane:
                    self._lanes.move_to_end(asker)
                else:
                    del self._lanes[asker]
                return waiting
        return None
