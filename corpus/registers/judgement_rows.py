"""Rows that give an area its grade, as inspectors' tables and headings print them.

A row is read letter by letter, because tables break anywhere: between the words of a label, in
the middle of a grade, in the middle of a word ("Leadership, manage- Requires ment and governance
improvement"). Each word must go on with the label or with the grade, and both must be whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

Area = Literal[
    "overall_effectiveness",
    "leaders",
    "help_and_protection",
    "in_care",
    "care_leavers",
    "in_care_and_care_leavers",
    "looked_after_and_permanence",
    "adoption",
    "lscb",
]
Grade = Literal["outstanding", "good", "requires_improvement", "inadequate"]


@dataclass(frozen=True, slots=True)
class Row:
    """`text[start:end]` gives `area` its `grade`.

    `grade` is None where the words are a grade that the register has not ("adequate", which
    inspectors gave until 2013), or where two grades stand in the row and no head tells which is
    the present one: the area is graded, and we do not say how.
    """

    area: Area
    grade: Grade | None
    start: int
    end: int


def _forms(*choices: str) -> tuple[str, ...]:
    """All ways to join one of each choice, which are parted by bars; letters alone are kept."""
    joined = ("".join(parts) for parts in product(*(choice.split("|") for choice in choices)))
    return tuple(re.sub(r"[^a-z]", "", form) for form in joined)


_PROGRESS = (
    "experiences and progress of|experience and progress of|"
    "experiences and progress for|experience and progress for"
)
_IN_CARE = "children in care|children looked after|looked after children"
_LABELS: tuple[tuple[Area, tuple[str, ...]], ...] = (
    ("overall_effectiveness", _forms("overall effectiveness")),
    (
        "leaders",
        (
            *_forms(
                "impact of leaders on |impact of leadership on |impact of leaders and managers on ",
                "practice with children and families|social work practice|"
                "social work practice with children and families|"
                "social care practice with children and families|"
                "social work practice with children and their families",
            ),
            *_forms("leadership management and governance|leadership management governance"),
        ),
    ),
    (
        "help_and_protection",
        _forms(
            f"|{_PROGRESS}",
            "children |children and young people ",
            "who need help and protection|in need of help and protection|"
            "who need help and or protection|needing help and protection",
        ),
    ),
    ("in_care", _forms(_PROGRESS, _IN_CARE)),
    (
        "in_care_and_care_leavers",
        _forms(_PROGRESS, _IN_CARE, "and care leavers|and children care leavers"),
    ),
    # "children care leavers" is a slip of the pen that years of reports share.
    (
        "care_leavers",
        _forms(
            _PROGRESS,
            "care leavers|children care leavers|young care leavers|"
            "young people leaving care|children leaving care",
        ),
    ),
    (
        "looked_after_and_permanence",
        _forms(
            f"|{_PROGRESS}",
            "children looked after |looked after children ",
            "and achieving permanence|and permanence|achieving permanence",
        ),
    ),
    ("adoption", _forms("adoption performance|performance of adoption|adoption services")),
    (
        "lscb",
        _forms(
            "|review of the |review of the effectiveness of the |effectiveness of the |"
            "effectiveness of ",
            "local safeguarding children board|local safeguarding childrens board",
            "|lscb",
        ),
    ),
)
_BY_FORM: dict[str, Area] = {form: area for area, forms in _LABELS for form in forms}
_FIRST_WORDS = (
    "overall",
    "impact",
    "experiences",
    "experience",
    "children",
    "looked",
    "adoption",
    "performance",
    "leadership",
    "review",
    "effectiveness",
    "local",
)
_BY_FIRST_WORD = {
    word: tuple(form for form in _BY_FORM if form.startswith(word)) for word in _FIRST_WORDS
}
_GRADES: dict[str, Grade | None] = {
    "outstanding": "outstanding",
    "good": "good",
    "requiresimprovement": "requires_improvement",
    "requiresimprovementtobegood": "requires_improvement",
    "requireimprovement": "requires_improvement",
    "requireimprovementtobegood": "requires_improvement",
    "adequate": None,
    "inadequate": "inadequate",
}
_GRADE_FORMS = tuple(_GRADES)
# Headings are sentences in some years: "The graded judgement for … is that it is good".
_LINKS = ("", "is", "are", "grade", *_forms("is that ", "it |they ", "|is|are"))
_START = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_FIRST_WORDS)})\b", re.IGNORECASE)
_LINK, _GRADE = 1, 2
_WORD = re.compile(r"[A-Za-z]+(?:['’]s\b)?")
_NOT_LETTER = re.compile(r"[^a-z]")
# What may stand before a label in its line: a number, an article, the first words of a heading.
# No bullet: in lists reports tell what other inspections found.
_NO_MARK = r"[^\w•◼■▪●○◦‣∙·\uf000-\uf0ff]*"
_LEAD = re.compile(
    rf"(?:{_NO_MARK}\d(?:\.\d)?[.)]?)?{_NO_MARK}"
    r"(?:the\s+)?(?:graded\s+judge?ment\s+(?:for|about|on)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_BEGINS = re.compile(_LEAD.pattern + _START.pattern, re.IGNORECASE)
_HEADED = re.compile(r"judge?ments?\s+grades?[\W\d]*(?:the\s+)?\Z", re.IGNORECASE)
# How much of that belongs to the words that give the grade.
_NUMBER = re.compile(
    r"(?:^\d(?:\.\d\s|[.)]\s|[ \t])\s*(?:the\s+)?|"
    r"(?:(?<![a-z])the\s+)?graded\s+judge?ment\s+(?:for|about|on)\s+(?:the\s+)?|"
    r"(?<![a-z])the\s+)\Z",
    re.IGNORECASE | re.MULTILINE,
)
# What may stand after a grade in its row: a full stop, a footnote's digit, "Grade 4".
_TRAIL = re.compile(r"[\W\d]*?(?:grade\s+\d)?[\W\d]*?(?=\n|\Z)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\W\d]*(?:grade\s+\d)?[\W\d]*(?:the\s+|[a-z]{1,2}\s+)?", re.IGNORECASE)
# A grade alone on the line above: its column may have been read before that of the labels.
_GRADE_ABOVE = re.compile(
    r"(?<!\bbe)(?<!\bis)(?<!\bare)(?<!requires)(?<!require)(?<!improvement)\s*\n\W*"
    r"(?:outstanding|good|inadequate|adequate|requires\s+improvement(?:\s+to\s+be\s+good)?)"
    r"\W*(?:the\s+)?\Z",
    re.IGNORECASE,
)
_AFTER_ROW = re.compile(r"[\W\d]*(?:the\s+)?" + _START.pattern, re.IGNORECASE)
# The longest label, the longest grade, and white space between their words.
_MOST_CHARACTERS = 260
# OCR makes a word of a speck or a rule, one or two letters long.
_DEBRIS = 2
# "The graded judgement about the experience"
_LONGEST_LEAD = 60
_EARLIER = re.compile(r"\b(?:previous|last|earlier|prior|former)\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:current|this|present|latest|new)\b", re.IGNORECASE)
# "Previous inspections", as a heading; "The judgements for the local authority were:".
_RESTATED = re.compile(
    r"^\W*(?:previous|last)\b[^.\n]{0,40}\binspections?\W*$|"
    r"\b(?:judge?ments?|grades?)\b[^.\n]{0,80}\bwere\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class _Found:
    """A row with its grades in order, each with the offset at which the row ends with it."""

    area: Area
    start: int
    grades: tuple[tuple[Grade | None, int], ...]

    @property
    def end(self) -> int:
        return self.grades[-1][1]


def rows_in(text: str) -> tuple[Row, ...]:
    """The rows of `text`, in order: each alone on its lines, or one after another in a table.

    Labels with grades in the middle of a sentence are no rows. Offsets are of `text`.
    """
    return tuple(
        row
        for run in _runs(text)
        if _is_table(text, run) and not _restated(text, run)
        for row in _rows(text, run)
    )


def begins_row(line: str) -> bool:
    """Whether a line begins as a row does: with the first word of an area's label."""
    return _BEGINS.match(line) is not None


def _rows(text: str, run: Sequence[_Found]) -> Iterator[Row]:
    """Rows with one grade each: in a table with two columns of grades, the present one."""
    if sum(len(found.grades) > 1 for found in run) * 2 <= len(run):
        for found in run:
            grade, end = found.grades[0]
            yield Row(found.area, grade, found.start, end)
        return
    present = _present_column(text[max(0, run[0].start - 200) : run[0].start])
    for found in run:
        known = present is not None and len(found.grades) > 1
        grade, end = found.grades[present or 0] if known else (None, found.end)
        yield Row(found.area, grade, found.start, end)


def _present_column(head: str) -> int | None:
    """Which of two columns of grades is the present one, by the words or years above them."""
    years = [int(year) for year in _YEAR.findall(head[-40:])[-2:]]
    earlier, present = _EARLIER.search(head), _PRESENT.search(head)
    if earlier is not None and present is not None:
        return int(earlier.start() < present.start())
    if len(years) == 2 and years[0] != years[1]:
        return int(years[0] < years[1])
    return None


def _candidates(text: str) -> Iterator[_Found]:
    at = 0
    while (start := _START.search(text, at)) is not None:
        row = _row_at(text, start.start())
        if row is not None:
            yield row
        at = row.end if row is not None else start.end()


def _row_at(text: str, start: int) -> _Found | None:
    """The longest label and grade that the words from `start` make, or None."""
    first = _WORD.match(text, start)
    if first is None:
        return None
    word = first.group().lower()
    streams: list[Sequence[str]] = [_BY_FIRST_WORD.get(word, ()), _LINKS, _GRADE_FORMS]
    read = [len(word), 0, 0]
    debris = 0
    best: tuple[str, str, str, int] | None = None
    for more in _WORD.finditer(text, first.end(), start + _MOST_CHARACTERS):
        letters = _NOT_LETTER.sub("", more.group().lower())
        for at, forms in enumerate(streams):
            if at == _LINK and read[_GRADE]:
                continue
            going_on = [form for form in forms if form.startswith(letters, read[at])]
            if going_on:
                streams[at] = going_on
                read[at] += len(letters)
                break
        else:
            debris += 1
            if len(letters) > _DEBRIS or debris > 1:
                break
            continue
        label, link, grade = (_whole(*each) for each in zip(streams, read, strict=True))
        if label is not None and link is not None and grade is not None:
            best = label, link, grade, more.end()
    if best is None:
        return None
    label, link, grade, end = best
    if link and not _TRAIL.match(text, end):
        return None  # a sentence that goes on: "… are good because"
    number = _NUMBER.search(text, max(0, start - _LONGEST_LEAD), start)
    begin = number.start() if number is not None else start
    given = (_GRADES[grade], end)
    second = _grade_at(text, end)
    return _Found(_BY_FORM[label], begin, (given,) if second is None else (given, second))


def _whole(forms: Sequence[str], read: int) -> str | None:
    """The form that has been read to its end."""
    return next((form for form in forms if len(form) == read), None)


def _grade_at(text: str, start: int) -> tuple[Grade | None, int] | None:
    """A second grade right after the first: a column of its own."""
    graded = 0
    grades: Sequence[str] = _GRADE_FORMS
    best: tuple[Grade | None, int] | None = None
    for word in _WORD.finditer(text, start, start + 60):
        letters = word.group().lower()
        grades = [form for form in grades if form.startswith(letters, graded)]
        if not grades:
            break
        graded += len(letters)
        if (whole := _whole(grades, graded)) is not None:
            best = _GRADES[whole], word.end()
    if best is None or not (_TRAIL.match(text, best[1]) or _AFTER_ROW.match(text, best[1])):
        return None
    return best


def _runs(text: str) -> list[list[_Found]]:
    """Rows with nothing but a number or an article between them."""
    runs: list[list[_Found]] = []
    for row in _candidates(text):
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1].end, row.start):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _restated(text: str, run: Sequence[_Found]) -> bool:
    """Whether the rows tell the judgements of an inspection before this one."""
    if len(run[0].grades) > 1:
        return False  # the present grade stands beside the one before
    start = run[0].start
    return _RESTATED.search(text, max(0, start - 300), start) is not None


def _is_table(text: str, run: Sequence[_Found]) -> bool:
    """A table begins a line, or stands under its head, and holds rows or one that fills lines."""
    line = text.rfind("\n", 0, run[0].start) + 1
    start = run[0].start
    if not (_LEAD.fullmatch(text, line, start) or _HEADED.search(text, line, start)):
        return False
    if _GRADE_ABOVE.search(text, max(0, start - 100), start):
        return False
    return len(run) > 1 or _TRAIL.match(text, run[0].end) is not None
