"""How an answer frames what it tells: the heading that each claim stands under.

Read off the Markdown that a reader sees, and not off what made it.
"""

import re
from collections.abc import Mapping

from evals.records import Answer

_HEADING = re.compile(r"^\*\*(?P<heading>[^\n]+?)\*\*\s*$", re.MULTILINE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def headings(answer: Answer) -> Mapping[int, str]:
    """By position of a claim the heading it stands under; claims without one are left out."""
    text = answer["text"]
    lines = [(match.start(), match["heading"]) for match in _HEADING.finditer(text)]
    found: dict[int, str] = {}
    cursor = 0
    for position, claim in enumerate(answer["claims"]):
        at = text.find(claim["text"], cursor)
        if at < 0:
            continue
        cursor = at + len(claim["text"])
        above = [heading for start, heading in lines if start < at]
        if above:
            found[position] = above[-1]
    return found


def years(text: str) -> set[int]:
    """The years that a text names."""
    return {int(year) for year in _YEAR.findall(text)}
