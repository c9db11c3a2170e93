"""All that the page of a document shows, computed; the template only lays it out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import addresses
from bot.answering.answers import Answer
from bot.reading import Reading
from bot.web.reading.facts import Fact, Listing, facts_of, listings_of
from bot.web.reading.marks import (
    Cited,
    Mark,
    Piece,
    citation_marks,
    cited_in,
    pages_of,
    passage_mark,
    pieces,
    stretch_mark,
)
from bot.web.reading.sheets import ZOOMS, Shown
from corpus.passages import Passage
from corpus.sources import Page
from retrieval.search.scope import spoken_date

WINDOW = 200_000
"""Characters of a text that are shown at once; a longer one is shown in pieces."""

_LEAD = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; None for what it does not name, or names senselessly."""

    page: int | None = None
    start: int | None = None
    end: int | None = None
    at: int | None = None
    zoom: int = ZOOMS[0]
    passage: Passage | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A document open at a page, with the words that are marked there and what is to be said."""

    reading: Reading
    wanted: Wanted
    page: Page
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `here`: they lead to what is shown already."""

    words: str
    address: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A document open at a page, as its template lays it out."""

    identity: str
    title: str
    about: str
    replaced: bool
    number: int | None
    first: int
    last: int
    heading: str
    shown: Shown | None
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    marked: bool
    earlier: Link | None
    later: Link | None
    zooms: tuple[Link, ...]
    elsewhere: tuple[Link, ...]
    cited: tuple[Cited, ...]
    answer: str | None
    zoom: int
    facts: tuple[Fact, ...]
    listings: tuple[Listing, ...]


def opened(reading: Reading, wanted: Wanted) -> Open | None:
    """A document open at what is asked for, or near it; None where no page of it is kept."""
    notes: list[str] = []
    number = wanted.page
    if number is None:
        number = _first_of(wanted, reading)
    page = reading.page(number)
    if page is None:
        page = reading.page(reading.document.first_page)
        if page is None:
            return None
        notes.append(_no_page(reading))
        wanted = replace(wanted, start=None, end=None)
    marks: list[Mark] = []
    if wanted.start is not None or wanted.end is not None:
        mark = stretch_mark(page, wanted.start or 0, wanted.end or 0)
        if mark is not None:
            marks.append(mark)
        else:
            notes.append("The words that the link points to are not on this page.")
    if wanted.passage is not None:
        mark = passage_mark(page, wanted.passage)
        if mark is not None:
            marks.append(mark)
    if wanted.answer is not None:
        cited = citation_marks(page, wanted.answer, reading)
        marks += [mark for mark in cited if all(mark.stretches != m.stretches for m in marks)]
    if page.confidence is not None:
        notes.append("This page is a scan. Its text was read by a machine and may have mistakes.")
    return Open(reading, wanted, page, tuple(marks), tuple(notes))


def room_of(view: Open, shown: Shown | None, notes: Sequence[str] = ()) -> Room:
    """What is laid out. `shown` is the page as it was published, None where there are no pages."""
    reading, wanted, page = view.reading, view.wanted, view.page
    document = reading.document
    window, earlier, later = _window(view)
    trouble = (shown.trouble,) if shown and shown.trouble else ()
    first, last = document.first_page or 0, document.last_page or 0
    if page.number is not None:
        earlier = _page(view, page.number - 1) if page.number > first else None
        later = _page(view, page.number + 1) if page.number < last else None
    return Room(
        identity=document.id,
        title=document.title,
        about=" · ".join(filter(None, (document.publisher, spoken_date(document)))),
        replaced=reading.standing.superseded_by is not None,
        number=page.number,
        first=first,
        last=last,
        heading=_heading(view),
        shown=shown,
        notes=(*view.notes, *notes, *trouble),
        pieces=tuple(pieces(page.text[slice(*window)], view.marks, window[0])),
        marked=any(mark.main for mark in view.marks),
        earlier=earlier,
        later=later,
        zooms=tuple(_zooms(view)) if shown and shown.sheet else (),
        elsewhere=tuple(_elsewhere(view)),
        cited=tuple(cited_in(wanted.answer, reading)) if wanted.answer else (),
        answer=wanted.answer.id if wanted.answer else None,
        zoom=wanted.zoom,
        facts=tuple(facts_of(reading)),
        listings=tuple(listings_of(reading)),
    )


def _first_of(wanted: Wanted, reading: Reading) -> int | None:
    """The page to open where none is named: of the passage, of the answer, else the first."""
    if wanted.passage is not None:
        return wanted.passage.page
    if wanted.answer is not None:
        for cited in cited_in(wanted.answer, reading):
            return cited.page
    return reading.document.first_page


def _no_page(reading: Reading) -> str:
    first, last = reading.document.first_page, reading.document.last_page
    if first is None:
        return "This document has no pages: all of its text is here."
    if first == 1:
        return f"There is no such page in this document: it has {last}."
    return f"There is no such page in this document: it has pages {first} to {last} of the file."


def _heading(view: Open) -> str:
    page, document = view.page, view.reading.document
    if page.number is None:
        return "Its text"
    printed = f", printed as {page.label}" if page.label not in (None, str(page.number)) else ""
    if document.first_page == 1:
        return f"Page {page.number} of {document.last_page}{printed}"
    return f"Page {page.number} of the file{printed}"


def _page(view: Open, number: int) -> Link:
    wanted = view.wanted
    return Link(
        f"Page {number}",
        addresses.reading(
            view.reading.document.id,
            page=number,
            answer=wanted.answer.id if wanted.answer else None,
            zoom=wanted.zoom if wanted.zoom != ZOOMS[0] else None,
        ),
    )


def _zooms(view: Open) -> list[Link]:
    wanted = view.wanted
    return [
        Link(
            f"{zoom} %",
            addresses.reading(
                view.reading.document.id,
                page=view.page.number,
                start=wanted.start,
                end=wanted.end,
                passage=wanted.passage.id if wanted.passage else None,
                answer=wanted.answer.id if wanted.answer else None,
                zoom=zoom,
            ),
            here=zoom == wanted.zoom,
        )
        for zoom in ZOOMS
    ]


def _elsewhere(view: Open) -> list[Link]:
    """The other pages that the passage stands on."""
    passage = view.wanted.passage
    if passage is None:
        return []
    return [
        Link(
            f"page {number}",
            addresses.reading(view.reading.document.id, page=number, passage=passage.id),
        )
        for number in pages_of(passage)
        if number != view.page.number
    ]


def _window(view: Open) -> tuple[tuple[int, int], Link | None, Link | None]:
    """Which characters of the page's text are shown, with links to those before and behind."""
    length = len(view.page.text)
    if length <= WINDOW:
        return (0, length), None, None
    wanted = view.wanted.at or 0
    for mark in view.marks:
        if mark.main:
            wanted = mark.stretches[0][0] - _LEAD
    start = max(0, min(wanted, length - WINDOW))
    end = min(length, start + WINDOW)
    identity = view.reading.document.id
    earlier = addresses.reading(identity, at=max(0, start - WINDOW))
    later = addresses.reading(identity, at=end)
    return (
        (start, end),
        Link("Earlier text", earlier) if start else None,
        Link("Later text", later) if end < length else None,
    )
