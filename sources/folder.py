"""The folder of a source's files: names of our own making, each file whole or not there at all."""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final
from uuid import uuid4

from corpus.walking import SIDECAR
from sources.records import Offer

ENDINGS: Final[Mapping[str, str]] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "html": ".html",
    "text": ".txt",
}
_ARRIVING: Final = ".arriving-"
_UNSAFE = re.compile(r"[^\w ()'’&,+-]")
_LONGEST = 90
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


class SourceFolder:
    """The files of one source. Raises `OSError`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make_room(self) -> Path:
        """A path for a file that arrives, which nobody else has and no index reads."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self.path / f"{_ARRIVING}{uuid4().hex}"

    def put(self, arriving: str, name: str, sidecar: str) -> None:
        """Put a file that arrived at its place, with what is said of it beside it."""
        self.tell(name, sidecar)
        os.replace(self.path / arriving, self.path / name)
        _sync_folder(self.path)

    def tell(self, name: str, sidecar: str) -> bool:
        """Say something of a file beside it; whether that is anything new."""
        beside = self.path / (name + SIDECAR)
        try:
            if beside.read_text("utf-8") == sidecar:
                return False
        except (OSError, UnicodeDecodeError):
            pass
        new = self.make_room()
        write(new, sidecar.encode("utf-8"))
        os.replace(new, beside)
        return True

    def holds(self, name: str, sha256: str) -> bool:
        """Whether a file is here and is just this."""
        try:
            with (self.path / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def discard(self, name: str) -> None:
        """Delete a file with what stands beside it; nothing where there is none."""
        for each in (name + SIDECAR, name):
            (self.path / each).unlink(missing_ok=True)

    def clear(self, kept: Collection[str]) -> None:
        """Delete what a program that was killed left half done, but what is in `kept`."""
        if self.path.is_dir():
            for entry in self.path.glob(f"{_ARRIVING}*"):
                if entry.name not in kept:
                    entry.unlink(missing_ok=True)


def file_name(offer: Offer, media: str, number: int = 1) -> str:
    """A name that says what a document is; with another `number` it is another name."""
    words = unicodedata.normalize("NFC", offer.title)
    day = offer.published or offer.meeting
    if day is not None:
        words = f"{words} {day.isoformat()}"
    stem = " ".join(_UNSAFE.sub(" ", words).split())[:_LONGEST].strip(" .-~")
    while len(os.fsencode(stem)) > 2 * _LONGEST:
        stem = stem[:-1]
    # Letters alone: no digits that could be read as a date.
    mark = hashlib.sha256(offer.key.encode("utf-8", "replace")).hexdigest()[:8]
    again = "" if number == 1 else f" {number}"
    return f"{stem or 'document'} ({mark.translate(_LETTERS)}){again}{ENDINGS[media]}"


def sidecar_of(offer: Offer, address: str) -> str:
    """The TOML that tells the index what a site says of a document, and where it is from."""
    given: dict[str, str] = {"origin": address}
    for key in ("kind", "authority", "publisher"):
        value: str | None = getattr(offer, key)
        if value is not None:
            given[key] = value
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given.items()]
    lines += [
        f"{key} = {day.isoformat()}"
        for key, day in (("published", offer.published), ("meeting", offer.meeting))
        if day is not None
    ]
    return "\n".join(lines) + "\n"


def write(path: Path, data: bytes) -> None:
    """Write a new file for nobody else of this machine to read, down to the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
