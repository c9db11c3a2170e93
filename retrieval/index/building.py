"""Building the index: files in, a new generation out; words first, vectors after.

At every moment the last published generation answers. What a killed run had read and embedded
is kept, and the next run goes on from there.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalogue.mending import mending
from corpus.catalogue.rows import FileRecord, Reading
from corpus.catalogue.writer import Writer, writing
from corpus.documents import Document
from corpus.given import settled, with_given
from corpus.ingested import Ingested
from corpus.passages import Passage
from corpus.readers.kept_pages import SCANS, clear_kept
from corpus.sidecars import published_as
from corpus.sources import SkippedFile
from corpus.walking import Walk, walk
from corpus.workers.pool import FILE_MEMORY, FILE_SECONDS, Headway, Read, ReadResult, read_all
from retrieval.errors import UnknownDocumentError
from retrieval.index.chroma import ChromaMirror
from retrieval.index.dense import complete_vectors, sync_chroma
from retrieval.index.generations import clear_lexical, members_of, mend_lexical, publish
from retrieval.index.planning import Plan, failed, keep_if_empty, plan
from retrieval.index.reports import IndexReport, Progress, Stage, count_documents
from retrieval.ports import Embedder

EMBEDDING_TEXT_VERSION = "2"
"""To be raised with every change to `embedding_text`: passages are then embedded again."""

_BATCH_PASSAGES = 500
_NOT_THERE = (
    "What was read of it is damaged, and the file is not there any more. Put it back and run "
    "`scrutineer index` again, or restore a backup."
)
_CHANGED = "It changed while it was being read. Run `scrutineer index` again."

EmbeddingText = Callable[[Passage], str]


def embedding_text(passage: Passage) -> str:
    """What is embedded of a passage: its headings and its text.

    Title, authority and date are left out: documents are chosen by them before vectors are
    compared, and inside one authority they are noise in every vector (docs/adr/0004).
    """
    text = "\n".join(line for line in (" – ".join(passage.heading), passage.text) if line)
    # Lone surrogates (broken fonts, odd file names) are no business of a tokenizer.
    return text.encode("utf-8", "replace").decode("utf-8")


def build(
    home: Path,
    paths: Sequence[Path],
    read: Read,
    embedder: Embedder,
    reader_version: str,
    progress: Callable[[Progress], None] = lambda _: None,
    chroma_url: str | None = None,
    text_of: EmbeddingText = embedding_text,
    workers: int | None = None,
    file_seconds: float = FILE_SECONDS,
    scans: Path | None = None,
    file_memory: int = FILE_MEMORY,
) -> IndexReport:
    """Brings the index in `home` up to date with these files and folders.

    `read` reads one file, in a process of its own, and must be a function of a module; raise
    `reader_version` with every change to what it gives. `scans` is the folder of recognised
    scans, by default one in `home`. Files outside `paths` stay as they
    are. Raises `MissingPathError`, `CatalogueError`, `RetrievalError`; an `EmbeddingError`
    only once words can be searched.
    """
    clock = _Clock(progress)
    with clock.stage("hashing"):
        found = walk(paths, home)
    scans = scans or home / SCANS

    def read_by(paths: Sequence[str], headway: Headway) -> Iterator[ReadResult]:
        scans.mkdir(parents=True, exist_ok=True)
        writes = [str(scans)]
        return read_all(read, paths, workers, file_seconds, headway, writes, file_memory)

    with mending(home) as (writer, mended):
        writer.discard_unpublished()
        lost, gone = _lost(writer)
        if lost:
            found = walk([*paths, *lost], home)
        reader = f"{reader_version}/{EMBEDDING_TEXT_VERSION}"
        with clock.stage("hashing"):
            todo = plan(found, writer.catalogue.files(), writer.staged(reader), reader)
        with clock.stage("reading"):
            _read(writer, todo, reader, text_of, clock, read_by)
        keep_if_empty(found, todo)
        todo.failures += [SkippedFile(path, _NOT_THERE) for path in gone if path in todo.files]
        files = sorted(todo.files.values(), key=lambda file: os.fsencode(file.path))
        catalogue = writer.catalogue
        generation = catalogue.generation()
        before = writer.members(generation.number) if generation else []
        members = members_of(writer, files)
        with clock.stage("lexical"):
            if generation is None or members != before or mended.anew:
                generation = publish(writer, members, files)
            else:
                clear_lexical(catalogue)
                mend_lexical(writer, generation)
                if files != catalogue.files():
                    writer.replace_files(files)
        with clock.stage("embedding"):
            complete_vectors(writer, generation, embedder, text_of, clock.progress)
        with clock.stage("chroma"):
            note = sync_chroma(writer, embedder.name, ChromaMirror(home, chroma_url))
        clear_kept(scans, {file.sha256 for file in files if file.sha256})
        notes = [
            *mended.notes,
            *todo.notes,
            *_withdrawn(writer, files, found),
            *filter(None, [note]),
        ]
    failures = sorted(todo.failures, key=lambda skipped: os.fsencode(skipped.path))
    return IndexReport(
        documents=count_documents(before, members, len(failures)),
        read=clock.read,
        passages=generation.passages,
        failures=tuple(failures),
        notes=tuple(notes),
        stages=clock.seconds,
        seconds=time.monotonic() - clock.began,
    )


def _lost(writer: Writer) -> tuple[list[Path], list[str]]:
    """Files whose reading was lost, and that are read again; and paths of those not there."""
    lost = writer.catalogue.lost()
    there = [Path(path) for path in lost if Path(path).exists()]
    return there, [path for path in lost if Path(path) not in there]


def remove(home: Path, document_ids: Sequence[str]) -> None:
    """Publishes a generation without these documents, which stay out until their files change.

    Raises `UnknownDocumentError`, and removes none then, and `CatalogueError`.
    """
    with writing(home) as writer:
        writer.discard_unpublished()
        paths = {document.id: document.path for document in writer.catalogue.documents()}
        for identity in document_ids:
            if identity not in paths:
                raise UnknownDocumentError(f"No document of the index has the id {identity}.")
        for identity in document_ids:
            writer.withdraw(identity, paths[identity])
        _publish_again(writer)


def restore(home: Path, document_ids: Sequence[str]) -> None:
    """Takes documents that were removed by hand in again.

    Raises `UnknownDocumentError`, and restores none then, and `CatalogueError`.
    """
    with writing(home) as writer:
        withdrawn = writer.catalogue.withdrawn()
        for identity in document_ids:
            if identity not in withdrawn:
                raise UnknownDocumentError(f"No document with the id {identity} was removed.")
        writer.discard_unpublished()
        for identity in document_ids:
            writer.restore(identity)
        _publish_again(writer)


def give(home: Path, document_id: str, values: Mapping[str, str | None]) -> Document:
    """Publishes a generation in which a document has these checked values; None takes one back.

    They hold until the document's file changes. Gives the document as it is then. Raises
    `GivenError` where its dates would contradict each other or there is nothing to take back,
    `UnknownDocumentError` and `CatalogueError`.
    """
    with writing(home) as writer:
        writer.discard_unpublished()
        catalogue = writer.catalogue
        read = {document.id: document for document in catalogue.documents(as_read=True)}
        if document_id not in read:
            raise UnknownDocumentError(f"No document of the index has the id {document_id}.")
        document, before = read[document_id], catalogue.given().get(document_id, {})
        new = with_given(document, settled(document, before, values))
        writer.give(document_id, document.path, values)
        _publish_again(writer, retitled=True)
        return new


def _publish_again(writer: Writer, *, retitled: bool = False) -> None:
    files = writer.catalogue.files()
    publish(writer, members_of(writer, files), files, retitled=retitled)


def _withdrawn(writer: Writer, files: Sequence[FileRecord], found: Walk) -> Iterator[str]:
    withdrawn = writer.catalogue.withdrawn()
    read = [file for file in files if file.path in found.files and file.outcome == "read"]
    for member in writer.members_of(read):
        if member.document_id in withdrawn:
            yield (
                f"Document {member.document_id} of {member.path} was removed by hand and stays "
                "out until its file changes; `scrutineer documents restore "
                f"{member.document_id}` takes it in again."
            )


def _read(
    writer: Writer,
    todo: Plan,
    reader: str,
    text_of: EmbeddingText,
    clock: "_Clock",
    read_by: Callable[[Sequence[str], Headway], Iterator[ReadResult]],
) -> None:
    """Reads what is to be read and stages it, batch by batch; failures go into the plan."""
    batch: list[Reading] = []
    total = len(todo.to_read)
    # The largest first, so that no long one is left when the other workers are done.
    paths = sorted(todo.to_read, key=lambda path: -todo.files[path].size)
    results = read_by(paths, _Scans(clock.progress).count)
    for done, result in enumerate(results, 1):
        clock.progress(Progress("reading", done, total))
        file, outcome = todo.files[result.path], result.outcome
        if isinstance(outcome, Ingested) and outcome.source.sha256 != file.sha256:
            outcome, again = SkippedFile(file.path, _CHANGED), True
        else:
            again = result.again
        if isinstance(outcome, SkippedFile):
            todo.files[file.path] = failed(file, outcome.reason, again)
            todo.failures.append(SkippedFile(file.path, outcome.reason, file.sha256))
            continue
        if (told := published_as(file.path, todo.copies.get(file.path, ()))) is not None:
            outcome = outcome.told(told.applied)
        clock.read += 1
        todo.notes += [f"{file.path}: {note}" for note in outcome.source.notes]
        batch.append(Reading(file.fingerprint or "", outcome, _hashes(outcome, text_of)))
        if sum(len(d.passages) for r in batch for d in r.ingested.documents) >= _BATCH_PASSAGES:
            writer.stage(batch, reader)
            batch = []
    writer.stage(batch, reader)


def _hashes(ingested: Ingested, text_of: EmbeddingText) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(content_hash(text_of(passage)) for passage in document.passages)
        for document in ingested.documents
    )


def content_hash(text: str) -> str:
    """SHA-256 of the text that is embedded, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class _Scans:
    """The scanned pages of all files as one piece of work."""

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress = progress
        self._files: dict[str, tuple[int, int]] = {}

    def count(self, path: str, done: int, total: int) -> None:
        self._files[path] = (done, total)
        every, all_of_them = zip(*self._files.values(), strict=True)
        self._progress(Progress("scans", sum(every), sum(all_of_them)))


@dataclass(slots=True)
class _Clock:
    progress: Callable[[Progress], None]
    began: float = field(default_factory=time.monotonic)
    seconds: dict[Stage, float] = field(default_factory=dict)
    read: int = 0

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        start = time.monotonic()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.monotonic() - start
