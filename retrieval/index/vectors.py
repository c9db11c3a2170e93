"""Dense search: an exact scan of the mapped vectors, or Chroma where they are too many."""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.catalogue.catalogue import Catalogue, Generation
from retrieval.errors import ChromaUnavailableError, MeaningAwayError
from retrieval.index import matrix
from retrieval.index.chroma import ChromaMirror, collection_name, mirror
from retrieval.index.exact import Scored, scan
from retrieval.index.matrix import Matrix
from retrieval.ports import Vectors

EXACT_LIMIT = 1_000_000
"""Up to this many candidates an exact scan takes a tenth of a second, and Chroma is not asked."""
SCAN_LIMIT = 3_000_000
"""Up to this many they are scanned even so where a Chroma server is away."""

_MOST_HITS = 4_000
_RETRY_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """A generation and its vectors; `count` is how many there were, -1 when all were there."""

    number: int
    count: int
    matrix: Matrix


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
        scan_limit: int = SCAN_LIMIT,
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._chroma = chroma
        self._exact_limit = exact_limit
        self._scan_limit = scan_limit
        self._turn = threading.Lock()
        self._state: _State | None = None
        self._rows: tuple[int, Mapping[str, Sequence[int]]] = 0, {}
        self._mirrored = 0
        self._chroma_again = 0.0
        self._chroma_failed = False

    def search(
        self,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None = None,
        generation: Generation | None = None,
    ) -> Scored:
        """The `k` nearest passages: (passage id, cosine), best first; equal ones by id.

        `vector` is a unit vector of shape (dimensions,). `documents` limits the search to those
        with these ids; None means all of `generation`, which is the current one by default.
        Passages that have no vector yet are passed over. Raises `MeaningAwayError` where a
        Chroma server is away and there are too many for a scan.
        """
        generation = generation or self._catalogue.generation()
        if generation is None or k < 1:
            return []
        held = self._load(generation)
        among = held.count(documents)
        if among > self._exact_limit:
            found = self._ask_chroma(vector, k, documents, held, generation)
            if found is not None:
                return found
            if among > self._scan_limit and self._server_is_away():
                raise MeaningAwayError(
                    "Chroma does not answer, and there are too many passages to compare without it."
                )
        return scan(held, vector, k, documents)

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

    def _load(self, generation: Generation) -> Matrix:
        with self._turn:
            complete = self._embedder in generation.dense
            count = -1 if complete else self._catalogue.vector_count(self._embedder)
            state = self._state
            if state is None or (state.number, state.count) != (generation.number, count):
                self._state = None
                found = None
                if complete:
                    found = matrix.opened(self._catalogue, self._embedder, generation.number)
                if found is None:
                    found = matrix.in_memory(self._catalogue, self._embedder, generation.number)
                state = self._state = _State(generation.number, count, found)
            return state.matrix

    def _rows_of(self, generation: Generation) -> Mapping[str, Sequence[int]]:
        """The rows of each content hash, by which Chroma knows them."""
        with self._turn:
            number, rows = self._rows
            if number != generation.number:
                every: defaultdict[str, list[int]] = defaultdict(list)
                pairs = self._catalogue.passage_ids_of(None, generation.number)
                for row, (_, content_hash) in enumerate(pairs):
                    every[content_hash].append(row)
                self._rows = generation.number, every
                return every
            return rows

    def _is_mirrored(self, generation: Generation) -> bool:
        return self._embedder in generation.mirrored or self._mirrored == generation.number

    def _server_is_away(self) -> bool:
        return self._chroma_failed and self._chroma is not None and self._chroma.url is not None

    def _ask_chroma(
        self,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None,
        held: Matrix,
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
        share = len(held.ids) // held.count(documents)
        n = 2 * k * share + 50  # room for what the generation before had, and for the rest
        if n > _MOST_HITS:
            return None
        name = collection_name(self._catalogue, self._embedder)
        try:
            hits = self._chroma.search(name, vector, n)
        except ChromaUnavailableError as error:
            log.warning("Chroma is asked again in a while: %s", error)
            self._chroma_again = time.monotonic() + _RETRY_SECONDS
            self._chroma_failed = True
            return None
        self._chroma_failed = False
        rows = self._rows_of(generation)
        wanted = None if documents is None else held.among(documents)
        found = [
            (held.ids[row].decode(), cosine)
            for content_hash, cosine in hits
            for row in rows.get(content_hash, ())
            if wanted is None or wanted[row]
        ]
        if len(found) < k:
            return None
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
