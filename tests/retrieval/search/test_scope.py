from dataclasses import replace
from datetime import date

from corpus.documents import Dates, Document
from retrieval.query import Filters
from retrieval.search.scope import scope_of, spoken_date
from retrieval.search.shelf import newest_inspection
from retrieval.understanding.questions import understand
from tests.documents import a_document

OLD, MIDDLE, NEW = a_document(year=2015), a_document(year=2019), a_document(year=2024)
LETTER = a_document(year=2021, kind="focused_visit_letter")
PANEL = a_document(
    year=2024, kind="minutes", dates=Dates(meeting=date(2024, 11, 12), basis="stated")
)
NEIGHBOUR = a_document("Thornbeck", 2022)
ALL = [OLD, MIDDLE, LETTER, NEW, PANEL, NEIGHBOUR]
KNOWN = ("Aldermere", "Thornbeck")


def _wanted(question: str, filters: Filters | None = None) -> list[Document]:
    query = understand(question, known=KNOWN, home="Aldermere", filters=filters)
    return list(scope_of(query, ALL).wanted)


def test_current_means_the_newest_inspection_and_no_council_paper() -> None:
    assert _wanted("What are the current recommendations?") == [NEW]


def test_letters_since_the_newest_report_add_to_it() -> None:
    query = understand("What must improve now?", known=KNOWN, home="Aldermere")
    scope = scope_of(query, [OLD, MIDDLE, LETTER])
    assert list(scope.wanted) == [LETTER, MIDDLE]


def test_a_neighbour_never_answers_for_ours() -> None:
    query = understand("What was found about visits?", known=KNOWN, home="Aldermere")
    assert NEIGHBOUR not in scope_of(query, ALL).searched


def test_a_year_chooses_its_documents() -> None:
    assert _wanted("What did the 2019 report say about plans?") == [MIDDLE]


def test_years_that_are_compared_choose_their_documents_where_each_has_one() -> None:
    query = understand("How did caseloads compare in 2015 and 2019?", known=KNOWN, home="Aldermere")
    assert set(scope_of(query, ALL).searched) == {OLD, MIDDLE}
    query = understand("How did caseloads compare in 2010 and 2019?", known=KNOWN, home="Aldermere")
    assert NEW in scope_of(query, ALL).searched


def test_a_document_that_is_not_there_is_said_to_be_missing() -> None:
    query = understand("What did the 2017 report find?", known=KNOWN, home="Aldermere")
    scope = scope_of(query, ALL)
    assert scope.wanted == ()
    assert scope.missing == "No document of 2017 about Aldermere is in the index."


def test_an_authority_that_is_not_there_is_said_to_be_missing() -> None:
    query = understand("What did Leeds do?", known=KNOWN, home="Aldermere")
    assert scope_of(query, ALL).missing == "No document about Leeds is in the index."


def test_as_of_a_day_nothing_later_is_used() -> None:
    filters = Filters(as_of=date(2020, 1, 1))
    assert _wanted("What are the current recommendations?", filters) == [MIDDLE]


def test_a_letter_does_not_replace_the_inspection() -> None:
    assert newest_inspection([LETTER, MIDDLE]) == MIDDLE
    assert newest_inspection([LETTER]) == LETTER


def test_an_undated_document_is_never_given_a_year() -> None:
    undated = a_document(dates=Dates(not_before=date(2022, 2, 1)))
    assert spoken_date(undated) == "undated, after February 2022"
    assert spoken_date(a_document(dates=Dates())) == "undated"


def test_the_reading_says_how_the_question_was_understood() -> None:
    query = understand("What are the current recommendations?", known=KNOWN, home="Aldermere")
    assert scope_of(query, ALL).reading == (
        "Understood as: what inspectors said must improve about Aldermere (the home authority, "
        "since the question names none), in the newest inspection (4 to 15 March 2024)."
    )


def test_the_papers_of_a_meeting_are_chosen_by_its_month_or_day() -> None:
    pack = a_document(year=2023, kind="agenda", dates=Dates(meeting=date(2023, 6, 6)))
    inside = replace(
        a_document(year=2022, kind="minutes", dates=Dates(meeting=date(2023, 3, 7))),
        part_of=pack.id,
    )
    documents = [*ALL, pack, inside]

    def wanted(question: str) -> list[Document]:
        query = understand(question, known=KNOWN, home="Aldermere")
        return list(scope_of(query, documents).wanted)

    assert wanted("What did the March 2023 panel decide about plans?") == [inside]
    assert wanted("Who chaired the panel on 6 June 2023?") == [pack]
    assert set(wanted("What does the June 2023 pack say about plans?")) == {pack, inside}


def test_grades_before_that_are_those_of_an_inspection() -> None:
    query = understand("How was it judged at the latest inspection?", home="Aldermere")
    query = replace(query, before=True)
    assert list(scope_of(query, ALL).wanted) == [MIDDLE]
    told = replace(query, before_those=(MIDDLE.id,))
    assert list(scope_of(told, ALL).wanted) == [OLD]
