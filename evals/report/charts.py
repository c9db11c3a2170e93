"""Where the dots and whiskers of a chart stand: shares on one axis for each table.

Places are per cent of the chart's width, so that charts shrink without becoming unreadable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.results import Metric

_MARGIN = 3.0
_STARTS = (0.95, 0.9, 0.8, 0.5)
_ENDS = (0.05, 0.1, 0.2, 0.5)
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis runs from and to, as shares."""

    first: float
    last: float

    def place(self, share: float) -> float:
        """Where a share stands; what lies beyond an end stands at it."""
        inside = min(max(share, self.first), self.last)
        part = (inside - self.first) / (self.last - self.first)
        return round(_MARGIN + part * (100 - 2 * _MARGIN), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Places and labels, the ends among them."""
        step = (self.last - self.first) / (_STEPS - 1)
        shares = [self.first + step * i for i in range(_STEPS)]
        return tuple((self.place(share), f"{share * 100:.3g} %") for share in shares)


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure drawn: its dot, whiskers, threshold and baseline, and all of it in words."""

    dot: float
    low: float | None
    high: float | None
    threshold: float | None
    before: float | None
    ticks: tuple[float, ...]


def axis_of(metrics: Sequence[Metric], before: Mapping[str, Metric]) -> Axis | None:
    """The shortest axis that holds every figure that can be drawn, None if none can."""
    drawn = [metric for metric in metrics if drawable(metric)]
    shares = [share for metric in drawn for share in _shares(metric, before.get(key(metric)))]
    if not shares:
        return None
    first = next((start for start in _STARTS if min(shares) >= start), 0.0)
    last = next((end for end in _ENDS if max(shares) <= end), 1.0) if first == 0 else 1.0
    return Axis(first, last)


def mark_of(metric: Metric, before: Metric | None, axis: Axis) -> Mark | None:
    """What is drawn of a figure, None where it is not one between 0 and 1."""
    if metric.value is None or not drawable(metric):
        return None
    limit = metric.minimum if metric.minimum is not None else metric.maximum
    return Mark(
        dot=axis.place(metric.value),
        low=_place(axis, metric.low),
        high=_place(axis, metric.high),
        threshold=_place(axis, limit),
        before=_place(axis, None if before is None else before.value),
        ticks=tuple(place for place, _ in axis.ticks),
    )


def drawable(metric: Metric) -> bool:
    """Whether a figure is a share, or a mean that lies between 0 and 1 with all its interval."""
    if metric.value is None or metric.unit not in ("share", "mean"):
        return False
    return all(0 <= share <= 1 for share in _shares(metric, None))


def key(metric: Metric) -> str:
    """What a figure is found by in the same suite of another run."""
    return f"{metric.name}/{metric.group or ''}"


def _shares(metric: Metric, before: Metric | None) -> list[float]:
    found = (metric.value, metric.low, metric.high, metric.minimum, metric.maximum)
    values = [value for value in found if value is not None]
    if before is not None and before.value is not None and drawable(before):
        values.append(before.value)
    return values


def _place(axis: Axis, share: float | None) -> float | None:
    return None if share is None else axis.place(share)
