"""What a question takes for granted, held against what is said: a course, a blame, a number."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.drafts import Brief, Draft
from bot.answering.elements import nones, says_none
from bot.answering.said import Said, closeness, least_of_element, said
from bot.answering.selection.leaning import leans
from bot.answering.selection.sentences import units
from prompts import section
from retrieval.query import Demand
from retrieval.search.concepts import NAME, padded_stems
from retrieval.understanding.demands.listed import tells
from retrieval.understanding.demands.reasons import BLAMES

# Claims are as close to a question as the closest one to this much.
_AS_CLOSE = 0.15
_BECAUSE = re.compile(
    r"\b(?:because|due to|result(?:s|ed|ing)? (?:of|in|from)|owing to|caused|led to|so that|"
    r"reasons?|following|after|in order to|since|in response to|therefore|thus|"
    r"as (?:he|she|they|it))\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:is|are|was|were|has been|have been) (?:not|never|no longer) (?:used|in use|placed|put|"
    r"made|offered|provided|available|needed|required|permitted|allowed)\b",
    re.IGNORECASE,
)
# How far before "is not used" the thing stands that is not, in characters.
_REACH = 40
_OF_SOME = re.compile(r"\b(?:what|which|how many|why)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|never|none|without)\b|n[’']t\b", re.IGNORECASE)
_TELLING = 1.5
# How many of the nearest passages are looked at for a blame, how much of the question a sentence
# with it speaks of, and the shortest word of blame, with a space at each end ("late", not "not").
_LOOKED, _BLAMED, _SHORTEST = 8, 0.5, 5
_BETTER = re.compile(r"\b(?:improv\w+|strengthen\w*|stronger|better|progress)\b", re.IGNORECASE)
_WORSE = re.compile(
    r"\b(?:worse\w*|deteriorat\w+|declin\w+|weaken\w*|weaker|poorer|dip(?:ped)?)\b", re.IGNORECASE
)


def contradicted(brief: Brief, draft: Draft) -> Draft:
    """The draft with a correction where the claims closest to the question speak against it."""
    demand = brief.found.query.demand
    told = [replace(one, window=one.text) for one in said(brief, draft.claims)]
    taken = (
        *(demand.trend, demand.blames, demand.praises, demand.faults, demand.papers),
        _unexplained(brief, told),
        any(_refutes(brief, one) for one in told),
    )
    if not any(taken) and not any(_denies(brief, one) for one in told):
        return draft
    close = closeness(brief, told) if told else []
    least = max(least_of_element(brief), max(close, default=0.0) - _AS_CLOSE)
    near = [one for one, closely in zip(told, close, strict=True) if closely >= least]
    wrong = _wrong(demand, near, told, spoken_of=_is_blamed_elsewhere(brief)) if near else None
    if wrong is not None:
        return replace(
            draft, corrections=(*draft.corrections, section("caveats", wrong)), partial=True
        )
    if _told_by_others(demand, told):
        caveat = section("caveats", "paper_told_of")
        return replace(draft, corrections=(*draft.corrections, caveat), partial=True)
    if _unexplained(brief, told):
        caveat = section("caveats", "no_reason")
        return replace(draft, corrections=(*draft.corrections, caveat), partial=True)
    if any(_refutes(brief, one) for one in near):
        caveat = section("caveats", "not_so")
        return replace(draft, corrections=(*draft.corrections, caveat), partial=True)
    denying = {one.text for one in near if _denies(brief, one)}
    if denying:
        return replace(
            draft,
            claims=tuple(claim for claim in draft.claims if claim.text in denying),
            corrections=(*draft.corrections, section("caveats", "none_of_them")),
            # "How many?" is answered by "none"; "which?" is not.
            partial=demand.measure is None,
        )
    return draft


def _wrong(
    demand: Demand, near: Sequence[Said], told: Sequence[Said], *, spoken_of: bool
) -> str | None:
    """The caveat on a course or a blame that the question takes for granted and is not so.

    `spoken_of`: another passage says of the thing what the question blames it for.
    """
    better = any(_BETTER.search(one.text) for one in near)
    worse = any(_WORSE.search(one.text) for one in near)
    places = {one.passage.id for one in near}
    blamed = [leans(one.text, "criticism") for one in near]
    beside = [leans(one.text, "criticism") for one in told if one.passage.id in places]
    if demand.trend == "worse" and better and not worse:
        return "not_worse"
    if demand.trend == "better" and worse and not better:
        return "not_better"
    if demand.blames and min(beside) < 0 and max(blamed) <= 0 and not spoken_of:
        return "not_blamed"
    if demand.praises and max(beside) > 0 and min(blamed) >= 0:
        return "not_praised"
    if demand.faults and min(beside) < 0 and all(leans(o.text, "criticism") <= 0 for o in told):
        return "not_blamed"
    return None


def _is_blamed_elsewhere(brief: Brief) -> bool:
    """Whether a sentence among the nearest passages has the question's own word of blame."""
    found = brief.found
    words = [padded_stems(m.group()) for m in BLAMES.finditer(found.query.question)]
    own = [word for word in words if len(word) > _SHORTEST]
    for hit in found.hits[:_LOOKED]:
        for start, end in units(hit.passage):
            text = padded_stems(hit.passage.text[start:end])
            if any(word in text for word in own) and found.topic.coverage(text) >= _BLAMED:
                return True
    return False


def _unexplained(brief: Brief, told: Sequence[Said]) -> bool:
    """Whether it is asked why something happened, and told only that it did."""
    query = brief.found.query
    if query.answer_type != "reason" or not query.demand.firm:
        return False
    of_it = [one for one in told if any(tells(one.text, words) for words in query.demand.firm)]
    return bool(of_it) and not any(_BECAUSE.search(one.passage.text) for one in of_it)


def _refutes(brief: Brief, one: Said) -> bool:
    """Whether a claim says of the very thing that a "why" is about that it is not so."""
    query = brief.found.query
    refuted = _NOT_DONE.search(one.text)
    if query.answer_type != "reason" or refuted is None or _NO.search(query.question):
        return False
    before = padded_stems(one.text[: refuted.start()][-_REACH:])
    telling = [c for c in brief.found.topic.concepts if c.weight >= _TELLING]
    return any(concept.strength(before) >= NAME for concept in telling)


def _told_by_others(demand: Demand, told: Sequence[Said]) -> bool:
    """Whether a paper is asked about that is told of in other papers alone."""
    return any(not any(tells(o.document.title, words) for o in told) for words in demand.papers)


def _denies(brief: Brief, one: Said) -> bool:
    """Whether a claim says that there is none of what a question asks the number or kind of."""
    question = brief.found.query.question
    if _OF_SOME.search(question) is None or _NO.search(question) is not None:
        return False
    asked = padded_stems(question)
    telling = [c for c in brief.found.topic.concepts if c.weight >= _TELLING]
    named = any(padded_stems(m["thing"]) in asked for m in nones(one.text, question))
    return named or says_none(one.text, question, telling)
