"""One file in, its documents and passages out: what every worker process runs."""

from pathlib import Path

from corpus.cutting import cut
from corpus.front import describe, front_of
from corpus.ingested import Ingested
from corpus.layout import lines_of, without_furniture
from corpus.readers import read
from corpus.sources import SkippedFile

# Files are read again when this changes: raise it with every change to what is read or cut.
INGEST_VERSION = "1"


def ingest(path: Path) -> Ingested | SkippedFile:
    """Read a file and cut it; a file that cannot be read comes back with its reason."""
    source = read(path)
    if isinstance(source, SkippedFile):
        return source
    everything = lines_of(source.pages)
    lines = without_furniture(everything, len(source.pages))
    front = front_of(lines)
    document = describe(source, everything, front)
    passages = cut(document.id, source.pages, front.lines, lines[front.body_from :])
    return Ingested(source, ((document, passages),))
