"""How neighbours fared: the newest inspection of other authorities of the corpus."""

from collections.abc import Iterator

from bot.answering.grades.rows import AREAS_IN_WORDS
from bot.answering.selection.sentences import Sentence
from bot.briefs.content import Block, Cell, Note, Section, Table, Told
from bot.briefs.findings import findings_of, told
from bot.briefs.material import Material
from bot.briefs.sections.glance import newest_of_each
from bot.briefs.wording import counted, words
from corpus.documents import Document
from corpus.registers.judgements import Area
from retrieval.search.scope import spoken_date

_MOST = 10
_MOST_TOLD = 2
_AREAS: tuple[Area, ...] = ("overall_effectiveness", "leaders", "help_and_protection")


def neighbours(material: Material) -> Section:
    """Their grades side by side, and what was found there on the topic."""
    newest = newest_of_each(material.others)
    shown = dict(list(newest.items())[:_MOST])
    topic = f", on {material.topic.title}" if material.topic is not None else ""
    count = counted(len(shown), "other authority", "other authorities")
    blocks: list[Block] = [Note(words("neighbours", count=count, topic=topic))]
    if left := len(newest) - len(shown):
        blocks.append(Note(words("neighbours_left", left=left)))
    rows = tuple(_row(material, name, document) for name, document in shown.items())
    if rows:
        head = ("Authority", "Inspected", *(_titled(area) for area in _AREAS))
        blocks.append(Table("Grades of the newest inspection of each", head, rows))
    for name, document in shown.items():
        blocks += _findings(material, name, document)
    return Section("How neighbours fared", tuple(blocks))


def _row(material: Material, name: str, document: Document) -> tuple[Cell, ...]:
    cells: list[Cell] = [name, spoken_date(document)]
    rows = {row.area: row for row in material.library.registers.judgements.get(document.id, ())}
    for area in _AREAS:
        row = rows.get(area)
        passage = material.passage(row.passage_id) if row is not None else None
        said = (
            material.teller.grade(row, passage, document)
            if row is not None and passage is not None
            else None
        )
        cells.append(said or "not graded")
    return tuple(cells)


def _findings(material: Material, name: str, document: Document) -> Iterator[Block]:
    if material.topic is None:
        return
    material.count("Reading neighbours", 1, 1)
    findings = findings_of(material, document, material.matters)
    taken: list[Sentence] = []
    said = told(material, findings[material.topic.title], _MOST_TOLD, taken)
    label = f"{name}, inspected {spoken_date(document)}"
    if said:
        yield Told(label, said)
    else:
        yield Note(f"{label}: {words('neighbour_silent')}")


def _titled(area: Area) -> str:
    text = AREAS_IN_WORDS[area]
    return text[0].upper() + text[1:]
