"""Without a setting that says otherwise nothing leaves this machine: the kernel is asked.

`strace` writes down every address that a process of the program, or a thread of a library of its,
connects or sends to, whatever language it is written in.
"""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from corpus.sample import DOCUMENTS
from evals.benchmarks.processes import environment

STRACE = shutil.which("strace")
CALL = "from bot.cli.program import main; main()"
# Text, tables and lists in one, a scan in the other.
FILES = ("aldermere-inspection-2024.pdf", "aldermere-unannounced-inspection-2012.pdf")
QUESTION = "What must Aldermere improve now?"
_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
# What bears no address of the internet: sockets of files, and questions to the kernel.
_WITHIN = ("AF_UNIX", "AF_NETLINK", "AF_UNSPEC")
_CALLS = "connect,sendto,sendmsg,sendmmsg"


def traced(folder: Path, *command: str) -> Sequence[str]:
    assert STRACE is not None
    return [
        *(STRACE, "-f", "-qq", "--seccomp-bpf", "-e", f"trace={_CALLS}"),
        *("-o", str(folder / "calls"), *command),
    ]


def reached(folder: Path) -> set[str]:
    """The addresses beyond this machine that were connected or sent to."""
    addresses = set()
    for line in (folder / "calls").read_text("utf-8", "replace").splitlines():
        for four, six in _ADDRESS.findall(line):
            addresses.add(four or six)
        if "sa_family=" in line and not any(each in line for each in (*_WITHIN, "AF_INET")):
            addresses.add(line)
    return {each for each in addresses if not _is_loopback(each)}


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _can_be_traced(tmp_path: Path) -> None:
    if STRACE is None:
        pytest.skip("strace is not installed (apt-get install strace)")
    tried = subprocess.run(traced(tmp_path, "true"), capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no process may be traced here ({tried.stderr.strip()})")


def test_an_address_elsewhere_would_be_seen(tmp_path: Path) -> None:
    # One that documents use; connecting a UDP socket sends nothing.
    call = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 53))"
    subprocess.run(traced(tmp_path, sys.executable, "-c", call), check=True)
    assert reached(tmp_path) == {"192.0.2.1"}


def test_indexing_and_serving_reach_nothing(tmp_path: Path) -> None:
    home, (indexing, serving) = tmp_path / "home", (tmp_path / "i", tmp_path / "s")
    indexing.mkdir()
    serving.mkdir()
    program, at = (sys.executable, "-c", CALL), ("--home", str(home))
    subprocess.run(
        traced(indexing, *program, "index", *(str(DOCUMENTS / f) for f in FILES), *at),
        env=environment(),
        check=True,
        capture_output=True,
    )
    assert (home / "catalogue.sqlite").exists()
    assert reached(indexing) == set()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    started = subprocess.Popen(
        traced(serving, *program, "serve", *at, "--port", str(port)),
        env=environment(),
    )
    try:
        wait_for(f"{site}/readyz")
        with urlopen(f"{site}/ask", urlencode({"question": QUESTION}).encode()) as answer:
            assert "what must improve (3 items)" in answer.read().decode()
        for page in ("/", "/library", "/judgements", "/admin"):
            with urlopen(f"{site}{page}") as answer:
                assert answer.status == 200
    finally:
        # strace passes no signal on; what it traces is its only child.
        [child] = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
        subprocess.run(["kill", f"-{signal.SIGTERM.value}", child], check=True)
        assert started.wait(60) == 0
    assert reached(serving) == set()


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(url, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
