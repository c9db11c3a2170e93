import pytest

from evals.mutations.claims import Cite
from evals.mutations.trial import Failure, Tally, Trial
from evals.records import Records
from evals.suites.gate import falls_short, scored
from evals.suites.running import Run

FAILURE = Failure("Visits are late.", (Cite("Visits are on time.", None),), "d1", None)


def tally(made: int, right: int, target: float | None, *, supported: bool = False) -> Tally:
    wrong = (FAILURE,) * (made - right)
    return Tally(f"operator {made} {right} {target}", supported, target, made, right, wrong)


@pytest.mark.parametrize(
    ("made", "right", "target", "short"),
    [
        (100, 100, 1.0, False),
        (100, 99, 1.0, True),
        (30, 29, 0.98, False),
        (100, 90, 0.98, True),
        (100, 10, None, False),
        (0, 0, 1.0, False),
    ],
)
def test_an_operator_falls_short_beyond_what_chance_explains(
    made: int, right: int, target: float | None, short: bool
) -> None:
    assert falls_short(tally(made, right, target)) is short


def test_mutants_and_twins_are_summed_apart() -> None:
    trial = Trial(
        (tally(10, 9, 0.98), tally(10, 10, 1.0), tally(4, 2, 0.9, supported=True)), 3, 1, 2
    )
    found = scored(Run((), Records({}, {}, (), {}, trial)))
    figures = {m.name: m.value for m in found.metrics if m.group is None}
    assert figures == {
        "mutants_caught": 0.95,
        "mutants_caught_whole": 1,
        "twins_accepted": 0.5,
        "operators_short": 1,
    }
    assert len([m for m in found.metrics if m.group is not None]) == 3
    assert found.cases[0].why == ("accepted: Visits are late.",)


def test_without_a_trial_there_is_nothing_to_score() -> None:
    assert scored(Run((), Records({}, {}, (), {}))).skipped is not None
