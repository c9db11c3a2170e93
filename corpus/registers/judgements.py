"""Judgements: the grade an inspection gave, area by area, and the words that give it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Document, Kind
from corpus.passages import Passage
from corpus.registers.judgement_rows import Area as Area
from corpus.registers.judgement_rows import Grade as Grade
from corpus.registers.judgement_rows import Row, rows_in
from corpus.registers.judgement_sentences import SINGLE_FRAMEWORK, graded_in, overall_in

# Focused and monitoring visits end without a grade; what their letters name is another's.
_JUDGING: frozenset[Kind] = frozenset({"inspection_report", "unannounced_inspection_letter"})
# Inspectors say what the whole amounts to on their first pages.
_OPENING = 12
_FORMER = re.compile(r"\b(?:previous|last|earlier)\b.*\binspections?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade of one area, told by `text[start:end]` of the passage `passage_id`.

    `quote` is that stretch, `page` the 1-based page it begins on (None without pages).
    """

    document_id: str
    area: Area
    grade: Grade
    page: int | None
    quote: str
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Told:
    passage: Passage
    row: Row


def judgements_of(document: Document, passages: Sequence[Passage]) -> tuple[Judgement, ...]:
    """The judgements a document gives, in its order; empty where it gives none.

    Read off the front page, else off a table further on, else from the sentence that gives the
    overall judgement. An area told two grades in one place is left out, as is a grade that
    the register has not.
    """
    if document.kind not in _JUDGING:
        return ()
    told = _on_front(passages) or _in_tables(passages)
    if not told or SINGLE_FRAMEWORK & {each.row.area for each in told}:
        told += _overall(passages, told)
    return tuple(_judgements(document, told))


def _on_front(passages: Iterable[Passage]) -> list[_Told]:
    fronts = [passage for passage in passages if passage.shape == "front"]
    return [_Told(front, row) for front in fronts for row in graded_in(front.text)]


def _in_tables(passages: Iterable[Passage]) -> list[_Told]:
    """Rows further on; lists and chapters on former inspections tell what those found."""
    own = (
        passage
        for passage in passages
        if passage.shape != "list" and not any(_FORMER.search(h) for h in passage.heading)
    )
    return [_Told(passage, row) for passage in own for row in rows_in(passage.text)]


def _overall(passages: Sequence[Passage], told: Sequence[_Told]) -> list[_Told]:
    """The sentence with which older reports begin, where no row gives the overall judgement."""
    if any(each.row.area == "overall_effectiveness" for each in told):
        return []
    opening = ((passage, overall_in(passage.text)) for passage in passages[:_OPENING])
    return next(([_Told(passage, row)] for passage, row in opening if row is not None), [])


def _judgements(document: Document, told: Iterable[_Told]) -> Iterator[Judgement]:
    grades: dict[Area, set[Grade | None]] = {}
    first: dict[Area, _Told] = {}
    for each in sorted(told, key=lambda each: (each.passage.ordinal, each.row.start)):
        grades.setdefault(each.row.area, set()).add(each.row.grade)
        first.setdefault(each.row.area, each)
    for area, each in first.items():
        passage, row = each.passage, each.row
        if row.grade is None or len(grades[area]) > 1:
            continue
        places = passage.places(row.start, row.end)
        yield Judgement(
            document_id=document.id,
            area=area,
            grade=row.grade,
            page=places[0].page if places else None,
            quote=passage.text[row.start : row.end],
            passage_id=passage.id,
            start=row.start,
            end=row.end,
        )
