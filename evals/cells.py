"""What is told of lines and tables, and is no sentence: whether it stands there.

A table's text has a line for each row, its cells parted by " · "; a cell may be empty. A claim
tells a whole row, or "caption · row · heading · cell", or a row with "heading: cell" for some.
"""

import re
from typing import Final

CELL: Final = " · "
_EDGE: Final = re.compile(r"(?:^|(?<=\s))·(?=\s|$)")
_GRADE: Final = re.compile(
    r"\b(?:outstanding|good|requires improvement(?: to be good)?|inadequate)\Z", re.IGNORECASE
)


def is_of_cells(claim: str) -> bool:
    """Whether a claim tells cells, and no sentence."""
    return CELL in claim


def is_line(claim: str, text: str) -> bool:
    """Whether a claim is a line of a text, word for word.

    In a row of grades the grade may stand in the middle of the line, where a column was printed
    beside a label of two lines.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    told = " ".join(claim.split())
    if told in lines:
        return True
    grade = _GRADE.search(told)
    if grade is None:
        return False
    label = told[: grade.start()].strip()
    return any(line.replace(f" {grade.group()} ", " ", 1) == label for line in lines)


def stand_in(claim: str, table: str) -> bool:
    """Whether all that a claim tells is in the table, and no cell under another's heading."""
    rows = [[cell.strip() for cell in _EDGE.split(line)] for line in table.split("\n")]
    if claim in table.split("\n"):
        return True
    known = {cell for row in rows for cell in row}
    parts = claim.split(CELL)
    under: list[tuple[str, str]] = []
    plain: list[str] = []
    for part in parts:
        heading, colon, cell = part.partition(": ")
        if part not in known and colon:
            under.append((heading, cell))
        else:
            plain.append(part)
    if not known.issuperset(plain):
        return False
    if not under and len(plain) > 2:
        under = [(plain[-2], plain[-1])]
        plain = plain[:-2]
    # The row is the one that has one of the other cells, its label or its number.
    return bool(under) and any(
        any(part in row for part in plain)
        and all(_is_under(heading, cell, head, row) for heading, cell in under)
        for head in rows
        for row in rows
    )


def _is_under(heading: str, cell: str, head: list[str], row: list[str]) -> bool:
    return any(above == heading and below == cell for above, below in zip(head, row, strict=False))
