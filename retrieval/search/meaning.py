"""The dense side of a search: the question is embedded, the vectors of passages are scanned."""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from corpus.catalogue.catalogue import Generation
from retrieval.embedding.embedders import EmbedderUnavailableError
from retrieval.errors import EmbeddingError
from retrieval.index.vectors import VectorIndex
from retrieval.ports import Embedder, Vectors

_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Meaning:
    """Matches meaning within one generation of the catalogue; threads may share it.

    `among` are the ids of the documents searched where none are named, None for all; `asked` are
    the vectors of the last questions.
    """

    embedder: Embedder
    vectors: VectorIndex
    generation: Generation
    among: tuple[str, ...] | None = None
    asked: OrderedDict[str, Vectors] = field(default_factory=OrderedDict, repr=False)

    def search(self, text: str, k: int, documents: Sequence[str] | None) -> list[tuple[str, float]]:
        """The best `k` as (passage id, cosine), among the documents given or all.

        Raises `EmbeddingError` when the embedder gives nothing, and `CatalogueError`.
        """
        vector = self._of_question(text)
        within = self.among if documents is None else documents
        return self.vectors.search(vector, k, within, self.generation)

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of `text` with each of `others`, which are embedded on the spot.

        Some milliseconds each: for a dozen sentences, not for passages. Raises
        `EmbeddingError`.
        """
        vectors = self._embed([text, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _of_question(self, text: str) -> Vectors:
        """The vector of a question, which is looked for in one document after another."""
        vector = self.asked.get(text)
        if vector is None:
            (vector,) = self._embed([text])
            self.asked[text] = vector
            while len(self.asked) > _MOST_KEPT:
                with suppress(KeyError):  # another thread may have been quicker
                    self.asked.popitem(last=False)
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        try:
            return self.embedder.embed(texts)
        except EmbedderUnavailableError as error:
            raise EmbeddingError(str(error)) from error
