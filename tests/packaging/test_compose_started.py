"""`compose.yaml` is started with Docker Compose, and holds what it declares.

It takes some minutes and the package registries, so it runs when asked to:
`SCRUTINEER_TEST_IMAGE=1 pytest tests/packaging/test_compose_started.py -s`. PostgreSQL's image is a
stand-in (`engines.py`), and so what that image does by itself is not tried here.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.sample import DOCUMENTS
from tests.packaging.engines import (
    ELSEWHERE,
    HERE,
    Engine,
    elsewhere,
    engine,
    missing,
    reaches,
)
from tests.packaging.images import ASKED, ROOT, UNASKED, Image, fetched

QUESTION = "What must Aldermere improve now?"
ANSWERED = "what must improve (3 items)"
PAGES = "http://127.0.0.1:8000"
DECLARED = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
STAYING = ("app", "chroma", "postgres")
PASSWORD = "/var/lib/secrets/postgres_password"
MOST_SECONDS = 180.0
# Which folders a service may write to, beside what every container has in memory.
WRITTEN = {
    "app": {"/tmp", "/var/lib/scrutineer"},
    "chroma": {"/tmp", "/var/lib/chroma"},
    "postgres": {"/tmp", "/run/postgresql", "/var/lib/postgresql/data"},
}

pytestmark = [
    pytest.mark.skipif(not ASKED, reason=UNASKED),
    pytest.mark.skipif(ASKED and missing() is not None, reason=str(missing())),
]


@pytest.fixture(scope="module")
def started(image: Image) -> Iterator[Engine]:
    """All that is declared, begun as the documents say, with the sample indexed."""
    with engine(image, DOCUMENTS) as made:
        try:
            begun(made)
            told = said(made, "app", "scrutineer index /documents")
            assert "read by OCR" in told
            yield made
        finally:
            made.compose("down", "--volumes")


def begun(made: Engine) -> None:
    began = time.monotonic()
    made.compose("up", "--no-build", "--pull", "never", "--detach")
    until_well(made)
    print(f"\nall services are well after {time.monotonic() - began:.0f} s")


def until_well(made: Engine) -> None:
    began = time.monotonic()
    while any(state(made, name)["Health"]["Status"] != "healthy" for name in STAYING):
        assert time.monotonic() - began < MOST_SECONDS, made.compose("logs", "--tail", "50")
        time.sleep(0.5)


def container(made: Engine, service: str) -> dict[str, Any]:
    [name] = made.compose("ps", "--all", "--quiet", service).split()
    [found] = json.loads(made.docker("inspect", name))
    return dict(found)


def state(made: Engine, service: str) -> dict[str, Any]:
    return dict(container(made, service)["State"])


def said(made: Engine, service: str, command: str) -> str:
    return made.compose("exec", "--no-TTY", service, "bash", "-c", command)


def remembered(made: Engine) -> int:
    counted = "select count(*) from turns"
    query = f"psql --username=scrutineer --tuples-only --command='{counted}' scrutineer"
    return int(said(made, "postgres", query))


def answer(made: Engine) -> str:
    return fetched(made.process, f"{PAGES}/ask", question=QUESTION)


def test_it_indexed_and_answers(started: Engine) -> None:
    before = remembered(started)
    assert ANSWERED in answer(started)
    assert remembered(started) == before + 1
    assert "chroma" in said(started, "app", "scrutineer doctor").lower()


def test_the_password_is_made_and_shown_to_nobody(started: Engine) -> None:
    made = state(started, "secrets")
    assert (made["Status"], made["ExitCode"]) == ("exited", 0)
    password = said(started, "postgres", f"cat {PASSWORD}")
    assert len(password) >= 32
    shown = [started.compose("logs"), started.compose("config")]
    shown += [json.dumps(container(started, name)) for name in (*STAYING, "secrets")]
    assert not [text for text in shown if password in text]


@pytest.mark.parametrize("service", STAYING)
def test_each_service_is_closed(started: Engine, service: str) -> None:
    status = dict(
        line.split(":\t", 1) for line in said(started, service, "cat /proc/1/status").splitlines()
    )
    assert [int(status[name], 16) for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")] == [0] * 4
    assert status["NoNewPrivs"].strip() == "1"
    assert status["Seccomp"].strip() == "2"
    assert "0" not in status["Uid"].split()
    inside_memory = "-path /proc -prune -o -path /sys -prune -o -path /dev -prune"
    looked = f"find / {inside_memory} -o -writable -not -type l -prune -print 2>/dev/null || true"
    assert set(said(started, service, looked).split()) == WRITTEN[service]


def test_only_the_pages_have_a_way_out_and_none_a_way_in(started: Engine, tmp_path: Path) -> None:
    def reached(service: str, address: str, port: int) -> bool:
        try:
            started.compose("exec", "--no-TTY", service, *reaches(address, port))
        except RuntimeError:
            return False
        return True

    with elsewhere(started, tmp_path) as there:
        assert {name for name in STAYING if reached(name, ELSEWHERE, 80)} == {"app"}
        assert {name for name in STAYING if reached(name, "chroma", 8000)} == set(STAYING)
        assert subprocess.run([*there, *reaches(HERE, 8000)]).returncode


@pytest.mark.parametrize("service", STAYING)
def test_what_is_killed_comes_back(started: Engine, service: str) -> None:
    before = state(started, service)
    assert started.run("sh", "-c", f"kill -9 {before['Pid']}").returncode == 0
    began = time.monotonic()
    while state(started, service)["StartedAt"] == before["StartedAt"]:
        assert time.monotonic() - began < MOST_SECONDS
        time.sleep(0.1)
    until_well(started)
    print(f"\n{service}: killed, and well after {time.monotonic() - began:.0f} s")
    assert ANSWERED in answer(started)


def test_all_is_there_after_down_and_up(started: Engine) -> None:
    assert ANSWERED in answer(started)
    held = remembered(started), said(started, "postgres", f"cat {PASSWORD}")
    started.compose("stop")
    assert {name: state(started, name)["ExitCode"] for name in STAYING} == dict.fromkeys(STAYING, 0)
    started.compose("down")
    # None without a name, which each start would leave behind.
    volumes = set(started.docker("volume", "ls", "--quiet").split())
    assert volumes == {f"scrutineer_{name}" for name in DECLARED["volumes"]}
    begun(started)
    assert (remembered(started), said(started, "postgres", f"cat {PASSWORD}")) == held
    assert ANSWERED in answer(started)
