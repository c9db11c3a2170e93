"""Areas and other things that a report gives no grade of their own."""

import re
from collections.abc import Sequence

from bot.answering.drafts import Brief
from bot.answering.grades.rows import AREAS_IN_WORDS, OVERALL, grade_of
from corpus.documents import Document
from corpus.registers.judgements import Area
from prompts import section
from retrieval.search.scope import spoken_date
from retrieval.understanding.judgements import AREAS

# What people take for areas of judgement.
_UNGRADED = frozenset({"education", "health", "housing", "schools", "fostering", "transport"})
_OF_GRADES = r"\b(?:grades?|ratings?|judge?ments?|scores?)\b"


def ungraded(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> list[str]:
    """Areas that were asked for and that a report gives no grade of its own."""
    caveats: list[str] = []
    for document in documents:
        judgements = brief.judgements[document.id]
        given = {judgement.area for judgement in judgements}
        for area in areas or OVERALL:
            if area in given or _is_about(document, area):
                continue
            instead = grade_of(judgements, area)
            key = "not_graded" if instead is None else "graded_together"
            caveats.append(
                section("caveats", key).format(
                    dated=spoken_date(document),
                    area=AREAS_IN_WORDS[area],
                    together=AREAS_IN_WORDS[instead.area] if instead else "",
                )
            )
    return caveats


def none_given(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> bool:
    """Whether none of the areas that are asked about was graded, alone or with another."""
    return bool(areas) and not any(
        grade_of(brief.judgements[document.id], area) or _is_about(document, area)
        for document in documents
        for area in areas
    )


def _is_about(document: Document, area: Area) -> bool:
    """Whether a whole report is on one area, whose grade is then its overall one."""
    return any(a == area and pattern.search(document.title) for a, pattern in AREAS)


def no_area(brief: Brief, documents: Sequence[Document]) -> list[str]:
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
