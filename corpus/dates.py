"""Days written in English text: single days, ranges of days, months."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MONTH = (
    r"jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
"""A pattern, in lower case and in no group, of the names of months, whole or in short."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DAY = rf"{_WEEKDAY}\d{{1,2}}(?:\s?(?:st|nd|rd|th)\b)?"
# Typesetting may take the space before a month or a year: "14June2024".
_OF_MONTH = rf"\s*(?:of\s+)?(?:{MONTH})(?![a-z])\.?"
_OF_YEAR = r",?\s*\d{4}\b"
_MONTH_AND_YEAR = f"{_OF_MONTH}{_OF_YEAR}"
_MONTH_PERHAPS = f"(?:{_OF_MONTH}(?:{_OF_YEAR})?)?"
# Between two days: "to" and its like end a range, "and" begins another day or range. pdfium
# writes U+FFFE for a hyphen at the end of a line.
_DASH = r"[-\u00ad\u2010-\u2015\u2212\u2500\ufffe]"
_BETWEEN = rf"(?:\s*{_DASH}\s*|,?\s*\b(?:to|until|till|through|and)\s*|\s*[&,;]\s*(?:and\s+)?)"
_CHAIN = re.compile(
    rf"\b(?:{_DAY}{_MONTH_PERHAPS}{_BETWEEN}){{0,7}}{_DAY}{_MONTH_AND_YEAR}", re.IGNORECASE
)
_ELEMENT = re.compile(
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th)\b)?"
    rf"(?:\s*(?:of\s+)?(?P<m>{MONTH})(?![a-z])\.?(?:,?\s*(?P<y>\d{{4}})\b)?)?",
    re.IGNORECASE,
)
_ENDS_RANGE = re.compile(rf"{_DASH}|\b(?:to|until|till|through)\b", re.IGNORECASE)
_IN_MONTH = re.compile(rf"\b(?P<m>{MONTH})\b,?\s+(?P<y>(?:19|20)\d{{2}})\b", re.IGNORECASE)
_IN_FIGURES = re.compile(
    r"(?<![\d./-])(?:(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)|"
    r"(?P<d2>\d{1,2})(?P<mark>[-_./])(?P<m2>\d{1,2})(?P=mark)(?P<y2>(?:19|20)\d\d))(?![\d/])"
)
_EARLIEST, _LATEST = 1900, 2100  # a year outside them is a slip of the keyboard
_A_VISIT = 45  # days that a visit may spread over


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days `first` to `last`, as written at `text[start:end]`."""

    first: date
    last: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slip:
    """Days written at `text[start:end]` that cannot be right: an end before its beginning.

    `first` and `last` are as written, None where there is no such day ("5 February 2104").
    """

    first: date | None
    last: date | None
    start: int
    end: int


def day_ranges(text: str) -> list[DayRange]:
    """Every day or range of days that `text` writes in full, in the order of the text.

    What a day leaves out it takes from the next one: "4 to 8 and 18 to 22 November 2024" is
    two ranges, "16 and 17 January 2019" is one.
    """
    return [written for written in _written(text) if isinstance(written, DayRange)]


def slips(text: str) -> list[Slip]:
    """The ranges of days in `text` that are misprinted, in the order of the text."""
    return [written for written in _written(text) if isinstance(written, Slip)]


def days_in_figures(text: str) -> list[DayRange]:
    """Every day that `text` writes in figures, day first or year first: 12/09/2019, 2019-09-12."""
    found: list[DayRange] = []
    for match in _IN_FIGURES.finditer(text):
        day, month, year = (
            match.group("d", "m", "y") if match["y"] else match.group("d2", "m2", "y2")
        )
        if 1 <= int(month) <= 12 and (on := _day(int(day), int(month), int(year))) is not None:
            found.append(DayRange(on, on, match.start(), match.end()))
    return found


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


def month_number(name: str) -> int:
    """The number of a month, 1 to 12, from its name or the first three letters of it."""
    return _MONTHS.index(name.lower()[:3]) + 1


@dataclass(slots=True)
class _Written:
    """A day as written; `ends` says that it ends the range that the day before it begins."""

    day: int
    month: int | None
    year: int | None
    start: int
    end: int
    ends: bool
    after_comma: bool
    on: date | None = None


def _written(text: str) -> Iterator[DayRange | Slip]:
    for chain in _CHAIN.finditer(text):
        days = _days(text, chain.start(), chain.end())
        _complete(days)
        for group in _groups(days, text[max(0, chain.start() - 9) : chain.start()]):
            start, end = group[0].start, group[-1].end
            known = [written.on for written in group if written.on is not None]
            if len(known) == len(group) and known == sorted(known):
                yield DayRange(known[0], known[-1], start, end)
            elif known:
                yield Slip(group[0].on, group[-1].on, start, end)


def _days(text: str, start: int, end: int) -> list[_Written]:
    found: list[_Written] = []
    for match in _ELEMENT.finditer(text, start, end):
        between = text[found[-1].end : match.start()] if found else ""
        found.append(
            _Written(
                int(match["d"]),
                month_number(match["m"]) if match["m"] else None,
                int(match["y"]) if match["y"] else None,
                match.start(),
                match.end(),
                ends=_ENDS_RANGE.search(between) is not None,
                after_comma="," in between and "and" not in between.lower(),
            )
        )
    # "paragraph 12, 14 March 2019" is one day; "6, 7 and 8 March 2019" are three.
    if found[-1].after_comma:
        del found[:-1]
    return found


def _complete(days: Sequence[_Written]) -> None:
    """Give each day the month and the year that it leaves to the next one."""
    month = year = None
    following: date | None = None
    for written in reversed(days):
        borrowed = written.year is None
        month, year = written.month or month, written.year or year
        if month is None or year is None:
            continue
        written.on = _day(written.day, month, year)
        if (
            borrowed
            and written.month is not None
            and written.on is not None
            and following is not None
            and written.on > following
        ):
            # "30 December to 9 January 2020"
            year -= 1
            written.on = _day(written.day, month, year)
        following = written.on or following


def _groups(days: Sequence[_Written], before: str) -> list[list[_Written]]:
    if not any(written.ends for written in days):
        first, last = days[0].on, days[-1].on
        apart = first is not None and last is not None and (last - first).days > _A_VISIT
        whole = all(written.year is not None for written in days)
        # "reports of 7 March 2016 and 4 June 2018" tell of two days.
        if apart and whole and not before.lower().endswith("between "):
            return [[written] for written in days]
        return [list(days)]
    groups: list[list[_Written]] = []
    for written in days:
        if written.ends:
            groups[-1].append(written)
        else:
            groups.append([written])
    return groups


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None
