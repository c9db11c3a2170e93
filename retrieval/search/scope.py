"""Which documents may answer a question: the right authority, the right time, the right kind."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.currency import is_known
from corpus.dates import in_words
from corpus.documents import INSPECTORS_KINDS, Dates, Document, Kind
from retrieval.query import Filters, Query, Slant
from retrieval.search.shelf import (
    Ordered,
    Shelf,
    by_authority,
    newest_first,
    newest_inspection,
    newest_of_each,
    shelved,
)
from retrieval.understanding.topic_words import topic_as_asked

# Papers that are asked about by their kind, and that no other paper stands for.
_OF_THEIR_OWN: frozenset[Kind] = frozenset(
    {
        *("focused_visit_letter", "monitoring_visit_letter", "minutes", "presentation"),
        *("performance_report", "work_programme"),
    }
)
# What is handed out for a meeting as a whole.
_PACK = re.compile(r"\b(?:pack|agenda|papers)\b", re.IGNORECASE)
_SPOKEN_KINDS: dict[Kind, str] = {
    "focused_visit_letter": "letter of a focused visit",
    "monitoring_visit_letter": "letter of a monitoring visit",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that may answer, newest first.

    `wanted` are those the question is about (the newest inspection, the report of 2017);
    `searched` also holds the older and other ones that may add or, where the wanted ones are
    silent, answer with a caveat. `strict`: only the wanted ones may answer. `missing` says in
    a sentence what was asked for and is not in the index, None when nothing is missing;
    `newest` holds the newest inspection of each authority, asked about or not: what it
    replaces is not told as if it still stood. `known` are all that authority, kind and day allow.
    `absent` are authorities that are asked about and of which there is no document.
    """

    wanted: tuple[Document, ...]
    searched: tuple[Document, ...]
    strict: bool
    missing: str | None
    reading: str
    newest: tuple[Document, ...] = ()
    known: tuple[Document, ...] = ()
    absent: tuple[str, ...] = ()


def scope_of(query: Query, documents: Sequence[Document]) -> Scope:
    """Choose documents for a question; superseded ones stay out of "current" questions."""
    shelf = shelved(documents)
    filters = replace(query.filters, authorities=())
    allowed = shelf.of(query.authorities, guidance=_asks_for_guidance(query))
    if filters != Filters():
        allowed = Ordered(d for d in allowed if is_allowed(d, d.dates, filters))
    # What became of a list is told by documents after it.
    everything = not query.within or _asks_of_progress(query)
    ours = allowed if everything else Ordered(d for d in allowed if d.id in query.within)
    if (span := _span(query.years)) is not None:
        ours = Ordered(d for d in ours if _is_between(d, *span)) or ours
    if query.each_year:
        own_year = dict(query.each_year)
        ours = Ordered(d for d in ours if _is_of_its_year(d, own_year)) or ours
    if not ours:
        return Scope((), (), True, _nothing(query, shelf), _reading(query, (), shelf))
    newest = shelf.newest if ours is shelf.of(()) else newest_of_each(ours)
    kinds = Ordered(d for d in ours if d.kind in query.kinds) if query.kinds else ours
    wanted: Sequence[Document]
    missing = None
    strict = False
    if query.kinds and not kinds and set(query.kinds) & _OF_THEIR_OWN:
        wanted = []
        missing = f"No {_kinds_in_words(query.kinds)} {_about(query)} is in the index."
    elif met := _of_meeting(query, kinds or ours):
        wanted = met
    elif query.document_years:
        wanted = [d for d in kinds or ours if _of_year(d, query)]
        strict = True
        if not wanted:
            missing = f"No document of {_when(query)} {_about(query)} is in the index."
    elif query.newest and query.years:
        # "What was it in 2014 and what is it now?"
        then = [d for d in kinds or ours if is_of_years(d, query.years)]
        wanted = newest_first({d.id: d for d in (*_newest(ours, query), *then)}.values())
        # "Compare 2017 with the latest" asks for no year between.
        strict = query.compare and bool(then)
    elif query.newest:
        wanted = _newest(kinds or ours, query)
        # Whether something is "still" so, or has moved, takes the ones before it as well.
        moved = query.supposed is not None and query.supposed.move is not None
        strict = not (query.still or query.over_time or moved)
    elif query.years:
        wanted = [d for d in kinds or ours if is_of_years(d, query.years)]
        # "How did it compare in 2013 and 2015?" asks for no other year, where each has documents.
        strict = (
            query.compare
            and len(query.years) > 1
            and all(any(is_of_years(d, (year,)) for d in wanted) for year in query.years)
        )
    else:
        wanted = kinds or ours
        strict = bool(query.kinds and kinds)
    if query.before and wanted:
        told = [d for d in documents if d.id in query.before_those and d.dates.ordering]
        first = min(
            d.dates.ordering or date.min
            for d in (told or (wanted if strict else _newest(ours, query)))
        )
        ours = Ordered(d for d in ours if (d.dates.ordering or date.min) < first)
        # Visits give no grades: those before that are of an inspection.
        graded = [d for d in ours if d.kind == "inspection_report"]
        wanted = ((query.intent == "judgements" and graded) or ours)[:1]
        strict = False
        if not ours:
            missing = f"No earlier document {_about(query)} is in the index."
    strict = strict and not _asks_of_progress(query)
    searched = newest_first(wanted) if strict and wanted else ours
    return Scope(
        tuple(wanted),
        searched,
        strict,
        missing,
        _reading(query, wanted, shelf),
        newest,
        allowed,
        _absent(query, shelf),
    )


def _asks_for_guidance(query: Query) -> bool:
    """Whether guidance for every authority may answer: it says nothing of how any of them does."""
    named = "statutory guidance" in query.question.lower()
    return query.entitlement or named or "guidance" in query.filters.kinds


def _asks_of_progress(query: Query) -> bool:
    """Whether it is asked what became of a list."""
    return query.progress and query.intent == "recommendations"


def _of_meeting(query: Query, documents: Sequence[Document]) -> list[Document]:
    """The papers of the meeting that a question names by its day or month.

    Of a whole pack all that is in it, the minutes of the meeting before included.
    """
    days = [
        *query.demand.days,
        *(
            (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            for year in query.document_years
            for month in query.document_months
        ),
    ]
    found = [
        d
        for d in documents
        if d.kind not in INSPECTORS_KINDS
        and d.dates.meeting is not None
        and any(first <= d.dates.meeting <= last for first, last in days)
    ]
    if found and _PACK.search(query.question):
        heads = {d.part_of or d.id for d in found}
        return [d for d in documents if (d.part_of or d.id) in heads]
    return found


def _kinds_in_words(kinds: Sequence[Kind]) -> str:
    letters = [_SPOKEN_KINDS[kind] for kind in kinds if kind in _SPOKEN_KINDS]
    others = " or ".join(kind.replace("_", " ") for kind in kinds)
    return " or ".join(letters) or f"paper of this kind ({others})"


def is_within(document: Document, first: int, last: int) -> bool:
    """Whether the day that orders a document is of the years `first` to `last`."""
    day = document.dates.ordering
    return day is not None and first <= day.year <= last


def is_allowed(document: Document, dates: Dates, filters: Filters) -> bool:
    """Whether filters leave a document in; `dates` are its own or those of a copy of it."""
    day = dates.ordering
    if filters.authorities:
        names = {name.lower() for name in filters.authorities}
        if document.authority is None or document.authority.lower() not in names:
            return False
    if filters.kinds and document.kind not in filters.kinds:
        return False
    if filters.first is not None and (day is None or day < filters.first):
        return False
    if filters.last is not None and (day is None or day > filters.last):
        return False
    return is_known(dates, filters.as_of)


def _newest(documents: Sequence[Document], query: Query) -> Ordered:
    """For each authority the newest inspection, with the inspectors' letters that follow it."""
    inspectors = [d for d in documents if d.kind in INSPECTORS_KINDS and not query.panel]
    pool = inspectors or documents
    found: list[Document] = []
    for theirs in by_authority(pool).values():
        base = newest_inspection(theirs) or newest_first(theirs)[0]
        since = [
            d
            for d in theirs
            if d.id != base.id
            and (d.dates.ordering or date.min) > (base.dates.ordering or date.min)
        ]
        found += [*since, base]
    return newest_first(found)


def _of_year(document: Document, query: Query) -> bool:
    days = _days(document)
    years = {*query.document_years}
    # A financial or academic year ("2010/11") is two calendar years.
    for match in re.finditer(r"\b((?:19|20)\d\d)\s?[/–-]\s?(\d\d)\b", query.question):
        years |= {int(match[1]), int(match[1][:2] + match[2])}
    if _is_undated(document):
        return max(years) >= days[0].year
    in_year = [day for day in days if day.year in years]
    # Council papers tell of other months' meetings; an inspection of another month is another.
    if query.document_months and in_year and document.kind in INSPECTORS_KINDS:
        months = set(query.document_months)
        return any(day.month in months or (day.month - 1 or 12) in months for day in in_year)
    return bool(in_year)


def _span(years: Sequence[int]) -> tuple[int, int] | None:
    """The first and the last of several years in a row, None where they are not that."""
    first, last = min(years, default=0), max(years, default=0)
    in_a_row = len(years) >= 3 and sorted(years) == list(range(first, last + 1))
    return (first, last) if in_a_row else None


def _is_between(document: Document, first: int, last: int) -> bool:
    """Whether a document is of the time from one year to another."""
    if _is_undated(document):
        return last >= _days(document)[0].year
    return any(first <= day.year <= last for day in _days(document))


def is_of_years(document: Document, years: Sequence[int]) -> bool:
    """Of one of the years, or of the year after: reports tell of the year before."""
    days = _days(document)
    if _is_undated(document):
        return max(years) >= days[0].year
    return any(day.year - year in (0, 1) for day in days for year in years)


def _is_of_its_year(document: Document, years: Mapping[str, int]) -> bool:
    """Whether a document is of the year that is asked about of its own authority."""
    year = years.get(document.authority or "")
    return year is None or is_of_years(document, (year,))


def _is_undated(document: Document) -> bool:
    """Known only to be after some day: it may be of any year since."""
    dates = document.dates
    stated = (dates.inspected_to, dates.published, dates.meeting)
    return not any(stated) and dates.not_before is not None and dates.not_after is None


def _days(document: Document) -> list[date]:
    dates = document.dates
    days = [dates.inspected_from, dates.inspected_to, dates.published, dates.meeting]
    stated = [day for day in days if day is not None]
    return stated or [day for day in (dates.not_before, dates.not_after) if day is not None]


def _about(query: Query) -> str:
    return f"about {_listed(query.authorities)}" if query.authorities else "about any authority"


def _when(query: Query) -> str:
    names = [date(2000, month, 1).strftime("%B") for month in query.document_months]
    years = " or ".join(str(year) for year in query.document_years)
    return " ".join((*names, years)) if names else years


def _absent(query: Query, shelf: Shelf) -> tuple[str, ...]:
    return tuple(name for name in query.authorities if not shelf.knows(name))


_OF_THE_WHOLE: dict[Slant, str] = {
    "none": "the inspection as a whole",
    "praise": "what inspectors praised",
    "criticism": "what inspectors criticised",
}


def _nothing(query: Query, shelf: Shelf) -> str:
    if query.authorities and not any(map(shelf.knows, query.authorities)):
        return f"No document about {_listed(query.authorities)} is in the index."
    return "No document in the index matches the authority, kind and dates asked for."


def _reading(query: Query, wanted: Sequence[Document], shelf: Shelf) -> str:
    """One sentence: how the question was understood."""
    if query.authorities:
        whose = _listed(query.authorities)
        if query.assumed_home:
            whose += " (the home authority, since the question names none)"
    else:
        whose = f"all {shelf.authorities} authorities"
    what = {
        "recommendations": "what inspectors said must improve",
        "judgements": "the judgements",
        "inspection": "when and by whom the inspection was made",
        "overview": _OF_THE_WHOLE[query.slant],
        "passages": "what the documents say",
    }[query.intent]
    if _asks_of_progress(query):
        what += " and what later documents say of it"
    if query.entitlement:
        what = "what people are entitled to or given"
    elif query.intent == "passages" and query.inspectors != query.panel:
        what = "what inspectors found" if query.inspectors else "what council papers say"
    topic = ""
    if query.core and query.intent == "passages":
        topic = " on " + ", ".join(f"“{words}”" for words in topic_as_asked(query))
    if query.compare and len(query.authorities) > 1:
        topic += ", side by side,"
    elif query.over_time:
        topic += ", over time,"
    if query.before:
        when = f", before that ({spoken_date(wanted[0])})" if wanted else ", before that"
    elif query.document_years:
        when = f", in documents of {_when(query)}"
    elif query.newest:
        several = len({document.authority for document in wanted}) > 1
        if several:
            when = ", in the newest inspection of each"
        else:
            when = f", in the newest inspection ({spoken_date(wanted[0])})" if wanted else ""
    elif query.years:
        when = f", for {_years(query.years)}"
    else:
        when = ", newest first"
    slips = "".join(f" “{typed}” is read as {name}." for typed, name in query.slips)
    return f"Understood as: {what}{topic} about {whose}{when}.{slips}"


def _years(years: Sequence[int]) -> str:
    """Years in words: those that follow one another as a range."""
    first, last = min(years), max(years)
    if len(years) > 2 and sorted(years) == list(range(first, last + 1)):
        return f"{first} to {last}"
    return ", ".join(str(year) for year in years)


def spoken_date(document: Document) -> str:
    """A document's day as a reader should see it; one that states none is said to be undated."""
    dates = document.dates
    if dates.inspected_from and dates.inspected_to:
        return in_words(dates.inspected_from, dates.inspected_to)
    if dates.meeting:
        return in_words(dates.meeting, dates.meeting)
    if dates.published:
        return in_words(dates.published, dates.published)
    if dates.not_before and dates.not_after:
        first, last = dates.not_before, dates.not_after
        same = (first.year, first.month) == (last.year, last.month)
        return f"{first:%B %Y}" if same else f"between {first:%B %Y} and {last:%B %Y}"
    if dates.not_before:
        return f"undated, after {dates.not_before:%B %Y}"
    return "undated"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
