"""How the registers look in a terminal: grades as a history, recommendations as lists."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import get_args

from rich.console import Console

from bot.cli.terminal import show_line
from bot.naming import AREAS, LISTS, spoken
from corpus.documents import Document
from corpus.registers.judgements import Area
from corpus.registers.recommendations import Recommendation
from retrieval.registers import Graded, Listed
from retrieval.search.scope import spoken_date

_NOT_GRADED = "–"
_GAP = "  "

Row = tuple[str, Sequence[str]]


def show_grades(console: Console, every: Sequence[Graded]) -> None:
    """A table for each authority: an area a line, an inspection a column, newest first."""
    if not every:
        show_line(console, "No document that was asked for gives a grade.")
    width = console.width - 3 if console.is_terminal else None
    for place, (authority, theirs) in enumerate(groupby(every, lambda g: g.document.authority)):
        _show_authority(console, authority, place)
        inspections = [list(same) for _, same in groupby(theirs, lambda g: g.document.id)]
        for line in _table(list(_rows(inspections)), width):
            show_line(console, line, indent=2)
        for grades in inspections:
            pages = {g.judgement.page for g in grades if g.judgement.page is not None}
            source = _source(grades[0].document, _stands(grades[0].superseded_by))
            if pages:
                source += f" · page {' and '.join(map(str, sorted(pages)))}"
            show_line(console, source, indent=2, hang=4, style="dim")


def show_items(console: Console, every: Sequence[Listed]) -> None:
    """The lists, by authority and document, newest first; each item with its number and page."""
    if not every:
        show_line(console, "No document that was asked for lists what must improve.")
    for place, (authority, theirs) in enumerate(groupby(every, lambda i: i.document.authority)):
        _show_authority(console, authority, place)
        for _, same in groupby(theirs, lambda listed: listed.document.id):
            listed = list(same)
            spent = all(item.spent for item in listed)
            stands = "for its meeting" if spent else _stands(listed[0].superseded_by)
            show_line(console, _source(listed[0].document, stands), indent=2, hang=4)
            for heading, items in groupby((i.recommendation for i in listed), _heading):
                show_line(console, heading, indent=4, style="dim")
                for item in items:
                    where = f" (page {item.page})" if item.page is not None else ""
                    show_line(console, f"{item.number}. {item.text}{where}", indent=4, hang=3)


def _show_authority(console: Console, authority: str | None, place: int) -> None:
    if place:
        console.print()
    show_line(console, authority or "An authority not named", style="bold")


def _stands(superseded_by: str | None) -> str:
    return f"replaced by {superseded_by}" if superseded_by else "current"


def _source(document: Document, stands: str) -> str:
    return " · ".join((document.title, spoken_date(document), document.id, stands))


def _heading(item: Recommendation) -> str:
    board = ", for the safeguarding board" if item.addressee == "board" else ""
    return f"{LISTS[item.kind]}{board}"


def _rows(inspections: Sequence[Sequence[Graded]]) -> Iterator[Row]:
    """The head of the table, then a row for each area that any inspection graded."""
    yield "", [_when(grades[0].document) for grades in inspections]
    columns = [{g.judgement.area: spoken(g.judgement.grade) for g in gs} for gs in inspections]
    for area in get_args(Area):
        if any(area in column for column in columns):
            yield AREAS[area], [column.get(area, _NOT_GRADED) for column in columns]


def _when(document: Document) -> str:
    dates = document.dates
    day = dates.inspected_to or dates.inspected_from or dates.meeting or dates.published
    return "undated" if day is None else f"{day:%b %Y}"


def _table(rows: Sequence[Row], width: int | None) -> Iterator[str]:
    """The rows with their cells below each other; what is wider than `width` goes below."""
    margin = max(len(name) for name, _ in rows)
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in rows), strict=True)]
    first = 0
    while first < len(widths):
        last, taken = first + 1, margin + len(_GAP) + widths[first]
        while last < len(widths) and (width is None or taken + len(_GAP) + widths[last] <= width):
            taken += len(_GAP) + widths[last]
            last += 1
        for name, cells in rows:
            padded = [cells[n].ljust(widths[n]) for n in range(first, last)]
            if set(cells[first:last]) != {_NOT_GRADED}:
                yield _GAP.join((name.ljust(margin), *padded)).rstrip()
        first = last
