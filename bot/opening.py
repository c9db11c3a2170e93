"""Opening the index for questions: one generation at a time, always the newest."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from bot.answering.citing import PageOf
from bot.answering.pipeline import Library
from bot.faults import NothingIndexedError
from bot.seeing import (
    EVERYTHING,
    Contents,
    SeenMeaning,
    SeenPassages,
    SeenWords,
    Sight,
    pages_of,
    visible,
)
from corpus.catalogue import Catalogue, Generation
from corpus.currency import shared_dates
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.errors import EmbeddingError, LexicalDamagedError
from retrieval.lexical import LexicalIndex
from retrieval.registers import Holdings
from retrieval.search import Dense, Lexical, Passages

if TYPE_CHECKING:  # what brings the vectors takes a while to import, and is not always needed
    from retrieval.ports import Embedder
    from retrieval.vectors import VectorIndex

_TRIES = 3
_KEPT_DOCUMENTS = 200


def majority(documents: Sequence[Document]) -> str | None:
    """The authority that more than half of the documents are about, None if there is none."""
    counts = Counter(document.authority for document in documents if document.authority)
    for authority, count in counts.most_common(1):
        if 2 * count > len(documents):
            return authority
    return None


def cited_copies(
    documents: Sequence[Document], duplicates: Mapping[str, Sequence[str]]
) -> tuple[list[Document], dict[str, tuple[Document, ...]]]:
    """Of each document the copy to cite, with the dates that any copy states, and the others.

    `duplicates` are by document id the ids of all its copies, the one to cite first.
    """
    by_id = {document.id: document for document in documents}
    dates = shared_dates(documents, duplicates)
    cited: list[Document] = []
    copies: dict[str, tuple[Document, ...]] = {}
    for document in documents:
        first, *others = duplicates.get(document.id, (document.id,))
        if first == document.id:
            cited.append(replace(document, dates=dates[document.id]))
            copies[first] = tuple(by_id[other] for other in others)
    return cited, copies


class Opener:
    """Gives the `Library` of the current generation, opened once and again when it changes.

    Whatever it gives holds what a `Sight` shows and nothing else.
    `embedder` is called when vectors are first searched, and only then. Threads may share it.
    """

    def __init__(
        self,
        home: Path,
        embedder: "Callable[[], Embedder]",
        authority: str | None,
        chroma_url: str | None,
    ) -> None:
        self._home = home
        self._embedder = embedder
        self._authority = authority
        self._chroma_url = chroma_url
        self._catalogue: Catalogue | None = None
        self._vectors: VectorIndex | None = None
        self._current: tuple[Generation, Library] | None = None
        self._held: tuple[Generation, Contents] | None = None
        self._seen: dict[Sight, Contents] = {}
        self._parts: dict[Sight, tuple[Contents, Library]] = {}
        self._turn = RLock()
        self.trouble: str | None = None
        """Why the words alone answer, although vectors are there; None when they do not."""

    def close(self) -> None:
        """Closes the catalogue."""
        with self._turn:
            if self._catalogue is not None:
                self._catalogue.close()
            self._catalogue = self._vectors = self._current = self._held = None
            self._seen.clear()
            self._parts.clear()

    def catalogue(self) -> Catalogue:
        """The catalogue. Raises `NothingIndexedError` where there is none, `CatalogueError`."""
        with self._turn:
            if self._catalogue is None:
                # Opening makes the file; a question must not leave an empty index behind.
                if not (self._home / "catalogue.sqlite").exists():
                    raise NothingIndexedError
                self._catalogue = Catalogue(self._home)
            return self._catalogue

    def generation(self) -> Generation:
        """The current generation. Raises as `catalogue` does."""
        generation = self.catalogue().generation()
        if generation is None or generation.documents == 0:
            raise NothingIndexedError
        return generation

    def library(self, sight: Sight) -> Library:
        """What is to be asked now. Raises `NothingIndexedError` and faults of the index."""
        with self._turn:
            for attempt in range(1, _TRIES + 1):
                generation = self.generation()
                if self._current is not None and self._current[0] == generation:
                    break
                try:
                    self._current = (generation, self._open(generation))
                    self._parts.clear()
                except LexicalDamagedError:
                    # Two generations may have been published in between, and this one cleared.
                    if attempt == _TRIES or generation == self.generation():
                        raise
            assert self._current is not None
            generation, library = self._current
            return library if sight.is_whole else self._part(library, generation, sight)

    def contents(self, sight: Sight) -> Contents:
        """The documents of the current generation, and their registers. Raises as `library`."""
        with self._turn:
            return self._contents(self.generation(), sight)

    def _contents(self, generation: Generation, sight: Sight) -> Contents:
        """What of a generation is seen, read and left out once."""
        catalogue, number = self.catalogue(), generation.number
        # A file that the index has already may come or go without a new generation.
        also_at = catalogue.also_at()
        if self._held is None or self._held[0] != generation:
            holdings = Holdings(
                catalogue.documents(number), catalogue.registers(number), catalogue.copies(number)
            )
            self._held = (generation, Contents(number, holdings, also_at))
            self._seen.clear()
        elif self._held[1].also_at != also_at:
            self._held = (generation, replace(self._held[1], also_at=also_at))
            self._seen.clear()
        if sight not in self._seen:
            self._seen[sight] = visible(self._held[1], sight)
        seen = self._seen[sight]
        if not seen.holdings.documents:
            raise NothingIndexedError
        return seen

    def _open(self, generation: Generation) -> Library:
        catalogue = self.catalogue()
        return self._library(
            self._contents(generation, EVERYTHING),
            PinnedPassages(catalogue, generation.number),
            LexicalIndex(self._home / "lexical" / generation.lexical),
            self._dense(generation),
            lambda document_id, page: catalogue.page(document_id, page, generation.number),
        )

    def _part(self, library: Library, generation: Generation, sight: Sight) -> Library:
        """What of a library is seen, made once."""
        contents = self._contents(generation, sight)
        kept = self._parts.get(sight)
        if kept is None or kept[0] is not contents:
            kept = self._parts[sight] = (contents, self._made_part(library, generation, contents))
        return kept[1]

    def _made_part(self, library: Library, generation: Generation, contents: Contents) -> Library:
        catalogue, number = self.catalogue(), contents.number
        documents = contents.holdings.documents
        order = [document.id for document in documents]
        ids, passages = frozenset(order), tuple(catalogue.passage_ids_of(order, number))
        dense = self._dense(generation, passages)
        return self._library(
            contents,
            SeenPassages(library.passages, ids),
            SeenWords(
                library.lexical,
                documents,
                lambda: catalogue.passages_of(order, number),
                len(passages),
            ),
            None if dense is None else SeenMeaning(dense, ids),
            pages_of(library.page_of, ids),
        )

    def _library(
        self,
        contents: Contents,
        passages: Passages,
        lexical: Lexical,
        dense: Dense | None,
        page_of: PageOf,
    ) -> Library:
        holdings = contents.holdings
        documents, copies = cited_copies(holdings.documents, holdings.copies)
        return Library(
            documents=documents,
            passages=passages,
            lexical=lexical,
            dense=dense,
            page_of=page_of,
            known=sorted({d.authority for d in documents if d.authority}),
            home=self._authority or majority(documents),
            registers=holdings.registers,
            copies=copies,
        )

    def _dense(
        self, generation: Generation, among: tuple[tuple[str, str], ...] | None = None
    ) -> Dense | None:
        self.trouble = None
        if not generation.dense:
            return None
        from retrieval.chroma import ChromaMirror
        from retrieval.meaning import Meaning
        from retrieval.vectors import VectorIndex

        try:
            embedder = self._embedder()
        except EmbeddingError as error:
            self.trouble = str(error)
            return None
        if embedder.name not in generation.dense:
            self.trouble = (
                f"The index was made with the embedder {' and '.join(generation.dense)}, and "
                f"{embedder.name} is set. Run `scrutineer index` on your folders again, or set "
                "SCRUTINEER_EMBEDDER back; until then only words are matched."
            )
            return None
        if self._vectors is None:
            mirror = ChromaMirror(self._home, self._chroma_url)
            self._vectors = VectorIndex(self.catalogue(), embedder.name, mirror)
        return Meaning(embedder, self._vectors, self.catalogue(), generation, among)


class PinnedPassages:
    """The passages of one generation, those of the documents last used kept in memory."""

    def __init__(self, catalogue: Catalogue, generation: int) -> None:
        self._catalogue = catalogue
        self._generation = generation
        self._kept: OrderedDict[str, list[Passage]] = OrderedDict()
        self._turn = RLock()

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        """The passages with these ids, in the order asked."""
        return self._catalogue.passages(ids, generation or self._generation)

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        """All passages of these documents: by document in the order given, then by ordinal."""
        if generation not in (None, self._generation):
            return self._catalogue.passages_of(document_ids, generation)
        with self._turn:
            return [passage for identity in document_ids for passage in self._of(identity)]

    def _of(self, document_id: str) -> list[Passage]:
        if document_id not in self._kept:
            self._kept[document_id] = self._catalogue.passages_of([document_id], self._generation)
            if len(self._kept) > _KEPT_DOCUMENTS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(document_id)
        return self._kept[document_id]
