"""What the program tells of itself, to whoever watches; to nobody unless somebody does.

Nothing that is told may hold words of a question: names and labels are the program's own.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Protocol

from bot.observing.metrics import OLDEST, PENDING, Metric

Fact = str | int | float
Labels = Mapping[str, str]


class Span(Protocol):
    """A piece of work that goes on."""

    def note(self, **facts: Fact) -> None:
        """Add what is known of it."""


class Watcher(Protocol):
    """Somebody who watches. Threads share it; it raises nothing."""

    def span(
        self, name: str, parent: Mapping[str, str] | None, facts: Mapping[str, Fact]
    ) -> AbstractContextManager[Span]:
        """A piece of work, a part of the one that goes on here; or of one elsewhere (headers)."""

    def add(self, metric: Metric, amount: float, labels: Labels) -> None:
        """Count something."""

    def record(self, metric: Metric, value: float, labels: Labels) -> None:
        """Note a value of a histogram."""

    def ids(self) -> Mapping[str, str]:
        """The ids of the piece of work that goes on here."""

    def exposition(self) -> tuple[bytes, str]:
        """Everything that was counted, as Prometheus reads it, and its media type."""


class _Nothing:
    """A span that nobody sees."""

    def __enter__(self) -> Span:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def note(self, **_facts: Fact) -> None:
        """Nothing."""


class _Nobody:
    def span(
        self, _name: str, _parent: Mapping[str, str] | None, _facts: Mapping[str, Fact]
    ) -> AbstractContextManager[Span]:
        return _NOTHING

    def add(self, _metric: Metric, _amount: float, _labels: Labels) -> None:
        return None

    def record(self, _metric: Metric, _value: float, _labels: Labels) -> None:
        return None

    def ids(self) -> Mapping[str, str]:
        return {}

    def exposition(self) -> tuple[bytes, str]:
        return b"", "text/plain"


Gauge = Callable[[], float]
_NOTHING = _Nothing()
_watcher: Watcher = _Nobody()
_gauges: dict[Metric, dict[tuple[tuple[str, str], ...], Gauge]] = {}
_turn = Lock()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """While somebody watches; whoever did before has to wait."""
    global _watcher
    before, _watcher = _watcher, watcher
    try:
        yield
    finally:
        _watcher = before


def span(
    name: str, parent: Mapping[str, str] | None = None, **facts: Fact
) -> AbstractContextManager[Span]:
    """A piece of work, while it goes on; `parent`: headers of the request that asked for it."""
    return _watcher.span(name, parent, facts)


def count(metric: Metric, amount: float = 1, **labels: str) -> None:
    """Count something."""
    _watcher.add(metric, amount, labels)


def record(metric: Metric, value: float, **labels: str) -> None:
    """Note a value of a histogram."""
    _watcher.record(metric, value, labels)


def ids() -> Mapping[str, str]:
    """What ties a line of the log to a trace; nothing where there is none."""
    return _watcher.ids()


def exposition() -> tuple[bytes, str]:
    """Everything that was counted, as Prometheus reads it, and its media type."""
    return _watcher.exposition()


class Timed:
    """Something that is timed; `outcome` is "failed" where it ends with an error."""

    def __init__(self, span: Span) -> None:
        self.outcome = "ok"
        self.note = span.note


@contextmanager
def timed(metric: Metric, name: str, **labels: str) -> Iterator[Timed]:
    """A piece of work whose time goes into a histogram, by how it ended."""
    began = time.monotonic()
    with _watcher.span(name, None, labels) as made:
        told = Timed(made)
        try:
            yield told
        except BaseException:
            told.outcome = "failed" if told.outcome == "ok" else told.outcome
            raise
        finally:
            made.note(outcome=told.outcome)
            record(metric, time.monotonic() - began, **labels, outcome=told.outcome)


def gauge(metric: Metric, read: Gauge, **labels: str) -> None:
    """Say how a gauge is read, in place of what was said before of the same labels.

    `read` may raise anything; then nothing is told.
    """
    with _turn:
        _gauges.setdefault(metric, {})[tuple(sorted(labels.items()))] = read


def gauges(metric: Metric) -> Iterator[tuple[Labels, float]]:
    """What a gauge shows now, by labels."""
    with _turn:
        reading = list(_gauges.get(metric, {}).items())
    for labels, read in reading:
        try:
            value = float(read())
        except Exception:  # what cannot be read is not told, and must not hide the others
            continue
        yield dict(labels), value


class Pending:
    """What was taken in and has not ended, by key, told as two gauges. Threads share it."""

    def __init__(self, queue: str) -> None:
        self._since: dict[object, float] = {}
        self._turn = Lock()
        gauge(PENDING, lambda: len(self._since), queue=queue)
        gauge(OLDEST, self._oldest, queue=queue)

    def begin(self, key: object) -> None:
        """Something was taken in; told again of the same, it goes on."""
        with self._turn:
            self._since.setdefault(key, time.monotonic())

    def end(self, key: object) -> None:
        """It has ended."""
        with self._turn:
            self._since.pop(key, None)

    def _oldest(self) -> float:
        with self._turn:
            return time.monotonic() - min(self._since.values()) if self._since else 0.0
