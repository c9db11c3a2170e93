"""Mending a damaged catalogue: what is damaged is read again from its files, the rest is kept.

Where the file itself can be read, what was read of some files is given up and they are read
again; the current generation goes on until there is a new one. Where it cannot, what is slow to
make or was given by hand is saved from it, and all files are read again.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.catalogue.catalogue import Catalogue, CatalogueDamagedError
from corpus.catalogue.locking import alone
from corpus.catalogue.soundness import GIVEN_UP, Damage, examine
from corpus.catalogue.store import translated
from corpus.catalogue.writer import Writer

DAMAGED = "catalogue.damaged.sqlite"
"""Where a file that could not be read is kept, for whoever wants to look at it."""

_NAME = "catalogue.sqlite"
_BESIDE = ("", "-wal", "-shm")
# Tables of which what can be read is kept, and the columns by which their rows are found.
_SAVED = {
    "given": "document_id, key",
    "withdrawn": "document_id",
    "history": "document_id, came",
    "files": "path",
    "embedders": "key",
    "embeddings": "rowid",
}


@dataclass(frozen=True, slots=True)
class Mended:
    """What was damaged and is being mended, in plain words; whether to publish in any case."""

    notes: tuple[str, ...] = field(default=())
    anew: bool = False


@contextmanager
def mending(home: Path) -> Iterator[tuple[Writer, Mended]]:
    """As `writing`, of a catalogue that was looked through, and mended where it was damaged.

    What has to be read again is `lost` to it. Raises `CatalogueError`.
    """
    with alone(home):
        mended = _mended(home)
        with Catalogue(home) as catalogue:
            yield Writer(catalogue), mended


def forget_damaged(home: Path) -> None:
    """Deletes the file that could not be read, where one is kept."""
    for end in _BESIDE:
        (home / f"{DAMAGED}{end}").unlink(missing_ok=True)


def _mended(home: Path) -> Mended:
    try:
        with Catalogue(home) as catalogue:
            damage = examine(catalogue)
            if not damage:
                return Mended()
            if damage.file is None:
                _give_up(catalogue, damage)
                return Mended((f"The catalogue was damaged: {damage}. It was mended.",), True)
            said = damage.file
    except CatalogueDamagedError as error:
        if "something else" in str(error):
            raise
        said = str(error.__cause__ or error)
    return _made_anew(home, said)


def _give_up(catalogue: Catalogue, damage: Damage) -> None:
    """Have what is damaged made again; until then nobody is shown it."""
    with catalogue.store.transaction() as run:
        run.executemany(
            f"UPDATE readings SET reader = '{GIVEN_UP} ' || key WHERE key = ?",
            ((key,) for key in damage.readings),
        )
        if damage.vectors:
            run.executemany(
                "DELETE FROM embeddings WHERE rowid = ?", ((row,) for row in damage.vectors)
            )
            run.execute("DELETE FROM dense")
        if damage.listed:
            run.execute(
                """INSERT OR REPLACE INTO pointer
                  SELECT 1, max(number) FROM generations WHERE lexical != ''"""
            )


def _made_anew(home: Path, said: str) -> Mended:
    """Puts a new catalogue in the place of one that cannot be read, with what could be saved."""
    path, place = home / _NAME, home / ".mending"
    with translated(home):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            with Catalogue(place) as new:
                found = _saved(path, new)
            for end in _BESIDE[:2]:
                if (home / f"{_NAME}{end}").exists():
                    shutil.copyfile(home / f"{_NAME}{end}", home / f"{DAMAGED}{end}")
            _put(place / _NAME, path)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    note = (
        f"The catalogue could not be read ({said}). It was made anew; the damaged file is kept as "
        f"{home / DAMAGED} and may be deleted."
    )
    if not found:
        note += (
            " Which files it held cannot be told any more: index all of your folders again. "
            "Corrections and removals by hand are lost with it; a backup has them."
        )
    return Mended((note,), True)


def _saved(damaged: Path, new: Catalogue) -> bool:
    """Copies what can be read into a new catalogue; whether its files are known."""
    numbers = [0]
    with (
        closing(sqlite3.connect(f"file:{damaged.absolute()}?mode=ro", uri=True)) as old,
        new.store.transaction() as run,
    ):
        old.text_factory = bytes
        for table in ("generations", "members"):
            column = "number" if table == "generations" else "generation"
            with suppress(sqlite3.Error, TypeError, ValueError):
                (number,) = old.execute(f"SELECT max({column}) FROM {table}").fetchone()
                numbers.append(int(number or 0))
        with suppress(sqlite3.Error):
            row = old.execute("SELECT uuid FROM identity").fetchone()
            if row is not None and isinstance(row[0], bytes):
                run.execute("UPDATE identity SET uuid = ?", (os.fsdecode(row[0]),))
        copied = {table: _copied(old, run, table, by) for table, by in _SAVED.items()}
        # An empty generation after all that there were, so that no number is used again.
        run.execute(
            """INSERT INTO generations (number, created, lexical, documents, passages)
              VALUES (?, '1970-01-01T00:00:00+00:00', '-', 0, 0)""",
            (max(numbers) + 1,),
        )
        run.execute("INSERT INTO pointer VALUES (1, ?)", (max(numbers) + 1,))
    return copied["files"] > 0


def _copied(old: sqlite3.Connection, new: sqlite3.Connection, table: str, by: str) -> int:
    """Copies the rows of a table up to a broken place, and from its end back to it; how many."""
    kinds = {row[1]: row[2] for row in new.execute(f"PRAGMA table_info({table})")}
    names = ", ".join(kinds)
    into = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(kinds))})"
    count = 0
    for order in ("", " DESC"):
        backwards = ", ".join(f"{column}{order}" for column in by.split(", "))
        with suppress(sqlite3.Error):
            for row in old.execute(f"SELECT {names} FROM {table} ORDER BY {backwards}"):
                with suppress(sqlite3.Error, UnicodeDecodeError):
                    values = (_kept(v, kind) for v, kind in zip(row, kinds.values(), strict=True))
                    count += new.execute(into, tuple(values)).rowcount
            break
    return count


def _kept(value: Any, kind: str) -> Any:
    """A value as its column has it: text is read as bytes, for it may be none any more."""
    return value.decode("utf-8") if kind == "TEXT" and isinstance(value, bytes) else value


def _put(new: Path, path: Path) -> None:
    """Puts a database in the place of another, for those too who have that one open."""
    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
            (said,) = target.execute("PRAGMA quick_check(1)").fetchone()
            if said == "ok":
                return
    except sqlite3.Error:
        pass  # not even its first page is a database's
    for end in _BESIDE:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    os.replace(new, path)
