"""What became of what inspectors asked for: a list, and what later documents say near its items.

That a sentence speaks of an item is judged by its wording alone, and the answer says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.claims import named, quoted, speaks, suggestions, topic_within
from bot.answering.drafts import Brief, Draft, DraftClaim, Evidence
from bot.answering.lists import item_claim, lists_asked_for, lists_of
from bot.answering.selection.sentences import Sentence, made_whole, units
from bot.answering.tracing import Tracer, is_told, later_than, tells
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.registers.recommendations import Recommendation
from prompts import section
from retrieval.search.scope import is_of_years, spoken_date
from retrieval.search.shelf import newest_first

# Of one item: the sentences of inspectors, and of the council; of the list as a whole: those of
# one document.
_OF_INSPECTORS, _OF_COUNCIL, _OF_THE_WHOLE = 2, 1, 3
# "The three areas for improvement of the last inspection have been addressed."
_THE_LIST = re.compile(
    r"\b(?:areas?|recommendations?|actions?|priorities|weaknesses|shortfalls|deficits)\b"
    r"(?=[^.]*\b(?:previous|last|earlier|20\d\d) (?:\w+ ){0,2}(?:inspection|visit)s?\b)|"
    r"\b(?:previous|last|earlier|20\d\d) (?:\w+ ){0,2}(?:inspection|visit)s?\b"
    r"(?=[^.]*\b(?:areas? (?:\w+ ){0,2}for (?:improvement|development)|recommendations?)\b)",
    re.IGNORECASE,
)


def with_later(brief: Brief, tracer: Tracer) -> Brief:
    """The brief with what later documents say near to the items that are asked about."""
    meant = _lists_meant(brief)
    since = {
        _place(item): found
        for document in meant
        for _, item in _items_meant(brief, document)
        if (found := tuple(_near(brief, tracer, document, item)))
    }
    since |= {
        (d.id, 0): found
        for d in meant
        if _is_whole(brief, d) and (found := tuple(_of_the_whole(brief, d)))
    }
    said = [(s.passage, s.document) for found in since.values() for s in found]
    known = [*brief.evidence.passages.values(), *said]
    return replace(brief, since=since, evidence=Evidence.of(known))


def progress(brief: Brief) -> Draft | None:
    """The items of the list that are meant, and below what was said since: of all, and of each.

    None where there is no list.
    """
    lists, documents = lists_of(brief), _lists_meant(brief)
    if not documents:
        return None
    claims: list[DraftClaim] = []
    caveats: list[str] = []
    for document in documents:
        items, numbered = lists[document.id], _items_meant(brief, document)
        shown = [item for _, item in numbered]
        claims += [
            replace(item_claim(brief, document, item, items, shown), label=label)
            for label, item in numbered
        ]
        claims += _said_since(brief, (document.id, 0), "on the list as a whole")
        for label, item in numbered:
            claims += _said_since(brief, _place(item), f"near to {label.lower()}")
        caveats += [*_stands_instead(brief, document), *_not_on_list(brief, document)]
        caveats.append(_what_is_not_told(brief, document, numbered))
    meant = [item for document in documents for _, item in _items_meant(brief, document)]
    silent = any(_place(item) not in brief.since for item in meant)
    return Draft(
        claims=tuple(claims),
        caveats=tuple(caveats),
        partial=silent,
        suggestions=suggestions(brief.found.query, documents),
    )


def _lists_meant(brief: Brief) -> Sequence[Document]:
    """The documents whose lists are asked about.

    Where no list is pointed at and nothing is later than the one that stands, it is the newest
    list before it: of that one something can be known.
    """
    found, lists = brief.found, lists_of(brief)
    within = set(found.query.within)
    pointed_at = [d for d in newest_first(found.scope.known) if d.id in within & lists.keys()]
    if pointed_at:
        return pointed_at
    meant = lists_asked_for(brief, [d for d in found.scope.wanted if d.id in lists], lists)
    timed = found.query.years or found.query.document_years
    if len(found.query.years) > 1:
        # "Since 2019": the list that stood then.
        return meant[-1:]
    if found.query.years:
        meant = [d for d in meant if is_of_years(d, found.query.years)] or meant
    if timed or any(_later(brief, document) for document in meant):
        return meant
    before = [
        document
        for document in newest_first(found.scope.known)
        if document.id in lists and document.kind in INSPECTORS_KINDS and _later(brief, document)
    ]
    return before[:1] or meant


def _items_meant(brief: Brief, document: Document) -> list[tuple[str, Recommendation]]:
    """The items of a list that speak of the topic, all of them where none does, with labels."""
    items = lists_of(brief)[document.id]
    numbered = [(f"Item {number}", item) for number, item in enumerate(items, 1)]
    topic = topic_within(brief.found)
    some = [(label, item) for label, item in numbered if speaks(item.text, brief.found, topic)]
    return some or numbered


def _is_whole(brief: Brief, document: Document) -> bool:
    return len(_items_meant(brief, document)) == len(lists_of(brief)[document.id])


def _later(brief: Brief, document: Document) -> list[Document]:
    theirs = [d for d in brief.found.scope.known if d.authority == document.authority]
    return later_than(document, theirs)


def _near(
    brief: Brief, tracer: Tracer, listed: Document, item: Recommendation
) -> Iterator[Sentence]:
    """What is nearest, in the newest document of inspectors and in the newest council paper."""
    later = newest_first(_later(brief, listed))
    inspectors = [d for d in later if d.kind in INSPECTORS_KINDS]
    council = [d for d in later if d.kind not in INSPECTORS_KINDS]
    for documents, most in ((inspectors, _OF_INSPECTORS), (council, _OF_COUNCIL)):
        for document in documents:
            near = tracer.near(item.text, [document])[:most]
            whole = made_whole(sorted(near, key=lambda s: (s.passage.ordinal, s.start)))
            yield from whole
            if whole:
                break


def _of_the_whole(brief: Brief, listed: Document) -> Iterator[Sentence]:
    """What inspectors say of the list of their last inspection, up to the inspection after it."""
    later = newest_first([d for d in _later(brief, listed) if d.kind in INSPECTORS_KINDS])
    reports = [d for d in later if d.kind == "inspection_report"]
    next_on = later[later.index(reports[-1]) :] if reports else later
    for document in next_on:
        said = [
            Sentence(passage, document, position, start, end, 0.0, 0.0)
            for passage in brief.passages_of(document.id)
            if tells(passage)
            for position, (start, end) in enumerate(units(passage))
            if is_told(passage.text[start:end]) and _THE_LIST.search(passage.text[start:end])
        ]
        yield from made_whole(said)[:_OF_THE_WHOLE]


def _said_since(brief: Brief, place: tuple[str, int], beside: str) -> Iterator[DraftClaim]:
    for said in brief.since.get(place, ()):
        group = f"{named(said.document)} – {beside}"
        yield quoted(brief.evidence, said.passage, said.text, group)


def _stands_instead(brief: Brief, told: Document) -> Iterator[str]:
    """Says that another list stands, where the one before it is told."""
    query, newest = brief.found.query, brief.found.scope.newest
    standing = [d for d in newest if d.authority == told.authority and lists_of(brief).get(d.id)]
    timed = query.years or query.document_years or query.within
    if not timed and standing and standing[0].id != told.id:
        yield section("caveats", "list_before").format(standing=spoken_date(standing[0]))


def _not_on_list(brief: Brief, document: Document) -> Iterator[str]:
    """Says that no item speaks of the topic, where all are told."""
    topic = topic_within(brief.found)
    items = lists_of(brief)[document.id]
    if topic and not any(speaks(item.text, brief.found, topic) for item in items):
        listed, words = spoken_date(document), " ".join(topic)
        yield section("caveats", "not_on_list").format(listed=listed, topic=words)


def _what_is_not_told(
    brief: Brief, document: Document, numbered: Sequence[tuple[str, Recommendation]]
) -> str:
    later = _later(brief, document)
    if not later:
        return section("caveats", "nothing_later").format(listed=spoken_date(document))
    silent = [label.lower() for label, item in numbered if _place(item) not in brief.since]
    if silent:
        count = "1 later document" if len(later) == 1 else f"{len(later)} later documents"
        return section("caveats", "silent_since").format(items=", ".join(silent), documents=count)
    return section("caveats", "by_wording")


def _place(item: Recommendation) -> tuple[str, int]:
    return item.passage_id, item.start
