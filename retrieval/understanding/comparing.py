"""Whether a question compares, and whether it is for strengths, for weaknesses or for both."""

import re

from retrieval.query import Slant

# "Vs national" holds a figure against another, and no two papers.
_COMPARE = re.compile(
    r"\b(compare|comparison|difference between)\b|"
    r"\b(?:versus|vs)\b(?!\.? (?:the |its |their )*(?:national|England|London|average|target|year|"
    r"last|previous|statistical|neighbours|similar))",
    re.I,
)
_CRITICISM = re.compile(
    r"\b(?:weak(?:ness(?:es)?)?|criticis\w+|concerns?|problems?|shortfalls?|failings?|poor(?:ly)?|"
    r"wrong|worst|bad(?:ly)?|inadequate|gaps?|not good enough|fail(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:strengths?|strong(?:est)?|praise\w*|best|good (?:at|about)|do(?:es|ing)? well|"
    r"work(?:s|ing)? well|positive|what [^?]{0,60}?\b(?:find|found|is|was|are|were) good)\b"
    r"(?! enough)",
    re.IGNORECASE,
)
_AND_NOT = re.compile(
    r"\b(?:and|or) what (?:did |was |is |has )?(?:not|less|n[o’']t)\b", re.IGNORECASE
)
_FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)


def compares(text: str) -> bool:
    """Whether things are asked for beside one another."""
    return _COMPARE.search(text) is not None


def asks_for_findings(text: str) -> bool:
    """Whether all that was found is asked for, of whatever kind."""
    return _FINDINGS.search(text) is not None


def words_of_slant(text: str) -> frozenset[str]:
    """The words, in lower case, by which strengths or weaknesses are asked for."""
    said = (m.group() for pattern in (_CRITICISM, _PRAISE) for m in pattern.finditer(text))
    return frozenset(" ".join(said).lower().split())


def both_sides(text: str) -> bool:
    """Whether strengths are asked for and weaknesses too."""
    praised = _PRAISE.search(text) is not None
    return praised and bool(_CRITICISM.search(text) or _AND_NOT.search(text))


def slant_of(text: str) -> Slant:
    """Whether strengths or weaknesses are asked for, and not both."""
    if both_sides(text):
        return "none"
    if _CRITICISM.search(text):
        return "criticism"
    return "praise" if _PRAISE.search(text) else "none"
