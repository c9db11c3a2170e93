"""At a glance: grades now and before, what is current, and what is not known."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, groupby, pairwise

from bot.answering.grades.rows import AREAS_IN_WORDS
from bot.answering.telling import Statement
from bot.briefs.content import Block, Cell, GradePicture, Note, Section, Table, Told
from bot.briefs.material import Material
from bot.briefs.wording import counted, day, short, words
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.registers.judgements import Area
from retrieval.search.scope import spoken_date

Graded = tuple[Document, dict[Area, Statement]]
"""An inspection and the grades that it gave."""

TITLE, UNKNOWN = "At a glance", "What is not known"
_MOST_INSPECTIONS, _NOW_AND_BEFORE = 4, 2
_MOST_UNKNOWN = 3
NOT_GRADED, _UNTOLD = "not graded", "in the full brief"
_OVERALL: Area = "overall_effectiveness"
# Inspections come every three years or so; a longer silence may be a report that is missing.
_LONG_YEARS = 6


def glance(material: Material) -> Section:
    """Grades, the current lists in a line each, and what is not known."""
    blocks = [*_grades(graded(material)[:_MOST_INSPECTIONS]), *_current(material)]
    unknown = tuple(Note(text) for text in unknown_of(material))
    parts = (Section(UNKNOWN, unknown),) if unknown else ()
    return Section(TITLE, tuple(blocks), parts)


def glance_in_short(
    grades: Sequence[Graded], unknown: Sequence[str], *, earlier_areas: bool
) -> Section:
    """Grades now and before, and the first of what is not known.

    Without `earlier_areas` less is told: of the inspection before the overall grade alone.
    """
    if grades:
        told = grades[:_NOW_AND_BEFORE]
        areas = _areas(told[:1])
        untold = () if earlier_areas else [area for area in areas if area != _OVERALL]
        blocks: list[Block] = [_table(told, areas, untold)]
    else:
        blocks = [Note(words("no_grades"))]
    shown = list(unknown[: _MOST_UNKNOWN if earlier_areas else 1])
    if left := len(unknown) - len(shown):
        shown.append(words("more_unknown", left=counted(left, "more", "more")))
    if shown:
        blocks.append(Note(" ".join((words("not_known"), *shown))))
    return Section(TITLE, tuple(blocks))


def unknown_in(glance: Section) -> list[str]:
    """What the section, of the full brief or in short, says is not known."""
    parts = (part.blocks for part in glance.parts if part.title == UNKNOWN)
    listed = [block.text for block in chain.from_iterable(parts) if isinstance(block, Note)]
    begins = f"{words('not_known')} "
    notes = [block.text for block in glance.blocks if isinstance(block, Note)]
    return [*listed, *(text.removeprefix(begins) for text in notes if text.startswith(begins))]


def graded(material: Material) -> list[Graded]:
    """The inspections that gave grades, newest first, with those that are borne out."""
    found: list[Graded] = []
    for document in material.inspections:
        grades: dict[Area, Statement] = {}
        for row in material.library.registers.judgements.get(document.id, ()):
            passage = material.passage(row.passage_id)
            told = material.teller.grade(row, passage, document) if passage else None
            if told is not None:
                grades[row.area] = told
        if grades:
            found.append((document, grades))
    return found


def _grades(every: Sequence[Graded]) -> Iterator[Block]:
    """A table, and a picture of the same."""
    if not every:
        yield Note(words("no_grades"))
        return
    areas = _areas(every)
    yield _table(every, areas)
    if any(area not in grades for _, grades in every for area in areas):
        yield Note(words("not_graded"))
    if len(every) > 1:
        yield _picture(every[::-1], areas)


def _areas(every: Sequence[Graded]) -> list[Area]:
    return [area for area in AREAS_IN_WORDS if any(area in grades for _, grades in every)]


def _table(every: Sequence[Graded], areas: Sequence[Area], untold: Collection[Area] = ()) -> Table:
    """The grades side by side, but for those of `untold` areas before the newest inspection."""
    rows: list[tuple[Cell, ...]] = [
        (
            in_a_table(area),
            *(
                _UNTOLD
                if number and area in untold and area in grades
                else grades.get(area, NOT_GRADED)
                for number, (_, grades) in enumerate(every)
            ),
        )
        for area in areas
    ]
    caption = f"Grades of {counted(len(every), 'inspection')}, the newest first"
    return Table(caption, ("Area", *(spoken_date(d) for d, _ in every)), tuple(rows))


def _picture(oldest_first: Sequence[Graded], areas: Sequence[Area]) -> GradePicture:
    picture = tuple(
        (in_a_table(area), tuple(_text(grades.get(area)) for _, grades in oldest_first))
        for area in areas
    )
    alt = "; ".join(
        f"{area}: "
        + ", ".join(
            f"{grade or NOT_GRADED} in {_month(document)}"
            for grade, (document, _) in zip(grades, oldest_first, strict=True)
        )
        for area, grades in picture
    )
    return GradePicture(
        "Grades then and now",
        f"Grades by area and inspection. {alt}.",
        tuple(_month(document) for document, _ in oldest_first),
        picture,
    )


def _current(material: Material) -> Iterator[Block]:
    """How many items each current list has, and when its inspection was."""
    entries = sorted(material.current, key=lambda e: e.document.kind not in INSPECTORS_KINDS)
    for document, group in groupby(entries, lambda entry: entry.document):
        for kind, of_kind in groupby(group, lambda entry: entry.recommendation.kind):
            told = [material.item(entry) for entry in of_kind]
            items = [statement for statement in told if statement is not None]
            if len(items) == len(told) and (count := material.teller.count(items, kind)):
                yield Told(f"Current list: {short(document)}", (count,))


def unknown_of(material: Material) -> Iterator[str]:
    """What a reader has to know is missing or doubtful, in sentences."""
    reports = material.reports
    if not material.inspections:
        yield words("no_inspection")
    listing = [e.document for e in material.current if e.document.kind in INSPECTORS_KINDS]
    if reports and listing and reports[0].id not in {d.id for d in listing}:
        newest, older = spoken_date(reports[0]), spoken_date(listing[0])
        yield words("newest_lists_nothing", newest=newest, listed=older)
    elif not material.current:
        yield words("no_list")
    days = [d.dates.ordering for d in reports if d.dates.ordering]
    for later, earlier in pairwise(days):
        if later.year - earlier.year > _LONG_YEARS:
            yield words("long_gap", earlier=day(earlier), later=day(later))
    if reports and not any(d.kind in INSPECTORS_KINDS for d in material.after(reports[0])):
        yield words("no_letters")
    if not material.papers:
        yield words("no_papers")
    yield from _doubts(material)
    if material.unread:
        yield words("unread", count=counted(material.unread, "file"))


def _doubts(material: Material) -> Iterator[str]:
    """What is doubtful about the days of documents; what several have in common once."""
    doubtful: dict[str, list[str]] = {}
    for document in material.documents:
        dated = spoken_date(document)
        # The list of sources says of each how its day of publication is known.
        notes = [note for note in document.notes if "publication date" not in note]
        for note in notes:
            doubtful.setdefault(note, []).append(f"{document.title}, {dated}")
        if not notes and dated.startswith("undated"):
            yield words("undated", title=document.title, dated=dated)
    for note, titles in doubtful.items():
        yield words("doubts", titles="; ".join(titles), note=note)


def in_a_table(area: Area) -> str:
    """What an area is called at the head of a row."""
    text = AREAS_IN_WORDS[area]
    return text[0].upper() + text[1:]


def _text(statement: Statement | None) -> str | None:
    return None if statement is None else statement.text


def _month(document: Document) -> str:
    dated, when = spoken_date(document), document.dates.ordering
    return f"{when:%B %Y}" if when and dated[:1].isdigit() else dated


def newest_of_each(documents: Sequence[Document]) -> dict[str, Document]:
    """The newest report of an inspection of each authority."""
    found: dict[str, Document] = {}
    for document in documents:
        if document.kind == "inspection_report" and document.authority:
            found.setdefault(document.authority, document)
    return found
