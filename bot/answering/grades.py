"""Answers that are grades: of the newest inspection, of a year, of all of them in turn."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answering.claims import named, quoted, suggestions, topic_within
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.lists import across, elsewhere
from bot.answering.passages import sentence_claims
from bot.answering.reasons import reasons
from corpus.documents import LETTERS, Document
from corpus.judgements import Area, Grade, Judgement
from prompts import section
from retrieval.phrases import AREAS
from retrieval.query import Move, Query, Supposed
from retrieval.scope import is_within, newest_first, newest_inspection, spoken_date

_MOST_DOCUMENTS = 5
# Of more reports than this the overall grades are told, where no area is asked for.
_MOST_WHOLE = 2
_SPLIT_ROW = re.compile(
    r"(?P<before>The (?:experiences and progress of|impact of leaders on)\b.*?) "
    r"(?P<grade>Outstanding|Good|Inadequate|Requires improvement(?: to be good)?) "
    r"(?P<after>(?!to be good)[a-z].+)"
)
_WANTS_FINDINGS = re.compile(r"\b(?:say|said|find|found)\b", re.IGNORECASE)
WANTS_REASONS = re.compile(
    r"\bwhy\b|\b(?:blamed|caused|drove|behind|explain\w*|reasons?)\b", re.IGNORECASE
)
# What people take for areas of judgement.
_UNGRADED = frozenset({"education", "health", "housing", "schools", "fostering", "transport"})
_OF_GRADES = r"\b(?:grades?|ratings?|judge?ments?|scores?)\b"
_MOVED = re.compile(r"\b(?:down|up)grad|\bbefore\b|\bprevious", re.IGNORECASE)
_RANK: dict[Grade, int] = {
    "inadequate": 0,
    "requires_improvement": 1,
    "good": 2,
    "outstanding": 3,
}
_FARTHEST: dict[Move, Grade] = {"up": "inadequate", "down": "outstanding"}
AREAS_IN_WORDS: dict[Area, str] = {
    "overall_effectiveness": "overall effectiveness",
    "leaders": "leadership",
    "help_and_protection": "children who need help and protection",
    "in_care": "children in care",
    "care_leavers": "care leavers",
    "in_care_and_care_leavers": "children in care and care leavers",
    "looked_after_and_permanence": "children looked after and achieving permanence",
    "adoption": "adoption",
    "lscb": "the Local Safeguarding Children Board",
}
_OVERALL: tuple[Area, ...] = ("overall_effectiveness",)
# What one form graded apart, another grades together; the first that a report has is meant.
_STANDS_FOR: Mapping[Area, tuple[Area, ...]] = {
    "care_leavers": ("care_leavers", "in_care_and_care_leavers"),
    "in_care": ("in_care", "in_care_and_care_leavers", "looked_after_and_permanence"),
    "in_care_and_care_leavers": (
        "in_care_and_care_leavers",
        "looked_after_and_permanence",
        "in_care",
    ),
}


def grades(brief: Brief) -> Draft | None:
    """The rows that give the grades asked for; None when no report gives any."""
    found = brief.found
    query = found.query
    areas = query.areas
    if query.everywhere:
        return across(found, list(_of_grade(brief, areas)))
    documents = _asked_for(brief)
    if not documents and _only_letters(brief):
        letters = "; ".join(named(document) for document in found.scope.wanted[:_MOST_DOCUMENTS])
        said = section("caveats", "letters_not_graded").format(letters=letters)
        return Draft((), (said,))
    if not documents:
        return None
    told = areas or (_OVERALL if len(documents) > _MOST_WHOLE else ())
    claims = [claim for document in documents for claim in _rows(brief, document, told)]
    if not claims:
        return None
    findings: list[DraftClaim] = []
    if query.answer_type == "reason" or WANTS_REASONS.search(query.question):
        findings = reasons(brief, documents[0], critical=_slant(brief, documents[0], areas))
    elif topic_within(found) and _WANTS_FINDINGS.search(query.question) and len(documents) < 3:
        findings = sentence_claims(brief, elsewhere(brief), least=0.55, most=4)
    corrections = tuple(_contradicted(brief, documents, areas))
    ungraded = [c for c in _ungraded(brief, documents, areas) if c not in corrections]
    unknown = _no_area(brief, documents) if not areas else []
    return Draft(
        claims=(*claims, *findings),
        caveats=(*ungraded, *unknown),
        corrections=corrections,
        suggestions=suggestions(query, documents),
        # Nobody can say why something is so that is not so.
        partial=bool(corrections or unknown or _none_given(brief, documents, areas)),
    )


def _only_letters(brief: Brief) -> bool:
    """Whether a grade is asked of letters, and of nothing that they tell of it."""
    wanted, query = brief.found.scope.wanted, brief.found.query
    if not wanted or any(document.kind not in LETTERS for document in wanted):
        return False
    if query.supposed is not None and query.supposed.grade is not None:
        # A letter may tell of the grade of the inspection before it.
        grade = _spoken(query.supposed.grade)
        return not any(f"judged {grade}" in hit.passage.text for hit in brief.found.hits)
    return query.answer_type == "any" and not query.grades


def grades_asked_for(query: Query) -> bool:
    """Whether grades answer a question, or show how what it compares stands."""
    side_by_side = query.over_time or query.compare
    return (
        query.intent == "judgements"
        or _supposes(query)
        or (query.intent == "passages" and side_by_side and bool(query.areas))
    )


def _supposes(query: Query) -> bool:
    """Whether a list is asked for and a grade taken for granted beside it."""
    supposed = query.supposed
    of_list = query.intent == "recommendations" and not query.everywhere
    return of_list and supposed is not None and bool(supposed.grade or supposed.move)


def set_right(brief: Brief, draft: Draft) -> Draft:
    """A list, led by what the question takes for granted of a grade and is not so."""
    documents = _asked_for(brief) if _supposes(brief.found.query) else []
    if not documents:
        return draft
    wrong = tuple(_contradicted(brief, documents, brief.found.query.areas))
    return replace(
        draft, corrections=(*draft.corrections, *wrong), partial=draft.partial or bool(wrong)
    )


def beside_grades(brief: Brief, draft: Draft) -> Draft:
    """Findings that compare, each document's led by its grades of the areas asked about."""
    query = brief.found.query
    if not grades_asked_for(query):
        return draft
    told = {claim.group for claim in draft.claims}
    compared = {d.id for d in brief.found.scope.newest} if len(query.authorities) > 1 else set()
    claims: list[DraftClaim] = []
    for document in newest_first(brief.found.scope.searched):
        group = named(document)
        if group in told or document.id in compared:
            judgements = brief.judgements.get(document.id, ())
            wanted = [_grade_of(judgements, area) for area in query.areas]
            rows = [_row(brief, j, group) for j in dict.fromkeys(wanted) if j is not None]
            shown = {row.text for row in rows}
            claims += rows
            claims += [c for c in draft.claims if c.group == group and c.text not in shown]
            told.discard(group)
    rest = [claim for claim in draft.claims if claim.group in told]
    return replace(draft, claims=(*claims, *rest))


def _grade_of(judgements: Sequence[Judgement], area: Area) -> Judgement | None:
    """The judgement that stands for an area, in whatever form the report gives it."""
    for wanted in _STANDS_FOR.get(area, (area,)):
        for judgement in judgements:
            if judgement.area == wanted:
                return judgement
    return None


def _asked_for(brief: Brief) -> list[Document]:
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
        if len(query.years) > 1:
            first, last = min(query.years), max(query.years)
            documents = [d for d in documents if is_within(d, first, last)] or documents
    elif not query.years and not query.document_years:
        by_authority: dict[str | None, list[Document]] = {}
        for document in documents:
            by_authority.setdefault(document.authority, []).append(document)
        documents = [newest_inspection(d) or d[0] for d in by_authority.values()]
    elif not (query.before or query.newest) and len({*query.years, *query.document_years}) == 1:
        # Findings may be told of the year before; a grade is of the inspection that gave it.
        documents = [d for d in documents if _is_of(d, query.years or query.document_years)]
        documents = [d for d in documents if not _is_later(d, query.months)]
    return newest_first(documents)[:_MOST_DOCUMENTS]


def _rows(brief: Brief, document: Document, areas: Sequence[Area]) -> Iterator[DraftClaim]:
    """The rows of the areas asked for and the overall one; all rows where none is asked for."""
    judgements = brief.judgements[document.id]
    wanted = {_grade_of(judgements, area) for area in areas} - {None}
    for judgement in judgements:
        if wanted and judgement not in wanted and judgement.area != "overall_effectiveness":
            continue
        yield _row(brief, judgement, named(document))


def in_order(row: str) -> str:
    """A row of grades whose label wraps around its grade, with the grade at its end.

    "The experiences and progress of Good children in care" is how the page has it and stays the
    quote; what is told has the same words in the order that they are meant in.
    """
    text = " ".join(row.split())
    match = _SPLIT_ROW.fullmatch(text)
    return text if match is None else f"{match['before']} {match['after']} {match['grade']}"


def _row(brief: Brief, judgement: Judgement, group: str) -> DraftClaim:
    """A row of grades as an item, with a label where it does not say what it is of."""
    passage = brief.passages[judgement.passage_id]
    quote = passage.text[judgement.start : judgement.end]
    claim = quoted(brief.evidence, passage, quote, group, item=True)
    text = in_order(quote)
    unsaid = judgement.area == "overall_effectiveness" and "overall" not in text.lower()
    return replace(claim, text=text, label="Overall" if unsaid else "")


def _of_grade(brief: Brief, areas: Sequence[Area]) -> Iterator[DraftClaim]:
    """Of each authority's newest inspection the row of the grade that the question names."""
    query = brief.found.query
    documents = newest_first(brief.found.scope.newest)
    if years := {*query.years, *query.document_years}:
        graded = [d for d in brief.found.scope.wanted if brief.judgements.get(d.id)]
        documents = [d for d in newest_first(graded) if _is_of(d, years)]
    for document in documents:
        judgements = brief.judgements.get(document.id, ())
        for area in areas or _OVERALL:
            judgement = _grade_of(judgements, area)
            if judgement and (not query.grades or judgement.grade in query.grades):
                yield _row(brief, judgement, named(document))


def _contradicted(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> list[str]:
    """What the question takes for granted and the grades do not bear out."""
    supposed = brief.found.query.supposed
    if supposed is None:
        return []
    if supposed.grade is None and supposed.move is None:
        return []
    area = (*areas, *_OVERALL)[0]
    given = [
        (d, judgement)
        for d in documents
        if (judgement := _grade_of(brief.judgements[d.id], area)) is not None
    ]
    what = AREAS_IN_WORDS[area]
    if not given:
        # What was not graded at all has no such grade either.
        dated = spoken_date(documents[0])
        return [section("caveats", "not_graded").format(dated=dated, area=what)]
    years = {*brief.found.query.years, *brief.found.query.document_years}
    if supposed.move is None and len(years) == 1:
        # What was so in that year is not borne out by the grade of another.
        given = [row for row in given if _is_of(row[0], years)] or given
    if not years and _happened(supposed, [j.grade for _, j in given]):
        return []
    document, judgement = given[0]
    if supposed.move is not None and len(given) > 1:
        step = _RANK[judgement.grade] - _RANK[given[1][1].grade]
        if step == 0 or (step > 0) != (supposed.move == "up"):
            return [
                section("caveats", "not_moved").format(
                    move="went up" if supposed.move == "up" else "went down",
                    what=what,
                    before=f"{_spoken(given[1][1].grade)} ({spoken_date(given[1][0])})",
                    after=f"{_spoken(judgement.grade)} ({spoken_date(document)})",
                )
            ]
        if supposed.was is not None and given[1][1].grade != supposed.was:
            return [
                section("caveats", "not_so_graded").format(
                    supposed=_spoken(supposed.was),
                    what=what,
                    grade=_spoken(given[1][1].grade),
                    dated=spoken_date(given[1][0]),
                )
            ]
        given = given[:1]
    if supposed.move is not None and judgement.grade == _FARTHEST[supposed.move]:
        # Nothing falls to the highest grade, nor rises to the lowest.
        key = "not_up" if supposed.move == "up" else "not_down"
        grade = _spoken(judgement.grade)
        said = section("caveats", key)
        return [said.format(what=what, grade=grade, dated=spoken_date(document))]
    if supposed.grade is not None and all(j.grade != supposed.grade for _, j in given):
        return [
            section("caveats", "not_so_graded").format(
                supposed=_spoken(supposed.grade),
                what=what,
                grade=_spoken(judgement.grade),
                dated=spoken_date(document),
            )
        ]
    return []


def _ungraded(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> list[str]:
    """Areas that were asked for and that a report gives no grade of its own."""
    caveats: list[str] = []
    for document in documents:
        judgements = brief.judgements[document.id]
        given = {judgement.area for judgement in judgements}
        for area in areas or _OVERALL:
            if area in given or _is_about(document, area):
                continue
            instead = _grade_of(judgements, area)
            key = "not_graded" if instead is None else "graded_together"
            caveats.append(
                section("caveats", key).format(
                    dated=spoken_date(document),
                    area=AREAS_IN_WORDS[area],
                    together=AREAS_IN_WORDS[instead.area] if instead else "",
                )
            )
    return caveats


def _happened(supposed: Supposed, grades: Sequence[Grade]) -> bool:
    """Whether a move to a grade happened at some time; `grades` are in order, newest first."""
    if supposed.move is None or supposed.grade is None or supposed.was is not None:
        return False
    up = supposed.move == "up"
    return any(
        after == supposed.grade and before != after and (_RANK[after] > _RANK[before]) is up
        for after, before in pairwise(grades)
    )


def _none_given(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> bool:
    """Whether none of the areas that are asked about was graded, alone or with another."""
    return bool(areas) and not any(
        _grade_of(brief.judgements[document.id], area) or _is_about(document, area)
        for document in documents
        for area in areas
    )


def _is_about(document: Document, area: Area) -> bool:
    """Whether a whole report is on one area, whose grade is then its overall one."""
    return any(a == area and pattern.search(document.title) for a, pattern in AREAS)


def _no_area(brief: Brief, documents: Sequence[Document]) -> list[str]:
    """That a thing which is no area of judgement has no grade, where its grade is asked for."""
    for concept in brief.found.topic.concepts:
        # A framework ("its SIF grade") is what grades are given under.
        named = concept.glossary or " " in concept.label or concept.label.lower() in _UNGRADED
        if not named or any("inspect" in form for form, _ in concept.forms):
            continue
        label = concept.label
        thing = re.escape(label)
        asked = (
            rf"{_OF_GRADES} (?:\w+ ){{0,3}}?(?:for|of|to|on) (?:[\w’'-]+ ){{0,3}}?{thing}\b|"
            rf"\b{thing}\b(?: \w+)? (?:{_OF_GRADES}|judged|rated|graded)\b"
        )
        if re.search(asked, brief.found.query.question, re.IGNORECASE):
            dated = spoken_date(documents[0])
            return [section("caveats", "not_graded").format(dated=dated, area=label)]
    return []


def _spoken(grade: Grade) -> str:
    return grade.replace("_", " ")


def _slant(brief: Brief, document: Document, areas: Sequence[Area]) -> bool:
    """Whether the grade asked about is one that criticism explains."""
    area = (*areas, *_OVERALL)[0]
    judgement = _grade_of(brief.judgements[document.id], area)
    return judgement is None or _RANK[judgement.grade] < _RANK["good"]


def _is_later(document: Document, months: Collection[tuple[int | None, int]]) -> bool:
    """Whether one that states no day looks back to the last month asked about, or beyond it."""
    dates = document.dates
    stated = (dates.inspected_from, dates.inspected_to, dates.published, dates.not_after)
    if dates.not_before is None or any(stated):
        return False
    asked = [(year, month) for year, month in months if year is not None]
    return bool(asked) and max(asked) <= (dates.not_before.year, dates.not_before.month)


def _is_of(document: Document, years: Collection[int]) -> bool:
    """Whether it was inspected or published in one of these years; reports may tell of others.

    One that states no day may be of any year since what it looks back to.
    """
    dates = document.dates
    stated = (dates.inspected_from, dates.inspected_to, dates.published)
    days = [day for day in stated if day is not None]
    if not days and dates.not_before is not None:
        return any(year >= dates.not_before.year for year in years)
    return any(day.year in years for day in days)
