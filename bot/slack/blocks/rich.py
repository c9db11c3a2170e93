"""Rich text: lines of runs as `rich_text` blocks, and as plain text for a fallback.

Slack parses nothing inside these blocks, so what documents say is shown letter for letter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from bot.slack.blocks.cutting import pieces
from bot.slack.blocks.elements import Block
from bot.slack.blocks.limits import length
from bot.slack.blocks.mrkdwn import safe

Shape = Literal["line", "item", "quote"]

# Well under what one text may hold; a longer line goes on in a next one of its shape.
_LINE, _RUNS = 1_800, 24
_BLOCK, _LINES = 2_900, 24
_MARKS: tuple[tuple[str, Shape], ...] = (("- ", "item"), ("> ", "quote"))
_WHOLLY_BOLD = re.compile(r"\*\*(.+)\*\*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    With `url` it is a link: to one of our own pages, or to where a document was published.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, an item of a list, which may have a number, or a line of a quotation."""

    runs: tuple[Run, ...]
    shape: Shape = "line"
    number: int | None = None

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(run.text for run in self.runs)


def line(*runs: Run | str, shape: Shape = "line", number: int | None = None) -> Line:
    """A line of runs; a string is a run without a style."""
    return Line(tuple(Run(run) if isinstance(run, str) else run for run in runs), shape, number)


def of_markdown(text: str) -> tuple[Line, ...]:
    """Our own Markdown: paragraphs, "- " items, "> " quotations, lines that are bold whole."""
    return tuple(_of_markdown(part) for part in safe(text).split("\n") if part.strip())


def rich_text(lines: Iterable[Line]) -> Iterator[tuple[Block, str]]:
    """Blocks that hold all of the lines, each with what it says in plain text."""
    for held in _blocks(lines):
        elements = [
            element
            for shape, same in groupby(held, lambda each: each.shape)
            for element in _elements(shape, list(same))
        ]
        yield {"type": "rich_text", "elements": elements}, spoken(held)


def spoken(lines: Iterable[Line]) -> str:
    """The lines as plain text, the items of lists marked."""
    return "\n".join(_spoken(each) for each in lines)


def _spoken(each: Line) -> str:
    if each.shape != "item":
        return each.text
    return f"• {each.text}" if each.number is None else f"{each.number}. {each.text}"


def _of_markdown(part: str) -> Line:
    shape: Shape = "line"
    for mark, named in _MARKS:
        if part.startswith(mark):
            shape, part = named, part.removeprefix(mark)
    bold = _WHOLLY_BOLD.fullmatch(part)
    return Line((Run(bold[1], bold=True) if bold else Run(part),), shape)


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    held: list[Line] = []
    taken = 0
    for each in (short for given in lines for short in _short(given)):
        long = length(each.text)
        if held and (taken + long > _BLOCK or len(held) == _LINES):
            yield held
            held, taken = [], 0
        held.append(each)
        taken += long
    if held:
        yield held


def _short(given: Line) -> Iterator[Line]:
    """The line, or several that say the same; one that says nothing is left out."""
    runs: list[Run] = []
    taken = 0
    for run in given.runs:
        for piece in pieces(safe(run.text), _LINE):
            if runs and (taken + length(piece) > _LINE or len(runs) == _RUNS):
                yield replace(given, runs=tuple(runs))
                given = replace(given, number=None)
                runs, taken = [], 0
            runs.append(replace(run, text=piece))
            taken += length(piece)
    if runs:
        yield replace(given, runs=tuple(runs))


def _elements(shape: Shape, lines: Sequence[Line]) -> list[Block]:
    sections = [[_element(run) for run in each.runs] for each in lines]
    if shape == "item":
        numbers = [each.number or None for each in lines]
        return _lists(list(zip(numbers, sections, strict=True)))
    if shape == "quote":
        return [{"type": "rich_text_quote", "elements": _below_each_other(sections)}]
    return [{"type": "rich_text_section", "elements": section} for section in sections]


def _lists(items: Sequence[tuple[int | None, list[Block]]]) -> list[Block]:
    """Lists of items whose numbers follow each other, or that have none that counts from 1."""
    made: list[Block] = []
    before: int | None = None
    for place, (number, section) in enumerate(items):
        goes_on = number is None if before is None else number == before + 1
        if not place or not goes_on:
            made.append({"type": "rich_text_list", "style": "bullet", "elements": []})
            if number is not None:
                made[-1] |= {"style": "ordered", "offset": number - 1}
        made[-1]["elements"].append({"type": "rich_text_section", "elements": section})
        before = number
    return made


def _below_each_other(sections: Sequence[list[Block]]) -> list[Block]:
    every = list(sections[0])
    for section in sections[1:]:
        every += [{"type": "text", "text": "\n"}, *section]
    return every


def _element(run: Run) -> Block:
    styles = {"bold": run.bold, "italic": run.italic, "strike": run.strike}
    style = {name: True for name, on in styles.items() if on}
    element: Block = {"type": "text", "text": run.text}
    if run.url is not None:
        element = {"type": "link", "url": run.url, "text": run.text}
    return {**element, "style": style} if style else element
