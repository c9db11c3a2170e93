"""Making a generation: its lexical index, the move of the pointer, and what is cleared after."""

import logging
import shutil
import uuid
from collections.abc import Iterator, Sequence

from corpus.catalogue.catalogue import Catalogue, Generation
from corpus.catalogue.rows import FileRecord, Member
from corpus.catalogue.store import translated
from corpus.catalogue.writer import Writer
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.errors import LexicalDamagedError
from retrieval.index import matrix
from retrieval.index.lexical import LexicalIndex, create, extend

log = logging.getLogger(__name__)

_DOCUMENTS = 16
# Up to so many passages a lexical index is made anew within some 20 seconds.
_MADE_ANEW = 100_000


def members_of(writer: Writer, files: Sequence[FileRecord]) -> list[Member]:
    """The documents a generation of these files has: those of read files, by path, not withdrawn.

    `files` come in the order of their paths.
    """
    withdrawn = writer.catalogue.withdrawn()
    read = [file for file in files if file.outcome == "read"]
    return [m for m in writer.members_of(read) if m.document_id not in withdrawn]


def publish(
    writer: Writer,
    members: Sequence[Member],
    files: Sequence[FileRecord],
    *,
    retitled: bool = False,
) -> Generation:
    """Builds the next generation beside the current one and makes it current.

    Where every vector is there already, the dense side is complete at once. `retitled`: the
    title of a document that was there before has changed.
    """
    catalogue = writer.catalogue
    previous = catalogue.generation()
    before = writer.members(previous.number) if previous else []
    number = writer.prepare(members)
    with translated(catalogue.home):
        _build_lexical(catalogue, previous, number, [] if retitled else before, members)
    writer.publish(number, str(number), files)
    if previous is not None:
        subset = {m.document for m in members} <= {m.document for m in before}
        for embedder in previous.dense:
            if not writer.missing_vectors(embedder, number):
                matrix.make(catalogue, embedder, number)
                mirrored = subset and embedder in previous.mirrored
                writer.mark_dense_complete(number, embedder, mirrored)
    writer.forget_unused()
    clear_lexical(catalogue)
    matrix.clear(catalogue)
    generation = catalogue.generation()
    assert generation is not None
    return generation


def mend_lexical(writer: Writer, generation: Generation) -> bool:
    """Makes the lexical index of the current generation anew if it is missing or broken."""
    catalogue = writer.catalogue
    try:
        LexicalIndex(catalogue.home / "lexical" / generation.lexical)
    except LexicalDamagedError as error:
        log.warning("%s It is made anew.", error)
    else:
        return False
    name = f"{generation.number}-{uuid.uuid4().hex[:8]}"
    with translated(catalogue.home):
        create(catalogue.home / "lexical" / name, _rows(catalogue, generation.number, None))
    writer.replace_lexical(generation.number, name)
    clear_lexical(catalogue)
    return True


def make_beside(catalogue: Catalogue) -> None:
    """Makes what stands beside a catalogue that came alone: its lexical index, its vectors' file.

    Two that are made of the same catalogue answer alike. Raises `CatalogueError`,
    `LexicalWriteError`.
    """
    generation = catalogue.generation()
    if generation is not None:
        with translated(catalogue.home):
            folder = catalogue.home / "lexical" / generation.lexical
            create(folder, _rows(catalogue, generation.number, None))
        for embedder in generation.dense:
            matrix.make(catalogue, embedder, generation.number)


def clear_lexical(catalogue: Catalogue) -> None:
    """Deletes lexical folders that no generation names: old ones, and those of killed runs."""
    kept = catalogue.lexical_folders()
    folder = catalogue.home / "lexical"
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.name not in kept:
                shutil.rmtree(entry, ignore_errors=True)


def _build_lexical(
    catalogue: Catalogue,
    previous: Generation | None,
    number: int,
    before: Sequence[Member],
    members: Sequence[Member],
) -> None:
    folder = catalogue.home / "lexical" / str(number)
    old = {member.document for member in before}
    new = {member.document for member in members}
    added = [m.document_id for m in members if m.document not in old]
    removed = [m.document_id for m in before if m.document not in new]
    # What was removed weighs in an extended index until its segments are merged: made anew, the
    # same papers are answered from alike, however the index came to hold them.
    anew = bool(removed) and catalogue.passage_count(number) <= _MADE_ANEW
    if previous is not None and len(added) * 2 < len(members) and not anew:
        try:
            extend(
                catalogue.home / "lexical" / previous.lexical,
                folder,
                removed,
                _rows(catalogue, number, added),
            )
            # Held against the catalogue: a clone that went wrong must not be built on for ever.
            if LexicalIndex(folder).passages == catalogue.passage_count(number):
                return
            log.warning("The lexical index did not grow as it should have; it is made anew.")
        except LexicalDamagedError as error:
            log.warning("%s", error)
    create(folder, _rows(catalogue, number, None))


def _rows(
    catalogue: Catalogue, generation: int, only: Sequence[str] | None
) -> Iterator[tuple[Document, Passage]]:
    documents = {document.id: document for document in catalogue.documents(generation)}
    ids = list(documents) if only is None else only
    for start in range(0, len(ids), _DOCUMENTS):
        for passage in catalogue.passages_of(ids[start : start + _DOCUMENTS], generation):
            yield documents[passage.document_id], passage
