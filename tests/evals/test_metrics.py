import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    bootstrap,
    difference_of_shares,
    mean,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank,
    wilson,
)

# Two places that answer; the first hit holds neither, the second the second, the third both.
ROWS = ((False, False), (False, True), (True, True))


def test_recall_is_the_share_of_the_places_among_the_first_hits() -> None:
    assert [recall_at(ROWS, k) for k in (1, 2, 3, 10)] == [0.0, 0.5, 1.0, 1.0]
    assert recall_at((), 5) == 0.0


def test_the_reciprocal_rank_is_that_of_the_first_hit_that_helps() -> None:
    assert reciprocal_rank(ROWS) == 0.5
    assert reciprocal_rank(ROWS[:1]) == 0.0


def test_ndcg_counts_a_place_once_and_later_hits_less() -> None:
    wanted = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert ndcg_at(ROWS, 10, 2) == pytest.approx(wanted)
    assert ndcg_at(ROWS[:2], 10, 2) < wanted
    assert ndcg_at(((True,), (True,)), 10, 1) == 1.0
    assert ndcg_at(((False,), (True,)), 1, 1) == 0.0


def test_ndcg_of_several_places_in_one_hit_is_no_more_than_one() -> None:
    assert ndcg_at(((True, True, True),), 10, 3) == 1.0


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=12))
def test_figures_of_ranks_are_shares_and_grow_with_k(rows: list[tuple[bool, ...]]) -> None:
    recalls = [recall_at(rows, k) for k in range(1, 12)]
    assert recalls == sorted(recalls)
    for value in (*recalls, reciprocal_rank(rows), ndcg_at(rows, 10, 3)):
        assert 0 <= value <= 1


def test_wilson_gives_the_published_intervals() -> None:
    # Newcombe 1998, table I: 81 of 263, and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_the_difference_of_shares_gives_the_published_interval() -> None:
    # Newcombe 1998, table II: 56 of 70 and 48 of 80.
    low, high = difference_of_shares((48, 80), (56, 70))
    assert (low, high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    right, of = counts
    low, high = wilson(right, of)
    assert 0 <= low <= right / of + 1e-12
    assert right / of - 1e-12 <= high <= 1


def test_the_bootstrap_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.0, 0.2, 0.4, 0.9, 1.0]
    assert bootstrap(values, mean) == bootstrap(values, mean)
    low, high = bootstrap(values, mean)
    assert low < mean(values) < high
    assert bootstrap([0.3], mean) == (0.3, 0.3)


def test_percentiles_are_by_nearest_rank() -> None:
    values = list(map(float, range(1, 21)))
    assert percentile(values, 0.5) == 10
    assert percentile(values, 0.95) == 19
    assert percentile([7.0], 0.95) == 7
