"""A copy of all that is kept, made while it is in use, and how it is put back.

Copied are the catalogue, what is remembered where that is a SQLite file, and uploaded files.
Everything else in a home folder is made from the catalogue.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bot.faults import MendableError
from bot.settings import Settings
from bot.state.database import file_of

_CATALOGUE: Final = "catalogue.sqlite"
_STATE: Final = "state.sqlite"
_UPLOADS: Final = "uploads"
_SOURCES: Final = "sources"
_ARRIVING: Final = ".arriving-*"
_PATIENCE = 60


def back_up(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Copy all that is kept into a new folder, which appears when it is whole; what it holds.

    Others may read and write meanwhile: of each database what it held at one moment is copied,
    and the copy is read through. Raises `MendableError`.
    """
    if folder.exists():
        raise MendableError(f"{folder} is there already. Name a folder that is not.")
    arriving = folder.with_name(f"{folder.name}.part")
    try:
        shutil.rmtree(arriving, ignore_errors=True)
        arriving.mkdir(mode=0o700, parents=True)
        held = _copied((place, arriving / name) for name, place in _kept(settings).items())
        if not held:
            raise MendableError(f"There is nothing in {settings.home} to be backed up.")
        arriving.rename(folder)
    except OSError as error:
        raise MendableError(f"The backup cannot be written ({error}).") from error
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    return held


def put_back(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Copy a backup to where the settings have what is kept; what was put back.

    The index has to be brought up to date after it. Raises `MendableError` where something is
    there already, which is left as it is.
    """
    places = _kept(settings)
    if not (folder / _CATALOGUE).is_file():
        raise MendableError(f"{folder} is no backup: it has no {_CATALOGUE}.")
    for place in places.values():
        if place.exists():
            raise MendableError(
                f"{place} is there already. Move it away, or set SCRUTINEER_HOME to a new folder."
            )
    try:
        for place in places.values():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The catalogue last: whoever finds an index finds all of it.
        return _copied((folder / name, place) for name, place in reversed(places.items()))
    except OSError as error:
        raise MendableError(f"The backup cannot be put back ({error}).") from error


def leaves_out_state(settings: Settings) -> bool:
    """Whether what is remembered is in PostgreSQL, which has tools of its own."""
    return file_of(settings.state_place) is None


def _kept(settings: Settings) -> dict[str, Path]:
    """What is copied: its name in a backup, and where it is kept. Raises `MendableError`.

    The catalogue comes first, so that files which are uploaded or fetched, and indexed, meanwhile
    are copied with it or not known to it.
    """
    if settings.shared_index:
        raise MendableError(
            "The index is shared through PostgreSQL, and backed up with it: use pg_dump, and copy "
            "the folder of files (docs/operations.md)."
        )
    state = file_of(settings.state_place)
    return {
        _CATALOGUE: settings.home / _CATALOGUE,
        **({} if state is None else {_STATE: state}),
        _UPLOADS: settings.files_folder / _UPLOADS,
        _SOURCES: settings.sources_folder,
    }


def _copied(pairs: Iterable[tuple[Path, Path]]) -> tuple[str, ...]:
    """Copy what there is to its target; the names of what there was."""
    copied = []
    for source, target in pairs:
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(_ARRIVING))
        elif source.exists():
            _copy_database(source, target)
        else:
            continue
        copied.append(target.name)
    return tuple(copied)


def _copy_database(source: Path, target: Path) -> None:
    """Copy what a SQLite file holds at one moment; the target appears when it was read through."""
    arriving = target.with_name(f"{target.name}.part")
    arriving.unlink(missing_ok=True)
    # Questions are for nobody else on this machine to read.
    arriving.touch(mode=0o600)
    address = f"file:{quote(os.fsencode(source.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, timeout=_PATIENCE, uri=True)) as old,
            closing(sqlite3.connect(arriving)) as new,
        ):
            old.backup(new)
            (said,) = new.execute("PRAGMA quick_check").fetchone()
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        arriving.unlink(missing_ok=True)
        raise MendableError(f"{source} cannot be copied ({said.splitlines()[0]}).")
    arriving.rename(target)
