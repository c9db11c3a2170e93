"""What the Dockerfile says, without building it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.packaging.images import DOCKERFILE, ROOT

_PIN = re.compile(r"^[a-z0-9.-]+==\S+", re.MULTILINE)
_RUN_TIME, _EXTRAS = ROOT / "requirements.lock", ROOT / "requirements-extras.lock"


def test_hadolint_finds_nothing() -> None:
    # Beside this Python, where its package has put it.
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint is not None
    done = subprocess.run([hadolint, str(DOCKERFILE)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_it_is_made_from_is_in_the_repository() -> None:
    copied = [
        name
        for line in DOCKERFILE.read_text("utf-8").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored


def test_it_holds_the_versions_that_are_checked() -> None:
    pins, extra = (_PIN.findall(lock.read_text("utf-8")) for lock in (_RUN_TIME, _EXTRAS))
    assert set(pins) <= set(extra), "make the locks again: CONTRIBUTING.md says how"
