"""Building the image without an engine, and running it as one would: read-only, without root.

`buildah` builds in a chroot, on a base of Debian's own that `debootstrap` makes and that goes by
the name the Dockerfile asks for. What it gives is run in namespaces of its own, without a network,
or saved for an engine (`tests/packaging/engines.py`).
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

# Read before settings of whoever runs the tests are taken away.
ASKED = os.environ.get("SCRUTINEER_TEST_IMAGE") == "1"
UNASKED = "it builds an image for minutes: SCRUTINEER_TEST_IMAGE=1"
ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "Dockerfile"
USER = 10001
HOME = "/var/lib/scrutineer"
DOCUMENTS = "/documents"
_PROGRAMS = ("buildah", "debootstrap", "unshare", "nsenter")
# Debian's Python is where the image of that name has its own.
_PACKAGES = ("ca-certificates", "python3", "python3-venv")
_MANUALS = ("doc", "info", "locale", "man")
_LEFT_OUT = ("var/cache/apt", "var/lib/apt/lists", *(f"usr/share/{n}" for n in _MANUALS))
_TRUSTED = "etc/ssl/certs/ca-certificates.crt"

# A page, or what comes of a form. A proxy that this machine has is none of the image's.
_FETCH = """
import sys, urllib.request as r
page = r.build_opener(r.ProxyHandler({}), r.HTTPCookieProcessor())
print(page.open(sys.argv[1], sys.argv[2].encode() or None, timeout=30).read().decode())
"""
# Arguments: the image's files, the home, a folder of documents, the working folder, the command.
_ENTER = f"""
ip link set lo up
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t proc proc "$1/proc"
mount --bind /dev "$1/dev"
mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$1/tmp"
mount --bind "$2" "$1{HOME}"
mount --bind "$3" "$1{DOCUMENTS}"
mount -o remount,bind,ro "$1{DOCUMENTS}"
root=$1 folder=$4
shift 4
exec chroot "$root" setpriv --reuid {USER} --regid {USER} --clear-groups --no-new-privs \\
    --inh-caps=-all --bounding-set=-all env --chdir "$folder" "$@"
"""


def missing() -> str | None:
    """Why no image can be built here, None where it can."""
    lacking = [program for program in _PROGRAMS if shutil.which(program) is None]
    if lacking:
        return f"{', '.join(lacking)}: not installed (apt-get install buildah debootstrap)"
    return None if os.geteuid() == 0 else "debootstrap and buildah's chroot need root"


@dataclass(frozen=True, slots=True)
class Image:
    """A built image: its configuration, its bytes, and its files, which are mounted at `root`.

    `work` is the folder in which it was made, and others are made beside it.
    """

    work: Path
    config: dict[str, Any]
    size: int
    root: Path
    environment: dict[str, str]
    folder: str


@contextmanager
def built(work: Path) -> Iterator[Image]:
    """The image of the Dockerfile; everything that was made for it goes at the end."""
    [name] = {
        line.split()[1]
        for line in DOCKERFILE.read_text("utf-8").splitlines()
        if line.startswith("FROM ") and ":" in line
    }
    _make_base(work / "base", suite=name.rpartition("-")[2])
    try:
        committed(work, work / "base", f"docker.io/library/{name}")
        _buildah(
            work,
            *("build", "--isolation", "chroot", "--format", "docker", "--pull-never"),
            *("--quiet", "--tag", "scrutineer", "."),
        )
        container = _buildah(work, "from", "--pull-never", "localhost/scrutineer")
        inspected = json.loads(_buildah(work, "inspect", "--type", "image", "localhost/scrutineer"))
        config = inspected["Docker"]["config"]
        layers = json.loads(inspected["Manifest"])["layers"]
        yield Image(
            work=work,
            config=config,
            size=sum(layer["size"] for layer in layers),
            root=Path(_buildah(work, "mount", container)),
            environment=dict(each.split("=", 1) for each in config["Env"]),
            folder=config["WorkingDir"],
        )
    finally:
        _buildah(work, "rm", "--all")
        _buildah(work, "rmi", "--all", "--force")


def committed(work: Path, folder: Path, name: str, *options: str) -> None:
    """Make an image of a folder, with options of `buildah config`."""
    container = _buildah(work, "from", "scratch")
    # `buildah copy` would give every file to root.
    files = _buildah(work, "mount", container)
    subprocess.run(["cp", "--archive", f"{folder}/.", files], check=True)
    if options:
        _buildah(work, "config", *options, container)
    _buildah(work, "commit", "--quiet", "--format", "docker", container, name)
    _buildah(work, "rm", container)


def saved(work: Path, name: str, archive: Path) -> None:
    """Write an image into a file that an engine can load, under the same name."""
    tag = name if ":" in name else f"{name}:latest"
    _buildah(work, "push", "--quiet", name, f"docker-archive:{archive}:{tag}")


def debian(folder: Path, suite: str, *packages: str) -> None:
    """Lay a minimal Debian of Debian's own packages into a folder."""
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", suite, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
    )


def _buildah(work: Path, *arguments: str) -> str:
    store = ("--root", str(work / "store"), "--runroot", str(work / "run"))
    done = subprocess.run(
        ["buildah", *store, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def _make_base(folder: Path, suite: str) -> None:
    debian(folder, suite, *_PACKAGES)
    # What the image of that name has not got either.
    for leaving in _LEFT_OUT:
        shutil.rmtree(folder / leaving)
    (folder / "usr/local/bin/python3").symlink_to("/usr/bin/python3")
    # Every engine writes it.
    (folder / "etc/hosts").write_text("127.0.0.1 localhost\n")
    # Whom this machine trusts, and where it has its packages from, hold while it is built.
    shutil.copy(f"/{_TRUSTED}", folder / _TRUSTED)
    (folder / "etc/pip.conf").write_text(f"[global]\ncert = /{_TRUSTED}\n")


def inside(image: Image, home: Path, documents: Path, *command: str) -> Sequence[str]:
    """The command line that runs a command of the image; the home is the user's own."""
    os.chown(home, USER, USER)
    variables = [f"{name}={value}" for name, value in image.environment.items()]
    return [
        *("unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"),
        *("sh", "-euc", _ENTER, "sh", str(image.root), str(home), str(documents), image.folder),
        *("-i", *variables, *command),
    ]


def children(served: "subprocess.Popen[str]") -> list[int]:
    """The processes that a running one has begun: inside it, the first."""
    listed = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text("ascii")
    return [int(number) for number in listed.split()]


def fetched(served: "subprocess.Popen[str]", url: str, **form: str) -> str:
    """A page of what a running one serves, in its own network. Raises `CalledProcessError`."""
    [child] = children(served)
    return subprocess.run(
        [
            *("nsenter", "--net", "--target", str(child)),
            *(sys.executable, "-I", "-c", _FETCH, url, urlencode(form)),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout


def seconds_until(served: "subprocess.Popen[str]", url: str, most: float) -> float:
    """Seconds until a page is there. Raises `TimeoutError`, `RuntimeError` where it has ended."""
    began = time.monotonic()
    while time.monotonic() - began < most:
        if served.poll() is not None:
            raise RuntimeError(f"it ended with {served.returncode}")
        with suppress(subprocess.CalledProcessError, ValueError):
            fetched(served, url)
            return time.monotonic() - began
        time.sleep(0.05)
    raise TimeoutError(f"{url} was not there after {most} s")
