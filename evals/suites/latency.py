"""`latency`: how long a warm question takes, in pieces of fixed work done in the same minute.

Milliseconds depend on the machine and on what else runs on it; their ratio to a fixed piece of
work (`evals.timing.fixed_work`, about 25 ms of words found, folded and counted), taken in turns
with the questions, much less. A ratio of 1 is a question that takes as long as that.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from evals.metrics import bootstrap, percentile
from evals.results import Metric, SuiteResult
from evals.suites.running import Run

_SHARES: Final = (("p50", 0.5), ("p95", 0.95))


def scored(run: Run) -> SuiteResult:
    """The ratios of a run."""
    asking, working = run.records.times.get("ask_ms"), run.records.times.get("work_ms")
    about = "how long a warm question takes, in pieces of fixed work"
    if not asking or not working:
        return SuiteResult(name="latency", about=about, skipped="nothing was timed")
    unit = percentile(working, 0.5)
    return SuiteResult(
        name="latency",
        about=about,
        metrics=tuple(_ratio(name, share, asking, unit) for name, share in _SHARES),
    )


def _ratio(name: str, share: float, asking: Sequence[float], unit: float) -> Metric:
    ratios = [taken / unit for taken in asking]
    of: Callable[[Sequence[float]], float] = partial(percentile, share=share)
    low, high = bootstrap(ratios, of)
    return Metric(
        name=f"ask_{name}",
        about=f"{name} of a warm question, in medians of the fixed work beside it",
        unit="ratio",
        better="lower",
        value=round(of(ratios), 3),
        n=len(ratios),
        low=round(low, 3),
        high=round(high, 3),
    )
