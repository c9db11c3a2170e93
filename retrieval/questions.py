"""A question becomes a query: whose findings, of when, of which kind, and the words that count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal

from corpus.authorities import EVERYDAY, Mention, mentions
from corpus.dates import day_ranges, month_number, months
from corpus.documents import Kind
from retrieval.question_words import question_words

Intent = Literal["passages", "recommendations", "judgements", "inspection"]
Slant = Literal["none", "praise", "criticism"]
AnswerType = Literal["any", "number", "date", "person", "reason", "place", "yes_no"]

_NEWEST = re.compile(
    r"\b(current(?:ly)?|latest|newest|most recent(?:ly)?|last (?:inspection|report|visit|time)|"
    r"now(?:adays)?|today|at present|still|to date|(?:the )?last \w+ inspection|as it stands|"
    r"outstanding (?:for|recommendations|actions|improvement))\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\bstill\b|\byet\b|\bany better\b", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"\b(over time|ever|changed?|changes|change in|moved?|gone (?:up|down)|up or down|history|"
    r"trend|improved since|since the (?:last|previous)|progress(?:ed)? since|compared? (?:with|to) "
    r"(?:19|20)\d\d|between (?:19|20)\d\d|from (?:19|20)\d\d to|before (?:that|it|the)|"
    r"it before|dealt with|previous(?:ly)?|used to)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\b(compare|comparison|versus|vs\.?|difference between)\b", re.I)
_EVERYWHERE = re.compile(
    r"\b(?:which|what|any|all|other|every) (?:other |of the |local )*"
    r"(?:authorit(?:y|ies)|councils?|boroughs?|counties)\b",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(
    r"\brecommend(?:ation|ations|ed|s)?\b|"
    r"\b(?:need|needs|needed|must|should|told|ask(?:ed)?|has|have|had|required|"
    r"still needs?) (?:\w+ ){0,4}?(?:to )?(?:improve|get better|be improved|put right)\b|"
    r"\b(?:area|areas|thing|things|points?|bullets?|list) (?:\w+ ){0,3}?(?:for|of|to|must) "
    r"(?:\w+ )?(?:improve(?:ment)?|development|priority action)|"
    r"\bimprovement (?:area|areas|point|points|list|bullets?)\b|"
    r"\bpriority (?:and immediate )?actions?\b|"
    r"\b(?:ask|asked|tell|told) \w+(?: \w+)? to (?:improve|do)\b",
    re.IGNORECASE,
)
_JUDGEMENTS = re.compile(
    r"\b(?:grades?|graded|judge?ments?|judged?|ratings?|rated|overall effectiveness|"
    r"gone (?:up|down)|up or down|downgraded|upgraded|ofsted (?:score|result|outcome))\b|"
    r"\b(?:was|is|were|now) (?:\w+ ){0,3}(?:outstanding|inadequate|requires improvement)\b|"
    r"\bdid (?:it )?(?:slip|drop|fall|rise)\b|"
    r"\b(?:was|were|is) good (?:in|at|for)\b|\bwhat is it now\b",
    re.IGNORECASE,
)
_INSPECTION = re.compile(
    r"\b(?:when|what dates?|which dates?|which days|what days|on what dates|how long)\b.*"
    r"\b(?:inspect\w*|visit\w*|carried out|letter sent)\b|"
    r"\bwho (?:led|was the lead|were the inspectors|inspected|carried out)\b|\blead inspector\b|"
    r"\b(?:which|what) inspectors?\b|\bwhen\b.*\bpublished\b",
    re.IGNORECASE,
)
_DOCUMENT_OF = re.compile(
    r"(?:(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\s+)?(?P<year>(?:19|20)\d\d)(?:/\d\d)?(?:[–-]\d\d)?\s+"
    r"(?:[A-Z][\w-]+\s+){0,4}(?:local authority |ofsted |full |focused |monitoring |unannounced |"
    r"scrutiny |agenda |inspection |visit |follow-up )*"
    r"(?:inspections?|reports?|letters?|visits?|pack|papers|minutes|table|panel|task group|"
    r"review)\b|"
    r"\b(?:inspection|report|letter|visit|pack|minutes)s?(?: (?:of|to|in|from|for|dated|published) "
    r"(?:[A-Z]\w+ )*?)+(?:(?:on )?\d{1,2} )?(?:(?P<month2>january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s+)?(?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:(?:/|-|–)(?:\d\d|(?:19|20)\d\d))?\b")
_BETWEEN = re.compile(r"\bbetween (?:\w+ )?((?:19|20)\d\d) and (?:\w+ )?((?:19|20)\d\d)", re.I)
_SINCE = re.compile(r"\b(?:since|after) (?:\w+ ){0,2}?((?:19|20)\d\d)", re.IGNORECASE)
_KINDS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (re.compile(r"\bfocused visit", re.I), ("focused_visit_letter",)),
    (re.compile(r"\bmonitoring[ -]visit", re.I), ("monitoring_visit_letter",)),
    (re.compile(r"\bunannounced inspection", re.I), ("unannounced_inspection_letter",)),
)
_CRITICISM = re.compile(
    r"\b(?:weak(?:ness(?:es)?)?|criticis\w+|concerns?|problems?|shortfalls?|failings?|poor(?:ly)?|"
    r"wrong|worst|bad(?:ly)?|inadequate|gaps?|not good enough|fail(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:strengths?|strong(?:est)?|praise\w*|best|good (?:at|about)|do(?:es|ing)? well|"
    r"work(?:s|ing)? well|positive)\b",
    re.IGNORECASE,
)
# "Shefield", "wolverhamton": long enough and like enough to be meant for the name.
_SLIP_LENGTH, _SLIP_LIKENESS = 5, 0.84
_FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)
_REFERS_BACK = re.compile(
    r"\b(?:it|they|them|that|this|those|these|he|she|there|its|their)\b|"
    r"\A\s*(?:and|but|what about|how about)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|previous|earlier|prior)\b", re.IGNORECASE)
_PANEL = re.compile(
    r"\b(panel|scrutiny|councillors?|minutes|committee|cabinet|agenda|work programme|"
    r"performance (?:report|table)|KPI|indicator|cllrs?|members were told)\b",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\b(inspectors?|ofsted|inspection report|HMI)\b", re.IGNORECASE)
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (?:many|much)\b|\bwhat (?:proportion|percentage|share|number|rate|"
            r"was the rate)\b|\bwith what share\b|\bfrom what to what\b|"
            r"\b(?:rate|percentage|proportion|average) (?:of|for|was|were)\b",
            re.I,
        ),
    ),
    (
        "date",
        re.compile(
            r"\bwhen\b|\bwhat dates?\b|\bwhich da(?:ys|tes)\b|\buntil when\b|"
            r"\bhow long\b|\bon what\b|\bwhich year\b",
            re.I,
        ),
    ),
    ("person", re.compile(r"\bwho(?:se|m)?\b|\bname of\b|\bwhich (?:cabinet )?members?\b", re.I)),
    (
        "reason",
        re.compile(r"\bwhy\b|\bwhat caused\b|\bthe reason\b|\bwhere did\b.*\bcome from", re.I),
    ),
    (
        "yes_no",
        re.compile(
            r"\A\s*(?:and |but )?(?:is|are|was|were|do|does|did|has|have|can|could|had)\b", re.I
        ),
    ),
)
_FORM_BEFORE = re.compile(r"(?:london|royal|metropolitan)?\s*(?:borough|city) of\s*\Z", re.I)
_FORM_AFTER = re.compile(
    r"(?:\s+(?:city|county|borough|metropolitan|district|council)\b)*(?:[’']s?(?!\w))?",
    re.IGNORECASE,
)
# "Family Drug and Alcohol Court": two capitalised words or more, joined by small ones.
_PROPER = re.compile(r"(?<!\A)\b[A-Z][\w’'-]+(?:\s+(?:(?:of|and|for|the|to)\s+)*[A-Z][\w’'-]+)+")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]|[A-Za-z]|£?\d+(?:[.,/]\d+)*%?")
_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker fixed by hand; empty means anything. Dates bound a document's own date."""

    authorities: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    `authorities` empty means all. `years` are those the question speaks of; `document_years`
    and `document_months` those of a document it names ("the January 2019 focused visit").
    `before` asks for what came before the documents the rest of the query is about. `core`
    holds the words that carry the topic, in the question's order, `names` the proper names of
    several words that are among them. `everywhere`: it asks which authorities;
    `findings`: it asks for all there are, of whatever time; `perhaps` holds
    authorities that a misspelt word may have meant; `slant` whether strengths are asked for or
    weaknesses.
    """

    question: str
    authorities: tuple[str, ...] = ()
    assumed_home: bool = False
    years: tuple[int, ...] = ()
    document_years: tuple[int, ...] = ()
    document_months: tuple[int, ...] = ()
    newest: bool = False
    still: bool = False
    over_time: bool = False
    compare: bool = False
    before: bool = False
    kinds: tuple[Kind, ...] = ()
    panel: bool = False
    inspectors: bool = False
    intent: Intent = "passages"
    answer_type: AnswerType = "any"
    core: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    everywhere: bool = False
    findings: bool = False
    perhaps: tuple[str, ...] = ()
    slant: Slant = "none"
    filters: Filters = field(default_factory=Filters)


def understand(
    question: str,
    *,
    known: Sequence[str] = (),
    home: str | None = None,
    filters: Filters | None = None,
) -> Query:
    """Read a question by rules.

    `known` are the authorities of the index, `home` the one a question that names none is
    about. Filters set by hand win over what the question says.
    """
    filters = filters or Filters()
    text = " ".join(question.split())
    named = mentions(text, known)
    authorities = filters.authorities or tuple(dict.fromkeys(m.name for m in named))
    everywhere = not authorities and _EVERYWHERE.search(text) is not None
    assumed = not authorities and not everywhere and home is not None
    if assumed and home is not None:
        authorities = (home,)
    bare = _without(text, named)
    documents = list(_DOCUMENT_OF.finditer(bare))
    document_years = tuple(dict.fromkeys(int(m["year"] or m["year2"]) for m in documents))
    years = tuple(dict.fromkeys(int(m.group(1)) for m in _YEAR.finditer(bare)))
    if between := _BETWEEN.search(bare):
        years = tuple(range(int(between[1]), int(between[2]) + 1))
    elif since := _SINCE.search(bare):
        years = tuple(range(int(since[1]), date.today().year + 1))
    month_names = [m["month"] or m["month2"] for m in documents if m["month"] or m["month2"]]
    kinds = filters.kinds or tuple(
        dict.fromkeys(kind for pattern, found in _KINDS if pattern.search(bare) for kind in found)
    )
    over_time = bool(_OVER_TIME.search(bare)) or len(years) > 1
    return Query(
        question=text,
        authorities=authorities,
        assumed_home=assumed,
        everywhere=everywhere,
        findings=_FINDINGS.search(bare) is not None and not years and not _NEWEST.search(bare),
        perhaps=() if named or filters.authorities else _perhaps(text, known),
        slant=_slant(bare),
        years=years,
        document_years=document_years,
        document_months=tuple(month_number(name) for name in month_names),
        newest=bool(_NEWEST.search(bare)),
        still=bool(_STILL.search(bare)),
        over_time=over_time,
        compare=len(authorities) > 1 or bool(_COMPARE.search(bare)),
        kinds=kinds,
        panel=bool(_PANEL.search(bare)),
        inspectors=bool(_INSPECTORS.search(bare)),
        intent=_intent(bare),
        answer_type=next((name for name, pattern in _TYPES if pattern.search(bare)), "any"),
        core=_core(bare),
        quoted=tuple(re.findall(r"[\"“‘']([^\"”’']{4,60})[\"”’']", text)),
        names=tuple(m.group() for m in _PROPER.finditer(bare)),
        filters=filters,
    )


def follow_on(query: Query, earlier: Query, *, known: Sequence[str] = ()) -> Query:
    """A follow-up keeps what the thread settled: authority, topic and time it does not renew.

    "And in 2017?" keeps the topic; "What about Wandsworth?" keeps topic and time.
    """
    names_own = bool(mentions(query.question, known)) or bool(query.filters.authorities)
    authorities = query.authorities if names_own else earlier.authorities
    back_reference = _REFERS_BACK.search(query.question)
    own_topic = query.intent != "passages" or len(query.core) > 2
    own_time = bool(query.years or query.newest)
    before = _BEFORE.search(query.question)
    keeps_topic = not own_topic or (bool(back_reference) and query.intent == "passages")
    topic = tuple(dict.fromkeys((*earlier.core, *query.core))) if keeps_topic else query.core
    return replace(
        query,
        authorities=authorities,
        assumed_home=earlier.assumed_home if not names_own else False,
        core=topic,
        intent=_intent_after(query, earlier),
        years=query.years if own_time else earlier.years,
        document_years=query.document_years if own_time else earlier.document_years,
        document_months=query.document_months if own_time else earlier.document_months,
        newest=query.newest if own_time else earlier.newest,
        still=query.still,
        over_time=query.over_time and not before,
        before=bool(before),
        kinds=query.kinds or earlier.kinds,
        quoted=query.quoted or (earlier.quoted if keeps_topic else ()),
        answer_type=query.answer_type if query.answer_type != "any" else earlier.answer_type,
    )


def _intent_after(query: Query, earlier: Query) -> Intent:
    if query.intent != "passages" or query.core:
        return query.intent
    return "inspection" if query.answer_type == "date" else earlier.intent


def core_text(query: Query) -> str:
    """The core words as one line: what is embedded, and matched against the passages."""
    return " ".join(query.core) or query.question


def _intent(text: str) -> Intent:
    if _INSPECTION.search(text):
        return "inspection"
    if _RECOMMENDATIONS.search(text):
        return "recommendations"
    if _JUDGEMENTS.search(text):
        return "judgements"
    return "passages"


def _perhaps(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Authorities of the index that a word of the question is a slip of."""
    # "leading" is no slip of Reading.
    names = {name.lower(): name for name in known if name.lower() not in EVERYDAY}
    found: list[str] = []
    for word in _WORD.findall(text):
        if len(word) >= _SLIP_LENGTH and word.lower() not in question_words("frame"):
            found += get_close_matches(word.lower(), names, n=1, cutoff=_SLIP_LIKENESS)
    return tuple(dict.fromkeys(names[name] for name in found))


def _slant(text: str) -> Slant:
    if _CRITICISM.search(text):
        return "criticism"
    return "praise" if _PRAISE.search(text) else "none"


def _core(text: str) -> tuple[str, ...]:
    dates = [(r.start, r.end) for r in (*day_ranges(text), *months(text))]
    words: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group().strip("’'")
        word = re.sub(r"[’']s\Z", "", word)
        if word.lower() in question_words("frame") or any(s <= match.start() < e for s, e in dates):
            continue
        if _YEAR.fullmatch(word.strip(".,")) or not word:
            continue
        words.append(word)
    return tuple(dict.fromkeys(words))


def _without(text: str, named: Sequence[Mention]) -> str:
    """The question without its authorities, and the "city council" or "’s" that follow them."""
    parts, last = [], 0
    for mention in named:
        parts.append(_FORM_BEFORE.sub("", text[last : mention.start]))
        last = mention.end
        if form := _FORM_AFTER.match(text, last):
            last = form.end()
    return " ".join(" ".join((*parts, text[last:])).split())
