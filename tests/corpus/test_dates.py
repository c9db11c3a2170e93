from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import day_ranges, days_in_figures, in_words, months, slips


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14 to 18 July 2025", date(2025, 7, 14), date(2025, 7, 18)),
        ("28 February to 4 March 2022", date(2022, 2, 28), date(2022, 3, 4)),
        ("12 June 2017 to 6 July 2017", date(2017, 6, 12), date(2017, 7, 6)),
        ("9–24 November 2017", date(2017, 11, 9), date(2017, 11, 24)),
        ("16 and 17 January 2019", date(2019, 1, 16), date(2019, 1, 17)),
        ("30 December to 9 January 2020", date(2019, 12, 30), date(2020, 1, 9)),
        ("8th February 2019", date(2019, 2, 8), date(2019, 2, 8)),
        ("20 June 2017 ─ 13 July 2017", date(2017, 6, 20), date(2017, 7, 13)),
        ("6, 7 and 8 March 2019", date(2019, 3, 6), date(2019, 3, 8)),
        ("Thursday, 12th September, 2019", date(2019, 9, 12), date(2019, 9, 12)),
        ("Monday 8 to Friday 19 June 2026", date(2026, 6, 8), date(2026, 6, 19)),
        ("the 4th and 5th of October 2022", date(2022, 10, 4), date(2022, 10, 5)),
        ("14 to 18July2025", date(2025, 7, 14), date(2025, 7, 18)),
        ("14\ufffe18 July 2025", date(2025, 7, 14), date(2025, 7, 18)),
    ],
)
def test_days_as_reports_write_them(text: str, first: date, last: date) -> None:
    (found,) = day_ranges(f"It took place on {text}, as planned.")
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        (
            "19 November-11 December 2013 and 28 – 30 \nJanuary 2014",
            [(date(2013, 11, 19), date(2013, 12, 11)), (date(2014, 1, 28), date(2014, 1, 30))],
        ),
        (
            "4 to 8 and 18 to 22 November 2024",
            [(date(2024, 11, 4), date(2024, 11, 8)), (date(2024, 11, 18), date(2024, 11, 22))],
        ),
        (
            "reports of 7 March 2016 and 4 June 2018",
            [(date(2016, 3, 7), date(2016, 3, 7)), (date(2018, 6, 4), date(2018, 6, 4))],
        ),
        ("between 1 April 2016 and 31 March 2017", [(date(2016, 4, 1), date(2017, 3, 31))]),
        ("see paragraph 12, 14 March 2019", [(date(2019, 3, 14), date(2019, 3, 14))]),
    ],
)
def test_several_days_in_a_row(text: str, ranges: list[tuple[date, date]]) -> None:
    assert [(found.first, found.last) for found in day_ranges(text)] == ranges


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24 to 9 November 2017", date(2017, 11, 24), date(2017, 11, 9)),
        ("28 to 3 March 2020", date(2020, 3, 28), date(2020, 3, 3)),
        ("14 January 2014 to 5 February 2104", date(2014, 1, 14), None),
    ],
)
def test_a_misprinted_range_is_no_range(text: str, first: date | None, last: date | None) -> None:
    assert day_ranges(text) == []
    (slip,) = slips(f"Inspection dates: {text}.")
    assert (slip.first, slip.last) == (first, last)
    assert f"Inspection dates: {text}."[slip.start : slip.end] == text


def test_days_in_figures_are_day_first_or_year_first() -> None:
    text = "12/09/2019, 2019-09-13, 20190914, 1.2.3, 50252437, 13/13/2019"
    assert [found.first for found in days_in_figures(text)] == [
        date(2019, 9, day) for day in (12, 13, 14)
    ]


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert day_ranges("31 February 2020") == []


def test_months_are_ranges_of_days() -> None:
    (found,) = months("since February 2024, when")
    assert (found.first, found.last) == (date(2024, 2, 1), date(2024, 2, 29))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_what_is_written_in_words_is_read_back(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    (found,) = day_ranges(in_words(first, last))
    assert (found.first, found.last) == (first, last)
