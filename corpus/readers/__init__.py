"""Reading files of any kind into `Source` values; what cannot be read is said, not raised."""

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from corpus.readers.extracts import Extract, Refusal
from corpus.readers.kept_pages import KeptPages
from corpus.readers.opening import open_file
from corpus.readers.sniff import recognise
from corpus.sources import Media, SkippedFile, Source

__all__ = ["read"]

Reader = Callable[[bytes], Extract | Refusal]


def read(path: Path, scans: Path | None = None) -> Source | SkippedFile:
    """Read one file, recognised by its content; never raises for anything a file can hold.

    `scans` is the folder in which what was recognised on scanned pages is kept; with None it
    is recognised each time.

    `Source.path` is `str(path)` as given, undecodable bytes of a name as surrogate escapes.
    The pages' text is exactly what the format's reader gives: every later offset counts its
    characters. Safe to call from several threads, but only one at a time reads a PDF: to use
    more cores, use processes.
    """
    data = open_file(path)
    if isinstance(data, Refusal):
        return SkippedFile(str(path), data.reason)
    digest = hashlib.sha256(data).hexdigest()
    media = recognise(data)
    if isinstance(media, Refusal):
        return SkippedFile(str(path), media.reason, digest)
    if media == "pdf":
        from corpus.readers.pdf import read_pdf

        extract = read_pdf(data, KeptPages(scans, digest))
    else:
        extract = _reader_of(media)(data)
    if isinstance(extract, Refusal):
        return SkippedFile(str(path), extract.reason, digest)
    return Source(
        path=str(path),
        sha256=digest,
        size=len(data),
        media=media,
        pages=extract.pages,
        metadata=extract.metadata,
        outline=extract.outline,
        notes=extract.notes,
    )


def _reader_of(media: Media) -> Reader:
    """`read_docx` of `corpus.readers.docx` for "docx", and so on.

    Imported when the first such file is met: all of them take longer to import than a report
    takes to read, and a run that finds nothing new needs none.
    """
    return cast(Reader, getattr(import_module(f"corpus.readers.{media}"), f"read_{media}"))
