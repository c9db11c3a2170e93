"""Search: the passages that may answer a question, ranked, each with the reasons for its rank."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.catalogue.catalogue import Registers
from corpus.dates import day_ranges
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sections import (
    is_boilerplate,
    is_for_children,
    is_front,
    is_improvement,
    is_what_was_covered,
    opening_of,
)
from retrieval.index.lexical import LexicalQuery
from retrieval.query import Query
from retrieval.search.concepts import Topic, padded_stems, topic_of
from retrieval.search.found import Found, Hit
from retrieval.search.ports import Dense, Lexical, Passages
from retrieval.search.rights import defines_rights, things_given
from retrieval.search.scope import Scope, scope_of
from retrieval.search.shelf import by_authority, newest_first
from retrieval.understanding.intents import asks_what_was_covered
from retrieval.understanding.wording import professional

NO_REGISTERS = Registers({}, {})
# Candidates taken from each side before ranking: enough that what one side misses the other has.
_LEXICAL, _DENSE = 120, 60
# Candidates of each document that must have its say, and how many such documents.
_FEW, _MOST_HEARD = 12, 8
# Weights found on the development questions and kept coarse: the order of magnitude matters.
# Sums of normalised scores, since reciprocal ranks let the weaker side drag the better one down.
_WEIGHTS = {
    "lexical": 0.40,
    "dense": 0.40,
    "coverage": 0.35,
    "heading": 0.10,
    "wanted": 0.30,
    "newer": 0.20,
    "title": 0.25,
    "section": 1.00,
    "source": 0.05,
    "today": 0.15,
}


def search(
    query: Query,
    documents: Sequence[Document],
    passages: Passages,
    lexical: Lexical,
    dense: Dense | None,
    k: int = 20,
    registers: Registers = NO_REGISTERS,
) -> Found:
    """Find the `k` best passages for a question among `documents`.

    `dense` is None while the vectors are still being made: the words alone decide then. What
    `registers` hold comes first where a list or a grade is asked for.
    """
    scope = _with_lists(scope_of(query, documents), query, registers)
    topic = topic_of(query, lexical.document_frequency, lexical.passages)
    by_id = {document.id: document for document in scope.searched}
    if not by_id:
        return Found(query, scope, topic, ())
    everything = len(by_id) == len(documents)
    within = None if everything else frozenset(by_id)
    if scope.missing is not None:
        topic = replace(topic, lexical=_by_its_day(topic.lexical, query))
    words = dict(lexical.search(_within(topic.lexical, within), _LEXICAL))
    meaning = (
        dict(dense.search(professional(query), _DENSE, None if within is None else list(by_id)))
        if dense is not None
        else {}
    )
    for document in _each_to_be_heard(query, scope):
        alone = replace(topic.lexical, documents=frozenset({document.id}))
        words = dict(lexical.search(alone, _FEW)) | words
        if dense is not None:
            meaning = dict(dense.search(professional(query), _FEW, [document.id])) | meaning
    sections = _sections(query, scope, passages, registers)
    ids = list(dict.fromkeys((*sections, *words, *meaning)))
    shown = set(query.beyond)
    again = [padded_stems(line.text) for line in query.told if query.beyond]
    candidates = [
        p
        for p in passages.passages(ids)
        if p.document_id in by_id
        and p.id not in shown
        # A copy of the list tells nothing beyond it.
        and not any(text in padded_stems(p.text) for text in again)
    ]
    ranked = _rank(query, scope, topic, candidates, words, meaning, sections)
    if query.over_time or query.compare:
        ranked = _interleaved(ranked)
    hits = tuple(
        Hit(rank, score, why, passage, by_id[passage.document_id], meaning.get(passage.id))
        for rank, (score, why, passage) in enumerate(ranked[:k], 1)
    )
    return Found(query, scope, topic, hits)


def _by_its_day(lexical: LexicalQuery, query: Query) -> LexicalQuery:
    """Other documents tell of one that is not indexed by its day: "in January 2012"."""
    months = [f"{date(2000, month, 1):%B}" for month in query.document_months]
    phrases = [f"{month} {year}" for month in months for year in query.document_years]
    years = [] if phrases else [(str(year), 1.5) for year in query.document_years]
    return replace(
        lexical,
        phrases=(*lexical.phrases, *((phrase, 3.0) for phrase in phrases)),
        terms=(*lexical.terms, *years),
    )


def _each_to_be_heard(query: Query, scope: Scope) -> list[Document]:
    """The inspections that a change is told by, or the authorities that are compared."""
    if not (query.over_time or query.entitlement or len(query.authorities) > 1):
        return []
    reports = [d for d in newest_first(scope.searched) if d.kind in INSPECTORS_KINDS]
    if query.over_time or query.entitlement or query.years:
        return reports[:_MOST_HEARD]
    ids = {document.id for document in reports}
    return [d for d in scope.newest if d.id in ids][:_MOST_HEARD]


def _within(query: LexicalQuery, documents: frozenset[str] | None) -> LexicalQuery:
    return replace(query, documents=documents)


def _with_lists(scope: Scope, query: Query, registers: Registers) -> Scope:
    """The newest inspection may list nothing: the newest one that has a list is wanted too."""
    if query.intent != "recommendations" or not query.newest:
        return scope
    listed = [d for d in scope.known if registers.recommendations.get(d.id)]
    added: list[Document] = []
    held, wanted = by_authority(listed), {d.id for d in scope.wanted}
    for authority in dict.fromkeys(d.authority for d in scope.wanted):
        theirs = [d for d in held.get(authority, ()) if d.kind in INSPECTORS_KINDS]
        if theirs and not any(d.id in wanted for d in theirs):
            added.append(newest_first(theirs)[0])
    if not added:
        return scope
    searched = newest_first({d.id: d for d in (*scope.searched, *added)}.values())
    return replace(scope, wanted=(*scope.wanted, *added), searched=searched)


def _sections(
    query: Query, scope: Scope, passages: Passages, registers: Registers
) -> dict[str, float]:
    """Passages that answer by where they stand: the list of what must improve, the front page."""
    if query.entitlement:
        defining = [d for d in scope.searched if defines_rights(d)][:2]
        theirs = passages.passages_of([d.id for d in defining])
        return {p.id: max(0.3, 0.6 - 0.01 * order) for order, p in enumerate(theirs)}
    if query.intent == "passages":
        return _grades_beside(query, scope, registers)
    if query.everywhere and query.intent == "judgements":
        return _graded_so(query, scope, registers)
    wanted = [d for d in scope.wanted if d.kind in INSPECTORS_KINDS] or list(scope.wanted)
    if not wanted:
        return {}
    if query.intent != "recommendations" and not (query.over_time or query.compare or query.years):
        wanted = wanted[:2]
    found: dict[str, float] = {}
    # Each older document counts a little less, so that the newest list comes first.
    step = 0.0 if query.over_time or query.compare else 0.35
    for position, document in enumerate(newest_first(wanted)[:_MOST_HEARD]):
        if query.intent == "recommendations":
            chosen = [row.passage_id for row in registers.recommendations.get(document.id, ())]
        elif query.intent == "judgements":
            chosen = [row.passage_id for row in registers.judgements.get(document.id, ())]
        elif query.intent == "overview":
            chosen = [p.id for p in opening_of(passages.passages_of([document.id]))]
        elif document.kind in INSPECTORS_KINDS:
            theirs = passages.passages_of([document.id])
            chosen = [p.id for p in theirs if is_front(p)] or [p.id for p in theirs[:4]]
        else:
            chosen = []
        for order, identity in enumerate(dict.fromkeys(chosen)):
            found[identity] = max(0.1, 1.0 - step * position - 0.002 * order)
    return found


def _grades_beside(query: Query, scope: Scope, registers: Registers) -> dict[str, float]:
    """Where findings on an area are compared, its grades stand beside them."""
    if not (query.areas and (query.over_time or query.compare)):
        return {}
    documents = scope.newest if len(query.authorities) > 1 else scope.searched
    rows = [row for d in newest_first(documents) for row in registers.judgements.get(d.id, ())]
    return dict.fromkeys((row.passage_id for row in rows[: 10 * _MOST_HEARD]), 0.7)


def _graded_so(query: Query, scope: Scope, registers: Registers) -> dict[str, float]:
    """Of each authority's newest inspection the row with the grade that is asked for."""
    areas = query.areas or ("overall_effectiveness",)
    return {
        row.passage_id: 1.0
        for document in scope.newest
        for row in registers.judgements.get(document.id, ())
        if row.area in areas and (not query.grades or row.grade in query.grades)
    }


def _rank(
    query: Query,
    scope: Scope,
    topic: Topic,
    candidates: Sequence[Passage],
    words: Mapping[str, float],
    meaning: Mapping[str, float],
    sections: Mapping[str, float],
) -> list[tuple[float, dict[str, float], Passage]]:
    wanted = {document.id for document in scope.wanted}
    of, last = {passage.document_id for passage in candidates}, max(1, len(scope.searched) - 1)
    about = {d.id: (d, 1 - i / last) for i, d in enumerate(scope.searched) if d.id in of}
    newest = {document.id for document in scope.newest}
    covered = asks_what_was_covered(query.question)
    best = max(words.values(), default=1.0)
    cosines = meaning.values()
    low, high = min(cosines, default=0.0), max(cosines, default=1.0)
    ranked: list[tuple[float, dict[str, float], Passage]] = []
    for passage in candidates:
        document, newness = about[passage.document_id]
        text = padded_stems(passage.text)
        heading = padded_stems(" ".join(passage.heading))
        parts = {
            "lexical": words.get(passage.id, 0.0) / best,
            "dense": _scaled(meaning.get(passage.id), low, high),
            "coverage": topic.coverage(text),
            "heading": topic.coverage(heading),
            "title": topic.coverage(padded_stems(document.subject)),
            "wanted": float(document.id in wanted),
            "newer": newness,
            "today": float(query.present and document.id in newest),
            "section": sections.get(passage.id, 0.0),
            "source": float((document.kind in INSPECTORS_KINDS) != query.panel),
        }
        why = {name: round(_WEIGHTS[name] * value, 4) for name, value in parts.items() if value}
        if query.intent == "passages" and is_improvement(passage):
            # Short items win on words; the finding behind the item tells more.
            why["list"] = -0.12
        if is_boilerplate(passage):
            why["boilerplate"] = -0.5
        elif is_for_children(passage):
            why["for_children"] = -0.15
        if covered and is_what_was_covered(passage):
            why["covered"] = 0.8
        if query.entitlement and (given := things_given(passage.text)):
            why["rights"] = round(0.8 * given, 4)
        if query.years and _speaks_of(passage, query):
            # A figure asked for by year stands in a row under that year's column.
            row = passage.shape == "table" and query.answer_type == "number"
            why["year"] = 0.3 if row else 0.1
        if query.demand.days and _is_of_day(passage, query):
            why["day"] = 0.3
        ranked.append((round(sum(why.values()), 4), why, passage))
    ranked.sort(key=lambda row: (-row[0], row[2].document_id, row[2].ordinal))
    return ranked


def _scaled(value: float | None, low: float, high: float) -> float:
    if value is None:
        return 0.0
    return 0.3 + 0.7 * (value - low) / (high - low) if high > low else 1.0


def _speaks_of(passage: Passage, query: Query) -> bool:
    return any(str(year) in passage.text for year in query.years)


def _is_of_day(passage: Passage, query: Query) -> bool:
    """Whether a passage gives a day in full that the question gives: "at 31 March 2017"."""
    said = [(day.first, day.last) for day in day_ranges(passage.text)]
    return any(day in said for day in query.demand.days)


def _interleaved(
    ranked: Sequence[tuple[float, dict[str, float], Passage]],
) -> list[tuple[float, dict[str, float], Passage]]:
    """The best of each document first, then the second best: no document is crowded out."""
    turns: dict[str, int] = {}
    rows: list[tuple[int, int, tuple[float, dict[str, float], Passage]]] = []
    for position, row in enumerate(ranked):
        turn = turns.get(row[2].document_id, 0)
        turns[row[2].document_id] = turn + 1
        rows.append((turn, position, row))
    best = ranked[0][0] if ranked else 0.0
    # A document with nothing near the best has no place among the first.
    near = [r for r in rows if r[2][0] > best * 0.5]
    far = [r for r in rows if r[2][0] <= best * 0.5]
    return [row for _, _, row in (*sorted(near, key=lambda r: r[:2]), *far)]
