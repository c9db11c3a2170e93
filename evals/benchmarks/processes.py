"""Running a program as a user would, and measuring what it and its children take."""

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

import psutil

ROOT = Path(__file__).resolve().parents[2]
_SAMPLE_SECONDS = 0.1
_MEGABYTE = 1_000_000


class ProgramFailedError(Exception):
    """A program that is measured ended with a failure; the message is its last lines."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program did and took.

    `seconds` is from start to end, `processor` user and system seconds of it and all of its
    children, `largest` and `tree` the peak resident megabytes of its largest process and of
    all together (memory that they share is counted for each), `others` the processors that
    the rest of the machine kept busy meanwhile. `lines` are what it said on stderr, each with
    the seconds since the start.
    """

    stdout: str
    lines: tuple[tuple[float, str], ...]
    seconds: float
    processor: float
    largest: float
    tree: float
    others: float

    def said(self, words: str) -> float | None:
        """Seconds until a line that holds these words, None if there was none."""
        return next((at for at, line in self.lines if words in line), None)


def scrutineer(*arguments: object) -> list[str]:
    """The console script of this checkout with these arguments, installed or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    holder, _, function = project["scripts"]["scrutineer"].partition(":")
    call = f"from {holder} import {function}; {function}()"
    return [sys.executable, "-c", call, *map(str, arguments)]


def module(name: str, *arguments: object) -> list[str]:
    """A module of this checkout with these arguments."""
    return [sys.executable, "-m", name, *map(str, arguments)]


def environment() -> Mapping[str, str]:
    """The environment without settings of the person who runs the benchmark."""
    kept = {name: value for name, value in os.environ.items() if "SCRUTINEER" not in name}
    return {**kept, "PYTHONPATH": str(ROOT)}


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command in `folder` and measure it. Raises `ProgramFailedError`."""
    before, began = _busy(), time.monotonic()
    lines: list[tuple[float, str]] = []
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(),
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stderr is not None
        listener = Thread(target=_listen, args=(process.stderr, began, lines))
        listener.start()
        tree = _watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        listener.join()
        out.seek(0)
        stdout = out.read().decode("utf-8", "replace")
    if process.returncode != 0:
        told = "\n".join(line for _, line in lines[-8:])
        raise ProgramFailedError(f"exit status {process.returncode}\n{told}")
    processor = usage.ru_utime + usage.ru_stime
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in KiB, on macOS in bytes
    return Run(
        stdout,
        tuple(lines),
        seconds,
        processor,
        usage.ru_maxrss * unit / _MEGABYTE,
        tree / _MEGABYTE,
        max(0.0, (_busy() - before - processor) / seconds),
    )


def _listen(stream: IO[str], began: float, lines: list[tuple[float, str]]) -> None:
    for line in stream:
        lines.append((time.monotonic() - began, line.rstrip()))


def _watch(pid: int) -> int:
    """Wait until a process has ended, unreaped; give the peak memory of its tree in bytes."""
    peak = 0
    try:
        parent = psutil.Process(pid)
        while parent.status() != psutil.STATUS_ZOMBIE:
            peak = max(peak, sum(map(_resident, [parent, *parent.children(recursive=True)])))
            time.sleep(_SAMPLE_SECONDS)
    except psutil.NoSuchProcess:
        pass
    return peak


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _busy() -> float:
    """Seconds that all processors together have been busy since the machine started."""
    times = psutil.cpu_times()
    return times.user + times.system
