"""The exact scan: cosines of one vector with those of many passages, straight in memory."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from retrieval.ports import Vectors

BLOCK = 20_000

Scored = list[tuple[str, float]]
"""(passage id, cosine), best first; equal cosines by id."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Vectors in memory: the row of each content hash, and the matrix of those rows."""

    rows: dict[str, int] = field(default_factory=dict)
    matrix: Vectors = field(default_factory=lambda: np.empty((0, 0), np.float32))


class VectorCache:
    """The vectors of one generation in one float32 matrix, kept from search to search.

    Contents are immutable, so a new generation loads only what it adds. Threads may share it.
    """

    def __init__(self, catalogue: Catalogue, embedder: str) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._held = _Held()
        self._loading = threading.Lock()

    def load(self, content_hashes: Sequence[str]) -> None:
        """Sees to it that the vectors there are for these contents are in memory."""
        with self._loading:
            held = self._held
            wanted = set(content_hashes)
            if len(held.rows) - len(held.rows.keys() & wanted) > len(wanted) // 4:
                held = _Held()  # mostly of passages that are gone
            new = sorted(wanted - held.rows.keys())
            if new:
                places, vectors = self._catalogue.known_vectors(self._embedder, new)
                if places:
                    rows = held.rows | {
                        new[place]: row for row, place in enumerate(places, len(held.rows))
                    }
                    parts = [held.matrix, vectors] if held.rows else [vectors]
                    held = _Held(rows, np.concatenate(parts))
            self._held = held

    def scan(self, vector: Vectors, k: int, passages: Sequence[tuple[str, str]]) -> Scored:
        """The `k` passages, of these (id, content hash), whose vectors are nearest.

        Passages without a vector are passed over. `vector` has shape (dimensions,).
        """
        held = self._held
        if not held.rows:
            return []
        known = np.fromiter(
            (held.rows.get(content_hash, -1) for _, content_hash in passages),
            np.int64,
            len(passages),
        )
        places = np.flatnonzero(known >= 0)
        # Gathering scattered rows costs more than multiplying rows that are not needed.
        if len(places) * 8 > len(held.rows):
            cosines = (held.matrix @ vector)[known[places]]
        else:
            cosines = held.matrix[known[places]] @ vector
        return best(cosines, [passages[place][0] for place in places.tolist()], k)


def scan_blocks(
    catalogue: Catalogue,
    embedder: str,
    vector: Vectors,
    k: int,
    passages: Sequence[tuple[str, str]],
) -> Scored:
    """As `VectorCache.scan`, reading the vectors from the catalogue a block at a time."""
    found: Scored = []
    for start in range(0, len(passages), BLOCK):
        block = passages[start : start + BLOCK]
        places, vectors = catalogue.known_vectors(embedder, [hash_ for _, hash_ in block])
        if places:
            found += best(vectors @ vector, [block[place][0] for place in places], k)
    return sorted(found, key=_order)[:k]


def best(cosines: NDArray[np.float32], ids: Sequence[str], k: int) -> Scored:
    """The `k` greatest cosines with their ids, best first; equal ones by id."""
    if k < len(ids):
        least = np.partition(cosines, len(ids) - k)[len(ids) - k]
        places = np.flatnonzero(cosines >= least)
    else:
        places = np.arange(len(ids))
    return sorted(((ids[p], float(cosines[p])) for p in places.tolist()), key=_order)[:k]


def _order(hit: tuple[str, float]) -> tuple[float, str]:
    return -hit[1], hit[0]
