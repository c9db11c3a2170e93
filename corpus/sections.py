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
_OWN = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:(?:summary|list) of )?(?:the )?(?:task (?:and finish )?group.s )?"
    r"recommendations?\b",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\bofsted\b|\binspect", re.IGNORECASE)
_AFTER = re.compile(
    r"strengths\b|progress since|summary for|inspection (?:findings|judge?ments?)|"
    r"\A(?:yours (?:sincerely|faithfully)|(?:main |key )?findings\b|"
    r"(?:safeguarding )?outcomes for\b|grade \d)",
    re.IGNORECASE,
)
_OF_THE_BOARD = re.compile(
    r"\bLSCB\b|\blocal safeguarding\b|safeguarding children board", re.IGNORECASE
)
_FOR_CHILDREN = re.compile(r"summary for children", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\A(?:executive summary|overview|summary of (?:key )?findings|headline findings)",
    re.IGNORECASE,
)
_FINDINGS = re.compile(r"\A(?:findings|strengths)\b", re.IGNORECASE)
# The head of a letter, with its address, ends in no sentence.
_SENTENCE = re.compile(r"[^\W\d_]{2}\.(?:\s|\Z)")
_OVERALL = re.compile(r"\Aoverall effectiveness\b", re.IGNORECASE)
_COVERED = re.compile(r"\bareas covered by (?:the|this) visit|\bscope of (?:the|this) visit", re.I)
_OF_EVERY_REPORT = re.compile(
    r"\bcross-referenced with the outcomes\b|\bthis statutory guidance sets out the purpose\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\Acontents\Z|information about (?:this inspection|the inspection)|"
    r"what the inspection judge?ments mean|"
    r"the inspection team|what our inspection judge?ments mean|"
    r"\b(?:office for standards in education|if you would like a copy of this document|"
    r"you may copy all or parts|further copies of this report|"
    r"raising concerns and making complaints|crown copyright)\b|"
    r"\A\d{1,2} (?:ofsted produces|the areas for improvement have been)",
    re.IGNORECASE,
)


def heads_improvement(heading: str) -> bool:
    """Whether a heading opens the list of what must improve, or a part of it."""
    return _IMPROVEMENT.search(heading) is not None


def heads_own_recommendations(heading: str) -> bool:
    """Whether a heading in a council's paper opens what the paper itself recommends."""
    return _OWN.match(heading) is not None and _INSPECTORS.search(heading) is None


def ends_improvement(heading: str) -> bool:
    """Whether a heading, or a short line, says that the list of what must improve is over."""
    return _AFTER.search(heading) is not None


def is_of_the_board(heading: str) -> bool:
    """Whether a heading speaks of the safeguarding board, whose list is not the authority's."""
    return _OF_THE_BOARD.search(heading) is not None


def is_improvement(passage: Passage) -> bool:
    """Whether the passage stands under the heading of what the authority must improve.

    Older reports hold a second such list, for the safeguarding board, which is not meant.
    """
    return any(heads_improvement(h) for h in passage.heading) and not any(
        is_of_the_board(h) for h in passage.heading
    )


def is_front(passage: Passage) -> bool:
    """Whether it is the front page: title, dates, lead inspector, judgements."""
    return passage.shape == "front"


def is_summary(passage: Passage) -> bool:
    """Whether it stands in the inspectors' own summary of the whole."""
    return any(_SUMMARY.search(h) for h in passage.heading)


def opening_of(passages: Sequence[Passage]) -> list[Passage]:
    """Of all passages of an inspectors' document, in order, those that sum it up.

    Its own summary; where it has none, its running text before the first heading, or what stands
    under the heading of the overall effectiveness; of a letter without these its findings.
    """
    told = [p for p in passages if p.shape in ("paragraph", "list") and not is_boilerplate(p)]
    told = [p for p in told if not (is_for_children(p) or is_improvement(p))]
    return (
        [p for p in told if is_summary(p)]
        or [p for p in told if not p.heading and _SENTENCE.search(p.text)]
        or [p for p in told if any(_OVERALL.search(heading) for heading in p.heading)]
        or [p for p in told if any(_FINDINGS.search(heading) for heading in p.heading)]
    )


def is_for_children(passage: Passage) -> bool:
    """Whether it stands in the summary that older reports address to children."""
    return any(_FOR_CHILDREN.search(h) for h in passage.heading)


def is_what_was_covered(passage: Passage) -> bool:
    """Whether it lists what inspectors looked at on a visit: no findings, but their scope."""
    return any(_COVERED.search(heading) for heading in passage.heading)


def is_of_every_report(sentence: str) -> bool:
    """Whether a sentence stands in every report alike and tells of no authority."""
    return _OF_EVERY_REPORT.search(sentence) is not None


def is_boilerplate(passage: Passage) -> bool:
    """Whether it is text that stands in every report: powers, copyright, how to complain."""
    return any(_BOILERPLATE.search(part) for part in (*passage.heading, passage.text[:300]))
