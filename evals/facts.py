"""Key facts: whether a text tells one. What the rule means is said in docs/evaluation.md."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from evals.quotes import joined

FACT_SHARE = 0.6
"""The share of a fact's content stems that must stand in the answer."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+")
_SUFFIX = re.compile(r"(?:ations?|ments?|ings?|ed|ies|es|s|ly|e|y|ion|ions|ive|al)\Z")
_LITTLE = """
a about after all also an and are as at be been before being both but by can do does for from had
has have how if in into is it its more most no nor not of on only or other out over own per same
so some such than that the their them then there these they this those to too under until up was
were what when where which while who will with within yes
"""
_POSSESSIVE = re.compile("['’]s\\b")
_STOP = frozenset(_LITTLE.split())


def figures(text: str) -> set[str]:
    """The figures of a text: digits, thousands marks left out."""
    return {figure.replace(",", "") for figure in _FIGURE.findall(text)}


def stems(text: str) -> set[str]:
    """The content words of a text, cut to what their forms share."""
    words = _WORD.findall(_POSSESSIVE.sub("", joined(text.lower())))
    return {_stem(word) for word in words if word not in _STOP}


def covered(fact: str, answer: str) -> bool:
    """Whether all figures of a fact and `FACT_SHARE` of its content stems are in the answer."""
    wanted = stems(fact)
    shared = len(wanted & stems(answer))
    return figures(fact) <= figures(answer) and shared >= FACT_SHARE * len(wanted)


def in_words(day: str | None) -> str:
    """An ISO date followed by the same as it is written: "2025-07-18 18 July 2025"."""
    return "" if day is None else f"{day} {date.fromisoformat(day):%-d %B %Y}"


def all_words(answer: Mapping[str, Any]) -> str:
    """All that an answer's JSON tells: its text, the quotes, the dates of what is cited."""
    parts = [answer["text"]]
    for citation in answer["citations"]:
        parts += [citation["quote"], in_words(citation["date"]), citation.get("dated") or ""]
    return "\n".join(parts)


def _stem(word: str) -> str:
    """Cut endings while four letters remain."""
    while len(word) > 4:
        shorter = _SUFFIX.sub("", word)
        if shorter == word or len(shorter) < 4:
            return word
        word = shorter
    return word
