import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.periods import Period, dated, overlap, periods_in, same, within


def _read(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(p.kind, p.year, p.month or p.quarter) for p in periods_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jul-17", [("month", 2017, 7)]),
        ("in July 2017", [("month", 2017, 7)]),
        ("Sept ’24", [("month", 2024, 9)]),
        ("31 March 2017", [("month", 2017, 3)]),
        ("at year end 31.3.11", [("month", 2011, 3)]),
        ("2007- 2008", [("years", 2007, None)]),
        ("2016/17", [("years", 2016, None)]),
        ("2010", [("year", 2010, None)]),
        ("the year ending 31st March 2010", [("ending", 2010, 3)]),
        ("Jun-17 / Q1", [("month", 2017, 6), ("quarter", None, 1)]),
        ("second quarter", [("quarter", None, 2)]),
        ("April to September 2024", [("months", 2024, 4)]),
        ("October to March 2024", [("months", 2023, 10)]),
        ("year to date in July", [("month", None, 7)]),
    ],
)
def test_periods_as_councils_write_them(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["it may march on", "1.9% (72/3844)", "84 064", "£619 535", "2006-2010", "16 - 17", "17"],
)
def test_figures_and_words_are_no_periods(text: str) -> None:
    assert periods_in(text) == []


def test_a_month_takes_the_year_of_the_one_beside_it() -> None:
    assert [p.year for p in dated(periods_in("by July 2017, and by August?"))] == [2017, 2017]
    assert [p.year for p in dated(periods_in("in April and in May 2017"))] == [2017, 2017]
    assert [p.year for p in dated(periods_in("in March"), (2018,))] == [2018]
    assert [p.year for p in dated(periods_in("in March"), (2017, 2018))] == [None]


def test_a_month_of_a_year_of_account() -> None:
    assert _read_dated("in February of 2017/18") == [("month", 2018, 2)]
    assert _read_dated("Q1 2017/18") == [("quarter", 2017, 1)]


def _read_dated(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(p.kind, p.year, p.month or p.quarter) for p in dated(periods_in(text))]


def test_a_heading_has_its_year_from_what_stands_around_it() -> None:
    july, november = Period("month", None, 7), Period("month", None, 11)
    half_year, to_august = Period("months", 2024, 4, last=9), Period("month", 2017, 8)
    assert within(july, half_year).year == 2024
    assert within(november, half_year).year is None
    assert within(november, to_august).year == 2016
    assert within(Period("month", None, 2), Period("years", 2017)).year == 2018


def test_what_means_the_same_period() -> None:
    account = Period("years", 2009)
    to_march, plain = Period("ending", 2010, 3), Period("year", 2010)
    assert same(account, to_march)
    assert same(account, plain, ends_in_march=True)
    assert not same(account, plain)
    assert same(Period("quarter", 2017, quarter=1), Period("months", 2017, 4, last=6))
    assert not same(Period("quarter", 2017, quarter=1), Period("months", 2018, 4, last=6))
    assert not same(Period("month", 2017, 7), Period("month", None, 7))
    assert same(Period("month", None, 7), Period("month", 2017, 7))


_MONTH = st.builds(Period, st.just("month"), st.integers(1990, 2039), st.integers(1, 12))
_YEARS = st.builds(Period, st.just("years"), st.integers(1990, 2038))


@given(st.one_of(_MONTH, _YEARS), st.one_of(_MONTH, _YEARS))
def test_what_is_the_same_overlaps(one: Period, other: Period) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert same(one, other) == same(other, one)
    if same(one, other):
        assert overlap(one, other)


@given(st.integers(1990, 2038))
def test_a_year_of_account_is_one_period_however_it_is_written(year: int) -> None:
    following = year + 1
    forms = (f"{year}-{following % 100:02}", f"{year}/{following}", f"{year} – {following}")
    read = [periods_in(form) for form in forms]
    assert all(len(found) == 1 and found[0].kind == "years" for found in read)
    assert len({found[0].year for found in read}) == 1
