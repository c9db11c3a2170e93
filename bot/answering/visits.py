"""Answers on the inspection itself: its days, its lead inspector, when it was published."""

import re
from collections.abc import Sequence

from bot.answering.claims import named, quoted, suggestions
from bot.answering.drafts import Brief, Draft, DraftClaim
from corpus.dates import in_words
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sections import is_front
from corpus.sentences import sentences
from prompts import section
from retrieval.scope import newest_first, newest_inspection, spoken_date

_MOST_DOCUMENTS = 5
_FACT = re.compile(
    r"inspection dates?|lead inspector|report published|published|\bvisit\b.*\b(?:19|20)\d\d|"
    r"\binspectors? (?:was|were)\b|\A\d{1,2} \w+ \d{4}\Z|"
    r"\b(?:inspection|inspected|visited)\b.*\b\d{1,2}\b.*\b(?:19|20)\d\d",
    re.IGNORECASE,
)
_TABLE_HEAD = re.compile(r"judge?ments?\s+grade", re.IGNORECASE)
_LONGEST_FACT = 45
_PUBLISHED = re.compile(r"\bpublish", re.IGNORECASE)
_LEAD = re.compile(r"\blead inspector\b", re.IGNORECASE)
# A letter has no front page: its address, its date and what it summarises stand first.
_FIRST_PASSAGES = 4


def facts_of(document: Document, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of an inspectors' document that say when it was made, and by whom."""
    if document.kind not in INSPECTORS_KINDS:
        return ()
    team = [p for p in passages if _LEAD.search(p.text)]
    front = [p for p in passages if is_front(p)] or list(passages[:_FIRST_PASSAGES])
    return list({p.id: p for p in (*front, *team)}.values())


def visits(brief: Brief) -> Draft | None:
    """The lines that give days and inspectors; None when no document states any."""
    documents = _asked_for(brief)
    claims = [claim for document in documents for claim in _lines(brief, document)]
    if not claims:
        return None
    query = brief.found.query
    named_by_file = _published_by_name(documents) if _PUBLISHED.search(query.question) else ()
    return Draft(tuple(claims), named_by_file, suggestions(query, documents))


def _published_by_name(documents: Sequence[Document]) -> tuple[str, ...]:
    """Reports often leave the day of their publication to their file's name."""
    return tuple(
        section("caveats", "published_inferred").format(
            title=document.title,
            dated=spoken_date(document),
            day=in_words(document.dates.published, document.dates.published),
        )
        for document in documents
        if document.dates.published and document.dates.published_basis == "inferred"
    )


def _asked_for(brief: Brief) -> list[Document]:
    found = brief.found
    query = found.query
    documents = [d for d in found.scope.wanted if brief.fronts.get(d.id)]
    if query.over_time and not query.before:
        documents = [d for d in found.scope.searched if brief.fronts.get(d.id)]
    elif not query.years and not query.document_years and not query.kinds:
        by_authority: dict[str | None, list[Document]] = {}
        for document in documents:
            by_authority.setdefault(document.authority, []).append(document)
        documents = [newest_inspection(d) or d[0] for d in by_authority.values()]
    return newest_first(documents)[:_MOST_DOCUMENTS]


def _lines(brief: Brief, document: Document) -> list[DraftClaim]:
    group = named(document)
    return [
        quoted(brief.evidence, passage, line, group, item=True)
        for passage in brief.fronts[document.id]
        for line in _of(passage)
        if _FACT.search(line)
        and 1 < len(line.split()) <= _LONGEST_FACT
        and not _TABLE_HEAD.match(line)
    ]


def _of(passage: Passage) -> list[str]:
    if passage.shape in ("front", "table"):
        return passage.text.split("\n")
    return [passage.text[start:end] for start, end in sentences(passage.text)]
