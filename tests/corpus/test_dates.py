from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import day_ranges, in_words, months


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
    ],
)
def test_days_as_reports_write_them(text: str, first: date, last: date) -> None:
    (found,) = day_ranges(f"It took place on {text}, as planned.")
    assert (found.first, found.last) == (first, last)


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
