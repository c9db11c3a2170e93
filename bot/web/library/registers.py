"""The registers as pages: what must improve, and how it was graded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Literal, get_args

from bot import addresses
from bot.naming import AREAS, LISTS, spoken
from bot.web.library.choices import Choices
from bot.web.library.listing import Link, link_of
from corpus.documents import KINDS, Document
from corpus.registers.judgements import Area, Grade
from retrieval.query import Filters
from retrieval.registers import Graded, Listed

Which = Literal["current", "all"]

NAMES: Final = ("authority", "kind", "from", "to", "which")
OF_ITEMS: Final = (*NAMES, "board")
OF_GRADES: Final = (*NAMES, "area", "grade")
WHICH: Final[Mapping[Which, str]] = {
    "current": "Current ones only",
    "all": "All, earlier ones too",
}
GRADES: Final = get_args(Grade)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list in its own words, and where it stands."""

    number: int
    text: str
    page: int | None
    href: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """Items of one document under one heading. `stands` marks them where they are not current."""

    heading: str
    document: Link
    stands: str | None
    newer: Link | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A grade in the words that give it, and where it stands."""

    authority: Link
    area: str
    grade: str
    shade: Grade
    document: Link
    page: int | None
    href: str
    quote: str
    current: bool
    newer: Link | None


@dataclass(frozen=True, slots=True)
class OfAuthority:
    """The lists of one authority, newest first; `name` is None where none is known."""

    name: str | None
    href: str | None
    lists: tuple[ListOf, ...]


def filters_of(choices: Choices) -> Filters:
    """The filters that are chosen, years as their first and last day."""
    authority, kind = choices.chosen.get("authority"), choices.word("kind", KINDS)
    first, last = choices.year("from"), choices.year("to")
    return Filters(
        authorities=(authority,) if authority else (),
        kinds=(kind,) if kind else (),
        first=None if first is None else date(first, 1, 1),
        last=None if last is None else date(last, 12, 31),
    )


def which_of(choices: Choices) -> Which:
    """Whether the current entries are chosen, which they are from the start, or all."""
    return choices.word("which", WHICH) or "current"


def chosen_grades(every: Sequence[Graded], choices: Choices) -> list[Graded]:
    """The grades that are chosen by more than filters: current, of an area, of a grade."""
    area, grade = choices.word("area", AREAS), choices.word("grade", GRADES)
    only_current = which_of(choices) == "current"
    return [
        graded
        for graded in every
        if (graded.current or not only_current)
        and (area is None or graded.judgement.area == area)
        and (grade is None or graded.judgement.grade == grade)
    ]


def whole_lists(every: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """The items by the list that they stand in, so that no page cuts one."""
    return [
        tuple(items)
        for _, items in groupby(
            every, lambda each: (each.document.id, each.recommendation.kind, each.spent)
        )
    ]


def by_authority(
    lists: Sequence[Sequence[Listed]], known: Mapping[str, Document]
) -> list[OfAuthority]:
    """Lists as they are shown; `known` are all documents by id."""
    return [
        OfAuthority(
            name,
            None if name is None else addresses.authority(name),
            tuple(_list_of(items, known) for items in theirs),
        )
        for name, theirs in groupby(lists, lambda items: items[0].document.authority)
    ]


def rows_of(every: Sequence[Graded], known: Mapping[str, Document]) -> list[Row]:
    """Grades as they are shown; `known` are all documents by id."""
    return [
        Row(
            authority=_authority(graded.document),
            area=AREAS[graded.judgement.area],
            grade=spoken(graded.judgement.grade),
            shade=graded.judgement.grade,
            document=link_of(graded.document),
            page=graded.judgement.page,
            href=addresses.passage(graded.document.id, graded.judgement.passage_id),
            quote=graded.judgement.quote,
            current=graded.current,
            newer=_newer(graded.superseded_by, known),
        )
        for graded in every
    ]


def areas_of(every: Sequence[Graded]) -> list[Area]:
    """The areas that are graded, in their order."""
    graded = {each.judgement.area for each in every}
    return [area for area in AREAS if area in graded]


def _list_of(items: Sequence[Listed], known: Mapping[str, Document]) -> ListOf:
    first = items[0]
    heading = LISTS[first.recommendation.kind]
    if first.recommendation.addressee == "board":
        heading += ", for the safeguarding board"
    stands = None
    if first.superseded_by is not None:
        stands = "Superseded"
    elif first.spent:
        stands = "For its meeting alone"
    return ListOf(
        heading,
        link_of(first.document),
        stands,
        _newer(first.superseded_by, known),
        tuple(
            Item(
                each.recommendation.number,
                each.recommendation.text,
                each.recommendation.page,
                addresses.passage(each.document.id, each.recommendation.passage_id),
            )
            for each in items
        ),
    )


def _newer(identity: str | None, known: Mapping[str, Document]) -> Link | None:
    found = known.get(identity or "")
    return None if found is None else link_of(found)


def _authority(document: Document) -> Link:
    name = document.authority
    return Link("Not known", "") if name is None else Link(name, addresses.authority(name))
