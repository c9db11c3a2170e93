"""Opening the index for questions: one generation at a time, always the newest."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from bot.answering.citing import PageOf
from bot.answering.pipeline import Library
from bot.faults import NothingIndexedError, NothingSeenError
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
from bot.sharing.homes import Homes, Place
from corpus.catalogue.catalogue import Catalogue, Generation, Stay
from corpus.currency import shared_dates
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.errors import EmbeddingError, LexicalDamagedError
from retrieval.index.lexical import LexicalIndex
from retrieval.registers import Holdings
from retrieval.search.ports import Dense, Lexical, Passages
from retrieval.search.shelf import Shelf

if TYPE_CHECKING:  # what brings the vectors takes a while to import, and is not always needed
    from retrieval.index.vectors import VectorIndex
    from retrieval.ports import Embedder

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
        homes: Homes,
        embedder: "Callable[[], Embedder]",
        authority: str | None,
        chroma_url: str | None,
        chroma_from: int,
    ) -> None:
        self._homes = homes
        self._place: Place | None = None
        self._embedder = embedder
        self._authority = authority
        self._chroma_url = chroma_url
        self._chroma_from = chroma_from
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
            self._forget()
        self._homes.close()

    def distrust(self) -> None:
        """Have the next question open everything anew, for what is open turned out damaged.

        A replica's copy is thrown away, for it can be fetched again.
        """
        with self._turn:
            place, self._place = self._place, None
            self._forget()
            if place is not None:
                self._homes.discard(place)

    def _forget(self) -> None:
        """Keeps nothing that is open; whoever uses it still may, and it ends with them."""
        self._catalogue = self._vectors = self._current = self._held = None
        self._seen.clear()
        self._parts.clear()

    def catalogue(self) -> Catalogue:
        """The catalogue. Raises `NothingIndexedError` where there is none, `CatalogueError`."""
        with self._turn:
            self._look()
            return self._opened()

    def generation(self) -> Generation:
        """The current generation. Raises as `catalogue` does."""
        with self._turn:
            self._look()
            return self._newest()

    def _look(self) -> None:
        """Find out where the index is now: once for each thing that is asked of it."""
        place = self._homes.reading()
        stopgap = self._catalogue is not None and self._catalogue.store.is_stopgap
        if place != self._place or stopgap:
            self._forget()
            self._place = place

    def _opened(self) -> Catalogue:
        assert self._place is not None
        if self._catalogue is None:
            # Opening makes the file; a question must not leave an empty index behind.
            if not (self._place.folder / "catalogue.sqlite").exists():
                raise NothingIndexedError
            self._catalogue = Catalogue(self._place.folder)
        return self._catalogue

    def _newest(self) -> Generation:
        generation = self._opened().generation()
        if generation is None or generation.documents == 0:
            raise NothingIndexedError
        return generation

    def library(self, sight: Sight) -> Library:
        """What is to be asked now. Raises `NothingIndexedError` and faults of the index."""
        with self._turn, _nothing_told(sight):
            self._look()
            for attempt in range(1, _TRIES + 1):
                generation = self._newest()
                if self._current is not None and self._current[0] == generation:
                    break
                try:
                    self._current = (generation, self._open(generation))
                    self._parts.clear()
                except LexicalDamagedError:
                    # Two generations may have been published in between, and this one cleared.
                    if attempt == _TRIES or generation == self._newest():
                        raise
            assert self._current is not None
            generation, library = self._current
            return library if sight.is_whole else self._part(library, generation, sight)

    def contents(self, sight: Sight) -> Contents:
        """The documents of the current generation, and their registers. Raises as `library`."""
        with self._turn, _nothing_told(sight):
            self._look()
            return self._contents(self._newest(), sight)

    def history(self) -> list[Stay]:
        """When documents came into the index, and went out of it, seen here or not."""
        return self.catalogue().history()

    def _contents(self, generation: Generation, sight: Sight) -> Contents:
        """What of a generation is seen, read and left out once."""
        catalogue, number = self._opened(), generation.number
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
        catalogue = self._opened()
        return self._library(
            self._contents(generation, EVERYTHING),
            PinnedPassages(catalogue, generation.number),
            LexicalIndex(catalogue.home / "lexical" / generation.lexical),
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
        catalogue, number = self._opened(), contents.number
        documents = contents.holdings.documents
        order = [document.id for document in documents]
        ids, counts = frozenset(order), catalogue.passage_counts(number)
        dense = self._dense(generation, tuple(order))
        return self._library(
            contents,
            SeenPassages(library.passages, ids),
            SeenWords(
                library.lexical,
                documents,
                lambda: catalogue.passages_of(order, number),
                sum(counts.get(identity, 0) for identity in order),
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
            documents=Shelf(documents),
            passages=passages,
            lexical=lexical,
            dense=dense,
            page_of=page_of,
            known=sorted({d.authority for d in documents if d.authority}),
            home=self._authority or majority(documents),
            registers=holdings.registers,
            copies=copies,
            generation=self._place.generation if self._place else None,
        )

    def _dense(self, generation: Generation, among: tuple[str, ...] | None = None) -> Dense | None:
        self.trouble = None
        if not generation.dense:
            return None
        from retrieval.index.chroma import ChromaMirror
        from retrieval.index.vectors import VectorIndex
        from retrieval.search.meaning import Meaning

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
        catalogue = self._opened()
        if self._vectors is None:
            mirror = ChromaMirror(catalogue.home, self._chroma_url)
            self._vectors = VectorIndex(catalogue, embedder.name, mirror, self._chroma_from)
        return Meaning(embedder, self._vectors, generation, among)


@contextmanager
def _nothing_told(sight: Sight) -> Iterator[None]:
    """Where not everything is seen, an empty index is like one of which nothing is."""
    try:
        yield
    except NothingIndexedError as error:
        if sight.is_whole:
            raise
        raise NothingSeenError from error


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
