"""What a line of a paper belongs to: the label that it begins with, the lead above a list."""

import re
from collections.abc import Iterator

from corpus.passages import Passage
from corpus.sentences import sentences

# "Placement stability: the 15.8% of children …", "**Adoption Agency** – London boroughs …"
_LABEL = re.compile(r"\*{2,3}(?P<bold>[^*\n]{3,90})\*{2,3}|(?P<plain>[A-Z][^.:;\n]{2,70}):\s")
_MARKS = re.compile(r"[*_]+")
# Items longer than this are paragraphs, and say themselves what they are on.
_LONGEST_ITEM = 60
# Items under such a lead say the opposite of what they would say alone.
_DENIES = re.compile(
    r"\b(?:no|not|never|none|without|lack\w*|fail\w*|missing|absent|unless|except\w*|unable|"
    r"instead|rather|stop\w*|end\w*|reject\w*|refus\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_MOST_IN_LEAD = 45


def label_at(passage: Passage, offset: int) -> str:
    """The label that the line at an offset of the passage's text begins with; "" if none."""
    start = passage.text.rfind("\n", 0, offset) + 1
    match = _LABEL.match(passage.text, start)
    return (match["bold"] or match["plain"]) if match else ""


def lead_of(passage: Passage) -> str:
    """The words that lead to a list, without their colon; "" where none do.

    "The plan has three aims, which are:" leads to the items beneath it.
    """
    first, _, rest = passage.text.partition("\n")
    if passage.shape != "list" or not rest or not first.rstrip().endswith(":"):
        return ""
    start = 0 if len(first.split()) <= _MOST_IN_LEAD else sentences(first)[-1][0]
    lead = _MARKS.sub("", first[start:]).rstrip(": ")
    return lead if len(lead.split()) <= _MOST_IN_LEAD else ""


def led_by(passage: Passage, offset: int) -> str:
    """The lead that an item at an offset of the passage's text stands under; "" if under none.

    A list may have several: "Of this number: …", and further down "In the last 12 months: …".
    """
    end = passage.text.rfind("\n", 0, offset)
    if passage.shape != "list" or end < 0:
        return ""
    above = passage.text[:end].split("\n")
    for number, line in reversed(list(enumerate(above))):
        if number and line.rstrip().endswith(":"):
            return _MARKS.sub("", line[sentences(line)[-1][0] :]).rstrip(": ")
    return lead_of(passage)


def led_items(passage: Passage) -> Iterator[str]:
    """The items that may be told under their lead; none where it denies what they say."""
    start = 0
    for line in passage.text.split("\n"):
        lead = led_by(passage, start)
        if lead and _DENIES.search(lead) is None and 0 < len(line.split()) <= _LONGEST_ITEM:
            yield line
        start += len(line) + 1


def items_under(passage: Passage, lead: str) -> int:
    """How many lines of a passage stand under a lead, those that lead to others aside."""
    start, items = 0, 0
    for line in passage.text.split("\n"):
        items += (
            bool(line.strip())
            and not line.rstrip().endswith(":")
            and (led_by(passage, start) == lead)
        )
        start += len(line) + 1
    return items
