"""What reading one file gives: the file as it was read, and the documents cut from it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.documents import Document
from corpus.passages import Passage
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation
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

    def told(self, of: Callable[[Document], Document]) -> "Ingested":
        """The same with other facts of its documents; their words and their ids stay."""
        return replace(
            self,
            documents=tuple(replace(each, document=of(each.document)) for each in self.documents),
        )
