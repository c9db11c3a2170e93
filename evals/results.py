"""What a run of the suites gives: figures, and each case with what was expected and answered.

`results.json` is this as JSON. Reports are made from it and from nothing else.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

_FROZEN = ConfigDict(frozen=True, extra="forbid")
FILE = "results.json"

Better = Literal["higher", "lower"]
Unit = Literal["share", "mean", "count", "ratio"]


class ResultsError(Exception):
    """A file of results cannot be read; the message says why."""


class Metric(BaseModel):
    """A figure of a suite.

    A `share` is of `n` things, `low` and `high` its 95 % interval (Wilson); a `mean` is of `n`
    cases, its interval made by drawing cases again (bootstrap); a `count` is a number of faults
    among `n` things; a `ratio` compares two measurements of the same run. `value` is None where
    there was nothing to measure. `minimum` and `maximum` are what the thresholds allow, `passed`
    is None where they say nothing; `goal` is what is aimed at where that is further. `group`
    names a breakdown ("LADO") of the figure of the same name; breakdowns have no thresholds.
    """

    model_config = _FROZEN

    name: str
    about: str
    unit: Unit
    better: Better
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    group: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    goal: float | None = None
    passed: bool | None = None


class Passage(BaseModel):
    """Words of a document beside an answer: what it cites, what it should, what was found.

    `source` is a path or a file's name; `number` the citation's mark, or a hit's rank; `text`
    the whole passage where it is known, of which `quote` is a part.
    """

    model_config = _FROZEN

    quote: str
    source: str
    number: int | None = None
    title: str | None = None
    authority: str | None = None
    date: str | None = None
    page: int | None = None
    paragraph: str | None = None
    text: str | None = None


class CaseResult(BaseModel):
    """A case of a suite: what was asked, expected and answered, and whether that is right.

    `question` of a follow-up stands under `first_question`. `expected` and `why` are sentences;
    `why` says what is wrong and is empty where nothing is. `answer` is Markdown. `parts` are by
    metric the case's share of it: (what counts, of how much), summed for shares and counts.
    """

    model_config = _FROZEN

    id: str
    suite: str
    question: str
    type: str
    passed: bool
    why: tuple[str, ...] = ()
    first_question: str | None = None
    expected: str = ""
    outcome: str | None = None
    answer: str = ""
    reading: str = ""
    gold: tuple[Passage, ...] = ()
    citations: tuple[Passage, ...] = ()
    hits: tuple[Passage, ...] = ()
    parts: Mapping[str, tuple[float, float]] = {}


class SuiteResult(BaseModel):
    """The figures of a suite and its cases. `skipped` says why there are none."""

    model_config = _FROZEN

    name: str
    about: str
    metrics: tuple[Metric, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    skipped: str | None = None

    @property
    def passed(self) -> bool:
        """Whether no threshold was missed."""
        return all(metric.passed is not False for metric in self.metrics)

    @property
    def failing(self) -> tuple[CaseResult, ...]:
        """The cases that are not right."""
        return tuple(case for case in self.cases if not case.passed)


class Results(BaseModel):
    """A whole run. `config` is what `config.json` holds: version, commit, settings, corpus, …"""

    model_config = _FROZEN

    created: str
    config: Mapping[str, Any]
    suites: tuple[SuiteResult, ...]

    @property
    def passed(self) -> bool:
        """Whether no threshold of any suite was missed."""
        return all(suite.passed for suite in self.suites)

    def suite(self, name: str) -> SuiteResult | None:
        """The suite of that name, None where it was not run."""
        return next((suite for suite in self.suites if suite.name == name), None)


def write_results(results: Results, directory: Path) -> Path:
    """Write `results.json` into a folder; gives its path."""
    path = directory / FILE
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def read_results(path: Path) -> Results:
    """The results in a file, or in a folder that a run wrote. Raises `ResultsError`."""
    file = path / FILE if path.is_dir() else path
    try:
        return Results.model_validate_json(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{file} cannot be read ({error}).") from error
    except ValidationError as error:
        raise ResultsError(f"{file} holds no results of this version.") from error
