import pytest

from evals.metrics import wilson
from evals.suites.measuring import RIGHT, Figure, measured, suite
from tests.evals.report.runs import case

SHARE = Figure("told", "told", by_type=True)


def test_a_share_sums_the_parts_of_its_cases() -> None:
    cases = [case("a", parts={"told": (2, 3)}), case("b", parts={"told": (1, 1)}), case("c")]
    whole, typed = measured(SHARE, cases)
    assert (whole.value, whole.n, whole.group) == (0.75, 4, None)
    assert (whole.low, whole.high) == pytest.approx(wilson(3, 4), abs=1e-6)
    assert (typed.group, typed.value) == ("number-date", 0.75)


def test_a_mean_counts_each_case_once() -> None:
    cases = [case("a", parts={"m": (2, 4)}), case("b", parts={"m": (1, 1)})]
    (metric,) = measured(Figure("m", "", "mean"), cases)
    assert (metric.value, metric.n) == (0.75, 2)
    assert (metric.low, metric.high) == (0.5, 1.0)


def test_faults_are_counted_among_what_could_be_wrong() -> None:
    cases = [case("a", parts={"f": (2, 5)}), case("b", parts={"f": (0, 4)})]
    (metric,) = measured(Figure("f", "", "count", "lower"), cases)
    assert (metric.value, metric.n, metric.low) == (2, 9, None)


def test_where_nothing_is_measured_there_is_no_value() -> None:
    (metric,) = measured(Figure("f", ""), [case("a", parts={"f": (0, 0)})])
    assert (metric.value, metric.n) == (None, 0)


def test_a_suite_counts_its_right_cases_and_says_why_it_has_none() -> None:
    made = suite("answers", "about", (SHARE,), [case("a"), case("b", passed=False)])
    by_name = {metric.name: metric for metric in made.metrics if metric.group is None}
    assert by_name[RIGHT.name].value == 0.5
    assert suite("answers", "about", (SHARE,), []).skipped is not None
