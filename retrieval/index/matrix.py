"""The vectors of a generation's passages in one file, which processes map into memory.

Documents stand in the order of the generation, each with its passages, so that documents are
stretches of rows: a filter leaves some stretches, and they are compared one by one. The file is
made from the catalogue when the vectors are complete, and never changes; where it is missing or
broken the same is made in memory.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.store import translated
from retrieval.ports import Vectors

FOLDER = "vectors"

_VERSION = 1
_DOCUMENTS = 64
_VECTORS, _IDS, _SEAL = "vectors.npy", "ids.npy", "complete.json"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Vectors, row by row, and whose they are.

    `vectors` has shape (passages, dimensions), `ids` the passage id of each row; `rows` are by
    document id its first row and the one after its last. Passages without a vector have no row.
    """

    vectors: Vectors
    ids: NDArray[np.bytes_]
    rows: Mapping[str, tuple[int, int]]

    def count(self, documents: Iterable[str] | None = None) -> int:
        """How many rows these documents have, or all."""
        if documents is None:
            return len(self.ids)
        return sum(end - first for first, end in self.stretches(documents))

    def among(self, documents: Iterable[str]) -> NDArray[np.bool_]:
        """Whether each row is of one of these documents."""
        found = np.zeros(len(self.ids), np.bool_)
        for first, end in self.stretches(documents):
            found[first:end] = True
        return found

    def stretches(self, documents: Iterable[str]) -> list[tuple[int, int]]:
        """The rows of these documents, (first, after the last), those that meet as one."""
        found: list[tuple[int, int]] = []
        for first, end in sorted(self.rows[each] for each in documents if each in self.rows):
            if found and found[-1][1] == first:
                found[-1] = found[-1][0], end
            elif first < end:
                found.append((first, end))
        return found


def in_memory(catalogue: Catalogue, embedder: str, generation: int) -> Matrix:
    """The vectors that there are of a generation, read from the catalogue."""
    parts = list(_read(catalogue, embedder, generation, {}, None))
    rows, at = dict[str, tuple[int, int]](), 0
    for part in parts:
        for identity, count in part.counts.items():
            rows[identity] = at, at + count
            at += count
    held = [part for part in parts if len(part.ids)]
    if not held:
        return Matrix(np.empty((0, 0), np.float32), np.empty(0, "S1"), rows)
    vectors = np.concatenate([part.vectors for part in held])
    return Matrix(vectors, np.concatenate([part.ids for part in held]), rows)


def opened(catalogue: Catalogue, embedder: str, generation: int) -> Matrix | None:
    """The file of a generation, mapped; None where it is missing or not whole."""
    folder = _folder(catalogue, embedder, generation)
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        if (seal["version"], seal["catalogue"]) != (_VERSION, catalogue.identity()):
            return None
        vectors = np.load(folder / _VECTORS, mmap_mode="r")
        ids = np.load(folder / _IDS, mmap_mode="r")
        ends = np.cumsum(seal["counts"], dtype=np.int64).tolist()
        if not len(vectors) == len(ids) == (ends[-1] if ends else 0):
            return None
        rows = {
            identity: (end - count, end)
            for identity, count, end in zip(seal["documents"], seal["counts"], ends, strict=True)
        }
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return Matrix(np.asarray(vectors), np.asarray(ids), rows)


def make(catalogue: Catalogue, embedder: str, generation: int) -> None:
    """Makes the file of a generation whose vectors are complete, if it is not there.

    There is none of a generation without passages. What the generation before has is copied from
    its file. Raises `CatalogueError`.
    """
    if not catalogue.passage_count(generation):
        return
    if opened(catalogue, embedder, generation) is not None:
        return
    folder = _folder(catalogue, embedder, generation)
    arriving = folder.with_name(f".{folder.name}-{uuid4().hex}")
    with translated(catalogue.home):
        try:
            arriving.mkdir(parents=True)
            _write(catalogue, embedder, generation, arriving)
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(arriving, folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)


def clear(catalogue: Catalogue) -> None:
    """Deletes the files of generations that are no more, and those of killed runs.

    Who still maps one goes on with it.
    """
    kept = {str(number) for number in catalogue.generations()}
    folder = catalogue.home / FOLDER
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.name.split("-")[0] not in kept:
                shutil.rmtree(entry, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some documents in a row: how many rows each has, by its id, and the rows of all of them."""

    counts: Mapping[str, int]
    vectors: Vectors
    ids: NDArray[np.bytes_]


def _write(catalogue: Catalogue, embedder: str, generation: int, folder: Path) -> None:
    passages = catalogue.passage_count(generation)
    before = opened(catalogue, embedder, generation - 1)
    earlier = {m.document: m.document_id for m in catalogue.members(generation - 1)}
    known = {} if before is None else earlier
    counts: dict[str, int] = {}
    ids: list[NDArray[np.bytes_]] = []
    with (folder / _VECTORS).open("wb") as file:
        for part in _read(catalogue, embedder, generation, known, before):
            if not counts:
                shape = passages, part.vectors.shape[1]
                form = {"descr": "<f4", "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(file, form)
            file.write(part.vectors.astype("<f4", copy=False).tobytes())
            counts |= part.counts
            ids.append(part.ids)
        file.flush()
        os.fsync(file.fileno())
    np.save(folder / _IDS, np.concatenate(ids) if ids else np.empty(0, "S1"))
    seal = {
        "version": _VERSION,
        "catalogue": catalogue.identity(),
        "documents": list(counts),
        "counts": list(counts.values()),
    }
    (folder / _SEAL).write_text(json.dumps(seal), "utf-8")


def _read(
    catalogue: Catalogue,
    embedder: str,
    generation: int,
    known: Mapping[int, str],
    before: Matrix | None,
) -> Iterator[_Part]:
    """All documents of a generation, some at a time, in its order.

    Those whose rows in the catalogue are among `known` are taken from the matrix `before`: the
    same file that was read anew is another row.
    """
    waiting: list[str] = []
    for member in catalogue.members(generation):
        taken = before is not None and member.document in known
        if waiting and (taken or len(waiting) == _DOCUMENTS):
            yield _from_catalogue(catalogue, embedder, generation, waiting)
            waiting = []
        if before is not None and taken:
            first, end = before.rows[member.document_id]
            counts = {member.document_id: end - first}
            yield _Part(counts, before.vectors[first:end], before.ids[first:end])
        else:
            waiting.append(member.document_id)
    if waiting:
        yield _from_catalogue(catalogue, embedder, generation, waiting)


def _from_catalogue(
    catalogue: Catalogue, embedder: str, generation: int, documents: Sequence[str]
) -> _Part:
    counts = dict.fromkeys(documents, 0)
    owners, ids, vectors = catalogue.vectors_of(embedder, documents, generation)
    for owner in owners:
        counts[owner] += 1
    return _Part(counts, vectors, np.asarray(ids, np.bytes_) if ids else np.empty(0, "S1"))


def _folder(catalogue: Catalogue, embedder: str, generation: int) -> Path:
    digest = sha256(embedder.encode()).hexdigest()[:16]
    return catalogue.home / FOLDER / f"{generation}-{digest}"
