"""One file in, its documents and passages out: what every worker process runs."""

from pathlib import Path

from corpus.cutting import cut
from corpus.front import front_of
from corpus.identity import describe
from corpus.ingested import Ingested, IngestedDocument
from corpus.judgements import judgements_of
from corpus.layout import lines_of, without_furniture
from corpus.readers import read
from corpus.recommendations import recommendations_of
from corpus.sources import SkippedFile, Source

# Files are read again when this changes: raise it with every change to what is read or cut.
INGEST_VERSION = "2"


def ingest(path: Path) -> Ingested | SkippedFile:
    """Read a file and cut it; a file that cannot be read comes back with its reason."""
    source = read(path)
    if isinstance(source, SkippedFile):
        return source
    return Ingested(source, documents_of(source))


def documents_of(source: Source) -> tuple[IngestedDocument, ...]:
    """The documents of a file that was read, each with its passages and registers."""
    everything = lines_of(source.pages)
    lines = without_furniture(everything, len(source.pages))
    front = front_of(lines)
    document = describe(source, everything, front)
    passages = cut(document.id, source.pages, front.lines, lines[front.body_from :])
    return (
        IngestedDocument(
            document,
            passages,
            judgements_of(document, passages),
            recommendations_of(document, passages),
        ),
    )
