"""The front sheet of a committee paper: "Committee: … Date: … Subject: … Lead officer: …"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from corpus.layout.lines import Line

Field = Literal[
    "committee", "date", "item", "subject", "officer", "member", "wards", "place", "other"
]

_LABELS: Mapping[Field, str] = {
    "committee": (
        r"(?:name of )?committee|sub-?committee|meeting|panel|board|decision[- ]maker|to|"
        r"report (?:to|for)|for (?:consideration|decision) by"
    ),
    "date": (
        r"(?:meeting )?date|date of (?:meeting|committee|decision|report)|date to be considered"
    ),
    "item": r"(?:agenda )?item(?: no\.?| number)?|agenda no\.?",
    "subject": r"subject|(?:report |item )?title|title of report|report subject|subject of report",
    "officer": (
        r"(?:lead|contact|responsible|reporting|report|presenting|originating|chief) "
        r"(?:officers?|authors?|director)(?:\(s\))?|authors?|report (?:of|by|from)|from|"
        r"(?:corporate |executive |strategic )?director"
    ),
    "member": (
        r"(?:lead|cabinet)(?: cabinet)? members?|(?:relevant )?portfolio(?: holders?)?(?:\(s\))?"
    ),
    "wards": r"(?:electoral |county )?(?:wards?|divisions?)(?: affected)?(?:\(s\))?",
    "other": (
        r"key decision|forward plan (?:reference|ref)\b.*|corporate forward plan.*|classification|"
        r"recommendations?|summary|purpose(?: of(?: the)? report)?|contact|status|exempt.*|"
        r"appendices|background papers"
    ),
    "place": r"time|venue|place|location",
}
_LABEL = re.compile(
    "|".join(rf"(?P<{field}>{labels})" for field, labels in _LABELS.items()), re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z ()./-]{1,45}?)\s*(?:[:\t|]\s*(?P<value>[^\t]*)|\Z)\Z"
)
# A run is tried from its beginning alone: a row of a thousand empty cells is one.
_MARKS = re.compile(r"[*#]+|</?[a-z]+>|\A[-•\s|]+|(?<![\s|])[\s|]+\Z")
_MARK = re.compile(r"[*#<]")
_HEADING = re.compile(r"\d{1,2}\.?\d*\s|[A-Z][A-Z ,&’']{6,}\Z")
_LOOKED_AT = 22
_MOST_LINES = 3  # of one value
_APART = 5  # lines between two fields
_WRAPPED = 45  # characters: a shorter line does not run over


@dataclass(frozen=True, slots=True)
class FrontSheet:
    """The fields of a front sheet, by what they tell.

    `first` and `last` are the indexes of the lines with its first and its last label.
    """

    fields: Mapping[Field, str]
    first: int
    last: int

    @property
    def of_a_meeting(self) -> bool:
        """Whether it names the meeting or the item that the paper is for."""
        return not {"committee", "item", "wards"}.isdisjoint(self.fields)


def plain(text: str) -> str:
    """A line without the marks of Markdown and HTML that stand around its words."""
    # Most lines have none, and this says so ten times as fast.
    if text[:1].isalnum() and not _MARK.search(text):
        return text.rstrip(" |\t")
    return _MARKS.sub("", text).strip()


def front_sheet(lines: Sequence[Line]) -> FrontSheet | None:
    """The front sheet that begins in the first lines of a document; None where there is none.

    It has at least three kinds of field, the subject or the officer among them, and no time or
    place of a meeting: those stand on the first page of an agenda.
    """
    lines = lines[:_LOOKED_AT]
    labels = [_label(line.text) for line in lines]
    if any(found is not None and found[0] == "place" for found in labels):
        return None
    fields: dict[Field, str] = {}
    first = -1
    last = 0
    for index, found in enumerate(labels):
        if fields and index - last > _APART:
            break
        if found is None or found[0] in fields or (found[0] == "other" and not fields):
            continue
        field, value = found
        first = index if first < 0 else first
        more = index + 1
        while more < len(lines) and labels[more] is None and _goes_on(lines, more, index, value):
            value = f"{value} {plain(lines[more].text)}".strip()
            more += 1
        fields[field], last = value, index
    told = fields.keys() - {"other"}
    if len(told) < 3 or told.isdisjoint({"subject", "officer"}):
        return None
    if "subject" not in told and told.isdisjoint({"committee", "date"}):
        return None
    return FrontSheet(fields, first, last)


def _goes_on(lines: Sequence[Line], more: int, label: int, value: str) -> bool:
    """Whether the line `more` is still the value of the field at `label`."""
    line, before = lines[more], lines[more - 1]
    if not value:
        return more == label + 1
    return (
        more - label < _MOST_LINES
        and not line.gap
        and line.page == before.page
        and len(before.text) >= _WRAPPED
        and not _HEADING.match(line.text)
    )


def begins_front_sheet(line: str) -> bool:
    """Whether a line is a labelled field, which may begin a front sheet."""
    found = _label(line)
    return found is not None and found[0] != "other"


def _label(line: str) -> tuple[Field, str] | None:
    if len(line) > 300:
        return None
    match = _LABELLED.match(plain(line))
    if match is None:
        return None
    label = _LABEL.fullmatch(match["label"].strip())
    if label is None:
        return None
    value = (match["value"] or "").strip()
    # "To" and "From" alone on a line are words of a sentence or of a letter.
    if not value and match["label"].strip().lower() in ("to", "from", "meeting", "director"):
        return None
    return cast(Field, label.lastgroup), value
