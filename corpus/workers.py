"""Reading many files at once, in processes: one that dies or hangs costs one file, no more.

The pools of the standard library cannot say which task killed a worker and start their
workers from the caller's main module. Here each worker is a fresh interpreter on one end of a
socket, given one file at a time.
"""

import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path

from corpus.ingested import Ingested
from corpus.sources import SkippedFile

Read = Callable[[Path], Ingested | SkippedFile]
"""Reads one file; a function of a module, since workers import it by name."""

FILE_SECONDS = 120.0
# A hostile PDF of some kilobytes can unpack to gigabytes inside the library that reads it. Real
# files of 5,000 pages stay far below this.
FILE_MEMORY = 3 * 1024**3


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What became of one file; `again` when another try may well do better."""

    path: str
    outcome: Ingested | SkippedFile
    again: bool = False


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    channel: Connection
    path: str = ""
    deadline: float = 0.0


def read_all(
    read: Read, paths: Sequence[str], workers: int | None = None, seconds: float = FILE_SECONDS
) -> Iterator[ReadResult]:
    """Reads each file in one of `workers` processes (a core each), giving results as they come.

    A file that takes longer than `seconds` or more than `FILE_MEMORY` bytes, kills its worker
    or makes it raise is given as a `SkippedFile`. At most one file for each worker is in memory.
    """
    waiting = deque(paths)
    busy: list[_Worker] = []
    try:
        for _ in range(min(workers or _cores(), len(paths))):
            _give(worker := _start(read), waiting.popleft(), seconds)
            busy.append(worker)
        while busy:
            soonest = min(worker.deadline for worker in busy)
            ready = wait([w.channel for w in busy], max(0.0, soonest - time.monotonic()))
            for worker in list(busy):
                if worker.channel in ready:
                    result = _receive(worker)
                elif time.monotonic() >= worker.deadline:
                    result = _too_slow(worker, seconds)
                else:
                    continue
                busy.remove(worker)
                if waiting:
                    if worker.channel.closed:
                        worker = _start(read)
                    _give(worker, waiting.popleft(), seconds)
                    busy.append(worker)
                else:
                    _stop(worker)
                yield result
    finally:
        for worker in busy:
            _stop(worker)


def serve(descriptor: int) -> None:
    """What a worker process runs: reads the files it is given until the other end closes."""
    # Ctrl-C reaches every process of the terminal; the parent ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # elsewhere the limit is not kept, or breaks the interpreter
        resource.setrlimit(resource.RLIMIT_AS, (FILE_MEMORY, FILE_MEMORY))
    channel = Connection(descriptor)
    try:
        read: Read = channel.recv()
        while True:
            path: str = channel.recv()
            try:
                outcome = read(Path(path))
            except MemoryError:
                outcome = SkippedFile(path, "There was not enough memory to read it.")
            except Exception as error:
                outcome = SkippedFile(
                    path,
                    f"The reader failed on it ({type(error).__name__}: {error}). If the file "
                    "opens elsewhere, save it anew, as PDF or text, and index again.",
                )
            channel.send(outcome)
    except EOFError:
        return


def _cores() -> int:
    if sys.platform == "linux":  # where a process may be held to fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(read: Read) -> _Worker:
    ours, theirs = Pipe()
    number = theirs.fileno()
    # -P: a folder named corpus where the user happens to stand must not be imported.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"from corpus.workers import serve; serve({number})"],
        pass_fds=[number],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path)},
    )
    theirs.close()
    worker = _Worker(process, ours)
    _send(worker, read)
    return worker


def _give(worker: _Worker, path: str, seconds: float) -> None:
    worker.path, worker.deadline = path, time.monotonic() + seconds
    _send(worker, path)


def _send(worker: _Worker, value: object) -> None:
    try:
        worker.channel.send(value)
    except OSError:
        return  # it has died: receiving says so, and from what


def _receive(worker: _Worker) -> ReadResult:
    try:
        outcome: Ingested | SkippedFile = worker.channel.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        worker.channel.close()
        code = worker.process.wait()
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        reason = (
            f"The process that read it {how}, perhaps for want of memory. It is tried again at "
            "the next run; if that fails too, save the file anew or split it."
        )
        return ReadResult(worker.path, SkippedFile(worker.path, reason), again=True)
    return ReadResult(worker.path, outcome)


def _too_slow(worker: _Worker, seconds: float) -> ReadResult:
    worker.process.kill()
    _stop(worker)
    reason = f"Reading it took longer than {seconds:.0f} seconds. Save it anew or split it."
    return ReadResult(worker.path, SkippedFile(worker.path, reason))


def _stop(worker: _Worker) -> None:
    worker.channel.close()
    if worker.process.poll() is None:
        worker.process.kill()
    worker.process.wait()
