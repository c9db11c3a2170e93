"""Answers that are grades: of the newest inspection, of a year, of all of them in turn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.claims import named, suggestions, topic_within
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.grades.contradicted import RANK, contradicted, spoken
from bot.answering.grades.moved import moved
from bot.answering.grades.rows import OVERALL, grade_of, row_claim, rows
from bot.answering.grades.ungraded import no_area, none_given, ungraded
from bot.answering.grades.wanted import (
    WANTS_REASONS,
    documents_asked_for,
    grades_asked_for,
    is_of,
    passed_over,
    supposes,
)
from bot.answering.lists import across, elsewhere
from bot.answering.passages import sentence_claims
from bot.answering.reasons import reasons
from corpus.documents import LETTERS, Document
from corpus.registers.judgements import Area
from prompts import section
from retrieval.search.shelf import newest_first

_MOST_DOCUMENTS = 5
# Of more reports than this the overall grades are told, where no area is asked for.
_MOST_WHOLE = 2
_WANTS_FINDINGS = re.compile(r"\b(?:say|said|find|found)\b", re.IGNORECASE)


def grades(brief: Brief) -> Draft | None:
    """The rows that give the grades asked for; None when no report gives any."""
    found = brief.found
    query = found.query
    areas = query.areas
    if query.everywhere:
        return across(found, list(_of_grade(brief, areas)))
    documents = documents_asked_for(brief)
    if not documents and _only_letters(brief):
        letters = "; ".join(named(document) for document in found.scope.wanted[:_MOST_DOCUMENTS])
        said = section("caveats", "letters_not_graded").format(letters=letters)
        return Draft((), (said,))
    if not documents:
        return None
    told = areas or (OVERALL if len(documents) > _MOST_WHOLE else ())
    claims = [claim for document in documents for claim in rows(brief, document, told)]
    if not claims:
        return None
    findings: list[DraftClaim] = []
    if query.answer_type == "reason" or WANTS_REASONS.search(query.question):
        findings = reasons(brief, documents[0], critical=_slant(brief, documents[0], areas))
    elif topic_within(found) and _WANTS_FINDINGS.search(query.question) and len(documents) < 3:
        findings = sentence_claims(brief, elsewhere(brief), least=0.55, most=4)
    corrections = tuple(contradicted(brief, documents, areas))
    asked = [*passed_over(brief, documents), *documents]
    missing = [c for c in ungraded(brief, asked, areas) if c not in corrections]
    unknown = no_area(brief, documents) if not areas else []
    return Draft(
        claims=(*claims, *findings),
        caveats=(*missing, *unknown, *([] if corrections else moved(brief, documents, areas))),
        corrections=corrections,
        suggestions=suggestions(query, documents),
        # Nobody can say why something is so that is not so.
        partial=bool(corrections or unknown or none_given(brief, documents, areas)),
    )


def _only_letters(brief: Brief) -> bool:
    """Whether a grade is asked of letters, and of nothing that they tell of it."""
    wanted, query = brief.found.scope.wanted, brief.found.query
    if not wanted or any(document.kind not in LETTERS for document in wanted):
        return False
    if query.supposed is not None and query.supposed.grade is not None:
        # A letter may tell of the grade of the inspection before it.
        grade = spoken(query.supposed.grade)
        return not any(f"judged {grade}" in hit.passage.text for hit in brief.found.hits)
    return query.answer_type == "any" and not query.grades


def set_right(brief: Brief, draft: Draft) -> Draft:
    """A list or findings, led by what the question takes for granted of a grade and is not so."""
    query = brief.found.query
    documents = documents_asked_for(brief) if draft.claims and supposes(query) else []
    if not documents:
        return draft
    of_no_area = query.intent == "passages" and not query.areas
    graded = [] if of_no_area else contradicted(brief, documents, query.areas)
    wrong = (section("caveats", "ungraded"),) if of_no_area else tuple(graded)
    return replace(
        draft, corrections=(*draft.corrections, *wrong), partial=draft.partial or bool(wrong)
    )


def beside_grades(brief: Brief, draft: Draft) -> Draft:
    """Findings that compare, each document's led by its grades of the areas asked about."""
    query = brief.found.query
    if not grades_asked_for(query):
        return draft
    told = {claim.group for claim in draft.claims}
    # Of the years that are compared the grades are told, whatever else is.
    years = {*query.years, *query.document_years}
    compared = {d.id for d in brief.found.scope.newest} if len(query.authorities) > 1 else set()
    claims: list[DraftClaim] = []
    for document in newest_first(brief.found.scope.searched):
        group = named(document)
        graded_alone = query.over_time and bool(years) and is_of(document, years)
        if group in told or document.id in compared or graded_alone:
            judgements = brief.judgements.get(document.id, ())
            wanted = [grade_of(judgements, area) for area in query.areas]
            graded = [row_claim(brief, j, group) for j in dict.fromkeys(wanted) if j is not None]
            shown = {row.text for row in graded}
            claims += graded
            claims += [c for c in draft.claims if c.group == group and c.text not in shown]
            told.discard(group)
    rest = [claim for claim in draft.claims if claim.group in told]
    return replace(draft, claims=(*claims, *rest))


def _of_grade(brief: Brief, areas: Sequence[Area]) -> Iterator[DraftClaim]:
    """Of each authority's newest inspection the row of the grade that the question names."""
    query = brief.found.query
    documents: Sequence[Document] = newest_first(brief.found.scope.newest)
    if years := {*query.years, *query.document_years}:
        graded = [d for d in brief.found.scope.wanted if brief.judgements.get(d.id)]
        documents = [d for d in newest_first(graded) if is_of(d, years)]
    for document in documents:
        judgements = brief.judgements.get(document.id, ())
        for area in areas or OVERALL:
            judgement = grade_of(judgements, area)
            if judgement and (not query.grades or judgement.grade in query.grades):
                yield row_claim(brief, judgement, named(document))


def _slant(brief: Brief, document: Document, areas: Sequence[Area]) -> bool:
    """Whether the grade asked about is one that criticism explains."""
    area = (*areas, *OVERALL)[0]
    judgement = grade_of(brief.judgements[document.id], area)
    return judgement is None or RANK[judgement.grade] < RANK["good"]
