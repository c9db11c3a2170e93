"""What the owner of the index does with it: index, remove, restore, erase, give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.embedder import EmbedderSlot
from bot.app.held import Held
from bot.faults import MendableError, mendable
from bot.observing.metrics import RUNS
from bot.observing.watch import timed
from bot.opening import Opener
from bot.seeing import Sight
from bot.settings import Settings
from bot.sharing.homes import Homes
from corpus.documents import Document
from corpus.given import asked

if TYPE_CHECKING:  # what these import takes a while, and many commands do without
    from retrieval.index.erasing import Erased
    from retrieval.index.reports import IndexReport, Progress


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index run did; `any_read`: whether a file of the given paths is in the index."""

    report: "IndexReport"
    any_read: bool


class Owned(Held):
    """What is held, and how its owner changes it.

    Raises `MendableError` where the index is seen, and not one's own to change.
    """

    def __init__(
        self, settings: Settings, slot: EmbedderSlot, homes: Homes, opener: Opener, sight: Sight
    ) -> None:
        super().__init__(settings, homes, opener, sight)
        self._slot = slot

    def index(
        self, paths: Sequence[Path], progress: "Callable[[Progress], None]" = lambda _: None
    ) -> Indexed:
        """Add or update files and folders."""
        self._owned()
        from corpus.ingest import ingest, reader_version
        from corpus.readers.kept_pages import SCANS
        from corpus.walking import is_under
        from retrieval.index.building import build

        scans = self.settings.files_folder / SCANS
        with timed(RUNS, "index"), self._told():
            with self.homes.writing() as home:
                report = build(
                    home,
                    paths,
                    partial(ingest, scans=scans),
                    self._slot,
                    reader_version(),
                    progress,
                    self.settings.chroma_url,
                    file_seconds=self.settings.file_seconds,
                    scans=scans,
                    file_memory=self.settings.file_memory * 1_000_000,
                )
            given = [str(path.absolute()) for path in paths]
            any_read = any(
                file.outcome != "failed"
                for file in self._opener.catalogue().files()
                if any(file.path == path or is_under(file.path, path) for path in given)
            )
        return Indexed(report, any_read)

    def remove(self, document_id: str, *, parts: bool = False) -> Document:
        """Take a document out of the index; it stays out until its file changes.

        With `parts` what is part of it goes too.
        """
        from retrieval.index.building import remove

        self._owned()
        gone = self.document(document_id).document
        ids = [gone.id]
        if parts:
            ids += [h.document.id for h in self.documents() if h.document.part_of == gone.id]
        with self._told(), self.homes.writing() as home:
            remove(home, ids)
        return gone

    def erase(self, document_id: str) -> "Erased":
        """Erase all that was read of the file that a document is of, in every generation.

        Every other replica forgets it too, once it is ready for the generation that is made.
        """
        from corpus.readers.kept_pages import SCANS
        from retrieval.index.erasing import erase

        self._owned()
        removed = {document.id for document in self.removed()}
        found = document_id if document_id in removed else self.document(document_id).document.id
        scans, chroma = self.settings.files_folder / SCANS, self.settings.chroma_url
        with mendable(), self.homes.writing() as home:
            erased = erase(home, found, scans, chroma)
        try:
            with mendable():
                self.homes.forget_older()
        except MendableError as error:
            note = f"Generations before are still there ({error}) They go with the next changes."
            return replace(erased, notes=(*erased.notes, note))
        return erased

    def restore(self, document_id: str, *, parts: bool = False) -> None:
        """Take a document that was removed in again; its whole id is needed.

        With `parts` those of its parts that were removed come with it.
        """
        from retrieval.index.building import restore

        self._owned()
        ids = [document_id]
        if parts:
            ids += [document.id for document in self.removed() if document.part_of == document_id]
        with self._told():
            self._opener.catalogue()
            with self.homes.writing() as home:
                restore(home, ids)

    def give(self, document_id: str, values: Mapping[str, str]) -> Document:
        """Give what a document's file lacks, by key; an empty value takes one back.

        Raises `UsageError` for a value that cannot be taken.
        """
        from retrieval.index.building import give

        self._owned()
        held = self.document(document_id).document
        others = self.authorities()
        with self._told(), self.homes.writing() as home:
            return give(home, held.id, asked(values, others))

    def _owned(self) -> None:
        """Raises `MendableError` where the index is seen, and not one's own to change."""
        if self._sight.seen is not None:
            raise MendableError("The index is changed on the command line alone, by its owner.")
