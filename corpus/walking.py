"""The files under the paths that were given, and the digests by which they are told apart."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from corpus.sources import SkippedFile

SIDECAR = ".meta.toml"
LONGEST_SIDECAR = 1_000_000
"""Bytes of a sidecar that are heeded."""


_OUTSIDE = (
    "The link leads out of the folder, and is not followed. If that is meant, index what it leads "
    "to as well: `scrutineer index FOLDER OTHER`."
)


class MissingPathError(Exception):
    """A path that was given does not exist; the message names it."""


@dataclass(slots=True)
class Walk:
    """What was found: absolute path → bytes, and what could not be looked into.

    `roots` are the folders that were given, `given` where they and the files that were given are
    in truth; a file that was known under one of them and is not
    in `files` is gone, unless it lies in one of `unreadable` (absolute paths, with reasons).
    """

    roots: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, SkippedFile] = field(default_factory=dict)

    def is_gone(self, path: str) -> bool:
        """Whether a file that was known is missing from a folder that was looked through."""
        if path in self.files or not any(is_under(path, root) for root in self.roots):
            return False
        return not any(path == bad or is_under(path, bad) for bad in self.unreadable)


def is_under(path: str, folder: str) -> bool:
    """Whether `path` lies somewhere in `folder`; both absolute."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def walk(paths: Sequence[Path], home: Path) -> Walk:
    """Every regular file of these files and folders, in the order of their paths.

    Left out: hidden files and folders, locks of office programs (`~$…`), sidecars, and `home`.
    Links are followed, each folder once, unless they lead out of what was given: whoever may put
    a link into a folder may not be allowed to read what it leads to. Raises `MissingPathError`.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise MissingPathError(f"{path} does not exist.")
    found = Walk(given=[os.path.realpath(path) for path in paths])
    seen = {_identity(home)} if home.exists() else set()
    for path in paths:
        absolute = os.path.abspath(path)
        if os.path.isdir(absolute):
            found.roots.append(absolute)
            _walk_folder(absolute, found, seen)
        else:
            _take(absolute, found)
    return found


def open_regular(path: str | Path) -> BufferedReader:
    """Opens a file to be read; a pipe or device that was put in its place is not waited for.

    Raises `OSError`.
    """
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "something else was put in its place")
    return file


def digest(path: str) -> str:
    """SHA-256 of a file's bytes, 64 hex digits. Raises `OSError`."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(path: str, sha256: str, copies: Sequence[str] = ()) -> str:
    """What reading a file depends on: its bytes, its name (not its folder), its sidecars.

    Of `copies`, the same byte for byte, the sidecars alone.
    """
    total = hashlib.sha256(bytes.fromhex(sha256) + os.fsencode(os.path.basename(path)))
    for sidecar in sidecars_beside(path):
        try:
            with open_regular(sidecar) as file:
                total.update(b"\0" + file.read(LONGEST_SIDECAR))
        except OSError:
            continue
        if is_ambiguous(path, sidecar):
            total.update(b"?")
    for sidecar in (sidecar for copy in copies for sidecar in sidecars_beside(copy)):
        with suppress(OSError), open_regular(sidecar) as file:
            total.update(b"\1" + file.read(LONGEST_SIDECAR))
    return total.hexdigest()


def sidecars_beside(path: str) -> Sequence[str]:
    """The sidecars of a file that are there: `report.pdf.meta.toml`, then `report.meta.toml`."""
    names = dict.fromkeys((path + SIDECAR, os.path.splitext(path)[0] + SIDECAR))
    return [name for name in names if os.path.isfile(name)]


def is_ambiguous(path: str, sidecar: str) -> bool:
    """Whether `report.meta.toml` may be meant for another file than `report.pdf`.

    It is not when each other `report.…` has a sidecar of its whole name.
    """
    if sidecar == path + SIDECAR:
        return False
    folder, own = os.path.split(path)
    stem = os.path.splitext(own)[0]
    try:
        names = set(os.listdir(folder or "."))
    except OSError:
        return False
    return any(
        name != own
        and os.path.splitext(name)[0] == stem
        and name + SIDECAR not in names
        and not name.endswith(SIDECAR)
        for name in names
    )


def _walk_folder(folder: str, found: Walk, seen: set[tuple[int, int]]) -> None:
    # Not os.walk: it follows no links safely, and meets folders in the order of the disk.
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            identity = _identity(here)
            if identity in seen:
                continue
            seen.add(identity)
            with os.scandir(here) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            found.unreadable[here] = SkippedFile(
                here, f"The folder cannot be opened ({error.strerror}). Check its permissions."
            )
            continue
        inside = [os.path.join(here, name) for name in _wanted(names)]
        inside = [path for path in inside if not _leads_out(path, found)]
        waiting += [path for path in reversed(inside) if os.path.isdir(path)]
        for path in inside:
            if not os.path.isdir(path):
                _take(path, found)


def _wanted(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not name.startswith((".", "~$")) and not name.lower().endswith(SIDECAR):
            yield name


def _leads_out(path: str, found: Walk) -> bool:
    """Whether a link leads to something that was not given, which is noted."""
    if not os.path.islink(path):
        return False
    real = os.path.realpath(path)
    if not os.path.exists(real) or any(real == top or is_under(real, top) for top in found.given):
        return False  # one that leads nowhere is told of as such
    found.unreadable[path] = SkippedFile(path, _OUTSIDE)
    return True


def _take(path: str, found: Walk) -> None:
    try:
        status = os.stat(path)
    except OSError as error:
        found.unreadable[path] = SkippedFile(
            path, f"The file cannot be opened ({error.strerror}). Check the link or permissions."
        )
        return
    if stat.S_ISREG(status.st_mode):
        found.files[path] = status.st_size
    else:
        found.unreadable[path] = SkippedFile(path, "This is not a regular file.")


def _identity(path: str | Path) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino
