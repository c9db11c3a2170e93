"""Whether a grade went up or down since the inspection before, where that is asked."""

import re
from collections.abc import Sequence

from bot.answering.drafts import Brief
from bot.answering.grades.contradicted import RANK, spoken
from bot.answering.grades.rows import AREAS_IN_WORDS, OVERALL, grade_of
from corpus.documents import Document
from corpus.registers.judgements import Area
from prompts import section
from retrieval.search.scope import spoken_date
from retrieval.understanding.intents import FARED

_UP_OR_DOWN = re.compile(
    r"\b(?:go|goes|gone|going|went|got|getting|get) (?:up|down|better|worse)\b|"
    r"\b(?:improv|declin|slip|climb|worsen|deteriorat)\w*\b",
    re.IGNORECASE,
)


def moved(brief: Brief, documents: Sequence[Document], areas: Sequence[Area]) -> list[str]:
    """How the newest grade stands to the one before; none unless it is asked how things went.

    `documents` are of one authority, newest first; of several areas none is told.
    """
    query = brief.found.query
    asked = FARED.search(query.question) or _UP_OR_DOWN.search(query.question)
    if len(query.authorities) != 1 or len(areas) > 1 or not asked:
        return []
    area = (*areas, *OVERALL)[0]
    last_two = documents[:2]
    graded = [(d, j) for d in last_two if (j := grade_of(brief.judgements[d.id], area))]
    # Of an older pair it would be told as if nothing had come after.
    if len(graded) < 2:
        return []
    (newest, now), (earlier, before) = graded
    step = RANK[now.grade] - RANK[before.grade]
    return [
        section("caveats", "moved").format(
            what=AREAS_IN_WORDS[area],
            moved="improved" if step > 0 else "declined" if step else "stayed the same",
            before=f"{spoken(before.grade)} ({spoken_date(earlier)})",
            after=f"{spoken(now.grade)} ({spoken_date(newest)})",
        )
    ]
