"""The exact scan: cosines of one vector with those of many passages, straight in memory."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from retrieval.ports import Vectors

BLOCK = 20_000

Scored = list[tuple[str, float]]
"""(passage id, cosine), best first; equal cosines by id."""


@dataclass(frozen=True, slots=True)
class Held:
    """Vectors in memory: the row of each content hash, and the matrix of those rows."""

    rows: dict[str, int] = field(default_factory=dict)
    matrix: Vectors = field(default_factory=lambda: np.empty((0, 0), np.float32))


class VectorCache:
    """Vectors in one float32 matrix, kept from search to search; threads may share it.

    Contents never change, so a new generation loads only what it adds.
    """

    def __init__(self, catalogue: Catalogue, embedder: str) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._held = Held()
        self._loading = threading.Lock()

    def load(self, content_hashes: Iterable[str], most: int) -> Held:
        """The vectors there are for these contents, others perhaps beside them.

        When more than `most` rows would be held, all others are let go.
        """
        with self._loading:
            held = self._held
            wanted = set(content_hashes)
            new = sorted(wanted - held.rows.keys())
            if new and len(held.rows) + len(new) > most:
                held, new = Held(), sorted(wanted)
            if new:
                places, vectors = self._catalogue.known_vectors(self._embedder, new)
                if places:
                    rows = held.rows | {
                        new[place]: row for row, place in enumerate(places, len(held.rows))
                    }
                    parts = [held.matrix, vectors] if held.rows else [vectors]
                    held = Held(rows, np.concatenate(parts))
            self._held = held
            return held


def rows_of(held: Held, passages: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
    """The row of each passage's vector, -1 where it has none."""
    rows = (held.rows.get(content_hash, -1) for _, content_hash in passages)
    return np.fromiter(rows, np.int64, len(passages))


def scan(
    held: Held,
    vector: Vectors,
    k: int,
    passages: Sequence[tuple[str, str]],
    known: NDArray[np.int64] | None = None,
) -> Scored:
    """The `k` passages, of these (id, content hash), whose vectors are nearest.

    Passages without a vector are passed over. `vector` has shape (dimensions,); `known` is
    `rows_of` these passages, for who has it already.
    """
    if not held.rows:
        return []
    if known is None:
        known = rows_of(held, passages)
    places = np.flatnonzero(known >= 0)
    # Gathering scattered rows costs more than multiplying rows that are not needed.
    if len(places) * 8 > len(held.rows):
        cosines = (held.matrix @ vector)[known[places]]
    else:
        cosines = held.matrix[known[places]] @ vector
    return _best_of(cosines, places, passages, k)


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
            found += _best_of(vectors @ vector, np.asarray(places), block, k)
    return sorted(found, key=_order)[:k]


def best(cosines: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Where the `k` greatest cosines are, in no order; more than `k` where the last are equal."""
    if k >= len(cosines):
        return np.arange(len(cosines))
    least = np.partition(cosines, len(cosines) - k)[len(cosines) - k]
    return np.flatnonzero(cosines >= least)


def _best_of(
    cosines: NDArray[np.float32],
    places: NDArray[np.int64],
    passages: Sequence[tuple[str, str]],
    k: int,
) -> Scored:
    """The best of `passages[places]`, whose cosines these are."""
    found = [(passages[places[row]][0], float(cosines[row])) for row in best(cosines, k).tolist()]
    return sorted(found, key=_order)[:k]


def _order(hit: tuple[str, float]) -> tuple[float, str]:
    return -hit[1], hit[0]
