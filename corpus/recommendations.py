"""Recommendations: what a document says must improve, item by item, verbatim and complete."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.documents import Document
from corpus.passages import Passage

RecommendationKind = Literal[
    "area_for_improvement", "recommendation", "priority_action", "area_for_development"
]
Addressee = Literal["authority", "board"]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One item, told by `text[start:end]` of the passage `passage_id`.

    `text` is that stretch with white space folded to single spaces; `number` is the document's
    own number where it has one, else the place in the list, from 1; `page` the 1-based page it
    begins on (None without pages). `addressee` tells the authority's own list from the
    safeguarding board's, which older reports hold beside it.
    """

    document_id: str
    number: int
    text: str
    kind: RecommendationKind
    page: int | None
    passage_id: str
    start: int
    end: int
    addressee: Addressee = "authority"


def recommendations_of(
    document: Document, passages: Sequence[Passage]
) -> tuple[Recommendation, ...]:
    """The items a document lists, in its order; empty where it lists none."""
    del document, passages
    return ()
