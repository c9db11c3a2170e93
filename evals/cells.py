"""Cells of a table told as a line: whether they stand in the table, each under its own heading.

A table's text has a line for each row, its cells parted by " · ". A claim tells a whole row, or
"caption · row · heading · cell", or a row with "heading: cell" for some.
"""

from typing import Final

CELL: Final = " · "


def is_of_cells(claim: str) -> bool:
    """Whether a claim tells cells, and no sentence."""
    return CELL in claim


def stand_in(claim: str, table: str) -> bool:
    """Whether all that a claim tells is in the table, and no cell under another's heading."""
    rows = [line.split(CELL) for line in table.split("\n")]
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
