"""The way from a question to an answer, step by step, on one state of the index."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from bot.answering.answers import Answer
from bot.answering.citing import PageOf
from bot.answering.drafts import Answerer, Brief, Draft, Evidence, Mender
from bot.answering.entries import entries
from bot.answering.gate.verdicts import Judge
from bot.answering.grades.rows import in_order
from bot.answering.grades.wanted import WANTS_REASONS, grades_asked_for
from bot.answering.holders import asks_for_holder, holders
from bot.answering.leads import led_items
from bot.answering.offers import defining
from bot.answering.overviews import opened
from bot.answering.progress import with_later
from bot.answering.reasons import explaining
from bot.answering.rewriting import Rewriter, in_full, left_open
from bot.answering.tracing import Tracer
from bot.answering.verify import timed, together, verify, with_dropped
from bot.answering.vetting import Mend, Records, record
from bot.answering.visits import facts_of
from corpus.catalogue.catalogue import Registers
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from prompts import section
from retrieval.conversation.apart import questions_apart
from retrieval.conversation.follow_ups import follow_on, opening
from retrieval.conversation.kindred import kindred
from retrieval.conversation.same import asked_again
from retrieval.query import Filters, Query, Told
from retrieval.search.found import Found
from retrieval.search.ports import Dense, Lexical, Passages
from retrieval.search.ranking import search
from retrieval.search.shelf import newest_first
from retrieval.understanding.asides import asks_nothing
from retrieval.understanding.questions import understand

_HITS = 20
_HITS_ACROSS = 80
Row = TypeVar("Row")
# What of a question belongs to each part of it; whose and of when it is belongs to all.
_OF_A_PART = (
    *("core", "intent", "areas", "grades", "supposed", "answer_type", "demand", "also", "quoted"),
    *(
        "names",
        "slant",
        "entitlement",
        "findings",
        "still",
        "progress",
        "over_time",
        "carried",
        "kinds",
        "question",
    ),
)
# The newest documents in whose front pages and lists an answer may stand.
_SECTION_DOCUMENTS, _SECTIONS_ACROSS = 24, 400


@dataclass(frozen=True, slots=True)
class Library:
    """What questions are answered from: one generation of the index, opened.

    `known` are the authorities its documents are about, `home` the one that a question which
    names none is about. `dense` is None where the words alone have to do. `registers` holds
    what the documents judge and recommend. Of a document that stands in several files
    `documents` has the copy to cite, and `copies` the others, by its id. `generation` is the number
    that replicas have for it, None where the index is not shared.
    """

    documents: Sequence[Document]
    passages: Passages
    lexical: Lexical
    dense: Dense | None
    page_of: PageOf
    known: Sequence[str]
    home: str | None
    registers: Registers = field(default_factory=lambda: Registers({}, {}))
    copies: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    generation: int | None = None

    def search(self, query: Query, k: int) -> Found:
        """The `k` best passages for a question. Raises `EmbeddingError`."""
        return search(
            query, self.documents, self.passages, self.lexical, self.dense, k, self.registers
        )


@dataclass(frozen=True, slots=True)
class Writers:
    """What answers are written with.

    `rewriter` writes out follow-up questions of which the rules make nothing; `judge` stands
    behind the gate. Both are None where no model is set for them.
    """

    answerer: Answerer
    rewriter: Rewriter | None = None
    judge: Judge | None = None


def answer(
    question: str,
    library: Library,
    writers: Writers,
    filters: Filters | None = None,
    follows: Query | None = None,
) -> tuple[Answer, Query | None]:
    """Answer a question; `follows` is the query of the one it follows on from.

    Gives the query for the next question to follow on from as well: as this one was understood.
    Raises `EmbeddingError` when the dense side fails.
    """
    clock = _Clock()
    with clock.step("understand"):
        query = understood(question, library, filters, follows)
        parts = _parts(query, library)
        if follows is not None and writers.rewriter is not None and left_open(query, follows):
            query = _written_out(query, follows, library, writers.rewriter)
    if len(parts) > 1:
        checked, query = _part_by_part(parts, query, library, writers, clock)
        return timed(checked, clock.timings_ms()), query
    checked = _answered(query, library, writers, clock)
    # A letter that is not there may be asked for beside an inspection that is.
    in_part = checked.outcome == "partial" and bool(query.kinds and query.also)
    if checked.outcome == "no_evidence" or in_part:
        parts = _parts(query, library, of_one_kind=True)
        if len(parts) > 1:
            # One of several things that are asked may keep the other from being found.
            told, last = _part_by_part(parts, query, library, writers, clock)
            if told.claims:
                return timed(told, clock.timings_ms()), last
    checked = timed(checked, clock.timings_ms())
    if asks_nothing(query.question):
        # "Thanks" is no turn of the thread: what comes next follows on from what was before.
        return checked, follows
    return checked, replace(query, told=_told(checked))


def _part_by_part(
    parts: Sequence[str], whole: Query, library: Library, writers: Writers, clock: "_Clock"
) -> tuple[Answer, Query]:
    """The answers to several questions as one, and the query of the last of them."""
    query, answers = whole, list[Answer]()
    for part in parts:
        with clock.step("understand"):
            query = _part(part, query, library, first=not answers)
        checked = _answered(query, library, writers, clock)
        answers.append(checked)
        query = replace(query, told=_told(checked) or query.told)
    return together(whole.as_asked or whole.question, answers), query


def _parts(query: Query, library: Library, *, of_one_kind: bool = False) -> list[str]:
    """The questions of one text that are answered one by one; itself where it is one."""
    if len(query.authorities) > 1 or query.unclear or query.perhaps or query.limited:
        return [query.question]

    def reading(part: str, before: Query | None) -> Query:
        one = understand(part, known=library.known, home=library.home, filters=query.filters)
        return one if before is None else follow_on(one, before, known=library.known)

    return questions_apart(query.question, reading, of_one_kind=of_one_kind)


def _part(part: str, before: Query, library: Library, *, first: bool) -> Query:
    """The query of one of several questions, in the light of the whole or of the part before."""
    one = understand(part, known=library.known, home=library.home, filters=before.filters)
    query = follow_on(one, before, known=library.known)
    if not first and query.intent == "judgements" and before.intent == "passages":
        # "What is said of adoption, and what grade did it get?"
        return replace(query, areas=query.areas or before.areas)
    if not first:
        return query
    # The whole has set whose and of when it is; what each part asks for it says itself.
    own = {name: getattr(one, name) for name in _OF_A_PART}
    return replace(query, **own)


def _answered(query: Query, library: Library, writers: Writers, clock: "_Clock") -> Answer:
    with clock.step("retrieve"):
        found = library.search(query, _HITS_ACROSS if query.everywhere else _HITS)
        brief = _brief(found, library)
    with clock.step("answer"):
        draft = writers.answerer.draft(brief)
    with clock.step("verify"):
        return _verified(draft, brief, library, writers)


def _written_out(query: Query, follows: Query, library: Library, rewriter: Rewriter) -> Query:
    """The query of a follow-up that was written out in full, else the one that there is."""
    written = in_full(query.question, follows.question, rewriter, library.known)
    if written is None:
        return query
    return replace(understood(written, library, query.filters), as_asked=query.question)


def _verified(draft: Draft, brief: Brief, library: Library, writers: Writers) -> Answer:
    """The draft behind the gate; where nothing of a model's is left, what the rules say."""
    answerer = writers.answerer

    def gated(proposed: Draft, mend: Mend | None = None) -> Answer:
        if library.dense is None:
            caveats = (*proposed.caveats, section("caveats", "no_dense"))
            proposed = replace(proposed, caveats=caveats)
        return verify(
            proposed,
            brief.evidence,
            brief.found,
            library.page_of,
            library.copies,
            _records(brief),
            mend,
            writers.judge,
        )

    if draft.prompt is None or not isinstance(answerer, Mender):
        return gated(draft)
    checked = gated(draft, partial(answerer.mend, brief))
    # Rows and items beside a model's sentences are the rules'.
    stands = any(not (claim.item or claim.label) for claim in checked.claims)
    by_rule = {claim.text for claim in draft.claims if claim.item or claim.label}
    if stands or all(dropped.text in by_rule for dropped in checked.dropped):
        return checked
    return with_dropped(gated(answerer.instead(brief)), checked.dropped)


def _told(answer: Answer) -> tuple[Told, ...]:
    """What an answer showed, line by line, for questions that follow on from it."""
    cited = {citation.number: citation for citation in answer.citations}
    firsts = [(cited[claim.citations[0]], claim) for claim in answer.claims]
    return tuple(
        Told(c.document_id, c.passage_id, claim.text, claim.item, c.authority, c.date)
        for c, claim in firsts
    )


def understood(
    question: str, library: Library, filters: Filters | None = None, follows: Query | None = None
) -> Query:
    """Read a question, in the light of the one before where it follows on from one."""
    again = None if follows is None else asked_again(question, follows.question, library.known)
    if again is not None:
        return replace(understood(again, library, filters), as_asked=question)
    meant = None if follows is None else kindred(question, follows.authorities, library.known)
    named = question.replace(meant.words, meant.name) if meant and meant.name else question
    query = understand(named, known=library.known, home=library.home, filters=filters)
    if follows is None:
        return opening(query)
    if meant is not None and meant.name is None and not query.limited:
        return replace(follows, question=question, as_asked="", unclear="authority")
    query = follow_on(query, follows, known=library.known)
    return query if named == question else replace(query, as_asked=question)


def _brief(found: Found, library: Library) -> Brief:
    """The hits, the registers asked for and the passages they stand in, each under its label."""
    intent = found.query.intent
    most = _SECTIONS_ACROSS if found.query.everywhere else _SECTION_DOCUMENTS
    # Lists and grades are inspectors' for the most part: they come before papers of a council.
    told_by = sorted(
        newest_first(found.scope.searched), key=lambda d: d.kind not in INSPECTORS_KINDS
    )
    documents = {d.id: d for d in told_by[:most]}
    judgements = _of(library.registers.judgements, documents, grades_asked_for(found.query))
    # What was found on a matter may be on the newest list as well, and on those compared.
    of_any_time = intent in ("recommendations", "overview") or found.query.over_time
    listing = documents if of_any_time else {d.id: d for d in found.scope.newest}
    listing = {identity: d for identity, d in listing.items() if identity in documents}
    listed = _of(
        library.registers.recommendations,
        listing,
        not found.query.everywhere or intent == "recommendations",
    )
    fronts: dict[str, Sequence[Passage]] = {}
    if intent == "inspection":
        for document in documents.values():
            theirs = library.passages.passages_of([document.id])
            if chosen := facts_of(document, theirs):
                fronts[document.id] = chosen
    elif asks_for_holder(found.query):
        wanted = {d.id for d in found.scope.wanted}
        every = {i: library.passages.passages_of([i]) for i in documents if i in wanted}
        for line in holders(found.query, found.topic, found.scope, every):
            fronts[line.document.id] = [*fronts.get(line.document.id, ()), line.passage]
    ids = dict.fromkeys(
        (
            *(row.passage_id for rows in judgements.values() for row in rows),
            *(row.passage_id for rows in listed.values() for row in rows),
        )
    )
    holding = library.passages.passages(list(ids)) if ids else []
    why = _explaining(found, library) if judgements else []
    evidence = Evidence.of(
        [
            *((hit.passage, hit.document) for hit in found.hits),
            *((p, documents[p.document_id]) for p in holding),
            *((p, documents[i]) for i, passages in fronts.items() for p in passages),
            *((p, documents[p.document_id]) for p in why if p.document_id in documents),
        ]
    )
    brief = Brief(
        found=found,
        evidence=evidence,
        judgements=judgements,
        recommendations=listed,
        fronts=fronts,
        passages={passage.id: passage for passage in holding},
        explaining=why,
        similarities=library.dense.similarities if library.dense is not None else None,
        passages_of=lambda identity: library.passages.passages_of([identity]),
    )
    if intent == "overview":
        return opened(brief)
    if found.query.entitlement:
        return defining(brief)
    if not (found.query.progress and intent == "recommendations"):
        return brief
    tracer = Tracer.of(library.lexical, library.passages, library.registers, brief.similarities)
    return with_later(brief, tracer)


def _records(brief: Brief) -> Records:
    """What may be told as it stands: grades, items of lists, entries, lines of a front page."""
    rows = [
        *(
            (row.passage_id, in_order(row.quote))
            for rows in brief.judgements.values()
            for row in rows
        ),
        *((row.passage_id, row.text) for rows in brief.recommendations.values() for row in rows),
        *(
            (passage.id, line)
            for passages in brief.fronts.values()
            for passage in passages
            for line in passage.text.split("\n")
        ),
        *((hit.passage.id, line) for hit in brief.found.hits for line in entries(hit.passage)),
        *((hit.passage.id, line) for hit in brief.found.hits for line in led_items(hit.passage)),
    ]
    return frozenset(record(passage_id, text) for passage_id, text in rows)


def _explaining(found: Found, library: Library) -> list[Passage]:
    """Where the newest graded report that is asked about says why; nothing if why is not asked."""
    query = found.query
    asked = query.answer_type == "reason" or WANTS_REASONS.search(query.question)
    if not asked or query.intent != "judgements":
        return []
    graded = [d for d in found.scope.wanted if library.registers.judgements.get(d.id)]
    if not graded:
        return []
    newest = newest_first(graded)[0]
    return explaining(library.passages.passages_of([newest.id]), query.areas)


def _of(
    register: Mapping[str, Sequence[Row]], documents: Mapping[str, Document], asked_for: bool
) -> dict[str, Sequence[Row]]:
    if not asked_for:
        return {}
    return {identity: register[identity] for identity in documents if register.get(identity)}


@dataclass(slots=True)
class _Clock:
    """The time that each step takes."""

    began: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        spent = time.perf_counter() - start
        self.seconds[name] = self.seconds.get(name, 0.0) + spent

    def timings_ms(self) -> dict[str, float]:
        seconds = {**self.seconds, "total": time.perf_counter() - self.began}
        return {name: round(1000 * value, 2) for name, value in seconds.items()}
