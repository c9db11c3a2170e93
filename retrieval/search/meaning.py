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
# Sentences of documents come back in many questions; three megabytes of their vectors are kept.
_MOST_SENTENCES = 2_048


@dataclass(frozen=True, slots=True)
class Meaning:
    """Matches meaning within one generation of the catalogue; threads may share it.

    `among` are the ids of the documents searched where none are named, None for all; `asked` are
    the vectors of the last questions, `told` those of the last sentences that were compared.
    """

    embedder: Embedder
    vectors: VectorIndex
    generation: Generation
    among: tuple[str, ...] | None = None
    asked: OrderedDict[str, Vectors] = field(default_factory=OrderedDict, repr=False)
    told: OrderedDict[str, Vectors] = field(default_factory=OrderedDict, repr=False)

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
        question = self._of_question(text)
        known = {other: vector for other in others if (vector := self.told.get(other)) is not None}
        if new := [other for other in dict.fromkeys(others) if other not in known]:
            known |= zip(new, self._embed(new), strict=True)
            self.told.update((other, known[other]) for other in new)
            _shorten(self.told, _MOST_SENTENCES)
        return [float(known[other] @ question) for other in others]

    def _of_question(self, text: str) -> Vectors:
        """The vector of a question, which is looked for in one document after another."""
        vector = self.asked.get(text)
        if vector is None:
            (vector,) = self._embed([text])
            self.asked[text] = vector
            _shorten(self.asked, _MOST_KEPT)
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        try:
            return self.embedder.embed(texts)
        except EmbedderUnavailableError as error:
            raise EmbeddingError(str(error)) from error


def _shorten(kept: OrderedDict[str, Vectors], most: int) -> None:
    while len(kept) > most:
        with suppress(KeyError):  # another thread may have been quicker
            kept.popitem(last=False)
