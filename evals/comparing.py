"""Two runs side by side: what changed, how sure that is, and which cases changed sides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evals.metrics import Interval, bootstrap, difference_of_shares, mean
from evals.results import CaseResult, Metric, Results, SuiteResult
from evals.thresholds import Thresholds

Side = Literal["now right", "now wrong", "new", "gone"]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in both runs. `interval` is the 95 % one of after less before, None without one.

    `allowed` is how much worse it may be; `regressed` whether it is worse than that.
    """

    suite: str
    name: str
    before: float
    after: float
    interval: Interval | None
    better: bool
    allowed: float
    regressed: bool

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Turned:
    """A case that changed sides, or is in one of the runs alone."""

    suite: str
    id: str
    question: str
    side: Side
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two runs, in the order of the suites.

    `missing` are figures that the first has and the second has not, which is a regression too.
    """

    changes: tuple[Change, ...]
    turned: tuple[Turned, ...]
    missing: tuple[str, ...]

    @property
    def regressed(self) -> bool:
        """Whether any figure is worse than it may be."""
        return bool(self.missing) or any(change.regressed for change in self.changes)


def compared(base: Results, new: Results, thresholds: Thresholds) -> Comparison:
    """Hold a run against an earlier one.

    A suite that either of them left out is not compared. Figures without a threshold of their own
    are shown and never regress.
    """
    changes: list[Change] = []
    turned: list[Turned] = []
    missing: list[str] = []
    for before in base.suites:
        after = new.suite(before.name)
        if after is None or before.skipped or after.skipped:
            continue
        changes += _changes(before, after, thresholds)
        turned += _turned(before, after)
        missing += _missing(before, after, thresholds)
    return Comparison(tuple(changes), tuple(turned), tuple(missing))


def _changes(before: SuiteResult, after: SuiteResult, thresholds: Thresholds) -> Iterator[Change]:
    then = _by_name(before)
    for name, metric in _by_name(after).items():
        old = then.get(name)
        if old is None or old.value is None or metric.value is None:
            continue
        threshold = thresholds.get(after.name, {}).get(name)
        worse = (old.value - metric.value) * (1 if metric.better == "higher" else -1)
        allowed = threshold.regression if threshold is not None else 0.0
        yield Change(
            after.name,
            name,
            old.value,
            metric.value,
            _interval(old, metric, before, after),
            worse < -_ROUNDING,
            allowed,
            threshold is not None and worse > allowed + _ROUNDING,
        )


def _interval(old: Metric, new: Metric, before: SuiteResult, after: SuiteResult) -> Interval | None:
    """Newcombe's for shares; for means those of cases in both, the differences drawn again."""
    assert old.value is not None
    assert new.value is not None
    if new.unit == "share" and old.n and new.n:
        return difference_of_shares((old.value * old.n, old.n), (new.value * new.n, new.n))
    if new.unit != "mean":
        return None
    then, now = _values(before, new.name), _values(after, new.name)
    differences = [now[key] - then[key] for key in now if key in then]
    return bootstrap(differences, mean) if differences else None


def _values(suite: SuiteResult, name: str) -> Mapping[str, float]:
    return {
        case.id: case.parts[name][0] / case.parts[name][1]
        for case in suite.cases
        if name in case.parts and case.parts[name][1]
    }


def _turned(before: SuiteResult, after: SuiteResult) -> Iterator[Turned]:
    then = {case.id: case for case in before.cases}
    now = {case.id: case for case in after.cases}
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name), now.get(name)
        if old is None and new is not None:
            yield _turn(after.name, new, "new")
        elif new is None and old is not None:
            yield _turn(after.name, old, "gone")
        elif old is not None and new is not None and old.passed != new.passed:
            yield _turn(after.name, new, "now right" if new.passed else "now wrong")


def _turn(suite: str, case: CaseResult, side: Side) -> Turned:
    return Turned(suite, case.id, case.question, side, case.why)


def _missing(before: SuiteResult, after: SuiteResult, thresholds: Thresholds) -> Iterator[str]:
    now = _by_name(after)
    for name, metric in _by_name(before).items():
        asked = name in thresholds.get(before.name, {})
        if asked and metric.value is not None and (name not in now or now[name].value is None):
            yield f"{before.name}.{name}"


def _by_name(suite: SuiteResult) -> dict[str, Metric]:
    return {metric.name: metric for metric in suite.metrics if metric.group is None}
