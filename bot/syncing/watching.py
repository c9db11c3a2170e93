"""Noticing that something changed in folders, once it has come to rest.

The kernel tells of changes on disks of this machine; of a share in the network it does not know
what others do there, so those are looked at from time to time.
"""

import logging
import os
from collections.abc import Callable, Collection, Iterator, Set
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from watchfiles import watch

log = logging.getLogger(__name__)

DEBOUNCE: Final = 3.0
"""Seconds that changes are waited for that come with the first one, at most."""

_REST, _POLL = 1.0, 5.0
_AGAIN_SECONDS = 30.0
_MOUNTS = Path("/proc/mounts")
_OVER_NETWORK = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ncpfs", "virtiofs"}
)


class Watching:
    """Watches folders by threads of its own, and says when something in one has changed."""

    def __init__(self, changed: Callable[[], None], ended: Event | None = None) -> None:
        self._changed = changed
        self._ended = ended or Event()
        self._turn = Lock()
        self._watched: dict[Path, tuple[Event, Thread]] = {}

    def watch(self, folders: Set[Path]) -> None:
        """Watch these folders from now on, and no others."""
        with self._turn:
            for folder in [each for each in self._watched if each not in folders]:
                self._watched.pop(folder)[0].set()
            for folder in folders - self._watched.keys():
                ended = Event()
                thread = Thread(target=self._look, args=(folder, ended), name="watch", daemon=True)
                self._watched[folder] = (ended, thread)
                thread.start()

    def stop(self) -> None:
        """Watch nothing any more."""
        self.watch(frozenset())

    def _look(self, folder: Path, ended: Event) -> None:
        while not (ended.is_set() or self._ended.is_set()):
            try:
                for _ in settled(folder, ended):
                    self._changed()
            except OSError as error:
                log.warning("%s cannot be watched now (%s).", folder, error.strerror)
            # The folder is gone, or its disk: it may come back.
            if ended.wait(_AGAIN_SECONDS):
                return
            self._changed()


def settled(
    folder: Path, ended: Event, *, polling: bool | None = None
) -> Iterator[Collection[str]]:
    """The paths in a folder that changed, each time that it has come to rest, until `ended`.

    `polling`: whether it is looked at from time to time; where None as its disk needs it. Raises
    `OSError` where it is not there.
    """
    changes = watch(
        folder,
        debounce=round(DEBOUNCE * 1000),
        step=round(_REST * 1000),
        stop_event=ended,
        rust_timeout=1_000,
        force_polling=is_over_network(folder) if polling is None else polling,
        poll_delay_ms=round(_POLL * 1000),
        raise_interrupt=False,
    )
    for change in changes:
        yield sorted({path for _, path in change})


def is_over_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder is on a share in the network, or on a disk that tells of no changes."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    wanted = os.path.realpath(folder)
    best, kind = "", ""
    for line in lines:
        _, place, found, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        inside = wanted == place or wanted.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, found
    return kind in _OVER_NETWORK or kind.startswith("fuse.")
