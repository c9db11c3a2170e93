"""A document as it can be read: its pages, its passages, and how it stands among the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.citing import PageOf
from corpus.documents import Document
from corpus.passages import Passage
from corpus.registers.recommendations import Recommendation
from corpus.sources import Page
from retrieval.registers import Standing


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, with what may be seen of all that belongs to it.

    `known` are the documents by id, to name those that it refers to; `replaces` are the ids of
    those in whose place it stands today, newest first; `also_at` are paths of files that are the
    same byte for byte.
    """

    document: Document
    standing: Standing
    replaces: tuple[str, ...]
    also_at: tuple[str, ...]
    recommendations: Sequence[Recommendation]
    passages: Sequence[Passage]
    known: Mapping[str, Document]
    page_of: PageOf

    def page(self, number: int | None) -> Page | None:
        """A page of its own as it was read; None where it has no such page."""
        if number not in self._numbers:
            return None
        return self.page_of(self.document.id, number)

    def pages(self) -> Sequence[Page]:
        """All of its pages, in their order."""
        found = (self.page_of(self.document.id, number) for number in self._numbers)
        return [page for page in found if page is not None]

    @property
    def _numbers(self) -> Sequence[int | None]:
        first, last = self.document.first_page, self.document.last_page
        return (None,) if first is None or last is None else range(first, last + 1)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of it with this id; None where it has none such, or has it no more."""
        return next((each for each in self.passages if each.id == passage_id), None)

    @property
    def parts(self) -> tuple[Document, ...]:
        """The documents of the pack that it heads, or stands in, in their order, without itself."""
        head = self.document.part_of or self.document.id
        return tuple(
            each
            for each in self.known.values()
            if (each.part_of == head or each.id == head) and each.id != self.document.id
        )
