"""What the page and the table show of a run: its results beside those of the baseline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.report import charts, figures
from evals.report.charts import Axis, Mark
from evals.results import CaseResult, Metric, Results, SuiteResult

SHOWN = 200
"""Failing cases of one suite that are shown in full; `results.json` has them all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as it is shown; `state` is "met", "missed" or empty, `way` better or worse."""

    metric: Metric
    value: str
    interval: str
    threshold: str
    state: str
    change: str
    way: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Case:
    """A failing case; `news` says what it was in the baseline."""

    result: CaseResult
    news: str


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite: its figures, their breakdowns, its failing cases; `mended` are right again."""

    name: str
    about: str
    skipped: str | None
    passed: bool
    rows: tuple[Row, ...]
    axis: Axis | None
    breakdowns: tuple[Row, ...]
    breakdown_axis: Axis | None
    asked: int
    right: int
    failing: tuple[Case, ...]
    hidden: int
    mended: tuple[str, ...]

    @property
    def share(self) -> float:
        """Right cases in per cent, 0 where there are none."""
        return 100 * self.right / self.asked if self.asked else 0.0

    @property
    def newly(self) -> int:
        """Failing cases that were right in the baseline, those that are not shown left out."""
        return sum(case.news == _NEWLY for case in self.failing)

    @property
    def missed(self) -> int:
        """Thresholds that are missed."""
        return sum(row.state == "missed" for row in self.rows)


_NEWLY = "was right before"


def suites_of(results: Results, baseline: Results | None) -> tuple[Suite, ...]:
    """All suites of a run, in their order."""
    return tuple(
        _suite(suite, None if baseline is None else baseline.suite(suite.name), baseline is None)
        for suite in results.suites
    )


def _suite(suite: SuiteResult, before: SuiteResult | None, alone: bool) -> Suite:
    then = {} if before is None else {charts.key(metric): metric for metric in before.metrics}
    rows, axis = _rows([m for m in suite.metrics if m.group is None], then, alone)
    breakdowns, breakdown_axis = _rows(
        [m for m in suite.metrics if m.group is not None], then, alone
    )
    failing = tuple(_failing(suite, before))
    # What was right before comes first, so that it is shown whatever else is wrong.
    failing = tuple(sorted(failing, key=lambda case: case.news != _NEWLY))
    right = sum(case.passed for case in suite.cases)
    return Suite(
        name=suite.name,
        about=suite.about,
        skipped=suite.skipped,
        passed=suite.passed,
        rows=rows,
        axis=axis,
        breakdowns=breakdowns,
        breakdown_axis=breakdown_axis,
        asked=len(suite.cases),
        right=right,
        failing=failing[:SHOWN],
        hidden=max(0, len(failing) - SHOWN),
        mended=tuple(_mended(suite, before)),
    )


def _rows(
    metrics: Sequence[Metric], then: Mapping[str, Metric], alone: bool
) -> tuple[tuple[Row, ...], Axis | None]:
    """The rows of one table, and the axis that they share."""
    axis = charts.axis_of(metrics, then)
    return tuple(_row(metric, then, axis, alone) for metric in metrics), axis


def _row(metric: Metric, then: Mapping[str, Metric], axis: Axis | None, alone: bool) -> Row:
    before = then.get(charts.key(metric))
    change = "" if alone else figures.change(metric, before)
    return Row(
        metric=metric,
        value=figures.value(metric),
        interval=figures.interval(metric),
        threshold=figures.threshold(metric),
        state=figures.verdict(metric),
        change=change,
        way=change.rpartition(" ")[2] if change.endswith((" better", " worse")) else "",
        mark=None if axis is None else charts.mark_of(metric, before, axis),
    )


def _failing(suite: SuiteResult, before: SuiteResult | None) -> Iterator[Case]:
    then = {} if before is None else {case.id: case.passed for case in before.cases}
    for case in suite.failing:
        was = then.get(case.id)
        news = "" if before is None else "new case" if was is None else ""
        yield Case(case, _NEWLY if was else news)


def _mended(suite: SuiteResult, before: SuiteResult | None) -> Iterator[str]:
    if before is None:
        return
    wrong = {case.id for case in before.failing}
    yield from (case.id for case in suite.cases if case.passed and case.id in wrong)
