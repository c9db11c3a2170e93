"""Entries of registers that tests have made up."""

from dataclasses import replace

from corpus.documents import Document
from corpus.registers.judgements import Area, Grade, Judgement
from corpus.registers.recommendations import Recommendation
from retrieval.registers import Graded, Listed
from tests.documents import a_document


def an_item(
    number: int = 1,
    text: str = "See children sooner.",
    document: Document | None = None,
    superseded_by: str | None = None,
) -> Listed:
    """An item of the list of a report."""
    document = document or a_document()
    item = Recommendation(document.id, number, text, "area_for_improvement", 2, "p", 0, 1)
    return Listed(document, item, superseded_by)


def a_grade(
    area: Area = "leaders",
    grade: Grade = "good",
    document: Document | None = None,
    superseded_by: str | None = None,
) -> Graded:
    """A grade that a report gives."""
    document = document or a_document()
    return Graded(
        document, Judgement(document.id, area, grade, 1, "quote", "p", 0, 1), superseded_by
    )


def addressed_to_board(listed: Listed) -> Listed:
    """The same item, addressed to the safeguarding board."""
    return replace(listed, recommendation=replace(listed.recommendation, addressee="board"))
