"""Which cells of a row a question asks for: by month, quarter or year, or by a heading's words.

A column that the question may mean beside others is not guessed at.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.authorities import mentions
from corpus.periods import Period, overlap, periods_in, same, within
from corpus.tables import Column, TableRow, Value
from retrieval.query import Query
from retrieval.search.concepts import padded_stems

# What heads a sum.
TOTAL = re.compile(r"\b(?:total|overall|sum|all)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[£$€]?\s?(\d[\d,\s]*(?:\.\d+)?)(?!.*%)")
# The words of headings and labels; those that name nothing; figures that are written as words.
WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
SMALL = {
    *("a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "and", "or", "per", "with"),
    *("from", "as", "is", "be", "who"),
}
_NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
IN_DIGITS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS, 1)}
_SHARES = re.compile(r"%|\bper ?cent(?:age)?\b|\bproportion\b|\bshare\b", re.IGNORECASE)
_COUNTS = re.compile(r"\bhow many\b", re.IGNORECASE)
# What columns hold beside a place's own figures: asked for by name, or else not meant. The words
# of the second kind are said of own figures too: "how did it change?".
_OTHERS = (
    r"\b(?:targets?|england|national(?:ly)?|london|region(?:al)?|neighbours?|benchmark(?:ing)?s?|"
    r"comparators?"
)
_OTHER = re.compile(rf"{_OTHERS})\b", re.IGNORECASE)
_BESIDE = re.compile(rf"{_OTHERS}|averages?|variance|trend|change|difference)\b", re.IGNORECASE)


def cells_asked(
    row: TableRow, asked: Sequence[Period], query: Query, context: Sequence[str]
) -> tuple[tuple[Value, ...], bool]:
    """The cells asked for, and whether they are so for certain; else the whole row, or nothing.

    Nothing where the table tells of other times only.
    """
    if not any(value.is_figure for value in row.values):
        return (), False
    year = label_period(row)
    if year is not None and not any(same(period, year) for period in asked):
        return (), False
    if year is not None or not asked:
        value = _by_words(row, query) or _only(row, query)
        certain = value is not None and adds_up(value, row) and not query.compare
        return ((value,), True) if certain and value is not None else (row.values, False)
    found: list[Value] = []
    doubtful = False
    for period in asked:
        value, near = _at(row, period, query, context)
        doubtful = doubtful or (value is None and near)
        if value is not None:
            found.append(value)
    if found and len(found) == len(asked):
        return tuple(dict.fromkeys(found)), True
    return (row.values, False) if found or doubtful else ((), False)


def _only(row: TableRow, query: Query) -> Value | None:
    """The one figure of a row, or the latest where that is asked for; a place's own alone."""
    own = [v for v in row.values if v.is_figure and _is_own(v)]
    if query.newest:
        own = [v for v in own if v.column and v.column.periods][-1:]
    return own[0] if len(own) == 1 else None


def label_period(row: TableRow) -> Period | None:
    """The year or month that a row is of, where its label is that and nothing else."""
    found = periods_in(row.label.text)
    alone = len(found) == 1 and (found[0].start, found[0].end) == (0, len(row.label.text))
    return found[0] if alone else None


def headings_of(values: Sequence[Value]) -> list[str]:
    """The headings that cells stand under."""
    return [h.text for v in values if v.column is not None for h in v.column.headings]


def beside_words(text: str) -> set[str]:
    """The words of a text that name a target, a comparison or a wider place."""
    return {word.lower() for word in _BESIDE.findall(text)}


def _at(
    row: TableRow, asked: Period, query: Query, context: Sequence[str]
) -> tuple[Value | None, bool]:
    """The cell of a period, None where no column or several are of it; and whether any is near."""
    ends_in_march = any(p.kind == "ending" and p.month == 3 for t in context for p in periods_in(t))
    dates = {column: _dated_column(column, context) for column in row.columns}
    near = any(overlap(asked, held) for periods in dates.values() for held in periods)
    columns = [
        column
        for column, periods in dates.items()
        if any(same(asked, held, ends_in_march=ends_in_march) for held in periods)
    ]
    columns = _meant(columns, row, query)
    values = [v for v in row.values if len(columns) == 1 and v.column == columns[0]]
    others = [v for v in row.values if v not in values and _is_own(v)]
    if not values or _is_of_another(values[0], asked) or any(_is_of(v, asked) for v in others):
        return None, near
    return values[0], near


def _dated_column(column: Column, context: Sequence[str]) -> list[Period]:
    """The periods of a column, each with its year where the headings or captions give it.

    Captions that would give it different years give it none.
    """
    found: list[Period] = []
    for period in column.periods:
        for heading in reversed(column.headings):
            for other in periods_in(heading.text):
                period = within(period, other)
        if period.year is None:
            around = [within(period, other) for text in context for other in periods_in(text)]
            years = {p.year for p in around if p.year is not None}
            period = replace(period, year=years.pop()) if len(years) == 1 else period
        found.append(period)
    return found


def _meant(columns: Sequence[Column], row: TableRow, query: Query) -> list[Column]:
    """Of columns of one period, those that the question can mean.

    A target or another place's figure is meant where the question names it, and then alone.
    """
    headed = beside_words(" ".join(h.text for c in row.columns for h in c.headings))
    asked_beside = {w.lower() for w in _OTHER.findall(query.question)}
    asked_beside |= beside_words(query.question) & headed
    kept: list[Column] = []
    for column in columns:
        # What stands over months and years says whose they are; "England" says so itself.
        own = [column.headings[-1].text] if _words_of(column) else [h.text for h in column.headings]
        others = {m.name for m in mentions(" ".join(own))} - set(query.authorities)
        if not others and beside_words(" ".join(own)) == asked_beside:
            kept.append(column)
    said = [c for c in kept if (words := _words_of(c)) and words <= _spoken(query)]
    return said if len(kept) > 1 and said else kept


def _by_words(row: TableRow, query: Query) -> Value | None:
    """The only cell whose heading the question says in full; the fullest where one says more."""
    spoken = _spoken(query)
    columns = {v.column: v for v in row.values if v.column is not None}
    said = [c for c in columns if (words := _words_of(c)) and words <= spoken]
    said.sort(key=lambda column: -len(_words_of(column)))
    if not said or any(not _words_of(c) < _words_of(said[0]) for c in said[1:]):
        return None
    return columns[said[0]]


def _words_of(column: Column) -> frozenset[str]:
    """The stems of a heading that name something, its periods left out."""
    text = column.headings[-1].text
    for period in reversed(periods_in(text)):
        text = text[: period.start] + text[period.end :]
    return _stems_of(text)


def _spoken(query: Query) -> frozenset[str]:
    """The stems that a question says."""
    return _stems_of(_COUNTS.sub("number", query.question))


def _stems_of(text: str) -> frozenset[str]:
    words = WORD.findall(_SHARES.sub(" percentage ", text).lower())
    named = [IN_DIGITS.get(word, word) for word in words if word not in SMALL]
    return frozenset(padded_stems(" ".join(named)).split())


def is_undated(values: Sequence[Value]) -> bool:
    """Whether a cell stands under a month or a quarter whose year no heading gives."""
    columns = [v.column for v in values if v.column is not None]
    return any(
        column.periods and all(p.year is None for h in column.headings for p in periods_in(h.text))
        for column in columns
    )


def _is_own(value: Value) -> bool:
    """Whether a cell is the place's own figure, and no target or other place's."""
    return value.column is not None and not _BESIDE.search(value.column.headings[-1].text)


def _dates_of(value: Value) -> list[Period]:
    """The periods that a cell says of itself, beside its figure: "12% (AY 2015/16)"."""
    return [p for p in periods_in(value.cell.text) if p.year is not None and p.start > 0]


def _is_of(value: Value, asked: Period) -> bool:
    return any(same(asked, period) for period in _dates_of(value))


def _is_of_another(value: Value, asked: Period) -> bool:
    """Whether a cell says of itself that it is of another time than its heading."""
    return any(
        not overlap(asked, p) or (p.kind == asked.kind and not same(asked, p))
        for p in _dates_of(value)
    )


def adds_up(value: Value, row: TableRow) -> bool:
    """Whether a cell headed as a total is the total of its own row, where there is more in it.

    The total of a whole table often stands in the last row alone.
    """
    if value.column is None or not TOTAL.search(value.column.headings[-1].text):
        return True
    others = [_amount(v) for v in row.values if v is not value and v.is_figure]
    amounts = [amount for amount in others if amount is not None]
    total = _amount(value)
    return not amounts or total is None or abs(sum(amounts) - total) <= 0.01 * abs(total)


def _amount(value: Value) -> float | None:
    match = _AMOUNT.match(value.cell.text)
    return float(re.sub(r"[,\s]", "", match[1])) if match else None
