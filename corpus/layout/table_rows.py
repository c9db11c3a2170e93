"""Rows of a file put together as tables: which are headings, which go on, what they stand under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.layout.blocks import Block
from corpus.layout.cleaning import folded
from corpus.layout.lines import Cell, Part
from corpus.periods import periods_in

_GRADE = re.compile(
    r"(?:outstanding|good|requires improvement(?: to be good)?|inadequate|adequate)\W*\Z",
    re.IGNORECASE,
)
# "1.9% (72/3844)", "£619 535", "17 (+2 in September)", "n/a": a figure, or what stands for one.
_FIGURE = re.compile(
    r"[<>≤≥~+−–-]?\s?[£$€]?\d[\d,.\s]*(?:%|[kmKM]|bn|p|pp)?(?:\s*[(\[*].*)?\Z|"
    r"(?:n/?a|tbc|nil|-|–|—|\*|\.\.)\Z",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(?:table|figure|chart|graph|appendix|annex)\s+\w{1,3}\b", re.IGNORECASE)
# A sentence or the first of two facts ("Date: …"), and no heading; "No." is one.
_STOPS = re.compile(r"(?:[;:]|\s\S+\s\S+\s\S+\.)\Z")
# What heads the second of two columns; any other two words may be the first row.
_COLUMN = re.compile(
    r"\b(?:numbers?|no|total|percentage|per cent|rate|value|target|count|amount|costs?|budget|"
    r"actual|figures?|scores?|results?|grades?|judge?ments?|outturn|performance|page|date|details?|"
    r"description|definition|purpose|role|name|response|actions?|who|when|status)\b|[%£#]",
    re.IGNORECASE,
)
# A heading of a column is a few words; a row that spans a table is a line; else it is text.
_HEADING_WORDS, _CAPTION_WORDS, _TABLE_CAPTION_WORDS = 12, 14, 40
_MOST_HEADERS = 3
_GRADE_CELLS = 3


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table passage: cells in their places, or one stretch of words.

    `joined`: the cells may be told apart by the columns that they stand in.
    """

    cells: tuple[Cell, ...]
    joined: bool = False

    @property
    def parts(self) -> list[Part]:
        """All stretches of the line, in order."""
        return [part for cell in self.cells for part in cell.parts]

    def filled_from_left(self) -> list[Sequence[Part]]:
        """The stretches of each cell up to the last that is not empty."""
        last = max(i for i, cell in enumerate(self.cells) if cell.parts)
        return [cell.parts for cell in self.cells[: last + 1]]


@dataclass(frozen=True, slots=True)
class Tabled:
    """What becomes a passage: a row under its head, a table of grades, or running text."""

    kind: Literal["table", "text"]
    lines: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    gap: bool

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.text]

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.filled)

    @property
    def alone(self) -> bool:
        """One cell, in the first place: it spans the table."""
        return len(self.filled) == 1 and bool(self.cells[0].text)

    def figures(self) -> int:
        """How many of its cells are figures, whatever numbers the row left out.

        Years and months head columns and are none.
        """
        return sum(is_figure(cell.text) for cell in self.cells[1:])


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure: an amount, a share, a dash for none. A period is none."""
    if not text or _FIGURE.match(text) is None:
        return False
    periods = periods_in(text)
    return not (periods and periods[0].start == 0 and periods[0].end == len(text))


def caption_of(block: Block | None) -> Block | None:
    """The block before a table, where it is the table's caption: short, or "Table 1 – …"."""
    if block is None or block.kind not in ("text", "numbered"):
        return None
    words = len(block.text.split())
    if _TABLE.match(block.text) and words <= _TABLE_CAPTION_WORDS:
        return block
    return block if block.kind == "text" and words <= _CAPTION_WORDS else None


def tabled(rows: Sequence[Block], caption: Block | None) -> Iterator[Tabled]:
    """The passages of rows that follow one another, each row under its headings.

    `caption` is the block before them (see `caption_of`). A table ends where the rows change
    their form; one that goes on over a blank line or a page keeps its headings.
    """
    above = () if caption is None else (_line_of(caption),)
    for table in _tables(_in_rows(rows)):
        yield from _Table(table, above).passages()
        above = ()


def _line_of(block: Block) -> TableLine:
    return TableLine((Cell(block.text, tuple(block.parts)),))


def _in_rows(blocks: Sequence[Block]) -> list[_Row]:
    """The rows with words in them; a page's end counts as a gap."""
    found: list[_Row] = []
    page = None
    for block in blocks:
        gap = block.gap or (page is not None and block.parts[0][0] != page)
        page = block.parts[-1][0]
        row = _Row(block.cells, gap and bool(found))
        if row.filled:
            found.append(row)
    # Bars at both ends of every line are the frame of the table and end no cell.
    framed = all(len(r.cells) > 2 and not r.cells[0].text + r.cells[-1].text for r in found)
    return [replace(row, cells=row.cells[1:-1]) for row in found] if framed else found


def _tables(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows parted into tables: a gap parts them unless what follows has the same form."""
    table: list[_Row] = []
    for position, row in enumerate(rows):
        if table and row.gap and not _goes_on(table, row, rows[position + 1 : position + 3]):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _goes_on(table: Sequence[_Row], row: _Row, after: Sequence[_Row]) -> bool:
    """Whether a row after a gap belongs to the table before it."""
    if _same(row, table[0]) or (len(table) > 1 and _same(row, table[1])):
        return True
    if all(_is_graded(r) for r in (table[-1], row)):
        return True
    if len(row.cells) != max(len(r.cells) for r in table):
        return False
    # Headings of another table: words alone, over rows of figures.
    figured = any(r.figures() for r in after)
    return not (_may_head(row) and not row.figures() and figured)


def _same(row: _Row, other: _Row) -> bool:
    return folded(row.text).lower() == folded(other.text).lower()


def _is_graded(row: _Row) -> bool:
    """Whether a row ends in a grade, after a label."""
    filled = row.filled
    return (
        1 < len(filled) <= _GRADE_CELLS
        and _GRADE.fullmatch(filled[-1].text) is not None
        and _GRADE.fullmatch(filled[0].text) is None
    )


def _may_head(row: _Row) -> bool:
    """Whether a row reads like headings: several cells of a few words, no figures, no stops."""
    filled = row.filled
    if row.figures() or is_figure(row.cells[0].text) or row.alone:
        return False
    return all(
        len(cell.text.split()) <= _HEADING_WORDS and not _STOPS.search(cell.text) for cell in filled
    )


class _Table:
    """One table: its captions, its headings, its rows."""

    def __init__(self, rows: Sequence[_Row], above: tuple[TableLine, ...]) -> None:
        self._above = above
        self._header: list[_Row] = []
        self._body: list[_Row] = []
        # One line over the whole table is its caption; several are rows without figures.
        titled = len(rows) > 1 and rows[0].alone and not rows[1].alone and self._is_line(rows[0])
        first = int(titled)
        self._titles = list(rows[:first])
        self._take_header(rows[first:])
        first += len(self._header)
        self._take_body(rows[first:])

    @staticmethod
    def _is_line(row: _Row) -> bool:
        return len(row.text.split()) <= _CAPTION_WORDS

    def _take_header(self, rows: Sequence[_Row]) -> None:
        if len(rows) < 2 or not _may_head(rows[0]) or _is_graded(rows[0]):
            return
        if not self._heads(rows[0], [row for row in rows[1:] if not row.alone]):
            return
        self._header.append(rows[0])
        for row in rows[1:_MOST_HEADERS]:
            # What stands right under the headings and has no label of its own parts them.
            if row.gap or row.cells[0].text or not _may_head(row) or row is rows[-1]:
                break
            self._header.append(row)

    @staticmethod
    def _heads(head: _Row, body: Sequence[_Row]) -> bool:
        """Whether the first row is a table's headings, and not its first facts."""
        if not head.cells[0].text or any(periods_in(cell.text) for cell in head.cells[1:]):
            return True
        if len(head.cells) == 2:
            return _COLUMN.search(head.cells[1].text) is not None
        if any(row.figures() for row in body):
            return len(head.filled) > 2
        # Words alone: headings are shorter than what stands under them.
        if not body or any(len(row.cells) != len(head.cells) for row in body):
            return False
        longest = max(len(cell.text.split()) for cell in head.filled)
        typical = sorted(max(len(c.text.split()) for c in row.filled) for row in body)
        return all(_is_graded(row) for row in body) or longest < typical[len(typical) // 2]

    def _take_body(self, rows: Sequence[_Row]) -> None:
        after_break = False
        repeated = 0
        for row in rows:
            after_break = after_break or row.gap
            if row.gap:
                repeated = 0
            if repeated < len(self._header) and after_break and _same(row, self._header[repeated]):
                repeated += 1
                continue
            if after_break and self._body and self._continues(row):
                self._body[-1] = _merged(self._body[-1], row)
            else:
                self._body.append(row)
            after_break = False

    def _continues(self, row: _Row) -> bool:
        """Whether a row at the top of a page goes on from the last one of the page before."""
        last = self._body[-1]
        if row.figures() or len(row.cells) != len(last.cells) or last.alone:
            return False
        first = row.cells[0].text
        return not first or (first[0].islower() and not last.figures())

    def passages(self) -> Iterator[Tabled]:
        """The rows, each with captions and headings above it; grades together."""
        titles = [TableLine(row.cells[:1]) for row in self._titles]
        rows = [row for row in self._body if not row.alone]
        if rows and all(_is_graded(row) for row in rows) and not self._headed_by_periods():
            yield from self._grades(titles)
            return
        header = self._headings(rows)
        section: tuple[TableLine, ...] = ()
        apart: list[TableLine] = list(titles) if not rows else []
        if not rows:
            apart += [TableLine(row.cells) for row in self._header]
        for position, row in enumerate(self._body):
            line = TableLine(row.cells[:1])
            if row.alone and len(row.cells) > 2 and self._heads_rows(position):
                section = (line,)
            elif row.alone:
                apart.append(line)
            else:
                if apart:
                    yield Tabled("text", tuple(apart))
                    apart = []
                sound = self._is_sound(row, header)
                head = tuple(TableLine(h.cells, sound) for h in header)
                lines = (*self._above, *titles, *section, *head, TableLine(row.cells, sound))
                yield Tabled("table", lines)
        if apart:
            yield Tabled("text", tuple(apart))

    def _grades(self, titles: Sequence[TableLine]) -> Iterator[Tabled]:
        """Grades are one passage, with the lines between them; running text is another."""
        kept = [row for row in self._body if not row.alone or self._is_line(row)]
        lines = [TableLine(row.cells) for row in (*self._header, *kept)]
        yield Tabled("table", (*titles, *lines))
        for row in self._body:
            if row not in kept:
                yield Tabled("text", (TableLine(row.cells[:1]),))

    def _heads_rows(self, position: int) -> bool:
        """Whether a line across the table heads the rows after it."""
        after = self._body[position + 1 : position + 2]
        return self._is_line(self._body[position]) and any(not row.alone for row in after)

    def _headed_by_periods(self) -> bool:
        return any(periods_in(cell.text) for row in self._header for cell in row.cells)

    def _headings(self, rows: Sequence[_Row]) -> list[_Row]:
        """The heading rows; one that lacks the corner over the labels gets it back."""
        if len(self._header) != 1 or not rows:
            return self._header
        head = self._header[0]
        short = all(len(row.cells) == len(head.cells) + 1 for row in rows)
        labelled = not any(is_figure(row.cells[0].text) for row in rows)
        if short and labelled and all(periods_in(cell.text) for cell in head.cells):
            return [replace(head, cells=(Cell("", ()), *head.cells))]
        return self._header

    @staticmethod
    def _is_sound(row: _Row, header: Sequence[_Row]) -> bool:
        """Whether its cells can be counted out under the headings: none is lost on either side."""
        return all(len(head.cells) == len(row.cells) for head in header)


def _merged(row: _Row, more: _Row) -> _Row:
    cells = (
        Cell(" ".join(filter(None, (a.text, b.text))), (*a.parts, *b.parts))
        for a, b in zip(row.cells, more.cells, strict=True)
    )
    return _Row(tuple(cells), row.gap)
