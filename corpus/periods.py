"""Periods that columns are headed by and questions ask for: months, quarters, years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.dates import MONTH, month_number

PeriodKind = Literal["month", "quarter", "year", "years", "months", "ending"]

_YEAR = r"(?:19|20)\d\d"
# "2008-09", "2008/9", "2008- 2009": two years that follow each other are one year of account.
_SPAN = rf"(?P<span>{_YEAR})\s?[-–—/]\s?(?P<until>(?:{_YEAR}|\d\d?))(?![\d/%])"
_QUARTER = (
    r"(?:\bQ(?:uarter|tr)?\.?\s?(?P<quarter>[1-4])\b|"
    r"\b(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth)\s+quarter\b)"
)
# "Jul-17", "July 2017", "31 March 2017", "Jul ’17"; a day before it is no year.
_IN_MONTH = (
    rf"\b(?P<month>{MONTH})\b(?:[\s,.]*[-–/’']?\s?(?P<year>{_YEAR}|(?<=[-–/’'])\d\d)\b(?![/-]\d))?"
)
_NUMERIC = r"(?<![\d.])(?P<d>\d{1,2})[./](?P<m>0?[1-9]|1[0-2])[./](?P<y>(?:19|20)?\d\d)\b"
_TOKEN = re.compile(
    rf"{_NUMERIC}|{_SPAN}|{_QUARTER}|{_IN_MONTH}|(?<![\d.,/£])(?P<single>{_YEAR})(?![\d%/]|[.,]\d)",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\byears?\s+(?:ended|ending|to)(?:\s+(?:the|end|of|on))*\s+(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\Z",
    re.I,
)
_JOINS = re.compile(r"\s*(?:-|–|—|to|until)\s*(?:the end of\s+)?(?:\d{1,2}\s+)?", re.I)
_ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3}
# Words in lower case unless a year follows: "it may", "they march".
_WORDS = frozenset({"may", "mar", "march"})
# The last month of a year of account: councils' years end in March.
_LAST_MONTH = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it is written, at `text[start:end]`.

    `year` is the first calendar year it touches, None where it is not written; a quarter's is
    the first year of its year of account. `month` holds for a month, for the last month of a
    year `ending` then and for the first of a run of `months`, `last` the last of these;
    `quarter` counts from April. A `year` is "2010", `years` "2008-09".
    """

    kind: PeriodKind
    year: int | None
    month: int | None = None
    quarter: int | None = None
    last: int | None = None
    start: int = 0
    end: int = 0


def periods_in(text: str) -> list[Period]:
    """Every period that `text` writes, in its order.

    A run of months ("April to September 2024") is one period. "May" and "march" are months
    only with a capital or a year.
    """
    found: list[Period] = []
    for match in _TOKEN.finditer(text):
        period = _read(match)
        if period is None:
            continue
        before = text[: period.start]
        if period.kind in ("month", "year") and _ENDING.search(before[-30:]):
            period = replace(period, kind="ending", month=period.month or _LAST_MONTH)
        previous = found[-1] if found else None
        if (
            previous is not None
            and previous.kind == period.kind == "month"
            and _JOINS.fullmatch(text, previous.end, period.start)
        ):
            first = previous.year or _year_before(previous, period)
            found[-1] = replace(
                previous, kind="months", year=first, last=period.month, end=period.end
            )
            continue
        found.append(period)
    return found


def dated(periods: Sequence[Period], years: Sequence[int] = ()) -> list[Period]:
    """The same periods, each month without a year in the year of those beside it.

    "In April and in August 2017" are two months of one year; "in July of 2017/18" is one
    month. `years` are taken where no period has one, if it is one alone.
    """
    months = [p for p in periods if p.kind in ("month", "months", "quarter")]
    accounts = [p for p in periods if p.kind == "years"]
    if months and len(accounts) == 1 and all(p.year is None for p in months):
        return [within(p, accounts[0]) for p in months]
    months = [p for p in months if p.kind != "quarter"]
    known = [p.year for p in months if p.year is not None]
    fallback = known[0] if known else (years[0] if len(set(years)) == 1 else None)
    result: list[Period] = []
    last = None
    for period in periods:
        if period.kind in ("month", "months") and period.year is None:
            period = replace(period, year=last if last is not None else fallback)
        if period.kind in ("month", "months"):
            last = period.year
        result.append(period)
    return result


def within(period: Period, context: Period) -> Period:
    """A period without a year, with the year that what surrounds it leaves it, if any.

    `context` is a year of account that it is in, a run of months that it is one of, or the
    last month that is told of.
    """
    if period.year is not None or context.year is None:
        return period
    month = period.month
    if period.kind == "quarter":
        return replace(period, year=context.year) if context.kind == "years" else period
    if month is None:
        return period
    if context.kind == "years":
        return replace(period, year=context.year if month > _LAST_MONTH else context.year + 1)
    if context.kind == "months" and context.month is not None and context.last is not None:
        if context.month <= context.last:
            inside = context.month <= month <= context.last
            return replace(period, year=context.year) if inside else period
        if month >= context.month:
            return replace(period, year=context.year)
        return replace(period, year=context.year + 1) if month <= context.last else period
    if context.kind == "month" and context.month is not None:
        return replace(period, year=context.year if month <= context.month else context.year - 1)
    return period


def same(asked: Period, held: Period, *, ends_in_march: bool = False) -> bool:
    """Whether two ways of writing mean one period, as far as both are written.

    A year that neither side doubts may be missing on both; one that only `held` lacks is
    a doubt. `ends_in_march`: single years stand for the years that end in their March.
    """
    first, second = _account(asked, ends_in_march), _account(held, ends_in_march)
    if first is not None and second is not None:
        return first == second
    if asked.kind == held.kind == "month":
        return asked.month == held.month and asked.year in (None, held.year)
    if asked.kind == held.kind == "months":
        return (asked.month, asked.last) == (held.month, held.last) and asked.year in (
            None,
            held.year,
        )
    if "quarter" in (asked.kind, held.kind):
        mine, theirs = _quarter(asked), _quarter(held)
        if mine is None or theirs is None:
            return False
        return mine[0] == theirs[0] and mine[1] in (None, theirs[1])
    return asked.kind == held.kind == "year" and asked.year == held.year


def _read(match: re.Match[str]) -> Period | None:
    start, end = match.span()
    if match["d"] is not None:
        if int(match["d"]) > 31:
            return None
        return Period("month", _full(match["y"]), int(match["m"]), start=start, end=end)
    if match["span"] is not None:
        first = int(match["span"])
        if not str(first + 1).endswith(match["until"]):
            return None  # "2006-2010" is a run of years and none of them
        return Period("years", first, start=start, end=end)
    if match["quarter"] is not None or match["ordinal"] is not None:
        ordinal = (match["ordinal"] or "").lower()
        quarter = int(match["quarter"] or _ORDINALS.get(ordinal, 4))
        return Period("quarter", None, quarter=quarter, start=start, end=end)
    if match["month"] is not None:
        name, year = match["month"], match["year"]
        if name in _WORDS and year is None:
            return None
        number = month_number(name)
        return Period("month", _full(year) if year else None, number, start=start, end=end)
    return Period("year", int(match["single"]), start=start, end=end)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _year_before(first: Period, last: Period) -> int | None:
    """The year of the first month of a run that writes only its last one's."""
    if last.year is None or first.month is None or last.month is None:
        return last.year
    return last.year if first.month <= last.month else last.year - 1


def _account(period: Period, ends_in_march: bool) -> int | None:
    """The first year of the year of account that is meant, None where it is another period."""
    if period.kind == "years":
        return period.year
    if period.kind == "ending" and period.month == _LAST_MONTH and period.year is not None:
        return period.year - 1
    if period.kind == "year" and ends_in_march and period.year is not None:
        return period.year - 1
    return None


def _quarter(period: Period) -> tuple[int, int | None] | None:
    """The quarter from April and the first year of its year of account."""
    if period.kind == "quarter" and period.quarter is not None:
        return period.quarter, period.year
    if period.kind == "months" and period.month is not None and period.last is not None:
        first, length = period.month, (period.last - period.month) % 12
        if length != 2 or (first - 1) % 3:
            return None
        number = ((first - 4) % 12) // 3 + 1
        year = period.year
        return number, None if year is None else year - (first < 4)
    return None


def overlap(asked: Period, held: Period) -> bool:
    """Whether two periods may share a day; one without a year may fall in any."""
    mine, theirs = _months(asked), _months(held)
    if mine is not None and theirs is not None:
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]
    if asked.kind == held.kind == "month":
        return asked.month == held.month
    return True


def _months(period: Period) -> tuple[int, int] | None:
    """Its first and its last month, counted from the year 0; None without a year."""
    year, month = period.year, period.month
    if year is None:
        return None
    if period.kind == "years":
        return 12 * year + _LAST_MONTH, 12 * year + _LAST_MONTH + 11
    if period.kind == "quarter" and period.quarter is not None:
        first = 12 * year + 3 * period.quarter
        return first, first + 2
    if month is None:
        return 12 * year, 12 * year + 11
    at = 12 * year + month - 1
    if period.kind == "ending":
        return at - 11, at
    if period.kind == "months" and period.last is not None:
        return at, at + (period.last - month) % 12
    return at, at
