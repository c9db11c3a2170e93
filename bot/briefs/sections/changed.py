"""What changed: since the inspection before the newest, and in the index since a day."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.answering.telling import Statement
from bot.briefs.content import Block, Cell, Note, Section, Table, Told
from bot.briefs.material import Material
from bot.briefs.sections.glance import NOT_GRADED, in_a_table
from bot.briefs.wording import day, named_within, short, words
from bot.naming import spoken
from corpus.documents import INSPECTORS_KINDS, Document
from retrieval.changes import Change, Regraded, changes, changes_since
from retrieval.registers import Graded, Listed
from retrieval.search.scope import spoken_date

TITLE: Final = "What changed"


def changed(material: Material, *, in_short: bool = False) -> Section | None:
    """What the newest inspection changed, and what came into the index; None where neither is told.

    What came since a day is told where the brief was asked for with one; in short that alone.
    """
    inspection = None if in_short else _since_inspection(material)
    day = _since_day(material, inspection.blocks if inspection is not None else ())
    told = tuple(part for part in (inspection, day) if part is not None)
    return Section(TITLE, (), told) if told else None


def _since_day(material: Material, above: tuple[Block, ...]) -> Section | None:
    """What came into the index since the day that was asked for, and what else it changed."""
    since, earlier = material.wanted.since, material.earlier
    if since is None or earlier is None:
        return None
    title = f"In the index since {day(since)}"
    found = next(iter(changes_since(earlier, material.holdings)), None)
    documents = tuple(_documents(material, found)) if found is not None else ()
    told = tuple(_told(material, found)) if found is not None else ()
    if told and told == above:
        told = (Note(words("stands_above")),)
    nothing = Note(words("nothing_came", since=day(since)))
    return Section(title, (*documents, *told) or (nothing,))


def _since_inspection(material: Material) -> Section | None:
    """What the newest inspection changed; None where it does not stand, or is the only one."""
    reports = [r for r in material.reports if r.dates.ordering is not None]
    if not reports or reports[0].id in material.replaced:
        return None
    newest = reports[0].dates.ordering
    previous = next((r for r in reports if r.dates.ordering != newest), None)
    if previous is None:
        return None
    until = previous.dates.ordering
    assert until is not None
    there = {
        document.id
        for document in material.holdings.documents
        if document.dates.ordering is not None and document.dates.ordering <= until
    }
    found = next(iter(changes(material.holdings.only(there), material.holdings)), None)
    blocks = tuple(_told(material, found)) if found is not None else ()
    return Section(f"Since {named_within(previous)}", blocks) if blocks else None


def _documents(material: Material, change: Change) -> Iterator[Block]:
    """The documents that came, went, or were replaced, of those that the brief may use."""
    rows = (
        *(_row(d, "New") for d in change.came if material.uses(d)),
        *(_row(d, "No longer in the index") for d in change.went),
        *(
            _row(old, f"Replaced by {named_within(new)}")
            for old, new in change.replaced
            if material.uses(old, new)
        ),
    )
    if rows:
        yield Table("Documents", ("Document", "Kind", "Of", "What changed"), rows)


def _row(document: Document, what: str) -> tuple[Cell, ...]:
    return (document.title, spoken(document.kind).capitalize(), spoken_date(document), what)


def _told(material: Material, change: Change) -> Iterator[Block]:
    """Grades that moved, and what is asked for that was not, still is, or no longer is."""
    yield from _grades(material, change.grades)
    for heading, entries in (
        ("asked_now", change.new),
        ("asked_again", change.kept),
        ("asked_no_longer", change.dropped),
    ):
        yield from _items(material, words(heading), entries)


def _grades(material: Material, every: Sequence[Regraded]) -> Iterator[Block]:
    """A row for each area whose grade is another, where both inspections could be read."""
    after = next((each.after.document for each in every if each.after is not None), None)
    before = next((each.before.document for each in every if each.before is not None), None)
    if after is None or before is None or not material.uses(after, before):
        return
    rows = [
        (in_a_table(each.area), _grade(material, each.after), _grade(material, each.before))
        for each in every
        if not each.is_same
    ]
    if rows:
        head = ("Area", spoken_date(after), spoken_date(before))
        yield Table(words("regraded"), head, tuple(rows))
    if len(rows) < len(every):
        yield Note(words("graded_the_same" if rows else "none_regraded"))


def _grade(material: Material, graded: Graded | None) -> Cell:
    if graded is None:
        return NOT_GRADED
    passage = material.passage(graded.judgement.passage_id)
    told = None
    if passage is not None:
        told = material.teller.grade(graded.judgement, passage, graded.document)
    return told or NOT_GRADED


def _items(material: Material, heading: str, entries: Sequence[Listed]) -> Iterator[Block]:
    """Items under who asks for them; with a topic those that speak of it."""
    topic = material.topic
    wanted = [
        entry
        for entry in entries
        if material.uses(entry.document)
        and (topic is None or topic.speaks(entry.recommendation.text))
    ]
    # What inspectors ask for comes before what panels of the council do.
    wanted.sort(key=lambda entry: entry.document.kind not in INSPECTORS_KINDS)
    for document, group in groupby(wanted, lambda entry: entry.document):
        told = [material.item(entry) for entry in group]
        items: list[Statement] = [statement for statement in told if statement is not None]
        if items:
            yield Told(f"{heading} – {short(document)}", tuple(items))
