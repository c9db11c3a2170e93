"""Completing the dense side of a generation: what has no vector yet is embedded, then mirrored."""

from collections.abc import Callable

import numpy as np

from corpus.catalogue.catalogue import Generation
from corpus.catalogue.writer import Writer
from corpus.passages import Passage
from retrieval.errors import ChromaUnavailableError, EmbeddingError
from retrieval.index import matrix
from retrieval.index.chroma import ChromaMirror, mirror
from retrieval.index.reports import Progress
from retrieval.index.vectors import SCAN_LIMIT
from retrieval.ports import Embedder, Vectors

BATCH_TEXTS = 256


def complete_vectors(
    writer: Writer,
    generation: Generation,
    embedder: Embedder,
    text_of: Callable[[Passage], str],
    progress: Callable[[Progress], None],
) -> None:
    """Embeds what has no vector by this embedder yet, keeping each batch as it is made.

    Texts of about one length go together: a batch costs as much as its longest. The file that
    questions map is there before the vectors count as complete. Raises `EmbeddingError` and
    `CatalogueError`.
    """
    if embedder.name in generation.dense:
        matrix.make(writer.catalogue, embedder.name, generation.number)
        return
    missing = writer.missing_vectors(embedder.name, generation.number)
    missing.sort(key=lambda item: (item[2], item[0]))
    for start in range(0, len(missing), BATCH_TEXTS):
        progress(Progress("embedding", start, len(missing)))
        batch = missing[start : start + BATCH_TEXTS]
        passages = writer.catalogue.passages([item[1] for item in batch], generation.number)
        texts = [text_of(passage) for passage in passages]
        hashes = [item[0] for item in batch]
        writer.put_vectors(embedder.name, hashes, _embed(embedder, texts))
    if missing:
        progress(Progress("embedding", len(missing), len(missing)))
    matrix.make(writer.catalogue, embedder.name, generation.number)
    writer.mark_dense_complete(generation.number, embedder.name)


def sync_chroma(writer: Writer, embedder: str, chroma: ChromaMirror) -> str | None:
    """Brings Chroma to the current generation where it is of use; a note when it could not be.

    Up to `SCAN_LIMIT` passages are scanned sooner than an embedded collection is made, so there
    is none; a server that was asked for is always kept up to date.
    """
    generation = writer.catalogue.generation()
    if generation is None or (chroma.url is None and generation.passages <= SCAN_LIMIT):
        return None
    if embedder in generation.mirrored and chroma.present():
        return None
    try:
        mirror(chroma, writer.catalogue, embedder, generation)
    except ChromaUnavailableError as error:
        return (
            f"Chroma was not brought up to date ({error}) Questions are answered all the same, "
            "by exact scans; the next run tries again."
        )
    finally:
        chroma.close()
    writer.mark_dense_complete(generation.number, embedder, mirrored=True)
    return None


def _embed(embedder: Embedder, texts: list[str]) -> Vectors:
    try:
        vectors = embedder.embed(texts)
    except Exception as error:
        raise EmbeddingError(
            f"The embedder {embedder.name} failed ({error}). Questions are answered by words "
            "alone until `scrutineer index` has been run again; nothing done so far is lost."
        ) from error
    lengths = np.linalg.norm(vectors, axis=1) if vectors.ndim == 2 else np.zeros(1)
    if len(lengths) != len(texts) or not np.allclose(lengths, 1.0, atol=1e-2):
        raise EmbeddingError(
            f"The embedder {embedder.name} gave something other than {len(texts)} unit vectors. "
            "Choose another with SCRUTINEER_EMBEDDER and run `scrutineer index` again."
        )
    return vectors
