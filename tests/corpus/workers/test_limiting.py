import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TRIES = """
import ctypes, json, os, resource, socket, subprocess, sys, threading
from corpus.workers.limiting import Limits, limit

own, other, starts = sys.argv[1], sys.argv[2], sys.argv[3] == "starts"
limit(Limits(2_000_000_000, (own,), starts=starts))
done = {}

def attempt(name, do):
    try:
        do()
        done[name] = True
    except (OSError, MemoryError):
        done[name] = False

def fork():
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)

def in_a_thread():
    thread = threading.Thread(target=lambda: done.update(threaded=True))
    thread.start()
    thread.join()

attempt("connect", lambda: socket.socket())
attempt("connect here", lambda: socket.socket(socket.AF_UNIX))
attempt("write", lambda: open(own + "/mine", "w").close())
attempt("move", lambda: os.rename(own + "/mine", own + "/moved"))
attempt("write elsewhere", lambda: open(other + "/new", "w").close())
attempt("add elsewhere", lambda: open(other + "/there", "a").close())
attempt("empty elsewhere", lambda: os.truncate(other + "/there", 0))
attempt("delete elsewhere", lambda: os.unlink(other + "/there"))
attempt("move elsewhere", lambda: os.rename(own + "/moved", other + "/moved"))
attempt("fork", fork)
attempt("run", lambda: subprocess.run([sys.executable, "-c", ""], check=True))
attempt("a thread", in_a_thread)
attempt("read", lambda: open(other + "/there").close())
attempt("a gigabyte", lambda: bytearray(1_000_000_000))
attempt("three gigabytes", lambda: bytearray(3_000_000_000))
attempt("many files", lambda: [os.open(other + "/there", os.O_RDONLY) for _ in range(300)])
done["dump"] = resource.getrlimit(resource.RLIMIT_CORE)[0] > 0
print(json.dumps(done))
"""


def works(landlock: bool) -> bool:
    """Whether the kernel has what is tested, and lets us have it."""
    if sys.platform != "linux":
        return False
    asked = "l.syscall(444, None, 0, 1) > 0" if landlock else "l.prctl(21, 0, 0, 0, 0) == 0"
    code = f"import ctypes; l = ctypes.CDLL(None); raise SystemExit(not ({asked}))"
    return subprocess.run([sys.executable, "-c", code]).returncode == 0


def tried(folder: Path, how: str) -> dict[str, bool]:
    own, other = folder / "own", folder / "other"
    own.mkdir()
    other.mkdir()
    (other / "there").write_text("kept")
    ran = subprocess.run(
        [sys.executable, "-c", TRIES, str(own), str(other), how],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert (other / "there").read_text() == "kept"
    done: dict[str, bool] = json.loads(ran.stdout)
    return done


@pytest.mark.skipif(not works(landlock=True), reason="this kernel has no Landlock for us")
@pytest.mark.skipif(not works(landlock=False), reason="this kernel has no seccomp for us")
@pytest.mark.parametrize("how", ["starts", "starts nothing"])
def test_what_a_limited_process_can_do(tmp_path: Path, how: str) -> None:
    done = tried(tmp_path, how)
    can = {name for name, worked in done.items() if worked}
    starting = {"fork", "run"} if how == "starts" else set()
    assert can == {"write", "move", "a thread", "threaded", "read", "a gigabyte", *starting}
