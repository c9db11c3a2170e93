from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.currency import (
    RULES,
    is_known,
    is_spent,
    lists_superseded_by,
    shared_dates,
    superseded_by,
)
from corpus.documents import KINDS, Dates, Document, Kind
from tests.documents import a_document

OF_2017, OF_2020, OF_2024 = (a_document(year=year) for year in (2017, 2020, 2024))


def after(year: int, month: int, kind: Kind = "inspection_report") -> Document:
    """A document that states no day, only what it looks back on."""
    return a_document(year=1, kind=kind, dates=Dates(not_before=date(year, month, 1)))


def paper(kind: Kind, day: date, title: str = "Panel paper") -> Document:
    dates = Dates(meeting=day, basis="stated")
    return replace(a_document(kind=kind, dates=dates), id=f"{kind}{day}", title=title)


def test_every_kind_has_a_rule_and_every_rule_a_reason() -> None:
    assert {rule.newer for rule in RULES} == set(KINDS)
    assert all(rule.why.endswith(".") for rule in RULES)


def test_the_newest_inspection_stands_in_the_place_of_all_before_it() -> None:
    replaced = superseded_by([OF_2017, OF_2024, OF_2020], {})
    assert replaced == {OF_2017.id: OF_2024.id, OF_2020.id: OF_2024.id}


def test_another_authority_replaces_nothing() -> None:
    assert superseded_by([OF_2017, a_document("Thornbeck")], {}) == {}
    nobodys = [replace(document, authority=None) for document in (OF_2017, OF_2024)]
    assert superseded_by(nobodys, {}) == {}


def test_as_of_a_day_later_documents_are_not_there() -> None:
    documents = [OF_2017, OF_2020, OF_2024]
    assert superseded_by(documents, {}, date(2021, 1, 1)) == {OF_2017.id: OF_2020.id}
    published = replace(OF_2020, dates=replace(OF_2020.dates, published=date(2020, 5, 1)))
    assert superseded_by([OF_2017, published], {}, date(2020, 4, 30)) == {}
    assert superseded_by([OF_2017, published], {}, date(2020, 5, 1)) == {OF_2017.id: OF_2020.id}


def test_letters_add_to_an_inspection_and_go_with_the_next() -> None:
    for kind in ("focused_visit_letter", "monitoring_visit_letter"):
        visit, next_visit = a_document(year=2019, kind=kind), a_document(year=2021, kind=kind)
        assert superseded_by([OF_2017, visit, next_visit], {}) == {}
        assert superseded_by([visit, next_visit, OF_2020], {}) == {visit.id: OF_2020.id}


def test_what_was_inspected_unannounced_each_year_is_replaced_by_the_next_year() -> None:
    letters = [a_document(year=y, kind="unannounced_inspection_letter") for y in (2010, 2011)]
    assert superseded_by(letters, {}) == {letters[0].id: letters[1].id}


def test_a_councils_paper_never_stands_in_the_place_of_an_inspection() -> None:
    for kind in KINDS:
        if not kind.endswith(("_letter", "inspection_report")):
            later = paper(kind, date(2024, 6, 1))
            assert superseded_by([OF_2020, later], {}) == {}
            assert superseded_by([later, a_document(year=2026)], {}) == {}


def test_papers_of_a_series_follow_each_other() -> None:
    june, october = date(2024, 6, 4), date(2024, 10, 8)
    for kind in ("performance_report", "work_programme"):
        older = paper(kind, june, "Performance report, quarter 1, June 2024")
        newer = paper(kind, october, "Performance report, quarter 2, October 2024")
        other = paper(kind, date(2025, 1, 1), "Something else, January 2025")
        assert superseded_by([newer, other, older], {}) == {older.id: newer.id}
        nameless = [paper(kind, day, f"{day:%B %Y}") for day in (june, october)]
        assert superseded_by(nameless, {}) == {}
    assert superseded_by([paper("minutes", june), paper("minutes", october)], {}) == {}


def test_one_that_looks_back_on_an_inspection_replaces_it() -> None:
    undated = after(2020, 3)
    assert superseded_by([OF_2017, OF_2020, undated], {}) == {
        OF_2017.id: undated.id,
        OF_2020.id: undated.id,
    }


def test_where_the_order_cannot_be_known_nothing_is_replaced() -> None:
    assert superseded_by([after(2020, 2), OF_2024], {}) == {}
    both = [after(2020, 2), replace(after(2021, 2), id="other")]
    assert superseded_by(both, {}) == {}
    nothing = replace(a_document(dates=Dates()), id="nothing")
    assert superseded_by([nothing, OF_2024], {}) == {}


def test_copies_do_not_replace_each_other_and_share_what_one_of_them_states() -> None:
    undated = after(2020, 3)
    copies = dict.fromkeys((OF_2024.id, undated.id), (OF_2024.id, undated.id))
    documents = [undated, OF_2020, OF_2024]
    assert superseded_by(documents, copies) == {OF_2020.id: OF_2024.id}
    assert shared_dates(documents, copies)[undated.id] == OF_2024.dates
    assert shared_dates(documents, copies)[OF_2020.id] == OF_2020.dates
    # The text is the report of 2024, so that nobody had it in 2021.
    assert superseded_by(documents, copies, date(2021, 1, 1)) == {}
    newer = a_document(year=2026)
    assert superseded_by([*documents, newer], copies) == {
        document.id: newer.id for document in documents
    }


def test_the_list_is_that_of_the_newest_inspection_that_has_one() -> None:
    letter = a_document(year=2022, kind="focused_visit_letter")
    documents = [OF_2017, OF_2020, letter, OF_2024]
    listing = [OF_2017.id, OF_2020.id, letter.id]
    assert lists_superseded_by(documents, listing, {}) == {OF_2017.id: OF_2020.id}
    assert set(lists_superseded_by(documents, [*listing, OF_2024.id], {})) == set(listing)


def test_what_a_panel_asked_for_is_current_until_the_next_inspection_or_report() -> None:
    asked = paper("scrutiny_report", date(2022, 1, 1), "Task group on homes, January 2022")
    again = paper("scrutiny_report", date(2023, 1, 1), "Task group on homes, January 2023")
    ids = [document.id for document in (OF_2020, asked, again, OF_2024)]
    assert lists_superseded_by([OF_2020, asked], ids, {}) == {}
    assert lists_superseded_by([asked, again], ids, {}) == {asked.id: again.id}
    assert lists_superseded_by([again, OF_2024], ids, {}) == {again.id: OF_2024.id}


def test_a_copy_with_a_list_speaks_for_the_others() -> None:
    text = replace(OF_2024, id="text")
    copies = dict.fromkeys((OF_2024.id, "text"), (OF_2024.id, "text"))
    replaced = lists_superseded_by([OF_2017, OF_2024, text], [OF_2017.id, "text"], copies)
    assert replaced == {OF_2017.id: OF_2024.id}


@pytest.mark.parametrize(
    "item",
    [
        "To note the report.",
        "That the panel note the contents and comment on them.",
        "Members to discuss the paper and to comment.",
        "Consider how this shapes the panel’s work programme",
        "be advised of the outcome of the visit",
        "That the progress since March be noted.",
    ],
)
def test_what_was_asked_of_a_meeting_is_spent_with_it(item: str) -> None:
    assert is_spent(paper("scrutiny_report", date(2024, 6, 1)), item)
    assert not is_spent(OF_2024, item)


@pytest.mark.parametrize(
    "item",
    [
        "That the cabinet open a second home for young people by June.",
        "Consider a single telephone number for families in need.",
        "Update the threshold document with the schools.",
        "The notes of visits should be read by managers.",
        "That the council review how it plans for homes, and report to the panel in a year.",
    ],
)
def test_what_a_panel_asks_of_others_outlives_its_meeting(item: str) -> None:
    assert not is_spent(paper("scrutiny_report", date(2024, 6, 1)), item)


def test_what_may_be_known_on_a_day() -> None:
    day = date(2024, 3, 15)
    assert is_known(Dates(), None)
    assert not is_known(Dates(), day)
    assert is_known(Dates(inspected_to=day), day)
    assert not is_known(Dates(inspected_to=day, published=date(2024, 5, 1)), day)
    month = Dates(not_before=date(2024, 3, 1), not_after=date(2024, 3, 31))
    assert not is_known(month, day)
    assert is_known(month, date(2024, 3, 31))
    assert is_known(Dates(not_before=date(2022, 2, 1)), day)


kinds = st.sampled_from(KINDS)
days = st.dates(date(2019, 11, 1), date(2020, 4, 30))
any_dates = st.one_of(
    st.builds(lambda day: Dates(inspected_from=day, inspected_to=day + timedelta(11)), days),
    st.builds(Dates, meeting=days),
    st.builds(Dates, not_before=days),
    st.builds(lambda day: Dates(not_before=day, not_after=day + timedelta(30)), days),
    st.just(Dates()),
)
libraries = st.lists(st.tuples(kinds, any_dates), max_size=12).map(
    lambda given: [
        replace(a_document(kind=kind, dates=dates), id=f"d{n:02}")
        for n, (kind, dates) in enumerate(given)
    ]
)


@given(libraries, st.none() | days)
def test_what_stands_in_a_place_stands_itself(
    documents: list[Document], as_of: date | None
) -> None:
    replaced = superseded_by(documents, {}, as_of)
    by_id = {document.id: document for document in documents}
    for old, new in replaced.items():
        assert new not in replaced
        older, newer = by_id[old].dates.ordering, by_id[new].dates.ordering
        assert older is not None
        assert newer is not None
        assert is_known(by_id[new].dates, as_of)
        rules = [rule for rule in RULES if rule.newer == by_id[new].kind]
        assert any(by_id[old].kind in rule.older for rule in rules)


@given(libraries)
def test_time_only_adds(documents: list[Document]) -> None:
    days_known = sorted(d.dates.ordering for d in documents if d.dates.ordering)
    for earlier, later in pairwise(days_known):
        before = superseded_by(documents, {}, earlier)
        assert set(before) <= set(superseded_by(documents, {}, later))
