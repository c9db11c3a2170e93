"""The areas of judgement and the grades that a question names."""

import re

from corpus.registers.judgements import Area, Grade
from retrieval.understanding.wording import names_a_term

AREAS: tuple[tuple[Area, re.Pattern[str]], ...] = (
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
    ("lscb", re.compile(r"\b[A-Z]{1,3}SCB\b|\bsafeguarding (?:children )?board\b", re.I)),
    (
        "overall_effectiveness",
        re.compile(r"\boverall\b|\bas a whole\b", re.I),
    ),
)
# "Overall, and was any area good?" asks for them all.
_EVERY_AREA = re.compile(
    r"\b(?:any|which|each|every|all|other|the) (?:\w+ )?(?:areas?|bits?|parts?|grades)\b|"
    r"\bwhich (?:\w+ )?services? (?:was|were|is|are|got) (?:\w+ )?(?:rated|graded|judged)\b|"
    r"\b(?:anything|nothing|something|everything) (?:\w+ )?(?:graded|judged|rated|lower|higher|"
    r"worse|better|less|else)\b|\bwhich (?:\w+ ){0,5}grade\b|\bthe (?:rest|others?)\b|\bareas\b",
    re.IGNORECASE,
)
_GRADES: tuple[tuple[Grade, re.Pattern[str]], ...] = (
    (
        "outstanding",
        re.compile(
            r"\boutstanding\b(?! (?:recommendations|actions|areas|for(?! (?:its |the |their )?"
            r"(?:overall|leader|help|protect|children|care|looked|adoption))))",
            re.I,
        ),
    ),
    (
        "requires_improvement",
        re.compile(r"\brequir(?:e[sd]?|ing) improvement\b|\bRI\b", re.I),
    ),
    ("inadequate", re.compile(r"\binadequate\b", re.I)),
    (
        "good",
        re.compile(
            r"\b(?:was|is|were|are|be|become|became|judged|rated|graded|from|to|a|its|than) "
            r"(?:\w+ )?good\b|\b(?:only|just|still) good\b|"
            r"\bgood (?:rating|grade|judge?ment|overall)\b"
        ),
    ),
)


def areas_of(text: str) -> tuple[Area, ...]:
    """The areas of judgement that a question asks about; none where it asks about them all."""
    areas = areas_named(text)
    if areas[:1] == ("in_care_and_care_leavers",):
        return areas[:1]
    if areas in ((), ("overall_effectiveness",)) and _EVERY_AREA.search(text):
        return ()
    return areas


def areas_named(text: str) -> tuple[Area, ...]:
    """The areas of judgement that a text names."""
    return tuple(area for area, pattern in AREAS if pattern.search(text))


def areas_in(text: str) -> str:
    """The words by which a question names areas of judgement."""
    return " ".join(m.group() for _, pattern in AREAS for m in pattern.finditer(text))


def names_another_matter(text: str) -> bool:
    """Whether a question names a thing of the field that is no area of judgement."""
    rest = text
    for _, pattern in AREAS:
        rest = pattern.sub(" ", rest)
    return names_a_term(rest)


def grades_in(text: str) -> tuple[Grade, ...]:
    """The grades that a text names; "good", an everyday word as well, comes last."""
    return tuple(grade for grade, pattern in _GRADES if pattern.search(text))
