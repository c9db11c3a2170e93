"""The front page of an inspection report: title, dates, inspector, table of judgements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.layout.lines import Line
from corpus.registers.judgement_rows import Area, Row, begins_row, rows_in
from corpus.registers.judgement_sentences import SINGLE_FRAMEWORK, board_in

# How far down a front page reaches, and how much of a paper's head tells what paper it is.
_LONGEST, _HEAD, _TOP = 60, 40, 15
_INSPECTION = re.compile(r"judge?ment|inspection date", re.IGNORECASE)
_DATES = re.compile(r"inspection dates?\b", re.IGNORECASE)
_FACT = re.compile(
    r"inspection dates?\b|(?:lead|reporting) inspector\b|age group\b|(?:report )?published\b|"
    r"h[ei][rs] majesty",
    re.IGNORECASE,
)
# Papers of a council restate judgements; their first page is no front page.
_COUNCIL_PAPER = re.compile(
    r"\W*(?:(?:committee|subject|agenda item|lead officer|wards?|report (?:to|of))\s*:|"
    r"agenda\W*\Z)",
    re.IGNORECASE,
)
_GRADE_LAST = re.compile(r"(?:outstanding|good|inadequate|improvement)\W*\Z", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\d{1,2}(?:\s|\Z)")
_ENDS = re.compile(r"[.:?!]\d{0,2}\Z")
# Between two rows of one table no more stands than a row that gives no grade.
_ROW_LENGTH = 120
_LONGEST_ROW, _ABOVE = 5, 8
# A chapter has more lines than this between its heading and the next.
_APART = 3
_SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Front:
    """The lines that make the front page, and where the body begins (an index into lines).

    Among the lines are those further on that give a grade which the first page leaves out: the
    rest of a table that runs on overleaf, the judgement on the safeguarding board. The body has
    them too.
    """

    lines: tuple[Line, ...]
    body_from: int


def front_of(lines: Sequence[Line]) -> Front:
    """Take the title, dates and judgements of an inspection report off its first page.

    Other documents have no such front: their first lines are read as body.
    """
    if not lines or any(_COUNCIL_PAPER.match(line.text) for line in lines[:_TOP]):
        return Front((), 0)
    first = [line for line in lines[:_LONGEST] if line.page == lines[0].page]
    named = any(_INSPECTION.search(line.text) for line in first[:_HEAD])
    begin, end, areas = _table(first)
    if areas and (named or begin < _TOP):
        overleaf, board = _overleaf(lines, first, end, areas), _board(lines, end, areas)
        if board and board[0] == end and _GRADE_LAST.search(lines[board[-1]].text):
            end, board = board[-1] + 1, []  # it stands right below the table
        return Front((*lines[:end], *(lines[at] for at in (*overleaf, *board))), end)
    end = _facts(first) if named else 0
    told = list(_graded(lines, end) if end else _apart(_graded(lines, end)))
    areas = frozenset(row.area for row, _ in told)
    if len(areas) < (1 if end else 2):
        return Front(tuple(lines[:end]), end)
    first_told = {(row.area, row.grade): at for row, at in reversed(told)}
    given = sorted(index for at in first_told.values() for index in at)
    given += _board(lines, end, areas)
    return Front((*lines[:end], *(lines[at] for at in given)), end)


def _table(first: Sequence[Line]) -> tuple[int, int, frozenset[Area]]:
    """Where the table of judgements begins and ends on a page, and the areas it grades."""
    text = "\n".join(line.text for line in first)
    rows: list[Row] = []
    areas: frozenset[Area] = frozenset()
    for row in rows_in(text):
        if rows and (row.start - rows[-1].end > _ROW_LENGTH or row.area in areas):
            break
        rows.append(row)
        areas |= {row.area}
    if len(areas) < 2 and "overall_effectiveness" not in areas:
        return 0, 0, frozenset()
    begin = text.count("\n", 0, rows[0].start)
    end = text.count("\n", 0, rows[-1].end) + 1
    return begin, end, areas


def _overleaf(
    lines: Sequence[Line], first: Sequence[Line], end: int, areas: frozenset[Area]
) -> list[int]:
    """The lines of the rows that the table goes on with on the next page."""
    rest = first[end:]
    footnotes = next((i for i, line in enumerate(rest) if _FOOTNOTE.match(line.text)), len(rest))
    if footnotes > 2 or len(first) == _LONGEST:
        return []
    broken = list(range(end, end + footnotes))
    after = range(len(first), min(len(lines), len(first) + _TOP))
    at = [*broken, *after]
    text = "\n".join(lines[index].text for index in at)
    found: list[int] = []
    for row in rows_in(text):
        if row.start > _ROW_LENGTH and not found:
            break
        if row.area not in areas:
            span = text.count("\n", 0, row.start), text.count("\n", 0, row.end) + 1
            found += at[slice(*span)]
    return found


def _board(lines: Sequence[Line], end: int, areas: frozenset[Area]) -> list[int]:
    """The lines that judge the safeguarding children board, in a report on both."""
    if "lscb" in areas or not areas & SINGLE_FRAMEWORK:
        return []
    for index in range(end, len(lines)):
        line = lines[index]
        if "safeguarding" not in line.text.lower() and "LSCB" not in line.text:
            continue
        if index > end and not _starts(line, lines[index - 1]):
            continue
        text = "\n".join(each.text for each in lines[index : index + 3])
        row = board_in(text)
        if row is not None and "\n" not in text[: row.start]:
            return list(range(index, index + text.count("\n", 0, row.end) + 1))
    return []


def _starts(line: Line, before: Line) -> bool:
    """Whether a line begins a sentence or a heading: what comes before it has ended."""
    if line.gap or line.page != before.page or len(before.text) < _SHORT_LINE:
        return True
    return _ENDS.search(before.text) is not None


def _facts(first: Sequence[Line]) -> int:
    """Where a first page without judgements ends: after the last of its facts."""
    if not any(_DATES.match(line.text) for line in first[:_TOP]):
        return 0
    facts = [index for index, line in enumerate(first[:_TOP]) if _FACT.match(line.text)]
    return facts[-1] + 1


def _apart(graded: Iterable[tuple[Row, list[int]]]) -> Iterator[tuple[Row, list[int]]]:
    """Those that head chapters; grades one under another are a table that a paper restates."""
    told = list({(row.area, row.grade): (row, at) for row, at in graded}.values())
    for place, (row, at) in enumerate(told):
        before = told[place - 1][1][-1] if place else -_APART
        after = told[place + 1][1][0] if place + 1 < len(told) else at[-1] + _APART
        if at[0] - before >= _APART and after - at[-1] >= _APART:
            yield row, at


def _graded(lines: Sequence[Line], start: int) -> Iterator[tuple[Row, list[int]]]:
    """The areas that headings and tables after `start` grade, with the lines that do."""
    index = start
    while index < len(lines):
        at, index = index, index + 1
        if not begins_row(lines[at].text):
            continue
        above = max(start, at - _ABOVE)
        text = "\n".join(line.text for line in lines[above : at + _LONGEST_ROW])
        here = [row for row in rows_in(text) if text.count("\n", 0, row.start) == at - above]
        if here:
            index = above + text.count("\n", 0, here[0].end) + 1
            yield here[0], list(range(at, index))
