from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from bot.answering.pipeline import Library
from bot.answering.telling import Statement, Teller
from bot.app import open_app
from bot.settings import load
from corpus.documents import Document
from corpus.registers.judgement_rows import Grade
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def library(sample: Scrutineer) -> Iterator[Library]:
    with closing(open_app(load({"home": sample.home}).settings)) as app:
        held: list[Library] = []
        app._on_library(held.append)
        yield held[0]


@pytest.fixture
def teller(library: Library) -> Teller:
    return Teller(library.page_of, frozenset())


def report(library: Library, year: int) -> Document:
    return next(
        d
        for d in library.documents
        if d.kind == "inspection_report"
        and d.authority == "Aldermere"
        and d.dates.ordering
        and d.dates.ordering.year == year
    )


def test_only_the_verifier_makes_a_statement() -> None:
    with pytest.raises(TypeError):
        Statement("All is well.", ())


def test_every_grade_of_the_sample_is_told_and_another_grade_is_not(
    library: Library, teller: Teller
) -> None:
    by_id = {document.id: document for document in library.documents}
    told = 0
    for identity, document in by_id.items():
        for row in library.registers.judgements.get(identity, ()):
            (passage,) = library.passages.passages([row.passage_id])
            statement = teller.grade(row, passage, document)
            assert statement is not None
            assert statement.citations[0].quote
            told += 1
            other: Grade = "inadequate" if row.grade != "inadequate" else "good"
            assert teller.grade(replace(row, grade=other), passage, document) is None
    assert told > 20


def test_days_are_told_where_the_report_states_them(library: Library, teller: Teller) -> None:
    document = report(library, 2024)
    passages = library.passages.passages_of([document.id])
    statement = teller.days(document, passages)
    assert statement is not None
    assert statement.text == "13 to 24 May 2024"
    assert "13 to 24 May 2024" in statement.citations[0].quote
    last = document.dates.inspected_to
    assert last is not None
    other = replace(document.dates, inspected_to=last.replace(day=23))
    assert teller.days(replace(document, dates=other), passages) is None


def test_items_are_told_as_they_stand_and_counted_once(library: Library, teller: Teller) -> None:
    document = report(library, 2024)
    items = library.registers.recommendations[document.id]
    passages = library.passages.passages([item.passage_id for item in items])
    told = [
        teller.item(item, passage, document) for item, passage in zip(items, passages, strict=True)
    ]
    statements = [statement for statement in told if statement is not None]
    assert [s.text for s in statements] == [item.text for item in items]
    count = teller.count(statements, "area_for_improvement")
    assert count is not None
    assert count.text == "3 areas for improvement"
    assert len(count.citations) == 3
    assert teller.count([*statements, statements[0]], "area_for_improvement") is None
    changed = replace(items[0], text=f"{items[0].text} Soon.")
    assert teller.item(changed, passages[0], document) is None


def test_a_sentence_that_points_outside_itself_is_refused(library: Library, teller: Teller) -> None:
    document = report(library, 2024)
    told = refused = 0
    for passage in library.passages.passages_of([document.id]):
        if passage.shape == "paragraph" and "They " in passage.text:
            start = passage.text.index("They ")
            end = passage.text.find(".", start) + 1
            refused += teller.sentence(passage, document, start, end) is None
            told += 1
    assert told
    assert refused == told


def test_a_row_is_told_under_its_headings(library: Library, teller: Teller) -> None:
    rows = [
        (passage, document)
        for document in library.documents
        if document.kind == "performance_report"
        for passage in library.passages.passages_of([document.id])
        if passage.text.rsplit("\n", 1)[-1].find("Child protection visits") >= 0
    ]
    ((passage, document),) = rows
    statement = teller.row(passage, document)
    assert statement is not None
    assert "Jul: 91%" in statement.text
    assert "Target: 95%" in statement.text
