"""What people are entitled to, told from the documents that define it: an offer, guidance."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.claims import named, quoted, speaks, suggestions
from bot.answering.drafts import Brief, Draft, DraftClaim, Evidence
from bot.answering.selection.sentences import Sentence, made_whole, units
from corpus.documents import Document
from corpus.passages import Passage
from corpus.sections import is_boilerplate
from prompts import section
from retrieval.query import Query
from retrieval.search.rights import defines_rights, gives, things_given
from retrieval.search.shelf import newest_first
from retrieval.understanding.question_words import question_words

# More than these define nothing that can be told at once: several authorities' offers.
_MOST_DOCUMENTS = 3
# A list as long as this is told whole; of a longer one, the things that say most of what is given.
_WHOLE, _SOME = 30, 12
_SHORTEST = 3
# Words of a question that name the document and not a matter in it.
_OF_THE_OFFER = frozenset({"local", "offer"})


def defining(brief: Brief) -> Brief:
    """The brief with all passages of the documents that define what is asked for as evidence."""
    known = list(brief.evidence.passages.values())
    known += [(p, d) for d in _meant(brief) for p in brief.passages_of(d.id) if _may_give(p)]
    return replace(brief, evidence=Evidence.of(known))


def offered(brief: Brief) -> Draft | None:
    """What the offer or guidance gives: on the matter that is asked about, or else all of it.

    None where no such document is meant, where it says nothing of the matter, or where a figure,
    a day or a name is asked for.
    """
    claims: list[DraftClaim] = []
    caveats: list[str] = []
    documents = _meant(brief)
    for document in documents:
        every = _given(brief, document)
        told = _most_telling(every)
        if len(told) < len(every):
            caveats.append(
                section("caveats", "some_of_offer").format(
                    some=len(told), count=len(every), title=document.title
                )
            )
        for sentence in made_whole(told):
            group = _group(document, sentence.passage)
            claims.append(quoted(brief.evidence, sentence.passage, sentence.text, group, item=True))
    if not claims:
        return None
    return Draft(tuple(claims), tuple(caveats), suggestions(brief.found.query, documents))


def _meant(brief: Brief) -> Sequence[Document]:
    """The documents that define what is asked for; of several of one name the newest."""
    if not _asks_openly(brief.found.query):
        return ()
    newest: dict[tuple[str | None, str], Document] = {}
    for document in newest_first(brief.found.scope.searched):
        if defines_rights(document):
            newest.setdefault((document.authority, document.subject), document)
    return tuple(newest.values()) if len(newest) <= _MOST_DOCUMENTS else ()


def _asks_openly(query: Query) -> bool:
    timed = query.years or query.document_years or query.over_time or query.filters.as_of
    told_by_others = query.inspectors or query.panel
    openly = query.answer_type in ("any", "yes_no")
    return bool(query.entitlement and openly) and not (
        timed or told_by_others or query.compare or query.everywhere
    )


def _given(brief: Brief, document: Document) -> list[Sentence]:
    """The things that a document gives, in its order: those on the matter that is asked about."""
    every = [
        Sentence(passage, document, position, start, end, 1.0, 1.0)
        for passage in brief.passages_of(document.id)
        if _may_give(passage)
        for position, (start, end) in enumerate(units(passage))
        if _gives(passage, passage.text[start:end])
    ]
    matters = _matters(brief, document)
    if not matters:
        return every
    return [
        one
        for one in every
        if speaks(" ".join((*one.passage.heading[-1:], one.text)), brief.found, matters)
    ]


def _matters(brief: Brief, document: Document) -> list[str]:
    """What a question asks about, beyond whom and what the whole document is about."""
    framing = question_words("list") | question_words("soft") | question_words("frame")
    said = framing | set(document.subject.lower().split()) | _OF_THE_OFFER
    return [
        concept.label
        for concept in brief.found.topic.concepts
        if not said.issuperset(concept.label.lower().split())
        and not speaks(document.subject, brief.found, [concept.label])
    ]


def _may_give(passage: Passage) -> bool:
    return passage.shape in ("paragraph", "list") and not is_boilerplate(passage)


def _gives(passage: Passage, text: str) -> bool:
    """Whether an item, or a sentence, says what somebody is given, may do or may expect."""
    if len(text.split()) < _SHORTEST or text.endswith(("?", ":")):
        return False
    return gives(text) or (passage.shape == "list" and bool(passage.heading))


def _most_telling(every: Sequence[Sentence]) -> Sequence[Sentence]:
    if len(every) <= _WHOLE:
        return every
    best = sorted(every, key=lambda one: -things_given(one.text))[:_SOME]
    return [one for one in every if one in best]


def _group(document: Document, passage: Passage) -> str:
    """The document, and the heading in it that a thing stands under."""
    heading = passage.heading[-1] if passage.heading else ""
    own = re.sub(r"\W+", " ", heading).strip().lower()
    if not own or own in re.sub(r"\W+", " ", document.title).lower():
        return named(document)
    return f"{named(document)} – {heading}"
