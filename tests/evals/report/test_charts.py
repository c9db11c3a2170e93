"""Every dot stands on its axis, in the order of the figures."""

from hypothesis import given
from hypothesis import strategies as st

from evals.report import charts
from evals.report.charts import Axis
from tests.evals.report.runs import metric

shares = st.floats(0, 1)


@given(st.lists(shares, min_size=1, max_size=8))
def test_an_axis_holds_all_figures_and_keeps_their_order(values: list[float]) -> None:
    drawn = [
        metric(value=share, low=share, high=share, minimum=None, passed=None) for share in values
    ]
    axis = charts.axis_of(drawn, {})
    assert axis is not None
    assert axis.first <= min(values) <= max(values) <= axis.last
    places = [axis.place(share) for share in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


def test_an_axis_is_as_short_as_the_figures_allow() -> None:
    high = metric(value=0.99, low=0.96, high=1.0, minimum=0.97)
    low = metric(value=0.01, low=0.0, high=0.03, minimum=None, maximum=0.02)
    assert charts.axis_of([high], {}) == Axis(0.95, 1.0)
    assert charts.axis_of([low], {}) == Axis(0.0, 0.05)
    assert charts.axis_of([high, low], {}) == Axis(0.0, 1.0)


def test_the_baseline_lengthens_the_axis() -> None:
    now = metric(value=0.99, low=0.96, high=1.0, minimum=0.97)
    before = metric(value=0.7, low=0.6, high=0.8, minimum=None)
    assert charts.axis_of([now], {charts.key(now): before}) == Axis(0.5, 1.0)


def test_counts_ratios_and_long_means_are_not_drawn() -> None:
    others = [
        metric(unit="count", value=0, low=None, high=None, minimum=None),
        metric(unit="ratio", value=0.5),
        metric(unit="mean", value=0.9, high=1.2),
        metric(value=None),
    ]
    assert charts.axis_of(others, {}) is None
    assert [charts.mark_of(one, None, Axis(0, 1)) for one in others] == [None] * 4


def test_ticks_run_from_end_to_end() -> None:
    labels = [label for _, label in Axis(0.9, 1.0).ticks]
    assert (labels[0], labels[2], labels[-1]) == ("90 %", "95 %", "100 %")


def test_a_mark_shows_threshold_and_baseline() -> None:
    axis = Axis(0, 1)
    mark = charts.mark_of(metric(minimum=None, maximum=0.95), metric(value=0.5), axis)
    assert mark is not None
    assert (mark.threshold, mark.before) == (axis.place(0.95), axis.place(0.5))
