"""Services are told of by sentences that name them, before those that merely stand near them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from bot.answering.elements import gives_own_name, holds
from bot.answering.selection.sentences import Sentence, context_of, units
from retrieval.query import Query
from retrieval.search.concepts import NAME, OWN, Concept, Topic, padded_stems
from retrieval.understanding.judgements import areas_in

_NAMED = 0.8
# What those are called that do something for children, as the glossary names them.
_SERVICES = frozenset(
    padded_stems(
        "team service officer school head hub board court advocacy advocate visitor unit forum"
    ).split()
)
_SORT_ASKED = re.compile(
    r"\b(?:which|what) (?:[\w-]+ )?(?P<sort>panel|board|group|forum|programme|scheme|project|team|"
    r"hub|service|strategy|model|charity|agency|organisation|partnership|initiative)\b",
    re.IGNORECASE,
)
# How many sentences before "the panel" are looked at for its name.
_BEFORE = 2
# What is told first may be so much weaker than what names nothing, as a share of its score.
_WEAKER = 0.5


def services(query: Query, topic: Topic) -> list[Concept]:
    """The services, teams and offices that a question calls by a name: "emergency duty team".

    None that only the question before it named, and none that is an area of judgement.
    """
    asked, areas = query.question.lower(), areas_in(query.question).lower()
    return [
        concept
        for concept in topic.concepts
        if concept.glossary
        and concept.label.lower() in asked
        and concept.label.lower() not in areas
        and _is_service(concept)
    ]


def _called(query: Query, topic: Topic, among: Sequence[Sentence]) -> list[Concept]:
    """What a question calls by a name; proper names where the fullest of some sentences has them.

    "The Youth Parliament's manifesto" is told where the manifesto is.
    """
    names = [stems for name in query.names if (stems := padded_stems(name)).strip()]
    proper = [Concept(name, ((name, OWN),), 1.0, glossary=False) for name in names]
    fullest = max(among, key=lambda s: max(s.coverage, s.led), default=None)
    told = fullest is not None and _names(fullest, proper)
    return [*(proper if told else ()), *services(query, topic)]


def _is_service(concept: Concept) -> bool:
    """Whether the asker's words are those of a service; of an acronym, what it stands for."""
    names = [form for form, strength in concept.forms if strength >= NAME]
    said = names if concept.label.isupper() else [padded_stems(concept.label)]
    return any(_SERVICES & set(words.split()) for words in said)


def led_by_name(ranked: Sequence[Sentence], query: Query, topic: Topic) -> list[Sentence]:
    """The sentences, best first, with the best one first that names what is asked about."""
    things = _called(query, topic, ranked)
    if not things or not ranked or _names(ranked[0], things):
        return list(ranked)
    near = (s for s in ranked if s.score >= _WEAKER * ranked[0].score)
    # In the passage that was found best it is told best.
    naming = sorted(
        (s for s in near if _names(s, things)), key=lambda s: s.passage.id != ranked[0].passage.id
    )
    if not naming:
        return list(ranked)
    return [naming[0], *(s for s in ranked if s is not naming[0])]


def begun_by_name(picked: Sequence[Sentence], query: Query, topic: Topic) -> list[Sentence]:
    """The sentences in their order, those left out of each document that stand before the name.

    A document none of whose sentences names what is asked about is left out where others' do.
    """
    things = _called(query, topic, picked)
    if not things or not any(_names(sentence, things) for sentence in picked):
        return list(picked)
    documents = dict.fromkeys(sentence.document.id for sentence in picked)
    return [
        sentence
        for identity in documents
        for sentence in dropwhile(
            lambda s: not (_names(s, things) or holds(s.text, query, topic)),
            [s for s in picked if s.document.id == identity],
        )
    ]


def begun_by_own_name(picked: Sequence[Sentence], query: Query) -> list[Sentence]:
    """The sentences in their order, those of each document left out that stand before a name.

    Where it is asked what something is called. Of several names that counts which is told with
    most of the question; a document that gives none is left out where others do.
    """
    if not query.demand.called or query.demand.sort:
        return list(picked)
    naming = [s for s in picked if _gives_name(s, query)]
    if not naming:
        return list(picked)
    kept: list[Sentence] = []
    for identity in dict.fromkeys(s.document.id for s in picked):
        theirs = [s for s in naming if s.document.id == identity]
        if theirs:
            best = max(theirs, key=lambda s: s.coverage)
            own = [s for s in picked if s.document.id == identity]
            kept += own[own.index(best) :]
    return kept


def _gives_name(sentence: Sentence, query: Query) -> bool:
    places = [name for name in (*query.authorities, sentence.document.authority) if name]
    return gives_own_name(sentence.text, places)


def with_names_before(whole: Sequence[Sentence], query: Query) -> list[Sentence]:
    """Sentences that speak of "the panel", each with the ones before it that name the panel.

    Where "which panel" is asked for; two sentences before at most.
    """
    asked = _SORT_ASKED.search(query.question)
    if asked is None:
        return list(whole)
    meant = re.compile(rf"\b(?:the|this|that) (?:[\w-]+ )?{asked['sort']}\b", re.IGNORECASE)
    found: list[Sentence] = []
    for sentence in whole:
        if meant.search(sentence.text) and not _gives_name(sentence, query):
            sentence = _from_its_name(sentence, query, asked["sort"])
        if not (found and found[-1].passage is sentence.passage and sentence.start < found[-1].end):
            found.append(sentence)
        elif sentence.end > found[-1].end:
            found[-1] = replace(found[-1], end=sentence.end)
    return found


def _from_its_name(sentence: Sentence, query: Query, sort: str) -> Sentence:
    """A sentence with those before it, from the one on that names a thing of a sort."""
    if sentence.passage.shape != "paragraph":
        return sentence
    before = [place for place in units(sentence.passage) if place[1] <= sentence.start]
    for start, end in before[: -_BEFORE - 1 : -1]:
        named = replace(sentence, start=start, end=end)
        if padded_stems(sort) in padded_stems(named.text) and _gives_name(named, query):
            return replace(sentence, start=start)
    return sentence


def answers(sentence: Sentence, query: Query, topic: Topic) -> bool:
    """Whether a sentence names the service that is asked about and holds what is asked for it."""
    things = services(query, topic)
    fits = holds(sentence.text, query, topic) is not False
    return fits and (not things or _names(sentence, things))


def _names(sentence: Sentence, things: Sequence[Concept]) -> bool:
    """Whether a sentence, or the label that it stands under, gives a thing's name.

    Rows of a table stand under its head, which names it.
    """
    if sentence.passage.shape == "table":
        return True
    padded = padded_stems(f"{context_of(sentence, sentence.start)} {sentence.text}")
    return any(thing.strength(padded) >= _NAMED for thing in things)
