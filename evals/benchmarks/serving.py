"""A serving process of a benchmark's own."""

import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil

from evals.benchmarks.processes import environment, scrutineer
from evals.ports import free_port

_PATIENCE = 120


@contextmanager
def serving(
    home: Path, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[psutil.Process, str, float]]:
    """A serving process, its address, and the seconds until it could answer.

    Raises `TimeoutError` where it never can.
    """
    port = free_port()
    site, began = f"http://127.0.0.1:{port}", time.monotonic()
    started = subprocess.Popen(
        scrutineer("serve", "--home", home, "--port", port),
        env={**environment(), **(settings or {})},
    )
    try:
        while not is_ready(site):
            if started.poll() is not None or time.monotonic() - began > _PATIENCE:
                raise TimeoutError("it does not answer")
            time.sleep(0.05)
        yield psutil.Process(started.pid), site, time.monotonic() - began
    finally:
        started.terminate()
        started.wait()


def is_ready(site: str) -> bool:
    """Whether it answers questions now, as a load balancer asks."""
    try:
        with urlopen(f"{site}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
