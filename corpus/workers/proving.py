"""Whether a process that reads files is held back here, tried in a process of its own.

A kernel may have no Landlock or no seccomp, and a container may forbid their calls; what is asked
is not whether they are there, but whether what they should stop is stopped.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus.workers.limiting import Limits, limit

_MEMORY: Final = 2_000_000_000
_PATIENCE: Final = 60


def not_held() -> tuple[str, ...]:
    """What such a process can do and should not: none of it where all holds.

    Raises `OSError` where it cannot be tried.
    """
    with TemporaryDirectory() as folder:
        try:
            ran = subprocess.run(
                [sys.executable, "-P", "-c", f"from {__name__} import main; main({folder!r})"],
                capture_output=True,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
                timeout=_PATIENCE,
                check=True,
            )
        except subprocess.SubprocessError as error:
            raise OSError(f"the process that tries it has failed: {error}") from error
    return tuple(json.loads(ran.stdout))


def main(folder: str) -> None:
    """Give up what a reader of files does, try all of it, and say what could be done."""
    limit(Limits(_MEMORY))
    tries = {
        "open connections": lambda: socket.socket().close(),
        "write files": lambda: Path(folder, "written").write_bytes(b"x"),
        "start programs": _start,
    }
    sys.stdout.write(json.dumps([name for name, do in tries.items() if _can(do)]))


def _start() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _can(do: Callable[[], object]) -> bool:
    try:
        do()
    except (OSError, subprocess.SubprocessError):
        return False
    return True
