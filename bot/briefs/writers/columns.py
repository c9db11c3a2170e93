"""How wide the columns of a table are: longer cells have wider ones, none so narrow that words
break."""

from bot.briefs.content import Cell, Table

_LEAST, _MOST = 14, 34


def shares(table: Table) -> list[float]:
    """By column its share of the table's width; they add up to 1. Heads may stand on two lines."""
    lengths = [
        max(_LEAST, -(-len(head) // 2), min(_MOST, max((len(_text(c)) for c in cells), default=0)))
        for head, cells in zip(table.head, _columns(table), strict=True)
    ]
    return [length / sum(lengths) for length in lengths]


def _columns(table: Table) -> list[list[Cell]]:
    return [[row[at] for row in table.rows] for at in range(len(table.head))]


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
