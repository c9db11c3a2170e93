"""An answer as the page shows it: what is told, each mark leading to its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.answering.answers import Answer, Claim, Outcome
from bot.answering.showing import graded, said_instead

OUTCOMES: dict[Outcome, str] = {
    "answered": "Answered",
    "partial": "Answered in part",
    "no_evidence": "Not found in the documents",
    "needs_clarification": "A question back",
    "declined": "Not taken",
    "failed": "Not answered",
}
# A longer paragraph is hard to take in: it is told as a list.
_A_PARAGRAPH = 3

Shape = Literal["paragraph", "list", "grades"]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: what stands before it, its words, the grade it ends with, its sources' numbers."""

    label: str
    text: str
    grade: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Claims that stand together."""

    shape: Shape
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What is told under one heading, which may be empty."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list, of our own words."""

    shape: Literal["paragraph", "list"]
    lines: tuple[str, ...]


def groups_of(answer: Answer) -> tuple[Group, ...]:
    """The claims under their headings, in their order."""
    return tuple(
        Group(heading, tuple(_parts(list(claims))))
        for heading, claims in groupby(answer.claims, lambda claim: claim.group)
    )


def table_of(groups: Sequence[Group]) -> tuple[tuple[str, Told], ...]:
    """Grades of which each heading has one, in one table; nothing where that is not all there is.

    "Which authorities were judged good?" has a heading and a row for each.
    """
    rows = [(group.heading, told) for group in groups for part in group.parts for told in part.told]
    one_each = len(rows) == len(groups) and len(rows) > 1 and all(told.grade for _, told in rows)
    return tuple(rows) if one_each else ()


def blocks_of(answer: Answer) -> tuple[Block, ...]:
    """What is said where nothing is claimed: our own Markdown, of paragraphs and lists alone."""
    lines = [line.strip() for line in said_instead(answer).split("\n") if line.strip()]
    return tuple(
        Block(
            "list" if listed else "paragraph",
            tuple(line.removeprefix("- ").removeprefix("> ").replace("**", "") for line in same),
        )
        for listed, same in groupby(lines, lambda line: line.startswith("- "))
    )


def _parts(claims: Sequence[Claim]) -> Iterator[Part]:
    for is_item, same in groupby(claims, lambda claim: claim.item):
        told = tuple(_told(claim) for claim in same)
        of_grades = sum(bool(each.grade) for each in told)
        if is_item and of_grades > 1 and 2 * of_grades > len(told):
            yield Part("grades", told)
        else:
            yield Part("list" if is_item or len(told) > _A_PARAGRAPH else "paragraph", told)


def _told(claim: Claim) -> Told:
    text, grade = graded(claim)
    return Told(claim.label, text.strip(), grade.strip(), claim.citations)
