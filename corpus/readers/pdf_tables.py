"""Rows of tables of figures on a PDF page, found by where their words are printed.

pdfium gives the words of a row one after the other, or a cell's lines one after the other, and
says nothing of cells that are empty. So columns are the places where the rows with figures
leave no word between them, rows are runs of the text that go from left to right, and what is in
doubt is left as it was: lines of text.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2
import pypdfium2.raw

from corpus.sources import PrintedRow

_AMOUNT = r"[(£<>~+–-]{0,2}\d[\d,./]*%?\)?"
# Three lines with two figures side by side (no telephone numbers): a look at where they stand
# costs a hundredth of a second.
_FEWEST_ROWS = 3
_TWO_DIGITS = re.compile(r"\d[%)]? \d")
_TWO_FIGURES = re.compile(
    r"(?:^|(?<= ))(?<!0\d\d\d )(?!0\d\d)[£<>~]?\d[\d,./]*%?(?: \([^()\r\n]{1,12}\))? "
    r"[£<>~]?\d[\d./]*%?(?=[ \r]|$)",
    re.MULTILINE,
)
_FIGURE = re.compile(rf"(?:{_AMOUNT}|n/a)(?: \(.*\)| [a-z]+)?\Z", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?(?![\d,.%])")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\s\ufffe]+")
# Shares of the height of a word: between columns, between the lines of a cell, up to a header.
_GUTTER, _LEADING, _FAR = 0.75, 0.9, 4.0
_MOST_HEADER_LINES, _MOST_HEADERS = 40, 3
# A line of this many words without a gap is running text.
_RUNNING_WORDS = 12


def _is_figure(text: str) -> bool:
    """Whether it is a figure; what begins with a year heads a column of them."""
    return _FIGURE.match(text) is not None and _YEARS.match(text) is None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words of a line with no wide gap between them: offsets of the text, sides on the page."""

    start: int
    end: int
    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    chunks: tuple[_Chunk, ...]
    bottom: float
    top: float

    @property
    def figures(self) -> int:
        """How many of its chunks are figures."""
        return sum(_is_figure(chunk.text) for chunk in self.chunks)

    @property
    def runs_on(self) -> bool:
        """Whether it is a line of running text, across whatever columns there are."""
        return any(len(chunk.text.split()) >= _RUNNING_WORDS for chunk in self.chunks)


@dataclass(slots=True)
class _Row:
    """Chunks by their column; whole numbers are columns of figures, others lie between them."""

    cells: dict[float, list[_Chunk]] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)

    def add(self, line: _Line, columns: Sequence[float]) -> None:
        self.lines.append(line)
        for column, chunk in zip(columns, line.chunks, strict=True):
            self.cells.setdefault(column, []).append(chunk)

    @property
    def top(self) -> float:
        return max(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return min(line.bottom for line in self.lines)

    @property
    def figures(self) -> int:
        """How many of its cells are figures, its first apart: that one may number the row."""
        cells = (chunks[0].text for place, chunks in self.cells.items() if place > 0)
        return sum(_is_figure(text) for text in cells)

    @property
    def last(self) -> float:
        return max(self.cells)


def printed_rows(textpage: pypdfium2.PdfTextPage, text: str) -> tuple[PrintedRow, ...]:
    """The rows of the page's tables of figures that have headings, in the order of the text.

    `text` is what the text page gives; offsets are of it. Nothing where the page has no such
    table, or where words and columns do not agree.
    """
    if len(_TWO_DIGITS.findall(text)) < _FEWEST_ROWS:
        return ()
    if len(_TWO_FIGURES.findall(text)) < _FEWEST_ROWS:
        return ()
    if textpage.count_chars() != len(text):
        return ()  # offsets of characters are no offsets of the text
    lines = _lines(text, _boxes(textpage, text))
    if not lines:
        return ()
    size = median(line.top - line.bottom for line in lines)
    found: list[PrintedRow] = []
    for first, last in _regions(lines):
        found += _table(lines, first, last, size)
    # Two rows in one line of the text would tear it.
    ends = [0, *(row.end for row in found)]
    torn = any(
        "\n" not in text[end : row.start] for end, row in zip(ends[1:], found[1:], strict=False)
    )
    return (
        () if torn or any(a > r.start for a, r in zip(ends, found, strict=False)) else tuple(found)
    )


_Box = tuple[float, float, float, float]


def _boxes(textpage: pypdfium2.PdfTextPage, text: str) -> list[_Box]:
    """Left, bottom, right and top of each character, turned so that lines run to the right."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pointers = [ctypes.byref(side) for side in sides]
    read = pypdfium2.raw.FPDFText_GetCharBox
    boxes: list[_Box] = []
    for index in range(len(text)):
        read(textpage.raw, index, *pointers)
        boxes.append((left.value, bottom.value, right.value, top.value))
    # Pages lie on their side in packs, and tables on upright pages.
    ends = [(boxes[m.start()], boxes[m.end() - 1]) for m in _WORD.finditer(text)]
    along = sum(b[0] - a[0] for a, b in ends), sum(b[1] - a[1] for a, b in ends)
    if abs(along[0]) >= abs(along[1]):
        return boxes if along[0] >= 0 else [(-r, -t, -x, -y) for x, y, r, t in boxes]
    if along[1] > 0:
        return [(y, -r, t, -x) for x, y, r, t in boxes]
    return [(-t, x, -y, r) for x, y, r, t in boxes]


def _lines(text: str, boxes: Sequence[_Box]) -> list[_Line]:
    """The lines of the text as they are seen: one that jumps back is several."""
    found: list[_Line] = []
    for match in _LINE.finditer(text):
        words: list[tuple[int, int, _Box]] = []
        for word in _WORD.finditer(text, match.start(), match.end()):
            inside = boxes[word.start() : word.end()]
            box = (
                min(b[0] for b in inside),
                min(b[1] for b in inside),
                max(b[2] for b in inside),
                max(b[3] for b in inside),
            )
            if words and box[0] < words[-1][2][0]:
                found.append(_line(text, words))
                words = []
            words.append((word.start(), word.end(), box))
        if words:
            found.append(_line(text, words))
    return found


def _line(text: str, words: Sequence[tuple[int, int, _Box]]) -> _Line:
    bottom = min(box[1] for _, _, box in words)
    top = max(box[3] for _, _, box in words)
    gutter = _GUTTER * (top - bottom)
    runs: list[list[tuple[int, int, _Box]]] = []
    for word in words:
        if runs and word[2][0] - runs[-1][-1][2][2] < gutter:
            runs[-1].append(word)
        else:
            runs.append([word])
    chunks = tuple(
        _Chunk(
            run[0][0],
            run[-1][1],
            run[0][2][0],
            max(w[2][2] for w in run),
            text[run[0][0] : run[-1][1]],
        )
        for run in runs
    )
    return _Line(chunks, bottom, top)


def _regions(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Where tables of figures stand: from the first line with two figures to the last."""
    anchors: list[int] = []
    for index, line in enumerate(lines):
        if line.runs_on and len(line.chunks) == 1:
            if len(anchors) >= _FEWEST_ROWS:
                yield anchors[0], anchors[-1]
            anchors = []
        elif line.figures > 1:
            anchors.append(index)
    if len(anchors) >= _FEWEST_ROWS:
        yield anchors[0], anchors[-1]


def _table(lines: Sequence[_Line], first: int, last: int, size: float) -> list[PrintedRow]:
    """The rows of one table, its headings first; none where they cannot be told for certain."""
    begin = _header_from(lines, first, size)
    anchors = [line for line in lines[first : last + 1] if line.figures > 1]
    columns = _columns([chunk for line in anchors for chunk in line.chunks], size)
    columns = [*_labels(lines[begin : last + 1], columns[0][0], size), *columns]
    rows = _rows(lines[begin : last + 1], columns, size)
    if rows is None:
        return []
    body = next((i for i, row in enumerate(rows) if row.figures), None)
    if body is None:  # figures that lie over each other, put together, are none
        return []
    while body and len(rows[body - 1].cells) == 1:
        body -= 1  # a line across the table, under its headings
    header, rows = _header(rows[:body], len(columns)), _merged(rows[body:], size)
    if not header:
        return []
    places = sorted({place for row in (*header, *rows) for place in row.cells})
    return [
        PrintedRow(
            tuple(
                tuple((chunk.start, chunk.end) for chunk in row.cells.get(place, ()))
                for place in places
            )
        )
        for row in (*header, *rows)
    ]


def _columns(chunks: Sequence[_Chunk], size: float) -> list[tuple[float, float]]:
    """Left and right sides of the columns: what the chunks leave empty between them."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((chunk.left, chunk.right) for chunk in chunks):
        if columns and left - columns[-1][1] < _GUTTER * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _labels(lines: Sequence[_Line], side: float, size: float) -> list[tuple[float, float]]:
    """The columns to the left of the figures, where labels stand on lines of their own."""
    left = [[chunk for chunk in line.chunks if chunk.right < side] for line in lines]
    most = max(map(len, left))
    # A line across the table starts with the labels and has no number before it.
    return _columns([chunk for chunks in left if len(chunks) == most for chunk in chunks], size)


def _place(chunk: _Chunk, columns: Sequence[tuple[float, float]]) -> float | None:
    """The column that a chunk stands in, a place between two; None where it is in several."""
    over = [
        n for n, (left, right) in enumerate(columns) if chunk.left < right and chunk.right > left
    ]
    if len(over) > 1:
        return None
    if over:
        return float(over[0])
    return sum(right <= chunk.left for _, right in columns) - 0.5


def _header_from(lines: Sequence[_Line], first: int, size: float) -> int:
    """The first line above the figures that may belong to their headings."""
    top = lines[first].top
    index = first
    while index > 0 and first - index < _MOST_HEADER_LINES:
        above = lines[index - 1]
        # A label that wraps ends below the figures beside it.
        beneath = above.top < lines[first].bottom - _FAR * size
        if above.runs_on or beneath or above.bottom - top > _FAR * size:
            break
        top = max(top, above.top)
        index -= 1
    return index


def _rows(
    lines: Sequence[_Line], columns: Sequence[tuple[float, float]], size: float
) -> list[_Row] | None:
    """Lines put together as rows: a row goes on to the right, and down inside its last cell."""
    rows: list[_Row] = []
    previous: float | None = None
    started = False
    for line in lines:
        places = [_place(chunk, columns) for chunk in line.chunks]
        known = [place for place in places if place is not None]
        if len(known) < len(places):
            # A line over several columns: before the figures, the table begins below it; between
            # them it heads what follows.
            if not started:
                rows = []
            elif len(places) > 1:
                return None
            else:
                rows.append(_Row())
                rows[-1].add(line, [0.0])
            previous = None
            continue
        if known != sorted(known):
            return None
        if not rows or previous is None or not _goes_on(rows[-1], line, known, previous, size):
            rows.append(_Row())
        rows[-1].add(line, known)
        previous = known[-1]
        started = started or line.figures > 1
    return rows if started else None


def _goes_on(row: _Row, line: _Line, places: Sequence[float], previous: float, size: float) -> bool:
    """Whether a line belongs to a row: a cell further right, or the next line of a cell."""
    if places[0] > row.last:
        return line.top > row.bottom - size and line.bottom < row.top + size
    below = row.lines[-1].bottom - line.top
    if places[0] != previous or not -size < below < _LEADING * size:
        return False
    # A label's last line beside the figures, and no label of its own under a line above it.
    begun = len(row.cells) > 1 or not line.chunks[0].text[:1].isupper()
    return len(places) == 1 or (begun and not row.figures)


def _header(rows: Sequence[_Row], columns: int) -> list[_Row]:
    """The rows over the figures; one whose cells are as many as the columns heads them in order.

    Nothing where they head less than half of the columns.
    """
    header = [_in_order(row, columns) for row in rows if len(row.cells) > 1][-_MOST_HEADERS:]
    if len(header) > 1 and not _parts(header[-2], header[-1]):
        header = header[-1:]
    headed = {place for row in header for place in row.cells}
    return header if len(headed) > 1 and 2 * len(headed) >= columns else []


def _in_order(row: _Row, columns: int) -> _Row:
    places = sorted(row.cells)
    moved = any(place != n for n, place in enumerate(places) if not place % 1)
    if len(places) != columns or moved:
        return row
    return _Row({float(n): row.cells[place] for n, place in enumerate(places)}, row.lines)


def _parts(upper: _Row, lower: _Row) -> bool:
    """Whether an upper row of headings stands over the lower one from the left on.

    A heading in the middle of the columns that it is over leaves the first of them bare: then
    nobody can say where it begins and ends.
    """
    over = [place for place in upper.cells if place in lower.cells]
    bare = any(place not in upper.cells and place < min(over, default=0) for place in lower.cells)
    return not bare and not any(place % 1 for place in upper.cells)


def _merged(rows: Sequence[_Row], size: float) -> list[_Row]:
    """Rows without figures of their own joined to the row whose label they are part of."""
    found: list[_Row] = []
    waiting: _Row | None = None
    for position, row in enumerate(rows):
        if waiting is not None:
            row = _joined(waiting, row)
            waiting = None
        if row.figures or len(row.cells) > 1 or not found:
            found.append(row)
            continue
        above = found[-1].bottom - row.top
        after = rows[position + 1] if position + 1 < len(rows) else None
        below = row.bottom - after.top if after is not None else float("inf")
        near = _LEADING * size
        if above < near and above < 0.8 * below:
            found[-1] = _joined(found[-1], row)
        elif after is not None and below < near and below < 0.8 * above:
            waiting = row
        else:
            found.append(row)
    return found


def _joined(row: _Row, more: _Row) -> _Row:
    cells = {place: list(chunks) for place, chunks in row.cells.items()}
    for place, chunks in more.cells.items():
        cells.setdefault(place, []).extend(chunks)
    return _Row(cells, [*row.lines, *more.lines])
