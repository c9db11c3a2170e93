"""Which processes of this machine still live, told without sending them anything."""

import os
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_BOOT = _PROC / "sys/kernel/random/boot_id"
_NAMESPACE = _PROC / "self/ns/pid"
# Fields of /proc/PID/stat after the name: the state, and when it began, in ticks since the boot.
_STATE, _STARTED = 0, 19
_ENDED = ("Z", "X")


@dataclass(frozen=True, slots=True)
class Process:
    """A process: where its number means something, the number, and when it began.

    `place` is one boot of one machine (or container); None where the system does not tell.
    """

    place: str | None
    pid: int
    started: int | None


def this_process() -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(_place(), pid, _started(pid))


def is_gone(process: Process) -> bool:
    """Whether a process of this place has surely ended; of another's nothing is known."""
    if process.place is None or process.started is None or process.place != _place():
        return False
    # A number is given again: whoever has it now began at another time.
    return _started(process.pid) != process.started


def has_ended(process: Process, replicas: Set[Process]) -> bool:
    """Whether a process is known to be no more; of another machine only replicas are known of."""
    if is_gone(process):
        return True
    return bool(replicas) and process not in replicas and process.place != _place()


def _place() -> str | None:
    try:
        return f"{_BOOT.read_text('ascii').strip()} {os.readlink(_NAMESPACE)}"
    except OSError:
        return None


def _started(pid: int) -> int | None:
    """When a process began; None where it has ended, whether or not its parent has noticed."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    # The name is in brackets, and may hold brackets and spaces itself.
    fields = stat.rpartition(")")[2].split()
    return None if fields[_STATE] in _ENDED else int(fields[_STARTED])
