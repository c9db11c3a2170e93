"""Which grades a question asks for, and of which documents."""

import re
from collections.abc import Collection, Sequence

from bot.answering.drafts import Brief
from bot.answering.grades.rows import OVERALL
from bot.answering.grades.ungraded import none_given
from corpus.documents import Document
from retrieval.query import Query
from retrieval.search.scope import is_within
from retrieval.search.shelf import newest_first, newest_inspection

_MOST_DOCUMENTS = 5
WANTS_REASONS = re.compile(
    r"\bwhy\b|\b(?:blamed|caused|drove|behind|explain\w*|reasons?)\b", re.IGNORECASE
)
_MOVED = re.compile(r"\b(?:down|up)grad|\bbefore\b|\bprevious", re.IGNORECASE)
# "The private fostering service was graded inadequate": of what no report grades by itself.
_TOLD_GRADED = re.compile(
    r"\b(?:graded|rated|judged)(?: as)? (?:to be )?(?:outstanding|good|inadequate|requir\w+)\b",
    re.IGNORECASE,
)


def grades_asked_for(query: Query) -> bool:
    """Whether grades answer a question, or show how what it compares stands."""
    side_by_side = query.over_time or query.compare
    return (
        query.intent in ("judgements", "overview")
        or supposes(query)
        or (query.intent == "passages" and side_by_side and bool(query.areas))
    )


def supposes(query: Query) -> bool:
    """Whether a list or findings are asked for, and a grade taken for granted beside them."""
    supposed = query.supposed
    if supposed is None or query.everywhere:
        return False
    if query.intent == "passages":
        # Of an area alone it is known whether it was graded so.
        return supposed.grade is not None and (bool(query.areas) or is_told_graded(query))
    return query.intent == "recommendations" and bool(supposed.grade or supposed.move)


def is_told_graded(query: Query) -> bool:
    """Whether a question says that something was graded."""
    return _TOLD_GRADED.search(query.question) is not None


def documents_asked_for(brief: Brief) -> Sequence[Document]:
    """The newest of each authority; those of the years named; all of them for a change."""
    found = brief.found
    query = found.query
    documents = [d for d in found.scope.wanted if brief.judgements.get(d.id)]
    supposed = query.supposed
    ever = query.answer_type == "date" and supposed and supposed.grade
    moved = query.over_time or ever or _MOVED.search(query.question) or (supposed and supposed.move)
    if moved and not query.before:
        documents = [d for d in found.scope.searched if brief.judgements.get(d.id)]
        if supposed and supposed.move and (years := query.years or query.document_years):
            # A move of that year is seen beside the inspection before it.
            upto = [
                d for d in documents if d.dates.ordering and d.dates.ordering.year <= max(years)
            ]
            return newest_first(upto or documents)[:2]
        if len(query.years) > 1 and not query.document_years:
            first, last = min(query.years), max(query.years)
            documents = [d for d in documents if is_within(d, first, last)] or documents
    elif not query.years and not query.document_years:
        by_authority: dict[str | None, list[Document]] = {}
        for document in documents:
            by_authority.setdefault(document.authority, []).append(document)
        documents = [_last_graded(brief, theirs) for theirs in by_authority.values()]
    elif not (query.before or query.newest) and len({*query.years, *query.document_years}) == 1:
        # Findings may be told of the year before; a grade is of the inspection that gave it.
        documents = [d for d in documents if is_of(d, query.years or query.document_years)]
        documents = [d for d in documents if not _is_later(d, query.months)]
    return newest_first(documents)[:_MOST_DOCUMENTS]


def _last_graded(brief: Brief, documents: Sequence[Document]) -> Document:
    """The newest inspection of one authority, or the last before that graded what is asked about.

    Boards and adoption have had no grade of their own for years.
    """
    newest = newest_inspection(documents) or documents[0]
    query = brief.found.query
    # How an authority stands as a whole is never told by an older inspection.
    may_be_older = bool(query.areas) and not (query.newest or set(query.areas) & set(OVERALL))
    if may_be_older and none_given(brief, [newest], query.areas):
        for document in newest_first(documents):
            if document.kind == newest.kind and not none_given(brief, [document], query.areas):
                return document
    return newest


def passed_over(brief: Brief, documents: Sequence[Document]) -> list[Document]:
    """The newest inspections, where an older one is told that graded what they do not."""
    query = brief.found.query
    if query.years or query.document_years or query.over_time or query.before:
        return []
    newest = [d for d in brief.found.scope.newest if d.id not in {told.id for told in documents}]
    return [d for d in newest if brief.judgements.get(d.id) and none_given(brief, [d], query.areas)]


def _is_later(document: Document, months: Collection[tuple[int | None, int]]) -> bool:
    """Whether one that states no day looks back to the last month asked about, or beyond it."""
    dates = document.dates
    stated = (dates.inspected_from, dates.inspected_to, dates.published, dates.not_after)
    if dates.not_before is None or any(stated):
        return False
    asked = [(year, month) for year, month in months if year is not None]
    return bool(asked) and max(asked) <= (dates.not_before.year, dates.not_before.month)


def is_of(document: Document, years: Collection[int]) -> bool:
    """Whether it was inspected or published in one of these years; reports may tell of others.

    One that states no day may be of any year since what it looks back to.
    """
    dates = document.dates
    stated = (dates.inspected_from, dates.inspected_to, dates.published)
    days = [day for day in stated if day is not None]
    if not days and dates.not_before is not None:
        return any(year >= dates.not_before.year for year in years)
    return any(day.year in years for day in days)
