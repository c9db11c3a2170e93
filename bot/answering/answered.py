"""Whether claims on the matter hold what was asked for; what is missing, said in a sentence."""

import re
from collections.abc import Sequence

from bot.answering.borne_out import named_and_missing, nth, untold
from bot.answering.drafts import Brief, DraftClaim
from bot.answering.elements import (
    counted_of,
    has_contact,
    has_day,
    holds,
    is_share_alone,
    measure_of,
)
from bot.answering.given import (
    CELL_OF_FIGURE,
    counts_under_its_subject,
    gives,
    is_done_by,
    is_share_of,
    names_holder,
)
from bot.answering.said import Said, closeness, least, least_of_element, said
from corpus.layout.cleaning import CELL_END
from prompts import section
from retrieval.conversation.references import is_left_open
from retrieval.query import Part, Query
from retrieval.search.concepts import Concept, Topic, padded_stems
from retrieval.understanding.intents import RECOMMENDATIONS, asks_what_was_covered
from retrieval.understanding.parts import asked_together

# "How many?" may be told as a share where a sentence is on nothing else.
_CLOSE = 1.0
# How many of the nearest passages are looked at for what is missing.
_LOOKED = 5
# What words weigh that tell what a part of a question is about, and the share of them that a
# claim must speak of to have anything to do with it.
_TELLING, _TOUCHED = 2.0, 0.2
_OF_THE_SAME = re.compile(
    r"\b(?:else|anything|something|nothing|anyone|others?|the rest)\b", re.IGNORECASE
)
# How strongly a passage must speak of each thing that a question names together.
_RELATED = 0.4
_PRIVATE = re.compile(
    r"\bnames?(?: and \w+)? of (?:the |any |a |an )?(?:\w+ )?"
    r"(?:child|children|young (?:person|people)|care leavers?|"
    r"parents?|mother|father|famil(?:y|ies)|carers?)\b",
    re.IGNORECASE,
)
_REACHING = re.compile(
    r"(?:tele)?phone|e-?mail|mobile|fax|address(?:es)?|number|line|contact|details|post ?code|"
    r"website|office|based|located|please",
    re.IGNORECASE,
)
# How much of what is asked about must stand beside a number to call.
_MOST_OF_IT = 0.6
_MEASURING = re.compile(r"proportions?|percentages?|shares?|rates?|numbers?", re.IGNORECASE)
_PARTING = re.compile(r"\b(?:and|or|versus|vs)\b|[,;&/]")


def lacking(brief: Brief, claims: Sequence[DraftClaim], *, in_words: bool = True) -> str | None:
    """What was asked for and is in none of these claims, as a sentence.

    None if they answer. Without claims, what is in none of the nearest passages either.
    `in_words`: they have to have the words of the question, not its meaning alone.
    """
    query = brief.found.query
    told = said(brief, claims)
    if not told:
        nearest = [
            Said.of(h.passage.text, h.passage, h.document) for h in brief.found.hits[:_LOOKED]
        ]
        return named_and_missing(query, nearest) or _apart(brief, nearest) or _sought(query)
    if (missing := named_and_missing(query, told)) is not None:
        return missing
    if (apart := _apart(brief, told)) is not None:
        return apart
    close = closeness(brief, told)
    near = [
        (one, share)
        for one, share in zip(told, close, strict=True)
        if share >= least_of_element(brief)
        or counts_under_its_subject(one, query, brief.found.topic)
    ]
    missing = _element(query, brief.found.topic, told, near)
    # Where one of several things that are asked is told, the others are said to be missing.
    if missing is not None and not _part_told(brief, [one for one, _ in near]):
        return missing
    in_words = in_words and not asks_what_was_covered(query.question)
    elsewhere = in_words and max(close) < least(brief)
    return section("caveats", "elsewhere") if elsewhere else None


def unmet(brief: Brief, claims: Sequence[DraftClaim]) -> str | None:
    """What grades, lists and days do not hold, where a question asks for it beside them.

    "The outcome of the appeal against its grade" is not told by the grade.
    """
    demand = brief.found.query.demand
    told = said(brief, claims)
    if (missing := nth(brief.found.query, told)) is not None:
        return missing
    if (missing := untold(brief.found.query, demand.firm, told)) is not None:
        return missing
    if demand.reached and not any(
        has_contact(one.text, brief.found.query.question) for one in told
    ):
        return section("caveats", "no_contact")
    if demand.measure in ("money", "age", "clock"):
        return section("caveats", f"no_{demand.measure}")
    return None


def without_figures(brief: Brief, claims: Sequence[DraftClaim]) -> bool:
    """Whether a figure is asked for, and the cells where it would stand hold none ("n/a")."""
    if measure_of(brief.found.query) is None:
        return False
    cells = [cell.strip() for c in claims for cell in c.text.split(CELL_END)[1:]]
    return bool(cells) and not any(CELL_OF_FIGURE.fullmatch(cell) for cell in cells)


def listed_nowhere(brief: Brief) -> bool:
    """Whether items of a list are asked for by their number or place, and there is no such list."""
    query = brief.found.query
    items = query.supposed is not None and (query.supposed.items or query.supposed.place)
    return query.intent == "recommendations" and bool(items)


def other_parts_missing(brief: Brief, claims: Sequence[DraftClaim]) -> list[str]:
    """What was asked besides and is in none of the claims, each as a sentence."""
    told = said(brief, claims)
    missing: list[str] = []
    if not told:
        return missing
    asked = asked_together(brief.found.query.question)
    parts = brief.found.query.also
    for number, part in enumerate(parts):
        held = any(holds(one.text, part, brief.found.topic) is not False for one in told)
        # "How many areas for improvement?" is told by a list that is given with its number.
        held = held or (brief.found.query.intent == "recommendations" and _of_items(part))
        held = held or (
            brief.found.query.intent == "judgements" and part.demand.measure == "change"
        )
        if not held and (sought := _sought(part)) is not None:
            missing.append(sought)
        elif not (_is_touched(brief, part, told) and (held or part.answer_type != "date")):
            words = asked[number] if len(asked) == len(parts) else part.question
            missing.append(section("caveats", "part_open").format(question=words.strip()))
    return missing


def _of_items(part: Part) -> bool:
    return part.demand.measure == "count" and RECOMMENDATIONS.search(part.question) is not None


def _is_touched(brief: Brief, part: Part, told: Sequence[Said]) -> bool:
    """Whether a claim speaks of what a part of a question says of its own, where it says enough.

    "And what does it pay for?" goes on with what was asked before, in words of no own.
    """
    others = {w.lower() for p in brief.found.query.also if p is not part for w in p.core}
    mine = {word.lower() for word in part.core} - others
    own = [c for c in brief.found.topic.concepts if mine & set(c.label.lower().split())]
    telling = [c for c in own if c.weight >= _TELLING]
    goes_on = is_left_open(part.question, ()) or _OF_THE_SAME.search(part.question)
    if goes_on or not (len(telling) > 1 or any(concept.glossary for concept in telling)):
        return True
    whole = sum(concept.weight for concept in own)
    spoken = (sum(c.weight * c.strength(one.padded) for c in own) for one in told)
    return max(spoken) >= _TOUCHED * whole


def _part_told(brief: Brief, near: Sequence[Said]) -> bool:
    """Whether one of several things that are asked is told."""
    topic = brief.found.topic
    return any(holds(one.text, part, topic) for part in brief.found.query.also for one in near)


def _apart(brief: Brief, told: Sequence[Said]) -> str | None:
    """Things that a question names together are told of in one passage."""
    for part in _parts(brief):
        if not _told_together(part, told):
            things = "” and “".join(concept.label for concept in part)
            return section("caveats", "apart").format(things=things)
    return None


def _parts(brief: Brief) -> list[list[Concept]]:
    """The things of the field that a question names, those that "and" does not part together.

    "The caseloads of reviewing officers" asks for one thing, "care leavers and adoption" for two.
    """
    question = brief.found.query.question.lower()
    named = [
        (question.find(concept.label.lower()), concept)
        for concept in brief.found.topic.concepts
        if concept.glossary and _MEASURING.match(concept.label) is None
    ]
    named = sorted((row for row in named if row[0] >= 0), key=lambda row: row[0])
    parts: list[list[Concept]] = []
    end = 0
    for start, concept in named:
        if not parts or _PARTING.search(question[end:start]):
            parts.append([])
        parts[-1].append(concept)
        end = start + len(concept.label)
    return parts


def _told_together(concepts: Sequence[Concept], told: Sequence[Said]) -> bool:
    """Whether a passage that is told of speaks of all of several things."""
    return len(concepts) < 2 or any(
        all(_is_spoken_of(concept, one) for concept in concepts) for one in told
    )


def _is_spoken_of(concept: Concept, one: Said) -> bool:
    """Whether a passage speaks of a thing, or of what its last word says: "conferences"."""
    words = padded_stems(concept.label).split()
    shorter = len(words) > 2 and f" {words[-1]} " in one.around
    return shorter or concept.strength(one.around) >= _RELATED


def _sought(query: Query | Part) -> str | None:
    """What kind of thing was looked for, where nothing at all is on the matter."""
    demand = query.demand
    if demand.reached:
        return section("caveats", "no_contact")
    if demand.law or demand.future:
        return section("caveats", "no_law" if demand.law else "future")
    if demand.measure is not None:
        return section("caveats", f"no_{demand.measure}")
    return section("caveats", "no_name") if demand.name or demand.doing else None


def _element(
    query: Query, topic: Topic, told: Sequence[Said], near: Sequence[tuple[Said, float]]
) -> str | None:
    """The figure, name, day or address that no claim on the matter holds.

    `near` are the claims that are close enough to the question, with how close they are.
    """
    demand = query.demand
    if demand.reached:
        given = any(
            has_contact(one.text, query.question) and _is_subject(topic, one) for one in told
        )
        return None if given else section("caveats", "no_contact")
    if (measure := measure_of(query)) is not None:
        counted = counted_of(query, topic)
        given = any(
            gives(one, measure, query.question, counted)
            and (
                measure != "count"
                or not is_share_alone(one.text)
                or (close >= _CLOSE and is_share_of(one, topic))
            )
            for one, close in near
        )
        return None if given else section("caveats", f"no_{measure}")
    if demand.name:
        # Nobody's child is named, whatever the documents hold.
        private = _PRIVATE.search(query.question) is not None
        given = not private and any(
            names_holder(one, demand.office, query.authorities) for one, _ in near
        )
        return None if given else section("caveats", "no_name")
    if demand.doing:
        given = any(is_done_by(one, demand.doing) for one in told)
        return None if given else section("caveats", "no_name")
    if query.answer_type == "date":
        given = any(has_day(one.text) for one, _ in near)
        return None if given else section("caveats", "no_date")
    return None


def _is_subject(topic: Topic, one: Said) -> bool:
    """Whether a claim itself, not what stands around it, is on what the question is about."""
    about = [c for c in topic.concepts if _REACHING.fullmatch(c.label) is None]
    padded = padded_stems(one.text)
    whole = sum(concept.weight for concept in about)
    told = sum(concept.weight * concept.strength(padded) for concept in about)
    return not whole or told / whole >= _MOST_OF_IT
