"""Where the pieces are put together: settings in, an `App` that indexes, searches, answers out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from bot.answering.answers import Answer
from bot.answering.checking import LONGEST, Checked, check
from bot.answering.editing import edit
from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.pipeline import Library, Writers, answer, understood
from bot.answering.verify import Edited, declined
from bot.faults import DeclinedError, MendableError, NothingIndexedError, mendable
from bot.guards.folding import cleaned
from bot.guards.screening import LONGEST as MOST_OF_A_QUESTION
from bot.guards.screening import Screened, screen
from bot.guards.signposts import Wording, read_wording
from bot.opening import Opener
from bot.seeing import Sight, carried
from bot.settings import EXTRACTIVE, Settings
from corpus.currency import superseded_by
from corpus.documents import Document
from corpus.given import asked
from corpus.passages import Passage
from retrieval.errors import EmbeddingError
from retrieval.lexical import LexicalQuery
from retrieval.query import Filters, Query
from retrieval.registers import Graded, Holding, Listed, grades, items, standings
from retrieval.scope import newest_first, scope_of
from retrieval.search import Found, search

if TYPE_CHECKING:  # what these import takes a while, and many commands do without
    from retrieval.langchain_retriever import ScrutineerRetriever
    from retrieval.ports import Embedder
    from retrieval.reports import IndexReport, Progress

T = TypeVar("T")


def open_app(settings: Settings, embedder: "Embedder | None" = None) -> "App":
    """The program on these settings; nothing is opened or made before it is needed.

    `embedder` takes the place of the one that the settings name.
    """
    slot = _EmbedderSlot(settings.embedder, embedder)
    opener = Opener(settings.home, slot.get, settings.authority, settings.chroma_url)
    wording, sight = read_wording(settings.signposts), Sight(settings.document_sets)
    return App(settings, slot, opener, _writers(settings), wording, sight)


def _writers(settings: Settings) -> Writers:
    """The rules; with a language model that chooses among what they find, where one is set."""
    rules = ExtractiveAnswerer()
    if settings.model == EXTRACTIVE and settings.judge is None:
        return Writers(rules)
    from bot.models.parts import Parts

    parts = Parts(settings)
    return Writers(parts.answerer(rules), parts.rewriter(), parts.judge())


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index run did; `any_read`: whether a file of the given paths is in the index."""

    report: "IndexReport"
    any_read: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a question will be looked for in: whose documents (empty for all), and how many."""

    authorities: tuple[str, ...]
    documents: int


class App:
    """Indexes, searches and answers; threads may share it.

    A new generation of the index is noticed and opened when the next question is asked; each
    question sees one generation alone. Faults are raised as `MendableError`.
    """

    def __init__(
        self,
        settings: Settings,
        slot: "_EmbedderSlot",
        opener: Opener,
        writers: Writers,
        wording: Wording,
        sight: Sight,
    ) -> None:
        self.settings = settings
        self._slot = slot
        self._opener = opener
        self._writers = writers
        self._wording = wording
        self._sight = sight

    def close(self) -> None:
        """Closes the index, for all that see it."""
        self._opener.close()

    def seeing(self, sets: Collection[str]) -> "App":
        """The same for a place where these document sets are seen, and the others are not.

        Whatever it gives is what an index would give that never had the others; what it gives
        in turn sees no more. It shares the index with this one, costs nothing to make, and
        indexes and changes nothing. Raises `MendableError` for a set that is not in the settings.
        """
        sight = self._sight.narrowed(sets)
        return App(self.settings, self._slot, self._opener, self._writers, self._wording, sight)

    def sees(self, document_ids: Collection[str]) -> bool:
        """Whether all of these are documents of the index that are seen here.

        To be asked before what was told in one place is shown in another.
        """
        with mendable():
            seen = self._opener.contents(self._sight).holdings.documents
        return {document.id for document in seen}.issuperset(document_ids)

    @property
    def trouble(self) -> str | None:
        """Why the last question was answered from words alone although vectors are there."""
        return self._opener.trouble

    def index(
        self, paths: Sequence[Path], progress: "Callable[[Progress], None]" = lambda _: None
    ) -> Indexed:
        """Add or update files and folders."""
        self._owned()
        from corpus.ingest import ingest, reader_version
        from corpus.readers.kept_pages import SCANS
        from corpus.walking import is_under
        from retrieval.index import build

        with mendable():
            report = build(
                self.settings.home,
                paths,
                partial(ingest, scans=self.settings.home / SCANS),
                self._slot.get(),
                reader_version(),
                progress,
                self.settings.chroma_url,
            )
            given = [str(path.absolute()) for path in paths]
            any_read = any(
                file.outcome != "failed"
                for file in self._opener.catalogue().files()
                if any(file.path == path or is_under(file.path, path) for path in given)
            )
        return Indexed(report, any_read)

    def remove(self, document_id: str) -> Document:
        """Take a document out of the index; it stays out until its file changes."""
        from retrieval.index import remove

        self._owned()
        held = self.document(document_id)
        with mendable():
            return remove(self.settings.home, held.document.id)

    def restore(self, document_id: str) -> None:
        """Take a document that was removed in again; its whole id is needed."""
        from retrieval.index import restore

        self._owned()
        with mendable():
            self._opener.catalogue()
            restore(self.settings.home, document_id)

    def give(self, document_id: str, values: Mapping[str, str]) -> Document:
        """Give what a document's file lacks, by key; an empty value takes one back.

        Raises `UsageError` for a value that cannot be taken.
        """
        from retrieval.index import give

        self._owned()
        held = self.document(document_id).document
        others = self.authorities()
        with mendable():
            return give(self.settings.home, held.id, asked(values, others))

    def _owned(self) -> None:
        """Raises `MendableError` where the index is seen, and not one's own to change."""
        if self._sight.seen is not None:
            raise MendableError("The index is changed on the command line alone, by its owner.")

    def documents(self) -> list[Holding]:
        """The documents of the index, newest first, with all that is known of each."""
        with mendable():
            contents = self._opener.contents(self._sight)
            catalogue = self._opener.catalogue()
            standing = standings(contents.holdings)
            return [
                Holding(
                    document,
                    len(catalogue.passage_ids_of([document.id], contents.number)),
                    standing[document.id],
                    tuple(contents.also_at.get(document.path, ())),
                )
                for document in newest_first(contents.holdings.documents)
            ]

    def document(self, document_id: str) -> Holding:
        """The document with this id, or the only one whose id begins so, its parts aside."""
        every = self.documents()
        found = [held for held in every if held.document.id == document_id] or [
            held for held in every if document_id and held.document.id.startswith(document_id)
        ]
        ids = [held.document.id for held in found]
        heads = [held for held in found if held.document.part_of not in ids]
        if len(heads) == 1:
            return heads[0]
        if found:
            raise MendableError(f"Several documents have an id that begins so: {', '.join(ids)}.")
        raise MendableError(
            f"No document has the id {document_id}. See them all with: scrutineer documents"
        )

    def judgements(self, filters: Filters | None = None) -> list[Graded]:
        """Every grade, by authority, newest first; one that several copies give is told once."""
        with mendable():
            holdings = self._opener.contents(self._sight).holdings
            return grades(holdings, filters or Filters())

    def recommendations(
        self, filters: Filters | None = None, *, current: bool = False, board: bool = False
    ) -> list[Listed]:
        """Every item of a list, in the order of `judgements`; or the current ones alone.

        Those addressed to the authority, with `board` to its safeguarding board.
        """
        with mendable():
            holdings = self._opener.contents(self._sight).holdings
            return items(holdings, filters or Filters(), current=current, board=board)

    def outdated(self) -> bool:
        """Whether files were read by an earlier version, which may have seen less in them."""
        from corpus.ingest import INGEST_VERSION

        with mendable():
            files = self._opener.catalogue().files()
        readers = {f.reader for f in files if f.outcome == "read" and self._sight.shows(f.path)}
        return any(reader.split("/")[0] != INGEST_VERSION for reader in readers)

    def authorities(self) -> Sequence[str]:
        """The authorities that the documents of the index are about, by name."""
        with mendable():
            documents = self._opener.contents(self._sight).holdings.documents
            return sorted({d.authority for d in documents if d.authority})

    def home(self) -> str | None:
        """The authority that a question which names none is about, None where there is none."""
        with mendable():
            return self._opener.library(self._sight).home

    def surroundings(
        self, passage_id: str
    ) -> tuple[Passage | None, Passage, Passage | None] | None:
        """A passage with those before and after it in its document; None where it is no more."""
        with mendable():
            passages = self._opener.library(self._sight).passages
            for passage in passages.passages([passage_id]):
                beside = passages.passages_of([passage.document_id])
                at = [each.id for each in beside].index(passage_id)
                before = beside[at - 1] if at else None
                return before, passage, beside[at + 1] if at + 1 < len(beside) else None
            return None

    def updated(self) -> datetime:
        """When the index was last changed, in UTC."""
        with mendable():
            return self._opener.generation().created

    def failures(self) -> list[str]:
        """The paths of files that could not be read when they were last looked at."""
        with mendable():
            files = self._opener.catalogue().files()
        failed = (file.path for file in files if file.outcome == "failed")
        return [path for path in failed if self._sight.shows(path)]

    def search(self, question: str, filters: Filters | None = None, k: int = 10) -> Found:
        """The `k` best passages for a question, with the reasons for their rank.

        Raises `DeclinedError` for one that is not looked into.
        """
        screened = self.screened(question)
        if screened.refusal is not None:
            raise DeclinedError(screened.refusal.text)
        return self._on_library(
            lambda library: search(
                understood(screened.question or "", library, filters),
                library.documents,
                library.passages,
                library.lexical,
                library.dense,
                k,
                library.registers,
            )
        )

    def ask(
        self, question: str, filters: Filters | None = None, follows: Query | None = None
    ) -> tuple[Answer, Query | None]:
        """Answer a question; `follows` is the query that an earlier `ask` gave.

        Gives the query for the next question to follow on from; where the guards decline to
        look into this one, that is the one given, as if nothing had been asked.
        """
        screened = self.screened(question)
        if screened.refusal is not None:
            return declined(screened.question, screened.refusal), follows
        return self._on_library(
            lambda library: answer(
                screened.question or "",
                library,
                self._writers,
                filters,
                self._carried(follows, library),
            )
        )

    def _carried(self, follows: Query | None, library: Library) -> Query | None:
        """What a question follows on from, unless it was asked where more is seen than here."""
        if self._sight.is_whole:
            return follows
        ids = {d.id for d in library.documents} | {
            copy.id for copies in library.copies.values() for copy in copies
        }
        return carried(follows, ids, library.known)

    def check(self, text: str) -> Checked:
        """Hold a message that somebody wrote against the documents, claim by claim.

        Raises `DeclinedError` for one that is not looked into.
        """
        screened = self.screened_message(text)
        if screened.refusal is not None:
            raise DeclinedError(screened.refusal.text)
        return self._on_library(lambda library: check(screened.question or "", library))

    def screened_message(self, text: str) -> Screened:
        """A message as the guards leave it, which may be longer than a question, in its lines."""
        screened = self.screened(text, LONGEST)
        if screened.refusal is not None:
            return screened
        # The guards read it on one line; where its lines end, its claims do.
        return replace(
            screened, question="\n".join(cleaned(line).text for line in text.splitlines())
        )

    def edited(self, answer: Answer, claims: Mapping[int, str]) -> Edited:
        """An answer with other words for some of its claims, by their number, checked again."""
        return self._on_library(lambda library: edit(answer, claims, library))

    def superseded(self) -> frozenset[str]:
        """The ids of the documents in whose place a later one stands today."""
        with mendable():
            holdings = self._opener.contents(self._sight).holdings
        return frozenset(superseded_by(holdings.documents, holdings.copies))

    def outlook(self, question: str, follows: Query | None = None) -> Outlook:
        """What a question that was screened will be looked for in, before it is."""

        def looked(library: Library) -> Outlook:
            query = understood(question, library, None, self._carried(follows, library))
            scope = scope_of(query, library.documents)
            return Outlook(query.authorities, len(scope.searched))

        return self._on_library(looked)

    def screened(self, question: str, longest: int = MOST_OF_A_QUESTION) -> Screened:
        """A question as the guards leave it, before anything else is done with it."""
        with mendable():
            return screen(question, self._stands, self._wording, longest)

    def _stands(self, name: str) -> bool:
        """Whether a name, or a word, stands in the indexed documents."""
        try:
            lexical = self._opener.library(self._sight).lexical
        except NothingIndexedError:
            return False
        return bool(lexical.search(LexicalQuery(phrases=((name, 1.0),)), 1))

    def retriever(self, filters: Filters | None = None, k: int = 10) -> "ScrutineerRetriever":
        """The search as a LangChain retriever."""
        from retrieval.langchain_retriever import retriever_over

        return retriever_over(lambda question: self.search(question, filters, k))

    def _on_library(self, use: Callable[[Library], T]) -> T:
        with mendable():
            library = self._opener.library(self._sight)
            try:
                used = use(library)
            except EmbeddingError as error:
                self._opener.trouble = str(error)
                return use(replace(library, dense=None))
            if library.dense is not None:
                self._opener.trouble = None
            return used


class _EmbedderSlot:
    """The embedder, made at its first use and then kept."""

    def __init__(self, name: str, embedder: "Embedder | None") -> None:
        self._name = name
        self._embedder = embedder
        self._turn = Lock()

    def get(self) -> "Embedder":
        """The embedder. Raises `EmbeddingError` when it cannot be set up."""
        with self._turn:
            if self._embedder is None:
                from retrieval.embedding import EmbedderUnavailableError, embedder_named

                try:
                    self._embedder = embedder_named(self._name)
                except EmbedderUnavailableError as error:
                    raise EmbeddingError(str(error)) from error
            return self._embedder
