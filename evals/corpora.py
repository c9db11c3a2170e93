"""What cases are asked of: a folder of documents, or an index that is there already."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from bot.app import open_app
from bot.cli.progress import following
from bot.faults import MendableError, UsageError
from bot.settings import Settings, load

_INDEX = "catalogue.sqlite"


def settings_for(corpus: Path, directory: Path, model: str | None) -> Settings:
    """The settings in force, with the index that `prepare` makes. Raises `MendableError`.

    An index (a `SCRUTINEER_HOME`) is used as it is; that of a folder is kept in the run's own
    folder, under the name of the corpus, so that two corpora never meet in one.
    """
    if not corpus.is_dir():
        raise UsageError(f"There is no folder {corpus}.")
    if (corpus / _INDEX).exists():
        home = corpus
    else:
        named = hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:8]
        home = directory / f"home-{named}"
    flags: Mapping[str, object] = {"home": home, "model": model}
    return load(flags).settings


def prepare(corpus: Path, settings: Settings, console: Console) -> None:
    """Index the folder, or take in what has changed in it. Raises `MendableError`."""
    if settings.home == corpus:
        return
    app = open_app(settings)
    try:
        with following(console) as progress:
            done = app.index([corpus], progress)
    finally:
        app.close()
    if not done.any_read:
        raise MendableError(f"There is no document to be read in {corpus}.")
