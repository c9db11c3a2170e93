import pytest
from rich.console import Console

from evals.comparing import Change, compared
from evals.results import CaseResult, Metric, Results, SuiteResult
from evals.showing import as_table
from evals.thresholds import Threshold
from tests.evals.report.runs import case, metric

THRESHOLDS = {"answers": {"facts": Threshold(minimum=0.5, regression=0.02)}}


def a_run(*metrics: Metric, cases: tuple[CaseResult, ...] = (), **changed: object) -> Results:
    values = {"name": "answers", "about": "", "metrics": metrics, "cases": cases} | changed
    suite = SuiteResult.model_validate(values)
    return Results(created="2024-05-24T10:00:00+00:00", config={}, suites=(suite,))


def facts(value: float | None, **changed: object) -> Metric:
    return metric("facts", **({"value": value, "n": 100} | changed))


def only(base: Results, new: Results) -> Change:
    (change,) = compared(base, new, THRESHOLDS).changes
    return change


@pytest.mark.parametrize(
    ("after", "regressed"), [(0.95, False), (0.9, False), (0.88, False), (0.87, True)]
)
def test_a_figure_may_fall_as_far_as_is_allowed(after: float, regressed: bool) -> None:
    change = only(a_run(facts(0.9)), a_run(facts(after)))
    assert change.regressed is regressed
    assert change.better is (after > 0.9)
    assert change.interval is not None
    low, high = change.interval
    assert low <= change.difference <= high


def test_fewer_faults_are_better() -> None:
    def faults(value: float) -> Results:
        return a_run(facts(value, unit="count", better="lower"))

    assert only(faults(0), faults(1)).regressed
    assert not only(faults(1), faults(0)).regressed
    assert only(faults(1), faults(0)).better


def test_a_figure_without_threshold_never_regresses() -> None:
    base, new = a_run(metric("other", value=1.0)), a_run(metric("other", value=0.0))
    assert not compared(base, new, THRESHOLDS).regressed


def test_means_are_compared_case_by_case() -> None:
    def run(*values: float) -> Results:
        cases = tuple(
            case(f"c{n}", parts={"facts": (value, 1.0)}) for n, value in enumerate(values)
        )
        return a_run(facts(sum(values) / len(values), unit="mean"), cases=cases)

    change = only(run(0.5, 0.5, 0.5), run(0.6, 0.6, 0.6))
    assert change.interval == pytest.approx((0.1, 0.1))


def test_a_figure_that_is_no_longer_measured_is_a_regression() -> None:
    assert compared(a_run(facts(0.9)), a_run(), THRESHOLDS).missing == ("answers.facts",)
    found = compared(a_run(facts(0.9)), a_run(facts(None, n=0)), THRESHOLDS)
    assert found.regressed
    assert not compared(a_run(facts(0.9)), a_run(skipped="left out"), THRESHOLDS).regressed


def test_cases_that_turn_are_listed() -> None:
    base = a_run(facts(0.9), cases=(case("a"), case("b", passed=False), case("c"), case("d")))
    new = a_run(facts(0.9), cases=(case("a", passed=False), case("b"), case("d"), case("e")))
    found = compared(base, new, THRESHOLDS)
    assert [(turned.id, turned.side) for turned in found.turned] == [
        ("a", "now wrong"),
        ("b", "now right"),
        ("c", "gone"),
        ("e", "new"),
    ]
    assert not found.regressed


def test_what_changed_is_shown() -> None:
    base = a_run(facts(0.9), cases=(case("a", question="Is [bold]it\x1b[2J so?"),))
    new = a_run(facts(0.5), cases=(case("a", passed=False, question="Is [bold]it\x1b[2J so?"),))
    console = Console(width=120)
    with console.capture() as capture:
        console.print(as_table(compared(base, new, THRESHOLDS)))
    told = capture.get()
    assert "-0.400" in told
    assert "worse than allowed" in told
    assert "[bold]it" in told
    assert "\x1b[2J" not in told
