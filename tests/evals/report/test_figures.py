"""Figures in words say neither more nor less than the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.report import figures
from tests.evals.report.runs import metric


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "100\u00a0%"),
        (0.0, "0\u00a0%"),
        (0.935, "93.5\u00a0%"),
        (0.9999, "99.99\u00a0%"),
        (0.0002, "0.02\u00a0%"),
    ],
)
def test_a_share_in_per_cent(share: float, said: str) -> None:
    assert figures.value(metric(value=share)) == said


@given(st.floats(1e-6, 1 - 1e-6))
def test_only_all_is_a_hundred_and_only_nothing_is_nought(share: float) -> None:
    assert figures.value(metric(value=share)) not in ("100\u00a0%", "0\u00a0%")


def test_what_was_not_measured_is_a_dash() -> None:
    one = metric(value=None, low=None, high=None, minimum=None, passed=None)
    said = [figures.value(one), figures.interval(one), figures.threshold(one), figures.verdict(one)]
    assert said == ["–", "", "", ""]


def test_thresholds_at_both_ends() -> None:
    assert figures.threshold(metric(minimum=0.85, maximum=0.9)) == (
        "at least 85\u00a0% and at most 90\u00a0%"
    )
    assert figures.threshold(metric(unit="count", value=2, minimum=None, maximum=0)) == "at most 0"
    assert figures.threshold(metric(minimum=0.8, goal=0.95)) == "at least 80\u00a0%, goal 95\u00a0%"


@pytest.mark.parametrize(
    ("better", "before", "now", "said"),
    [
        ("higher", 0.90, 0.93, "3.0 points better"),
        ("higher", 0.93, 0.90, "3.0 points worse"),
        ("lower", 0.01, 0.03, "2.0 points worse"),
        ("lower", 0.03, 0.01, "2.0 points better"),
        ("higher", 0.9, 0.9, "same"),
        ("higher", 0.9, 0.90001, "same"),
        ("higher", None, 0.9, "–"),
    ],
)
def test_a_change_says_which_way(better: str, before: float, now: float, said: str) -> None:
    one = metric(value=now, better=better)
    assert figures.change(one, metric(value=before, better=better)) == said


def test_counts_and_means_keep_their_own_unit() -> None:
    many = metric(unit="count", value=1234, better="lower")
    assert figures.value(many) == "1,234"
    assert figures.change(many, metric(unit="count", value=1230)) == "4 worse"
    assert figures.value(metric(unit="mean", value=0.8461)) == "0.846"
    assert figures.change(many, None) == "new"
