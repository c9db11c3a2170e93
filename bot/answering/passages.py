"""Answers that are sentences: which passages support the question, which sentences are shown."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.answering.cells import row_told
from bot.answering.claims import named, quoted, suggestions
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.elements import holds, measure_of
from bot.answering.leads import items_under, led_by
from bot.answering.naming import begun_by_name, begun_by_own_name, led_by_name, with_names_before
from bot.answering.precedence import (
    COMPARED_SENTENCES,
    by_meaning_too,
    holding_first,
    newest_inspection_first,
    speaks_well,
)
from bot.answering.said import Said, nearest
from bot.answering.selection.choosing import Budget, budget_for, chosen
from bot.answering.selection.scoring import scored
from bot.answering.selection.sentences import Sentence, made_whole, repeats, units
from bot.answering.support import NAMED_WEIGHT, supporting
from bot.answering.whose import is_open, one_of_each
from corpus.documents import DEFINING_KINDS, INSPECTORS_KINDS, Document
from corpus.sections import is_boilerplate
from prompts import section
from retrieval.query import Part, Query
from retrieval.search.concepts import Concept, Topic, padded_stems
from retrieval.search.found import Found, Hit
from retrieval.search.rights import defines_rights
from retrieval.search.scope import is_within, spoken_date
from retrieval.search.shelf import newest_first
from retrieval.understanding.wording import professional

# How many of the nearest passages are looked at for a sentence that means what is asked, and how
# like it must be (docs/adr/0008-questions.md).
_NEAREST, _MEANT = 5, 0.48
# The share of what a second question says of its own that answers it.
_PART_TOLD = 0.5
# What "how many boroughs?" weighs beside the other words of its part.
_COUNTED_WEIGHT = 3.0
# A named thing of the field (the LADO, the local offer) that is asked about must be there.
_NAMED = 0.8
_MOST_DOCUMENTS, _MOST_OF_LATE = 5, 2
_HITS = 14
# Where no more documents than this are compared, each may say a little more.
_FEW_DOCUMENTS, _WORDS_OF_FEW = 3, 85
_OF_A_MEETING = Budget(80, 80, 1, 1)
_WELL_SAID, _MOST_AUTHORITIES = 0.8, 12


def alike_in_meaning(brief: Brief) -> frozenset[str]:
    """The ids of the nearest passages in which a sentence means what is asked.

    For where no words of the question tell: people ask in words that no report uses.
    """
    if brief.similarities is None:
        return frozenset()
    near = [(hit.passage, place) for hit in brief.found.hits[:_NEAREST] for place in _told(hit)]
    said = [passage.text[start:end] for passage, (start, end) in near]
    cosines = brief.similarities(professional(brief.found.query), said) if said else []
    return frozenset(
        passage.id for (passage, _), cosine in zip(near, cosines, strict=True) if cosine >= _MEANT
    )


def _told(hit: Hit) -> list[tuple[int, int]]:
    """The places of a passage that may be told as they stand; none of a front page or a table."""
    if hit.passage.shape not in ("paragraph", "list") or is_boilerplate(hit.passage):
        return []
    return units(hit.passage)


def sentence_answer(brief: Brief, alike: Collection[str] = ()) -> Draft:
    """The sentences that answer, out of the passages that speak of what was asked.

    `alike` are the ids of passages that do so in other words (see `alike_in_meaning`).
    """
    found = brief.found
    query = found.query
    hits = supporting(found, alike)
    if query.areas and _spreads(query):
        # The grades themselves are told from the register.
        hits = [hit for hit in hits if hit.passage.shape != "front"]
    if query.inspectors and not query.panel:
        # What inspectors found is told in their own publications where there are any.
        hits = [h for h in hits if h.document.kind in INSPECTORS_KINDS] or [
            h for h in hits if h.document.kind not in DEFINING_KINDS
        ]
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
    claims = sentence_claims(brief, hits)
    # A thing may be told of without its name, in what was asked for too.
    told = {brief.evidence.document(c.label).id for claim in claims for c in claim.citations}
    if hits and not preferred and told.isdisjoint(wanted):
        if query.newest:
            days = ", ".join(spoken_date(document) for document in found.scope.newest)
            caveats.append(section("caveats", "newest_silent").format(newest=days))
        elif query.years and wanted:
            caveats.append(section("caveats", "years_silent").format(years=_time_of(query)))
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
    things = [c for c in found.topic.concepts if c.glossary and c.weight >= NAMED_WEIGHT]
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
    elif is_open(query) and len({hit.document.authority for hit in hits}) > 1:
        picked = one_of_each(brief)
    else:
        timeless = not (query.years or query.document_years or query.filters.as_of)
        newest = {d.id for d in found.scope.newest} if timeless else set[str]()
        ranked = by_meaning_too(brief, scored(hits[:_HITS], query, topic, newest))
        if not query.also:
            ranked = led_by_name(ranked, query, topic)
        ranked = holding_first(brief, ranked)
        ranked = newest_inspection_first(brief, ranked, newest)
        picked = chosen(ranked, budget_for(query), least=least)
        picked += _for_parts(brief, ranked, picked)
    picked = picked[:most]
    order = _document_order(picked, query)
    picked.sort(key=lambda s: (order[s.document.id], s.passage.ordinal, s.position))
    if not query.also:
        picked = begun_by_own_name(begun_by_name(picked, query, topic), query)
    whole = with_names_before(made_whole(picked), query)
    return [
        row_told(brief.evidence, s.passage, _group(s, whole))
        or quoted(brief.evidence, s.passage, s.text, _group(s, whole), item=s.is_item)
        for s in whole
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
    ranked = by_meaning_too(brief, scored(hits, brief.found.query, brief.found.topic))
    return chosen(ranked, _OF_A_MEETING, least=1)


def _group(sentence: Sentence, told: Sequence[Sentence]) -> str:
    """What heads a sentence: its document, in minutes the item, and the lead of a list.

    Where not all items of the list are among those `told`, it says how many are.
    """
    heading = sentence.passage.heading
    if sentence.led and (lead := led_by(sentence.passage, sentence.start)):
        same = [s for s in told if s.passage.id == sentence.passage.id]
        theirs = sum(led_by(s.passage, s.start) == lead for s in same)
        items = items_under(sentence.passage, lead)
        part = f" ({theirs} of {items} items)" if theirs < items else ""
        return f"{named(sentence.document)} – {lead}{part}"
    if sentence.document.kind != "minutes" or not heading:
        return named(sentence.document)
    return f"{named(sentence.document)} – {heading[-1]}"


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
        others = sorted(fits, key=lambda s: -told(s))[:COMPARED_SENTENCES]
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
    firsts = [theirs[0].document for theirs in by_document.values()]
    order: Sequence[Document] = newest_first(firsts)
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
        if not any(speaks_well(sentence, topic, fullest) for sentence in told):
            continue
        copy = document.kind not in INSPECTORS_KINDS
        if not (copy and any(repeats(sentence, picked) for sentence in told)):
            picked += told
    if measure_of(query) is None or not query.years:
        return picked
    # A figure of a year: what gives none has nothing to say beside what does.
    giving = {s.document.id for s in picked if holds(s.text, query, topic)}
    return [s for s in picked if s.document.id in giving] or picked


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
    """Newest first; for a fact, the document that tells it best comes before.

    Whether something is so is no such fact: what was so once must not be read first.
    """
    documents = newest_first(list({s.document.id: s.document for s in picked}.values()))
    order = {document.id: position for position, document in enumerate(documents)}
    if picked and query.answer_type not in ("any", "yes_no") and not _spreads(query):
        order[max(picked, key=lambda s: s.score).document.id] = -1
    return order
