"""What reading one file gives: the file as it was read, and the documents cut from it."""

from dataclasses import dataclass

from corpus.documents import Document
from corpus.passages import Passage
from corpus.sources import Source


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file that was read, and each document in it with its passages in reading order."""

    source: Source
    documents: tuple[tuple[Document, tuple[Passage, ...]], ...]
