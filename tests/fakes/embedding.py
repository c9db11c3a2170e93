"""A small, deterministic embedder: each word has a direction, a text is the sum of its words."""

import hashlib
from collections.abc import Sequence

import numpy as np

from retrieval.ports import Vectors


class WordEmbedder:
    """Embeds by words; `texts` counts what it was asked to embed."""

    def __init__(self, name: str = "words-1", dimensions: int = 64) -> None:
        self.name = name
        self.texts = 0
        self._dimensions = dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions)."""
        self.texts += len(texts)
        rows = [sum((self._direction(w) for w in t.lower().split()), self._zero()) for t in texts]
        vectors = np.stack(rows) + 1e-6
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def _zero(self) -> Vectors:
        return np.zeros(self._dimensions, np.float32)

    def _direction(self, word: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).normal(size=self._dimensions).astype(np.float32)
