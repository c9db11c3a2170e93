"""Reading many files at once, in processes: one that dies or hangs costs one file, no more.

The pools of the standard library cannot say which task killed a worker and start their
workers from the caller's main module. Here each worker is a fresh interpreter on one end of a
socket, given one file at a time.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Literal

from corpus.ingested import Ingested
from corpus.sources import SkippedFile
from corpus.workers.attached import end_with
from corpus.workers.limiting import Limits, limit
from corpus.workers.receiving import LostError, be_patient, receive
from corpus.workers.starting import start
from corpus.workers.workplace import Workplace, processors, work_at

Read = Callable[[Path], Ingested | SkippedFile]
"""Reads one file; a function of a module, since workers import it by name."""

Headway = Callable[[str, int, int], None]
"""Told the path of a long file, how many of its pages are done, and of how many."""

# Of a file, or, where its pages take long, of one of them.
FILE_SECONDS = 120.0
# A hostile PDF of some kilobytes can unpack to gigabytes inside the library that reads it. Real
# files of 5,000 pages stay far below this.
FILE_MEMORY = 3_000_000_000
# Of a file with all its pages: a pack of 1,500 scans takes two to four.
WHOLE_FILE_SECONDS = 6 * 3600.0
_ENDING_SECONDS = 1.0
_LEFT_BEHIND = ("memory", "died")
_LONGEST_REASON = 300


End = Literal["answered", "raised", "memory", "time", "died"]
"""How the reading of a file ended: with an answer, be it a refusal; with an error that no reader
expected; for want of memory or of time; or with the death of the process."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What became of one file; `again` when another try may well do better."""

    path: str
    outcome: Ingested | SkippedFile
    again: bool = False
    end: End = "answered"


@dataclass(frozen=True, slots=True)
class _Done:
    """What a worker tells of a file."""

    outcome: Ingested | SkippedFile
    end: End = "answered"


_Told = tuple[Read, Limits]
"""What a worker is told at first."""


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
    latest: float = 0.0
    files: int = 0


def read_all(
    read: Read,
    paths: Sequence[str],
    workers: int | None = None,
    seconds: float = FILE_SECONDS,
    headway: Headway = lambda *_: None,
    writes: Sequence[str] = (),
    memory: int = FILE_MEMORY,
) -> Iterator[ReadResult]:
    """Reads each file in one of `workers` processes (a core each), giving results as they come.

    A file that takes longer than `seconds` or more than `memory` bytes, kills its worker
    or makes it raise is given as a `SkippedFile`; one whose reader tells of headway has
    `seconds` more from then on, up to `WHOLE_FILE_SECONDS`. At most one file for each worker is
    in memory. Workers may write to the folders `writes`, and to that of temporary files, alone.
    """
    waiting = deque(paths)
    busy: list[_Worker] = []
    workers = min(workers or processors(), len(paths))
    share = max(1, processors() // max(1, workers))
    told = read, Limits(memory, (*writes, tempfile.gettempdir()), starts=True)
    try:
        for _ in range(workers):
            _give(worker := _start(told, share), waiting.popleft(), seconds)
            busy.append(worker)
        while busy:
            soonest = min(worker.deadline for worker in busy)
            ready = wait([w.channel for w in busy], max(0.0, soonest - time.monotonic()))
            for worker in list(busy):
                if worker.channel in ready:
                    received = _receive(worker)
                    if isinstance(received, _PagesDone):
                        worker.deadline = min(time.monotonic() + seconds, worker.latest)
                        headway(worker.path, received.done, received.total)
                        continue
                    result = received
                elif time.monotonic() >= worker.deadline:
                    result = _too_slow(worker, seconds)
                else:
                    continue
                busy.remove(worker)
                if result.end in _LEFT_BEHIND:
                    # Memory that an earlier file took and never gave back, or spoilt, is no fault
                    # of this one.
                    _stop(worker)
                    if worker.files > 1:
                        _give(worker := _start(told, share), result.path, seconds)
                        busy.append(worker)
                        continue
                if waiting:
                    if worker.channel.closed:
                        worker = _start(told, share)
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
    channel = Connection(descriptor)
    try:
        told: _Told = channel.recv()
        read, limits = told
        limit(limits)
        end_with(parent, lambda: os._exit(1))
        work_at(Workplace(share, lambda done, total: channel.send(_PagesDone(done, total))))
        while True:
            path: str = channel.recv()
            channel.send(_done(read, path))
    except (EOFError, ConnectionError):  # the index run is over, however it ended
        return


def _done(read: Read, path: str) -> _Done:
    try:
        return _Done(read(Path(path)))
    except MemoryError:
        reason = "There was not enough memory to read it."
        return _Done(SkippedFile(path, reason), "memory")
    except Exception as error:
        reason = (
            f"The reader failed on it ({_plain(error)}). If the file "
            "opens elsewhere, save it anew, as PDF or text, and index again."
        )
        return _Done(SkippedFile(path, reason), "raised")


def _plain(error: Exception) -> str:
    """What an error says, which may be the file's own words, as a line that can be shown."""
    said = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
    return "".join(c if c.isprintable() else " " for c in said)


def _start(told: _Told, share: int) -> _Worker:
    process, ours = start("corpus.workers.pool", "serve", share)
    be_patient(ours)
    worker = _Worker(process, ours)
    _send(worker, told)
    return worker


def _give(worker: _Worker, path: str, seconds: float) -> None:
    now = time.monotonic()
    worker.files += 1
    worker.path, worker.deadline, worker.latest = path, now + seconds, now + WHOLE_FILE_SECONDS
    _send(worker, path)


def _send(worker: _Worker, value: object) -> None:
    try:
        worker.channel.send(value)
    except OSError:
        return  # it has died: receiving says so, and from what


def _receive(worker: _Worker) -> ReadResult | _PagesDone:
    try:
        received = receive(worker.channel)
        if isinstance(received, _PagesDone):
            return received
        if isinstance(received, _Done):
            return ReadResult(worker.path, received.outcome, end=received.end)
    except LostError:
        pass
    worker.channel.close()
    code = _ended(worker.process)
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
    reason = (
        f"The process that read it {how}, perhaps for want of memory. It is tried again at "
        "the next run; if that fails too, save the file anew or split it."
    )
    return ReadResult(worker.path, SkippedFile(worker.path, reason), again=True, end="died")


def _ended(process: subprocess.Popen[bytes]) -> int:
    """The code with which a process ends, by itself or, if it lives on, by our hand."""
    try:
        return process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _too_slow(worker: _Worker, seconds: float) -> ReadResult:
    long = time.monotonic() >= worker.latest
    worker.process.kill()
    _stop(worker)
    reason = f"Reading it took longer than {seconds:.0f} seconds. Save it anew or split it."
    if long:
        hours = WHOLE_FILE_SECONDS / 3600
        reason = f"Reading it took longer than {hours:.0f} hours. The next run goes on with it."
    return ReadResult(worker.path, SkippedFile(worker.path, reason), again=long, end="time")


def _stop(worker: _Worker) -> None:
    worker.channel.close()
    if worker.process.poll() is None:
        worker.process.kill()
    worker.process.wait()
