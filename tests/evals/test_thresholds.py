from pathlib import Path

import pytest

from evals.cases import SUITES
from evals.suites import answers, currency, followups, gate, refusal, registers, retrieval, scope
from evals.thresholds import Threshold, ThresholdsError, held_against, read_thresholds
from tests.evals.report.runs import metric, suite

FIGURES = {
    "retrieval": retrieval.FIGURES,
    "answers": answers.FIGURES,
    "currency": currency.FIGURES,
    "scope": scope.FIGURES,
    "refusal": refusal.FIGURES,
    "followups": followups.FIGURES,
    "gate": gate.FIGURES,
    "registers": registers.FIGURES,
}


def test_each_threshold_is_of_a_figure_that_is_made() -> None:
    given = read_thresholds()
    assert set(given) == set(SUITES)
    for name, figures in FIGURES.items():
        assert set(given[name]) <= {figure.name for figure in figures}, name
    assert set(given["latency"]) == {"ask_p50", "ask_p95"}


def test_each_threshold_asks_for_something_in_the_right_direction() -> None:
    given = read_thresholds()
    for name, figures in FIGURES.items():
        better = {figure.name: figure.better for figure in figures}
        for figure, threshold in given[name].items():
            bound = threshold.minimum if better[figure] == "higher" else threshold.maximum
            assert bound is not None, (name, figure)
            if threshold.goal is not None:
                assert (threshold.goal > bound) == (better[figure] == "higher"), (name, figure)


@pytest.mark.parametrize(
    ("value", "threshold", "passed"),
    [
        (0.9, Threshold(minimum=0.9), True),
        (0.899, Threshold(minimum=0.9), False),
        (0.0, Threshold(maximum=0), True),
        (1.0, Threshold(maximum=0), False),
        (0.5, Threshold(regression=0.1), None),
        (None, Threshold(minimum=0.9), None),
    ],
)
def test_a_figure_is_held_against_its_threshold(
    value: float | None, threshold: Threshold, passed: bool | None
) -> None:
    given = suite(metrics=(metric("m", value=value, minimum=None, passed=None),))
    held = held_against(given, {"answers": {"m": threshold}})
    assert held.metrics[0].passed is passed
    assert held.passed is (passed is not False)


def test_breakdowns_have_no_threshold() -> None:
    given = suite(metrics=(metric("m", value=0.1, minimum=None, passed=None, group="LADO"),))
    held = held_against(given, {"answers": {"m": Threshold(minimum=0.9)}})
    assert held.metrics[0].passed is None


@pytest.mark.parametrize("text", ["[answers", "[answers.key_facts]\nleast = 1", "[a]\nb = 1"])
def test_a_file_of_thresholds_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ThresholdsError, match=r"thresholds\.toml"):
        read_thresholds(path)
