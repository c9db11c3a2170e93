"""The short form: what fits one page, and a word on what did not.

How much room a brief takes is reckoned from its letters, somewhat too high, for the wider of the
two ways in which it is set (`writers/word.py`, `writers/brief.typ`); type is never made smaller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from bot.answering.telling import Statement
from bot.briefs.content import Block, Brief, Cell, Item, Note, Question, Section, Table, Told
from bot.briefs.writers.columns import shares
from bot.briefs.writers.footnotes import places, shown
from bot.briefs.writers.titling import described

MOST_QUESTIONS = 3
"""How many lines of enquiry the short form holds."""

# In points, of an A4 page within its margins.
_ROOM = 702.0
_LINE, _NOTE_LINE = 10.6, 10.5
_TITLE, _HEADING, _COVER, _BETWEEN, _ROW = 32.0, 23.0, 15.0, 2.0, 2.5
# Letters of a line of the text, and of one in bold.
_LETTERS, _BOLD = 114, 103
_INDENTED = 108


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the material a brief is to hold: items and questions, and older grades."""

    items: int
    questions: int
    earlier_areas: bool


def shares_of_a_page(items: int, questions: int) -> Iterator[Share]:
    """From the most that is told to the least: items are what goes last."""
    for earlier_areas in (True, False):
        least = min(questions, 1) if earlier_areas else 0
        for most in range(questions, least - 1, -1):
            yield Share(items, most, earlier_areas)
    for most in range(items - 1, 0, -1):
        yield Share(most, 0, earlier_areas=False)


def fits(brief: Brief) -> bool:
    """Whether a brief surely stands on one page."""
    return height(brief) <= _ROOM


def height(brief: Brief) -> float:
    """The room that a brief takes, in points."""
    head = " · ".join(f"{label}: {value}" for label, value in described(brief))
    told = _TITLE + _text(head) + _COVER + sum(_text(sentence) for sentence in brief.cover)
    notes = sum(_footnote(statement) for _, statement in brief.statements())
    return told + notes + sum(_section(section) for section in brief.sections)


def _section(section: Section) -> float:
    return (
        _HEADING
        + sum(_block(block) for block in section.blocks)
        + sum(_section(part) for part in section.parts)
    )


def _block(block: Block) -> float:
    match block:
        case Note():
            return _text(block.text)
        case Told():
            said = (_text(shown(each), _INDENTED) for each in block.statements)
            return 2 * _BETWEEN + _text(block.label, _BOLD) + sum(said)
        case Item():
            return _text(shown(block.statement), _INDENTED)
        case Question():
            said = (_text(f"{label}: {shown(each)}", _INDENTED) for label, each in block.findings)
            return 2 * _BETWEEN + _text(block.lead, _BOLD) + sum(said)
        case Table():
            widths = [share * _LETTERS for share in shares(block)]
            rows = (block.head, *block.rows)
            return 2 * _BETWEEN + _text(block.caption) + sum(_row(row, widths) for row in rows)
        case _:
            raise TypeError("no picture stands on one page")


def _row(row: Sequence[Cell], widths: Sequence[float]) -> float:
    texts = [cell if isinstance(cell, str) else shown(cell) for cell in row]
    lines = max(ceil(len(text) / width) for text, width in zip(texts, widths, strict=True))
    return lines * _LINE + _ROW


def _footnote(statement: Statement) -> float:
    text = "; ".join(place.text for place in places(statement, None))
    return ceil((len(text) + 3) / _LETTERS) * _NOTE_LINE


def _text(text: str, letters: int = _LETTERS) -> float:
    return ceil(len(text) / letters) * _LINE + _BETWEEN
