"""Erasing a document: from the index, from what is remembered, and the file where it is ours."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.audit.entries import Entry
from bot.audit.log import Written, audit_of
from bot.retaining.purging import AUDIT
from bot.retaining.quoting import Quoting
from bot.state.opening import State
from corpus.walking import sidecars_beside


@dataclass(frozen=True, slots=True)
class Gone:
    """What was erased: the file's documents, the files that were deleted and those that are left.

    `counts` is how much went of what is remembered, by its kind; `notes` are sentences on what
    could not be done.
    """

    document_ids: tuple[str, ...]
    deleted: tuple[str, ...]
    left: tuple[str, ...]
    counts: Mapping[str, int]
    notes: tuple[str, ...]


def erase_document(app: App, state: State, document_id: str, who: str) -> Gone:
    """Erase the file that a document is of, with all its documents, everywhere but in backups.

    Files that lie in folders of the owner's are left where they are. Raises `MendableError`.
    """
    log = audit_of(state, app.settings)
    erased = app.erase(document_id)
    # By its hash alone: nothing that a document says is in the log.
    details = {"of": "a document", "sha256": erased.sha256, "documents": list(erased.document_ids)}
    entry = Entry(who, "cli", "erase", details=details)
    quotes = Quoting(erased.texts)
    counts = state.quoted.erase(erased.document_ids, quotes)

    def quoting(each: Written) -> bool:
        return each.said is not None and quotes(str(each.said.get("question", "")))

    counts[AUDIT] = log.delete(quoting, entry)
    if not counts[AUDIT]:
        log.note(entry)
    state.sweep(thorough=True)
    ours = [path for path in erased.paths if _is_ours(path, app)]
    for path in ours:
        for each in (*sidecars_beside(path), path):
            with suppress(FileNotFoundError):
                Path(each).unlink()
    left = tuple(path for path in erased.paths if path not in ours)
    return Gone(erased.document_ids, tuple(ours), left, counts, erased.notes)


def _is_ours(path: str, app: App) -> bool:
    """Whether the program put a file there itself: an upload, or what a source gave."""
    folders = (app.settings.files_folder, app.settings.home)
    return any(Path(path).is_relative_to(folder.absolute()) for folder in folders)
