"""What a catalogue has of vectors, by the embedder that made them."""

import json
from collections.abc import Sequence

from corpus.catalogue.opened import CURRENT, Opened
from corpus.catalogue.rows import (
    Vectors,
    unpack_vectors,
)
from corpus.catalogue.store import (
    CatalogueError,
)


class Embeddings(Opened):
    """Vectors of contents, and of the passages of a generation, None meaning the current one."""

    def vectors(self, embedder: str, content_hashes: Sequence[str]) -> Vectors:
        """The vectors of these contents, rows in the order given, float32.

        Raises `CatalogueError` when one has not been embedded yet.
        """
        places, vectors = self.known_vectors(embedder, content_hashes)
        if len(places) < len(content_hashes):
            raise CatalogueError(
                f"{len(content_hashes) - len(places)} passages have no vector by {embedder} "
                "yet. Run `scrutineer index` again to finish them."
            )
        return vectors

    def known_vectors(
        self, embedder: str, content_hashes: Sequence[str]
    ) -> tuple[list[int], Vectors]:
        """The vectors there are for these contents, and which of them each row belongs to.

        Gives places in `content_hashes`, rising, and an array of shape (places, dimensions).
        """
        with self.store.read() as run:
            rows = run.execute(
                """SELECT asked.key, e.vector FROM json_each(?) asked
                  CROSS JOIN embeddings e ON e.content_hash = asked.value
                    AND e.embedder = (SELECT key FROM embedders WHERE name = ?)
                  ORDER BY asked.key""",
                (json.dumps(list(content_hashes)), embedder),
            ).fetchall()
        blobs = [blob for _, blob in rows]
        dimensions = len(blobs[0]) // 4 if blobs else 0
        with self._sound("the vectors"):
            return [place for place, _ in rows], unpack_vectors(blobs, dimensions)

    def vectors_of(
        self, embedder: str, document_ids: Sequence[str], generation: int | None = None
    ) -> tuple[list[str], list[str], Vectors]:
        """The vectors there are of these documents' passages, in the order of `passages_of`.

        Gives for each row the id of its document and of its passage, and an array of shape
        (rows, dimensions).
        """
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.id, p.id, e.vector FROM json_each(?) asked
                  CROSS JOIN documents d ON d.id = asked.value
                  JOIN members m ON m.document = d.key AND m.generation = {CURRENT}
                  CROSS JOIN passages p ON p.document = d.key
                  CROSS JOIN embeddings e ON e.content_hash = p.content_hash
                    AND e.embedder = (SELECT key FROM embedders WHERE name = ?)
                  ORDER BY asked.key, p.ordinal""",
                (json.dumps(list(document_ids)), generation, embedder),
            ).fetchall()
            dimensions = run.execute(
                "SELECT coalesce(max(dimensions), 0) FROM embedders WHERE name = ?", (embedder,)
            ).fetchone()[0]
        owners, ids = [row[0] for row in rows], [row[1] for row in rows]
        return owners, ids, unpack_vectors([row[2] for row in rows], int(dimensions))

    def embedded(self, embedder: str, content_hashes: Sequence[str]) -> set[str]:
        """Which of these contents this embedder has embedded."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT e.content_hash FROM json_each(?) asked
                  CROSS JOIN embeddings e ON e.content_hash = asked.value
                    AND e.embedder = (SELECT key FROM embedders WHERE name = ?)""",
                (json.dumps(list(content_hashes)), embedder),
            )
            return {content_hash for (content_hash,) in rows}

    def vector_count(self, embedder: str) -> int:
        """How many contents this embedder has embedded."""
        with self.store.read() as run:
            (count,) = run.execute(
                """SELECT count(*) FROM embeddings
                  WHERE embedder = (SELECT key FROM embedders WHERE name = ?)""",
                (embedder,),
            ).fetchone()
        return int(count)
