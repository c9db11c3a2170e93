"""Whether what is told says that there is such a thing, or enough of it, where that is asked."""

import re
from collections.abc import Sequence

from bot.answering.said import Said
from prompts import section
from retrieval.query import Query
from retrieval.search.concepts import ENOUGH, NAME, OWN, Topic, padded_stems

_SUFFICIENT = r"(?i:\b(?:in)?sufficient(?:ly)?\b)"
# What is counted, by other names than the question's.
_NUMBERED = (
    r"(?:(?:local|suitable|and|in-house|good|enough|high-quality) )*(?:numbers?|range|supply|"
    r"choice|places?|provision|homes?|placements?|accommodation|capacity|staff\w*|resources?|"
    r"workers|carers)"
)


def not_told_enough(query: Query, topic: Topic, told: Sequence[Said]) -> str | None:
    """That no claim tells whether there is enough, as a sentence; None where one does.

    That foster carers are well supported says nothing on how many there are.
    """
    thing = query.demand.enough
    enough = next((concept for concept in topic.concepts if concept.label == ENOUGH), None)
    if (
        not thing
        or enough is None
        or any(enough.strength(_of(thing, one.window)) >= OWN for one in told)
    ):
        return None
    return section("caveats", "not_told_enough").format(thing=thing)


def not_told_there(query: Query, topic: Topic, told: Sequence[Said]) -> str | None:
    """That no claim speaks of the thing that a question asks whether there is, as a sentence.

    What is said of kinship carers and of teams does not tell of a kinship team.
    """
    thing = query.demand.there
    if not thing or any(_speaks_of(thing, topic, one.window) for one in told):
        return None
    return section("caveats", "no_event").format(word=thing)


def _speaks_of(thing: str, topic: Topic, text: str) -> bool:
    """Whether a text has all words of a thing, each in any form or by another name."""
    padded = padded_stems(text)
    wanted = padded_stems(thing).split()
    named = {
        stem
        for concept in topic.concepts
        if concept.strength(padded) >= NAME
        for stem in padded_stems(concept.label).split()
    }
    return all(stem in named or f" {stem} " in padded for stem in wanted)


def _of(thing: str, text: str) -> str:
    """The stems of a text without what is sufficient or not and is something else.

    "Sufficiently robust", "insufficient challenge" tell of no number.
    """
    last = re.escape(thing.split()[-1])
    return padded_stems(re.sub(rf"{_SUFFICIENT}(?! (?:{_NUMBERED}|(?:\w+ )?{last}))", " ", text))
