"""The outcome of a search: what was found, and why each passage stands where it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.documents import Document
from corpus.passages import Passage
from retrieval.query import Query
from retrieval.search.concepts import Topic
from retrieval.search.scope import Scope


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `why` holds the parts that its score is the sum of.

    `similarity` is the cosine of passage and question, None where the dense side has not
    come upon the passage.
    """

    rank: int
    score: float
    why: Mapping[str, float]
    passage: Passage
    document: Document
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a search: how the question was understood, and the hits, best first."""

    query: Query
    scope: Scope
    topic: Topic
    hits: tuple[Hit, ...]
