from dataclasses import replace
from datetime import date

from bot.answering.tracing import later_than, surely_after
from corpus.documents import Dates
from tests.documents import a_document


def test_what_is_of_no_known_day_is_later_than_nothing() -> None:
    undated = a_document(dates=Dates())
    assert surely_after(undated) is None
    assert later_than(undated, [a_document(year=2024)]) == []
    assert later_than(a_document(year=2020), [undated]) == []


def test_what_may_be_of_the_same_time_is_not_surely_later() -> None:
    older = a_document(year=2022)
    some_time = a_document(dates=Dates(not_before=date(2021, 1, 1), basis="inferred"))
    after = replace(some_time, dates=Dates(not_before=date(2023, 1, 1), basis="inferred"))
    assert later_than(older, [some_time, after]) == [after]
