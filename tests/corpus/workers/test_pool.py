import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from corpus.ingested import Ingested
from corpus.sources import SkippedFile
from corpus.workers.pool import ReadResult, read_all
from tests.fakes.reading import read_text


def files(folder: Path, *texts: str) -> list[str]:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        paths.append(str(path))
    return paths


def run(folder: Path, *texts: str, seconds: float = 60.0) -> dict[str, ReadResult]:
    results = list(read_all(read_text, files(folder, *texts), workers=2, seconds=seconds))
    assert len(results) == len(texts)
    return {os.path.basename(result.path): result for result in results}


def test_every_file_is_read_once(tmp_path: Path) -> None:
    results = run(tmp_path, *(f"letter {n}" for n in range(7)))
    for number in range(7):
        outcome = results[f"{number}.txt"].outcome
        assert isinstance(outcome, Ingested)
        assert outcome.source.sha256 == hashlib.sha256(f"letter {number}".encode()).hexdigest()


def test_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    results = run(tmp_path, "DIE", "one", "RAISE", "BAD", "two", "DIE again", "three")
    reasons = {
        name: (result.outcome.reason, result.again)
        for name, result in results.items()
        if isinstance(result.outcome, SkippedFile)
    }
    assert set(reasons) == {"0.txt", "2.txt", "3.txt", "5.txt"}
    assert "ended with 3" in reasons["0.txt"][0]
    assert "RuntimeError: a fault of the reader" in reasons["2.txt"][0]
    assert reasons["3.txt"] == ("It is bad.", False)
    assert reasons["5.txt"][1]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept on Linux alone")
def test_a_file_that_wants_too_much_memory_is_given_up(tmp_path: Path) -> None:
    results = run(tmp_path, "HUNGRY", "one")
    assert results["0.txt"].outcome == SkippedFile(
        str(tmp_path / "0.txt"), "There was not enough memory to read it."
    )
    assert isinstance(results["1.txt"].outcome, Ingested)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept on Linux alone")
def test_memory_that_an_earlier_file_kept_is_no_fault_of_the_next(tmp_path: Path) -> None:
    paths = files(tmp_path, "LEAK", "LARGE", "one")
    results = list(read_all(read_text, paths, workers=1))
    assert [result.path for result in results] == paths
    assert all(isinstance(result.outcome, Ingested) for result in results)


def test_what_an_error_says_is_a_line_that_can_be_shown(tmp_path: Path) -> None:
    outcome = run(tmp_path, "RAISE")["0.txt"].outcome
    assert isinstance(outcome, SkippedFile)
    assert outcome.reason.isprintable()


def test_a_file_that_hangs_is_given_up(tmp_path: Path) -> None:
    results = run(tmp_path, "HANG", "one", "two", seconds=3.0)
    outcome = results["0.txt"].outcome
    assert isinstance(outcome, SkippedFile)
    assert "longer than 3 seconds" in outcome.reason
    assert isinstance(results["2.txt"].outcome, Ingested)


def test_a_long_file_has_its_time_for_each_page(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    (path,) = files(tmp_path, "PAGES")
    results = list(
        read_all(read_text, [path], seconds=3.0, headway=lambda *headway: told.append(headway))
    )
    assert isinstance(results[0].outcome, Ingested)
    assert told == [(path, page, 4) for page in range(1, 5)]


@pytest.mark.parametrize(("workers", "share"), [(1, 4), (2, 2), (3, 1)])
def test_workers_share_the_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, share: int
) -> None:
    monkeypatch.setattr("corpus.workers.pool.processors", lambda: 4)
    paths = files(tmp_path, "SHARE 1", "SHARE 2", "SHARE 3")
    outcomes = [result.outcome for result in read_all(read_text, paths, workers)]
    assert {o.reason for o in outcomes if isinstance(o, SkippedFile)} == {str(share)}


ENDED = """
import sys
from corpus.workers.pool import read_all
from tests.fakes.reading import read_text
list(read_all(read_text, sys.argv[1:]))
"""


def runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ENDED, *files(tmp_path, "HANG", "HANG too")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    workers: list[psutil.Process] = []
    try:
        while len(workers) < 2:
            workers = psutil.Process(parent.pid).children()
    finally:
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 120
    while any(map(runs, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_no_files_no_workers() -> None:
    assert list(read_all(read_text, [])) == []


def test_a_folder_of_our_name_where_the_user_stands_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "__init__.py").write_text("raise SystemExit('wrong corpus')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(run(tmp_path, "one")["0.txt"].outcome, Ingested)
