"""The dense side of a search: the question is embedded, the vectors of passages are scanned."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.catalogue import Catalogue, Generation
from retrieval.embedding import EmbedderUnavailableError
from retrieval.errors import EmbeddingError
from retrieval.ports import Embedder, Vectors
from retrieval.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Meaning:
    """Matches meaning within one generation of the catalogue; threads may share it.

    `among` are the passages searched where no documents are named, as (passage id, content
    hash); None for all.
    """

    embedder: Embedder
    vectors: VectorIndex
    catalogue: Catalogue
    generation: Generation
    among: tuple[tuple[str, str], ...] | None = None

    def search(self, text: str, k: int, documents: Sequence[str] | None) -> list[tuple[str, float]]:
        """The best `k` as (passage id, cosine), among the documents given or all.

        Raises `EmbeddingError` when the embedder gives nothing, and `CatalogueError`.
        """
        within: Sequence[tuple[str, str]] | None = self.among
        if documents is not None:
            within = self.catalogue.passage_ids_of(documents, self.generation.number)
        (vector,) = self._embed([text])
        return self.vectors.search(vector, k, within, self.generation)

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of `text` with each of `others`, which are embedded on the spot.

        Some milliseconds each: for a dozen sentences, not for passages. Raises
        `EmbeddingError`.
        """
        vectors = self._embed([text, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        try:
            return self.embedder.embed(texts)
        except EmbedderUnavailableError as error:
            raise EmbeddingError(str(error)) from error
