"""Figures that a question takes for granted: "why only 45%"."""

import re
from collections.abc import Iterator

# A figure that is said in passing: of the reader's own knowledge, to be borne out.
_TAKEN = re.compile(
    r"(?<![\w£.,/-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: ?%| per ?cent\b)|"
    r"£ ?\d[\d,.]*(?: ?(?:million|billion|m|bn|k)\b)?|\b\d+(?= (?:miles|km)\b)|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)-(?:day|week|month|hour)\b",
    re.IGNORECASE,
)
_TAKEN_COUNT = re.compile(
    r"\b(?:the|those|these|all|its|their|why (?:are|were|was|is|did|do|does|had|have|"
    r"has) (?:there |"
    r"only |about )?|which|what|which of the|"
    r"what (?:happened to|became of) the|of the) (?:\w+ )?(?P<count>four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|"
    r"(?!(?:19|20)\d\d\b)\d{2,4})"
    r" (?!recommendations?\b|areas?\b|bullets?\b|points?\b|things?\b|"
    r"items?\b|actions?\b|reports?\b|inspections?\b|letters?\b|visits?\b|grades?\b|questions?\b|"
    r"improvements?\b|per ?cent|%|years?\b|months?\b|weeks?\b|days?\b|and\b|to\b|or\b|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)[a-z]",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(r"\b(?:roughly|about|around|approximately|some|nearly|almost)\s+\Z", re.I)


def figures_taken(text: str) -> Iterator[str]:
    """Figures that are said in passing; those after "about" may be off by a little."""
    for match in _TAKEN.finditer(text):
        if _ROUGHLY.search(text[: match.start()]) is None:
            yield " ".join(match.group().split())
    for match in _TAKEN_COUNT.finditer(text):
        if _ROUGHLY.search(text[: match.start("count")]) is None:
            yield match["count"].lower()
