"""Which sentence comes first: by meaning, by what it holds, by the newest inspection."""

from collections.abc import Container
from dataclasses import replace

from bot.answering.drafts import Brief
from bot.answering.elements import holds
from bot.answering.said import Said, nearest
from bot.answering.selection.sentences import Sentence, context_of
from corpus.documents import INSPECTORS_KINDS
from corpus.sections import is_improvement
from retrieval.search.concepts import Topic, padded_stems
from retrieval.understanding.wording import professional

# Where the best sentence shares so little with the question, likeness of meaning chooses.
_FEW_WORDS_SHARED = 0.5
COMPARED_SENTENCES = 12
_NUDGE = 0.01
# A document that touches on the matter no better than this, beside the best, is silent on it.
_WELL_ENOUGH, _RELATED = 0.5, 0.4


def by_meaning_too(brief: Brief, ranked: list[Sentence]) -> list[Sentence]:
    """The sentences ranked again by likeness of meaning, where words do not tell."""
    if brief.similarities is None or not ranked or ranked[0].coverage >= _FEW_WORDS_SHARED:
        return ranked
    near: list[Sentence] = []
    for hit in sorted(brief.found.hits, key=lambda h: -(h.similarity or 0.0)):
        near += [s for s in ranked if s.passage.id == hit.passage.id]
        if len(near) >= COMPARED_SENTENCES:
            break
    near = near[:COMPARED_SENTENCES]
    said = [f"{context_of(s, s.start)} {s.text}".strip() for s in near]
    query = brief.found.query
    # The words of the field find what is meant, the whole question what is asked of it.
    cosines = brief.similarities(f"{professional(query)}. {query.question}", said)
    raised = [replace(s, score=s.score + c) for s, c in zip(near, cosines, strict=True)]
    compared = {(s.passage.id, s.position) for s in near}
    rest = [s for s in ranked if (s.passage.id, s.position) not in compared]
    return sorted((*raised, *rest), key=lambda s: (-s.score, s.passage.id, s.position))


def holding_first(brief: Brief, ranked: list[Sentence]) -> list[Sentence]:
    """The sentences with one first that holds the figure or name asked for, where one is near.

    Else what is nearest to the question in its words is told, and what answers it is not.
    """
    query, topic = brief.found.query, brief.found.topic
    if not ranked or holds(ranked[0].text, query, topic) is not False:
        return ranked
    holding = [s for s in ranked if holds(s.text, query, topic)]
    if query.answer_type == "reason":
        # Reasons are given for everything: another passage's is not the one asked for.
        holding = [s for s in holding if s.passage.id == ranked[0].passage.id]
    holding.sort(key=lambda s: -topic.coverage(Said.of(s.text, s.passage, s.document).padded))
    best = nearest(brief, holding[:COMPARED_SENTENCES])
    if best is None:
        return ranked
    first = replace(best, score=ranked[0].score + _NUDGE)
    return [first, *(s for s in ranked if s != best)]


def newest_inspection_first(
    brief: Brief, ranked: list[Sentence], newest: Container[str]
) -> list[Sentence]:
    """The sentences with one of the newest inspection first, where it speaks of the matter.

    What an older one says in more words of the question would leave no room for it. For a fact
    the sentence that holds it comes first, whatever its age.
    """
    query, topic = brief.found.query, brief.found.topic
    if not ranked or query.answer_type not in ("any", "yes_no"):
        return ranked
    if ranked[0].document.kind not in INSPECTORS_KINDS or ranked[0].document.id in newest:
        return ranked
    fullest = ranked[0].coverage
    # What must improve is told as a list beside what was found.
    theirs = (s for s in ranked if s.document.id in newest and not is_improvement(s.passage))
    best = next((s for s in theirs if speaks_well(s, topic, fullest)), None)
    if best is None:
        return ranked
    return [replace(best, score=ranked[0].score + _NUDGE), *(s for s in ranked if s is not best)]


def speaks_well(sentence: Sentence, topic: Topic, fullest: float) -> bool:
    """Whether it speaks of a thing of the field that is asked about, or of enough else."""
    text = padded_stems(" ".join((*sentence.passage.heading, sentence.text)))
    named = any(c.glossary and c.strength(text) >= _RELATED for c in topic.concepts)
    return named or sentence.coverage >= _WELL_ENOUGH * fullest
