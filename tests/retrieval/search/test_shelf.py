from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Dates, Document
from retrieval.search.shelf import (
    Ordered,
    Shelf,
    by_authority,
    newest_first,
    newest_inspection,
    newest_of_each,
    shelved,
)
from tests.documents import a_document

_DAYS = st.one_of(st.none(), st.dates(date(2011, 1, 1), date(2025, 12, 31)))
_NAMES = st.sampled_from([None, "Aldermere", "ALDERMERE", "Thornbeck"])


def made(days: list[tuple[date | None, str | None]]) -> list[Document]:
    return [
        replace(a_document(), id=f"d{number}", authority=authority, dates=Dates(published=day))
        for number, (day, authority) in enumerate(days)
    ]


@given(st.lists(st.tuples(_DAYS, _NAMES)))
def test_a_shelf_gives_what_sorting_and_choosing_would(
    days: list[tuple[date | None, str | None]],
) -> None:
    documents = made(days)
    shelf = Shelf(documents)
    assert list(shelf) == documents
    assert shelf.of(()) == newest_first(documents)
    assert shelf.newest == newest_of_each(newest_first(documents))
    for names in (["aldermere"], ["Thornbeck", "Aldermere", "thornbeck"], ["Midshire"]):
        wanted = {name.lower() for name in names}
        of_them = [d for d in documents if (d.authority or "").lower() in wanted]
        assert shelf.of(names) == newest_first(of_them)
        assert any(map(shelf.knows, names)) == bool(of_them)


def test_guidance_for_all_is_given_where_it_is_wanted() -> None:
    report, newer = made([(date(2020, 1, 1), "Aldermere"), (date(2022, 1, 1), "Thornbeck")])
    guidance = replace(a_document(year=2021, kind="guidance"), id="g", authority=None)
    shelf = Shelf([report, guidance, newer])
    assert shelf.of(()) == (newer, report)
    assert shelf.of((), guidance=True) == (newer, guidance, report)
    assert shelf.of(("Aldermere",)) == (report,)
    assert shelf.of(("Aldermere",), guidance=True) == (guidance, report)


def test_what_is_ordered_is_not_sorted_again() -> None:
    ordered = newest_first(made([(date(2015, 1, 1), None), (None, None), (date(2020, 1, 1), None)]))
    assert [d.id for d in ordered] == ["d2", "d0", "d1"]
    assert newest_first(ordered) is ordered


def test_a_shelf_is_made_once() -> None:
    shelf = Shelf(made([(None, "Aldermere")]))
    assert shelved(shelf) is shelf
    assert shelved(list(shelf)).authorities == 1


def test_documents_are_grouped_in_their_order() -> None:
    one, two, three = made([(None, "Thornbeck"), (None, "Aldermere"), (None, "Thornbeck")])
    assert by_authority([one, two, three]) == {"Thornbeck": [one, three], "Aldermere": [two]}


def test_the_newest_report_comes_before_newer_letters() -> None:
    letter = a_document(year=2024, kind="focused_visit_letter")
    report, minutes = a_document(year=2020), a_document(year=2025, kind="minutes")
    assert newest_inspection([letter, report, minutes]) == report
    assert newest_inspection([minutes, letter]) == letter
    assert newest_inspection([minutes]) is None
    assert newest_inspection(Ordered()) is None
