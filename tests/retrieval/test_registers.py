from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.catalogue.catalogue import Registers
from corpus.documents import Dates, Document
from corpus.registers.judgements import Grade, Judgement
from corpus.registers.recommendations import Recommendation
from retrieval.query import Filters
from retrieval.registers import Holdings, grades, items, standings
from tests.documents import a_document

OF_2017, OF_2020, OF_2024 = (a_document(year=year) for year in (2017, 2020, 2024))
THORNBECK = a_document("Thornbeck", 2022)
VISIT = a_document(year=2025, kind="focused_visit_letter")
EVERY = (OF_2017, OF_2020, OF_2024, VISIT, THORNBECK)


def graded(document: Document, grade: Grade = "good") -> Judgement:
    return Judgement(document.id, "leaders", grade, 1, "Leaders Good", "p", 0, 12)


def listed(document: Document, *texts: str) -> list[Recommendation]:
    return [
        Recommendation(document.id, n, text, "area_for_improvement", 2, "p", 0, len(text))
        for n, text in enumerate(texts, 1)
    ]


def holdings(
    documents: Sequence[Document] = EVERY,
    without: Sequence[Document] = (),
    copies: Sequence[Sequence[str]] = (),
) -> Holdings:
    """Each document with a grade and two items, except those `without`."""
    having = [document for document in documents if document not in without]
    return Holdings(
        documents,
        Registers(
            {d.id: [graded(d)] for d in having},
            {d.id: listed(d, f"one of {d.id}", f"two of {d.id}") for d in having},
        ),
        {identity: group for group in copies for identity in group},
    )


def told(holdings: Holdings, filters: Filters | None = None) -> list[tuple[str, bool]]:
    return [(g.document.id, g.current) for g in grades(holdings, filters or Filters())]


def current(holdings: Holdings, filters: Filters | None = None) -> list[str]:
    return [i.recommendation.text for i in items(holdings, filters or Filters(), current=True)]


def test_grades_come_by_authority_and_newest_first_and_say_which_still_stand() -> None:
    assert told(holdings()) == [
        (VISIT.id, True),
        (OF_2024.id, True),
        (OF_2020.id, False),
        (OF_2017.id, False),
        (THORNBECK.id, True),
    ]
    assert {g.superseded_by for g in grades(holdings(), Filters())} == {None, OF_2024.id}


def test_filters_leave_out_and_change_nothing_about_what_stands() -> None:
    for filters, expected in (
        (Filters(authorities=("thornbeck",)), [(THORNBECK.id, True)]),
        (Filters(kinds=("focused_visit_letter",)), [(VISIT.id, True)]),
        (Filters(last=date(2019, 1, 1)), [(OF_2017.id, False)]),
        (Filters(first=date(2023, 1, 1)), [(VISIT.id, True), (OF_2024.id, True)]),
    ):
        assert told(holdings(), filters) == expected


def test_as_of_a_day_the_one_of_that_time_stands() -> None:
    filters = Filters(authorities=("Aldermere",), as_of=date(2021, 1, 1))
    assert told(holdings(), filters) == [(OF_2020.id, True), (OF_2017.id, False)]
    assert current(holdings(), filters) == [f"{n} of {OF_2020.id}" for n in ("one", "two")]


def test_current_is_the_newest_inspection_and_the_letters_since() -> None:
    everything = items(holdings(), Filters())
    assert len(everything) == 10
    still = current(holdings())
    assert still == [i.recommendation.text for i in everything if i.current]
    assert still == [
        f"{n} of {document.id}" for document in (VISIT, OF_2024, THORNBECK) for n in ("one", "two")
    ]


def test_an_inspection_without_a_list_leaves_the_older_one_current() -> None:
    without = holdings([OF_2017, OF_2020, OF_2024], without=[OF_2024])
    assert current(without) == [f"{n} of {OF_2020.id}" for n in ("one", "two")]
    replaced = {i.document.id: i.superseded_by for i in items(without, Filters())}
    assert replaced == {OF_2017.id: OF_2020.id, OF_2020.id: None}


def test_what_was_asked_of_a_meeting_is_not_current_and_replaces_no_list() -> None:
    paper, again = (
        replace(a_document(kind="scrutiny_report", dates=Dates(meeting=day)), id=f"{day}")
        for day in (date(2024, 6, 1), date(2024, 9, 1))
    )
    lists = {
        paper.id: listed(paper, "Open a second home."),
        again.id: listed(again, "To note the report."),
    }
    held = Holdings([paper, again], Registers({}, lists), {})
    assert [(i.document.id, i.current) for i in items(held, Filters())] == [
        (again.id, False),
        (paper.id, True),
    ]
    assert current(held) == ["Open a second home."]


def test_copies_are_told_once_from_the_one_to_cite() -> None:
    text = replace(OF_2024, id="text", dates=Dates(not_before=date(2020, 3, 1)))
    pack = replace(OF_2024, id="pack", part_of="agenda")
    group = [OF_2024.id, "pack", "text"]
    documents = [text, pack, OF_2020, OF_2024]
    assert told(holdings(documents, copies=[group])) == [(OF_2024.id, True), (OF_2020.id, False)]
    fallen_back = holdings(documents, without=[OF_2024], copies=[group])
    assert told(fallen_back)[0] == ("pack", True)
    assert current(fallen_back) == ["one of pack", "two of pack"]


def test_an_undated_copy_is_of_the_day_that_another_states() -> None:
    text = replace(OF_2024, id="text", dates=Dates(not_before=date(2020, 3, 1)))
    only_text = holdings([text, OF_2024], without=[OF_2024], copies=[[OF_2024.id, "text"]])
    assert told(only_text, Filters(as_of=date(2022, 1, 1))) == []
    assert told(only_text, Filters(first=date(2024, 1, 1))) == [("text", True)]


def test_a_document_knows_its_copies_and_what_replaces_it() -> None:
    text = replace(OF_2017, id="text")
    standing = standings(holdings([OF_2017, text, OF_2024], copies=[[OF_2017.id, "text"]]))
    assert standing["text"].cited == OF_2017.id
    assert standing["text"].duplicates == (OF_2017.id,)
    assert standing[OF_2017.id].duplicates == ("text",)
    assert standing["text"].superseded_by == standing[OF_2017.id].superseded_by == OF_2024.id
    assert [g.current for g in standing["text"].grades] == [False]
    assert standing[OF_2024.id].cited == OF_2024.id
    assert standing[OF_2024.id].recommendations == 2


def test_what_the_safeguarding_board_is_to_do_is_a_list_of_its_own() -> None:
    mine, boards = listed(OF_2017, "for the authority", "for the board")
    held = Holdings(
        [OF_2017], Registers({}, {OF_2017.id: [mine, replace(boards, addressee="board")]}), {}
    )
    assert [i.recommendation.text for i in items(held, Filters())] == ["for the authority"]
    told = items(held, Filters(), current=True, board=True)
    assert [i.recommendation.text for i in told] == ["for the board"]
    assert standings(held)[OF_2017.id].recommendations == 1
