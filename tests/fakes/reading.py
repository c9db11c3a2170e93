"""A tiny reader for tests: a text file is a document, its paragraphs are the passages."""

import hashlib
import os
import time
from pathlib import Path

from corpus.documents import Dates, Document
from corpus.ingested import Ingested, IngestedDocument
from corpus.passages import Passage, Span
from corpus.sources import Page, SkippedFile, Source
from corpus.workers.workplace import workplace

_leaked: list[bytearray] = []


def read_text(path: Path) -> Ingested | SkippedFile:
    """Reads a text file; a few first words make it behave badly."""
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"BAD"):
        return SkippedFile(str(path), "It is bad.", sha256)
    if data.startswith(b"DIE"):
        os._exit(3)
    if data.startswith(b"RAISE"):
        raise RuntimeError("a fault of the reader")
    if data.startswith(b"HUNGRY"):
        bytearray(4 * 1024**3)
    if data.startswith(b"LEAK"):
        _leaked.append(bytearray(2 * 1024**3))
    if data.startswith(b"LARGE"):
        bytearray(3 * 1024**3 // 2)
    if data.startswith(b"HANG"):
        time.sleep(600)
    if data.startswith(b"PAGES"):
        for page in range(1, 5):
            time.sleep(1)
            workplace().tell(page, 4)
    if data.startswith(b"SHARE"):
        return SkippedFile(str(path), str(workplace().processors), sha256)
    return ingested(data.decode("utf-8"), str(path))


def ingested(text: str, path: str = "letter.txt") -> Ingested:
    """One document of the whole text, a passage for each line that is not empty."""
    data = text.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    lines = text.splitlines(keepends=True)
    passages, start = [], 0
    for line in lines:
        words = line.strip()
        if words:
            at = start + line.index(words)
            passages.append((words, at))
        start += len(line)
    identity = sha256[:12]
    document = Document(
        id=identity,
        title=passages[0][0] if passages else "Untitled",
        kind="other",
        authority="Merton" if "Merton" in text else None,
        publisher=None,
        lead_inspector=None,
        dates=Dates(),
        path=path,
        sha256=sha256,
        first_page=None,
        last_page=None,
        pages=1,
    )
    cut = tuple(
        Passage(
            id=f"{identity}-{ordinal}",
            document_id=identity,
            ordinal=ordinal,
            text=words,
            shape="paragraph",
            paragraph=str(ordinal + 1),
            heading=("Findings",),
            spans=(Span(0, len(words), None, at),),
        )
        for ordinal, (words, at) in enumerate(passages)
    )
    source = Source(path, sha256, len(data), "text", (Page(None, text),))
    return Ingested(source, (IngestedDocument(document, cut),))
