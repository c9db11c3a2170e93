"""Questions for a figure: of which measure, and what is counted."""

import re

from retrieval.query import Measure

_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("clock", re.compile(r"(?<!in )(?<!over )\b(?:at )?what time\b(?! of)", re.IGNORECASE)),
    (
        "age",
        re.compile(
            r"\bhow (?:old|young)\b|\b(?:what|which) age\b|"
            r"\b(?:average|mean) age\b",
            re.IGNORECASE,
        ),
    ),
    (
        "change",
        re.compile(
            r"\bby how (?:much|many)\b|\bfrom what to what\b|"
            r"\bhow (?:much|far) (?:did|do|does|has|have|had) [^?]*\b(?:go up|gone up|go down|"
            r"gone down|come down|increase|increased|rise|risen|fall|fallen|drop|dropped|grow|"
            r"grown|reduce|reduced|cut)\b|\bwhat (?:increase|reduction|rise|fall|drop)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "duration",
        re.compile(
            r"\bhow (?:long|soon|quickly in)\b|"
            r"\bhow many (?:working |school |calendar )?(?:minutes|hours|days|weeks|months)\b|"
            r"\bin (?:working )?(?:days|weeks|hours|months)\s*\??\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "money",
        re.compile(
            r"\bhow much\b(?=[^?]*\b(?:spen[dt]\w*|costs?|(?:pay|paid|pays)(?! for)|money|"
            r"budget\w*|fund\w*|invest\w*|earns?|worth|charged?|allowance|grant|savings?|"
            r"overspen[dt])\b)|"
            r"\b(?:what(?:[’']?s)?|which|with what|how (?:large|big|high)) (?:\w+ ){0,4}?"
            r"(?:budget|unit cost|cost|salary|wages?|pay(?! for)|fee|price|overspend|spend|"
            r"allowance|"
            r"grant)\b(?! cuts?\b)|"
            r"\bwhat (?:does|did|do|would) [^?]{1,50}? cost\b|\bunit costs? of\b|"
            r"\bsalar(?:y|ies)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "share",
        re.compile(
            # "Which council shares its agency?" asks for no share.
            r"\b(?:what|which|with what) (?:was |is |were |are )?(?:the )?"
            r"(?:(?!councils?|authorit|borough|count|service|team|agenc)\w+ )?"
            r"(?:proportion|percentage|share\b|%)|\b(?:what|which) %|\bpercentage of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "count",
        re.compile(
            r"\bhow many\b|\b(?:exact|actual|precise) numbers?\b|"
            r"\b(?:what is |what was )?(?:the )?number of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "figure",
        re.compile(
            r"\bhow (?:often|high|low|large|big)\b|\bhow much\b(?! (?:better|worse|of|does|do|did|"
            r"is|are|was|were|has|have|had|can|could)\b)|"
            # What is said "about caseloads" is no figure.
            r"\b(?:what(?:[’']s)?|which) (?:is |was |are |were )?(?:the |its |their )?"
            r"(?:(?!(?:about|on|regarding)\b)[\w’']+[ -]){0,4}?"
            r"(?:rate|average|number|total|figure|ratio|caseload|score|target)s?\b|"
            r"\brate of\b|"
            # How many of each sort: "the ethnic make-up of children in care".
            r"\b(?:ethnic\w*|age|gender|sex|demographic) "
            r"(?:breakdown|profile|make-?up|mix|split)\b|"
            r"\bbreakdown by\b|"
            # "NEET rate, September 2017?" asks without a verb.
            r"\A(?!.*\b(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|any)\b)"
            r".*\b(?:figures?|rates?|number|percentage|total|average|count)\b",
            re.IGNORECASE,
        ),
    ),
)
# "Does the council know how long they wait?" asks whether it knows, and for no length of time.
_WHETHER_KNOWN = re.compile(
    r"\A\W*(?:do|does|did|is|are|was|were|has|have|had)\b(?! (?:you|we|anyone|anybody|someone|"
    r"somebody|it|they) (?:know|aware)\b)[^?]*?\b(?:know|knows|known|knew|aware(?: of)?|tracks?|"
    r"tracked|tracking|monitor(?:s|ed|ing)?|check(?:s|ed|ing)?|record(?:s|ed|ing)?|measur(?:e|es|ed|"
    r"ing)|understand|understood) (?:of |about )?how (?:long|many|much|often|old|soon)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|number of) "
    r"(?:(?:of|the|its|their|other|more|different|new|still|actually|ever|now|then) )*"
    r"(?P<thing>(?!(?:had|have|has|did|do|does|were|was|are|is|came|got|went|still|actually|ever|"
    r"then)\b)[\w’'-]+"
    r"(?: (?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should|must|went|came|made|in|on|of|at|by|to|who|that|with|for|from|per|and|or|there|got|get|take|took|left|"
    r"went|lived?|leave|according|a|the|does)\b)[\w’'-]+){0,3}"
    r"(?: (?:leaving|in|entering) care\b| in need\b|"
    r" on (?:an? )?(?:child protection|CP) plans?\b)?)",
    re.IGNORECASE,
)


def measure_of(text: str) -> Measure | None:
    """The kind of figure that a question asks for."""
    if _WHETHER_KNOWN.match(text):
        return None
    return next((name for name, pattern in _MEASURES if pattern.search(text)), None)


def thing_counted(text: str) -> str:
    """What "how many" is asked of; empty where it is not said."""
    match = _COUNTED.search(text)
    return match["thing"] if match else ""
