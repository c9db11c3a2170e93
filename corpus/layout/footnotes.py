"""Footnotes: which lines at the foot of a page begin one."""

import re
from collections.abc import Sequence

from corpus.layout.lines import Line
from corpus.layout.marks import BULLET, NUMBERED, NUMBERED_TITLE

_FOOTNOTE = re.compile(r"\d{1,2}\s(?=[A-Z‘’“'])")


def footnotes_of(lines: Sequence[Line]) -> frozenset[int]:
    """Indexes of the lines that begin a footnote: low on a page, with nothing numbered after."""
    found: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    if len(by_page) < 2:
        return frozenset()
    for indexes in by_page.values():
        for index in reversed(indexes[-12:]):
            text = lines[index].text
            if (NUMBERED.match(text) and "." in text[:5]) or BULLET.match(text) or "\t" in text:
                break
            if NUMBERED_TITLE.match(text):
                break  # "7 PERFORMANCE MONITORING (Agenda Item 7)"
            if _FOOTNOTE.match(text) and len(text) > 30:
                found.add(index)
    return frozenset(found)
