"""Pages into lines, table rows among them, without what runs on every page."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sources import Page

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_FURNITURE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.IGNORECASE)
_BLANK_PAGE = re.compile(r"this page is intentionally (?:left )?blank", re.IGNORECASE)
# A cell's end in a text file: a tab, or where there is none an upright bar that stands alone.
TAB = re.compile(r"\t")
BAR = re.compile(r"(?:(?<=\s)|\A)\|(?=\s|\Z)")

# Who marks one heading or two may leave the others to bold print.
_MARKS_THEM = 3

Part = tuple[int, int, int]
"""(page index, start, end): a stretch of a page's text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: `pages[page].text[start:end]`, stripped; `gap`: a blank line before.

    `cells` are those of a table row that the reader found by where they are printed (see
    `corpus.sources.PrintedRow`): the stretches of each, with a tab between cells in `text`.
    `level` is that of a heading which the file marks, 0 of other lines of a file that marks its
    headings, None where the file leaves them to be seen.
    """

    page: int
    start: int
    end: int
    text: str
    gap: bool
    cells: tuple[tuple[tuple[int, int], ...], ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its words, and the stretches that they stand in (none: empty)."""

    text: str
    parts: tuple[Part, ...]


def lines_of(pages: Sequence[Page]) -> list[Line]:
    """All lines with text, page by page; `Line.page` is an index into `pages`."""
    found: list[Line] = []
    for index, page in enumerate(pages):
        previous = 0
        printed = list(reversed(page.rows))
        starts = [heading.start for heading in page.headings]
        otherwise = 0 if len(starts) >= _MARKS_THEM else None
        for match in _LINE.finditer(page.text):
            raw = match.group()
            if not raw.strip() or match.start() < previous:
                continue
            if printed and match.end() > printed[-1].start:
                row = printed.pop()
                found.append(_row_line(index, page, row.cells))
                previous = row.end
                continue
            text = raw.strip(" \u00a0")  # tabs stay: they make a line a row, empty cells and all
            gap = page.text.count("\n", previous, match.start()) > 1 or (
                "\f" in page.text[previous : match.start()]
            )
            start = match.start() + len(raw) - len(raw.lstrip(" \u00a0"))
            near = bisect_right(starts, start) - 1
            within = near >= 0 and start < page.headings[near].end
            level = page.headings[near].level if within else otherwise
            found.append(Line(index, start, start + len(text), text, gap, level=level))
            previous = match.end()
    return found


def _row_line(index: int, page: Page, cells: tuple[tuple[tuple[int, int], ...], ...]) -> Line:
    """A row of a page as one line, a tab between its cells."""
    text = "\t".join(" ".join(page.text[a:b] for a, b in cell) for cell in cells)
    stretches = [stretch for cell in cells for stretch in cell]
    return Line(
        index, min(a for a, _ in stretches), max(b for _, b in stretches), text, False, cells
    )


def cells_of(line: Line) -> tuple[Cell, ...]:
    """The cells of a line that is a table row, empty ones included."""
    if line.cells:
        texts = line.text.split("\t")
        return tuple(
            Cell(text.strip(), tuple((line.page, a, b) for a, b in stretches))
            for text, stretches in zip(texts, line.cells, strict=True)
        )
    mark = TAB if "\t" in line.text else BAR
    ends = [(m.start(), m.end()) for m in mark.finditer(line.text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(line.text)]
    cells: list[Cell] = []
    for start, stop in zip(starts, stops, strict=True):
        raw = line.text[start:stop]
        text = raw.strip()
        at = line.start + start + len(raw) - len(raw.lstrip())
        cells.append(Cell(text, ((line.page, at, at + len(text)),) if text else ()))
    return tuple(cells)


def without_furniture(lines: Sequence[Line], pages: int) -> list[Line]:
    """Leave out running headers and footers and page numbers.

    A line among the first or last three of its page is furniture when, digits apart, it
    stands there on four in ten of the pages (at least three), or is a bare page number.
    """
    if pages < 2:
        return [line for line in lines if not _BLANK_PAGE.match(line.text)]
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    seen: Counter[str] = Counter()
    for on_page in by_page.values():
        seen.update({_masked(line.text) for line in on_page[:3] + on_page[-3:]})
    enough = max(3, 0.4 * pages)
    kept: list[Line] = []
    for on_page in by_page.values():
        first, last = 3, len(on_page) - 3
        for position, line in enumerate(on_page):
            edge = position < first or position >= last
            again = seen[_masked(line.text)]
            # In a letter of few pages a long line, or one with a page number, that comes again
            # is a running header; a short one may be a heading that two sections share.
            telling = len(line.text) > 30 or line.text[-1].isdigit()
            header = bool(_FURNITURE_NUMBER.match(line.text)) or (
                again >= enough or (again > 1 and pages <= 4 and telling)
            )
            if edge and header and not _marks_footnote(on_page, position):
                continue
            if not _BLANK_PAGE.match(line.text):
                kept.append(line)
    return kept


def _marks_footnote(on_page: Sequence[Line], position: int) -> bool:
    """Whether a bare number low on a page stands over the text of a footnote."""
    if position < 3 or position + 1 >= len(on_page) or not on_page[position].text.isdigit():
        return False
    beneath = on_page[position + 1].text
    return len(beneath) > 30 and beneath[0].isupper()


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())
