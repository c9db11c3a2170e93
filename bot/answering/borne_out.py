"""What a question names and no claim bears out: an event, a paper, a figure, a day, the law.

Each check gives what is missing as a sentence for readers, None where nothing is.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from bot.answering.elements import has_figure, names_thing
from bot.answering.said import Said
from corpus.dates import day_ranges, in_words, months
from corpus.documents import INSPECTORS_KINDS
from corpus.glossary import Term
from corpus.tables import row_of
from prompts import section
from retrieval.query import Query
from retrieval.search.concepts import padded_stems
from retrieval.search.scope import is_of_years
from retrieval.understanding.demands.listed import tells
from retrieval.understanding.wording import uses_of

_SHARE = re.compile(r"(.+?)\s*(?:%|per ?cent)", re.IGNORECASE)
_NO_UNIT = r"(?![\w%]|[.,]\d| ?(?:%|per ?cent\b|(?:hours|days|weeks|months|years)\b))"
_MEETING = re.compile(
    r"\b(?<!which )(?:panel|scrutiny|committee|cabinet|council|commission|councillors)\b[^?]*"
    # Which is no meeting of theirs: "the council's weekly performance meeting".
    r"\b(?<!performance )(?<!strategy )(?<!practice )(?<!team )(?<!review )meeting\b|"
    r"\bmeeting of (?:the )?(?:panel|cabinet|council|committee)\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\bdid\b[^?]*\b(?:decide|agree|resolve|say|ask|discuss|recommend|conclude)\b", re.IGNORECASE
)
_FORWARD = re.compile(
    r"\b(?:will|plans? to|planned|due (?:to be|in|by|for)|intend\w*|expect\w*|propos\w+|"
    r"schedul\w+|forecast\w*|"
    r"predict\w*|project(?:ed|ions?)|target\w*|aims? to|to be (?:held|completed|reviewed|launched|"
    r"published|implemented)|by 20\d\d)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\bnext (?:full |Ofsted |panel |scrutiny )?(?:inspection|visit|report|meeting)"
    r"[^.]*\b(?:in|on|by|within|before)\b",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"\b(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) monitoring visit\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b")
_LEGAL = re.compile(
    r"\b(?:statutor\w+|law|laws|legal\w*|legislation|required?|requires|requirements?|regulations?|"
    r"\w+ Act(?: (?:19|20)\d\d)?|guidance|dut(?:y|ies)|entitle\w+|prescribed)\b",
    re.IGNORECASE,
)
_LAYS_DOWN = re.compile(
    r"\b(?:Act|law|legislation|guidance|regulations?|section \d+|Working Together)\b[^.]{0,60}"
    r"\b(?:says?|states?|requires?|sets? out|places? a duty|defines?|provides that|means|"
    r"introduced|extends?|allows?|gives?)\b|\b(?:required|entitled) (?:by law|under)\b",
    re.IGNORECASE,
)


def named_and_missing(query: Query, told: Sequence[Said]) -> str | None:
    """The first thing that a question names and that none of the claims bears out."""
    for check in (
        _speaker,
        _future,
        _papers,
        _law,
        _events,
        nth,
        _taken,
        _sort,
        _days,
        _months,
        _met,
        _timely,
        _names,
    ):
        if (missing := check(query, told)) is not None:
            return missing
    return None


def wider(query: Query, told: Sequence[Said]) -> str | None:
    """The first narrower thing that is asked about of which only the wider is told.

    Asked about gangs, what is said of exploitation may help and is no answer.
    """
    for use in uses_of(query):
        narrower = use.term is not None and use.used.lower() in _forms_of(use.term)
        stems = padded_stems(use.used)
        if narrower and not any(stems in one.around for one in told):
            return section("caveats", "no_event").format(word=use.used)
    return None


def _forms_of(term: Term) -> frozenset[str]:
    return frozenset(form for word in term.narrower for form in (word, f"{word}s"))


def _speaker(query: Query, told: Sequence[Said]) -> str | None:
    """Who is asked to have said something is spoken of where it is said."""
    speaker = query.demand.speaker
    stems = padded_stems(speaker.rpartition(" ")[2])
    if not speaker or any(stems in padded_stems(f"{o.document.title} {o.window}") for o in told):
        return None
    return section("caveats", "no_event").format(word=speaker)


def _future(query: Query, told: Sequence[Said]) -> str | None:
    if not query.demand.future:
        return None
    pattern = _NEXT if re.search(r"\bnext\b", query.question, re.IGNORECASE) else _FORWARD
    return None if any(pattern.search(o.text) for o in told) else section("caveats", "future")


def _papers(query: Query, told: Sequence[Said]) -> str | None:
    for words in query.demand.papers:
        spoken = (" ".join((o.document.title, *o.passage.heading, o.text)) for o in told)
        if not any(tells(text, words) for text in spoken):
            return section("caveats", "no_paper")
    return None


def _law(query: Query, told: Sequence[Said]) -> str | None:
    if not query.demand.law:
        return None
    measure = query.demand.measure
    laid_down = [
        one
        for one in told
        if (_LEGAL if measure else _LAYS_DOWN).search(one.text)
        and (measure is None or has_figure(one.text, measure, query.question))
    ]
    return None if laid_down else section("caveats", "no_law")


def _events(query: Query, told: Sequence[Said]) -> str | None:
    return untold(query, query.demand.events, told)


def untold(query: Query, events: Sequence[str], told: Sequence[Said]) -> str | None:
    """The first of some events that no claim tells of, by the question's own word for it."""
    for words in events:
        if not any(tells(one.text, words) for one in told):
            forms = words.split()
            asked = next((form for form in forms if tells(query.question, form)), forms[0])
            return section("caveats", "no_event").format(word=asked.strip("*").replace("_", " "))
    return None


def nth(query: Query, told: Sequence[Said]) -> str | None:
    """Which of several monitoring visits is asked about, where no letter says that it is that."""
    asked = _NTH.search(query.question)
    if asked is None or any(padded_stems(asked["nth"]) in one.around for one in told):
        return None
    return section("caveats", "no_event").format(word=asked.group())


def _taken(query: Query, told: Sequence[Said]) -> str | None:
    for figure in query.demand.taken:
        share = _SHARE.fullmatch(figure)
        # "12 children" is not borne out by "the last 12 months", nor by 12 per cent.
        behind = r"\s?(?:%|per ?cent)" if share else _NO_UNIT
        number = re.escape(share[1] if share else figure)
        pattern = re.compile(rf"(?<![\w.,]){number}{behind}", re.IGNORECASE)
        if not any(pattern.search(one.text) for one in told):
            return section("caveats", "no_such_figure").format(figure=figure)
    return None


def _sort(query: Query, told: Sequence[Said]) -> str | None:
    words, called = query.demand.sort, query.demand.called
    if words:
        of_sort = [one for one in told if tells(one.text, words)]
        given = any(names_thing(one.window, _places(query, one)) for one in of_sort)
        if of_sort and (given or not called):
            return None
        sort = words.split()[0].replace("_", " ")
        return section("caveats", "no_such_thing").format(sort=sort)
    if called and not any(
        names_thing(one.window, _places(query, one), acronyms=True) for one in told
    ):
        return section("caveats", "no_own_name")
    return None


def _places(query: Query, one: Said) -> tuple[str, ...]:
    """The names that are the authority's own, which name no thing of its."""
    return tuple(name for name in (*query.authorities, one.document.authority) if name)


def _months(query: Query, told: Sequence[Said]) -> str | None:
    """A figure of a month is given where that month is spoken of."""
    if query.demand.measure is None or query.over_time or query.compare:
        return None
    for year, month in query.months:
        if year is None:
            continue
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        named = f"{first:%B}"
        if not any(
            _is_of_day(one, first, last)
            or named in f"{one.document.title} {one.passage.text}"
            or _stands_under(one, year, month)
            for one in told
        ):
            return section("caveats", "no_figure_of").format(month=f"{named} {year}")
    return None


def _stands_under(one: Said, year: int, month: int) -> bool:
    """Whether a figure of a row stands in the column of a month: "Jul-17"."""
    row = row_of(one.passage) if one.passage.shape == "table" else None
    return row is not None and any(
        value.is_figure
        and value.column is not None
        and any((p.kind, p.year, p.month) == ("month", year, month) for p in value.column.periods)
        for value in row.values
    )


def _days(query: Query, told: Sequence[Said]) -> str | None:
    """A day in full is that of the document, or stands in what is told."""
    for first, last in query.demand.days:
        if not any(_is_of_day(one, first, last) for one in told):
            return section("caveats", "no_meeting").format(day=in_words(first, last))
    return None


def _met(query: Query, told: Sequence[Said]) -> str | None:
    """What a meeting of the council did is told by its papers."""
    if _MEETING.search(query.question) is None:
        return None
    theirs = [one.document for one in told if one.document.kind not in INSPECTORS_KINDS]
    if _DID.search(query.question) and query.demand.days:
        # A programme of work names the days of meetings; what they did stands in their papers.
        met = [d.dates.meeting for d in theirs if d.dates.meeting is not None]
        theirs = theirs if any(a <= day <= b for day in met for a, b in query.demand.days) else []
    return None if theirs else section("caveats", "no_minutes")


def _is_of_day(one: Said, first: date, last: date) -> bool:
    dates = one.document.dates
    if dates.inspected_from and dates.inspected_to:
        inspected = dates.inspected_from <= last and first <= dates.inspected_to
    else:
        inspected = False
    on_day = any(d is not None and first <= d <= last for d in (dates.meeting, dates.published))
    where = one.passage.text if one.passage.shape == "table" else one.window
    told = any(d.first <= last and first <= d.last for d in (*day_ranges(where), *months(where)))
    return inspected or on_day or told


def _timely(query: Query, told: Sequence[Said]) -> str | None:
    """What was so in a year is told by documents of that time, or by others that name the year."""
    years = query.years
    if len(years) != 1 or query.years_near or query.document_years or query.before:
        return None
    if query.newest or query.compare:
        return None
    marks = (str(years[0]), f"/{years[0] % 100:02}", f"–{years[0] % 100:02}")
    for one in told:
        where = one.passage.text if one.passage.shape == "table" else one.text
        where = f"{where} {_year_before(one)}"
        if is_of_years(one.document, years) or any(mark in where for mark in marks):
            return None
    return section("caveats", "years_empty").format(years=years[0])


def _year_before(one: Said) -> str:
    """The year that its paragraph names last before a claim: what follows is of that year too."""
    named = _YEAR.findall(one.passage.text[: max(0, one.passage.text.find(one.text))])
    return named[-1] if named and one.passage.shape == "paragraph" else ""


def _names(query: Query, told: Sequence[Said]) -> str | None:
    """Names of several words stand in full in a passage that is told of, or above it."""
    for name in query.names:
        words = " ".join(word for word in name.split() if not word.isupper())
        stems = padded_stems(words)
        around = (" ".join((o.document.title, *o.passage.heading, o.passage.text)) for o in told)
        if stems.strip() and not any(stems in padded_stems(text) for text in around):
            return section("caveats", "no_event").format(word=name)
    return None
