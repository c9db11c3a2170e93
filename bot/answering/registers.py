"""Answers that are a list or a table of a document: what must improve, grades, days, inspectors.

A list is given whole, or not at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering.claims import named, quoted, suggestions
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.passages import sentence_claims, supporting
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sections import improvement_items, is_front, is_judgement_table
from corpus.sentences import sentences
from prompts import section
from retrieval.concepts import padded_stems
from retrieval.query import Query
from retrieval.question_words import question_words
from retrieval.scope import newest_first, newest_inspection, spoken_date
from retrieval.search import Found, Hit

_MOST_DOCUMENTS = 5
# Across all authorities a list is as long as it is, up to what anybody reads.
_MOST_ACROSS = 60
_GRADE = re.compile(
    r"\b(?:outstanding|good|inadequate|adequate|requires? improvement(?: to be good)?)\b",
    re.IGNORECASE,
)
_SPLIT_ROW = re.compile(
    r"(?P<before>The (?:experiences and progress of|impact of leaders on)\b.*?) "
    r"(?P<grade>Outstanding|Good|Inadequate|Requires improvement(?: to be good)?) "
    r"(?P<after>(?!to be good)[a-z].+)"
)
_OVERALL = re.compile(r"overall|children[’']s services in", re.IGNORECASE)
_TABLE_HEAD = re.compile(r"judge?ments?\s+grade", re.IGNORECASE)
_FACT = re.compile(
    r"inspection dates?|lead inspector|report published|published|\bvisit\b.*\b(?:19|20)\d\d|"
    r"\binspectors? (?:was|were)\b|\A\d{1,2} \w+ \d{4}\Z",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:down|up)grad|\bbefore\b|\bprevious", re.IGNORECASE)
_LEAD = re.compile(r"\blead inspector\b", re.IGNORECASE)
_BOARD = re.compile(r"\bLSCB\b|safeguarding (?:children )?(?:board|partnership)", re.IGNORECASE)
_WANTS_FINDINGS = re.compile(r"\b(?:say|said|find|found|why)\b", re.IGNORECASE)


def sections_for(
    found: Found, passages_of: Mapping[str, Sequence[Passage]]
) -> Mapping[str, Sequence[Passage]]:
    """Of each document, the passages that a list, a grade or a day is read from.

    `passages_of` holds all passages by document id; documents without such a section are left
    out, and nothing is given for questions that ask for neither.
    """
    intent = found.query.intent
    inspectors = {d.id for d in found.scope.searched if d.kind in INSPECTORS_KINDS}
    chosen: dict[str, Sequence[Passage]] = {}
    for document_id, passages in passages_of.items():
        if intent == "recommendations":
            board = _BOARD.search(found.query.question) is not None
            chosen[document_id] = improvement_items(passages, board=board)
        elif intent == "judgements":
            chosen[document_id] = [p for p in passages if is_judgement_table(p)]
        elif intent == "inspection" and document_id in inspectors:
            team = [p for p in passages if _LEAD.search(p.text)]
            front = [p for p in passages if is_front(p)] or list(passages[:4])
            chosen[document_id] = list({p.id: p for p in (*front, *team)}.values())
    return {key: value for key, value in chosen.items() if value}


def recommendations(brief: Brief) -> Draft | None:
    """The whole list of what must improve; None when the documents hold none.

    Of the newest inspection that has one, with the letters since, unless the question names a
    time. A topic that no item names is said to be on no item.
    """
    found = brief.found
    query = found.query
    listed = [d for d in found.scope.wanted if brief.sections.get(d.id)]
    if not listed:
        return None
    documents, caveats = _lists_asked_for(found, listed)
    topic = _topic_within(query)
    claims: list[DraftClaim] = []
    for document in documents:
        lines = [(p, line) for p in brief.sections[document.id] for line in p.text.split("\n")]
        if query.everywhere and topic:
            lines = [(p, line) for p, line in lines if _speaks(line, topic)]
            if not lines:
                continue
        # A numbered item may hold a list of its own: it is one item still.
        items = len({p.paragraph for p, _ in lines} - {None}) or len(lines)
        count = "1 item" if items == 1 else f"{items} items"
        group = f"{named(document)} – what must improve ({count})"
        claims += [quoted(brief.evidence, p, line, group, item=True) for p, line in lines]
    findings: list[DraftClaim] = []
    if query.everywhere:
        return _across(found, claims)
    if topic:
        findings = sentence_claims(brief, _elsewhere(brief), least=0.5, most=2)
        if not any(_speaks(claim.text, topic) for claim in claims):
            if query.answer_type != "yes_no":
                # Asked for items on a topic that the list does not name: it is no answer.
                return Draft(tuple(findings), tuple(caveats)) if findings else None
            caveats.append(
                section("caveats", "not_on_list").format(
                    listed=spoken_date(documents[0]), topic=" ".join(topic)
                )
            )
    return Draft(
        claims=(*claims, *findings),
        caveats=tuple(caveats),
        suggestions=suggestions(query, documents),
    )


def rows(brief: Brief) -> Draft | None:
    """Grades, or days and inspectors, off the front pages; None when no row answers."""
    found = brief.found
    query = found.query
    topic = _topic_within(query)
    documents = _graded_asked_for(brief)
    claims = [claim for document in documents for claim in _rows_of(brief, document, topic)]
    if query.everywhere and query.intent == "judgements":
        return _across(found, _of_grade(claims, query.question))
    if not claims:
        return None
    findings: list[DraftClaim] = []
    wants_findings = query.intent == "judgements" and _WANTS_FINDINGS.search(query.question)
    if topic and wants_findings and len(documents) < 3:
        findings = sentence_claims(brief, _elsewhere(brief), least=0.55, most=2)
    return Draft(claims=(*claims, *findings), suggestions=suggestions(query, documents))


def _across(found: Found, claims: Sequence[DraftClaim]) -> Draft:
    """What was found in one document of each authority, and how many were looked through."""
    authorities = len({d.authority for d in found.scope.newest})
    return Draft(
        tuple(claims[:_MOST_ACROSS]),
        (section("caveats", "across").format(authorities=authorities),),
        partial=len(claims) > _MOST_ACROSS,
    )


def _of_grade(claims: Sequence[DraftClaim], question: str) -> list[DraftClaim]:
    """The rows of the grade that the question names: the overall one, unless it names an area."""
    asked = _GRADE.search(question)
    if asked is None:
        return [claim for claim in claims if _OVERALL.search(claim.text)]
    grade = asked.group().lower()[:10]
    rows = [claim for claim in claims if _GRADE.search(claim.text) and grade in claim.text.lower()]
    return [claim for claim in rows if _OVERALL.search(claim.text)] or rows


def is_grade_of(text: str, years: Sequence[str], months: Sequence[str]) -> bool:
    """Whether a sentence tells a grade together with these years and months."""
    return (
        _GRADE.search(text) is not None
        and any(year in text for year in years)
        and all(month in text for month in months)
    )


def _lists_asked_for(found: Found, listed: Sequence[Document]) -> tuple[list[Document], list[str]]:
    query = found.query
    if query.years or query.document_years:
        return newest_first(listed)[: _most(query)], []
    kept: list[Document] = []
    caveats: list[str] = []
    for authority in dict.fromkeys(d.authority for d in listed):
        theirs = [d for d in listed if d.authority == authority]
        base = next((d for d in theirs if d.kind == "inspection_report"), theirs[0])
        kept += [d for d in theirs if not _older(d, base)]
        caveats += [
            section("caveats", "newest_lists_nothing").format(
                newest=spoken_date(newest), listed=spoken_date(base)
            )
            for newest in found.scope.newest
            if newest.authority == authority and _older(base, newest)
        ]
    return newest_first(kept)[: _most(query)], caveats


def _graded_asked_for(brief: Brief) -> list[Document]:
    """The newest of each authority; those of the years named; all of them for a change."""
    found = brief.found
    query = found.query
    documents = [d for d in found.scope.wanted if brief.sections.get(d.id)]
    if (query.over_time or _MOVED.search(query.question)) and not query.before:
        documents = [d for d in found.scope.searched if brief.sections.get(d.id)]
        if len(query.years) > 1:
            first, last = min(query.years), max(query.years)
            within = [d for d in documents if _is_within(d, first, last)]
            documents = within or documents
    elif not query.years and not query.document_years:
        by_authority: dict[str | None, list[Document]] = {}
        for document in documents:
            by_authority.setdefault(document.authority, []).append(document)
        documents = [newest_inspection(d) or d[0] for d in by_authority.values()]
    return newest_first(documents)[: _most(query)]


def _rows_of(brief: Brief, document: Document, topic: Sequence[str]) -> list[DraftClaim]:
    """The rows that the topic names, and the overall grade; all rows where it names none."""
    judgements = brief.found.query.intent == "judgements"
    pattern = _GRADE if judgements else _FACT
    found: list[tuple[Passage, str]] = []
    for passage in brief.sections[document.id]:
        found += [
            (passage, line)
            for line in _lines(passage)
            if pattern.search(line) and len(line.split()) > 1 and not _TABLE_HEAD.match(line)
        ]
        if found and judgements:
            break  # the same table stands again further on in a pack
    on_topic = [row for row in found if topic and _speaks(row[1], topic)]
    if on_topic:
        found = [row for row in found if row in on_topic or _OVERALL.search(row[1])]
    group = named(document)
    return [_row(quoted(brief.evidence, p, line, group, item=True)) for p, line in found]


def _row(claim: DraftClaim) -> DraftClaim:
    """A row whose label wraps around its grade, with the grade at its end.

    "The experiences and progress of Good children in care" is how the page has it and stays the
    quote; the claim has the same words in the order that they are meant in.
    """
    match = _SPLIT_ROW.fullmatch(claim.text)
    if match is None:
        return claim
    return replace(claim, text=f"{match['before']} {match['after']} {match['grade']}")


def _lines(passage: Passage) -> list[str]:
    if passage.shape in ("front", "table"):
        return passage.text.split("\n")
    return [passage.text[start:end] for start, end in sentences(passage.text)]


def _topic_within(query: Query) -> list[str]:
    """The words of a question about a list or a table that name a topic within it."""
    return [word for word in query.core if word.lower() not in question_words("list")]


def _speaks(line: str, words: Sequence[str]) -> bool:
    padded = padded_stems(line)
    stems = [stem for word in words for stem in padded_stems(word).split()]
    return bool(stems) and sum(f" {stem} " in padded for stem in stems) / len(stems) > 0.5


def _elsewhere(brief: Brief) -> list[Hit]:
    """The hits that speak of what was asked and are not part of the list or table itself."""
    listed = {p.id for passages in brief.sections.values() for p in passages}
    return [hit for hit in supporting(brief.found) if hit.passage.id not in listed]


def _most(query: Query) -> int:
    return _MOST_ACROSS if query.everywhere else _MOST_DOCUMENTS


def _older(document: Document, than: Document) -> bool:
    mine, theirs = document.dates.ordering, than.dates.ordering
    return mine is not None and theirs is not None and mine < theirs


def _is_within(document: Document, first: int, last: int) -> bool:
    day = document.dates.ordering
    return day is not None and first <= day.year <= last
