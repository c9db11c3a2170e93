"""The exact scan: cosines of one vector with those of many passages."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from retrieval.index.matrix import Matrix
from retrieval.ports import Vectors

Scored = list[tuple[str, float]]
"""(passage id, cosine), best first; equal cosines by id."""


def scan(
    matrix: Matrix, vector: Vectors, k: int, documents: Collection[str] | None = None
) -> Scored:
    """The `k` passages, of these documents or of all, whose vectors are nearest.

    Passages without a vector are passed over. `vector` has shape (dimensions,).
    """
    if not len(matrix.ids):
        return []
    if documents is None:
        cosines = matrix.vectors @ vector
        rows = best(cosines, k)
        return _told(matrix, rows, cosines[rows], k)
    stretches = matrix.stretches(documents)
    if not stretches:
        return []
    cosines = np.concatenate([matrix.vectors[first:end] @ vector for first, end in stretches])
    places = best(cosines, k)
    sizes = np.array([end - first for first, end in stretches])
    ends = np.cumsum(sizes)
    which = np.searchsorted(ends, places, side="right")
    firsts = np.array([first for first, _ in stretches])
    rows = firsts[which] + places - (ends - sizes)[which]
    return _told(matrix, rows, cosines[places], k)


def best(cosines: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Where the `k` greatest cosines are, in no order; more than `k` where the last are equal."""
    if k >= len(cosines):
        return np.arange(len(cosines))
    least = np.partition(cosines, len(cosines) - k)[len(cosines) - k]
    return np.flatnonzero(cosines >= least)


def _told(matrix: Matrix, rows: NDArray[np.int64], cosines: NDArray[np.float32], k: int) -> Scored:
    ids = matrix.ids[rows].tolist()
    found = [(i.decode(), cosine) for i, cosine in zip(ids, cosines.tolist(), strict=True)]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
