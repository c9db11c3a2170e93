"""A small search that tests ask: two reports of one borough and one of its neighbour."""

from collections.abc import Sequence
from pathlib import Path

from corpus.catalogue.catalogue import Registers
from corpus.documents import Document
from corpus.ingest import documents_of
from corpus.passages import Passage
from corpus.sources import Page, Source
from retrieval.index.lexical import LexicalIndex, create
from retrieval.search.found import Found
from retrieval.search.ranking import search
from retrieval.understanding.questions import understand
from tests.documents import REPORT_PAGES, source_of

OLDER = tuple(
    page.replace("March 2024", "March 2020").replace("answers in a day", "answers in a month")
    for page in REPORT_PAGES
)
NEIGHBOUR = tuple(page.replace("Aldermere", "Thornbeck") for page in REPORT_PAGES)


class Kept:
    """Passages held in memory: what the catalogue gives, without the file."""

    def __init__(self, cut: Sequence[tuple[Document, tuple[Passage, ...]]]) -> None:
        self._by_id = {p.id: p for _, passages in cut for p in passages}
        self._of = {document.id: list(passages) for document, passages in cut}

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        return [self._by_id[i] for i in ids if i in self._by_id]

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        return [p for i in document_ids for p in self._of[i]]


class Finder:
    """The search over files; over two reports of Aldermere and one of its neighbour if none."""

    def __init__(self, folder: Path, files: Sequence[Source] = ()) -> None:
        reports = (REPORT_PAGES, OLDER, NEIGHBOUR)
        sources = files or [source_of(*pages) for pages in reports]
        read = [documents_of(source)[0] for source in sources]
        self.cut = [(one.document, one.passages) for one in read]
        self.registers = Registers(
            {one.document.id: one.judgements for one in read},
            {one.document.id: one.recommendations for one in read},
        )
        self.pages = {
            (document.id, page.number): page
            for (document, _), source in zip(self.cut, sources, strict=True)
            for page in source.pages
        }
        create(folder, ((d, p) for d, passages in self.cut for p in passages))
        self.lexical = LexicalIndex(folder)
        self.kept = Kept(self.cut)

    def __call__(self, question: str) -> Found:
        query = understand(question, known=("Aldermere", "Thornbeck"), home="Aldermere")
        documents = [document for document, _ in self.cut]
        return search(query, documents, self.kept, self.lexical, None, registers=self.registers)

    def page_of(self, document_id: str, page: int | None) -> Page | None:
        """A page as the catalogue keeps it."""
        return self.pages.get((document_id, page))
