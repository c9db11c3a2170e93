"""What is asked for: a number, a date, a person, a reason, or whether something is so."""

import re

from retrieval.query import AnswerType, Demand

_FIGURES = ("count", "share", "money", "duration", "change")
# What is asked for stands where a question or a part of it begins: "children who go missing"
# asks for nobody, "when they come back" for no day.
BEGINS = r"(?:\A\s*|[,;:.?!–-]\s+|\b(?:and|but|so|or|also|know|say|ask|tell me|me|us)\s+)"
_ASKS = r"(?:was|were|is|are|did|do|does|has|have|had|will|would|could|should|can|might|must)\b"
# "How much of a say" asks how strong something is, and for no figure.
_DEGREE = (
    r"(?:(?:(?:of )?an? )?(?:say|influence|input|voice|involvement|control|choice|attention|notice|"
    r"weight|priority|interest|consideration|emphasis|better|worse)\b|"
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could)\b)"
)
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            rf"\bhow (?:many|often)\b|\bhow much\b(?! {_DEGREE})|"
            r"\bwhat (?:was |is |were |are )?(?:the )?(?:proportion|"
            r"percentage|share|number|rate|total|average)\b|"
            r"\bwhat (?:do|does|did|would) .{1,40}\bcosts?\b|\bwith what share\b|"
            r"\bfrom what to what\b|\bwhat %|"
            r"\b(?:rate|percentage|proportion|average|number|budget|cost) (?:of|for|was|were|in)\b|"
            r"\b(?:was|is) (?:the |\w+ )?(?:\w+ ){0,4}(?:budget|unit cost|spend(?:ing)?)\b",
            re.I,
        ),
    ),
    (
        "date",
        re.compile(
            rf"{BEGINS}(?:since |until |from |by )?when(?: exactly)?"
            rf"(?:\s*\Z|\s*\?|[’']s\b|\s+{_ASKS})|"
            r"\b(?:what|which) (?:dates?|days?|months?|years?)\b|\b(?:until|since) when\b|"
            r"\bhow long\b|\bon what (?:exact )?(?:dates?|days?)\b|"
            r"\b(?:the|exact) dates?\b|\bdate (?:when|on which|of)\b",
            re.I,
        ),
    ),
    (
        "person",
        re.compile(
            rf"{BEGINS}(?:to |by |with )?who(?:m|se)?\b|\bname of\b|"
            r"\bwhich (?:cabinet )?(?:members?|councillors?)\b",
            re.I,
        ),
    ),
    (
        "reason",
        re.compile(
            rf"{BEGINS}why\b|\bhow come\b|"
            r"\bwhat (?:caused|explain(?:s|ed)|drove|lay behind|(?:is|was) (?:behind|blamed))\b|"
            r"\b(?:the|what) reasons?\b|"
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


def answer_type(text: str) -> AnswerType:
    """What is asked for first: "who led it, and when?" asks for a person."""
    found = [(match.start(), name) for name, pattern in _TYPES if (match := pattern.search(text))]
    return min(found, key=lambda pair: pair[0])[1] if found else "any"


def kind_of_answer(text: str, demand: Demand) -> AnswerType:
    """What is asked for; "What unit cost did it use?" asks for a figure as well."""
    found = answer_type(text)
    return "number" if found == "any" and demand.measure in _FIGURES else found
