"""Dense search: an exact scan of the catalogue's vectors, or Chroma where they are too many."""

import logging
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue, Generation
from retrieval.chroma import ChromaMirror, collection_name, mirror
from retrieval.errors import ChromaUnavailableError
from retrieval.exact import Held, Scored, VectorCache, rows_of, scan, scan_blocks
from retrieval.ports import Vectors

EXACT_LIMIT = 30_000
"""Up to this many candidates an exact scan is quick, and Chroma is not asked."""
CACHE_LIMIT = 100_000
"""Up to this many passages all vectors are kept in memory (150 MB at 384 dimensions)."""

_MOST_HITS = 4_000
_MOST_REMEMBERED = 16
_RETRY_SECONDS = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of a generation: its (passage id, content hash), all its vectors if they fit.

    `vectors` is how many there were when it was made, -1 when they were complete; `rows` are
    those of `passages` in `held`; `ids` are the passages of a content hash.
    """

    number: int
    vectors: int
    passages: list[tuple[str, str]]
    held: Held | None
    rows: NDArray[np.int64] | None
    ids: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the vectors of passages lie in `held`; both are held, so that no id is used again."""

    passages: tuple[tuple[str, str], ...]
    held: Held
    rows: NDArray[np.int64]


class VectorIndex:
    """Dense search over one catalogue by one embedder's vectors; threads may share it.

    `chroma` is asked when more than `exact_limit` candidates are left, if it holds the
    generation and this process may use it; otherwise the scan is exact, only slower.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: str,
        chroma: ChromaMirror | None = None,
        exact_limit: int = EXACT_LIMIT,
        cache_limit: int = CACHE_LIMIT,
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._chroma = chroma
        self._exact_limit = exact_limit
        self._cache_limit = cache_limit
        self._cache = VectorCache(catalogue, embedder)
        self._turn = threading.Lock()
        self._state = _State(0, 0, [], None, None, {})
        self._remembered: OrderedDict[int, _Rows] = OrderedDict()
        self._mirrored = 0
        self._chroma_again = 0.0

    def search(
        self,
        vector: Vectors,
        k: int,
        passages: Sequence[tuple[str, str]] | None = None,
        generation: Generation | None = None,
    ) -> Scored:
        """The `k` nearest passages: (passage id, cosine), best first; equal ones by id.

        `vector` is a unit vector of shape (dimensions,). `passages` limits the search to these
        pairs of passage id and content hash (`Catalogue.passage_ids_of`); None means all of
        `generation`, which is the current one by default. Passages that have no vector yet are
        passed over.
        """
        generation = generation or self._catalogue.generation()
        if generation is None or k < 1:
            return []
        state = self._load(generation)
        among = state.passages if passages is None else passages
        if len(among) > self._exact_limit:
            found = self._ask_chroma(vector, k, passages, state, generation)
            if found is not None:
                return found
        held = state.held
        if held is None and len(among) <= self._cache_limit:
            # The same authority is asked about again and again.
            held = self._cache.load((hash_ for _, hash_ in among), self._cache_limit)
        if held is None:
            return scan_blocks(self._catalogue, self._embedder, vector, k, among)
        if passages is None:
            return scan(held, vector, k, among, state.rows)
        rows = self._rows_of(held, passages) if isinstance(passages, tuple) else None
        return scan(held, vector, k, among, rows)

    def _rows_of(self, held: Held, passages: tuple[tuple[str, str], ...]) -> NDArray[np.int64]:
        """The rows of passages that come again, for as long as the same vectors are held."""
        with self._turn:
            kept = self._remembered.get(id(passages))
            if kept is None or kept.held is not held:
                kept = _Rows(passages, held, rows_of(held, passages))
                self._remembered[id(passages)] = kept
                if len(self._remembered) > _MOST_REMEMBERED:
                    self._remembered.popitem(last=False)
            return kept.rows

    def refresh(self) -> None:
        """Loads the current generation, and brings Chroma to it where this process owns that.

        To be called off the path of a question when a new generation has been published.
        """
        generation = self._catalogue.generation()
        if generation is None:
            return
        self._load(generation)
        if (
            self._chroma is None
            or generation.passages <= self._exact_limit
            or self._embedder not in generation.dense
            or self._is_mirrored(generation)
        ):
            return
        try:
            mirror(self._chroma, self._catalogue, self._embedder, generation)
        except ChromaUnavailableError as error:
            log.info("Exact scans go on: %s", error)
        else:
            self._mirrored = generation.number

    def _load(self, generation: Generation) -> _State:
        with self._turn:
            state = self._state
            complete = self._embedder in generation.dense
            count = -1 if complete else self._catalogue.vector_count(self._embedder)
            if (state.number, state.vectors) != (generation.number, count):
                if state.number == generation.number:
                    passages = state.passages
                else:
                    passages = self._catalogue.passage_ids_of(None, generation.number)
                held = None
                if generation.passages <= self._cache_limit:
                    most = max(1_000, len(passages) * 5 // 4)
                    held = self._cache.load((hash_ for _, hash_ in passages), most)
                ids: defaultdict[str, list[str]] = defaultdict(list)
                if generation.passages > self._exact_limit:
                    for identity, content_hash in passages:
                        ids[content_hash].append(identity)
                rows = None if held is None else rows_of(held, passages)
                state = _State(generation.number, count, passages, held, rows, dict(ids))
                self._state = state
            return state

    def _is_mirrored(self, generation: Generation) -> bool:
        return self._embedder in generation.mirrored or self._mirrored == generation.number

    def _ask_chroma(
        self,
        vector: Vectors,
        k: int,
        passages: Sequence[tuple[str, str]] | None,
        state: _State,
        generation: Generation,
    ) -> Scored | None:
        """As `search`; None when Chroma cannot answer or gave too little."""
        if (
            self._chroma is None
            or not self._is_mirrored(generation)
            or not self._chroma.present()
            or time.monotonic() < self._chroma_again
        ):
            return None
        share = 1 if passages is None else max(len(state.passages) // len(passages), 1)
        n = 2 * k * share + 50  # room for what the generation before had, and for the rest
        if n > _MOST_HITS:
            return None
        name = collection_name(self._catalogue, self._embedder)
        try:
            hits = self._chroma.search(name, vector, n)
        except ChromaUnavailableError as error:
            log.info("Exact scans for a minute: %s", error)
            self._chroma_again = time.monotonic() + _RETRY_SECONDS
            return None
        wanted = None if passages is None else {identity for identity, _ in passages}
        found = [
            (identity, cosine)
            for content_hash, cosine in hits
            for identity in state.ids.get(content_hash, ())
            if wanted is None or identity in wanted
        ]
        if len(found) < k:
            return None
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
