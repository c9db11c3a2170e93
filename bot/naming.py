"""What kinds, areas, grades and lists are called where people read of them."""

from collections.abc import Mapping
from typing import Final

from corpus.registers.judgements import Area
from corpus.registers.recommendations import RecommendationKind

AREAS: Final[Mapping[Area, str]] = {
    "overall_effectiveness": "Overall effectiveness",
    "leaders": "Leaders",
    "help_and_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    "in_care_and_care_leavers": "Children in care and care leavers",
    "looked_after_and_permanence": "Looked after and permanence",
    "adoption": "Adoption",
    "lscb": "Safeguarding children board",
}
LISTS: Final[Mapping[RecommendationKind, str]] = {
    "area_for_improvement": "What needs to improve",
    "recommendation": "Recommendations",
    "priority_action": "Areas for priority action",
    "area_for_development": "Areas for development",
}


def spoken(name: str) -> str:
    """A name of a kind or a grade as words."""
    return name.replace("_", " ")
