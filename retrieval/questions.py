"""A question becomes a query: whose findings, of when, of which kind, and the words that count."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from corpus.authorities import EVERYDAY, Mention, mentions
from corpus.dates import day_ranges, month_number, months
from corpus.documents import Kind
from corpus.glossary import terms_in
from corpus.judgements import Area, Grade
from retrieval.query import AnswerType, Filters, Intent, Move, Query, Slant, Supposed
from retrieval.question_words import question_words

_NEWEST = re.compile(
    r"\b(current(?:ly)?|latest|newest|most recent(?:ly)?|(?:the|their|its) recent (?:\w+ )?"
    r"(?:inspection|report|visit)|last (?:inspection|report|visit|time|inspected)|this time|"
    r"now(?:adays)?|today|these days|at present|at the moment|still|to date|"
    r"(?:the )?last \w+ inspection|as it stands|just published|"
    r"outstanding (?:for|recommendations|actions|improvement))\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\bstill\b|\byet\b|\bany better\b", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"\b(over time|over the years|through the years|year by year|(?:each|every) (?:inspection|"
    r"report|time)|every (?:\w+ )?grade|ever|always (?:been|had)|changed?|changes|change in|moved?|"
    r"gone (?:up|down)|up or down|history|journey|track record|trajectory|timeline|trend|"
    r"direction of travel|then and now|turned? (?:it |things )?around|better or worse|"
    r"(?:get|got|gotten|getting|become|became) (?:any )?(?:better|worse)|improved|"
    r"(?:come|came|coming) back|recur\w*|repeat(?:ed|edly|s)?|keeps? (?:coming|being|cropping)|"
    r"on both (?:lists|occasions)|in both|made progress|progress (?:on|with|made)|"
    r"since (?:the|its|their|that|then)(?: (?:last|previous|earlier))?|"
    r"progress(?:ed)? since|compared? (?:with|to) (?:19|20)\d\d|between (?:19|20)\d\d|"
    r"from (?:19|20)\d\d to|before (?:that|it|the)|it before|dealt with|sorted out|"
    r"previous(?:ly)?|used to)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\b(compare|comparison|versus|vs\.?|difference between)\b", re.I)
_EVERYWHERE = re.compile(
    r"\b(?:which|what|any|all|other|every) (?:other |of the |local )*"
    r"(?:authorit(?:y|ies)|councils?|boroughs?|counties)\b|\b(?:authorities|councils|boroughs)\b|"
    r"\b(?:who|anyone|anybody|everyone|nobody|where) else\b|"
    r"\bacross the (?:country|index|region)\b",
    re.IGNORECASE,
)
_TO_DO = (
    r"(?:improve|get better|be improved|put right|work on|do better|sort(?: out)?|fix|address|"
    r"tackle|strengthen|get right|change|do differently)"
)
_RECOMMENDATIONS = re.compile(
    r"\brecomm?[ea]nd?[ea]?(?:tion|tions|ed|s)?\b|\brecomendations?\b|\brecs\b|\bAFIs?\b|"
    r"\b(?:need|needs|needed|must|should|told|ask(?:ed)?|has|have|had|got|required|instructed|"
    rf"want(?:s|ed)?|still needs?) (?:\w+ ){{0,4}}?(?:to )?{_TO_DO}\b|"
    r"\b(?:area|areas|thing|things|points?|bullets?|list) (?:\w+ ){0,3}?(?:for|of|to|must) "
    r"(?:\w+ )?(?:improve(?:ment)?|development|priority action|work on)|"
    r"\b(?:areas?|things?|bits) (?:that )?(?:still )?(?:need|needs|needing|requiring|require) "
    r"(?:\w+ )?(?:improvement|improving|work|attention|action)\b|\broom for improvement\b|"
    r"\bimprovement (?:area|areas|point|points|lists?|bullets?|priorities)\b|"
    r"\bpriority (?:and immediate )?actions?\b|\b(?:pulled|picked) up (?:on|for)\b|"
    r"\b(?:ask|asked|tell|told) \w+(?: \w+)? to (?:improve|do)\b|\baction points?\b|\bto-do list\b",
    re.IGNORECASE,
)
# Without a topic of its own, a question for weaknesses asks for the list of what must improve.
_WEAKNESSES = re.compile(
    r"\b(?:weakness(?:es)?|weak (?:spots?|points?|areas?)|shortcomings?|shortfalls?|problems?|"
    r"fall(?:s|ing)? short|criticisms?|not good enough|concerns|failings?)\b",
    re.IGNORECASE,
)
_JUDGEMENTS = re.compile(
    r"\b(?:grades?|graded|gradings?|judge?ments?|judged?|ratings?|rated|overall effectiveness|"
    r"gone (?:up|down)|up or down|downgraded|upgraded|"
    r"ofsted (?:score|result|outcome|journey|history))\b|"
    r"\b(?:was|is|were|are|now|been|wasn[’']?t|weren[’']?t|isn[’']?t|aren[’']?t|got) (?:\w+ ){0,3}"
    r"(?:outstanding|inadequate|requires improvement)\b|"
    r"\b(?:outstanding|inadequate|good) overall\b|\boverall (?:outstanding|inadequate|good)\b|"
    r"\bdid (?:it )?(?:slip|drop|fall|rise)\b|\balways been (?:good|outstanding|inadequate)\b|"
    r"\b(?:drop(?:ped)?|slip(?:ped)?|fell|move[ds]?) (?:down |up )?(?:from|to) (?:\w+ )?"
    r"(?:good|outstanding|inadequate|requires)\b|"
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
_MONTH = re.compile(
    r"\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b(?:,? (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:(?:/|-|–)(?:\d\d|(?:19|20)\d\d))?\b")
_BETWEEN = re.compile(
    r"\bbetween (?:\w+ )?((?:19|20)\d\d) and (?:\w+ )?((?:19|20)\d\d)|"
    r"\b((?:19|20)\d\d) ?(?:-|–|—|to|until|through to) ?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_LONGEST = 40
_SINCE = re.compile(r"\b(?:since|after) (?:[\w’']+ ){0,3}?((?:19|20)\d\d)", re.IGNORECASE)
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
_PANEL = re.compile(
    r"\b(panel|scrutiny|councillors?|minutes|committee|cabinet|agenda|work programme|"
    r"performance (?:report|table)|KPI|indicator|cllrs?|members were told)\b",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\b(inspectors?|ofsted|inspection report|HMI)\b", re.IGNORECASE)
# What is asked for stands where a question or a part of it begins: "children who go missing"
# asks for nobody, "when they come back" for no day.
_BEGINS = r"(?:\A\s*|[,;:.?!–-]\s+|\b(?:and|but|so|or|also|know|say|ask|tell me|me|us)\s+)"
_ASKS = r"(?:was|were|is|are|did|do|does|has|have|had|will|would|could|should|can|might|must)\b"
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|often)\b|\bwhat (?:proportion|percentage|share|number|rate|"
            r"was the rate)\b|\bwith what share\b|\bfrom what to what\b|\bwhat %|"
            r"\b(?:rate|percentage|proportion|average|number) (?:of|for|was|were)\b",
            re.I,
        ),
    ),
    (
        "date",
        re.compile(
            rf"{_BEGINS}(?:since |until )?when(?: exactly)?(?:\s*\Z|\s*\?|[’']s\b|\s+{_ASKS})|"
            r"\b(?:what|which) (?:dates?|days?|months?|years?)\b|\b(?:until|since) when\b|"
            r"\bhow long\b|\bon what\b",
            re.I,
        ),
    ),
    (
        "person",
        re.compile(
            rf"{_BEGINS}(?:to |by |with )?who(?:m|se)?\b|\bname of\b|"
            r"\bwhich (?:cabinet )?(?:members?|councillors?)\b",
            re.I,
        ),
    ),
    (
        "reason",
        re.compile(
            rf"{_BEGINS}why\b|\bhow come\b|\bwhat caused\b|\b(?:the|what) reasons?\b|"
            rf"\bwhy {_ASKS}|\bwhere did\b.*\bcome from",
            re.I,
        ),
    ),
    (
        "yes_no",
        re.compile(
            r"\A\s*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|can|could|had)\b", re.I
        ),
    ),
)
_AREAS: tuple[tuple[Area, re.Pattern[str]], ...] = (
    (
        "in_care_and_care_leavers",
        re.compile(r"\bin care and care[ -]leavers\b", re.I),
    ),
    (
        "care_leavers",
        re.compile(r"\bcare[ -]?leavers?\b|\bleaving care\b|\bcare[ -]experienced\b", re.I),
    ),
    (
        "in_care",
        re.compile(
            r"\bin (?:its |their )?care\b(?! and care)|\blooked[ -]after\b|\b(?:LAC|CLA)\b", re.I
        ),
    ),
    (
        "help_and_protection",
        re.compile(
            r"\bhelp (?:and|&|or) protection\b|\bneed (?:of )?(?:help|protection)|"
            r"\bchild protection\b|\bprotection (?:grade|judge?ment|side)",
            re.I,
        ),
    ),
    (
        "leaders",
        re.compile(r"\bleader(?:s|ship)\b|\bmanagement and governance\b|\bhow it is led\b", re.I),
    ),
    ("adoption", re.compile(r"\badoption\b", re.I)),
    ("lscb", re.compile(r"\bLSCB\b|\bsafeguarding (?:children )?board\b", re.I)),
    (
        "overall_effectiveness",
        re.compile(r"\boverall\b|\bas a whole\b", re.I),
    ),
)
_GRADES: tuple[tuple[Grade, re.Pattern[str]], ...] = (
    ("outstanding", re.compile(r"\boutstanding\b(?! (?:for|recommendations|actions|areas))", re.I)),
    (
        "requires_improvement",
        re.compile(r"\brequir(?:e[sd]?|ing) improvement\b|\bRI\b", re.I),
    ),
    ("inadequate", re.compile(r"\binadequate\b", re.I)),
    (
        "good",
        re.compile(r"\b(?:was|is|were|are|be|judged|rated|graded|from|to|a|its) (?:\w+ )?good\b"),
    ),
)
_MOVES: tuple[tuple[Move, re.Pattern[str]], ...] = (
    (
        "down",
        re.compile(
            r"\bdowngrad\w+|\b(?:drop|dropped|fall|fell|fallen|slip|slipped|go|gone|went) "
            r"(?:down|back|from|to|(?:\w+ )?inadequate)|\bget worse\b|\bgot worse\b|"
            r"\blose its\b|\blost its\b",
            re.I,
        ),
    ),
    (
        "up",
        re.compile(
            r"\bupgrad\w+|\b(?:go|gone|went|move|moved|rise|risen|rose) up\b|"
            r"\b(?:rise|rose|improved?|moved?) (?:from|to) (?:\w+ )?(?:good|outstanding|requires)",
            re.I,
        ),
    ),
)
_SUPPOSES = re.compile(rf"{_BEGINS}(?:why|how come|what made|what led|given that|since)\b", re.I)
_WAS_GRADED = re.compile(
    r"\b(?:was|is|were|been|be) (?:\w+ ){0,2}(?:good|outstanding|inadequate|requires)\b"
    r"(?=[^?]*[.;])",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:the|which|what|those|these|its|all) (?P<count>two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|\d{1,2}) (?:\w+ ){0,3}?(?:recommendations?|areas?|bullets?|bullet points?|"
    r"points?|things?|items?|actions?|improvements?)\b",
    re.I,
)
_COUNT_WORDS = (
    *("two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve"),
)
_RIGHTS_WORD = re.compile(r"entitl|rights?\Z|claim\Z|expect\Z|law\Z|legal", re.IGNORECASE)
_ENTITLEMENT = re.compile(
    r"\bentitle(?:d|ment|ments)\b|\b(?:have|has) (?:a|the|any) rights?\b|\brights of\b|"
    r"\b(?:what|which) (?:\w+ )?(?:rights|help|support|money) (?:can|do|does|should) .{0,40}"
    r"\b(?:get|claim|expect)\b|\bby law\b|\b(?:legal|statutory) (?:rights?|dut(?:y|ies))\b|"
    r"\bwhat (?:can|do) care[ -]leavers (?:get|claim|expect)\b|\ballowed to (?:have|claim)\b",
    re.I,
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
        first, last = (int(year) for year in between.groups() if year)
        years = tuple(range(first, last + 1)) if first < last <= first + _LONGEST else years
    elif since := _SINCE.search(bare):
        # "Since the 2019 inspection" asks for what came after it, beside what it said.
        years = tuple(range(int(since[1]), date.today().year + 1))
        document_years = tuple(year for year in document_years if year != int(since[1]))
    month_names = [m["month"] or m["month2"] for m in documents if m["month"] or m["month2"]]
    kinds = filters.kinds or tuple(
        dict.fromkeys(kind for pattern, found in _KINDS if pattern.search(bare) for kind in found)
    )
    over_time = bool(_OVER_TIME.search(bare)) or len(years) > 1
    core = _core(bare)
    intent = _intent(bare, core)
    entitlement = intent == "passages" and _ENTITLEMENT.search(bare) is not None
    if entitlement:
        # What people are given is told under the name of the offer, seldom as a right.
        kept = [word for word in core if not _RIGHTS_WORD.match(word)]
        core = tuple(dict.fromkeys((*kept, "local", "offer")))
    areas = tuple(area for area, pattern in _AREAS if pattern.search(bare))
    if areas[:1] == ("in_care_and_care_leavers",):
        areas = areas[:1]
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
        intent=intent,
        answer_type=_answer_type(bare),
        core=core,
        quoted=tuple(re.findall(r"[\"“‘']([^\"”’']{4,60})[\"”’']", text)),
        names=tuple(m.group() for m in _PROPER.finditer(bare)),
        areas=areas,
        grades=tuple(grade for grade, pattern in _GRADES if pattern.search(bare)),
        supposed=_supposed(bare),
        entitlement=entitlement,
        months=_months(bare),
        filters=filters,
    )


def _answer_type(text: str) -> AnswerType:
    """What is asked for first: "who led it, and when?" asks for a person."""
    found = [(match.start(), name) for name, pattern in _TYPES if (match := pattern.search(text))]
    return min(found, key=lambda pair: pair[0])[1] if found else "any"


def _supposed(text: str) -> Supposed | None:
    """What the question takes for granted; None where it only asks."""
    counted = _COUNTED.search(text)
    items: int | None = None
    if counted is not None:
        word = counted["count"].lower()
        items = int(word) if word.isdigit() else _COUNT_WORDS.index(word) + 2
    grade: Grade | None = None
    move: Move | None = None
    if _SUPPOSES.search(text) or _WAS_GRADED.search(text):
        grade = next((name for name, pattern in _GRADES if pattern.search(text)), None)
        move = next((name for name, pattern in _MOVES if pattern.search(text)), None)
    if grade is None and move is None and items is None:
        return None
    return Supposed(grade, move, items)


def _months(text: str) -> tuple[tuple[int | None, int], ...]:
    """The months a question speaks of: "in July 2017, and by August?" is two."""
    found: list[tuple[int | None, int]] = []
    for match in _MONTH.finditer(text):
        number = month_number(match["month"])
        year = int(match["year"]) if match["year"] else None
        if year is None and match["month"].lower() in ("may", "march") and match["month"].islower():
            continue
        found.append((year, number))
    return tuple(dict.fromkeys(found))


def _intent(text: str, core: Sequence[str]) -> Intent:
    if _INSPECTION.search(text):
        return "inspection"
    bare_words = question_words("list") | question_words("soft")
    if _RECOMMENDATIONS.search(text):
        return "recommendations"
    topic = any(word.lower() not in bare_words for word in core) or any(
        True for _ in terms_in(text)
    )
    if _WEAKNESSES.search(text) and not topic:
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
        if not _MONTH.fullmatch(word) or word.lower() in ("may", "march"):
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
