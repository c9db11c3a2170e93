"""What the index holds, as far as it is seen here: documents, files, registers, changes."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from bot.app.browsing import every_holding, reading_of, surroundings_of, the_one
from bot.app.changing import Turn, changed_since, turns
from bot.faults import mendable
from bot.opening import Opener
from bot.reading import Reading
from bot.seeing import Sight
from bot.settings import Settings
from bot.sharing.homes import Homes
from corpus.catalogue.catalogue import CatalogueDamagedError, FileRecord, Generation
from corpus.currency import superseded_by
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.changes import Change
from retrieval.errors import LexicalDamagedError
from retrieval.query import Filters
from retrieval.registers import Graded, Holding, Listed, grades, items


class Held:
    """What is in the index and may be seen here; faults are raised as `MendableError`."""

    def __init__(self, settings: Settings, homes: Homes, opener: Opener, sight: Sight) -> None:
        self.settings = settings
        self.homes = homes
        self._opener = opener
        self._sight = sight

    def close(self) -> None:
        """Closes the index, for all that see it."""
        self._opener.close()

    def sees(self, document_ids: Collection[str]) -> bool:
        """Whether all of these are documents of the index that are seen here.

        To be asked before what was told in one place is shown in another.
        """
        with self._told():
            seen = self._opener.contents(self._sight).holdings.documents
        return {document.id for document in seen}.issuperset(document_ids)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the index can be hidden here."""
        return self._sight.is_whole

    @property
    def sight(self) -> str:
        """Tells what is seen here from what is seen elsewhere; empty where nothing is hidden."""
        return self._sight.mark

    def shows(self, path: str) -> bool:
        """Whether a file at this path may be seen here, once it is indexed."""
        return self._sight.shows(path)

    def documents(self) -> list[Holding]:
        """The documents of the index, newest first, with all that is known of each."""
        with self._told():
            contents = self._opener.contents(self._sight)
            counts = self._opener.catalogue().passage_counts(contents.number)
            return every_holding(contents, counts)

    def document(self, document_id: str) -> Holding:
        """The document with this id, or the only one whose id begins so, its parts aside."""
        return the_one(self.documents(), document_id)

    def reading(self, document_id: str) -> Reading | None:
        """A document with its pages and passages, to be read; None where none is seen here."""
        with self._told():
            library = self._opener.library(self._sight)
            contents = self._opener.contents(self._sight)
            return reading_of(document_id, library, contents)

    def removed(self) -> list[Document]:
        """The documents that were removed by hand and can be restored, by path."""
        with self._told():
            found = self._opener.catalogue().removed()
        return [document for document in found if self._sight.shows(document.path)]

    def files(self) -> list[FileRecord]:
        """What became of every file when it was last looked at, by path."""
        with self._told():
            files = self._opener.catalogue().files()
        return [file for file in files if self._sight.shows(file.path)]

    def failures(self) -> list[str]:
        """The paths of files that could not be read when they were last looked at."""
        return [file.path for file in self.files() if file.outcome == "failed"]

    def outdated(self) -> list[str]:
        """Paths of files read by an earlier version, which may have seen less in them."""
        from corpus.ingest import INGEST_VERSION

        return [
            file.path
            for file in self.files()
            if file.outcome == "read" and file.reader.split("/")[0] != INGEST_VERSION
        ]

    def judgements(self, filters: Filters | None = None) -> list[Graded]:
        """Every grade, by authority, newest first; one that several copies give is told once."""
        with self._told():
            holdings = self._opener.contents(self._sight).holdings
            return grades(holdings, filters or Filters())

    def recommendations(
        self, filters: Filters | None = None, *, current: bool = False, board: bool = False
    ) -> list[Listed]:
        """Every item of a list, in the order of `judgements`; or the current ones alone.

        Those addressed to the authority, with `board` to its safeguarding board.
        """
        with self._told():
            holdings = self._opener.contents(self._sight).holdings
            return items(holdings, filters or Filters(), current=current, board=board)

    def changed_since(self, when: datetime) -> list[Change]:
        """What changed from the state at `when`, in UTC, to that of now, by authority."""
        with self._told():
            contents = self._opener.contents(self._sight)
            return changed_since(contents, self._opener.history(), self._sight, when)

    def turns(self, when: datetime) -> list[Turn]:
        """What changed each time since `when` that documents came or went, the newest first."""
        with self._told():
            contents = self._opener.contents(self._sight)
            return turns(contents, self._opener.history(), self._sight, when)

    def superseded(self) -> frozenset[str]:
        """The ids of the documents in whose place a later one stands today."""
        with self._told():
            holdings = self._opener.contents(self._sight).holdings
        return frozenset(superseded_by(holdings.documents, holdings.copies))

    def authorities(self) -> Sequence[str]:
        """The authorities that the documents of the index are about, by name."""
        with self._told():
            documents = self._opener.contents(self._sight).holdings.documents
            return sorted({d.authority for d in documents if d.authority})

    def home(self) -> str | None:
        """The authority that a question which names none is about, None where there is none."""
        with self._told():
            return self._opener.library(self._sight).home

    def surroundings(
        self, passage_id: str
    ) -> tuple[Passage | None, Passage, Passage | None] | None:
        """A passage with those before and after it in its document; None where it is no more."""
        with self._told():
            return surroundings_of(passage_id, self._opener.library(self._sight).passages)

    def generation(self) -> Generation:
        """What the index is now. Raises `MendableError` where nothing is in it."""
        with self._told():
            return self._opener.generation()

    def updated(self) -> datetime:
        """When the index was last changed, in UTC."""
        return self.generation().created

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the index as `MendableError`; what turned out damaged is not used again."""
        with mendable():
            try:
                yield
            except (CatalogueDamagedError, LexicalDamagedError):
                self._opener.distrust()
                raise
