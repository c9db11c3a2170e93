from datetime import date

import pytest

from bot.faults import UsageError
from bot.filtering import filters_of, known_authorities


def test_months_and_years_are_taken_whole() -> None:
    filters = filters_of(first="2015", last="2016-02", as_of="2024-05-31")
    assert filters.first == date(2015, 1, 1)
    assert filters.last == date(2016, 2, 29)
    assert filters.as_of == date(2024, 5, 31)


@pytest.mark.parametrize("text", ["yesterday", "2024-13", "2024-02-30", "31/05/2024", ""])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="2024-05-31"):
        filters_of(first=text)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError, match="later than"):
        filters_of(first="2020", last="2019")


def test_kinds_may_be_written_as_people_write_them() -> None:
    assert filters_of(kinds=("Inspection-Report", "minutes")).kinds == (
        "inspection_report",
        "minutes",
    )


def test_a_wrong_kind_is_told_the_right_ones() -> None:
    with pytest.raises(UsageError, match=r"inspection_report.*work_programme"):
        filters_of(kinds=("letter",))


def test_authorities_get_the_name_that_the_index_has() -> None:
    assert known_authorities(["aldermere", "Borough of Aldermere"], ["Aldermere"]) == ("Aldermere",)


def test_a_real_authority_that_is_not_indexed_is_no_mistake() -> None:
    assert known_authorities(["merton"], ["Aldermere"]) == ("Merton",)


def test_a_short_form_gets_the_plain_name() -> None:
    assert known_authorities(["H&F"], ["Aldermere"]) == ("Hammersmith and Fulham",)


def test_a_name_that_no_authority_has_is_told_those_of_the_index() -> None:
    with pytest.raises(UsageError, match="Aldermere, Thornbeck"):
        known_authorities(["Aldermeer"], ["Aldermere", "Thornbeck"])
