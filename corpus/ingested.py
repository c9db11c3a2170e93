"""What reading one file gives: the file as it was read, and the documents cut from it."""

from dataclasses import dataclass

from corpus.documents import Document
from corpus.judgements import Judgement
from corpus.passages import Passage
from corpus.recommendations import Recommendation
from corpus.sources import Source


@dataclass(frozen=True, slots=True)
class IngestedDocument:
    """A document with its passages in reading order, and what was read off them."""

    document: Document
    passages: tuple[Passage, ...]
    judgements: tuple[Judgement, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file that was read, and each document in it, the one that heads a pack first."""

    source: Source
    documents: tuple[IngestedDocument, ...]
