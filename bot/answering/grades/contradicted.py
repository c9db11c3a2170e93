"""What a question takes for granted of grades, and is not so."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answering.drafts import Brief
from bot.answering.grades.rows import AREAS_IN_WORDS, OVERALL, grade_of
from bot.answering.grades.wanted import is_of
from corpus.documents import Document
from corpus.registers.judgements import Area, Grade, Judgement
from prompts import section
from retrieval.query import Move, Supposed
from retrieval.search.scope import spoken_date

RANK: dict[Grade, int] = {
    "inadequate": 0,
    "requires_improvement": 1,
    "good": 2,
    "outstanding": 3,
}
_FARTHEST: dict[Move, Grade] = {"up": "inadequate", "down": "outstanding"}
# "Why were all four areas inadequate?" takes it that each of them was.
_OF_EVERY_AREA = re.compile(
    r"\b(?:all|every|each) (?:of )?(?:the |its |their )?(?:\w+ )?(?:areas?|judge?ments?|grades?)\b|"
    r"\bacross the board\b",
    re.IGNORECASE,
)


def contradicted(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> list[str]:
    """What the question takes for granted and the grades do not bear out."""
    supposed = brief.found.query.supposed
    if supposed is None:
        return []
    if supposed.grade is None and supposed.move is None:
        return []
    area = (*areas, *OVERALL)[0]
    given = [
        (d, judgement)
        for d in documents
        if (judgement := grade_of(brief.judgements[d.id], area)) is not None
    ]
    what = AREAS_IN_WORDS[area]
    if not given:
        # What was not graded at all has no such grade either.
        dated = spoken_date(documents[0])
        return [section("caveats", "not_graded").format(dated=dated, area=what)]
    years = {*brief.found.query.years, *brief.found.query.document_years}
    if supposed.move is None and len(years) == 1:
        # What was so in that year is not borne out by the grade of another.
        given = [row for row in given if is_of(row[0], years)] or given
    if not years and _happened(supposed, [j.grade for _, j in given]):
        return []
    document, judgement = given[0]
    if supposed.move is not None and len(given) > 1:
        step = RANK[judgement.grade] - RANK[given[1][1].grade]
        if step == 0 or (step > 0) != (supposed.move == "up"):
            return [
                section("caveats", "not_moved").format(
                    move="went up" if supposed.move == "up" else "went down",
                    what=what,
                    before=f"{spoken(given[1][1].grade)} ({spoken_date(given[1][0])})",
                    after=f"{spoken(judgement.grade)} ({spoken_date(document)})",
                )
            ]
        if supposed.was is not None and given[1][1].grade != supposed.was:
            return [
                section("caveats", "not_so_graded").format(
                    supposed=spoken(supposed.was),
                    what=what,
                    grade=spoken(given[1][1].grade),
                    dated=spoken_date(given[1][0]),
                )
            ]
        given = given[:1]
    if supposed.move is not None and judgement.grade == _FARTHEST[supposed.move]:
        # Nothing falls to the highest grade, nor rises to the lowest.
        key = "not_up" if supposed.move == "up" else "not_down"
        grade = spoken(judgement.grade)
        said = section("caveats", key)
        return [said.format(what=what, grade=grade, dated=spoken_date(document))]
    if supposed.grade is not None and all(j.grade != supposed.grade for _, j in given):
        return [
            section("caveats", "not_so_graded").format(
                supposed=spoken(supposed.grade),
                what=what,
                grade=spoken(judgement.grade),
                dated=spoken_date(document),
            )
        ]
    if supposed.grade is not None and _OF_EVERY_AREA.search(brief.found.query.question):
        return _graded_otherwise(document, brief.judgements[document.id], supposed.grade)
    return []


def _graded_otherwise(
    document: Document, judgements: Sequence[Judgement], supposed: Grade
) -> list[str]:
    """The first area that has another grade than the one that all are said to have."""
    other = next((j for j in judgements if j.grade != supposed and j.area != "lscb"), None)
    if other is None:
        return []
    return [
        section("caveats", "not_so_graded").format(
            supposed=spoken(supposed),
            what=AREAS_IN_WORDS[other.area],
            grade=spoken(other.grade),
            dated=spoken_date(document),
        )
    ]


def _happened(supposed: Supposed, grades: Sequence[Grade]) -> bool:
    """Whether a move to a grade happened at some time; `grades` are in order, newest first."""
    if supposed.move is None or supposed.grade is None or supposed.was is not None:
        return False
    up = supposed.move == "up"
    return any(
        after == supposed.grade and before != after and (RANK[after] > RANK[before]) is up
        for after, before in pairwise(grades)
    )


def spoken(grade: Grade) -> str:
    """A grade in lower-case words."""
    return grade.replace("_", " ")
