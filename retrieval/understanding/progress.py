"""Whether a question asks what became of things: "has any of it been acted on?"."""

import re

_WHAT_BECAME = re.compile(
    r"\b(?:progress|headway)\b|\bstill (?:struggling|outstanding|an issue|a problem)\b|"
    r"\b(?:done about|done with|happened (?:to|with)|come of|became of|become of)\b|"
    r"\b(?:has|have|had|was|were|did|are|is|it[’']s|they[’']ve)\b[^?]{0,90}?"
    # What is to be done is another question.
    r"(?<!to be )(?<!\bbe )(?<!\bto )"
    r"\b(?:acted (?:up)?on|addressed|dealt with|completed?|implemented|met|achieved|delivered|"
    r"resolved|put right|fixed|sorted(?: out)?|closed|carried out|followed (?:up|through)|tackled|"
    r"responded to|moved on|signed off|finished)\b",
    re.IGNORECASE,
)


def asks_what_became(text: str) -> bool:
    """Whether what was asked for before is asked after, and not what is still to be done."""
    return _WHAT_BECAME.search(text) is not None
