"""What is put off is waited for, but not for ever where the clock was set back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.waiting import LONGEST, is_to_come

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "waits"),
    [
        (timedelta(0), False),
        (timedelta(seconds=-1), False),
        (timedelta(seconds=1), True),
        (LONGEST, True),
        (LONGEST + timedelta(seconds=1), False),
        (timedelta(days=365), False),
    ],
)
def test_a_moment_is_waited_for_where_it_may_be_one_that_was_noted(
    away: timedelta, waits: bool
) -> None:
    assert is_to_come(NOON + away, NOON) is waits


@given(st.timedeltas(timedelta(days=-4000), timedelta(days=4000)), st.timedeltas(timedelta(0)))
def test_nothing_is_waited_for_longer_than_anything_is_put_off(
    away: timedelta, longest: timedelta
) -> None:
    longest = min(longest, timedelta(days=4000))
    if is_to_come(NOON + away, NOON, longest):
        assert timedelta(0) < away <= longest
