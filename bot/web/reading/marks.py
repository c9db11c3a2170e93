"""Which words of a page are marked, and the page's text cut where marks begin and end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot import addresses
from bot.answering.answers import Answer, Citation
from bot.reading import Reading
from corpus.layout.cleaning import folded
from corpus.passages import Passage
from corpus.sources import Page

Stretch = tuple[int, int]
"""Offsets of a page's text, the first and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are marked: their stretches on the page, in its order.

    `main`: they are what the page was opened for. `number` is that of a citation of an answer.
    """

    stretches: tuple[Stretch, ...]
    main: bool = True
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page's text; `first`: the marks that the page was opened for begin here."""

    text: str
    marked: bool = False
    main: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of an answer in this document: its number, page and quote, and where it leads."""

    number: int
    page: int | None
    quote: str
    address: str


def stretch_mark(page: Page, start: int, end: int) -> Mark | None:
    """The mark of `text[start:end]` of a page; None where the page has no such words."""
    if not 0 <= start < end <= len(page.text) or not page.text[start:end].strip():
        return None
    return Mark(((start, end),))


def passage_mark(page: Page, passage: Passage) -> Mark | None:
    """The mark of a passage as far as it stands on this page; None where nothing of it does."""
    found: list[Stretch] = []
    until = 0
    for span in passage.spans:
        start, end = span.start, span.start + span.length
        if span.page != page.number or end > len(page.text):
            continue
        # Between spans stand line ends, hyphens and ligatures, which were folded.
        between = passage.text[until : span.at]
        last = found[-1][1] if found else start + 1
        if last <= start and _letters(folded(page.text[last:start])) == _letters(between):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
        until = span.at + span.length
    return Mark(tuple(found)) if found else None


def pages_of(passage: Passage) -> list[int]:
    """The pages that a passage stands on, in its order; none where the file has no pages."""
    pages = (span.page for span in passage.spans if span.page is not None)
    return list(dict.fromkeys(pages))


def citation_marks(page: Page, answer: Answer, reading: Reading) -> list[Mark]:
    """The marks of what an answer cites on this page, where its quotes still stand."""
    return [
        Mark(((citation.start, citation.end),), main=False, number=citation.number)
        for citation in _of(answer, reading)
        if citation.page == page.number and _stands(citation, page)
    ]


def cited_in(answer: Answer, reading: Reading) -> list[Cited]:
    """All that an answer cites in this document."""
    return [
        Cited(
            citation.number,
            citation.page,
            citation.quote,
            addresses.reading(
                reading.document.id,
                page=citation.page,
                start=citation.start,
                end=citation.end,
                answer=answer.id,
            ),
        )
        for citation in _of(answer, reading)
    ]


def _of(answer: Answer, reading: Reading) -> Iterator[Citation]:
    for citation in answer.citations:
        if citation.document_id == reading.document.id:
            yield citation


def _stands(citation: Citation, page: Page) -> bool:
    return _letters(citation.quote) == _letters(page.text[citation.start : citation.end])


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def pieces(text: str, marks: Sequence[Mark], begin: int = 0) -> list[Piece]:
    """The text, which begins at offset `begin`, cut where marks begin and end.

    Hyphens at line ends are shown as such; line ends are LF.
    """
    edges = {begin, begin + len(text)}
    for start, end in _stretches(marks):
        edges |= {min(max(edge, begin), begin + len(text)) for edge in (start, end)}
    ordered = sorted(edges)
    found: list[Piece] = []
    led = False
    for start, end in pairwise(ordered):
        over = [m for m in marks if any(s <= start and end <= e for s, e in m.stretches)]
        main = any(mark.main for mark in over)
        shown = text[start - begin : end - begin].replace("\r\n", "\n").replace("\ufffe", "-\n")
        found.append(Piece(shown, bool(over), main, main and not led))
        led = led or main
    return found


def _stretches(marks: Iterable[Mark]) -> Iterator[Stretch]:
    for mark in marks:
        yield from mark.stretches
