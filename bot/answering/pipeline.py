"""The way from a question to an answer, step by step, on one state of the index."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from bot.answering.answers import Answer
from bot.answering.drafts import Answerer, Brief, Evidence
from bot.answering.registers import sections_for
from bot.answering.verify import PageText, timed, verify
from corpus.catalogue import Registers
from corpus.documents import Document
from corpus.passages import Passage
from prompts import section
from retrieval.follow_ups import follow_on
from retrieval.query import Filters, Query
from retrieval.questions import understand
from retrieval.scope import newest_first
from retrieval.search import Dense, Found, Lexical, Passages, search

_HITS = 20
# The newest documents in whose front pages and lists an answer may stand.
_SECTION_DOCUMENTS, _SECTIONS_ACROSS = 12, 400


@dataclass(frozen=True, slots=True)
class Library:
    """What questions are answered from: one generation of the index, opened.

    `known` are the authorities its documents are about, `home` the one that a question which
    names none is about. `dense` is None where the words alone have to do. `registers` holds
    what the documents judge and recommend; `duplicates` names the other copies of a document,
    the one to cite first; `superseded` the document that stands in a document's place today.
    """

    documents: Sequence[Document]
    passages: Passages
    lexical: Lexical
    dense: Dense | None
    page_text: PageText
    known: Sequence[str]
    home: str | None
    registers: Registers = field(default_factory=lambda: Registers({}, {}))
    duplicates: Mapping[str, Sequence[str]] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)


def answer(
    question: str,
    library: Library,
    answerer: Answerer,
    filters: Filters | None = None,
    follows: Query | None = None,
) -> tuple[Answer, Query]:
    """Answer a question; `follows` is the query of the one it follows on from.

    Gives the query as it was understood as well, for the next question to follow on from.
    Raises `EmbeddingError` when the dense side fails.
    """
    clock = _Clock()
    with clock.step("understand"):
        query = understood(question, library, filters, follows)
    with clock.step("retrieve"):
        found = search(
            query, library.documents, library.passages, library.lexical, library.dense, _HITS
        )
        brief = _brief(found, library)
    with clock.step("answer"):
        draft = answerer.draft(brief)
        if library.dense is None:
            draft = replace(draft, caveats=(*draft.caveats, section("caveats", "no_dense")))
    with clock.step("verify"):
        checked = verify(draft, brief.evidence, found, library.page_text)
    return timed(checked, clock.timings_ms()), query


def understood(
    question: str, library: Library, filters: Filters | None = None, follows: Query | None = None
) -> Query:
    """Read a question, in the light of the one before where it follows on from one."""
    query = understand(question, known=library.known, home=library.home, filters=filters)
    return query if follows is None else follow_on(query, follows, known=library.known)


def _brief(found: Found, library: Library) -> Brief:
    """The hits and the sections that answer by where they stand, each under its label."""
    sections: Mapping[str, Sequence[Passage]] = {}
    most = _SECTIONS_ACROSS if found.query.everywhere else _SECTION_DOCUMENTS
    searched = newest_first(found.scope.searched)[:most]
    if found.query.intent != "passages":
        theirs = {d.id: library.passages.passages_of([d.id]) for d in searched}
        sections = sections_for(found, theirs)
    documents = {document.id: document for document in searched}
    evidence = Evidence.of(
        [
            *((hit.passage, hit.document) for hit in found.hits),
            *((p, documents[i]) for i, section in sections.items() for p in section),
        ]
    )
    similarities = library.dense.similarities if library.dense is not None else None
    return Brief(found, evidence, sections, similarities)


@dataclass(slots=True)
class _Clock:
    """The time that each step takes."""

    began: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start

    def timings_ms(self) -> dict[str, float]:
        seconds = {**self.seconds, "total": time.perf_counter() - self.began}
        return {name: round(1000 * value, 2) for name, value in seconds.items()}
