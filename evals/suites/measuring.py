"""What all suites share: how a figure is declared, and how it is made of the cases' parts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.metrics import bootstrap, mean, wilson
from evals.results import Better, CaseResult, Metric, SuiteResult, Unit

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a suite gives: its name, what it means, how it is made of cases' parts.

    `by_type` adds the same for each type of case.
    """

    name: str
    about: str
    unit: Unit = "share"
    better: Better = "higher"
    by_type: bool = False


RIGHT = Figure("cases_right", "cases in which nothing is wrong", by_type=True)
"""A figure of every suite whose cases are questions."""


def suite(
    name: str, about: str, figures: Sequence[Figure], cases: Sequence[CaseResult]
) -> SuiteResult:
    """A suite of these cases, with each of the figures, and `RIGHT`."""
    if not cases:
        return SuiteResult(name=name, about=about, skipped="no case is meant for it")
    parted = [
        case.model_copy(update={"parts": {**case.parts, RIGHT.name: (float(case.passed), 1.0)}})
        for case in cases
    ]
    metrics = [metric for figure in (*figures, RIGHT) for metric in measured(figure, parted)]
    return SuiteResult(name=name, about=about, metrics=tuple(metrics), cases=tuple(parted))


def measured(figure: Figure, cases: Sequence[CaseResult]) -> Iterator[Metric]:
    """The figure of all cases that have a part in it; by type as well where that is declared."""
    having = [case for case in cases if figure.name in case.parts]
    yield _of(figure, having, None)
    if figure.by_type:
        for kind in sorted({case.type for case in having if case.type}):
            yield _of(figure, [case for case in having if case.type == kind], kind)


def _of(figure: Figure, cases: Sequence[CaseResult], group: str | None) -> Metric:
    parts = [case.parts[figure.name] for case in cases]
    counted, of = math.fsum(p[0] for p in parts), math.fsum(p[1] for p in parts)
    value: float | None
    low = high = None
    n = round(of)
    if of == 0:
        value = None
    elif figure.unit == "count":
        value = counted
    elif figure.unit == "mean":
        values = [one / all_ for one, all_ in parts if all_]
        value, n = mean(values), len(values)
        low, high = bootstrap(values, mean)
    else:
        value = counted / of
        low, high = wilson(counted, of)
    return Metric(
        name=figure.name,
        about=figure.about,
        unit=figure.unit,
        better=figure.better,
        value=_rounded(value),
        n=n,
        low=_rounded(low),
        high=_rounded(high),
        group=group,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
