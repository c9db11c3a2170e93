"""An embedder that every play shares: what a text means does not depend on who writes answers."""

from collections.abc import Sequence

import numpy as np

from retrieval.ports import Embedder, Vectors


class Remembering:
    """Gives the vectors of an embedder, and reckons each text once; threads may share it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the embedder whose vectors these are."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The embedder's vectors of these texts."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if fresh:
            self._kept.update(zip(fresh, self._embedder.embed(fresh), strict=True))
        return np.stack([self._kept[text] for text in texts])
