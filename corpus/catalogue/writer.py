"""Writing the catalogue: one writer at a time, and nothing is seen until it is published."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.history import note_history
from corpus.catalogue.locking import alone
from corpus.catalogue.packing import packed_document, packed_passage
from corpus.catalogue.rows import (
    FileRecord,
    Member,
    Reading,
    Vectors,
    pack_confidence,
    pack_file,
    pack_page,
    pack_vectors,
    unpack_page,
)
from corpus.catalogue.seals import chain_of
from corpus.catalogue.store import CatalogueError
from corpus.duplicates import duplicates_of


@contextmanager
def writing(home: Path) -> Iterator["Writer"]:
    """A writer of the catalogue in `home`, `alone`. Raises `CatalogueError`."""
    with alone(home), Catalogue(home) as catalogue:
        yield Writer(catalogue)


class Writer:
    """Changes the catalogue; made by `writing`, which holds the lock. Raises `CatalogueError`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._store = catalogue.store

    def discard_unpublished(self) -> None:
        """Drops generations that a killed run prepared and never published."""
        with self._store.transaction() as run:
            run.execute(
                """DELETE FROM generations
                  WHERE number > coalesce((SELECT generation FROM pointer), 0)"""
            )

    def stage(self, readings: Sequence[Reading], reader: str) -> None:
        """Keeps what was read, in one transaction; no reader sees it yet.

        A reading with the same fingerprint and reader is replaced; it must not be in use.
        """
        with self._store.transaction() as run:
            for reading in readings:
                (key,) = run.execute(
                    "INSERT INTO readings (fingerprint, reader) VALUES (?, ?) RETURNING key",
                    (reading.fingerprint, reader),
                ).fetchone()
                run.executemany(
                    "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        (
                            key,
                            position,
                            page.number,
                            pack_page(page.text),
                            pack_confidence(page.confidence),
                            page.label,
                        )
                        for position, page in enumerate(reading.ingested.source.pages)
                    ),
                )
                cut = zip(reading.ingested.documents, reading.content_hashes, strict=True)
                for position, (part, hashes) in enumerate(cut):
                    (row,) = run.execute(
                        """INSERT INTO documents
                          (reading, position, id, body, judgements, recommendations, sketch, seals)
                          VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING key""",
                        (key, position, *packed_document(part)),
                    ).fetchone()
                    run.executemany(
                        """INSERT INTO passages (document, id, ordinal, text, shape, paragraph,
                            heading, spans, content_hash, seal)
                          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        (
                            (row, *packed_passage(passage, content_hash))
                            for passage, content_hash in zip(part.passages, hashes, strict=True)
                        ),
                    )

    def staged(self, reader: str) -> set[str]:
        """Fingerprints of what this reader has read: published, or left by a killed run."""
        with self._store.read() as run:
            rows = run.execute("SELECT fingerprint FROM readings WHERE reader = ?", (reader,))
            return {fingerprint for (fingerprint,) in rows}

    def members_of(self, files: Sequence[FileRecord]) -> list[Member]:
        """The documents of these read files, in order, ready to be put into a generation."""
        asked = json.dumps([(file.fingerprint, file.reader) for file in files])
        with self._store.read() as run:
            rows = run.execute(
                """SELECT asked.key, d.key, d.id FROM json_each(?) asked
                  CROSS JOIN readings r ON r.fingerprint = json_extract(asked.value, '$[0]')
                    AND r.reader = json_extract(asked.value, '$[1]')
                  JOIN documents d ON d.reading = r.key ORDER BY asked.key, d.position""",
                (asked,),
            ).fetchall()
        return [Member(document, identity, files[place].path) for place, document, identity in rows]

    def members(self, generation: int) -> list[Member]:
        """The documents of a generation as they were put into it."""
        return self.catalogue.members(generation)

    def prepare(self, members: Sequence[Member]) -> int:
        """Writes down a next generation of these documents, in this order, and gives its number.

        It can be read by that number, but is not current before `publish`. Which of its
        documents are copies of each other is found out here.
        """
        with self._store.transaction() as run:
            (number,) = run.execute(
                """INSERT INTO generations (number, created, lexical, documents, passages, seal)
                  SELECT coalesce(max(number), 0) + 1, ?, '', ?, 0, ?
                  FROM generations RETURNING number""",
                (
                    _now(),
                    len(members),
                    chain_of((m.document_id, os.fsencode(m.path)) for m in members),
                ),
            ).fetchone()
            run.executemany(
                "INSERT INTO members VALUES (?, ?, ?, ?)",
                (
                    (number, member.document, position, os.fsencode(member.path))
                    for position, member in enumerate(members)
                ),
            )
            run.execute(
                """UPDATE generations SET passages = (SELECT count(*) FROM members m
                  JOIN passages p ON p.document = m.document WHERE m.generation = ?1)
                  WHERE number = ?1""",
                (number,),
            )
        self._note_copies(int(number))
        return int(number)

    def _note_copies(self, number: int) -> None:
        found = duplicates_of(self.catalogue.documents(number), self.catalogue.sketches(number))
        with self._store.transaction() as run:
            run.executemany(
                "INSERT INTO copies VALUES (?, ?, ?, ?)",
                (
                    (number, group[0], position, identity)
                    for group in set(found.values())
                    for position, identity in enumerate(group)
                ),
            )

    def publish(self, number: int, lexical: str, files: Sequence[FileRecord]) -> None:
        """Makes a prepared generation the current one, with its files, in one transaction."""
        with self._store.transaction() as run:
            run.execute("UPDATE generations SET lexical = ? WHERE number = ?", (lexical, number))
            note_history(run, number)
            run.execute("INSERT OR REPLACE INTO pointer VALUES (1, ?)", (number,))
            _replace_files(run, files)

    def replace_lexical(self, number: int, lexical: str) -> None:
        """Points a generation to a lexical index that was made anew."""
        with self._store.transaction() as run:
            run.execute("UPDATE generations SET lexical = ? WHERE number = ?", (lexical, number))

    def replace_files(self, files: Sequence[FileRecord]) -> None:
        """Puts these in the place of all file records, the documents being unchanged."""
        with self._store.transaction() as run:
            _replace_files(run, files)

    def withdraw(self, document_id: str, path: str) -> None:
        """Remembers that a document is not wanted, for as long as its file stays the same."""
        with self._store.transaction() as run:
            run.execute(
                "INSERT OR REPLACE INTO withdrawn VALUES (?, ?, ?)",
                (document_id, os.fsencode(path), _now()),
            )

    def restore(self, document_id: str) -> None:
        """Forgets that a document was not wanted."""
        with self._store.transaction() as run:
            run.execute("DELETE FROM withdrawn WHERE document_id = ?", (document_id,))

    def give(self, document_id: str, path: str, values: Mapping[str, str | None]) -> None:
        """Remembers what the owner gives for a document, by key; None takes a value back.

        It holds for as long as its file stays the same.
        """
        with self._store.transaction() as run:
            for key, value in values.items():
                if value is None:
                    run.execute(
                        "DELETE FROM given WHERE document_id = ? AND key = ?", (document_id, key)
                    )
                else:
                    run.execute(
                        "INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?)",
                        (document_id, key, value, os.fsencode(path), _now()),
                    )

    def missing_vectors(self, embedder: str, generation: int) -> list[tuple[str, str, int]]:
        """What is still to be embedded: (content hash, a passage with it, bytes of its text)."""
        with self._store.read() as run:
            return run.execute(
                """SELECT p.content_hash, min(p.id), length(p.text) FROM members m
                  JOIN passages p ON p.document = m.document
                  WHERE m.generation = ? AND NOT EXISTS (SELECT 1 FROM embeddings e
                    WHERE e.content_hash = p.content_hash
                    AND e.embedder = (SELECT key FROM embedders WHERE name = ?))
                  GROUP BY p.content_hash""",
                (generation, embedder),
            ).fetchall()

    def put_vectors(self, embedder: str, content_hashes: Sequence[str], vectors: Vectors) -> None:
        """Keeps the vectors of these contents: an array of shape (contents, dimensions).

        Raises `CatalogueError` when the embedder's earlier vectors had another length.
        """
        dimensions = int(vectors.shape[1])
        with self._store.transaction() as run:
            run.execute(
                "INSERT OR IGNORE INTO embedders (name, dimensions) VALUES (?, ?)",
                (embedder, dimensions),
            )
            key, known = run.execute(
                "SELECT key, dimensions FROM embedders WHERE name = ?", (embedder,)
            ).fetchone()
            if known != dimensions:
                raise CatalogueError(
                    f"{embedder} gave vectors of {dimensions} numbers where the index holds "
                    f"{known}: it is another model under the same name. Give it a name of its "
                    "own, or index into another SCRUTINEER_HOME."
                )
            run.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                (
                    (key, content_hash, blob)
                    for content_hash, blob in zip(
                        content_hashes, pack_vectors(vectors), strict=True
                    )
                ),
            )

    def mark_dense_complete(self, generation: int, embedder: str, mirrored: bool = False) -> None:
        """Notes that all vectors of a generation are there, and whether Chroma has them too."""
        with self._store.transaction() as run:
            run.execute(
                "INSERT OR REPLACE INTO dense VALUES (?, ?, ?)",
                (generation, embedder, int(mirrored)),
            )

    def forget_unused(self) -> None:
        """Deletes what neither the current nor the previous generation needs.

        The previous one stays for readers that are in the middle of a question. Readings that
        a file record points to stay too: those of a file whose documents were all removed.
        """
        with self._store.transaction() as run:
            run.execute(
                """DELETE FROM generations WHERE number NOT IN
                  (SELECT number FROM generations ORDER BY number DESC LIMIT 2)"""
            )
            gone = run.execute(
                """DELETE FROM readings WHERE
                  NOT EXISTS (SELECT 1 FROM documents d JOIN members m ON m.document = d.key
                    WHERE d.reading = readings.key)
                  AND NOT EXISTS (SELECT 1 FROM files f
                    WHERE f.fingerprint = readings.fingerprint AND f.reader = readings.reader)"""
            ).rowcount
            if gone:
                run.execute(
                    """DELETE FROM embeddings
                      WHERE content_hash NOT IN (SELECT content_hash FROM passages)"""
                )

    def texts_of(self, document_ids: Sequence[str]) -> list[str]:
        """The texts of the pages of the files that these documents are of."""
        with self._store.read() as run:
            rows = run.execute(
                """SELECT p.text FROM pages p WHERE p.reading IN (SELECT reading FROM documents
                  WHERE id IN (SELECT value FROM json_each(?))) ORDER BY p.reading, p.position""",
                (json.dumps(list(document_ids)),),
            ).fetchall()
        return [unpack_page(text) for (text,) in rows]

    def erase(self, document_ids: Sequence[str], fingerprints: Sequence[str]) -> None:
        """Deletes what was read of files with these fingerprints, and every earlier generation.

        With it goes what the owner gave and noted of their documents, of which the current
        generation may hold none. Questions that are being answered from an earlier one fail. Of
        what was deleted nothing is left in the catalogue's files.
        """
        asked, theirs = json.dumps(list(fingerprints)), json.dumps(list(document_ids))
        with self._store.transaction() as run:
            run.execute(
                """DELETE FROM generations
                  WHERE number <> coalesce((SELECT generation FROM pointer), 0)"""
            )
            for table in ("withdrawn", "given", "history"):
                run.execute(
                    f"DELETE FROM {table} WHERE document_id IN (SELECT value FROM json_each(?))",
                    (theirs,),
                )
            run.execute(
                "DELETE FROM readings WHERE fingerprint IN (SELECT value FROM json_each(?))",
                (asked,),
            )
            run.execute(
                """DELETE FROM embeddings
                  WHERE content_hash NOT IN (SELECT content_hash FROM passages)"""
            )
        self._store.sweep()


def _replace_files(run: sqlite3.Connection, files: Sequence[FileRecord]) -> None:
    run.execute("DELETE FROM files")
    run.executemany(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (pack_file(file) for file in files)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
