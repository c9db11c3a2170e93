"""Ports that servers of the tests are given: theirs alone, and not of outgoing connections."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from evals.benchmarks.processes import environment
from evals.ports import free_port

_EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
_ASKING = "from evals.ports import free_port; print(*(free_port() for _ in range(200)))"


def test_no_two_are_given_the_same_in_one_process_or_in_several() -> None:
    others = [
        subprocess.Popen(
            [sys.executable, "-c", f"{_ASKING}; input()"],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    given = [free_port() for _ in range(200)]
    for other in others:
        assert other.stdout is not None
        given += map(int, other.stdout.readline().split())
    for other in others:
        other.communicate("\n")
    assert len(given) == len(set(given)) == 800


def test_one_that_somebody_listens_at_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, free = free_port(), free_port()
    with socket.create_server(("127.0.0.1", taken)):
        # Another process may have listened there without asking for it here.
        monkeypatch.setattr("evals.ports._reserve", lambda port: port in (taken, free))
        monkeypatch.setattr("evals.ports._reserved", [os.open(os.devnull, os.O_RDONLY)])
        assert free_port() == free


def test_they_are_none_that_outgoing_connections_are_given() -> None:
    if not _EPHEMERAL.exists():
        pytest.skip("only Linux says which these are")
    first = int(_EPHEMERAL.read_text().split()[0])
    assert all(free_port() < first for _ in range(50))
