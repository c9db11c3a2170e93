"""How well each sentence of passages answers a question."""

import re
from collections.abc import Container, Sequence
from datetime import date

from bot.answering.counted import is_of_others
from bot.answering.elements import holds
from bot.answering.leads import label_at, led_by
from bot.answering.selection.leaning import leans
from bot.answering.selection.sentences import Sentence, context_of, refers_back, units
from corpus.dates import day_ranges, months
from corpus.documents import INSPECTORS_KINDS
from corpus.passages import Passage
from corpus.sections import (
    is_boilerplate,
    is_for_children,
    is_improvement,
    is_of_every_report,
    is_summary,
    is_what_was_covered,
)
from retrieval.query import Query
from retrieval.search.concepts import Topic, padded_stems
from retrieval.search.found import Hit
from retrieval.search.rights import things_given
from retrieval.understanding.demands.listed import tells
from retrieval.understanding.intents import asks_what_was_covered

_ACRONYM_ASKED = re.compile(r"\bwhat (?:is|are|does) (?:the |an? )?([A-Z]{2,6})\b", re.IGNORECASE)
# "How far had it got?" asks for the stage that something is at.
_HOW_FAR = re.compile(
    r"\bhow far\b|\bgot to\b|\b(?:what|which) stage\b|\bhow (?:is|was|were|are) \w+ "
    r"(?:progressing|coming along)\b|\bat what (?:stage|point)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:awarded|gone out to|out to tender\w*|under ?way|begun|completed|finalised|launched|"
    r"commenced|approved|rejected|up and running|commissioned|appointed|agreed|signed|"
    r"(?:is|are|was|were) due to|at an? \w+ stage|not yet|on track|(?:has|have) started)\b",
    re.IGNORECASE,
)
# A line as short as this ("LADO: local authority designated officer.") tells little of a thing.
_FEW_WORDS = 7
_NEWEST = 0.12
# What the words above a sentence count: a label is about it, a heading about much else too.
_UNDER_A_LABEL, _UNDER_A_HEADING = 0.25, 0.1
# How much of what the sentence before says is said of by one that refers back to it.
_OF_THE_LAST = 0.8
# What telling of the event counts that is asked about, in whatever words.
_TELLS_OF_IT = 0.2
# What the list of what inspectors looked at counts, asked about or not.
_LOOKED_AT = 0.4
# What naming the very months counts that are asked about.
_OF_THE_MONTHS = 0.3


def scored(
    hits: Sequence[Hit], query: Query, topic: Topic, newest: Container[str] = ()
) -> list[Sentence]:
    """All sentences of the hits, each with how well it answers, best first.

    `newest` are the ids of the newest inspections: where no time is asked for, what they say
    on the matter comes before what older documents say better.
    """
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    acronym = _ACRONYM_ASKED.search(query.question)
    looked_at = asks_what_was_covered(query.question)
    how_far = _HOW_FAR.search(query.question) is not None
    found: list[Sentence] = []
    for hit in hits:
        if is_boilerplate(hit.passage):
            continue
        document_is_newest = hit.document.id in newest
        heading = padded_stems(" ".join((hit.document.subject, *hit.passage.heading)))
        whole = topic.coverage(padded_stems(hit.passage.text) + heading)
        # Council papers head and label what they report on, and do not name it again.
        labelled = hit.document.kind not in INSPECTORS_KINDS
        places = units(hit.passage)
        listed = is_what_was_covered(hit.passage)
        for position, (start, end) in enumerate(places):
            text = hit.passage.text[start:end]
            if not _is_whole(text, hit.passage) or is_of_every_report(text):
                continue
            if is_of_others(query, hit.passage, start, end):
                continue
            padded = padded_stems(text)
            led = topic.coverage(padded_stems(led_by(hit.passage, start)))
            led = 1.0 if listed and looked_at else led
            # A label is said of every sentence of its line, not of the first alone.
            label = padded_stems(label_at(hit.passage, start)) if labelled else ""
            coverage = topic.coverage(padded + label)
            if query.slant != "none" and position and refers_back(text):
                # "However, some are late" says of the things before it what was asked for.
                before = padded_stems(hit.passage.text[slice(*places[position - 1])])
                coverage = max(coverage, _OF_THE_LAST * topic.coverage(padded + before))
            under = topic.coverage(padded + heading + label) - coverage
            score = 0.45 * coverage + 0.25 * whole + 0.35 * hit.score / best
            score += (_UNDER_A_LABEL if labelled else _UNDER_A_HEADING) * under
            if any(tells(text, words) for words in _telling(query)) or (
                how_far and _STAGE.search(text)
            ):
                score += _TELLS_OF_IT
            if led:
                score += 0.45 * max(0.0, led - coverage)
            if query.slant != "none":
                score += 0.25 * leans(text, query.slant)
            if query.entitlement:
                score += 0.8 * things_given(text)
            if listed and not (acronym and f"({acronym.group(1)})" in text):
                # What was looked at is no finding on it; it may still spell out a name.
                score += _LOOKED_AT if looked_at else -_LOOKED_AT
            if document_is_newest:
                score += _NEWEST
            if query.intent == "passages" and is_improvement(hit.passage):
                score -= 0.15
            if query.answer_type != "person" and _is_roll(text):
                score -= 0.4
            if acronym is None and len(text.split()) < _FEW_WORDS and not led:
                score -= 0.2
            if hit.passage.shape == "table" and query.answer_type != "number":
                score -= 0.3 if query.answer_type in ("person", "reason") else 0.15
            if acronym and f"({acronym.group(1)})" in text:
                score += 0.3
            fit = holds(text, query, topic)
            if fit is not None:
                score += 0.2 if fit else -0.15
            if query.answer_type == "date" and (day_ranges(text) or months(text)):
                score += 0.15
            where = hit.passage.text if hit.passage.shape == "table" else text
            if query.years and any(str(year) in where for year in query.years):
                # A figure asked for by year stands under that year in a table's head.
                in_table = hit.passage.shape == "table" and query.answer_type == "number"
                score += 0.3 if in_table and not query.months else 0.08
            months_said = _of_months(text, query)
            if months_said == 1 or coverage:
                score += _OF_THE_MONTHS * months_said
            if is_for_children(hit.passage):
                score -= 0.1
            elif is_summary(hit.passage):
                score += 0.06
            found.append(
                Sentence(
                    passage=hit.passage,
                    document=hit.document,
                    position=position,
                    start=start,
                    end=end,
                    score=score,
                    coverage=topic.coverage(padded + padded_stems(context_of(hit, start))),
                    led=led,
                )
            )
    return sorted(found, key=lambda s: (-s.score, s.passage.id, s.position))


def _of_months(text: str, query: Query) -> float:
    """The share of the days, or else of the months, a question names which a sentence names."""
    if days := query.demand.days:
        said = day_ranges(text)
        told = [any(d.first <= last and first <= d.last for d in said) for first, last in days]
        return sum(told) / len(told)
    asked = {(year or _only_year(query), month) for year, month in query.months}
    asked = {(year, month) for year, month in asked if year is not None}
    if not asked:
        return 0.0
    named = {(year, month) for year, month in asked if f"{date(2000, month, 1):%B}" in text}
    return sum(str(year) in text for year, _ in named) / len(asked)


def _telling(query: Query) -> list[str]:
    """The words that tell of the events and the sort of thing that are asked about."""
    return [words for words in (*query.demand.events, query.demand.sort) if words]


def _only_year(query: Query) -> int | None:
    return query.years[0] if len(query.years) == 1 else None


def _is_roll(text: str) -> bool:
    """A list of names: who was present, who was copied in."""
    words = text.split()
    capitals = sum(word[0].isupper() or word[0] == "(" for word in words)
    return len(words) > 12 and capitals / len(words) > 0.4


def _is_whole(text: str, passage: Passage) -> bool:
    """A sentence, a list item or a row; not the scrap of one."""
    if text.endswith(":"):
        # What only leads to a list says nothing.
        return False
    if passage.shape in ("table", "front", "list"):
        return len(text.split()) > 1
    return len(text.split()) >= 4 and (text[0].isupper() or not text[0].isalpha())
