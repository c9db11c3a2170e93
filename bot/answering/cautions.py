"""What is said beside an answer about the documents that it rests on."""

from collections.abc import Sequence

from bot.answering.answers import Citation
from corpus.documents import DEFINING_KINDS, Document
from prompts import section
from retrieval.search.scope import spoken_date


def cautions(citations: Sequence[Citation], newest: Sequence[Document]) -> list[str]:
    """Sentences on what is superseded, undated or hard to read; `newest` as in `Scope`."""
    return [
        *_superseded(citations, newest),
        *_undated(citations),
        *_misread(citations),
        *_defining(citations),
    ]


def _superseded(citations: Sequence[Citation], newest: Sequence[Document]) -> list[str]:
    """What an authority's newest inspection replaces is said to be older where it stands alone."""
    told: list[str] = []
    for inspection in newest:
        theirs = [c for c in citations if c.authority == inspection.authority]
        day = inspection.dates.ordering
        if not theirs or day is None or any(c.date is None or c.date >= day for c in theirs):
            continue
        latest = max(theirs, key=lambda citation: citation.date or day)
        told.append(
            section("caveats", "superseded").format(
                title=latest.title, dated=latest.dated, newest=spoken_date(inspection)
            )
        )
    return told


def _undated(citations: Sequence[Citation]) -> list[str]:
    """A date that the document does not state is never passed off as stated."""
    return [
        section("caveats", "undated").format(title=title, dated=dated)
        for title, dated in dict.fromkeys(
            (c.title, c.dated) for c in citations if c.dated.startswith("undated")
        )
    ]


def _misread(citations: Sequence[Citation]) -> list[str]:
    """A quote with words that OCR was not sure of is said to be one."""
    marks = [f"[{citation.number}]" for citation in citations if citation.doubtful]
    if not marks:
        return []
    return [section("caveats", "doubtful").format(marks=", ".join(marks))]


def _defining(citations: Sequence[Citation]) -> list[str]:
    """What says what people are entitled to is told apart from what inspectors found."""
    cited = dict.fromkeys(
        (c.title, c.kind, c.authority) for c in citations if c.kind in DEFINING_KINDS
    )
    return [
        section("caveats", kind).format(title=title, authority=authority or "the council")
        for title, kind, authority in cited
    ]
