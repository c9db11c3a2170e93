"""Whose figure a sentence gives: that of those who are asked about, or of others.

"A rate of 27 per 10,000" of child protection plans is no answer about children in care, however
near the two stand.
"""

import re
from typing import Literal

from bot.answering.elements import measure_of
from bot.answering.figures import figures
from bot.answering.leads import label_at, led_by
from corpus.layout.cleaning import CELL_END
from corpus.passages import Passage
from corpus.sentences import sentences
from retrieval.query import Query

Counted = Literal["protected", "in_care", "in_need", "left_care", "private"]
_WHO: tuple[tuple[Counted, re.Pattern[str]], ...] = (
    (
        "protected",
        re.compile(
            r"\bchild protection (?:rate|plan|per|conference|register|numbers?|cases)|\bCPPs?\b|"
            r"\bsubject (?:of|to) (?:an? )?(?:child protection )?plans?\b|\bon (?:a )?plans?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "private",
        re.compile(r"\bprivate(?:ly)? (?:arranged )?foster\w*", re.IGNORECASE),
    ),
    (
        "left_care",
        re.compile(
            r"\bcare[ -]leavers?\b|\bcare[ -]experienced\b|\bleft care\b|\bleaving care\b",
            re.IGNORECASE,
        ),
    ),
    (
        "in_care",
        re.compile(
            r"\blooked[ -]after\b|"
            r"(?<!leaving )\b(?:in|into|enter\w*|placed in the|number of) care\b|"
            r"\bcare (?:system|population)\b|(?-i:\b(?:LAC|CLA|CIC|CiC)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "in_need",
        re.compile(
            r"\bchild(?:ren)? in need\b|\b(?:formally |being )in need of\b|(?-i:\b(?:CiN|CIN)\b)",
            re.IGNORECASE,
        ),
    ),
)


def who_is_counted(text: str) -> frozenset[Counted]:
    """Those of whom a text speaks, of the kinds that figures are given of."""
    return frozenset(name for name, pattern in _WHO if pattern.search(text))


def is_of_others(query: Query, passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence of a passage gives a figure, and of others than a question counts.

    What it counts is said by itself, by the lead or label that it stands under, else by the
    sentences before it and then by those behind it.
    """
    if measure_of(query) is None or not (asked := who_is_counted(query.question)):
        return False
    text = passage.text[start:end]
    if not figures(text):
        return False
    if passage.shape == "table":
        # What a row is of stands in the first of its cells that tells.
        cells = map(who_is_counted, text.split(CELL_END))
        told = next((who for who in cells if who), frozenset[Counted]())
    else:
        told = who_is_counted(f"{led_by(passage, start)} {label_at(passage, start)} {text}")
        told = told or _spoken_of_near(passage, start, end)
    return bool(told) and asked.isdisjoint(told)


def _spoken_of_near(passage: Passage, start: int, end: int) -> frozenset[Counted]:
    """Those whom the nearest sentence speaks of that speaks of any."""
    places = sentences(passage.text)
    before = [place for place in reversed(places) if place[1] <= start]
    behind = [place for place in places if place[0] >= end]
    for first, last in (*before, *behind):
        if told := who_is_counted(passage.text[first:last]):
            return told
    return frozenset()
