"""The documents as a list: which are shown, in which order, and what is told of each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final, Literal

from bot import addresses
from bot.naming import spoken
from bot.web.library.choices import Choices
from corpus.documents import KINDS, Basis, Document
from retrieval.registers import Holding
from retrieval.search.scope import spoken_date

Standing = Literal["current", "superseded", "copy", "lacking", "noted"]
Order = Literal["newest", "oldest", "title", "authority"]

NAMES: Final = ("authority", "kind", "standing", "from", "to", "order")
UNKNOWN: Final = "-"
"""Chosen in place of an authority: the documents of which none is known."""

STANDINGS: Final[Mapping[Standing, str]] = {
    "current": "Nothing newer in its place",
    "superseded": "Superseded by a newer one",
    "copy": "Copies of another",
    "lacking": "Something is missing",
    "noted": "With notes on what is doubtful",
}
ORDERS: Final[Mapping[Order, str]] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By title",
    "authority": "By authority",
}
BASES: Final[Mapping[Basis, str]] = {
    "stated": "stated in it",
    "inferred": "inferred, not stated",
    "given": "given by hand",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A document as the list shows it; `parts` are those of a pack that are shown with it.

    `basis` says how its date is known, `lacks` names what is not known of it.
    """

    identity: str
    title: str
    href: str
    file: str
    kind: str
    authority: Link | None
    dated: str
    basis: str | None
    part_of: Link | None
    copy_of: Link | None
    superseded_by: Link | None
    lacks: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the list, with those of its parts that are chosen too."""

    held: Holding
    parts: tuple[Holding, ...]


def link_of(document: Document) -> Link:
    """A document by its title and date, which many titles tell themselves."""
    title, dated = document.title, spoken_date(document)
    words = title if dated in title else f"{title}, {dated}"
    return Link(words, addresses.document(document.id))


def authority_link(name: str | None) -> Link | None:
    """An authority by its name, None where none is known."""
    return None if name is None else Link(name, addresses.authority(name))


def lacks_of(document: Document) -> tuple[str, ...]:
    """What is not known of a document and could be given."""
    found = (
        ("no authority", document.authority is None),
        ("no date", document.dates.ordering is None),
        ("no kind", document.kind == "other"),
    )
    return tuple(words for words, is_so in found if is_so)


def entries_of(every: Sequence[Holding], choices: Choices) -> list[Entry]:
    """The documents that are chosen, in the order that is.

    `every` holds all there are, newest first. A part whose head is not chosen stands by itself.
    """
    wanted = [held for held in every if _is_wanted(held, choices)]
    _order(wanted, choices.word("order", ORDERS) or "newest")
    ids = {held.document.id for held in wanted}
    parts: defaultdict[str, list[Holding]] = defaultdict(list)
    for held in wanted:
        if held.document.part_of in ids:
            parts[held.document.part_of or ""].append(held)
    for of_pack in parts.values():
        of_pack.sort(key=lambda held: held.document.first_page or 0)
    return [
        Entry(held, tuple(parts[held.document.id]))
        for held in wanted
        if held.document.part_of not in ids
    ]


def rows_of(entries: Sequence[Entry], every: Sequence[Holding]) -> list[Row]:
    """What is told of documents; `every` holds all there are."""
    known = {held.document.id: held.document for held in every}
    return [_row(entry.held, known, entry.parts) for entry in entries]


def years_of(every: Sequence[Holding]) -> list[int]:
    """The years that documents are of, the last first."""
    days = (held.document.dates.ordering for held in every)
    return sorted({day.year for day in days if day}, reverse=True)


def is_of_years(day: date | None, first: int | None, last: int | None) -> bool:
    """Whether a day lies in these years; no day lies in any."""
    if first is None and last is None:
        return True
    return day is not None and (first or day.year) <= day.year <= (last or day.year)


def _is_wanted(held: Holding, choices: Choices) -> bool:
    document = held.document
    authority, kind = choices.chosen.get("authority"), choices.word("kind", KINDS)
    standing = choices.word("standing", STANDINGS)
    return (
        (authority is None or authority == (document.authority or UNKNOWN))
        and (kind is None or document.kind == kind)
        and (standing is None or _STANDS[standing](held))
        and is_of_years(document.dates.ordering, choices.year("from"), choices.year("to"))
    )


_STANDS: Mapping[Standing, Callable[[Holding], bool]] = {
    "current": lambda held: held.standing.superseded_by is None,
    "superseded": lambda held: held.standing.superseded_by is not None,
    "copy": lambda held: held.standing.cited != held.document.id,
    "lacking": lambda held: bool(lacks_of(held.document)),
    "noted": lambda held: bool(held.document.notes),
}


def _order(found: list[Holding], order: Order) -> None:
    if order == "oldest":
        found.sort(key=lambda held: held.document.dates.ordering or date.max)
    elif order == "title":
        found.sort(key=lambda held: held.document.title.casefold())
    elif order == "authority":
        found.sort(key=lambda held: (held.document.authority or "\uffff").casefold())


def _row(held: Holding, known: Mapping[str, Document], parts: Sequence[Holding] = ()) -> Row:
    document, standing = held.document, held.standing

    def other(identity: str | None) -> Link | None:
        found = known.get(identity or "")
        return None if found is None or found.id == document.id else link_of(found)

    dated = spoken_date(document)
    return Row(
        identity=document.id,
        title=document.title or PurePath(document.path).name,
        href=addresses.document(document.id),
        file=PurePath(document.path).name,
        kind=spoken(document.kind),
        authority=authority_link(document.authority),
        dated=dated,
        basis=None if dated.startswith("undated") else BASES[document.dates.basis],
        part_of=other(document.part_of),
        copy_of=other(standing.cited),
        superseded_by=other(standing.superseded_by),
        lacks=lacks_of(document),
        notes=document.notes,
        parts=tuple(_row(part, known) for part in parts),
    )
