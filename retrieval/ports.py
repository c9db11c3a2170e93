"""What retrieval needs from the outside: something that turns text into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors."""

    @property
    def name(self) -> str:
        """What made the vectors, with its version: vectors of two names are never compared."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give an array of shape (len(texts), dimensions), float32, each row of length 1."""
