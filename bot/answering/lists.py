"""Answers that are a list: every item of what must improve, or none of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.claims import named, quoted, speaks, suggestions, topic_within
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.grades.wanted import is_of
from bot.answering.passages import sentence_claims
from bot.answering.support import supporting
from corpus.currency import is_spent, lists_superseded_by
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.registers.recommendations import Recommendation, RecommendationKind
from prompts import section
from retrieval.search.found import Found, Hit
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_first

_MOST_DOCUMENTS = 5
# Items of a list that are told beside findings on the same thing.
_MOST_SAME = 2
# Across all authorities a list is as long as it is, up to what anybody reads.
_MOST_ACROSS = 60
_BOARD = re.compile(r"\bLSCB\b|safeguarding (?:children )?(?:board|partnership)", re.IGNORECASE)
# "Which one is about …?" asks for some of the items, not for all.
_OF_SOME = re.compile(
    r"\bwhich (?:one|ones|item|items|recommendations?|areas? for (?:improvement|development)|of)\b|"
    r"\b(?:that|which|do any|does any) (?:\w+ )?(?:mention|concern|relate|refer|deal|cover|speak|"
    r"is about|are about|was about|were about)",
    re.IGNORECASE,
)
_HEADED: dict[RecommendationKind, str] = {
    "area_for_improvement": "what must improve",
    "recommendation": "recommendations",
    "priority_action": "areas for priority action",
    "area_for_development": "areas for development",
}


def recommendations(brief: Brief) -> Draft | None:
    """The whole list of what must improve; None when the documents hold none.

    Of the newest inspection that has one, with the letters since, unless the question names a
    time. A topic that no item names is said to be on no item.
    """
    found = brief.found
    query = found.query
    lists = lists_of(brief)
    documents = lists_asked_for(brief, [d for d in found.scope.wanted if d.id in lists], lists)
    if not documents:
        return None
    topic = topic_within(found)
    claims: list[DraftClaim] = []
    for document in documents:
        items = lists[document.id]
        if topic and (query.everywhere or _OF_SOME.search(query.question)):
            some = [item for item in items if speaks(item.text, found, topic)]
            items = some if some or query.everywhere else items
        claims += [item_claim(brief, document, item, lists[document.id], items) for item in items]
    if query.everywhere:
        return across(found, claims)
    caveats = _silent_newest(found, documents)
    counted = _miscounted(brief, documents, lists)
    findings: list[DraftClaim] = []
    if topic:
        findings = sentence_claims(brief, elsewhere(brief), least=0.5, most=2)
        if query.answer_type != "yes_no":
            findings = [claim for claim in findings if speaks(claim.text, found, topic)]
        if not any(speaks(claim.text, found, topic) for claim in claims):
            if query.answer_type == "yes_no":
                claims += _was_listed(brief, lists, documents, topic)
            caveats.append(
                section("caveats", "not_on_list").format(
                    listed=spoken_date(documents[0]), topic=" ".join(topic)
                )
            )
    return Draft(
        claims=(*claims, *findings),
        caveats=tuple(caveats),
        corrections=tuple(counted),
        partial=bool(counted),
        suggestions=suggestions(query, documents),
    )


def listed_too(brief: Brief, draft: Draft) -> Draft:
    """Findings, and the items of the same reports' lists that are about the very same thing."""
    found = brief.found
    topic = topic_within(found)
    cited = {brief.evidence.document(c.label).id for claim in draft.claims for c in claim.citations}
    shown = {claim.text for claim in draft.claims}
    claims: list[DraftClaim] = []
    over_time = found.query.over_time
    compared = [d for d in found.scope.searched if d.id in brief.recommendations]
    for document in newest_first(compared if over_time else found.scope.newest):
        if document.id in cited and topic and not (found.query.everywhere or found.query.beyond):
            items = brief.recommendations.get(document.id, ())
            same = [i for i in items if speaks(i.text, found, topic) and i.text not in shown]
            told = same[: 1 if over_time else _MOST_SAME]
            claims += [item_claim(brief, document, item, items, told) for item in told]
    return replace(draft, claims=(*draft.claims, *claims))


def across(found: Found, claims: Sequence[DraftClaim]) -> Draft:
    """What was found in one document of each authority, and how many were looked through."""
    query = found.query
    authorities = len({d.authority for d in found.scope.newest})
    key = "across_years" if query.years or query.document_years else "across"
    return Draft(
        tuple(claims[:_MOST_ACROSS]),
        (section("caveats", key).format(authorities=authorities),),
        partial=len(claims) > _MOST_ACROSS,
    )


def elsewhere(brief: Brief) -> list[Hit]:
    """The hits that speak of what was asked and hold no part of a list or a table of grades."""
    return [hit for hit in supporting(brief.found) if hit.passage.id not in brief.passages]


def lists_of(brief: Brief) -> dict[str, list[Recommendation]]:
    """By document id the items of its list: those for the safeguarding board where it is named."""
    board = _BOARD.search(brief.found.query.question) is not None
    addressee = "board" if board else "authority"
    lists = {
        identity: [item for item in items if item.addressee == addressee]
        for identity, items in brief.recommendations.items()
    }
    return {identity: items for identity, items in lists.items() if items}


def lists_asked_for(
    brief: Brief, listed: Sequence[Document], lists: dict[str, list[Recommendation]]
) -> Sequence[Document]:
    """The documents whose lists are meant: the current ones, unless a time is named."""
    found = brief.found
    query = found.query
    inspectors = [d for d in listed if d.kind in INSPECTORS_KINDS]
    if not query.panel:
        listed = inspectors or listed
    timed = bool(query.years or query.document_years or query.before or query.over_time)
    if not timed:
        by_id = {document.id: document for document in found.scope.known}
        # What only asks a meeting to note a paper is over with that meeting.
        standing = [
            identity
            for identity, items in lists.items()
            if identity in by_id and not all(is_spent(by_id[identity], i.text) for i in items)
        ]
        held = [by_id[identity] for identity in standing]
        replaced = lists_superseded_by(held, standing, {}, query.filters.as_of)
        listed = [d for d in listed if d.id in standing]
        listed = [d for d in listed if d.id not in replaced]
    years = {*query.years, *query.document_years}
    if query.everywhere and years and not query.over_time:
        # What was told in a year stands in the lists of that year, not of the one after.
        listed = [d for d in listed if is_of(d, years)]
    most = _MOST_ACROSS if query.everywhere else _MOST_DOCUMENTS
    return newest_first(listed)[:most]


def _was_listed(
    brief: Brief,
    lists: dict[str, list[Recommendation]],
    documents: Sequence[Document],
    topic: Sequence[str],
) -> list[DraftClaim]:
    """Items on the matter from the newest earlier list that has any, where today's has none."""
    shown = {document.id for document in documents}
    for document in newest_first(brief.found.scope.searched):
        items = lists.get(document.id, [])
        same = [item for item in items if speaks(item.text, brief.found, topic)]
        if document.id not in shown and document.kind in INSPECTORS_KINDS and same:
            return [item_claim(brief, document, item, items, same) for item in same]
    return []


def item_claim(
    brief: Brief,
    document: Document,
    item: Recommendation,
    items: Sequence[Recommendation],
    shown: Sequence[Recommendation],
) -> DraftClaim:
    """An item of a list, of which the items `shown` are told: all, or those on a matter."""
    same = sum(other.kind == item.kind for other in items)
    told = sum(other.kind == item.kind for other in shown)
    count = "1 item" if same == 1 else f"{same} items"
    if told < same:
        count = f"{told} of {count}"
    group = f"{named(document)} – {_HEADED[item.kind]} ({count})"
    passage = brief.passages[item.passage_id]
    claim = quoted(brief.evidence, passage, passage.text[item.start : item.end], group, item=True)
    return replace(claim, text=item.text)


def _silent_newest(found: Found, listed: Sequence[Document]) -> list[str]:
    """The newest inspection may list nothing: then an older list is the current one."""
    query = found.query
    if query.years or query.document_years or query.before:
        return []
    caveats: list[str] = []
    for newest in found.scope.newest:
        theirs = [d for d in listed if d.authority == newest.authority]
        if theirs and newest not in theirs and all(_older(d, newest) for d in theirs):
            caveats.append(
                section("caveats", "newest_lists_nothing").format(
                    newest=spoken_date(newest), listed=spoken_date(theirs[0])
                )
            )
    return caveats


def _miscounted(
    brief: Brief, documents: Sequence[Document], lists: dict[str, list[Recommendation]]
) -> list[str]:
    """A question that speaks of four items where there is one is set right."""
    supposed = brief.found.query.supposed
    if supposed is None:
        return []
    counts = [len(lists[document.id]) for document in documents]
    there = f"{counts[0]} item" if counts[0] == 1 else f"{counts[0]} items"
    listed = spoken_date(documents[0])
    if supposed.items is not None and supposed.items not in counts:
        counted = section("caveats", "counted")
        return [counted.format(supposed=supposed.items, there=there, listed=listed)]
    if supposed.place is not None and supposed.place > max(counts):
        no_place = section("caveats", "no_such_item")
        return [no_place.format(place=supposed.place, there=there, listed=listed)]
    return []


def _older(document: Document, than: Document) -> bool:
    mine, theirs = document.dates.ordering, than.dates.ordering
    return mine is not None and theirs is not None and mine < theirs
