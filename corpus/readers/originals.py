"""Whether a file still is the one that was indexed."""

import hashlib
import os
from collections import OrderedDict
from threading import Lock

_PIECE = 1 << 20
_KNOWN = 1_000


class SourceError(Exception):
    """Why a file cannot be shown as it was indexed; the class says which reason it is."""


class SourceGoneError(SourceError):
    """The file is not there, or may not be read."""


class SourceChangedError(SourceError):
    """The file is there and is no longer the one that was indexed."""


class Originals:
    """Finds files as they were indexed; one that has not been touched since is read once."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, int, int, int], str] = OrderedDict()
        self._turn = Lock()

    def find(self, paths: tuple[str, ...], sha256: str) -> str:
        """The first of these paths at which the file with this digest stands.

        Raises `SourceChangedError` where others stand there, `SourceGoneError` where none does.
        """
        changed = False
        for path in paths:
            try:
                if self._digest(path) == sha256:
                    return path
            except (OSError, ValueError):
                continue
            changed = True
        raise SourceChangedError if changed else SourceGoneError

    def _digest(self, path: str) -> str:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            key = path, status.st_ino, status.st_size, status.st_mtime_ns
            with self._turn:
                if key in self._known:
                    return self._known[key]
            digest = hashlib.sha256()
            while piece := file.read(_PIECE):
                digest.update(piece)
        with self._turn:
            self._known[key] = digest.hexdigest()
            if len(self._known) > _KNOWN:
                self._known.popitem(last=False)
        return digest.hexdigest()
