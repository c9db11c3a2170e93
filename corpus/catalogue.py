"""The catalogue: files, documents, passages and vectors, in one durable file; it is the truth.

Readers see one generation at a time, the one the pointer names; what is being written stays
invisible until the pointer moves (`corpus.catalogue_writer`). The lexical index and the Chroma
collection are made from the catalogue and can be made again.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.catalogue_rows import (
    FileRecord,
    Generation,
    Vectors,
    unpack_confidence,
    unpack_document,
    unpack_file,
    unpack_judgements,
    unpack_page,
    unpack_passage,
    unpack_recommendations,
    unpack_sketch,
    unpack_vectors,
)
from corpus.catalogue_store import (
    CatalogueBusyError,
    CatalogueDamagedError,
    CatalogueError,
    CatalogueFullError,
    CatalogueReadOnlyError,
    CatalogueTooNewError,
    Store,
)
from corpus.documents import Document
from corpus.duplicates import Sketch
from corpus.given import heeding
from corpus.judgements import Judgement
from corpus.passages import Passage
from corpus.recommendations import Recommendation
from corpus.sources import Page

__all__ = [
    "Catalogue",
    "CatalogueBusyError",
    "CatalogueDamagedError",
    "CatalogueError",
    "CatalogueFullError",
    "CatalogueReadOnlyError",
    "CatalogueTooNewError",
    "FileRecord",
    "Generation",
    "Registers",
]

_CURRENT = "coalesce(?, (SELECT generation FROM pointer))"
_PASSAGE = """p.id, d.id, p.ordinal, p.text, p.shape, p.paragraph, p.heading, p.spans
  FROM json_each(?) asked"""


@dataclass(frozen=True, slots=True)
class Registers:
    """Judgements and recommendations by document id, each in the order of its document."""

    judgements: Mapping[str, Sequence[Judgement]]
    recommendations: Mapping[str, Sequence[Recommendation]]


class Catalogue:
    """What has been indexed, read from `home/catalogue.sqlite`; opened, or created empty.

    Safe to share between threads. Where a method takes `generation`, None means the current
    one; a reader that makes several calls about one question passes the number it began with,
    which stays readable until two more have been published. Raises `CatalogueError`.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store(home)

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def identity(self) -> str:
        """32 hex digits that no other catalogue has; they stay when the folder is moved."""
        with self.store.read() as run:
            (identity,) = run.execute("SELECT uuid FROM identity").fetchone()
        return str(identity)

    def generation(self) -> Generation | None:
        """The current generation; None before the first index run. One cheap SELECT."""
        with self.store.read() as run:
            row = run.execute(
                """SELECT g.number, g.created, g.documents, g.passages, g.lexical,
                  (SELECT json_group_array(embedder) FROM dense WHERE generation = g.number),
                  (SELECT json_group_array(embedder) FROM dense
                    WHERE generation = g.number AND mirrored)
                  FROM pointer JOIN generations g ON g.number = pointer.generation"""
            ).fetchone()
        if row is None:
            return None
        number, created, documents, passages, lexical, dense, mirrored = row
        return Generation(
            number,
            datetime.fromisoformat(created),
            documents,
            passages,
            lexical,
            tuple(json.loads(dense)),
            tuple(json.loads(mirrored)),
        )

    def documents(self, generation: int | None = None, *, as_read: bool = False) -> list[Document]:
        """The documents of a generation: by path, then as they stand in the file.

        What `documents set` gave for one stands in the place of what was read, unless they are
        wanted `as_read`.
        """
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.body, m.path FROM members m JOIN documents d ON d.key = m.document
                  WHERE m.generation = {_CURRENT} ORDER BY m.position""",
                (generation,),
            ).fetchall()
        given = {} if as_read else self.given()
        documents = (unpack_document(body, path) for body, path in rows)
        return [heeding(document, given.get(document.id, {})) for document in documents]

    def registers(self, generation: int | None = None) -> Registers:
        """The judgements and recommendations that the documents of a generation give."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.id, d.judgements, d.recommendations FROM members m
                  JOIN documents d ON d.key = m.document
                  WHERE m.generation = {_CURRENT} ORDER BY m.position""",
                (generation,),
            ).fetchall()
        return Registers(
            {key: unpack_judgements(body) for key, body, _ in rows},
            {key: unpack_recommendations(body) for key, _, body in rows},
        )

    def copies(self, generation: int | None = None) -> Mapping[str, Sequence[str]]:
        """By document id all its copies, itself among them, the one to cite first.

        Documents without a copy are left out.
        """
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT first, id FROM copies WHERE generation = {_CURRENT}
                  ORDER BY first, position""",
                (generation,),
            ).fetchall()
        groups = [[i for _, i in group] for _, group in groupby(rows, lambda row: str(row[0]))]
        return {identity: group for group in groups for identity in group}

    def sketches(self, generation: int | None = None) -> Mapping[str, Sketch]:
        """By document id what copies are recognised by (`corpus.duplicates`)."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.id, d.sketch FROM members m JOIN documents d ON d.key = m.document
                  WHERE m.generation = {_CURRENT}""",
                (generation,),
            ).fetchall()
        return {identity: unpack_sketch(data) for identity, data in rows}

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        """The passages with these ids, in the order asked; ids unknown here are left out."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT {_PASSAGE}
                  CROSS JOIN passages p ON p.id = asked.value
                  JOIN documents d ON d.key = p.document
                  JOIN members m ON m.document = p.document AND m.generation = {_CURRENT}
                  ORDER BY asked.key""",
                (json.dumps(list(ids)), generation),
            ).fetchall()
        return [unpack_passage(row) for row in rows]

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        """All passages of these documents: by document in the order given, then by ordinal."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT {_PASSAGE}
                  CROSS JOIN documents d ON d.id = asked.value
                  JOIN members m ON m.document = d.key AND m.generation = {_CURRENT}
                  JOIN passages p ON p.document = d.key
                  ORDER BY asked.key, p.ordinal""",
                (json.dumps(list(document_ids)), generation),
            ).fetchall()
        return [unpack_passage(row) for row in rows]

    def passage_ids_of(
        self, document_ids: Sequence[str] | None, generation: int | None = None
    ) -> list[tuple[str, str]]:
        """Pairs (passage id, content hash) of these documents, ordered as `passages_of`.

        None means all documents of the generation, in the order of `documents`.
        """
        with self.store.read() as run:
            if document_ids is None:
                return run.execute(
                    f"""SELECT p.id, p.content_hash FROM members m
                      JOIN passages p ON p.document = m.document
                      WHERE m.generation = {_CURRENT} ORDER BY m.position, p.ordinal""",
                    (generation,),
                ).fetchall()
            return run.execute(
                f"""SELECT p.id, p.content_hash FROM json_each(?) asked
                  CROSS JOIN documents d ON d.id = asked.value
                  JOIN members m ON m.document = d.key AND m.generation = {_CURRENT}
                  JOIN passages p ON p.document = d.key
                  ORDER BY asked.key, p.ordinal""",
                (json.dumps(list(document_ids)), generation),
            ).fetchall()

    def page(
        self, document_id: str, number: int | None, generation: int | None = None
    ) -> Page | None:
        """A page as it was read, to hold quotes against; None where there is no such page.

        `number` is the 1-based page of the file, None for a file without pages. Printed rows
        and the page's shape, which only cutting needs, are not kept.
        """
        with self.store.read() as run:
            row = run.execute(
                f"""SELECT pages.text, pages.label, pages.confidence FROM documents d
                  JOIN members m ON m.document = d.key AND m.generation = {_CURRENT}
                  JOIN pages ON pages.reading = d.reading
                  WHERE d.id = ? AND pages.number IS ?""",
                (generation, document_id, number),
            ).fetchone()
        if row is None:
            return None
        text, label, confidence = row
        return Page(number, unpack_page(text), label, confidence=unpack_confidence(confidence))

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
        return [place for place, _ in rows], unpack_vectors(blobs, dimensions)

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

    def passage_count(self, generation: int) -> int:
        """How many passages a generation has."""
        with self.store.read() as run:
            row = run.execute(
                "SELECT passages FROM generations WHERE number = ?", (generation,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def lexical_folders(self) -> set[str]:
        """Names of the lexical folders that generations still need."""
        with self.store.read() as run:
            return {name for (name,) in run.execute("SELECT lexical FROM generations")}

    def also_at(self) -> Mapping[str, Sequence[str]]:
        """By path of a file that was read, the other paths where it stands byte for byte."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT duplicate_of, path FROM files WHERE duplicate_of IS NOT NULL
                  ORDER BY path"""
            ).fetchall()
        found: dict[str, list[str]] = {}
        for first, path in rows:
            found.setdefault(os.fsdecode(first), []).append(os.fsdecode(path))
        return found

    def files(self) -> list[FileRecord]:
        """Every file that was looked at, failures and duplicates included, by path."""
        with self.store.read() as run:
            rows = run.execute("SELECT * FROM files ORDER BY path").fetchall()
        return [unpack_file(row) for row in rows]

    def given(self) -> dict[str, dict[str, str]]:
        """What the owner gave by `documents set`: document id → key → value."""
        with self.store.read() as run:
            rows = run.execute("SELECT document_id, key, value FROM given").fetchall()
        values: dict[str, dict[str, str]] = {}
        for document_id, key, value in rows:
            values.setdefault(document_id, {})[key] = value
        return values

    def withdrawn(self) -> dict[str, str]:
        """Documents removed by hand: id → path of the file they were in."""
        with self.store.read() as run:
            rows = run.execute("SELECT document_id, path FROM withdrawn").fetchall()
        return {identity: os.fsdecode(path) for identity, path in rows}
