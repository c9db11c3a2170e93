"""Reading one damaged file in a worker, and holding what comes of it against what always holds."""

from pathlib import Path

from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.passages import Passage
from corpus.readers.originals import SourceError
from corpus.readers.page_views import OpenFiles, PrintedFile
from corpus.sources import SkippedFile, Source

_SCALE = 0.5


class BrokenPromiseError(Exception):
    """What was read is not what every reading has to be."""


def read_checked(path: Path) -> Ingested | SkippedFile:
    """What `ingest` gives; the first page of a PDF is drawn as well. Raises what is a find."""
    outcome = ingest(path)
    if isinstance(outcome, SkippedFile):
        if not outcome.reason.endswith(".") or len(outcome.reason) > 1_000:
            raise BrokenPromiseError(f"no plain reason: {outcome.reason[:200]!r}")
        return outcome
    for document in outcome.documents:
        for passage in document.passages:
            _check(passage, outcome.source)
    for page in outcome.source.pages:
        (page.label or "").encode()
    if outcome.source.media == "pdf":
        _draw(path, outcome.source)
    return outcome


def _check(passage: Passage, source: Source) -> None:
    pages = {page.number: page.text for page in source.pages}
    for span in passage.spans:
        shown = passage.text[span.at : span.at + span.length]
        if pages[span.page][span.start : span.start + span.length] != shown:
            raise BrokenPromiseError(f"passage {passage.id} is not the text of its page")


def _draw(path: Path, source: Source) -> None:
    try:
        OpenFiles().picture(PrintedFile((str(path),), source.sha256), 1, _SCALE)
    except SourceError:
        return  # which is said to the reader
