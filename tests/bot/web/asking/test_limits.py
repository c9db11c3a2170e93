from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from bot.faults import UsageError
from bot.web.asking.limits import ANYTHING, Limits, limits_in, limits_of
from corpus.documents import KINDS
from retrieval.query import Filters

KNOWN = ("Aldermere", "Bristol, City of", "Thornbeck")
_DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(
    st.builds(
        Filters,
        st.lists(st.sampled_from(KNOWN), unique=True).map(tuple),
        st.sets(st.sampled_from(KINDS)).map(lambda kinds: tuple(k for k in KINDS if k in kinds)),
        first=st.none(),
        last=_DAYS,
        as_of=_DAYS,
    )
)
def test_filters_come_back_from_a_form(filters: Filters) -> None:
    assert limits_of(filters).filters(KNOWN) == filters


def test_what_was_filled_in_is_read() -> None:
    form = FormData(
        [
            ("authority", "Thornbeck"),
            ("authority", " "),
            ("kind", "minutes"),
            ("from", "2024-01-02"),
        ]
    )
    assert limits_in(form) == Limits(("Thornbeck",), ("minutes",), "2024-01-02")
    assert not limits_in(FormData([("authority", "")]))
    assert not ANYTHING


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (("thornbeck, ALDERMERE",), ("Thornbeck", "Aldermere")),
        (("Bristol, City of",), ("Bristol, City of",)),
        (("Aldermere", "Aldermere Council,"), ("Aldermere",)),
    ],
)
def test_a_field_may_hold_several_authorities(
    typed: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert Limits(typed).filters(KNOWN).authorities == names


def test_kinds_that_there_are_not_are_left_out() -> None:
    assert Limits(kinds=("minutes", "sonnets")).filters(KNOWN).kinds == ("minutes",)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(("Narnia",)), "“Narnia”"),
        (Limits(first="31/05/2024"), "“Documents from”"),
        (Limits(last="2024-13-01"), "“Documents to”"),
        (Limits(first="2024-05-31", last="2024-05-30"), "later than"),
    ],
)
def test_what_means_nothing_is_told(limits: Limits, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        limits.filters(KNOWN)
