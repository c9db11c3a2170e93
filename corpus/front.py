"""The front page of an inspection report: title, dates, inspector, table of judgements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout import Line

_GRADE_AT_END = re.compile(
    r"(?:outstanding|good|inadequate|requires improvement(?: to be good)?|\bto be good)\s*\Z",
    re.IGNORECASE,
)
_ROW = re.compile(r"overall effectiveness|[1-4]\.(?:\d\.?)?\s+[A-Z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """The lines that make the front page, and where the body begins (an index into lines)."""

    lines: tuple[Line, ...]
    body_from: int


def front_of(lines: Sequence[Line]) -> Front:
    """Take the title, dates and judgements of an inspection report off its first page.

    Other documents have no such front: their first lines are read as body.
    """
    first = [line for line in lines[:60] if line.page == 0]
    wide = max((len(line.text) for line in first), default=0) * 0.8
    joined = " ".join(line.text for line in first[:40]).lower()
    if "judgement" not in joined and "inspection date" not in joined:
        return Front((), 0)
    end = 0
    for index, line in enumerate(first):
        row = bool(_GRADE_AT_END.search(line.text)) and len(line.text) < 90
        narrative = len(line.text) > max(wide, 60) and not row
        if narrative and end and not any(_is_row(later.text) for later in first[index:]):
            break
        if row:
            end = index + 1
            # A label that wraps below its grade belongs to the row.
            if end < len(first) and first[end].text[0].islower() and not first[end].gap:
                end += 1
    return Front(tuple(first[:end]), end)


def _is_row(text: str) -> bool:
    """A row of a judgement table, not a numbered paragraph of the body."""
    return bool(_ROW.match(text)) and len(text) < 65 and not text.endswith(".")
