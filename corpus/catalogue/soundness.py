"""Whether a catalogue is what it was when it was written: all of it looked at, byte by byte."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.catalogue.catalogue import Catalogue, CatalogueDamagedError
from corpus.catalogue.rows import unpack_confidence, unpack_page
from corpus.catalogue.seals import seal_of, unpack_seals
from corpus.catalogue.store import sound

_AT_ONCE = 5_000
_LENGTH = 1e-2  # how far from 1 the length of a unit vector may be

GIVEN_UP = "damaged"
"""What the readings that are not used any more are called, in the place of their reader."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What of a catalogue is not what it was.

    `file`: what is wrong with the file itself, None where it can be read; then the rest is looked
    at. `readings` are keys of what was read of files, `paths` those of the files; `vectors` rows
    of vectors; `listed` whether the current generation cannot be told any more.
    """

    file: str | None = None
    readings: Sequence[int] = ()
    paths: Sequence[str] = ()
    vectors: Sequence[int] = ()
    listed: bool = False

    def __bool__(self) -> bool:
        return bool(self.file or self.readings or self.vectors or self.listed)

    def __str__(self) -> str:
        parts = []
        if self.file:
            parts.append(f"its file cannot be read ({self.file})")
        if self.readings:
            named = ", ".join(self.paths[:3]) or "a file"
            more = f" and {len(self.paths) - 3} more" if len(self.paths) > 3 else ""
            parts.append(f"what it holds of {named}{more} is not what was read")
        if self.vectors:
            parts.append(f"{len(self.vectors)} vectors are not what they were")
        if self.listed:
            parts.append("its list of documents is not what it was")
        return "; ".join(parts)


def examine(catalogue: Catalogue) -> Damage:
    """Look at all of a catalogue; some seconds for a gigabyte."""
    with catalogue.store.read() as run:
        try:
            said = [str(row[0]) for row in run.execute("PRAGMA integrity_check(1)")]
            orphans = run.execute("PRAGMA foreign_key_check").fetchone()
            if said != ["ok"]:
                return Damage(said[0].splitlines()[-1])
            if orphans is not None:
                return Damage(f"{orphans[0]} speaks of what is not there")
            readings = sorted(_readings(catalogue, run))
            vectors = _vectors(run)
        except sqlite3.Error as error:
            return Damage(str(error))
    try:
        paths = sorted(
            file.path
            for file in catalogue.files()
            if file.outcome == "read"
            for key in _keys(catalogue, file.fingerprint, file.reader)
            if key in readings
        )
        catalogue.given()
        catalogue.withdrawn()
    except CatalogueDamagedError as error:
        return Damage(str(error))
    return Damage(None, readings, paths, vectors, _is_mislisted(catalogue, bool(readings)))


def _is_mislisted(catalogue: Catalogue, other: bool) -> bool:
    try:
        catalogue.generation()
        catalogue.documents()
        catalogue.registers()
    except CatalogueDamagedError:
        # It may be because of a document that is known to be damaged; then it is listed anew.
        return not other
    return False


def _keys(catalogue: Catalogue, fingerprint: str | None, reader: str) -> list[int]:
    with catalogue.store.read() as run:
        rows = run.execute(
            "SELECT key FROM readings WHERE fingerprint = ? AND reader = ?", (fingerprint, reader)
        ).fetchall()
    return [key for (key,) in rows]


def _readings(catalogue: Catalogue, run: sqlite3.Connection) -> set[int]:
    """Keys of readings of which a page, a document or a passage is not what it was."""
    bad: set[int] = set()
    for reading, text, confidence in _rows(run, "SELECT reading, text, confidence FROM pages"):
        with suppress(CatalogueDamagedError), sound(catalogue.home, ""):
            unpack_page(text)
            unpack_confidence(confidence)
            continue
        bad.add(reading)
    counts = dict(run.execute("SELECT document, count(*) FROM passages GROUP BY document"))
    for key, reading, seals, identity, *values in _rows(
        run,
        """SELECT key, reading, seals, id, body, judgements, recommendations, sketch
          FROM documents""",
    ):
        body, *others = values
        told = (seal_of(identity, body), *map(seal_of, others), counts.get(key, 0))
        if seals is not None and (len(seals) % 4 or unpack_seals(seals) != told):
            bad.add(reading)
    for reading, seal, *values in _rows(
        run,
        """SELECT d.reading, p.seal, p.id, d.id, p.ordinal, p.text, p.shape, p.paragraph,
            p.heading, p.spans, p.content_hash FROM passages p JOIN documents d
            ON d.key = p.document""",
    ):
        if seal is not None and seal != seal_of(*values):
            bad.add(reading)
    given_up = run.execute(f"SELECT key FROM readings WHERE reader LIKE '{GIVEN_UP} %'")
    return bad - {key for (key,) in given_up}


def _vectors(run: sqlite3.Connection) -> list[int]:
    """Rows of vectors that are no unit vectors any more; less does no harm to who compares them."""
    bad = []
    rows = run.execute(
        """SELECT e.rowid, e.vector, m.dimensions FROM embeddings e
          JOIN embedders m ON m.key = e.embedder"""
    )
    while some := rows.fetchmany(_AT_ONCE):
        whole = [row for row in some if len(row[1]) == 4 * row[2]]
        bad += [row[0] for row in some if len(row[1]) != 4 * row[2]]
        by_length: dict[int, list[Any]] = {}
        for row in whole:
            by_length.setdefault(row[2], []).append(row)
        for dimensions, group in by_length.items():
            flat = np.frombuffer(b"".join(row[1] for row in group), "<f4")
            with np.errstate(over="ignore", invalid="ignore"):
                lengths = np.linalg.norm(flat.reshape(len(group), dimensions), axis=1)
            fine = np.abs(lengths - 1.0) <= _LENGTH
            bad += [row[0] for row, is_fine in zip(group, fine, strict=True) if not is_fine]
    return bad


def _rows(run: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    rows = run.execute(query)
    while some := rows.fetchmany(_AT_ONCE):
        yield from some
