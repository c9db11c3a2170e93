"""One file in, its documents and passages out: what every worker process runs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from corpus.cutting import cut
from corpus.documents import Document
from corpus.identity.describing import describe
from corpus.ingested import Ingested, IngestedDocument
from corpus.layout.cleaning import vocabulary
from corpus.layout.lines import lines_of, without_furniture
from corpus.packs.parts import DocumentPart, parts_of
from corpus.readers import read
from corpus.readers.limits import PASSAGES_LIMIT
from corpus.registers.front import front_of
from corpus.registers.judgements import judgements_of
from corpus.registers.recommendations import recommendations_of
from corpus.sidecars import NO_SIDECAR, Sidecar, sidecar_of
from corpus.sources import Page, SkippedFile, Source

# Files are read again when this changes: raise it with every change to what is read or cut.
INGEST_VERSION = "8"


def reader_version() -> str:
    """What files are read with now; they are read again when it changes, so when OCR is there."""
    # Workers, which read and never ask this, do without what recognising imports.
    from corpus.readers.ocr import is_available

    return f"{INGEST_VERSION}/ocr" if is_available() else INGEST_VERSION


def ingest(path: Path, scans: Path | None = None) -> Ingested | SkippedFile:
    """Read a file and cut it; a file that cannot be read comes back with its reason.

    `scans` is the folder in which what was recognised on scanned pages is kept.
    """
    source = read(path, scans)
    if isinstance(source, SkippedFile):
        return source
    sidecar = sidecar_of(str(path))
    source = replace(source, notes=(*source.notes, *sidecar.faults))
    documents = documents_of(source, sidecar)
    passages = sum(len(each.passages) for each in documents)
    if passages > PASSAGES_LIMIT:
        reason = (
            f"It falls into {passages:,} passages, more than one document is read for: split it "
            "into its documents, or leave it out if it is data."
        )
        return SkippedFile(source.path, reason, source.sha256)
    unheeded = sidecar.unheeded([each.document for each in documents])
    return Ingested(replace(source, notes=(*source.notes, *unheeded)), documents)


def documents_of(source: Source, sidecar: Sidecar = NO_SIDECAR) -> tuple[IngestedDocument, ...]:
    """The documents of a file that was read, each with its passages and registers.

    The first of several heads the pack that the others are part of.
    """
    everything = lines_of(source.pages)
    parts = parts_of(source, everything)
    # Each part of a text has the whole of it as its page, which is looked through once.
    words = {pages: vocabulary(pages) for pages in {part.pages for part in parts}}
    first = _document(source, parts[0], words, None, sidecar)
    return (first, *(_document(source, part, words, first.document, sidecar) for part in parts[1:]))


def _document(
    source: Source,
    part: DocumentPart,
    words: Mapping[tuple[Page, ...], frozenset[str]],
    head: Document | None,
    sidecar: Sidecar,
) -> IngestedDocument:
    lines = without_furniture(part.body, len(part.pages))
    front = front_of(lines)
    document = sidecar.applied(describe(source, part, head))
    passages = cut(
        document.id, part.pages, words[part.pages], front.lines, lines[front.body_from :]
    )
    return IngestedDocument(
        document,
        passages,
        judgements_of(document, passages),
        recommendations_of(document, passages),
    )
