"""The program as a whole: it searches, answers, checks messages and writes briefs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, TypeVar

from bot.answering.answers import Answer
from bot.answering.checking.checked import Checked
from bot.answering.checking.checker import LONGEST, check
from bot.answering.editing import edit
from bot.answering.pipeline import Library, Writers, answer, understood
from bot.answering.rewording import Edited
from bot.answering.verify import declined, made_from
from bot.app.changing import state_at
from bot.app.embedder import EmbedderSlot
from bot.app.owned import Owned
from bot.briefs.content import Brief
from bot.briefs.making import brief_of
from bot.briefs.material import Count
from bot.briefs.wanted import Wanted
from bot.faults import DeclinedError, NothingIndexedError
from bot.guards.folding import cleaned
from bot.guards.screening import LONGEST as MOST_OF_A_QUESTION
from bot.guards.screening import Screened, screen
from bot.guards.signposts import Wording
from bot.observing.questions import looked_into, refused
from bot.opening import Opener
from bot.seeing import Sight, carried
from bot.settings import Settings
from bot.sharing.homes import Homes
from retrieval.errors import EmbeddingError
from retrieval.index.lexical import LexicalQuery
from retrieval.query import Filters, Query
from retrieval.search.found import Found
from retrieval.search.scope import scope_of

if TYPE_CHECKING:  # what these import takes a while, and many commands do without
    from retrieval.search.langchain_retriever import ScrutineerRetriever

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a question will be looked for in: whose documents (empty for all), and how many."""

    authorities: tuple[str, ...]
    documents: int


class App(Owned):
    """Indexes, searches and answers; threads may share it.

    A new generation of the index is noticed and opened when the next question is asked; each
    question sees one generation alone. Faults are raised as `MendableError`.
    """

    def __init__(
        self,
        settings: Settings,
        slot: EmbedderSlot,
        homes: Homes,
        opener: Opener,
        writers: Writers,
        wording: Wording,
        sight: Sight,
    ) -> None:
        super().__init__(settings, slot, homes, opener, sight)
        self._writers = writers
        self._wording = wording

    def seeing(self, sets: Collection[str]) -> "App":
        """The same for a place where these document sets are seen, and the others are not.

        Whatever it gives is what an index would give that never had the others; what it gives
        in turn sees no more. It shares the index with this one, costs nothing to make, and
        indexes and changes nothing. Raises `MendableError` for a set that is not in the settings.
        """
        sight = self._sight.narrowed(sets)
        return App(
            self.settings,
            self._slot,
            self.homes,
            self._opener,
            self._writers,
            self._wording,
            sight,
        )

    def may_show(self, answer: Answer) -> bool:
        """Whether an answer that was given before, or elsewhere, may be shown here.

        Its sources have to be seen here, and all that was seen where it was given: what it does
        not cite may be told in it all the same, by a caveat or by what it says is missing.
        """
        if self._sight.is_whole:
            return True
        if not self._sight.covers(answer.sight):
            return False
        try:
            return self.sees({citation.document_id for citation in answer.citations})
        except NothingIndexedError:
            return False

    @property
    def trouble(self) -> str | None:
        """Why the last question was answered from words alone although vectors are there."""
        return self._opener.trouble

    def search(self, question: str, filters: Filters | None = None, k: int = 10) -> Found:
        """The `k` best passages for a question, with the reasons for their rank.

        Raises `DeclinedError` for one that is not looked into.
        """
        screened = self.screened(question)
        if screened.refusal is not None:
            raise DeclinedError(screened.refusal.text)
        return self._on_library(
            lambda library: library.search(understood(screened.question or "", library, filters), k)
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
        text = screened.question or ""

        def answered(library: Library) -> tuple[Answer, Query | None]:
            before = self._carried(follows, library)
            made, query = answer(text, library, self._writers, filters, before)
            return made_from(made, library.generation, self._sight.mark), query

        with looked_into(text, logged=self.settings.log_questions) as told:
            given, query = self._on_library(answered)
            checks = [dropped.check for dropped in given.dropped]
            told.answered(given.id, given.outcome, checks, given.timings_ms)
        return given, query

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

    def brief(self, wanted: Wanted, count: Count = lambda *_: None) -> Brief:
        """A brief as it is wanted; `count` is told how far it is.

        Raises `DeclinedError` for a topic that is not looked into, and `MendableError` where
        there is nothing to write of: no such authority, nothing on the topic.
        """
        if wanted.topic:
            screened = self.screened(wanted.topic)
            if screened.refusal is not None:
                raise DeclinedError(screened.refusal.text)
            wanted = replace(wanted, topic=screened.question or "")
        with self._told():
            holdings = self._opener.contents(self._sight).holdings
            earlier = None
            if wanted.since is not None:
                when = datetime.combine(wanted.since, time(), UTC)
                earlier = state_at(holdings, self._opener.history(), self._sight, when)
        updated, unread = self.updated(), len(self.failures())
        return self._on_library(
            lambda library: brief_of(wanted, library, holdings, updated, unread, count, earlier)
        )

    def edited(self, answer: Answer, claims: Mapping[int, str]) -> Edited:
        """An answer with other words for some of its claims, by their number, checked again."""
        return self._on_library(lambda library: edit(answer, claims, library))

    def outlook(
        self, question: str, follows: Query | None = None, filters: Filters | None = None
    ) -> Outlook:
        """What a question that was screened will be looked for in, before it is."""

        def looked(library: Library) -> Outlook:
            query = understood(question, library, filters, self._carried(follows, library))
            scope = scope_of(query, library.documents)
            return Outlook(query.authorities, len(scope.searched))

        return self._on_library(looked)

    def screened(self, question: str, longest: int = MOST_OF_A_QUESTION) -> Screened:
        """A question as the guards leave it, before anything else is done with it."""
        with self._told():
            screened = screen(question, self._stands, self._wording, longest)
        if screened.refusal is not None:
            refused(screened.refusal.kind)
        return screened

    def _stands(self, name: str) -> bool:
        """Whether a name, or a word, stands in the indexed documents."""
        try:
            lexical = self._opener.library(self._sight).lexical
        except NothingIndexedError:
            return False
        return bool(lexical.search(LexicalQuery(phrases=((name, 1.0),)), 1))

    def retriever(self, filters: Filters | None = None, k: int = 10) -> "ScrutineerRetriever":
        """The search as a LangChain retriever."""
        from retrieval.search.langchain_retriever import retriever_over

        return retriever_over(lambda question: self.search(question, filters, k))

    def _on_library(self, use: Callable[[Library], T]) -> T:
        with self._told():
            library = self._opener.library(self._sight)
            try:
                used = use(library)
            except EmbeddingError as error:
                self._opener.trouble = str(error)
                return use(replace(library, dense=None))
            if library.dense is not None:
                self._opener.trouble = None
            return used
