"""The image is built, and runs as the documents say: read-only, without root, without a network.

It takes some minutes and the package registries, so it runs when asked to:
`SCRUTINEER_TEST_IMAGE=1 pytest tests/packaging/test_image.py -s`. `test_compose_started.py` starts
what it is a part of.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from corpus.sample import DOCUMENTS
from tests.packaging.images import (
    ASKED,
    HOME,
    ROOT,
    UNASKED,
    USER,
    Image,
    children,
    fetched,
    inside,
    missing,
    seconds_until,
)

QUESTION = "What must Aldermere improve now?"
MOST_BYTES = 1_000_000_000
COMPILERS = ("cc", "gcc", "g++", "c++", "clang", "ld", "make", "rustc", "cargo", "go")
LABELS = ("title", "description", "version", "revision", "base.name")

pytestmark = [
    pytest.mark.skipif(not ASKED, reason=UNASKED),
    pytest.mark.skipif(ASKED and missing() is not None, reason=str(missing())),
]


@pytest.fixture(scope="module")
def home(image: Image, work: Path) -> Path:
    """A home in which the image has indexed the sample."""
    folder, documents = work / "home", work / "documents"
    folder.mkdir(mode=0o700)
    shutil.copytree(DOCUMENTS, documents)
    done = run(image, folder, documents, "scrutineer", "index", "/documents")
    assert done.returncode == 0, done.stderr
    assert "read by OCR" in done.stdout
    return folder


def run(
    image: Image, home: Path, documents: Path, *command: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        inside(image, home, documents, *command), capture_output=True, text=True, timeout=300
    )


@contextmanager
def running(image: Image, home: Path, *command: str) -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen(inside(image, home, DOCUMENTS, *command), text=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            for child in children(started):
                os.kill(child, signal.SIGTERM)
            started.wait(60)


def command_of(image: Image) -> list[str]:
    return [*image.config["Entrypoint"], *image.config["Cmd"]]


def test_it_answers_over_http(image: Image, home: Path) -> None:
    with running(image, home, *command_of(image), "--published-on-loopback") as started:
        seconds = seconds_until(started, "http://127.0.0.1:8000/readyz", 60)
        page = fetched(started, "http://localhost:8000/ask", question=QUESTION)
        assert "what must improve (3 items)" in page
        [process] = children(started)
        status = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
        )
        assert status["Uid"].split() == [str(USER)] * 4
        assert (int(status["CapEff"], 16), int(status["CapBnd"], 16)) == (0, 0)
        assert status["NoNewPrivs"].strip() == "1"
        healthy = subprocess.run(
            [
                "nsenter",
                "--all",
                "--target",
                str(process),
                *image.config["Healthcheck"]["Test"][1:],
            ],
            env=image.environment,
        )
        assert healthy.returncode == 0
        print(f"\nready after {seconds:.1f} s; {int(status['VmHWM'].split()[0]) / 1024:.0f} MB")
    assert started.returncode == 0


def test_nothing_but_the_home_and_tmp_can_be_written(image: Image, home: Path) -> None:
    looked = run(image, home, DOCUMENTS, "sh", "-c", "find / -xdev -writable -not -type l")
    assert set(looked.stdout.split()) == {"/tmp", HOME}
    tried = run(image, home, DOCUMENTS, "sh", "-c", "touch /etc/scrutineer/x /opt/x /documents/x")
    assert tried.stderr.count("Read-only file system") == 3
    kept = run(image, home, DOCUMENTS, "sh", "-c", 'touch "$SCRUTINEER_HOME/x" /tmp/x')
    assert kept.returncode == 0, kept.stderr
    (home / "x").unlink()


def test_without_sign_in_it_serves_nobody_else(image: Image, home: Path) -> None:
    refused = run(image, home, DOCUMENTS, *command_of(image))
    assert refused.returncode == 1
    assert "Nothing is served" in refused.stderr


def test_it_is_well_by_its_own_account(image: Image, home: Path) -> None:
    told = run(image, home, DOCUMENTS, "scrutineer", "doctor")
    assert told.returncode == 0, told.stdout
    assert "read by OCR with Tesseract" in told.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("scrutineer", "brief", "--output", "/tmp/brief.pdf"),
        ("scrutineer", "brief", "--output", "/tmp/brief.docx"),
        ("scrutineer", "backup", "/tmp/backup"),
        ("python3", "-c", "import psycopg; psycopg.pq.version()"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_what_brings_its_own_libraries_works(
    image: Image, home: Path, command: tuple[str, ...]
) -> None:
    done = run(image, home, DOCUMENTS, *command)
    assert done.returncode == 0, done.stderr


def test_its_chroma_server_runs_too(image: Image, home: Path) -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    command = [
        each.replace("/var/lib/chroma", f"{HOME}/server")
        for each in compose["services"]["chroma"]["entrypoint"]
    ]
    with running(image, home, *command) as started:
        seconds_until(started, "http://127.0.0.1:8000/api/v2/heartbeat", 60)
    assert (home / "server" / "chroma.sqlite3").exists()


def test_it_holds_what_it_needs_and_no_more(image: Image) -> None:
    assert image.size <= MOST_BYTES
    folders = [
        image.root / name for name in ("bin", "usr/bin", "usr/local/bin", "opt/scrutineer/bin")
    ]
    there = {entry.name for folder in folders for entry in folder.iterdir()}
    assert there.isdisjoint(COMPILERS)
    assert "pip" not in {entry.name for entry in (image.root / "opt/scrutineer/bin").iterdir()}
    for left in ("build", "root/.cache", "var/lib/apt/lists/lock", "var/cache/apt/archives"):
        assert not (image.root / left).exists(), left
    site = image.root / "opt/scrutineer/lib/python3.11/site-packages"
    for folder in ("opt", "home", "root", "tmp"):
        assert not list((image.root / folder).rglob("*.whl")), "a cache of packages"
    assert {"psycopg", "chromadb", "bot"} <= {entry.name for entry in site.iterdir()}
    assert not (site / "tests").exists()


def test_it_says_what_it_is_and_who_runs_it(image: Image) -> None:
    assert image.config["User"] == f"{USER}:{USER}"
    labels = image.config["Labels"]
    assert all(labels[f"org.opencontainers.image.{name}"] for name in LABELS)
    assert not [name for name in image.environment if "SECRET" in name or "KEY" in name]
