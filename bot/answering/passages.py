"""Answers that are sentences: which passages support the question, which sentences are shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.claims import named, quoted, suggestions
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.elements import holds
from bot.answering.leads import lead_of
from bot.answering.said import Said, nearest
from bot.answering.selection import (
    Budget,
    Sentence,
    budget_for,
    chosen,
    context_of,
    made_whole,
    repeats,
    scored,
)
from corpus.documents import INSPECTORS_KINDS, Document
from prompts import section
from retrieval.concepts import Concept, Topic, padded_stems
from retrieval.query import Part, Query
from retrieval.rights import defines_rights
from retrieval.scope import is_within, newest_first, spoken_date
from retrieval.search import Found, Hit
from retrieval.wording import professional

# The share of what was asked (by weight) that a passage must speak of, and the best passages
# together. Set on the development questions, answerable and not: below, "I do not know".
_LEAST_COVERAGE = 0.4
_LEAST_TOGETHER = 0.5
_LEAST_ON_ITEM = 0.2
# The cosine of a question's core words with a passage that is about the same thing; questions
# on what no report speaks of stay below it (0.12 to 0.35 where this was set).
_LEAST_SIMILARITY = 0.45
# Where the best sentence shares so little with the question, likeness of meaning chooses.
_FEW_WORDS_SHARED = 0.5
_COMPARED_SENTENCES = 12
_NUDGE = 0.01
# The share of what a second question says of its own that answers it.
_PART_TOLD = 0.5
# What "how many boroughs?" weighs beside the other words of its part.
_COUNTED_WEIGHT = 3.0
# A named thing of the field (the LADO, the local offer) that is asked about must be there.
_NAMED_WEIGHT, _NAMED = 2.0, 0.8
_MOST_DOCUMENTS, _MOST_OF_LATE = 5, 2
_HITS = 14
# Where no more documents than this are compared, each may say a little more.
_FEW_DOCUMENTS, _WORDS_OF_FEW = 3, 85
_OF_A_MEETING = Budget(80, 80, 1, 1)
# A document that touches on the matter no better than this, beside the best, is silent on it.
_WELL_ENOUGH, _RELATED = 0.5, 0.4
_WELL_SAID, _MOST_AUTHORITIES = 0.8, 12


def sentence_answer(brief: Brief) -> Draft:
    """The sentences that answer, out of the passages that speak of what was asked."""
    found = brief.found
    query = found.query
    hits = supporting(found)
    if query.areas and _spreads(query):
        # The grades themselves are told from the register.
        hits = [hit for hit in hits if hit.passage.shape != "front"]
    if query.inspectors and not query.panel:
        # What inspectors found is told in their own publications where there are any.
        hits = [h for h in hits if h.document.kind in INSPECTORS_KINDS] or hits
    elif query.panel and not query.inspectors:
        hits = [h for h in hits if h.document.kind not in INSPECTORS_KINDS] or hits
    caveats: list[str] = []
    if query.entitlement:
        hits = [h for h in hits if defines_rights(h.document)] or hits
        if hits and not defines_rights(hits[0].document):
            caveats.append(section("caveats", "entitlements"))
    wanted = {d.id for d in found.scope.wanted}
    preferred = [hit for hit in hits if hit.document.id in wanted]
    if not _any_names(found, preferred):
        preferred = []
    if preferred and not _spreads(query):
        hits = preferred
    elif query.newest and hits and not preferred:
        days = ", ".join(spoken_date(document) for document in found.scope.newest)
        caveats.append(section("caveats", "newest_silent").format(newest=days))
    elif query.years and wanted and hits and not preferred:
        caveats.append(section("caveats", "years_silent").format(years=_time_of(query)))
    claims = sentence_claims(brief, hits)
    if claims and query.everywhere:
        authorities = len({d.authority for d in found.scope.searched})
        caveats.append(section("caveats", "across_all").format(authorities=authorities))
    if claims and (query.over_time or query.compare):
        caveats += _gaps(brief, claims)
    return Draft(
        claims=tuple(claims),
        caveats=tuple(caveats),
        suggestions=suggestions(query, found.scope.wanted),
    )


def _time_of(query: Query) -> str:
    """The time that documents were asked for by: months of a year, or years."""
    years = ", ".join(str(year) for year in query.document_years or query.years)
    months = " and ".join(f"{date(2000, month, 1):%B}" for month in query.document_months)
    return f"{months} {years}".strip()


def _any_names(found: Found, hits: Sequence[Hit]) -> bool:
    """Whether a hit speaks of a thing of the field that is asked about, where one is."""
    things = [c for c in found.topic.concepts if c.glossary and c.weight >= _NAMED_WEIGHT]
    texts = [padded_stems(" ".join((*h.passage.heading, h.passage.text))) for h in hits]
    return not things or any(c.strength(text) >= _NAMED for c in things for text in texts)


def _gaps(brief: Brief, claims: Sequence[DraftClaim]) -> list[str]:
    """What was compared and says nothing on the matter: inspections, or whole authorities."""
    query, scope = brief.found.query, brief.found.scope
    told = [brief.evidence.document(c.label) for claim in claims for c in claim.citations]
    speaking = {document.id for document in told}
    if len(query.authorities) > 1 and not query.over_time:
        theirs = {document.authority for document in told}
        reports = [d for d in scope.newest if d.authority not in theirs]
        silent = [named(d) for d in reports if _is_silent(brief, d)]
    else:
        inspections = [d for d in scope.searched if d.kind == "inspection_report"]
        if len(query.years) > 1:
            first, last = min(query.years), max(query.years)
            inspections = [d for d in inspections if is_within(d, first, last)]
        others = [d for d in newest_first(inspections) if d.id not in speaking]
        silent = [named(d) for d in others if _is_silent(brief, d)]
    topic = ", ".join(c.label for c in brief.found.topic.concepts if c.glossary)
    if not silent or not topic:
        return []
    return [section("caveats", "gap").format(topic=topic, documents="; ".join(silent))]


def supporting(found: Found) -> list[Hit]:
    """The hits that speak of what was asked; none when they do not even do so together.

    Words, a named thing of the field, or likeness of meaning may each show it; a name that
    the question gives must be there whatever else is.
    """
    terms = [c for c in found.topic.concepts if c.glossary and c.weight >= _NAMED_WEIGHT]
    chosen_documents = len(found.scope.wanted) < len(found.scope.searched)
    wanted = {d.id for d in found.scope.wanted} if chosen_documents else set[str]()
    # An item of a list is told in more words than any finding on it.
    least = _LEAST_ON_ITEM if found.query.beyond else _LEAST_COVERAGE
    kept: list[Hit] = []
    texts: dict[str, list[str]] = {}
    spoken_of = False
    for hit in found.hits:
        about = (hit.document.subject, *hit.passage.heading, hit.passage.text)
        text = padded_stems(" ".join(about))
        alike = (hit.similarity or 0.0) >= _LEAST_SIMILARITY
        named = any(term.strength(text) >= 0.8 for term in terms)
        # In the very document asked for, related words are enough to be looked at.
        related = hit.document.id in wanted and any(t.strength(text) >= 0.4 for t in terms)
        if named or alike or related or found.topic.coverage(text) >= least:
            kept.append(hit)
            texts.setdefault(hit.document.id, []).append(text)
            spoken_of = spoken_of or named or alike
    # What is asked must come together in one document: halves of two are no evidence.
    wholes = ["".join(theirs[:6]) for theirs in texts.values()]
    covered = max((found.topic.coverage(whole) for whole in wholes), default=0.0)
    if not spoken_of and covered < least + _LEAST_TOGETHER - _LEAST_COVERAGE:
        return []
    together = "".join(wholes)
    if any(concept.strength(together) < 0.3 for concept in (*terms, *_names(found))):
        return []
    phrases = _named_in_full(found)
    if any(phrase not in together for phrase in phrases):
        return []
    if found.query.everywhere:
        # Of many authorities those are meant that the name is told of.
        kept = [hit for hit in kept if all(p in _around(hit) for p in phrases)]
    return kept


def _around(hit: Hit) -> str:
    """The stems of a passage, of the headings above it and of its document's title."""
    return padded_stems(" ".join((hit.document.title, *hit.passage.heading, hit.passage.text)))


def _named_in_full(found: Found) -> list[str]:
    """Names of several words as stems; of one with an acronym, which has other forms, the rest."""
    phrases: list[str] = []
    for name in found.query.names:
        words = name.split()
        acronyms = [word for word in words if word.isupper()]
        phrases += [w for w in words if w not in acronyms] if acronyms else [name]
    return [stems for phrase in phrases if (stems := padded_stems(phrase)).strip()]


def _names(found: Found) -> list[Concept]:
    """What the question calls by a name: capitals that do not merely begin it, acronyms."""
    first = found.query.question.split(maxsplit=1)[0]
    return [
        concept
        for concept in found.topic.concepts
        if not concept.glossary
        and concept.label[0].isupper()
        and (concept.label.isupper() or not first.startswith(concept.label))
    ]


def sentence_claims(
    brief: Brief, hits: Sequence[Hit], *, least: float = 0.62, most: int | None = None
) -> list[DraftClaim]:
    """Claims out of the best sentences of `hits`, newest document first.

    `least` is the share of the best sentence's score that one of another passage must reach,
    `most` the number of sentences.
    """
    found = brief.found
    query, topic = found.query, found.topic
    if query.everywhere:
        picked = _best_of_each_authority(hits, query, topic)
    elif len(meetings := _by_meeting(hits, query)) > 1:
        picked = [s for theirs in meetings for s in _best_of_meeting(brief, theirs)]
    elif _spreads(query):
        picked = _some_of_each(hits, query, topic)
    else:
        timeless = not (query.years or query.document_years or query.filters.as_of)
        newest = {d.id for d in found.scope.newest} if timeless else set[str]()
        ranked = _by_meaning_too(brief, scored(hits[:_HITS], query, topic, newest))
        picked = chosen(_holding_first(brief, ranked), budget_for(query), least=least)
        picked += _for_parts(brief, ranked, picked)
    picked = picked[:most]
    order = _document_order(picked, query)
    picked.sort(key=lambda s: (order[s.document.id], s.passage.ordinal, s.position))
    return [
        quoted(brief.evidence, s.passage, s.text, _group(s), item=s.is_item)
        for s in made_whole(picked)
    ]


def _by_meeting(hits: Sequence[Hit], query: Query) -> list[list[Hit]]:
    """The hits of the meetings in the months that a question names, one list a month."""
    year = query.years[0] if len(query.years) == 1 else None
    asked = dict.fromkeys((own or year, month) for own, month in query.months)
    of_each = [
        [
            hit
            for hit in hits
            if (day := hit.document.dates.meeting) and (day.year, day.month) == each
        ]
        for each in asked
    ]
    return [theirs for theirs in of_each if theirs]


def _best_of_meeting(brief: Brief, hits: Sequence[Hit]) -> list[Sentence]:
    """What the papers of one meeting say, where several are asked about."""
    ranked = _by_meaning_too(brief, scored(hits, brief.found.query, brief.found.topic))
    return chosen(ranked, _OF_A_MEETING, least=1)


def _group(sentence: Sentence) -> str:
    """What heads a sentence: its document, in minutes the item, and the lead of a list."""
    heading = sentence.passage.heading
    if sentence.led and (lead := lead_of(sentence.passage)):
        return f"{named(sentence.document)} – {lead}"
    if sentence.document.kind != "minutes" or not heading:
        return named(sentence.document)
    return f"{named(sentence.document)} – {heading[-1]}"


def _by_meaning_too(brief: Brief, ranked: list[Sentence]) -> list[Sentence]:
    """The sentences ranked again by likeness of meaning, where words do not tell."""
    if brief.similarities is None or not ranked or ranked[0].coverage >= _FEW_WORDS_SHARED:
        return ranked
    near: list[Sentence] = []
    for hit in sorted(brief.found.hits, key=lambda h: -(h.similarity or 0.0)):
        near += [s for s in ranked if s.passage.id == hit.passage.id]
        if len(near) >= _COMPARED_SENTENCES:
            break
    near = near[:_COMPARED_SENTENCES]
    said = [f"{context_of(s, s.start)} {s.text}".strip() for s in near]
    cosines = brief.similarities(professional(brief.found.query), said)
    raised = [replace(s, score=s.score + c) for s, c in zip(near, cosines, strict=True)]
    compared = {(s.passage.id, s.position) for s in near}
    rest = [s for s in ranked if (s.passage.id, s.position) not in compared]
    return sorted((*raised, *rest), key=lambda s: (-s.score, s.passage.id, s.position))


def _holding_first(brief: Brief, ranked: list[Sentence]) -> list[Sentence]:
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
    best = nearest(brief, holding[:_COMPARED_SENTENCES])
    if best is None:
        return ranked
    first = replace(best, score=ranked[0].score + _NUDGE)
    return [first, *(s for s in ranked if s != best)]


def _for_parts(
    brief: Brief, ranked: Sequence[Sentence], picked: Sequence[Sentence]
) -> list[Sentence]:
    """A sentence for each other thing that is asked, where none that is shown tells it."""
    query, topic = brief.found.query, brief.found.topic
    added: list[Sentence] = []
    for part in query.also:
        own = [c for c in topic.concepts if set(c.label.split()) & set(part.core)]
        own += _counted(part, own)

        def told(sentence: Sentence, own: Sequence[Concept] = own) -> float:
            one = Said.of(sentence.text, sentence.passage, sentence.document)
            # A paragraph is about one thing, the items of a list need not be.
            padded = one.around if one.passage.shape == "paragraph" else one.padded
            whole = sum(concept.weight for concept in own)
            return sum(c.weight * c.strength(padded) for c in own) / whole if whole else 1.0

        fits = [s for s in ranked if holds(s.text, part, topic) is not False]
        shown = {s.passage.id for s in (*picked, *added)}
        if any(s in fits and told(s) >= _PART_TOLD for s in (*picked, *added)):
            continue
        beside = [s for s in fits if s.passage.id in shown and told(s) >= _PART_TOLD]
        others = sorted(fits, key=lambda s: -told(s))[:_COMPARED_SENTENCES]
        best = beside[0] if beside else nearest(brief, [s for s in others if told(s) >= _PART_TOLD])
        if best is not None and (own or beside):
            added.append(best)
    return added


def _counted(part: Part, own: Sequence[Concept]) -> list[Concept]:
    """What a part of a question asks the number of, where no word of the topic says it."""
    form = padded_stems(part.demand.counted.rpartition(" ")[2])
    if not form.strip() or any(concept.strength(form) for concept in own):
        return []
    return [Concept(part.demand.counted, ((form, 1.0),), _COUNTED_WEIGHT, False)]


def _is_silent(brief: Brief, document: Document) -> bool:
    """Whether no passage of a document speaks of the thing that was asked about, by any name."""
    things = [concept for concept in brief.found.topic.concepts if concept.glossary]
    for passage in brief.passages_of(document.id):
        text = padded_stems(" ".join((*passage.heading, passage.text)))
        if any(thing.strength(text) >= _NAMED for thing in things):
            return False
    return True


def _spreads(query: Query) -> bool:
    """Whether several documents must have their say."""
    return query.over_time or query.compare or query.still or query.findings or query.entitlement


def _some_of_each(hits: Sequence[Hit], query: Query, topic: Topic) -> list[Sentence]:
    """A few sentences of each document that is compared, newest first."""
    budget = budget_for(query)
    by_document: dict[str, list[Hit]] = {}
    inspectors = [h for h in hits if h.document.kind in INSPECTORS_KINDS]
    # How findings changed is told by those who found; papers of the council speak when asked.
    if not (query.panel or query.findings) and len({h.document.id for h in inspectors}) > 1:
        hits = inspectors
    for hit in hits:
        by_document.setdefault(hit.document.id, []).append(hit)
    few_speak = (query.still or query.entitlement) and not query.over_time
    most = _MOST_OF_LATE if few_speak else _MOST_DOCUMENTS
    order = newest_first([theirs[0].document for theirs in by_document.values()])
    if len(query.authorities) > 1 and not (query.over_time or query.years):
        # Each authority as it stands: the newest document of each that speaks of it.
        order = list({d.authority: d for d in reversed(order)}.values())
    few = Budget(budget.passage_words, budget.passage_words, 1, budget.following)
    if len(order[:most]) <= _FEW_DOCUMENTS:
        few = Budget(_WORDS_OF_FEW, budget.passage_words, 2, budget.following)
    picked: list[Sentence] = []
    every = scored([hit for d in order[:most] for hit in by_document[d.id][:4]], query, topic)
    fullest = max((sentence.coverage for sentence in every), default=0.0)
    # A report that stands in a council's pack as well is told in its publisher's own copy.
    for document in sorted(order[:most], key=lambda d: d.kind not in INSPECTORS_KINDS):
        ranked = scored(by_document[document.id][:4], query, topic)
        told = chosen(ranked, few, least=1)
        if not any(_speaks_well(sentence, topic, fullest) for sentence in told):
            continue
        copy = document.kind not in INSPECTORS_KINDS
        if not (copy and any(repeats(sentence, picked) for sentence in told)):
            picked += told
    return picked


def _speaks_well(sentence: Sentence, topic: Topic, fullest: float) -> bool:
    """Whether it speaks of a thing of the field that is asked about, or of enough else."""
    text = padded_stems(" ".join((*sentence.passage.heading, sentence.text)))
    named = any(c.glossary and c.strength(text) >= _RELATED for c in topic.concepts)
    return named or sentence.coverage >= _WELL_ENOUGH * fullest


def _best_of_each_authority(hits: Sequence[Hit], query: Query, topic: Topic) -> list[Sentence]:
    """The sentence of each authority's documents that says it best, where it is well said."""
    ranked = scored(hits, query, topic)
    best: dict[str | None, Sentence] = {}
    for sentence in ranked:
        if sentence.coverage >= _WELL_SAID * ranked[0].coverage and not repeats(
            sentence, best.values()
        ):
            best.setdefault(sentence.document.authority, sentence)
    return list(best.values())[:_MOST_AUTHORITIES]


def _document_order(picked: Sequence[Sentence], query: Query) -> dict[str, int]:
    """Newest first; for a fact, the document that tells it best comes before."""
    documents = newest_first(list({s.document.id: s.document for s in picked}.values()))
    order = {document.id: position for position, document in enumerate(documents)}
    if picked and query.answer_type != "any" and not _spreads(query):
        order[max(picked, key=lambda s: s.score).document.id] = -1
    return order
