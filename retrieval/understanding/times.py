"""When a question is about: the years, months and days it names, and "now", "since", "as of"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.dates import day_ranges, month_number, months
from retrieval.understanding.comparing import compares
from retrieval.understanding.demands.demand import demand_of

# Years between two that a question names.
_LONGEST = 40
NEWEST = re.compile(
    r"\b(current(?:ly)?|latest|newest|most recent(?:ly)?|(?:the|their|its) recent (?:\w+ )?"
    r"(?:inspection|report|visit)|last (?:inspection|report|visit|time|inspected)|this time|"
    r"now(?:adays)?|today|these days|at present|at the moment|"
    # "How many did it still have to do?" asks of a day that is past.
    r"(?<!did )(?<!did it )(?<!did they )(?<!had )(?<!were )(?<!was )still|to date|"
    r"(?:the )?last \w+ inspection|as it stands|just published|"
    r"outstanding (?:for|recommendations|actions|improvement))\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"(?<!did )(?<!did it )(?<!did they )(?<!had )(?<!were )(?<!was )\bstill\b|\byet\b|"
    r"\bany better\b",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\b(over time|over the years|through the years|year by year|(?:each|every) (?:inspection|"
    r"report|time)|every (?:\w+ )?grade|ever|always (?:been|had)|changes? (?:in|to|over|since)|"
    r"changed?(?=\s*(?:[?.,]|\Z|(?:since|between|over|from|across|at all|and)\b))|"
    r"the change|\bhow (?:has|have|had|did)\b.{0,80}\bchang(?:ed|e)\b|"
    r"moved?(?! (?:in|into|out|over|house|home|away|across|to (?:a|an|another|new|the|its))\b)|"
    r"gone (?:up|down)|up or down|history|journey|track record|trajectory|timeline|trend|"
    r"direction of travel|then and now|turned? (?:it |things )?around|better or worse|"
    # "What must get better?" asks for what is to come.
    r"(?<!must )(?<!should )(?<!could )(?<!to )"
    r"(?:get|got|gotten|getting|become|became) (?:any )?(?:better|worse)|improved|"
    r"(?:problems?|issues?|weakness\w*|what|which)\b.{1,40}\b(?:came|come) back|"
    r"recur\w*|repeat(?:ed|edly|s)?|keeps? (?:coming|being|cropping)|"
    r"on both (?:lists|occasions)|in both|made progress|progress (?:on|with|made)|"
    r"since (?:the|its|their|that|then|it)(?: (?:last|previous|earlier))?|and since\b|"
    r"what happened (?:after|then|next|since)|after that\b|"
    r"last (?:two|three|four|few|couple of) (?:\w+ )?(?:inspections?|reports?)|"
    r"(?:hold|held|holds) on to|(?:kept|keeps?|maintain\w*|retain\w*) (?:its|their|the) "
    r"(?:\w+ )?(?:grade|rating|judge?ment|good|outstanding)|climb(?:ed)?|declined|"
    r"progress(?:ed)? since|compared? (?:with|to) (?:19|20)\d\d|between (?:19|20)\d\d|"
    r"from (?:19|20)\d\d to|before (?:that|it)\b|"
    r"before the (?:last|latest|current|newest|most)|it before|"
    r"(?:sorted|fixed|resolved|put right|better) (?:now|yet)|"
    r"(?:dealt with|sorted(?: out)?|fixed|resolved)\b(?=.*\b(?:since|by|yet|now)\b)|"
    r"(?:get|got|had|have) (?:[\w’'-]+ ){1,8}?(?:sorted|fixed|resolved|put right|in order)|"
    r"after (?:the|its|their|that|an) (?:inadequate|poor|bad|critical|damning|failed) "
    r"(?:\w+ )?(?:inspection|report|judge?ment|grade|rating)|"
    r"(?:two|three|four|five|six|both|all|several) (?:of )?(?:(?:its|their|the|ofsted|full|last) )*"
    r"(?:inspections|inspection reports)|"
    r"previous(?:ly)?|used to)\b",
    re.IGNORECASE,
)
# "In 2022 – had it got better?" is what the report of that year says of the time before it.
_HAD_MOVED = re.compile(
    r"\bhad (?:it|they|this|that|things|these|the \w+) (?:\w+ )?(?:got|gotten|become|improved|"
    r"changed|moved)\b(?!.*\b(?:since|by|now|until)\b)",
    re.IGNORECASE,
)
# "Better or worse than in 2022?": from that year until now.
THAN_THEN = re.compile(
    r"\b(?:better|worse|up|down|improv\w+|declin\w+|higher|lower)\b[^?]{0,30}?\b(?:than|compared "
    r"(?:with|to)|against|on) (?:it was )?(?:in |back in )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# "From 2011 to the latest report": all that lies between.
_UNTIL_NOW = re.compile(
    r"\bfrom (?:[\w’']+ ){0,3}?((?:19|20)\d\d)\b[^?]{0,30}?\b(?:to|through|until|till|up to)\b",
    re.I,
)
_BETWEEN = re.compile(
    r"\bbetween (?:\w+ )?((?:19|20)\d\d) and (?:\w+ )?((?:19|20)\d\d)|"
    r"\b((?:19|20)\d\d) ?(?:-|–|—|to|until|through to) ?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|(?<!looked )(?<!look )(?<!looking )after) (?:[\w’']+ ){0,5}?((?:19|20)\d\d)|"
    # "From 2015 on", "2015 onwards".
    r"\bfrom (?:[\w’']+ )?((?:19|20)\d\d) on\b|\b((?:19|20)\d\d) onwards?\b",
    re.IGNORECASE,
)
# Asked of how things are, with no time named: the newest inspection tells it best.
_PRESENT = re.compile(
    r"\A\s*(?:and |but |so )?(?:is|are|does|do|has|have|can)\b|"
    r"\b(?:what|how|who|which|where|why|when)\b[^?]{0,30}?\b(?:is|are|does|do|can|gets?|has|"
    r"have)\b",
    re.IGNORECASE,
)
_DOCUMENT_OF = re.compile(
    r"(?:(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\s+)?(?P<year>(?:19|20)\d\d)(?:/\d\d)?(?:[–-]\d\d)?\s+"
    r"(?:(?!(?:and|or|but|in|at|to|by|the|its|their|what|how|is|was|were)\s)[A-Z][\w-]+\s+){0,4}"
    r"(?:local authority |ofsted |full |focused |monitoring |unannounced |"
    r"scrutiny |agenda |inspection |visit |follow-up |department |performance )*"
    r"(?:inspections?|reports?|letters?|visits?|pack|papers|minutes|table|panel|task group|"
    r"review|update|one)\b|"
    r"\b(?:inspection|report|letter|visit|pack|minutes)s?(?: (?:of|to|in|from|for|dated|published) "
    r"(?:[A-Z]\w+ )*?)+(?:(?:on )?\d{1,2} )?(?:(?P<month2>january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s+)?(?P<year2>(?:19|20)\d\d)|"
    # "When it was inspected in July 2013".
    r"\b(?:inspected|(?:ofsted|inspectors|hmi) visited)(?: it)? (?:in|during|on) (?:\d{1,2} )?"
    r"(?:(?P<month3>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\s+)?"
    r"(?P<year3>(?:19|20)\d\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:(?:/|-|–)(?:\d\d|(?:19|20)\d\d))?\b")
# "16/17": a school or financial year without its century.
_SHORT_YEAR = re.compile(r"(?<![\d/])(?P<first>[0-3]\d)/(?P<second>[0-3]\d)(?![\d/])")
_NAMED_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_MONTH = re.compile(
    rf"\b(?P<month>{_NAMED_MONTH})\b(?:,? (?P<year>(?:19|20)\d\d))?|"
    # "Aug 17", "Sept-2017": short for a month only where a year follows.
    r"\b(?P<short>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?[ -]?"
    r"(?P<short_year>(?:20)?[0-3]\d)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?: (?:and|to|until)|(?: ?[-–])) ?{_NAMED_MONTH},? (?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_SEASON = re.compile(
    r"\b(?:(?:early|late|mid)[ -])?(?:spring|summer|autumn|winter)\b(?= (?:of )?(?:19|20)\d\d)",
    re.I,
)
# "Q1", "AY 2015/16": which part of a year, or what kind of year.
_QUARTER = re.compile(r"\b(?:Q ?[1-4]|[Qq]uarter [1-4]|AY|FY|YTD)\b")
# An inspection that only tells the time of something else: "in post at the 2016 inspection".
TIME_OF = re.compile(
    r"\b(?:at|by|before|after|since|during|until) (?:the|its|their|that|this) (?:\w+ ){0,4}?"
    r"(?:inspection|visit)\b|"
    # A clause, which asks for no day itself: "…, when Ofsted visited in 2022?"
    r"\b(?:when|by the time|after|before|since|until) (?:ofsted|(?:the )?inspectors|hmi|they) "
    r"(?:last |first |next |re-?)?(?:visited|inspected|came|called|looked|went in|were there)\b|"
    r"(?<=\w )when (?:it |they |was |were |had been |last |first )*(?:re-?)?"
    r"(?:visited|inspected)\b",
    re.IGNORECASE,
)
# "As of 1 March 2018", "as at 2018-01-01": what was known on that day.
_AS_OF = re.compile(
    r"\bas (?:of|at|on|it stood (?:on|in))\s+(?=\d|[A-Z][a-z]{2,8} (?:19|20)\d\d)", re.I
)
# "The time before the 2024 inspection": what was the newest when that year began.
_BEFORE_ONE = re.compile(
    r"\b(?:the )?(?:time|one|inspection|report|grade) before (?:the |its |their )?"
    r"(?P<year>(?:19|20)\d\d)(?:[’']s)?(?: (?:full |ofsted )?(?:inspection|report|one|visit))?\b",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"as at\b", re.IGNORECASE)
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")


@dataclass(frozen=True, slots=True)
class Times:
    """The times that a question speaks of, as a `Query` holds them."""

    years: tuple[int, ...]
    document_years: tuple[int, ...]
    document_months: tuple[int, ...]
    months: tuple[tuple[int | None, int], ...]
    newest: bool
    still: bool
    over_time: bool
    present: bool


def times_of(text: str) -> Times:
    """The times of a question; `text` is without the authorities that it names."""
    documents = list(_DOCUMENT_OF.finditer(text))
    document_years = tuple(dict.fromkeys(int(_given(m, "year")) for m in documents))
    month_names = [name for m in documents if (name := _given(m, "month"))]
    named_months = _months(text)
    in_months = [year for year, _ in named_months if year is not None]
    years = tuple(dict.fromkeys((*_full_years(text), *_short_years(text), *in_months)))
    newest = NEWEST.search(text) is not None
    changes = _OVER_TIME.search(text) is not None
    if between := _BETWEEN.search(text):
        first, last = (int(year) for year in between.groups() if year)
        if first < last <= first + _LONGEST:
            years, document_years = tuple(range(first, last + 1)), ()
    elif since := _SINCE.search(text):
        # "Since the 2019 inspection" asks for what came after it, beside what it said.
        first = next(int(year) for year in since.groups() if year)
        years = _until_now(first)
        document_years = tuple(year for year in document_years if year != first)
    elif document_years and (changes or compares(text)):
        # "The 2022 report compared to 2025" names the report of each year.
        document_years = tuple(dict.fromkeys((*document_years, *years)))
    over_time = changes or len(years) > 1
    if (until_now := _UNTIL_NOW.search(text)) and newest:
        years, document_years = _until_now(int(until_now[1])), ()
    if not until_now and not between and (than := THAN_THEN.search(text)):
        years, over_time = _until_now(int(than[1])), True
    elif len(years) == 1 and _HAD_MOVED.search(text):
        over_time = False
    return Times(
        years=years,
        document_years=document_years,
        document_months=tuple(month_number(name) for name in month_names),
        months=named_months,
        newest=newest,
        still=_STILL.search(text) is not None,
        over_time=over_time,
        present=not years and not over_time and _PRESENT.search(text) is not None,
    )


def without_as_of(text: str) -> tuple[str, date | None]:
    """The question without "as of 1 March 2018", and that day: the last of a month or a year."""
    if earlier := _BEFORE_ONE.search(text):
        rest = f"{text[: earlier.start()]}the last inspection{text[earlier.end() :]}"
        return rest, date(int(earlier["year"]) - 1, 12, 31)
    match = _AS_OF.search(text)
    # "As at 31 March 2017, how many …?" asks for a figure of that day, known since.
    if match is None or (_AS_AT.match(match.group()) and demand_of(text).measure):
        return text, None
    rest = text[match.end() :]
    if iso := _ISO_DAY.match(rest):
        try:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return text, None
        end = iso.end()
    elif (found := [r for r in (*day_ranges(rest), *months(rest)) if r.start == 0]) != []:
        day, end = found[0].last, found[0].end
    elif year := YEAR.match(rest):
        day, end = date(int(year[1]), 12, 31), year.end()
    else:
        return text, None
    return f"{text[: match.start()]}{rest[end:]}".strip(" ,"), day


def spans_of_times(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand by which a question says when, as stretches of its text."""
    yield from ((found.start, found.end) for found in (*day_ranges(text), *months(text)))
    for pattern in (YEAR, _SHORT_YEAR, _SEASON, _QUARTER, TIME_OF):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span() for match in _MONTH.finditer(text) if match["short"])


def is_time(word: str) -> bool:
    """Whether a word is a year or a month; "may" and "march" are words as well."""
    if YEAR.fullmatch(word.strip(".,")):
        return True
    return _MONTH.fullmatch(word) is not None and word.lower() not in ("may", "march")


def _given(match: re.Match[str], name: str) -> str:
    """What stands in whichever group of this name took part, empty where none did."""
    return match[name] or match[f"{name}2"] or match[f"{name}3"] or ""


def _until_now(first: int) -> tuple[int, ...]:
    return tuple(range(first, date.today().year + 1))


def _full_years(text: str) -> list[int]:
    return [int(match.group(1)) for match in YEAR.finditer(text)]


def _short_years(text: str) -> list[int]:
    """The years in which school or financial years like "16/17" begin."""
    pairs = [(int(m["first"]), int(m["second"])) for m in _SHORT_YEAR.finditer(text)]
    return [2000 + first for first, second in pairs if second == first + 1]


def _months(text: str) -> tuple[tuple[int | None, int], ...]:
    """The months a question speaks of: "in July 2017, and by August?" is two."""
    found: list[tuple[int | None, int]] = []
    for match in _MONTH.finditer(text):
        if match["short"]:
            found.append((_century(match["short_year"]), month_number(match["short"])))
            continue
        year = int(match["year"]) if match["year"] else None
        if year is None and (until := _UNTIL.match(text, match.end())) is not None:
            # "Between July and December 2010" is all of that year.
            year = int(until["year"])
        if year is None and match["month"] in ("may", "march"):
            continue
        found.append((year, month_number(match["month"])))
    return tuple(dict.fromkeys(found))


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
