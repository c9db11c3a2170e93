"""Questions why something is so: what went wrong, what went well, what became of it."""

import re

from retrieval.query import Trend

_WHY = re.compile(
    r"(?:\A|[,;:.?!–-]\s+|\band\s+|\bso\s+)(?:why|how come|what made|what caused|what led)\b|"
    r"\bexplain why\b",
    re.IGNORECASE,
)
BLAMES = re.compile(
    r"\b(?:not|poor\w*|weak\w*|slow\w*|late|delay\w*|low|fail\w*|criticis\w+|problems?|"
    r"struggl\w+|lack\w*|unable|too (?:few|many|long|little|slow)|inconsisten\w+|ineffective|"
    r"bad(?:ly)?|concern(?:ed|s)?|worr\w+)\b|n[’']t\b",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"\b(?:prais\w+|so (?:good|well|strong|effective|successful)|succeed\w*|impress\w+|"
    r"do(?:es|ing)? so well|commended)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\bwhat (?:is|was|were|are) (?:the )?(?:\w+ )?(?:problems?|trouble|criticisms?|wrong|"
    r"shortfalls?|weakness(?:es)?|failings?|shortcomings?)\b|"
    r"\bwhat (?:\w+ )?(?:criticisms?|problems?|"
    r"weaknesses|shortfalls?|shortcomings) (?:did|do|does|was|were|had|have)\b|"
    r"\bwhat (?:\w+ )*do (?:inspectors )?criticis\w+",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\b(?:get|got|gotten|become|became|grown|grew) (?:\w+ )?(?:worse|weaker|poorer)\b|"
    r"\bworsen\w*|\bdeteriorat\w*|\b(?:declin|weaken)(?:e|ed|ing)\b|\bgo(?:ne)? downhill\b|"
    r"\bwent downhill\b|\bslip(?:ped)? back\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:get|got|gotten|become|became) (?:\w+ )?(?:better|stronger)\b|"
    r"\bimprove[ds]?\b(?! (?:by|on)\b)|\bstrengthen(?:ed|s)?\b",
    re.IGNORECASE,
)


def asks_why(text: str) -> bool:
    """Whether a reason is asked for."""
    return _WHY.search(text) is not None


def blames(text: str) -> bool:
    """Whether it is asked why something went wrong."""
    return asks_why(text) and BLAMES.search(text) is not None


def praises(text: str) -> bool:
    """Whether it is asked why something went well."""
    return asks_why(text) and _PRAISES.search(text) is not None


def asks_for_faults(text: str) -> bool:
    """Whether it is asked what was wrong."""
    return _WRONG.search(text) is not None


def trend_of(text: str) -> Trend | None:
    """Whether it is asked why something became better or worse."""
    if not asks_why(text):
        return None
    if _WORSE.search(text):
        return "worse"
    return "better" if _BETTER.search(text) else None
