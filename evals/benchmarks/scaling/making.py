"""Making an index of copies by the real indexing run, and what that takes.

    python -m evals.benchmarks.scaling.making ORIGINALS FOLDER HOME SHARE

Reading alone is exchanged: `read_copy` stands for the readers of files. With a SHARE below 1
that share of the passages is embedded; the others get the vector of the passage that they were
copied from, turned a little, so that an index of a million passages can be had in an hour, and
what embedding costs is known from those that were embedded.
"""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.writer import writing
from corpus.ingest import documents_of, reader_version
from evals.benchmarks.scaling.copies import Copy, Originals, loaded, read_copy
from retrieval.embedding.embedders import MiniLM
from retrieval.errors import EmbeddingError
from retrieval.index.building import build, embedding_text
from retrieval.index.reports import IndexReport, Progress
from retrieval.ports import Embedder, Vectors

_LIKENESS = 0.94
"""The cosine of a passage with its original; chosen, not measured."""
_BATCH = 2_000


class Counted:
    """The default embedder, counting texts and the processor's seconds."""

    def __init__(self) -> None:
        self._model = MiniLM()
        self.name = self._model.name
        self.texts, self.seconds = 0, 0.0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The model's vectors."""
        start = time.process_time()
        vectors = self._model.embed(texts)
        self.seconds += time.process_time() - start
        self.texts += len(texts)
        return vectors


class Later:
    """Stands for the default embedder while words are indexed, and embeds nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, _texts: Sequence[str]) -> Vectors:
        """Raises, so that the run ends when words can be searched."""
        raise EmbeddingError("later")


def made(kept: Path, folder: Path, home: Path, share: float) -> dict[str, Any]:
    """Index the copies in `folder` into `home`; seconds of processor and of the clock."""
    began = time.monotonic()
    embedder, words = Counted(), _Words()
    if share < 1:
        with suppress(EmbeddingError):
            _build(kept, folder, home, Later(embedder.name), words)
        stood_in = time.monotonic(), _processor()
        stand_ins(kept, home, embedder.name, share)
        left_out = time.monotonic() - stood_in[0], _processor() - stood_in[1]
    else:
        left_out = 0.0, 0.0
    report = _build(kept, folder, home, embedder, words)
    with Catalogue(home) as catalogue:
        contents = catalogue.vector_count(embedder.name)
    processor = _processor() - left_out[1]
    unembedded = max(0, contents - embedder.texts)
    each = embedder.seconds / max(1, embedder.texts)
    return {
        "passages": report.passages,
        "documents": report.documents.added or report.documents.unchanged,
        "contents": contents,
        "embedded": embedder.texts,
        "processor": {
            "words": round(words.processor, 1),
            "embedding": round(each * contents, 1),
            "rest": round(processor - words.processor - embedder.seconds, 1),
            "all": round(processor + each * unembedded, 1),
        },
        "milliseconds_a_text": round(1000 * each, 3),
        "seconds": round(time.monotonic() - began - left_out[0], 1),
        "stages": {name: round(seconds, 1) for name, seconds in report.stages.items()},
    }


class _Words:
    """Notes when words could be searched: the first time that embedding is spoken of."""

    def __init__(self) -> None:
        self.processor = 0.0

    def __call__(self, progress: Progress) -> None:
        """What the run tells."""
        if progress.stage == "embedding" and not self.processor:
            self.processor = _processor()


def _build(kept: Path, folder: Path, home: Path, embedder: Embedder, words: _Words) -> IndexReport:
    read = partial(read_copy, kept=kept)
    return build(home, [folder], read, embedder, reader_version(), words)


def _processor() -> float:
    """User and system seconds of this process and of those that it has waited for."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def stand_ins(kept: Path, home: Path, name: str, share: float) -> None:
    """Gives all but a share of the passages the turned vector of their original."""
    found = loaded(kept)
    vectors = vectors_of(found, kept)
    with writing(home) as writer:
        catalogue = writer.catalogue
        batch: dict[str, Vectors] = {}
        place: dict[str, int] = {}
        for document in catalogue.documents():
            copy = Copy(**json.loads(Path(document.path).read_bytes()))
            part = place[document.path] = place.get(document.path, -1) + 1
            parts = vectors[copy.original]
            theirs = parts[min(part, len(parts) - 1)]
            for at, (_, content) in enumerate(catalogue.passage_ids_of([document.id])):
                if int(content[:8], 16) / 16**8 >= share:
                    batch[content] = _turned(theirs[at % len(theirs)], content)
            if len(batch) > _BATCH:
                writer.put_vectors(name, list(batch), np.stack(list(batch.values())))
                batch.clear()
        if batch:
            writer.put_vectors(name, list(batch), np.stack(list(batch.values())))


def _turned(vector: Vectors, content: str) -> Vectors:
    other = np.random.default_rng(int(content[:12], 16)).standard_normal(len(vector))
    other = other - vector * (other @ vector)
    other *= np.sqrt(1 / _LIKENESS**2 - 1) / np.linalg.norm(other)
    turned = vector + other
    return (turned / np.linalg.norm(turned)).astype(np.float32)


def vectors_of(found: Originals, kept: Path) -> list[list[Vectors]]:
    """The vectors of the originals' passages, by file and document; made once and kept."""
    place = kept.with_suffix(".npy")
    cut = [documents_of(original.source) for original in found.files]
    texts = [embedding_text(p) for file in cut for part in file for p in part.passages]
    if not place.exists():
        np.save(place, _embedded(texts))
    flat = np.load(place)
    assert len(flat) == len(texts)
    at, vectors = 0, list[list[Vectors]]()
    for file in cut:
        vectors.append([])
        for part in file:
            vectors[-1].append(flat[at : at + max(1, len(part.passages))])
            at += len(part.passages)
    return vectors


def _embedded(texts: Sequence[str]) -> Vectors:
    model = MiniLM()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    made = np.empty((len(texts), 384), np.float32)
    for start in range(0, len(order), 256):
        some = order[start : start + 256]
        made[some] = model.embed([texts[at] for at in some])
    return made


if __name__ == "__main__":
    kept, folder, home = map(Path, sys.argv[1:4])
    print(json.dumps(made(kept, folder, home, float(sys.argv[4]))))
