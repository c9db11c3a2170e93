"""What is known of an authority: its inspections, visits and grades over the years."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot import addresses
from bot.naming import AREAS, spoken
from bot.web.library.listing import Link, link_of
from bot.web.library.timeline import Seen, Timeline, grade_words, timeline_of
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.registers.judgements import Grade
from retrieval.registers import Graded, Holding
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_inspection


@dataclass(frozen=True, slots=True)
class Told:
    """A grade and where it stands."""

    grade: Grade
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Overview:
    """An authority in a line: its documents, its newest inspection, and what that came to."""

    name: str
    href: str
    documents: int
    newest: Link | None
    overall: Told | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """A column of the table of grades; it is current where no newer one is in its place."""

    document: Link
    when: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class GradesOf:
    """A row of that table: an area, and its grade by each inspection, None where it has none."""

    area: str
    grades: tuple[Told | None, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit or an inspection without grades."""

    document: Link
    kind: str
    dated: str


@dataclass(frozen=True, slots=True)
class History:
    """The grades as a picture and as a table, and visits; `undated` stand in no picture."""

    picture: Timeline | None
    inspections: tuple[Inspection, ...]
    rows: tuple[GradesOf, ...]
    visits: tuple[Visit, ...]
    undated: int


def overviews(every: Sequence[Holding]) -> list[Overview]:
    """Each authority that documents are about, by name. `every` is all there are."""
    theirs: defaultdict[str, list[Holding]] = defaultdict(list)
    for held in every:
        if held.document.authority is not None:
            theirs[held.document.authority].append(held)
    return [_overview(name, theirs[name]) for name in sorted(theirs)]


def history_of(every: Sequence[Holding], graded: Sequence[Graded], today: date) -> History:
    """The history of one authority.

    `every` are its documents, newest first, `graded` all of its grades, which come inspection
    by inspection.
    """
    inspections = [tuple(same) for _, same in groupby(graded, lambda each: each.document.id)]
    grading = {each.document.id for each in graded}
    visits = [
        held.document
        for held in every
        if held.document.kind in INSPECTORS_KINDS
        and held.standing.cited == held.document.id
        and grading.isdisjoint((held.document.id, *held.standing.duplicates))
    ]
    seen = [_grade_seen(each) for each in graded] + [_visit_seen(document) for document in visits]
    dated = [each for each in seen if each is not None]
    undated = {d.id for d in (*visits, *(g.document for g in graded)) if d.dates.ordering is None}
    return History(
        timeline_of(dated, today),
        tuple(_inspection(same[0]) for same in inspections),
        tuple(_rows(inspections)),
        tuple(Visit(link_of(d), spoken(d.kind), spoken_date(d)) for d in visits),
        len(undated),
    )


def _overview(name: str, theirs: Sequence[Holding]) -> Overview:
    by_id = {held.document.id: held for held in theirs}
    newest = newest_inspection(
        [held.document for held in theirs if held.standing.cited == held.document.id]
    )
    overall = None
    if newest is not None:
        held = by_id[newest.id]
        grades = held.standing.grades or next(
            (by_id[i].standing.grades for i in held.standing.duplicates if i in by_id), ()
        )
        overall = next(
            (_told(g) for g in grades if g.judgement.area == "overall_effectiveness"), None
        )
    link = None if newest is None else link_of(newest)
    return Overview(name, addresses.authority(name), len(theirs), link, overall)


def _rows(inspections: Sequence[Sequence[Graded]]) -> list[GradesOf]:
    told = [{each.judgement.area: _told(each) for each in same} for same in inspections]
    return [
        GradesOf(words, tuple(grades.get(area) for grades in told))
        for area, words in AREAS.items()
        if any(area in grades for grades in told)
    ]


def _inspection(first: Graded) -> Inspection:
    link = Link(first.document.title, addresses.document(first.document.id))
    return Inspection(link, spoken_date(first.document), first.current)


def _told(graded: Graded) -> Told:
    grade = graded.judgement.grade
    return Told(grade, grade_words(grade), _where(graded))


def _where(graded: Graded) -> str:
    return addresses.passage(graded.document.id, graded.judgement.passage_id)


def _grade_seen(graded: Graded) -> Seen | None:
    day, judgement = graded.document.dates.ordering, graded.judgement
    if day is None:
        return None
    said = f"{AREAS[judgement.area]}: {spoken(judgement.grade)}. {_called(graded.document)}"
    return Seen(day, _where(graded), said, judgement.area, judgement.grade)


def _visit_seen(document: Document) -> Seen | None:
    day = document.dates.ordering
    if day is None:
        return None
    kind = spoken(document.kind).capitalize()
    return Seen(day, addresses.document(document.id), f"{kind}, no grade. {_called(document)}")


def _called(document: Document) -> str:
    return link_of(document).words
