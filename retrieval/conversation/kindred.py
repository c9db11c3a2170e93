"""Authorities that a follow-up means by their kind alone: "and the county?" after a city.

A city and its county share a name ("Leicester", "Leicestershire"). What has no such name beside
it is asked back: another authority's findings are worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authorities import known_names

_KIND = re.compile(
    r"\b(?:the|that) (?P<kind>county|shire|city|town|borough)(?: council| one)?"
    # "The county court" and "the city centre" are no authorities.
    r"(?=[’']s\b|\W*\Z|\s*[?,.;:!]|\s+(?:is|was|has|had|did|does|do|as|too|then|and|or|instead|"
    r"itself|overall|graded|judged|rated|been|get|got|in|on|for|now|one|after|before|since)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\A\W*(?:(?:and|but|so|or|ok(?:ay)?|then)\W+)*(?:(?:what|how) about|what of)?\W*"
    r"(?:(?:for|in|of|at|by|with)\W+)?\Z",
    re.IGNORECASE,
)
_COUNTY = frozenset({"county", "shire"})


@dataclass(frozen=True, slots=True)
class Kindred:
    """Words of a question that mean an authority, and which; None where it cannot be known."""

    words: str
    name: str | None


def kindred(question: str, before: Sequence[str], known: Sequence[str]) -> Kindred | None:
    """The other authority that "the county" or "the city" means; None where none is meant.

    `before` are the authorities that were spoken of, `known` those of the index.
    """
    match = _KIND.search(question)
    if match is None or len(before) != 1:
        return None
    (earlier,) = before
    county = match["kind"].lower() in _COUNTY
    others = _counties(earlier, known) if county else _towns(earlier, known)
    itself = _towns(earlier, known) if county else _counties(earlier, known)
    if itself or (county and _is_shire(earlier)):
        return None
    words = re.sub(r" one\Z", "", match.group(), flags=re.IGNORECASE)
    if len(others) == 1:
        return Kindred(words, others[0])
    # "How many children live in the borough?" goes on about the same one.
    turns = _TURNS.match(question[: match.start()])
    return Kindred(words, None) if turns else None


def _counties(name: str, known: Sequence[str]) -> list[str]:
    """The authorities whose names say that they are the county of a town."""
    shire = f"{name.lower()}shire"
    return [other for other in _names(known) if shire in other.lower().split()]


def _towns(name: str, known: Sequence[str]) -> list[str]:
    """The authorities whose county this is by its name."""
    words = name.lower().split()
    return [other for other in _names(known) if f"{other.lower()}shire" in words]


def _is_shire(name: str) -> bool:
    return name.lower().endswith("shire")


def _names(known: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*known_names().values(), *known)))
