"""A Docker engine with Docker Compose, in namespaces of its own, that starts `compose.yaml`.

`debootstrap` lays Debian's packages of both into a folder, and the daemon runs in it, in a network
that leads nowhere: no registry of images is asked, each image is loaded from a file. In place of
`postgres:17-bookworm`, which only a registry has, stands Debian's own PostgreSQL 17 with a short
start of our own that heeds the same variables.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.packaging import images
from tests.packaging.images import ROOT, Image, children, committed, debian, saved

PROJECT = "/srv/scrutineer"
ELSEWHERE = "203.0.113.2"  # Of addresses that are nobody's (RFC 5737).
HERE = "203.0.113.1"
# The oldest Debian that has Compose's second version, and PostgreSQL 17.
_SUITE = "trixie"
_ENGINE = ("docker.io", "docker-cli", "docker-compose", "iptables")
_DATA = "/var/lib/postgresql/data"
_ENVIRONMENT = ("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root")
_START_SECONDS = 60.0

# Arguments: the folder of the engine, the command.
_ENTER = """
root=$1
shift
ip link set lo up
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
# Not chroot alone: what is run in a container later enters its mounts at their root.
cd "$root"
pivot_root . mnt
exec chroot . sh -euc 'umount -l /mnt; exec "$@"' sh "$@"
"""
# Arguments: a process of the engine, its address and that of elsewhere, an empty folder.
_LAY_ROAD = """
ip link set lo up
ip link add elsewhere type veth peer name road netns "$1"
ip address add "$3/24" dev elsewhere
ip link set elsewhere up
nsenter --net --target "$1" sh -euc '
    ip address add "$1/24" dev road
    ip link set road up
    ip route add default via "$2"
' sh "$2" "$3"
exec python3 -m http.server --bind "$3" --directory "$4" 80
"""
# As the image that it stands in for does it, of what compose.yaml uses.
_POSTGRES = """#!/bin/sh
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    chmod 0700 "$PGDATA"
    initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
    pg_ctl --options="-c listen_addresses=''" --wait start
    createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    pg_ctl --mode=fast --wait stop
fi
exec postgres -c listen_addresses='*'
"""


def missing() -> str | None:
    """Why no engine can be started here, None where one can."""
    lacking = [name for name in ("ip", "nsenter", "unshare") if shutil.which(name) is None]
    if lacking:
        return f"{', '.join(lacking)}: not installed"
    if not Path("/sys/fs/cgroup").is_dir():
        return "there are no control groups"
    return images.missing()


@dataclass(frozen=True, slots=True)
class Engine:
    """A daemon that runs; `folder` is what it has for its root."""

    process: "subprocess.Popen[str]"
    folder: Path

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside the daemon."""
        [daemon] = children(self.process)
        inside = ("--mount", "--pid", "--net", "--ipc", "--uts", "--root")
        return subprocess.run(
            ["nsenter", "--target", str(daemon), *inside, *_ENVIRONMENT, *command],
            capture_output=True,
            text=True,
            timeout=300,
        )

    def docker(self, *arguments: str) -> str:
        """What a command of docker prints. Raises `RuntimeError` with what it says against it."""
        done = self.run("docker", *arguments)
        if done.returncode:
            raise RuntimeError(f"docker {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def compose(self, *arguments: str) -> str:
        """What a command of Docker Compose prints. Raises as `docker`."""
        return self.docker("compose", "--project-directory", PROJECT, *arguments)


@contextmanager
def engine(image: Image, documents: Path) -> Iterator[Engine]:
    """An engine that has the images, and the project as an operator has it."""
    work = image.work
    folder = work / "engine"
    debian(folder, _SUITE, *_ENGINE)
    project = folder / PROJECT.lstrip("/")
    project.mkdir()
    shutil.copy(ROOT / "compose.yaml", project)
    shutil.copytree(documents, project / "documents")
    _make_postgres(work)
    archives = {"scrutineer": "/srv/scrutineer.tar", "postgres:17-bookworm": "/srv/postgres.tar"}
    for name, archive in archives.items():
        saved(work, name, folder / archive.lstrip("/"))
    log = work / "engine.log"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [
                *("unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork"),
                *("--kill-child", "sh", "-euc", _ENTER, "sh", str(folder)),
                *(*_ENVIRONMENT, "dockerd"),
            ],
            stdout=written,
            stderr=subprocess.STDOUT,
            text=True,
        )
        made = Engine(process, folder)
        try:
            _wait(made, log)
            for archive in archives.values():
                made.docker("load", "--quiet", "--input", archive)
            yield made
        finally:
            process.kill()
            process.wait()


def _wait(made: Engine, log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _START_SECONDS:
        if made.process.poll() is not None:
            break
        if children(made.process) and made.run("docker", "version").returncode == 0:
            return
        time.sleep(0.2)
    raise RuntimeError(f"the engine did not start: {log.read_text('utf-8')[-2000:]}")


def _make_postgres(work: Path) -> None:
    """Make what stands in for PostgreSQL's own image."""
    folder = work / "postgres"
    debian(folder, _SUITE, "postgresql-17")
    start = folder / "usr/local/bin/start"
    start.write_text(_POSTGRES)
    start.chmod(0o755)
    own = ("install", "--directory", "--owner=postgres", "--group=postgres", "--mode=1777", _DATA)
    subprocess.run(["chroot", str(folder), *own], check=True)
    committed(
        work,
        folder,
        "docker.io/library/postgres:17-bookworm",
        *("--entrypoint", '["start"]', "--volume", _DATA, "--stop-signal", "SIGINT"),
        *("--env", f"PGDATA={_DATA}", "--env", "LANG=C.UTF-8"),
        *("--env", "PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin"),
    )


@contextmanager
def elsewhere(made: Engine, empty: Path) -> Iterator[Sequence[str]]:
    """A machine elsewhere with a road to the engine's own, on which pages are served.

    Gives the words before a command that is run there.
    """
    [daemon] = children(made.process)
    process = subprocess.Popen(
        [
            *("unshare", "--net", "sh", "-euc", _LAY_ROAD, "sh", str(daemon), HERE, ELSEWHERE),
            str(empty),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    there = ("nsenter", "--net", "--target", str(process.pid))
    way = reaches(ELSEWHERE, 80)
    try:
        deadline = time.monotonic() + _START_SECONDS
        # Before it has a network of its own, it would be this machine's that is tried.
        while _network(process.pid) == _network(os.getpid()) or _fails(*there, *way):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("there is no road to elsewhere")
            time.sleep(0.1)
        yield there
    finally:
        process.kill()
        process.wait()


def _network(process: int) -> str:
    return os.readlink(f"/proc/{process}/ns/net")


def _fails(*command: str) -> bool:
    return subprocess.run(command).returncode != 0


def reaches(address: str, port: int) -> Sequence[str]:
    """A command that ends well where an address answers; it wants no more than a shell."""
    return ["timeout", "5", "bash", "-c", f"exec 2>/dev/null; : </dev/tcp/{address}/{port}"]
