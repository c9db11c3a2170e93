"""The figures of a sentence and what each of them is: a count, a share, an amount, a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.dates import MONTH

FigureKind = Literal["count", "share", "rate", "money", "duration", "times"]

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_TENS = "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = rf"(?:{_SMALL}|(?:{_TENS})(?:[ -](?:one|{_SMALL}))?)"
_DIGITS = r"(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS}|one|a|an)"
_YEAR = r"(?:19|20)\d\d"
_AGE = r"(?:\d|1\d|2[0-6])"
# What is written with a figure and is none: labels, ages, days, years.
_NONE = (
    # The number of a paragraph.
    r"(?:\A|(?<=\n))\d{1,3}[.)] (?=[A-Z])",
    r"\b(?:outcomes?|enablers?|principles?|sections?|regulations?|paragraphs?|para|tables?|items?|"
    r"appendix|appendices|annex|figures?|pages?|chapters?|versions?|phases?|tiers?|levels?|stages?|"
    rf"key stages?|years?|grades?|steps?|parts?|articles?|no\.|numbers?|nos?\.) (?:{_SMALL}|one|\d+"
    r"(?:\.\d+)*[a-z]?\b)(?:(?:,| and| to|,? or|–|-) ?\d+)*",
    rf"\b{_AGE}[- ]*(?:(?:and|to|or)[- ]*{_AGE}[- ]*)?years?[- ](?:olds?|of age)\b",
    rf"\b(?:up to|until|to) {_AGE} years\b",
    rf"\b{_AGE}(?:st|nd|rd|th) birthdays?\b",
    r"\b(?:the )?age of \d{1,2}\b",
    rf"\bage[sd]? (?:\w+ ){{0,2}}?{_AGE}(?:[+]|\b)(?:(?:,? ?(?:and|to|or|–|-) ?){_AGE}\b)?"
    r"(?: years)?",
    r"\b(?:over|under|post|pre|beyond|past|turn\w*|until|after|reach\w*|up to|before|from)[ -]?"
    r"(?:1[0-9]|2[0-6])(?:s\b|[+])?(?=\s*(?:[.,;:)]|\Z|(?:and|or|who|with|care|are|"
    r"is|were|was|have|has|had|can|could|do|did|may|will|still|living|continue|receive)\b))",
    rf"\b{_AGE}(?:[- ]plus\b|[+])",
    r"\b1[67] and 1[78]\b",
    rf"\b{_AGE} ?[–-] ?(?:1[0-9]|2[0-6])\b(?! ?(?:%|per ?cent))",
    rf"\b{_DIGITS} (?:miles|kilometres|km)\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: ?(?:to|and|–|-) ?\d{{1,2}})? (?:{MONTH})\b(?:,? {_YEAR})?",
    rf"\b{_YEAR}(?: ?[/–−-] ?(?:{_YEAR}|\d\d?))?\b(?! (?:children|cases|referrals|contacts|young))",
    r"\b\d{1,2}[.:]\d\d ?[ap]\.?m\b|\b[1-9][12]? ?[ap]m\b",
    r"\bone(?:[ -](?:to[ -]one|stop|another|off)\b| of\b)|\b(?:no|every|any|some|each) ?one\b",
    r"\b24[ /](?:7|hour service)\b",
)
_PATTERNS: tuple[tuple[FigureKind | None, str], ...] = (
    (
        "money",
        rf"£ ?{_DIGITS}(?: ?(?:million|billion|m|bn|k)\b)?|\b{_DIGITS} (?:pounds|pence)\b",
    ),
    ("rate", rf"\b{_DIGITS} (?:children )?per (?:10|1|100)[ ,]?000\b"),
    (
        "share",
        rf"\b(?:{_DIGITS}|{_WORDS}) ?(?:%|per ?cent\b|percentage points?)|"
        rf"\b{_NUMBER} (?:out of|in every) (?:every |the )?{_NUMBER}\b|"
        rf"\b(?:{_DIGITS}|{_WORDS}) of (?:the |its |their |these |a total of )*"
        rf"(?:{_DIGITS}|{_WORDS})\b|"
        r"\b(?:one|two|three|a|an|over|under|almost|nearly|about|around|than)[ -]"
        r"(?:half|halves|thirds?|quarters?|fifths?|tenths?)\b|\bhalf (?:of|the)\b|"
        r"(?<![\d.])0\.\d+\b(?! per)",
    ),
    (
        "duration",
        rf"\b(?:{_DIGITS}|{_WORDS}|one|a|an|several|many|few)[ -](?:working |school |calendar )?"
        r"(?:minute|hour|day|week|month|year)s?\b(?!-old| old)",
    ),
    (None, "|".join(_NONE)),
    ("times", r"\b(?:doubled|tripled|halved|trebled|quadrupled|twice|threefold|twofold)\b"),
    (
        "count",
        rf"\b{_DIGITS}(?!(?:st|nd|rd|th)\b)\b|\b{_WORDS}\b|"
        r"\b(?:a |half a )?dozens?\b|\bhundreds?\b|"
        r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?= (?:\w+ )?"
        r"(?:visit|inspection|time|report|meeting)\b)|"
        r"\b(?:only|just|exactly|than|to|from|but|been|was) one\b|"
        r"(?:\A|(?<=[.;] ))one (?=[a-z]+\b)",
    ),
)
_SCAN = re.compile(
    "|".join(f"(?P<p{place}>{pattern})" for place, (_, pattern) in enumerate(_PATTERNS)),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands at `text[start:end]`."""

    kind: FigureKind
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """The figures of a text in its order; ages, days, years, labels and numbering are none."""
    return list(_found(text))


def _found(text: str) -> Iterator[Figure]:
    for match in _SCAN.finditer(text):
        name = match.lastgroup or "p0"
        kind = _PATTERNS[int(name[1:])][0]
        if kind is not None:
            yield Figure(kind, match.start(), match.end())
