"""What a brief is made from: documents of its authority, their lists, what compares them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answering.pipeline import Library, understood
from bot.answering.telling import Statement, Teller
from bot.answering.tracing import Tracer, later_than
from bot.briefs.matters import Matter, areas, matter_of
from bot.briefs.wanted import Wanted
from bot.briefs.wording import listed, words
from bot.faults import MendableError, UsageError
from corpus.currency import superseded_by
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from retrieval.changes import Earlier
from retrieval.query import Filters
from retrieval.registers import Holdings, Listed, items
from retrieval.search.scope import is_allowed
from retrieval.search.shelf import newest_first

Count = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Material:
    """The documents that a brief may use, newest first, each once, and what their lists hold.

    `inspections` are inspectors' reports and letters, `papers` the council's own. `current` are
    the items of the lists that stand, `lists` all of them. `replaced` gives by document id the
    one that stands in its place. `others` are the documents of the authorities beside it.
    `holdings` are of all documents of the authority, whatever their kind or period; `earlier` is
    what was there of them at the time from which changes are told.
    `inspectors_words` are the letters of all that inspectors wrote of the authority.
    """

    wanted: Wanted
    library: Library
    authority: str
    documents: tuple[Document, ...]
    others: tuple[Document, ...]
    current: tuple[Listed, ...]
    lists: tuple[Listed, ...]
    replaced: Mapping[str, str]
    matters: tuple[Matter, ...]
    tracer: Tracer
    inspectors_words: str
    teller: Teller
    holdings: Holdings
    earlier: Earlier | None
    updated: datetime
    unread: int
    count: Count

    @property
    def topic(self) -> Matter | None:
        """The topic that was asked for, None for all areas."""
        return self.matters[0] if self.wanted.topic else None

    def uses(self, *documents: Document) -> bool:
        """Whether a brief may use all of these."""
        return {each.id for each in documents} <= {each.id for each in self.documents}

    @property
    def inspections(self) -> list[Document]:
        """Inspectors' reports and letters."""
        return [d for d in self.documents if d.kind in INSPECTORS_KINDS]

    @property
    def reports(self) -> list[Document]:
        """Reports of inspections."""
        return [d for d in self.documents if d.kind == "inspection_report"]

    @property
    def papers(self) -> list[Document]:
        """The council's own papers."""
        return [d for d in self.documents if d.kind not in INSPECTORS_KINDS]

    def passages(self, document: Document) -> Sequence[Passage]:
        """All passages of a document."""
        return self.library.passages.passages_of([document.id])

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id."""
        return next(iter(self.library.passages.passages([identity])), None)

    def after(self, document: Document) -> list[Document]:
        """The documents that are surely later than one."""
        return later_than(document, self.documents)

    def is_inspectors(self, text: str) -> bool:
        """Whether a sentence of a council's paper is one that inspectors wrote, or quotes one."""
        said = text.lstrip(" *•")
        # Slides quote a report in parts.
        cut = "..." in said or "…" in said
        return cut or said.startswith(("“", '"', "‘")) or letters(said) in self.inspectors_words

    def item(self, entry: Listed) -> Statement | None:
        """An item of a list as a statement."""
        passage = self.passage(entry.recommendation.passage_id)
        if passage is None:
            return None
        return self.teller.item(entry.recommendation, passage, entry.document)


def letters(text: str) -> str:
    """The letters of a text alone, small, by which it is known again."""
    return "".join(character for character in text.lower() if character.isalpha())


def material_of(
    wanted: Wanted,
    library: Library,
    holdings: Holdings,
    updated: datetime,
    unread: int,
    count: Count,
    earlier: Earlier | None = None,
) -> Material:
    """Gather what a brief is made from. Raises `MendableError` where there is nothing."""
    authority, beside = _whose(wanted, library)
    of_all = Filters(
        kinds=wanted.filters.kinds,
        first=wanted.filters.first,
        last=wanted.filters.last,
        as_of=wanted.filters.as_of,
    )
    allowed = newest_first([d for d in library.documents if is_allowed(d, d.dates, of_all)])
    documents = [d for d in allowed if d.authority == authority]
    if not documents:
        limits = " of the kinds and dates asked for" if of_all != Filters() else ""
        known = ", ".join(library.known) or "none"
        raise MendableError(words("no_documents", authority=authority, limits=limits, known=known))
    ours = Filters((authority,), of_all.kinds, of_all.first, of_all.last, of_all.as_of)
    others = [d for d in allowed if d.authority and d.authority != authority]
    if beside:
        others = [d for d in others if d.authority in beside]
    replaced = superseded_by(holdings.documents, holdings.copies, wanted.filters.as_of)
    topic = wanted.topic.strip()
    return Material(
        wanted=wanted,
        library=library,
        authority=authority,
        documents=tuple(documents),
        others=tuple(others) if wanted.neighbours else (),
        current=tuple(items(holdings, ours, current=True)),
        lists=tuple(items(holdings, ours)),
        replaced=replaced,
        matters=(matter_of(topic, library),) if topic else areas(library),
        inspectors_words=" ".join(
            letters(passage.text)
            for document in documents
            if document.kind in INSPECTORS_KINDS
            for passage in library.passages.passages_of([document.id])
        ),
        tracer=Tracer.of(
            library.lexical,
            library.passages,
            library.registers,
            library.dense.similarities if library.dense is not None else None,
        ),
        teller=Teller(library.page_of, frozenset(replaced)),
        holdings=_of_authority(holdings, authority, wanted.filters.as_of),
        earlier=earlier
        and replace(
            earlier,
            went=tuple(d for d in earlier.went if is_allowed(d, d.dates, ours)),
        ),
        updated=updated,
        unread=unread,
        count=count,
    )


def _of_authority(holdings: Holdings, authority: str, as_of: date | None) -> Holdings:
    limits = Filters((authority,), as_of=as_of)
    return holdings.only({d.id for d in holdings.documents if is_allowed(d, d.dates, limits)})


def _whose(wanted: Wanted, library: Library) -> tuple[str, tuple[str, ...]]:
    """The authority that a brief is about, and those that are to be set beside it."""
    given = wanted.filters.authorities
    if not given and wanted.topic:
        query = understood(wanted.topic, library)
        given = () if query.assumed_home else query.authorities
    if len(given) > 1 and not wanted.neighbours:
        raise UsageError(words("one_authority", named=listed(given)))
    if given:
        return given[0], tuple(given[1:])
    if library.home is None:
        raise UsageError(words("which_authority", known=", ".join(library.known) or "none"))
    return library.home, ()
