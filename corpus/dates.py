"""Days written in English text: single days, ranges of days, months."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    + (r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b")
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_RANGE = re.compile(
    rf"\b{_DAY.format('d1')}(?:\s+{_MONTH.format('m1')})?,?(?:\s+(?P<y1>\d{{4}}))?"
    rf"\s*(?:to|until|and|&|[-–—])\s*"
    rf"{_DAY.format('d2')}\s+{_MONTH.format('m2')},?\s+(?P<y2>\d{{4}})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b{_DAY.format('d')}\s+{_MONTH.format('m')},?\s+(?P<y>\d{{4}})\b", re.IGNORECASE
)
_IN_MONTH = re.compile(rf"\b{_MONTH.format('m')},?\s+(?P<y>(?:19|20)\d{{2}})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days `first` to `last`, as written at `text[start:end]`."""

    first: date
    last: date
    start: int
    end: int


def day_ranges(text: str) -> list[DayRange]:
    """Every day or range of days that `text` writes in full, in the order of the text."""
    found = list(_ranges(text))
    taken = [(r.start, r.end) for r in found]
    for match in _SINGLE.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        day = _day(match["d"], match["m"], match["y"])
        if day is not None:
            found.append(DayRange(day, day, match.start(), match.end()))
    return sorted(found, key=lambda r: r.start)


def months(text: str) -> list[DayRange]:
    """Every month with its year that `text` names, as the range of its days."""
    found: list[DayRange] = []
    for match in _IN_MONTH.finditer(text):
        year, month = int(match["y"]), month_number(match["m"])
        last = date(year, month, monthrange(year, month)[1])
        found.append(DayRange(date(year, month, 1), last, match.start(), match.end()))
    return found


def in_words(first: date, last: date) -> str:
    """A range of days as people write it: "14 to 18 July 2025"."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _ranges(text: str) -> Iterator[DayRange]:
    for match in _RANGE.finditer(text):
        last = _day(match["d2"], match["m2"], match["y2"])
        if last is None:
            continue
        year = match["y1"] or match["y2"]
        first = _day(match["d1"], match["m1"] or match["m2"], year)
        if first is not None and first > last and not match["y1"]:
            first = _day(match["d1"], match["m1"] or match["m2"], str(int(year) - 1))
        if first is not None and first <= last:
            yield DayRange(first, last, match.start(), match.end())


def month_number(name: str) -> int:
    """The number of a month, 1 to 12, from its name or the first three letters of it."""
    return _MONTHS.index(name.lower()[:3]) + 1


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None
