"""What is indexed: files and what became of them, runs and how far they are."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final, Literal

from bot import addresses
from bot.state.runs import Run, RunState
from bot.web.headway import Headway
from bot.web.library.listing import Link, link_of
from corpus.catalogue.catalogue import FileRecord
from corpus.documents import Document
from corpus.walking import is_under
from retrieval.index.reports import Progress, Stage

RUNS: Final = f"{addresses.INDEX}/runs"

_STATES: Final[Mapping[RunState, str]] = {
    "waiting": "Waiting for its turn",
    "running": "Going on",
    "done": "Done",
    "failed": "Failed",
    "cut_short": "Cut short: the server was stopped",
}
_STAGES: Final[Mapping[Stage, str]] = {
    "hashing": "Looking at files",
    "reading": "Reading files",
    "scans": "Recognising scanned pages",
    "lexical": "Indexing words",
    "embedding": "Indexing meanings",
    "chroma": "Storing meanings",
}
Fate = Literal["read", "copy", "failed", "waiting", "folder"]


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file and what became of it: its documents, or why there are none.

    Of a folder `files` says how many of its files the index knows.
    """

    path: str
    name: str
    fate: Fate
    documents: tuple[Link, ...] = ()
    reason: str | None = None
    files: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something a run met."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it is shown; `counts` are of one that is done, `reason` is of one that failed."""

    number: int
    href: str
    asked_for: str
    by: str
    state: str
    is_over: bool
    is_well: bool
    counts: tuple[Count, ...]
    seconds: float | None
    reason: str | None
    notes: tuple[str, ...]


def address_of(number: int) -> str:
    """Where a run is told of."""
    return f"{RUNS}/{number}"


def moment(at: datetime) -> str:
    """A moment as people write it; all of them are told in UTC."""
    return f"{at.day} {at:%B %Y}, {at:%H:%M} UTC"


def headway_of(run: Run, progress: Progress | None) -> Headway:
    """How far a run is."""
    if run.is_over or progress is None:
        return Headway(_STATES[run.state], 0, 0, run.is_over)
    words = f"{_STAGES[progress.stage]}: {progress.done:,} of {progress.total:,}"
    return Headway(words, progress.done, progress.total)


def run_view(run: Run) -> RunView:
    """A run as it is shown."""
    report = run.report or {}
    counts: Mapping[str, int] = report.get("documents", {})
    _, _, name = run.asker.rpartition(":")
    return RunView(
        number=run.number,
        href=address_of(run.number),
        asked_for=moment(run.at),
        by=name,
        state=_STATES[run.state],
        is_over=run.is_over,
        is_well=run.state in ("waiting", "running", "done"),
        counts=tuple(
            Count(number, _counted(name, number))
            for name in ("added", "updated", "unchanged", "removed", "failed")
            if (number := counts.get(name, 0)) or name == "added"
        )
        if counts
        else (),
        seconds=report.get("seconds"),
        reason=run.reason,
        notes=tuple(_named(note, run.paths) for note in report.get("notes", ())),
    )


def files_of(
    paths: Sequence[str], records: Sequence[FileRecord], documents: Sequence[Document]
) -> list[FileOf]:
    """What became of the files at these paths; of those not looked at yet, that they wait."""
    by_path = {record.path: record for record in records}
    found: list[FileOf] = []
    for path in paths:
        inside = 0 if path in by_path else sum(is_under(each, path) for each in by_path)
        if inside:
            found.append(FileOf(path, PurePath(path).name, "folder", files=inside))
        else:
            found.append(_file_of(path, by_path.get(path), documents))
    return found


def failed_files(records: Sequence[FileRecord], uploads: str) -> list[FileOf]:
    """The files that could not be read, with why and how to mend it.

    What was uploaded, into the folder `uploads`, and deleted since is none of them.
    """
    return [
        _file_of(record.path, record, ())
        for record in records
        if record.outcome == "failed"
        and (os.path.dirname(record.path) != uploads or os.path.lexists(record.path))
    ]


def _counted(name: str, number: int) -> str:
    """What a run counts, in words; it counts files where there are no documents."""
    if name != "failed":
        return name
    return "file not read" if number == 1 else "files not read"


def _named(note: str, paths: Sequence[str]) -> str:
    """A note with the names of the files in place of where they are."""
    for path in paths:
        note = note.replace(path, PurePath(path).name)
    return note


def _file_of(path: str, record: FileRecord | None, documents: Sequence[Document]) -> FileOf:
    name = PurePath(path).name
    if record is None:
        return FileOf(path, name, "waiting")
    if record.outcome == "failed":
        return FileOf(path, name, "failed", reason=record.reason)
    at = {path, record.duplicate_of}
    found = tuple(link_of(document) for document in documents if document.path in at)
    return FileOf(path, name, "read" if record.outcome == "read" else "copy", found)
