"""Statements of two documents that are alike in wording and differ in what they say.

They may be of different things all the same: a brief shows both and calls it a suggestion.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from bot.answering.figures import figures
from bot.answering.gate.numerals import figure_of
from bot.answering.selection.sentences import Sentence, units
from bot.answering.tones import tone_of
from bot.answering.tracing import is_told, surely_after, tells
from bot.briefs.material import Material
from corpus.documents import INSPECTORS_KINDS, Document
from retrieval.index.lexical import stems

_ALIKE_FIGURES, _ALIKE_FINDINGS = 0.5, 0.55
_LONGEST = 45
# Statements that are further apart in time are of different states.
_DAYS_APART = 550
MOST_COMPARED = 30
"""How many documents, the newest, are compared with one another."""
# Words that stand in more sentences than this pair nothing.
_MOST_OF_A_WORD = 60
_FEWEST_SHARED = 3
# What is said of every one of them is a share of them too.
_EVERY = re.compile(
    r"\b(?<!at )(?<!not )(?:every|all)(?: \w+){0,2} (?:child\w*|leavers?|people|famil\w+|carers?|"
    r"cases?|plans?|visits?|referrals?|enquir\w+|allegations?|assessments?|reviews?|interviews?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s+([a-z][\w’'-]+)")
# Months, and "the end of": figures of one day are not of one thing.
_DATING = frozenset(
    stem
    for words in (*(f"{date(2000, month, 1):%B}" for month in range(1, 13)), "end since year month")
    for stem in stems(words)
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with the words that carry its matter, and its figures by what they count."""

    sentence: Sentence
    words: frozenset[str]
    figures: frozenset[tuple[str, str]]
    inspectors: bool


def differing(material: Material, most: int) -> list[tuple[Spoken, Spoken]]:
    """Pairs that differ, the likest first; each sentence once."""
    compared = material.documents[:MOST_COMPARED]
    every = [spoken for document in compared for spoken in _of(material, document)]
    ranked = sorted(_pairs(material, every), key=lambda row: (-row[0], row[1].sentence.passage.id))
    found: list[tuple[Spoken, Spoken]] = []
    taken: set[str] = set()
    for _, one, other in ranked:
        texts = {one.sentence.text, other.sentence.text}
        if len(found) < most and not texts & taken:
            taken |= texts
            found.append((one, other))
    return found


def _of(material: Material, document: Document) -> Iterator[Spoken]:
    listing = material.tracer.listing(document)
    for passage in material.passages(document):
        if not tells(passage) or passage.id in listing:
            continue
        heading = " ".join(passage.heading)
        for position, (start, end) in enumerate(units(passage)):
            text = passage.text[start:end]
            if not is_told(text) or len(text.split()) > _LONGEST:
                continue
            if material.topic is not None and not (
                material.topic.speaks(text) or material.topic.speaks(heading)
            ):
                continue
            counted = frozenset(
                (
                    figure.kind,
                    _amount(text[figure.start : figure.end], text[figure.end :], figure.kind),
                )
                for figure in figures(text)
                if figure.kind in ("count", "share", "money", "rate")
            )
            if _EVERY.search(text) and all(kind != "share" for kind, _ in counted):
                counted |= {("share", "100")}
            yield Spoken(
                Sentence(passage, document, position, start, end, 0.0, 0.0),
                frozenset(material.tracer.likeness.words(text)) - _DATING,
                counted,
                document.kind in INSPECTORS_KINDS,
            )


def _pairs(material: Material, every: Sequence[Spoken]) -> Iterator[tuple[float, Spoken, Spoken]]:
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, spoken in enumerate(every):
        for word in spoken.words:
            by_word[word].append(at)
    together: defaultdict[tuple[int, int], int] = defaultdict(int)
    for places in by_word.values():
        if len(places) <= _MOST_OF_A_WORD:
            for pair in combinations(places, 2):
                together[pair] += 1
    for (first, second), shared in together.items():
        one, other = every[first], every[second]
        if shared < _FEWEST_SHARED or not _comparable(one, other):
            continue
        like = material.tracer.likeness.of_words(one.words, other.words)
        if (like >= _ALIKE_FIGURES and _figures_differ(one, other)) or (
            like >= _ALIKE_FINDINGS and _findings_differ(one, other)
        ):
            yield like, one, other


def _comparable(one: Spoken, other: Spoken) -> bool:
    mine, theirs = one.sentence.document, other.sentence.document
    if mine.id == theirs.id:
        return False
    days = [surely_after(mine), surely_after(theirs)]
    known = [day for day in days if day is not None]
    return len(known) == 2 and abs((known[0] - known[1]).days) <= _DAYS_APART


def _figures_differ(one: Spoken, other: Spoken) -> bool:
    """Whether both give figures of one kind, and none that both give."""
    if one.figures & other.figures:
        return False
    return not {_of_what(f) for f in one.figures}.isdisjoint(_of_what(f) for f in other.figures)


def _of_what(figure: tuple[str, str]) -> tuple[str, str]:
    """The kind of a figure, and of a count what it counts."""
    kind, amount = figure
    return kind, amount.partition(" ")[2]


def _findings_differ(one: Spoken, other: Spoken) -> bool:
    """Whether inspectors criticise what the council approves of, or the other way round."""
    if one.inspectors == other.inspectors:
        return False
    tones = {tone_of(one.sentence.text), tone_of(other.sentence.text)}
    return tones == {"strength", "weakness"}


def _amount(written: str, after: str, kind: str) -> str:
    """A figure without what only its spelling adds ("93 per cent" is 93%); what a count counts."""
    digits = "".join(c for c in written if c.isdigit() or c == ".").strip(".")
    word = re.sub(r"\W|\bper cent\b", "", written.lower().removesuffix("per cent"))
    amount = digits or figure_of(word) or written.lower()
    if kind != "count":
        return amount
    counted = _COUNTED.match(after)
    return f"{amount} {' '.join(stems(counted[1])) if counted else ''}"
