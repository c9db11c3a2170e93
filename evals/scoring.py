"""Step two of a run: what was kept is scored, as often as one likes and for nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.answering.gate.verdicts import Judge
from evals.cases import SUITES, Case, SuiteName
from evals.records import Records
from evals.results import Results, SuiteResult
from evals.suites import (
    answers,
    currency,
    followups,
    gate,
    latency,
    refusal,
    registers,
    retrieval,
    scope,
)
from evals.suites.running import Run
from evals.thresholds import Thresholds, held_against

_SCORED: Final[Mapping[SuiteName, Callable[[Run], SuiteResult]]] = {
    "retrieval": retrieval.scored,
    "answers": answers.scored,
    "currency": currency.scored,
    "scope": scope.scored,
    "refusal": refusal.scored,
    "followups": followups.scored,
    "gate": gate.scored,
    "registers": registers.scored,
    "latency": latency.scored,
}


def score(
    records: Records,
    cases: Sequence[Case],
    config: Mapping[str, Any],
    thresholds: Thresholds,
    *,
    suites: Sequence[SuiteName] = SUITES,
    gold: Path | None = None,
    judge: Judge | None = None,
    count: Callable[[str, int, int], None] = lambda *_: None,
) -> Results:
    """The results of the suites, in their order, held against the thresholds.

    `gold` is the folder with gold registers. `judge` adds columns and decides nothing.
    """
    run = Run(cases, records, gold, judge)
    chosen = [name for name in SUITES if name in suites]
    found: list[SuiteResult] = []
    for done, name in enumerate(chosen):
        count("Scoring", done, len(chosen))
        found.append(held_against(_SCORED[name](run), thresholds))
    count("Scoring", len(chosen), len(chosen))
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Results(created=created, config=config, suites=tuple(found))
