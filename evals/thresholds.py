"""What figures have to reach, and how far they may fall back: `evals/thresholds.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from evals.results import Metric, SuiteResult

FILE: Final = Path(__file__).with_name("thresholds.toml")


class ThresholdsError(Exception):
    """The file of thresholds cannot be used; the message says why."""


class Threshold(BaseModel):
    """What a figure has to reach: at least `minimum`, at most `maximum`.

    `goal` is what is aimed at and not reached yet: it is shown, and fails nothing, while the
    threshold keeps what there is. `regression` is how much worse than in the baseline it may be,
    in its own unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    minimum: float | None = None
    maximum: float | None = None
    goal: float | None = None
    regression: float = 0.0


Thresholds = Mapping[str, Mapping[str, Threshold]]
"""By suite and by the figure's name."""

_FORM: Final[TypeAdapter[dict[str, dict[str, Threshold]]]] = TypeAdapter(
    dict[str, dict[str, Threshold]]
)


def read_thresholds(path: Path = FILE) -> Thresholds:
    """The thresholds of a file. Raises `ThresholdsError`."""
    try:
        return _FORM.validate_python(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ThresholdsError(f"{path} cannot be read ({error}).") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ThresholdsError(f"{path}: {where}: {first['msg']}.") from error


def held_against(suite: SuiteResult, thresholds: Thresholds) -> SuiteResult:
    """The suite with each figure marked as within its threshold or not; breakdowns have none."""
    wanted = thresholds.get(suite.name, {})
    metrics = tuple(
        _marked(metric, wanted[metric.name])
        if metric.group is None and metric.name in wanted
        else metric
        for metric in suite.metrics
    )
    return suite.model_copy(update={"metrics": metrics})


def _marked(metric: Metric, threshold: Threshold) -> Metric:
    passed = None
    if metric.value is not None and (threshold.minimum, threshold.maximum) != (None, None):
        passed = (threshold.minimum is None or metric.value >= threshold.minimum) and (
            threshold.maximum is None or metric.value <= threshold.maximum
        )
    limits = {"minimum": threshold.minimum, "maximum": threshold.maximum, "goal": threshold.goal}
    return metric.model_copy(update={**limits, "passed": passed})
