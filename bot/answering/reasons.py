"""Why a grade was given: the findings that stand where a report explains it."""

import re
from collections.abc import Sequence

from bot.answering.claims import named, quoted
from bot.answering.drafts import Brief, DraftClaim
from bot.answering.selection.leaning import leans
from bot.answering.selection.sentences import points_back
from corpus.documents import Document
from corpus.passages import Passage
from corpus.registers.judgements import Area
from corpus.sections import is_boilerplate, is_for_children, is_improvement, is_summary
from corpus.sentences import sentences
from retrieval.query import Slant

_MOST_PASSAGES, _MOST_WORDS, _MOST_SENTENCES = 4, 120, 4
_HEADINGS: dict[Area, re.Pattern[str]] = {
    "leaders": re.compile(r"leader|management and governance", re.IGNORECASE),
    "help_and_protection": re.compile(r"help (?:and|or) protection", re.IGNORECASE),
    "in_care": re.compile(r"\bin care\b|looked after", re.IGNORECASE),
    "in_care_and_care_leavers": re.compile(r"\bin care\b|looked after", re.IGNORECASE),
    "looked_after_and_permanence": re.compile(r"looked after|permanence", re.IGNORECASE),
    "care_leavers": re.compile(r"care leavers", re.IGNORECASE),
    "adoption": re.compile(r"adoption", re.IGNORECASE),
    "lscb": re.compile(r"LSCB|safeguarding children board", re.IGNORECASE),
}


def explaining(passages: Sequence[Passage], areas: Sequence[Area]) -> list[Passage]:
    """The passages of a report that explain the grade of an area, or the overall one.

    Under the area's heading come its main findings first; the overall grade is explained on the
    first page, or in the summary.
    """
    running = [
        p
        for p in passages
        if p.shape in ("paragraph", "list")
        and not (is_boilerplate(p) or is_improvement(p) or is_for_children(p))
    ]
    pattern = _HEADINGS.get(areas[0]) if areas else None
    if pattern is not None:
        under = [p for p in running if any(pattern.search(heading) for heading in p.heading)]
        return under[:_MOST_PASSAGES]
    summary = [p for p in running if is_summary(p)]
    before = [p for p in running if not p.heading] or running[:2]
    return (before[:2] + summary)[:_MOST_PASSAGES]


def reasons(brief: Brief, document: Document, *, critical: bool) -> list[DraftClaim]:
    """What explains a grade: the sentences that criticise, or those that praise."""
    slant: Slant = "criticism" if critical else "praise"
    claims: list[DraftClaim] = []
    words = 0
    for passage in brief.explaining:
        for start, end in _leaning(passage, slant):
            text = passage.text[start:end]
            if words + len(text.split()) <= _MOST_WORDS and len(claims) < _MOST_SENTENCES:
                claims.append(quoted(brief.evidence, passage, text, named(document)))
                words += len(text.split())
    return claims


def _leaning(passage: Passage, slant: Slant) -> list[tuple[int, int]]:
    """Offsets of what leans that way; what points to the sentence before it is led by that one."""
    found: list[tuple[int, int]] = []
    first = 0
    for start, end in sentences(passage.text):
        if not points_back(passage.text[start:end]):
            first = start
        elif start == 0:
            continue
        if leans(passage.text[start:end], slant) <= 0:
            continue
        if found and found[-1][0] == first:
            found[-1] = (first, end)
        else:
            found.append((first, end))
    return found
