"""Where documents disagree, and figures that moved."""

import re
from collections.abc import Iterator

from bot.answering.columns import beside_words
from bot.answering.telling import Statement
from bot.briefs.content import Block, Note, Section, SeriesPicture, Table, Told
from bot.briefs.disagreeing import Spoken, differing
from bot.briefs.findings import Finding, told
from bot.briefs.material import Material
from bot.briefs.wording import words
from corpus.documents import Document
from corpus.periods import Period
from corpus.tables import TableRow, Value, row_of
from retrieval.search.scope import spoken_date

_MOST_PAIRS, _MOST_SERIES = 8, 4
_FEWEST_POINTS = 3
_FIGURE = re.compile(r"\s*(£?)\s?(\d[\d,]*(?:\.\d+)?)\s*(%?)\s*")


def disagreements(material: Material) -> Section:
    """Pairs of statements side by side, then rows of figures with a chart each."""
    blocks = list(_pairs(material)) or [Note(words("no_disagreement"))]
    series = tuple(_series(material))
    parts = (Section("Figures that moved", series),) if series else ()
    return Section("Where documents disagree", tuple(blocks), parts)


def _pairs(material: Material) -> Iterator[Block]:
    shown: list[Block] = []
    for one, other in differing(material, 2 * _MOST_PAIRS):
        cells = [_told(material, spoken) for spoken in (one, other)]
        if len(shown) == _MOST_PAIRS:
            break
        first, second = cells
        if first is None or second is None:
            continue
        heads = tuple(
            f"{spoken.sentence.document.title}, {spoken_date(spoken.sentence.document)}"
            for spoken in (one, other)
        )
        caption = f"Perhaps at odds ({len(shown) + 1})"
        shown.append(Table(caption, heads, ((first, second),)))
    if shown:
        yield Note(words("perhaps_differ"))
        yield from shown


def _told(material: Material, spoken: Spoken) -> Statement | None:
    found = told(material, [Finding(spoken.sentence, 0.0, "")], 1, [])
    return found[0] if found else None


def _series(material: Material) -> Iterator[Block]:
    """Rows of the newest tables of figures, on the topic or in their own order."""
    found = 0
    for document in material.papers:
        if document.kind != "performance_report" or document.id in material.replaced:
            continue
        for passage in material.passages(document):
            row = row_of(passage)
            if row is None or found == _MOST_SERIES:
                continue
            about = " ".join((*row.captions, row.label.text))
            if material.topic is not None and not material.topic.speaks(about):
                continue
            picture = _picture(row, document)
            statement = material.teller.row(passage, document) if picture else None
            if picture is None or statement is None:
                continue
            found += 1
            yield picture
            yield Told("The figures as they stand", (statement,))


def _picture(row: TableRow, document: Document) -> SeriesPicture | None:
    """The figures of a row that are of one unit, by period; None where they are too few."""
    dated = [value for value in row.values if _period(value) is not None]
    if len({_kind(value) for value in dated}) != 1:
        return None
    read = [(value, _FIGURE.fullmatch(value.cell.text)) for value in dated]
    points = [(value, match) for value, match in read if match is not None]
    units = {(match[1], match[3]) for _, match in points}
    if len({match[2] for _, match in points}) < 2:
        return None  # nothing moved
    if len(points) < _FEWEST_POINTS or len(units) != 1 or len(points) != len(dated):
        return None
    ((pounds, share),) = units
    values = tuple(
        (value.column.name if value.column else "", float(match[2].replace(",", "")))
        for value, match in points
    )
    caption = f"{row.label.text} ({document.title}, {spoken_date(document)})"
    shown = ", ".join(f"{name}: {pounds}{figure:g}{share}" for name, figure in values)
    return SeriesPicture(caption, f"{row.label.text}. {shown}.", values, pounds or share)


def _kind(value: Value) -> str:
    period = _period(value)
    return period.kind if period is not None else ""


def _period(value: Value) -> Period | None:
    """The period of a figure of the place's own; targets and other places' have none."""
    if value.column is None or not value.is_figure or beside_words(value.column.name):
        return None
    periods = value.column.periods
    return periods[0] if len(periods) == 1 else None
