"""The catalogue: files, documents, passages and vectors, in one durable file; it is the truth.

Readers see one generation at a time, the one the pointer names; what is being written stays
invisible until the pointer moves (`corpus.catalogue.writer`). The lexical index and the Chroma
collection are made from the catalogue and can be made again.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from corpus.catalogue.embeddings import Embeddings
from corpus.catalogue.opened import BODY, CURRENT, JUDGEMENTS, RECOMMENDATIONS, SKETCH
from corpus.catalogue.rows import (
    FileRecord,
    Generation,
    Member,
    Stay,
    unpack_document,
    unpack_file,
    unpack_judgements,
    unpack_recommendations,
    unpack_sketch,
    unpack_stay,
)
from corpus.catalogue.seals import chain_of, seal_of, unpack_seals
from corpus.catalogue.store import (
    CatalogueBusyError,
    CatalogueDamagedError,
    CatalogueError,
    CatalogueFullError,
    CatalogueReadOnlyError,
    CatalogueTooNewError,
    damaged,
)
from corpus.catalogue.texts import Texts
from corpus.documents import Document
from corpus.duplicates import Sketch
from corpus.given import heeding
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation

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
    "Stay",
]


@dataclass(frozen=True, slots=True)
class Registers:
    """Judgements and recommendations by document id, each in the order of its document."""

    judgements: Mapping[str, Sequence[Judgement]]
    recommendations: Mapping[str, Sequence[Recommendation]]


class Catalogue(Texts, Embeddings):
    """What has been indexed, read from `home/catalogue.sqlite`; opened, or created empty.

    Safe to share between threads. Where a method takes `generation`, None means the current
    one; a reader that makes several calls about one question passes the number it began with,
    which stays readable until two more have been published. Raises `CatalogueError`.
    """

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
                    WHERE generation = g.number AND mirrored),
                  (SELECT max(number) FROM generations WHERE lexical != '')
                  FROM pointer LEFT JOIN generations g ON g.number = pointer.generation"""
            ).fetchone()
        if row is None:
            return None
        number, created, documents, passages, lexical, dense, mirrored, newest = row
        if number != newest:
            # The pointer only ever moves to what has just been made.
            raise damaged(self.home, "what says which state of it is current")
        with self._sound("what says which state of it is current"):
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
            # One statement: while it runs no generation is published, or forgotten.
            rows = run.execute(
                f"""SELECT d.id, d.body, m.path, d.seals, g.seal FROM generations g
                  LEFT JOIN members m ON m.generation = g.number
                  LEFT JOIN documents d ON d.key = m.document
                  WHERE g.number = {CURRENT} ORDER BY m.position""",
                (generation,),
            ).fetchall()
        seal = rows[0][4] if rows else None
        rows = [row for row in rows if row[2] is not None]
        told = chain_of((identity, path) for identity, _, path, _, _ in rows)
        self._hold(seal is None or seal == told, "its list of documents is not what it was")
        given = {} if as_read else self.given()
        documents = []
        with self._sound("what it says of a document"):
            for identity, body, path, seals, _ in rows:
                self._held(seals, BODY, path, identity, body)
                document = unpack_document(body, path)
                documents.append(heeding(document, given.get(document.id, {})))
        return documents

    def members(self, generation: int) -> list[Member]:
        """The documents of a generation as they were put into it, in its order."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT d.key, d.id, m.path FROM members m JOIN documents d ON d.key = m.document
                  WHERE m.generation = ? ORDER BY m.position""",
                (generation,),
            ).fetchall()
        return [Member(key, identity, os.fsdecode(path)) for key, identity, path in rows]

    def generations(self) -> list[int]:
        """The numbers of the generations that can be read."""
        with self.store.read() as run:
            return [number for (number,) in run.execute("SELECT number FROM generations")]

    def registers(self, generation: int | None = None) -> Registers:
        """The judgements and recommendations that the documents of a generation give."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.id, d.judgements, d.recommendations, d.seals, m.path FROM members m
                  JOIN documents d ON d.key = m.document
                  WHERE m.generation = {CURRENT} ORDER BY m.position""",
                (generation,),
            ).fetchall()
        with self._sound("its grades and recommendations"):
            for _, judgements, recommendations, seals, path in rows:
                self._held(seals, JUDGEMENTS, path, judgements)
                self._held(seals, RECOMMENDATIONS, path, recommendations)
            return Registers(
                {row[0]: unpack_judgements(row[1]) for row in rows},
                {row[0]: unpack_recommendations(row[2]) for row in rows},
            )

    def copies(self, generation: int | None = None) -> Mapping[str, Sequence[str]]:
        """By document id all its copies, itself among them, the one to cite first.

        Documents without a copy are left out.
        """
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT first, id FROM copies WHERE generation = {CURRENT}
                  ORDER BY first, position""",
                (generation,),
            ).fetchall()
        groups = [[i for _, i in group] for _, group in groupby(rows, lambda row: str(row[0]))]
        return {identity: group for group in groups for identity in group}

    def sketches(self, generation: int | None = None) -> Mapping[str, Sketch]:
        """By document id what copies are recognised by (`corpus.duplicates`)."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT d.id, d.sketch, d.seals, m.path FROM members m
                  JOIN documents d ON d.key = m.document WHERE m.generation = {CURRENT}""",
                (generation,),
            ).fetchall()
        with self._sound("what tells copies"):
            for _, data, seals, path in rows:
                self._held(seals, SKETCH, path, data)
            return {row[0]: unpack_sketch(row[1]) for row in rows}

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

    def history(self) -> list[Stay]:
        """Every stay of a document in the index, those that ended too, by when they began."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT document_id, path, came, went, body FROM history
                  ORDER BY came, document_id"""
            ).fetchall()
        return [unpack_stay(row) for row in rows]

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

    def lost(self) -> list[str]:
        """Paths of files that were read, and of which what was read is here no more."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT path FROM files f WHERE outcome = 'read'
                  AND NOT EXISTS (SELECT 1 FROM readings r
                    WHERE r.fingerprint = f.fingerprint AND r.reader = f.reader) ORDER BY path"""
            ).fetchall()
        return [os.fsdecode(path) for (path,) in rows]

    def removed(self) -> list[Document]:
        """Documents removed by hand, as they were read, whose files are still as they were."""
        with self.store.read() as run:
            rows = run.execute(
                """SELECT d.body, w.path FROM withdrawn w
                  JOIN documents d ON d.key =
                    (SELECT max(key) FROM documents WHERE id = w.document_id)
                  ORDER BY w.path, d.position"""
            ).fetchall()
        return [unpack_document(body, path) for body, path in rows]

    def _held(self, seals: bytes | None, place: int, path: bytes, *values: str | bytes) -> None:
        """Hold what is said of the document at `path` against one of its seals."""
        if seals is not None:
            self._hold(
                unpack_seals(seals)[place] == seal_of(*values),
                f"what it says of {os.fsdecode(path)} is not what it was",
            )
