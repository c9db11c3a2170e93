"""What goes wrong with Slack itself: scripted call by call, or at random from a seed."""

import random
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """How one call goes wrong.

    `kind` is `ratelimited` (429, `retry_after`), `server_error` (`status`), `error` (a 200 that
    says `error`), `dropped` (the connection breaks in the middle of the answer), `reset` (it breaks
    before the answer begins: the SDK then makes the call once more by itself) or `slow`
    (`seconds`, and then it works). `done` says whether the call took effect before it broke, or
    before it was slow.
    """

    kind: str
    retry_after: int = 1
    status: int = 500
    error: str = "internal_error"
    seconds: float = 0.0
    done: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


def ratelimited(retry_after: int = 1) -> Fault:
    return Fault("ratelimited", retry_after=retry_after)


def server_error(status: int = 500) -> Fault:
    return Fault("server_error", status=status)


def refused(error: str, **more: Any) -> Fault:
    return Fault("error", error=error, more=more)


def dropped(done: bool = False) -> Fault:
    return Fault("dropped", done=done)


def reset(done: bool = False) -> Fault:
    return Fault("reset", done=done)


def slow(seconds: float, done: bool = False) -> Fault:
    return Fault("slow", seconds=seconds, done=done)


class Faults:
    """Which fault, if any, the next call of a method meets.

    Faults from `script` come first and once each; then those at random, if `at_random` set any.
    The method `*` stands for every method but `auth.test` and `apps.connections.open`.
    """

    def __init__(self, seed: int = 0) -> None:
        self._scripted: dict[str, deque[Fault]] = defaultdict(deque)
        self._random: list[tuple[float, Fault]] = []
        self._spared: frozenset[str] = frozenset()
        self._dice = random.Random(seed)
        self.met: list[tuple[str, Fault]] = []

    def script(self, method: str, *faults: Fault, times: int = 1) -> None:
        self._scripted[method].extend(faults * times)

    def at_random(self, *shares: tuple[float, Fault], spare: frozenset[str] = frozenset()) -> None:
        """Each fault with its share of all calls; without any, nothing goes wrong any more."""
        self._random = list(shares)
        self._spared = spare

    def next(self, method: str) -> Fault | None:
        fault = self._next(method)
        if fault is not None:
            self.met.append((method, fault))
        return fault

    def _next(self, method: str) -> Fault | None:
        if self._scripted[method]:
            return self._scripted[method].popleft()
        if method in ("auth.test", "apps.connections.open"):
            return None
        if self._scripted["*"]:
            return self._scripted["*"].popleft()
        if method in self._spared or not self._random:
            return None
        thrown = self._dice.random()
        for share, fault in self._random:
            if thrown < share:
                return fault
            thrown -= share
        return None
