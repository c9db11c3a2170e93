"""What a brief holds, whatever file it becomes: sections of blocks, every fact a `Statement`.

`Note` and the labels of other blocks are the brief's own words. They say what stands where, what
was searched and what was not found; of the services themselves they say nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.answering.telling import Statement

Tone = Literal["", "strength", "weakness", "suggestion"]
Length = Literal["full", "one-page"]


@dataclass(frozen=True, slots=True)
class Note:
    """The brief's own words: how it was made, where it looked, what it did not find."""

    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """Statements under a label of a few words that says who says so and when."""

    label: str
    statements: tuple[Statement, ...]
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a list."""

    number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the brief derives: `lead` in its own words, then what it is derived from.

    Each finding stands with a label that says whose it is and when; `why` names the rule.
    """

    lead: str
    findings: tuple[tuple[str, Statement], ...]
    why: str


Cell = str | Statement


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; the first cell of each row heads it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class GradePicture:
    """The grades of several inspections side by side, oldest first; None where none was given."""

    caption: str
    alt: str
    inspections: tuple[str, ...]
    areas: tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """A figure over time; `unit` stands behind each value."""

    caption: str
    alt: str
    points: tuple[tuple[str, float], ...]
    unit: str = ""


Block = Note | Told | Item | Question | Table | GradePicture | SeriesPicture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief under its heading, with its parts."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()

    def statements(self) -> Iterator[tuple[tuple[str, ...], Statement]]:
        """Every statement in its order, with the headings and the label that it stands under."""
        for block in self.blocks:
            yield from (((self.title, *path), said) for path, said in _within(block))
        for part in self.parts:
            yield from (((self.title, *path), said) for path, said in part.statements())


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief.

    `made` is the day it was made, `as_of` the day it looks from where that is another. `cover`
    says how it was made and what was left out, in sentences; `left_out` are the latter of them.
    """

    title: str
    authority: str
    topic: str
    period: str
    made: date
    as_of: date | None
    length: Length
    cover: tuple[str, ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)
    left_out: tuple[str, ...] = ()

    def statements(self) -> Iterator[tuple[tuple[str, ...], Statement]]:
        """Every statement in its order, with the headings and the label that it stands under."""
        for section in self.sections:
            yield from section.statements()

    def document_ids(self) -> list[str]:
        """The documents that its statements rest on."""
        return sorted({identity for _, said in self.statements() for identity in said.document_ids})


def _within(block: Block) -> Iterator[tuple[tuple[str, ...], Statement]]:
    match block:
        case Told():
            yield from (((block.label,), statement) for statement in block.statements)
        case Item():
            yield (), block.statement
        case Question():
            yield from (((block.lead, label), finding) for label, finding in block.findings)
        case Table():
            for row in block.rows:
                heads = zip(block.head, row, strict=True)
                under = str(row[0]) if isinstance(row[0], str) else row[0].text
                yield from (
                    ((block.caption, under, head), cell)
                    for head, cell in heads
                    if isinstance(cell, Statement)
                )
        case _:
            return
