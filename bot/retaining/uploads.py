"""Uploaded files, deleted with all that was read of them once their period, if any, is over."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.app import App
from bot.faults import NothingIndexedError
from bot.retaining.documents import erase_document
from bot.settings import Settings
from bot.state.opening import State
from corpus.documents import Document
from corpus.walking import SIDECAR, sidecars_beside

UPLOADS: Final = "uploads"
"""What uploaded files are called among kinds of records."""


def due(settings: Settings, now: datetime | None = None) -> list[Path]:
    """The uploaded files that are older than `keep_uploads`; none where that is not set."""
    folder = settings.uploads_folder
    if not settings.keep_uploads or not folder.is_dir():
        return []
    until = (now or datetime.now(UTC)) - timedelta(days=settings.keep_uploads)
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file()
        and not file.name.startswith(".")
        and not file.name.endswith(SIDECAR)
        and file.stat().st_mtime < until.timestamp()
    )


def purge(app: App, state: State, who: str, now: datetime | None = None) -> int:
    """Delete them, and erase their documents everywhere, as `erase_document` does; how many.

    What stands byte for byte in another folder as well stays in the index, as that folder's.
    Raises `MendableError` and `StateError`.
    """
    files = due(app.settings, now)
    if not files:
        return 0
    going = {str(file.absolute()) for file in files}
    digests = {record.path: record.sha256 for record in app.files()}
    elsewhere = {digest for path, digest in digests.items() if path not in going}
    by_path = {document.path: document.id for document in _documents(app)}
    for file in files:
        path = str(file.absolute())
        identity = by_path.get(path)
        if identity is not None and digests.get(path) not in elsewhere:
            erase_document(app, state, identity, who)
        for each in (*sidecars_beside(path), path):
            Path(each).unlink(missing_ok=True)
    # So that the index forgets where they were; who uploads one again has it read.
    app.index([app.settings.uploads_folder])
    return len(files)


def _documents(app: App) -> list[Document]:
    """Those of the index, and those that were removed from it."""
    held: list[Document] = []
    with suppress(NothingIndexedError):
        held = [each.document for each in app.documents()]
    return [*held, *app.removed()]
