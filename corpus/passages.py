"""A passage: the unit that is searched and cited, and its way back to the page it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Shape = Literal["paragraph", "list", "table", "front"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters that a passage shares with its source, one for one.

    `passage.text[at:at + length]` is `page.text[start:start + length]` of the page numbered
    `page` (None for a file without pages). Characters between spans were folded while
    cleaning: line ends, line-end hyphens, ligatures, bullets, footnote marks.
    """

    at: int
    length: int
    page: int | None
    start: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one page's untouched text: offsets `start` to `end` of `Page.text`.

    `passage.text[at:until]` is the same stretch, cleaned.
    """

    page: int | None
    start: int
    end: int
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered paragraph, a list with its introduction, a table row, or a front page.

    `text` is clean (white space folded to single spaces, one line a list item or table row);
    `ordinal` counts the document's passages from 0; `paragraph` is the document's own number
    ("68", "2.10"); `heading` is the trail of headings above it, outermost first.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    shape: Shape
    paragraph: str | None
    heading: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def page(self) -> int | None:
        """The page on which the passage begins."""
        return self.spans[0].page

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where `text[start:end]` stands in the source, a place for each page it touches.

        Offsets of `text` in, offsets of `Page.text` out; empty when no character of the
        stretch came from the source.
        """
        return tuple(self._places(start, end))

    def _places(self, start: int, end: int) -> Iterator[Place]:
        place: Place | None = None
        for span in self.spans:
            first, last = max(start, span.at), min(end, span.at + span.length)
            if first >= last:
                continue
            begin, stop = span.start + first - span.at, span.start + last - span.at
            if place is not None and place.page == span.page:
                place = Place(
                    place.page, min(place.start, begin), max(place.end, stop), place.at, last
                )
                continue
            if place is not None:
                yield place
            place = Place(span.page, begin, stop, first, last)
        if place is not None:
            yield place
