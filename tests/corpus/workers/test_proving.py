"""What a process that reads files can do is tried, not asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.workers.proving import not_held
from tests.corpus.workers.test_limiting import works

ALL = ["open connections", "write files", "start programs"]


def told(folder: Path, instead: str) -> list[str]:
    """What is told of a process in which one way of giving things up does nothing."""
    code = (
        f"from corpus.workers import limiting, proving\n{instead}\nproving.main({str(folder)!r})\n"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    found: list[str] = json.loads(ran.stdout)
    return found


def test_where_nothing_is_given_up_all_of_it_can_be_done(tmp_path: Path) -> None:
    assert told(tmp_path, "proving.limit = lambda _: None") == ALL


@pytest.mark.skipif(not works(landlock=True), reason="this kernel has no Landlock for us")
@pytest.mark.skipif(not works(landlock=False), reason="this kernel has no seccomp for us")
def test_each_way_is_told_apart(tmp_path: Path) -> None:
    assert told(tmp_path, "limiting.confine_writing = lambda _: None") == ["write files"]
    calls = "limiting.forbid_calls = lambda starts: None"
    assert told(tmp_path, calls) == ["open connections", "start programs"]
    assert not_held() == ()
