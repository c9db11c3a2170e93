"""Binding a quote to where it stands: the passage, the page of the file, the offsets on it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Citation
from bot.answering.quotes import locate
from corpus.confidence import least_sure
from corpus.documents import Document
from corpus.layout.cleaning import folded
from corpus.passages import Passage, Place
from corpus.sources import Page
from corpus.tables import without_marks
from retrieval.search.scope import spoken_date

# A page of a document as it was read: (document id, page number) to page, None if unknown.
PageOf = Callable[[str, int | None], Page | None]

_LEFT_OUT = re.compile(r"\s*\[?(?:…|\.\.\.)\]?\s*")


@dataclass(frozen=True, slots=True)
class RefusedError(Exception):
    """A claim, or a quote, that may not be shown: the check that failed and what it missed."""

    check: str
    detail: str


class Citer:
    """Makes citations of quotes and numbers them, the same place with the same number."""

    def __init__(self, page_of: PageOf, copies: Mapping[str, Sequence[Document]]) -> None:
        self._page_of = page_of
        self._copies = copies
        self.citations: list[Citation] = []

    def cite(self, passage: Passage, document: Document, quote: str) -> list[Citation]:
        """The citations of a quote, one for each part and page, their numbers still 0.

        A quote with “…” has several parts, which stand in that order in the passage. Raises
        `RefusedError` when it is not there, or not where the passage says that it is.
        """
        found: list[Citation] = []
        since = 0
        for part in _parts(quote):
            at = locate(part, passage.text[since:])
            if at is None:
                raise RefusedError("verbatim", f"“{part[:60]}” is not in the passage")
            for place in passage.places(since + at[0], since + at[1]):
                found.append(self._placed(passage, document, place))
            since += at[1]
        if not found:
            raise RefusedError("verbatim", "the quote is empty")
        return found

    def number(self, citation: Citation) -> int:
        """The number under which a citation is shown."""
        for known in self.citations:
            if (known.document_id, known.page, known.start, known.end) == (
                citation.document_id,
                citation.page,
                citation.start,
                citation.end,
            ):
                return known.number
        numbered = replace(citation, number=len(self.citations) + 1)
        self.citations.append(numbered)
        return numbered.number

    def _placed(self, passage: Passage, document: Document, place: Place) -> Citation:
        page = self._page_of(document.id, place.page)
        if page is None:
            raise RefusedError("place", f"page {place.page} of {document.title} is not kept")
        quoted = without_marks(passage, place.at, place.until)
        if _skeleton(quoted) != _skeleton(page.text[place.start : place.end]):
            raise RefusedError("place", f"“{quoted[:60]}” is not where the passage says it is")
        return Citation(
            number=0,
            passage_id=passage.id,
            document_id=document.id,
            title=document.title,
            kind=document.kind,
            publisher=document.publisher,
            authority=document.authority,
            date=document.dates.ordering,
            date_basis=document.dates.basis,
            dated=spoken_date(document),
            source=document.path,
            sha256=document.sha256,
            page=place.page,
            paragraph=passage.paragraph,
            heading=passage.heading,
            quote=quoted,
            start=place.start,
            end=place.end,
            also_in=tuple(self._copies.get(document.id, ())),
            confidence=_confidence(page, place),
            printed_page=page.label,
            origin=document.origin,
        )


def _parts(quote: str) -> list[str]:
    return [part for part in _LEFT_OUT.split(quote.strip()) if part]


def _confidence(page: Page, place: Place) -> float | None:
    if page.confidence is None:
        return None
    return least_sure(page.text, page.confidence, place.start, place.end)


def _skeleton(text: str) -> str:
    """Letters and digits alone: what must agree between a passage and its page."""
    return "".join(character for character in folded(text).lower() if character.isalnum())
