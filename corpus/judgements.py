"""Judgements: the grade an inspection gave, area by area, and the words that give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.documents import Document
from corpus.passages import Passage

Area = Literal[
    "overall_effectiveness",
    "leaders",
    "help_and_protection",
    "in_care",
    "care_leavers",
    "in_care_and_care_leavers",
    "looked_after_and_permanence",
    "adoption",
    "lscb",
]
Grade = Literal["outstanding", "good", "requires_improvement", "inadequate"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade of one area, told by `text[start:end]` of the passage `passage_id`.

    `quote` is that stretch, `page` the 1-based page it begins on (None without pages).
    """

    document_id: str
    area: Area
    grade: Grade
    page: int | None
    quote: str
    passage_id: str
    start: int
    end: int


def judgements_of(document: Document, passages: Sequence[Passage]) -> tuple[Judgement, ...]:
    """The judgements a document gives, in its order; empty where it gives none."""
    del document, passages
    return ()
