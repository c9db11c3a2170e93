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

from corpus.attached import end_with
from corpus.ingested import Ingested
from corpus.sources import SkippedFile
from corpus.workplace import Workplace, processors, work_at

Read = Callable[[Path], Ingested | SkippedFile]
"""Reads one file; a function of a module, since workers import it by name."""

Headway = Callable[[str, int, int], None]
"""Told the path of a long file, how many of its pages are done, and of how many."""

# Of a file, or, where its pages take long, of one of them.
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


@dataclass(frozen=True, slots=True)
class _PagesDone:
    done: int
    total: int


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    channel: Connection
    path: str = ""
    deadline: float = 0.0


def read_all(
    read: Read,
    paths: Sequence[str],
    workers: int | None = None,
    seconds: float = FILE_SECONDS,
    headway: Headway = lambda *_: None,
) -> Iterator[ReadResult]:
    """Reads each file in one of `workers` processes (a core each), giving results as they come.

    A file that takes longer than `seconds` or more than `FILE_MEMORY` bytes, kills its worker
    or makes it raise is given as a `SkippedFile`; one whose reader tells of headway has
    `seconds` more from then on. At most one file for each worker is in memory.
    """
    waiting = deque(paths)
    busy: list[_Worker] = []
    workers = min(workers or processors(), len(paths))
    share = max(1, processors() // max(1, workers))
    try:
        for _ in range(workers):
            _give(worker := _start(read, share), waiting.popleft(), seconds)
            busy.append(worker)
        while busy:
            soonest = min(worker.deadline for worker in busy)
            ready = wait([w.channel for w in busy], max(0.0, soonest - time.monotonic()))
            for worker in list(busy):
                if worker.channel in ready:
                    received = _receive(worker)
                    if isinstance(received, _PagesDone):
                        worker.deadline = time.monotonic() + seconds
                        headway(worker.path, received.done, received.total)
                        continue
                    result = received
                elif time.monotonic() >= worker.deadline:
                    result = _too_slow(worker, seconds)
                else:
                    continue
                busy.remove(worker)
                if waiting:
                    if worker.channel.closed:
                        worker = _start(read, share)
                    _give(worker, waiting.popleft(), seconds)
                    busy.append(worker)
                else:
                    _stop(worker)
                yield result
    finally:
        for worker in busy:
            _stop(worker)


def serve(descriptor: int, share: int, parent: int) -> None:
    """What a worker process runs: reads the files it is given until the other end closes.

    It has `share` processors to itself, and ends with process `parent`.
    """
    # Ctrl-C reaches every process of the terminal; the parent ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # elsewhere the limit is not kept, or breaks the interpreter
        resource.setrlimit(resource.RLIMIT_AS, (FILE_MEMORY, FILE_MEMORY))
    channel = Connection(descriptor)
    end_with(parent, lambda: os._exit(1))
    work_at(Workplace(share, lambda done, total: channel.send(_PagesDone(done, total))))
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
    except (EOFError, ConnectionError):  # the index run is over, however it ended
        return


def _start(read: Read, share: int) -> _Worker:
    ours, theirs = Pipe()
    number = theirs.fileno()
    told = f"serve({number}, {share}, {os.getpid()})"
    # -P: a folder named corpus where the user happens to stand must not be imported.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"from corpus.workers import serve; {told}"],
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


def _receive(worker: _Worker) -> ReadResult | _PagesDone:
    try:
        received: Ingested | SkippedFile | _PagesDone = worker.channel.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        worker.channel.close()
        code = worker.process.wait()
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        reason = (
            f"The process that read it {how}, perhaps for want of memory. It is tried again at "
            "the next run; if that fails too, save the file anew or split it."
        )
        return ReadResult(worker.path, SkippedFile(worker.path, reason), again=True)
    if isinstance(received, _PagesDone):
        return received
    return ReadResult(worker.path, received)


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
