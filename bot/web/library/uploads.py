"""Files that people upload: kept in a folder of the home, by names of our own making."""

import json
import os
import re
import time
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final
from uuid import uuid4

from bot.harmless import shown
from corpus.readers.examiner import Examiner
from corpus.readers.extracts import Refusal
from corpus.sources import Media
from corpus.walking import SIDECAR

FOLDER: Final = "uploads"

_ENDINGS: Final[Mapping[Media, tuple[str, ...]]] = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "html": (".html", ".htm"),
    "text": (".txt", ".md"),
}
# An ending that says wrongly what a file is goes; "minutes.2024" has none.
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
_UNSAFE = re.compile(r"[^\w ()'’&,.+-]")
_LONGEST = 120
_ARRIVING = ".arriving-"
_STALE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept at `path`; `new` is False where it was there already, byte for byte."""

    path: str
    new: bool


class Uploads:
    """The uploaded files of a home folder. Threads may share it. Raises `OSError`."""

    def __init__(self, home: Path) -> None:
        self.folder = os.path.abspath(home / FOLDER)
        self._turn = Lock()
        self._examiner = Examiner()

    def keep(self, name: str, data: bytes, given: Mapping[str, str]) -> Kept | Refusal:
        """Keep a file, unless it is of a kind that is not read.

        `name` is what it is called where it comes from: its folders mean nothing, and what could
        mean something to this machine is left out. No file that is here is overwritten. `given`
        are checked values (`corpus.given`), which are written down beside it.
        """
        media = self._examiner.kind(data)
        if isinstance(media, Refusal):
            return media
        with self._turn:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            self._clear_stale()
            there = self._same(data)
            if there is not None:
                return Kept(there, new=False)
            return Kept(self._put(data, safe_name(name, media), given), new=True)

    def files(self) -> list[str]:
        """The paths of the files that are here."""
        try:
            entries = list(os.scandir(self.folder))
        except FileNotFoundError:
            return []
        return sorted(
            entry.path
            for entry in entries
            if entry.is_file()
            and not entry.name.startswith(".")
            and not entry.name.endswith(SIDECAR)
        )

    def unindexed(self, known: Collection[str]) -> list[str]:
        """The paths of files that are here and not among those that the index knows."""
        return [path for path in self.files() if path not in known]

    def discard(self, path: str) -> None:
        """Delete an uploaded file with what stands beside it; nothing where there is none."""
        with self._turn:
            if path in self.files():
                self._delete(path)

    def _same(self, data: bytes) -> str | None:
        """The path of the file that holds just this."""
        for path in self.files():
            if os.path.getsize(path) == len(data) and Path(path).read_bytes() == data:
                return path
        return None

    def _put(self, data: bytes, name: str, given: Mapping[str, str]) -> str:
        arriving = os.path.join(self.folder, f"{_ARRIVING}{uuid4().hex}")
        try:
            _write(arriving, data)
            path = self._claimed(name)
            try:
                if given:
                    _write(path + SIDECAR, sidecar(given).encode("utf-8"))
                os.replace(arriving, path)
            except OSError:
                self._delete(path)
                raise
        finally:
            Path(arriving).unlink(missing_ok=True)
        return path

    def _delete(self, path: str) -> None:
        for each in (path + SIDECAR, path):
            Path(each).unlink(missing_ok=True)

    def _claimed(self, name: str) -> str:
        """Where a file of this name is to lie, which is nobody else's from now on."""
        for path in self._places(name):
            # What was given for a file that is gone is not given for this one.
            if not os.path.lexists(path + SIDECAR):
                with suppress(FileExistsError):
                    _write(path, b"")
                    return path
        raise AssertionError("there is always another name")

    def _places(self, name: str) -> Iterator[str]:
        """Where a file of this name may lie: the second is called "report (2).pdf"."""
        stem, ending = os.path.splitext(name)
        yield os.path.join(self.folder, name)
        number = 2
        while True:
            yield os.path.join(self.folder, f"{stem} ({number}){ending}")
            number += 1

    def _clear_stale(self) -> None:
        """Deletes what a process that was killed in the middle of a write has left."""
        for entry in os.scandir(self.folder):
            if (
                entry.name.startswith(_ARRIVING)
                and time.time() - entry.stat().st_mtime > _STALE_SECONDS
            ):
                Path(entry.path).unlink(missing_ok=True)


def safe_name(name: str, media: Media) -> str:
    """What a file is called here: letters, digits and plain marks, with the ending of its kind."""
    # Letters without a shape are letters to `_UNSAFE`.
    base = unicodedata.normalize("NFC", shown(re.split(r"[/\\]", name)[-1]))
    stem, ending = os.path.splitext(base)
    allowed = _ENDINGS[media]
    if ending.lower() not in allowed:
        stem = stem if _ENDING.fullmatch(ending) else base
        ending = allowed[0]
    stem = " ".join(_UNSAFE.sub("-", stem).split())
    # No hidden file, no lock of an office program, no option of a command.
    stem = stem[:_LONGEST].strip(" .-~")
    while len(os.fsencode(stem)) > _LONGEST:
        stem = stem[:-1]
    return f"{stem or 'document'}{ending.lower()}"


def sidecar(given: Mapping[str, str]) -> str:
    """The TOML that gives these checked values."""
    # Checked words are printable, so that JSON's strings are TOML's.
    return "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in given.items())


def _write(path: str, data: bytes) -> None:
    """Writes a new file for nobody else on this machine to read, down to the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
