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
_MOST_SKIPPED, _LONGEST_ITEM = 10, 110
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
    r"\Acontents\Z|information about (?:this inspection|the inspection)|"
    r"what the inspection judge?ments mean|"
    r"the inspection team|what our inspection judge?ments mean|"
    r"\b(?:office for standards in education|if you would like a copy of this document|"
    r"you may copy all or parts|raising concerns and making complaints|crown copyright)\b|"
    r"\A\d{1,2} (?:ofsted produces|the areas for improvement have been)",
    re.IGNORECASE,
)


def heads_improvement(heading: str) -> bool:
    """Whether a heading opens the list of what must improve, or a part of it."""
    return _IMPROVEMENT.search(heading) is not None


def is_improvement(passage: Passage, *, board: bool = False) -> bool:
    """Whether the passage stands under the heading of what must improve.

    Older reports hold two such lists: the authority's own, and the safeguarding board's, which
    is meant where `board` is set.
    """
    of_the_board = any(_OF_THE_BOARD.search(h) for h in passage.heading)
    return any(heads_improvement(h) for h in passage.heading) and of_the_board == board


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


def improvement_items(passages: Sequence[Passage], *, board: bool = False) -> list[Passage]:
    """The passages that hold the items of what must improve, out of all of a document's.

    The list ends where its numbers begin again under the same heading, or turn to another
    kind ("1.1" after "8"): what follows is another part of the paper.
    """
    section: list[Passage] = []
    last, head = 0, ""
    for passage in passages:
        if not is_improvement(passage, board=board) or is_boilerplate(passage):
            continue
        opening = next(h for h in passage.heading if heads_improvement(h))
        if opening != head:
            first = passage.paragraph or ""
            begins_again = first.isdigit() and int(first) < last
            last, head = 0 if begins_again else last, opening
        if passage.paragraph is not None and passage.paragraph.isdigit():
            number = int(passage.paragraph)
            # A leap is the board's list further on; an item as long as this is a finding.
            leaps = last > 0 and number > last + _MOST_SKIPPED
            if number < last or leaps or len(passage.text.split()) > _LONGEST_ITEM:
                break
            last = int(passage.paragraph)
        elif passage.paragraph is not None and last:
            break
        section.append(passage)
    listed = [p for p in section if p.shape == "list" or p.paragraph is not None]
    return listed or section
