"""`gate`: what the grounding gate lets through of false claims, and holds back of true ones.

The claims are made from the corpus itself (`evals.mutations`): mutants, each a true claim changed
in one respect, and twins, which say the same in another dress. A row is an operator; it falls
short where its share is below what is asked of it, and not for want of claims: a target below 1
has to lie above the share's 95 % interval.
"""

from typing import Final

from evals.metrics import wilson
from evals.mutations.trial import Tally
from evals.results import CaseResult, Metric, Passage, SuiteResult
from evals.suites.measuring import Figure, measured
from evals.suites.running import Run

_SHOWN: Final = 12
_MUTANTS, _TWINS = "mutant", "twin"

FIGURES: Final = (
    Figure("mutants_caught", "false claims that are refused"),
    Figure("mutants_caught_whole", "false claims refused where every one has to be"),
    Figure("twins_accepted", "true claims in another dress that are accepted"),
    Figure("operators_short", "operators that fall short of what is asked", "count", "lower"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of the gate."""
    about = "false claims that the grounding gate refuses, true ones that it accepts"
    trial = run.records.gate
    if trial is None:
        return SuiteResult(name="gate", about=about, skipped="no claims were made")
    cases = [_case(tally) for tally in trial.tallies if tally.made]
    metrics = [metric for figure in FIGURES for metric in measured(figure, cases)]
    operators = [_operator(case) for case in cases]
    return SuiteResult(name="gate", about=about, metrics=(*metrics, *operators), cases=tuple(cases))


def falls_short(tally: Tally) -> bool:
    """Whether an operator's share is below what is asked, beyond what chance would explain."""
    if tally.target is None or not tally.made or tally.right >= tally.target * tally.made:
        return False
    return tally.target == 1 or wilson(tally.right, tally.made)[1] < tally.target


def _case(tally: Tally) -> CaseResult:
    short = falls_short(tally)
    share = (float(tally.right), float(tally.made))
    parts = {"operators_short": (float(short), 1.0)}
    parts["twins_accepted" if tally.supported else "mutants_caught"] = share
    if not tally.supported and tally.target == 1:
        parts["mutants_caught_whole"] = share
    failures = tally.failures[:_SHOWN]
    done = "accepted" if tally.supported else "refused"
    return CaseResult(
        id=tally.operator,
        suite="gate",
        question=f"{tally.operator}: {tally.right} of {tally.made} {done}",
        type=_TWINS if tally.supported else _MUTANTS,
        passed=not short,
        why=tuple(
            f"{'refused, ' + f.refused if f.refused else 'accepted'}: {f.claim}" for f in failures
        ),
        expected=f"{done}: at least {tally.target:.0%}" if tally.target is not None else "",
        citations=tuple(
            Passage(
                quote=cite.quote or cite.text,
                source=failure.document_id,
                number=number,
                authority=cite.authority,
                date=None if cite.date is None else cite.date.isoformat(),
                text=cite.text,
            )
            for number, failure in enumerate(failures, 1)
            for cite in failure.cites
        ),
        parts=parts,
    )


def _operator(case: CaseResult) -> Metric:
    name = "twins_accepted" if case.type == _TWINS else "mutants_caught"
    figure = next(figure for figure in FIGURES if figure.name == name)
    (metric,) = measured(Figure(figure.name, figure.about), [case])
    return metric.model_copy(update={"group": case.id})
