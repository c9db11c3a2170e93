"""What is known of a document, and what it refers to, as it is told beside its pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Final

from bot import addresses
from bot.naming import AREAS, LISTS, spoken
from bot.reading import Reading
from corpus.dates import in_words
from corpus.documents import Basis, Document
from corpus.passages import Passage
from corpus.registers.recommendations import Recommendation
from retrieval.search.scope import spoken_date

_BASES: Final[Mapping[Basis, str]] = {
    "stated": "stated in it",
    "inferred": "inferred, not stated in it",
    "given": "given by whoever looks after the documents",
}
_GIVEN: Final = f" ({_BASES['given']})"


@dataclass(frozen=True, slots=True)
class Told:
    """Words, and the address that they lead to, if any."""

    words: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and what is told under it, a line each."""

    name: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list of what must improve, and where it stands highlighted."""

    number: int
    text: str
    page: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of what must improve, under its heading."""

    heading: str
    items: tuple[Item, ...]


def facts_of(reading: Reading) -> list[Fact]:
    """The facts of a document, those that are known."""
    return [Fact(name, told) for name, told in _facts(reading) if told]


def listings_of(reading: Reading) -> list[Listing]:
    """What a document says must improve, list by list."""
    return [
        Listing(heading, tuple(_item(reading, each) for each in same))
        for heading, same in groupby(reading.recommendations, _heading)
    ]


def place_of(document_id: str, passage: Passage | None, start: int, end: int) -> str:
    """The address at which a stretch of a passage stands highlighted."""
    places = () if passage is None else passage.places(start, end)
    if not places:
        return addresses.document(document_id)
    return addresses.document(document_id, places[0].page, places[0].start, places[0].end)


def named(document: Document) -> str:
    """A document as others refer to it."""
    dated = spoken_date(document)
    return document.title if dated in document.title else f"{document.title}, {dated}"


def _facts(reading: Reading) -> Iterator[tuple[str, tuple[Told, ...]]]:
    document, standing = reading.document, reading.standing

    def told(value: str | None, key: str) -> tuple[Told, ...]:
        return (Told(value + (_GIVEN if key in document.given else "")),) if value else ()

    def linked(*ids: str) -> tuple[Told, ...]:
        known = (reading.known[i] for i in ids if i in reading.known)
        return tuple(Told(named(each), addresses.document(each.id)) for each in known)

    yield "Kind", told(spoken(document.kind).capitalize(), "kind")
    if document.authority:
        yield "About", (Told(document.authority, addresses.authority(document.authority)),)
    yield "Publisher", told(document.publisher, "publisher")
    yield "Lead inspector", told(document.lead_inspector, "lead_inspector")
    yield from _dates(document)
    yield "Grades", tuple(_grades(reading))
    replaced = linked(standing.superseded_by) if standing.superseded_by else ()
    yield "Replaced by", replaced
    if not replaced:
        yield "Standing", (Told("Nothing newer here stands in its place"),)
    yield "Stands in the place of", linked(*reading.replaces)
    copies = (reading.known[i] for i in standing.duplicates if i in reading.known)
    yield (
        "The same document",
        tuple(
            Told(f"{named(copy)}, in {PurePath(copy.path).name}", addresses.document(copy.id))
            for copy in copies
        ),
    )
    yield "The same file", tuple(Told(PurePath(path).name) for path in reading.also_at)
    yield "Its pack", tuple(Told(named(d), addresses.document(d.id)) for d in reading.parts)
    yield "File", (Told(PurePath(document.path).name),)
    if document.origin:
        yield "Published at", (Told(document.origin, document.origin),)
    yield "Notes", tuple(map(Told, document.notes))


def _dates(document: Document) -> Iterator[tuple[str, tuple[Told, ...]]]:
    dates = document.dates
    basis = _BASES[dates.basis]
    if dates.inspected_from and dates.inspected_to:
        days = in_words(dates.inspected_from, dates.inspected_to)
        yield "Inspected", (Told(f"{days} ({basis})"),)
    elif day := dates.inspected_from or dates.inspected_to:
        yield "Inspected", (Told(f"{in_words(day, day)} ({basis})"),)
    if dates.meeting:
        yield "Meeting", (Told(f"{in_words(dates.meeting, dates.meeting)} ({basis})"),)
    if dates.published:
        day = dates.published
        yield "Published", (Told(f"{in_words(day, day)} ({_BASES[dates.published_basis]})"),)
    if dates.ordering is None or dates.ordering in (dates.not_before, dates.not_after):
        yield "Dated", (Told(f"{spoken_date(document).capitalize()} ({basis})"),)


def _grades(reading: Reading) -> Iterator[Told]:
    for graded in reading.standing.grades:
        judgement = graded.judgement
        passage = reading.passage(judgement.passage_id)
        yield Told(
            f"{AREAS[judgement.area]}: {spoken(judgement.grade)}",
            place_of(reading.document.id, passage, judgement.start, judgement.end),
        )


def _heading(item: Recommendation) -> str:
    board = ", for the safeguarding board" if item.addressee == "board" else ""
    return f"{LISTS[item.kind]}{board}"


def _item(reading: Reading, item: Recommendation) -> Item:
    passage = reading.passage(item.passage_id)
    address = place_of(reading.document.id, passage, item.start, item.end)
    return Item(item.number, item.text, item.page, address)
