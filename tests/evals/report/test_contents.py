"""What changed since the baseline, and what of many failing cases is shown."""

from evals.report.contents import SHOWN, suites_of
from tests.evals.report.runs import case, metric, results, suite


def test_without_a_baseline_nothing_is_said_to_change() -> None:
    (only,) = suites_of(results(), None)
    assert [row.change for row in only.rows] == ["", ""]
    assert [one.news for one in only.failing] == [""]
    assert only.mended == ()


def test_cases_that_turned_are_told() -> None:
    before = suite(cases=(case("a"), case("b", passed=False), case("c", passed=False)))
    now = suite(
        cases=(case("c", passed=False), case("a", passed=False), case("b"), case("d", passed=False))
    )
    (only,) = suites_of(results(now), results(before))
    assert [(one.result.id, one.news) for one in only.failing] == [
        ("a", "was right before"),
        ("c", ""),
        ("d", "new case"),
    ]
    assert only.mended == ("b",)
    assert (only.right, only.asked, only.newly) == (1, 4, 1)


def test_figures_are_compared_with_the_same_group_of_the_same_suite() -> None:
    grouped = metric(value=0.5, low=0.4, high=0.6, group="LADO", minimum=None, passed=None)
    now = suite(metrics=(metric(), grouped))
    before = suite(metrics=(metric(value=0.8), metric(value=0.7, group="LADO")))
    (only,) = suites_of(results(now), results(before))
    assert [(row.change, row.way) for row in only.rows] == [("10.0 points better", "better")]
    assert [(row.change, row.way) for row in only.breakdowns] == [("20.0 points worse", "worse")]


def test_a_suite_that_the_baseline_did_not_run_is_new() -> None:
    (only,) = suites_of(results(), results(suite("retrieval")))
    assert {row.change for row in only.rows} == {"new"}
    assert only.mended == ()


def test_of_many_failing_cases_those_that_turned_are_shown_first() -> None:
    many = [case(f"old-{i}", passed=False) for i in range(SHOWN + 5)]
    turned = case("turned", passed=False)
    before = suite(cases=(*many, case("turned")))
    (only,) = suites_of(results(suite(cases=(*many, turned))), results(before))
    assert only.failing[0].result.id == "turned"
    assert (len(only.failing), only.hidden) == (SHOWN, 6)
