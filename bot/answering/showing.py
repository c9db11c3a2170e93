"""What all who show an answer go by: the order of its sources, the grade in a row, its refusal."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.answering.answers import Answer, Citation, Claim
from bot.answering.markdown import spoken
from prompts import section

# The grade with which a row of a table or a front page ends, written with a capital there; a
# sentence may well end with "good".
_GRADE = re.compile(
    r"\b(?:Outstanding|Good|Requires [Ii]mprovement(?: to be good)?|Adequate|Inadequate)\W*\Z"
)


def graded(claim: Claim) -> tuple[str, str]:
    """What a row speaks of, and the grade that it ends with; "" where it is no row or has none."""
    grade = _GRADE.search(claim.text) if claim.item else None
    return (claim.text, "") if grade is None else (claim.text[: grade.start()], grade[0])


def newest_first(citations: Sequence[Citation]) -> list[Citation]:
    """By document, newest first, one that states no day as new as what stands beside it."""
    first: dict[str, int] = {}
    for position, citation in enumerate(citations):
        first.setdefault(citation.document_id, position)
    days = [citation.date for citation in citations if citation.date is not None]
    undated = max(days, default=date.min)
    return sorted(
        citations,
        key=lambda c: (-(c.date or undated).toordinal(), first[c.document_id], c.number),
    )


def by_document(citations: Sequence[Citation]) -> Iterator[list[Citation]]:
    """Citations that stand beside each other, document by document."""
    for _, cited in groupby(citations, lambda citation: citation.document_id):
        yield list(cited)


def said_instead(answer: Answer) -> str:
    """What is said where nothing is claimed, in lines: "- " begins an item, "**" is our own.

    Without the nearest passages, which are the answer's citations, and without how the question
    was understood where nothing was found for it, which is in the answer's scope.
    """
    text = spoken(answer.text)
    if answer.citations:
        text = text.partition(section("refusals", "nearest"))[0]
    if answer.outcome == "no_evidence":
        reading = " ".join(answer.scope.reading.split())
        lines = text.split("\n")
        text = "\n".join(line for line in lines if " ".join(line.split()) != reading)
    return text.strip()
