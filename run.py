#!/usr/bin/env python3
"""Sets Scrutineer up on a fresh machine and starts it.

    python3 run.py demo     the demonstration; further arguments go to `scrutineer demo`
    python3 run.py test     every check that a change has to pass

Needs Python 3.11 and pip, and the network the first time. Everything goes into
`.venv` beside this file, at the versions and hashes of the lock files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_TIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
# Wheels alone: to build a package from source, pip would fetch tools that no hash covers.
LOCKED = ("--require-hashes", "--only-binary", ":all:", "-r")
WITHOUT_NETWORK = ("--no-deps", "--no-index", "--no-build-isolation")

# Programs and libraries outside Python that the checks need, and the Debian package of each.
SYSTEM_PROGRAMS = {
    "chromium": "chromium",
    "pg_ctlcluster": "postgresql",
    "promtool": "prometheus",
    "strace": "strace",
    "tesseract": "tesseract-ocr",
}
SYSTEM_LIBRARIES = {"atomic": "libatomic1"}

CHECKS = {
    "formatting": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "import rules": ("lint-imports",),
    "tests": ("pytest", "-n", "auto", "--dist", "loadfile"),
    "answers": ("python", "-m", "evals", "run", "--fresh", "--report", "build/evaluation"),
}

OWNERS = """
from importlib.metadata import packages_distributions
owners = packages_distributions()
for name in ("sources", "corpus", "retrieval", "prompts", "bot"):
    if owners.get(name) != ["scrutineer"]:
        raise SystemExit(f"the package {name} belongs to {owners.get(name)}")
"""


def main(arguments: list[str]) -> int:
    """Do what the first argument names; give the exit status."""
    command, *rest = arguments or ["--help"]
    if command == "demo":
        set_up(RUN_TIME, DEVELOPMENT)
        say("Starting the demonstration")
        os.chdir(ROOT)
        os.execv(program("scrutineer"), ["scrutineer", "demo", *rest])
    if command == "test" and not rest:
        require_system_programs()
        set_up(DEVELOPMENT)
        return run_checks()
    print(__doc__, file=sys.stdout if command in ("-h", "--help") else sys.stderr)
    return 0 if command in ("-h", "--help") else 2


def set_up(lock: Path, *as_good: Path) -> None:
    """Fill `.venv` from `lock`, unless that, or a lock `as_good`, was installed before."""
    stamp, project = VENV / "dependencies.stamp", VENV / "project.stamp"
    if read(stamp) not in [fingerprint(candidate) for candidate in (lock, *as_good)]:
        say(f"Making .venv and installing the packages of {lock.name}: some minutes, once")
        make_venv(VENV)
        pip(VENV, "install", *LOCKED, str(lock))
        stamp.write_text(fingerprint(lock))
    if read(project) != fingerprint(ROOT / "pyproject.toml"):
        say("Installing Scrutineer itself into .venv")
        pip(VENV, "install", *WITHOUT_NETWORK, "-e", str(ROOT))
        project.write_text(fingerprint(ROOT / "pyproject.toml"))


def run_checks() -> int:
    """Run every check and say at the end which failed."""
    failed = []
    for name, (tool, *arguments) in CHECKS.items():
        say(f"Checking {name}")
        if subprocess.run([program(tool), *arguments], cwd=ROOT).returncode:
            failed.append(name)
    say("Checking the wheel in a clean environment")
    if not wheel_works():
        failed.append("wheel")
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


def wheel_works() -> bool:
    """Build the wheel, install it elsewhere and start it outside the checkout."""
    with tempfile.TemporaryDirectory(prefix="scrutineer-wheel-") as folder:
        home = Path(folder)
        clean, work = home / "venv", home / "work"
        work.mkdir()
        pip(VENV, "wheel", *WITHOUT_NETWORK, "-w", folder, str(ROOT))
        (wheel,) = home.glob("*.whl")
        make_venv(clean)
        pip(clean, "install", *LOCKED, str(RUN_TIME))
        pip(clean, "install", *WITHOUT_NETWORK, str(wheel))
        return all(
            subprocess.run([str(clean / "bin" / tool), *arguments], cwd=work).returncode == 0
            for tool, *arguments in (
                ("python", "-I", "-c", OWNERS),
                ("scrutineer", "--version"),
                ("scrutineer", "doctor"),
            )
        )


def make_venv(folder: Path) -> None:
    """Make an empty environment, with a pip of its own only if this Python has none.

    Debian has `ensurepip`, which the second needs, in a package of its own.
    """
    if not (find_spec("pip") or find_spec("ensurepip")):
        sys.exit("Scrutineer needs pip. Run: sudo apt-get install --yes python3-pip")
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=not find_spec("pip")).create(folder)


def pip(folder: Path, command: str, *arguments: str) -> None:
    """Run pip on the environment in `folder`; end the program if it fails."""
    python = str(folder / "bin" / "python")
    call = (
        [sys.executable, "-m", "pip", "--python", python]
        if find_spec("pip")
        else [python, "-m", "pip"]
    )
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    if subprocess.run([*call, command, *quiet, *arguments]).returncode:
        sys.exit("Installing failed; pip says why above. Run the same command to try again.")


def require_system_programs() -> None:
    """Install what is named above and missing if this is root on Debian, else say how."""
    missing = [package for tool, package in SYSTEM_PROGRAMS.items() if not shutil.which(tool)]
    missing += [p for library, p in SYSTEM_LIBRARIES.items() if not find_library(library)]
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() or not shutil.which("apt-get"):
        sys.exit(f"The checks need more programs. Run: sudo {' '.join(install)}")
    say(f"Installing {', '.join(missing)}")
    subprocess.run(["apt-get", "update", "--quiet"], check=True)
    subprocess.run(install, check=True)


def fingerprint(file: Path) -> str:
    """Name the content of `file`, this Python, its way to pip and this folder."""
    python = (sys.version, os.path.realpath(sys.executable), str(find_spec("pip") is None))
    parts = (*python, str(ROOT), file.read_text())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read(stamp: Path) -> str:
    """Give the content of a stamp, empty if there is none."""
    return stamp.read_text() if stamp.exists() else ""


def program(name: str) -> str:
    """Give the path of a program in `.venv`."""
    return str(VENV / "bin" / name)


def say(line: str) -> None:
    """Print one line now, whatever runs next."""
    print(line, flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Scrutineer needs Python 3.11 or newer.")
    if Path(sys.prefix) == VENV:  # which may have to be made anew
        python = os.path.realpath(sys.executable)
        os.execv(python, [python, *sys.argv])
    sys.exit(main(sys.argv[1:]))
