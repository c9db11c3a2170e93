"""The embedder, made at its first use and then kept: words can be searched before."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from retrieval.errors import EmbeddingError

if TYPE_CHECKING:  # what these import takes a while, and many commands do without
    from retrieval.ports import Embedder, Vectors


class EmbedderSlot:
    """Stands for the embedder that the settings name, or for `embedder` where one is given."""

    def __init__(self, name: str, embedder: "Embedder | None") -> None:
        self._name = name
        self._embedder = embedder
        self._turn = Lock()

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self.get().name

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """The embedder's vectors."""
        return self.get().embed(texts)

    def get(self) -> "Embedder":
        """The embedder. Raises `EmbeddingError` when it cannot be set up."""
        with self._turn:
            if self._embedder is None:
                from retrieval.embedding.embedders import EmbedderUnavailableError, embedder_named

                try:
                    self._embedder = embedder_named(self._name)
                except EmbedderUnavailableError as error:
                    raise EmbeddingError(str(error)) from error
            return self._embedder
