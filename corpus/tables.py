"""The rows of tables as they may be read: each figure under its heading, beside its label.

A row's passage has a line for each caption, the headings and the row itself, the cells of a
line parted by a mark that is not in the file (`corpus.layout.cleaning.CELL_END`). Cells stand under
the headings that they count out to; where those are in doubt, the passage has no such marks,
and nothing is read off it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.layout.cleaning import CELL_END
from corpus.passages import Passage
from corpus.periods import Period, periods_in

_LETTERS = re.compile(r"[^\W\d_]{2}")
# "23", "1.", "KPI 7", "NI 19": what numbers a row.
_NUMBER = re.compile(r"(?:[A-Z]{1,4}\W{0,2})?\d{1,3}(?:\.\d{1,2})*[a-z]?[.)]?\Z")
_FIGURE = re.compile(r"[<>≤≥~+−–-]?\s?[£$€]?\d")
# What may stand under a month that is no figure: none, not yet, a colour, a grade.
_STANDS_IN = re.compile(
    r"(?:n/?a|nil|none|tb[acd]|nya|nrtp|suppressed|not? (?:data|available|applicable|known|"
    r"reported|recorded|yet \w+|due)|x{1,3}|red|amber|green|blue|gr[ae]y|yellow|outstanding|good|"
    r"adequate|inadequate|requires improvement(?: to be good)?|yes|no)\b|\W+\Z",
    re.IGNORECASE,
)
_BETWEEN = f" {CELL_END} "


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that is not empty: `passage.text[start:end]`, in the `column`-th place from 0."""

    text: str
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column: its headings, outermost first.

    `name` is as many of them as it takes to tell it from the other columns.
    """

    name: str
    headings: tuple[TableCell, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The months, quarters or years that it is of, by its innermost heading that has one."""
        for heading in reversed(self.headings):
            if found := periods_in(heading.text):
                return tuple(found)
        return ()


@dataclass(frozen=True, slots=True)
class Value:
    """A cell of a row and the column that it certainly stands in, None where that is in doubt."""

    cell: TableCell
    column: Column | None

    @property
    def is_figure(self) -> bool:
        """Whether it begins with a figure."""
        return _FIGURE.match(self.cell.text) is not None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under its headings.

    `label` says what the row is of, `number` is its own number in the table; `values` are its
    other cells, `columns` all columns that have a name, `label_headings` what stands above the
    labels. `captions` stand above the table or above a part of it.
    """

    captions: tuple[str, ...]
    number: TableCell | None
    label: TableCell
    values: tuple[Value, ...]
    columns: tuple[Column, ...]
    label_headings: tuple[TableCell, ...] = ()

    def told(
        self, values: Sequence[Value], *, under: Sequence[str] = (), numbered: bool = False
    ) -> str:
        """Cells in words: "label · heading · cell"; several as "label · heading: cell · …".

        `under` are captions that come first, then the row's own number where it is `numbered`.
        A cell without a certain column is told without a heading.
        """
        begins = [*under, *([self.number.text] if numbered and self.number is not None else [])]
        only = values[0] if len(values) == 1 else None
        if only is not None and only.column is not None:
            return _BETWEEN.join([*begins, self.label.text, only.column.name, only.cell.text])
        return _BETWEEN.join([*begins, self.label.text, *map(_paired, values)])

    def says(self, text: str) -> bool:
        """Whether a text tells cells of this row and each of them under its own heading.

        Captions, or the row's number, may stand before the label.
        """
        rest = text
        for before in (*self.captions, *([self.number.text] if self.number is not None else [])):
            rest = rest.removeprefix(f"{before}{_BETWEEN}")
        if not rest.startswith(f"{self.label.text}{_BETWEEN}"):
            return False
        rest = rest[len(self.label.text) + len(_BETWEEN) :]
        named = [v for v in self.values if v.column is not None]
        if any(rest == f"{v.column.name}{_BETWEEN}{v.cell.text}" for v in named if v.column):
            return True
        for value in self.values:
            if rest == _paired(value):
                return True
            rest = rest.removeprefix(f"{_paired(value)}{_BETWEEN}")
        return False


def row_of(passage: Passage) -> TableRow | None:
    """The row that a passage holds; None where it holds none that can be read with certainty."""
    if passage.shape != "table" or CELL_END not in passage.text:
        return None
    lines = list(_lines(passage))
    *above, cells = lines
    if len(cells) < 2:
        return None
    captions = tuple(line[0].text for line in above if len(line) == 1)
    header = [line for line in above if len(line) > 1]
    columns = _columns(header)
    number, label = _label(cells)
    if label is None:
        return None
    values = tuple(
        Value(cell, _certain(columns.get(cell.column), cell))
        for cell in cells
        if cell.text and cell.column > label.column
    )
    over = columns.get(label.column)
    return TableRow(
        captions, number, label, values, tuple(columns.values()), over.headings if over else ()
    )


def without_marks(passage: Passage, start: int, end: int) -> str:
    """`passage.text[start:end]` as it is printed: white space folded, no marks between cells."""
    text = passage.text[start:end]
    if passage.shape == "table" and CELL_END in text:
        marks = set(_marks(passage))
        text = "".join(c for i, c in enumerate(text, start) if i not in marks)
    return " ".join(text.split())


def _marks(passage: Passage) -> Iterator[int]:
    """Where the marks between cells stand: no span covers them."""
    starts = [span.at for span in passage.spans]
    at = passage.text.find(CELL_END)
    while at >= 0:
        span = passage.spans[max(0, bisect_right(starts, at) - 1)]
        if not span.at <= at < span.at + span.length:
            yield at
        at = passage.text.find(CELL_END, at + 1)


def _lines(passage: Passage) -> Iterator[list[TableCell]]:
    """The cells of each line, empty ones included."""
    text, marks = passage.text, list(_marks(passage))
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        stops = [*(mark for mark in marks if begin <= mark < end), end]
        starts = [begin, *(mark + 1 for mark in stops[:-1])]
        cells: list[TableCell] = []
        for column, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            raw = text[start:stop]
            at = start + len(raw) - len(raw.lstrip())
            cells.append(TableCell(raw.strip(), column, at, at + len(raw.strip())))
        yield cells
        begin = end + 1


def _columns(header: Sequence[Sequence[TableCell]]) -> dict[int, Column]:
    """The columns with a name of their own, by their place.

    A heading stands over the columns to its right as well where the line below parts them and
    nothing else stands over them.
    """
    if not header:
        return {}
    innermost = {cell.column: cell for cell in header[-1] if cell.text}
    over: dict[int, tuple[TableCell, ...]] = {}
    width = max(len(line) for line in header)
    for column in range(width):
        trail: list[TableCell] = []
        for line in header[:-1]:
            if (cell := _over(line, column, innermost)) is not None:
                trail.append(cell)
        if column in innermost:
            trail.append(innermost[column])
        if trail:
            over[column] = tuple(trail)
    last = Counter(trail[-1].text for trail in over.values())
    named = {column: Column(_name(trail, last), trail) for column, trail in over.items()}
    names = Counter(column.name for column in named.values())
    return {place: column for place, column in named.items() if names[column.name] == 1}


def _over(
    line: Sequence[TableCell], column: int, innermost: dict[int, TableCell]
) -> TableCell | None:
    """The heading of an upper line that stands over a column."""
    if column < len(line) and line[column].text:
        return line[column]
    for place in range(min(column, len(line)) - 1, -1, -1):
        if line[place].text:
            spans = all(between in innermost for between in range(place, column + 1))
            return line[place] if spans else None
    return None


def _name(trail: Sequence[TableCell], last: Counter[str]) -> str:
    """The innermost heading, with those above it where it is not enough."""
    own = trail[-1].text
    periods = periods_in(own)
    undated = any(period.year is None for period in periods) and not any(
        period.year is not None for period in periods
    )
    if last[own] > 1 or undated:
        return " – ".join(dict.fromkeys(cell.text for cell in trail))
    return own


def _label(cells: Sequence[TableCell]) -> tuple[TableCell | None, TableCell | None]:
    """The row's number and its label: the first cell, or the second after a number."""
    first, second = cells[0], cells[1]
    if _NUMBER.fullmatch(first.text) and _LETTERS.search(second.text):
        return (first, second) if not _FIGURE.match(second.text) else (None, None)
    if _LETTERS.search(first.text) or periods_in(first.text):
        return None, first
    return None, None


def _certain(column: Column | None, cell: TableCell) -> Column | None:
    """The column, unless what stands there is no thing to stand under a month or a year.

    Where a file has lost a cell, those after it have moved: a note then stands under a month.
    """
    if column is None or _FIGURE.match(cell.text) or _STANDS_IN.match(cell.text):
        return column
    innermost = column.headings[-1].text
    periods = [p for p in periods_in(innermost) if p.kind in ("month", "quarter", "months")]
    left = "".join(
        c for i, c in enumerate(innermost) if not any(p.start <= i < p.end for p in periods)
    )
    return column if not periods or _LETTERS.search(left) else None


def _paired(value: Value) -> str:
    if value.column is None:
        return value.cell.text
    return f"{value.column.name}: {value.cell.text}"
