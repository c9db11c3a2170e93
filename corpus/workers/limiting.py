"""Limits that a process sets itself before it reads what somebody else wrote.

They hold for the processes that it starts too, and cannot be taken back.
"""

import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.workers.confining import confine_writing, forbid_calls

OPEN_FILES = 256
"""A reader has a dozen open; recognising scans has some for each page at work."""

FILE_BYTES = 2 * 1024**3
"""Of a file that it writes: pictures of twenty scanned pages are 100 MB."""

_OUT_OF_MEMORY = Path("/proc/self/oom_score_adj")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may take: bytes of memory, folders to write to, whether to start others."""

    memory: int
    writes: Sequence[str] = ()
    starts: bool = False


def limit(limits: Limits) -> None:
    """Keep this process to these limits from now on; call it before any thread is started.

    Where the platform has no such limit there is none: memory and all that concerns the network,
    files and processes is Linux alone (docs/hostile-files.md).
    """
    # A dump of its memory on the disk would be a copy of the document that nobody knows of.
    _at_most(resource.RLIMIT_CORE, 0)
    _at_most(resource.RLIMIT_NOFILE, OPEN_FILES)
    _at_most(resource.RLIMIT_FSIZE, FILE_BYTES)
    if sys.platform != "linux":  # elsewhere the limit is not kept, or breaks the interpreter
        return
    _at_most(resource.RLIMIT_AS, limits.memory)
    with suppress(OSError):  # where memory runs out all the same, this process goes first
        _OUT_OF_MEMORY.write_text("1000")
    confine_writing(limits.writes)
    forbid_calls(starts=limits.starts)


def _at_most(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))
