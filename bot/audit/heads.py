"""The head of the log, kept outside the database: how far it had come, as a file says.

Each home writes one of its own into the folder `audit` of the folder of files, where that of every
replica is: whoever cuts entries off the end, or makes the chain anew, has to change them all. A
head only ever rises.
"""

import fcntl
import hashlib
import json
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.audit.chain import canonical, seal_of
from bot.state.trail import Link

FOLDER: Final = "audit"

_NAME: Final = "head-{}.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log was: the last entry's number, hash and moment; `seal` is of all three.

    `source` is the file that says so.
    """

    number: int
    hash: str
    at: str
    seal: str
    source: str = ""


def head_of(link: Link, key: bytes | None) -> Head:
    """The head of a log that ends with this entry."""
    told = canonical([link.number, link.hash, link.at])
    return Head(link.number, link.hash, link.at, seal_of(key, told))


def is_sealed(head: Head, keys: Sequence[bytes]) -> bool:
    """Whether a head was sealed with one of these keys."""
    told = canonical([head.number, head.hash, head.at])
    return any(head.seal == seal_of(key, told) for key in keys)


def head_from(told: object, source: str) -> Head | None:
    """The head that JSON tells of; None where it is none."""
    if not isinstance(told, dict):
        return None
    number, hashed, at, seal = (told.get(name) for name in ("number", "hash", "at", "seal"))
    if not isinstance(number, int) or not (
        isinstance(hashed, str) and isinstance(at, str) and isinstance(seal, str)
    ):
        return None
    return Head(number, hashed, at, seal, source)


class Heads:
    """The heads in a folder of files; `home` is the one whose head is written."""

    def __init__(self, files: Path, home: Path) -> None:
        self.folder = files / FOLDER
        place = f"{socket.gethostname()}\0{home.absolute()}"
        self._own = self.folder / _NAME.format(hashlib.sha256(place.encode()).hexdigest()[:12])

    def note(self, head: Head) -> None:
        """Write a head down unless a later one is there. What cannot be written is logged."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._alone():
                there = self._read(self._own)
                if there is None or there.number < head.number:
                    self._write(head)
        except OSError as error:
            log.warning("The head of the audit log cannot be kept in %s (%s).", self.folder, error)

    def all(self) -> list[Head]:
        """The heads that there are. Raises `OSError`, and ValueError for a file that is none."""
        heads = []
        for path in sorted(self.folder.glob(_NAME.format("*"))):
            head = self._read(path)
            if head is None:
                raise ValueError(f"{path} does not hold a head of the audit log")
            heads.append(head)
        return heads

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Other processes of this home wait meanwhile."""
        lock = os.open(self._own.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _read(self, path: Path) -> Head | None:
        try:
            return head_from(json.loads(path.read_bytes()), str(path))
        except FileNotFoundError:
            return None
        except ValueError:
            return None

    def _write(self, head: Head) -> None:
        new = self._own.with_suffix(".new")
        told = {"number": head.number, "hash": head.hash, "at": head.at, "seal": head.seal}
        try:
            new.write_text(canonical(told) + "\n", "ascii")
            os.replace(new, self._own)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()
