"""What a reader may know of the process it works in: its processors, and who waits for it."""

import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workplace:
    """How many processors are this process's own, and whom to tell of headway in a long file.

    `tell` takes how many of the file's pages are done, and of how many.
    """

    processors: int
    tell: Callable[[int, int], None]


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":  # where a process may be held to fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workplace() -> Workplace:
    """Where this thread works: all processors and nobody to tell, unless `work_at` said more."""
    return _here.get(None) or Workplace(processors(), lambda *_: None)


def work_at(place: Workplace) -> None:
    """Let what this thread reads from now on know its workplace."""
    _here.set(place)


_here: ContextVar[Workplace | None] = ContextVar("workplace")
