"""Sections that every inspection report has, recognised by their headings."""

import re
from collections.abc import Sequence

from corpus.passages import Passage

_IMPROVEMENT = re.compile(
    r"\bwhat (?:needs|does|do)\b.*\bimprove|\A(?:summary of )?recommendations?\b|"
    r"\Aareas? for (?:improvement|development|priority)|\bpriority and immediate action|"
    r"\Apriority actions?\b",
    re.IGNORECASE,
)
_GRADE_ROW = re.compile(
    r"\b(?:outstanding|good|inadequate|requires improvement(?: to be good)?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_OF_THE_BOARD = re.compile(r"\bLSCB\b|safeguarding children board", re.IGNORECASE)
_FOR_CHILDREN = re.compile(r"summary for children", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\A(?:executive summary|overview|summary of (?:key )?findings)", re.IGNORECASE
)
_BOILERPLATE = re.compile(
    r"information about (?:this inspection|the inspection)|what the inspection judge?ments mean|"
    r"the inspection team|what our inspection judge?ments mean|"
    r"\b(?:office for standards in education|if you would like a copy of this document|"
    r"you may copy all or parts|raising concerns and making complaints|crown copyright)\b|"
    r"\A\d{1,2} (?:ofsted produces|the areas for improvement have been)",
    re.IGNORECASE,
)


def is_improvement(passage: Passage) -> bool:
    """Whether the passage stands under the heading of what must improve, the authority's own.

    Recommendations to a safeguarding board, which the same report may hold, are left out.
    """
    return any(_IMPROVEMENT.search(h) for h in passage.heading) and not any(
        _OF_THE_BOARD.search(h) for h in passage.heading
    )


def is_judgement_table(passage: Passage) -> bool:
    """Whether it lists grades: a report's front page, or the same table in a council paper."""
    return passage.shape == "front" or len(_GRADE_ROW.findall(passage.text)) >= 3


def is_front(passage: Passage) -> bool:
    """Whether it is the front page: title, dates, lead inspector, judgements."""
    return passage.shape == "front"


def is_summary(passage: Passage) -> bool:
    """Whether it stands in the inspectors' own summary of the whole."""
    return any(_SUMMARY.search(h) for h in passage.heading)


def is_for_children(passage: Passage) -> bool:
    """Whether it stands in the summary that older reports address to children."""
    return any(_FOR_CHILDREN.search(h) for h in passage.heading)


def is_boilerplate(passage: Passage) -> bool:
    """Whether it is text that stands in every report: powers, copyright, how to complain."""
    return any(_BOILERPLATE.search(part) for part in (*passage.heading, passage.text[:300]))


def improvement_items(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that hold the items of what must improve, out of all of a document's.

    Older reports have a second list further on, for the safeguarding board: once a heading
    names the board, what follows is the board's.
    """
    section: list[Passage] = []
    last = 0
    for passage in passages:
        if section and any(_OF_THE_BOARD.search(h) for h in passage.heading):
            break
        if not is_improvement(passage) or is_boilerplate(passage):
            continue
        if passage.paragraph is not None and passage.paragraph.isdigit():
            if int(passage.paragraph) < last:
                break  # the numbers begin again: what follows is not the list any more
            last = int(passage.paragraph)
        elif passage.paragraph is not None and last:
            break  # "1.1" after "8": another numbering, another part of the paper
        section.append(passage)
    listed = [p for p in section if p.shape == "list" or p.paragraph is not None]
    return listed or section
