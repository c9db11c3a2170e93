"""Erasing what was read of a file: for good, from every place that an index has."""

from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.mending import forget_damaged
from corpus.catalogue.writer import writing
from corpus.readers.kept_pages import forget_kept
from retrieval.errors import ChromaUnavailableError, UnknownDocumentError
from retrieval.index.chroma import ChromaMirror, collection_name, mirror
from retrieval.index.generations import members_of, publish
from retrieval.index.matrix import clear
from retrieval.index.planning import erased_record


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the ids of a file's documents, where it and copies of it lie, its SHA-256.

    `texts` are those of its pages; `notes` are sentences on what could not be done.
    """

    document_ids: tuple[str, ...]
    paths: tuple[str, ...]
    sha256: str
    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()


def erase(home: Path, document_id: str, scans: Path, chroma_url: str | None = None) -> Erased:
    """Erases all that was read of the file that a document is of, with the file's other documents.

    That is from this and all earlier generations, a damaged catalogue that was kept, the lexical
    index, vectors, Chroma, recognised scans in the folder `scans`, and what SQLite would leave in
    its files; the file is not touched, and is not read again until it changes. Raises
    `UnknownDocumentError`, `CatalogueError`.
    """
    with writing(home) as writer:
        writer.discard_unpublished()
        catalogue = writer.catalogue
        known = [*catalogue.documents(), *catalogue.removed()]
        sha256 = next((d.sha256 for d in known if d.id == document_id), None)
        if sha256 is None:
            raise UnknownDocumentError(f"No document of the index has the id {document_id}.")
        theirs = [document for document in known if document.sha256 == sha256]
        texts = writer.texts_of([document.id for document in theirs])
        files = catalogue.files()
        of_it = [file for file in files if file.sha256 == sha256]
        left = [erased_record(file) if file.sha256 == sha256 else file for file in files]
        # As if every document had another title: the words of those that go are left nowhere.
        publish(writer, members_of(writer, left), left, retitled=True)
        ids = [document.id for document in theirs]
        writer.erase(ids, [file.fingerprint for file in of_it if file.fingerprint])
        forget_kept(scans, sha256)
        forget_damaged(home)
        clear(catalogue)
        note = _erase_vectors(home, writer.catalogue, chroma_url)
    return Erased(
        tuple(ids),
        tuple(file.path for file in of_it),
        sha256,
        tuple(texts),
        (note,) if note else (),
    )


def _erase_vectors(home: Path, catalogue: Catalogue, chroma_url: str | None) -> str | None:
    """Make Chroma's collections anew, which keep what is deleted; a note where that cannot be."""
    chroma = ChromaMirror(home, chroma_url)
    generation = catalogue.generation()
    try:
        if chroma.present() and generation is not None:
            for embedder in generation.dense:
                chroma.drop(collection_name(catalogue, embedder))
                mirror(chroma, catalogue, embedder, generation)
    except ChromaUnavailableError as error:
        return (
            f"Chroma was not cleared ({error}) It holds numbers made of what was erased, and no "
            "text; run `scrutineer index` when it is back."
        )
    finally:
        chroma.close()
    return None
