"""What a search is made over: passages, the side that matches words, the side of meaning."""

from collections.abc import Sequence
from typing import Protocol

from corpus.passages import Passage
from retrieval.index.lexical import LexicalQuery


class Passages(Protocol):
    """Where passages are kept."""

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        """The passages with these ids, in the order asked."""

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        """All passages of these documents."""


class Lexical(Protocol):
    """The side that matches words."""

    @property
    def passages(self) -> int:
        """How many passages are indexed."""

    def search(self, query: LexicalQuery, k: int) -> list[tuple[str, float]]:
        """The best `k` as (passage id, score)."""

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands."""


class Dense(Protocol):
    """The side that matches meaning."""

    def search(self, text: str, k: int, documents: Sequence[str] | None) -> list[tuple[str, float]]:
        """The best `k` as (passage id, cosine), among the documents given or all."""

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of the others."""
