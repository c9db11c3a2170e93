"""A catalogue as blocks that replicas share, and a catalogue made of such blocks.

SQLite copies itself page by page, so that a page that has not changed is at its place in the next
copy too: of a generation only the blocks are sent that the one before did not have.
"""

import hashlib
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from bot.state.shared_index import SharedIndex
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.store import CatalogueDamagedError, translated
from retrieval.index.generations import make_beside

CATALOGUE = "catalogue.sqlite"
BLOCK = 65_536

_AT_ONCE = 64
_ARRIVING = ".arriving-"
_STALE_SECONDS = 24 * 60 * 60
_DAMAGED = (
    "The index in the shared database is damaged: a block is not what it was. A replica that has "
    "the index whole puts it back within ten minutes. Where none has, run `scrutineer index` again "
    "on your documents."
)


def copied(home: Path, target: Path) -> None:
    """Makes a copy of the catalogue in `home` as it is now, whoever writes there meanwhile.

    Raises `CatalogueError`.
    """
    with (
        translated(home),
        closing(sqlite3.connect(home / CATALOGUE)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def digests_of(file: Path) -> list[bytes]:
    """The digests of a file's blocks, in their order."""
    return [hashlib.sha256(block).digest() for block in _blocks(file)]


def put_up(file: Path, digests: Sequence[bytes], shared: SharedIndex) -> None:
    """Keeps those blocks of a file that are not shared yet, or no more. Raises `StateError`.

    A block that is not what its digest says, as the file was damaged, is left out.
    """
    absent = shared.absent(digests)
    if not absent:
        return
    some: dict[bytes, bytes] = {}
    for digest, block in zip(digests, _blocks(file), strict=True):
        if digest in absent and hashlib.sha256(block).digest() == digest:
            absent.remove(digest)
            some[digest] = zlib.compress(block, 1)
        if len(some) == _AT_ONCE:
            shared.put(some)
            some = {}
    if some:
        shared.put(some)


def fetched(digests: Sequence[bytes], shared: SharedIndex, target: Path, like: Path | None) -> None:
    """Makes a file of blocks; those that the file `like` has are taken from there.

    Raises `CatalogueDamagedError` where blocks are missing or are not what they should be. Such a
    block is taken out, so that whoever has the file whole puts it back.
    """
    places: dict[bytes, int] = {}
    if like is not None and like.exists():
        places = {digest: at for at, digest in enumerate(digests_of(like))}
    with target.open("wb") as file:
        for at in range(0, len(digests), _AT_ONCE):
            some = digests[at : at + _AT_ONCE]
            sent = shared.blocks([digest for digest in some if digest not in places])
            for digest in some:
                if digest in places:
                    assert like is not None
                    block = _block(like, places[digest])
                else:
                    block = _unpacked(sent.get(digest))
                if hashlib.sha256(block).digest() != digest:
                    if digest in sent:
                        shared.drop(digest)
                    raise CatalogueDamagedError(_DAMAGED)
                file.write(block)
        file.flush()
        os.fsync(file.fileno())


def arrive(digests: Sequence[bytes], shared: SharedIndex, folder: Path, like: Path | None) -> None:
    """Makes a folder with the catalogue of these blocks and its lexical index, whole or not at all.

    Raises `CatalogueError`, `RetrievalError`, `StateError`.
    """
    with translated(folder.parent):
        arriving = folder.with_name(f"{_ARRIVING}{uuid4().hex}")
        arriving.mkdir(parents=True)
        try:
            fetched(digests, shared, arriving / CATALOGUE, like)
            with Catalogue(arriving) as catalogue:
                make_beside(catalogue)
            if not folder.exists():
                os.rename(arriving, folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)


def clear(folder: Path, kept: int, active: int) -> None:
    """Deletes generations before the active one but the `kept` newest, and what was left half done.

    Files that somebody still reads stay until they are closed.
    """
    numbers = sorted((int(e.name) for e in folder.iterdir() if e.name.isdigit()), reverse=True)
    for number in numbers[kept:]:
        if number >= active:
            continue
        shutil.rmtree(folder / str(number), ignore_errors=True)
    for entry in folder.glob(f"{_ARRIVING}*"):
        with suppress(OSError):
            if time.time() - entry.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(entry)


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            yield block


def _block(file: Path, at: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(at * BLOCK)
        return opened.read(BLOCK)


def _unpacked(content: bytes | None) -> bytes:
    try:
        return zlib.decompress(content or b"")
    except zlib.error:
        return b""
