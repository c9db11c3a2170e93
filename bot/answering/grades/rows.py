"""The rows of a report that give its grades, as claims."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.answering.claims import named, quoted
from bot.answering.drafts import Brief, DraftClaim
from corpus.documents import Document
from corpus.registers.judgements import Area, Judgement

_SPLIT_ROW = re.compile(
    r"(?P<before>The (?:experiences and progress of|impact of leaders on)\b.*?) "
    r"(?P<grade>Outstanding|Good|Inadequate|Requires improvement(?: to be good)?) "
    r"(?P<after>(?!to be good)[a-z].+)"
)
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
OVERALL: tuple[Area, ...] = ("overall_effectiveness",)
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


def grade_of(judgements: Sequence[Judgement], area: Area) -> Judgement | None:
    """The judgement that stands for an area, in whatever form the report gives it."""
    for wanted in _STANDS_FOR.get(area, (area,)):
        for judgement in judgements:
            if judgement.area == wanted:
                return judgement
    return None


def rows(brief: Brief, document: Document, areas: Sequence[Area]) -> Iterator[DraftClaim]:
    """The rows of the areas asked for and the overall one; all rows where none is asked for."""
    judgements = brief.judgements[document.id]
    wanted = {grade_of(judgements, area) for area in areas} - {None}
    for judgement in judgements:
        if wanted and judgement not in wanted and judgement.area != "overall_effectiveness":
            continue
        yield row_claim(brief, judgement, named(document))


def in_order(row: str) -> str:
    """A row of grades whose label wraps around its grade, with the grade at its end.

    "The experiences and progress of Good children in care" is how the page has it and stays the
    quote; what is told has the same words in the order that they are meant in.
    """
    text = " ".join(row.split())
    match = _SPLIT_ROW.fullmatch(text)
    return text if match is None else f"{match['before']} {match['after']} {match['grade']}"


def row_claim(brief: Brief, judgement: Judgement, group: str) -> DraftClaim:
    """A row of grades as an item, with a label where it does not say what it is of."""
    passage = brief.passages[judgement.passage_id]
    quote = passage.text[judgement.start : judgement.end]
    claim = quoted(brief.evidence, passage, quote, group, item=True)
    text = in_order(quote)
    unsaid = judgement.area == "overall_effectiveness" and "overall" not in text.lower()
    return replace(claim, text=text, label="Overall" if unsaid else "")
