"""What an index run leaves behind when it is killed, watched, doubled, or out of room."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import Catalogue, CatalogueBusyError
from retrieval.index.building import build
from retrieval.index.lexical import LexicalIndex
from retrieval.index.reports import DocumentCounts, Progress
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import read_text

POINTS = 14

Visible = tuple[list[str], int, int]


def indexing(home: Path, folder: Path, *more: int) -> "subprocess.CompletedProcess[str]":
    arguments = [str(home), str(folder), *map(str, more)]
    return subprocess.run(
        [sys.executable, "-m", "tests.retrieval.index.indexing", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def write(folder: Path, name: str, number: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(f"{name} round {number}\nMerton finding of {name}.\n")


def visible(home: Path) -> Visible:
    with Catalogue(home) as catalogue:
        generation = catalogue.generation()
        if generation is None:
            return [], 0, 0
        lexical = LexicalIndex(home / "lexical" / generation.lexical)
        documents = catalogue.documents()
        passages = catalogue.passages_of([document.id for document in documents])
        assert len(passages) == generation.passages
        return [document.title for document in documents], len(passages), lexical.passages


def finish(home: Path, folder: Path) -> DocumentCounts:
    return build(home, [folder], read_text, WordEmbedder(), "1", workers=1).documents


def test_killed_at_any_step_the_last_generation_answers(tmp_path: Path) -> None:
    folder, home = tmp_path / "reports", tmp_path / "home"
    for name in "abcdef":
        write(folder, name, 1)
    finish(home, folder)
    before = visible(home)
    for name in "abg":
        write(folder, name, 2)
    (folder / "c.txt").unlink()
    whole = tmp_path / "whole"
    shutil.copytree(home, whole)
    steps = int(indexing(whole, folder).stdout)
    after = visible(whole)
    assert before[0] != after[0]
    outcomes = set()
    for point in range(1, POINTS + 1):
        broken = tmp_path / f"home-{point}"
        shutil.copytree(home, broken)
        ended = indexing(broken, folder, steps * point // (POINTS + 1))
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        left = visible(broken)
        assert left in (before, after)
        outcomes.add(left == after)
        finish(broken, folder)
        assert visible(broken) == after
        with Catalogue(broken) as catalogue:
            generation = catalogue.generation()
            assert generation is not None
            assert generation.dense == ("words-1",)
            hashes = [content_hash for _, content_hash in catalogue.passage_ids_of(None)]
            assert len(catalogue.vectors("words-1", hashes)) == after[1]
        assert finish(broken, folder) == DocumentCounts(unchanged=len(after[0]))
    assert outcomes == {True, False}


def test_a_first_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for name in "abc":
        write(folder, name, 1)
    steps = int(indexing(tmp_path / "whole", folder).stdout)
    for point in (1, steps // 3, steps // 2, steps * 9 // 10):
        home = tmp_path / f"home-{point}"
        assert indexing(home, folder, point).returncode == -signal.SIGKILL
        assert visible(home) in (([], 0, 0), visible(tmp_path / "whole"))
        finish(home, folder)
        assert visible(home) == visible(tmp_path / "whole")


def test_a_reader_never_sees_half_an_index(tmp_path: Path) -> None:
    folder, home = tmp_path / "reports", tmp_path / "home"
    for name in "abcd":
        write(folder, name, 0)
    finish(home, folder)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.retrieval.index.reading_along", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        for number in range(1, 9):
            for name in "abcd":
                write(folder, name, number)
            assert finish(home, folder) == DocumentCounts(updated=4)
        out, _ = reader.communicate("end\n", timeout=60)
    assert reader.returncode == 0
    looks, generations = map(int, out.split())
    assert looks > generations > 1


def test_a_second_run_is_told_of_the_first(tmp_path: Path) -> None:
    write(tmp_path / "reports", "a", 1)
    refused: list[str] = []

    def again(_: Progress) -> None:
        with pytest.raises(CatalogueBusyError) as told:
            finish(tmp_path / "home", tmp_path / "reports")
        refused.append(str(told.value))

    build(tmp_path / "home", [tmp_path / "reports"], read_text, WordEmbedder(), "1", again)
    assert refused
    assert all("Another index run is under way (pid" in sentence for sentence in refused)


@pytest.mark.parametrize("file_bytes", [30_000, 150_000, 250_000])
def test_a_full_disk_is_named_and_the_next_run_finishes(tmp_path: Path, file_bytes: int) -> None:
    folder, home = tmp_path / "reports", tmp_path / "home"
    folder.mkdir()
    for number in range(40):
        lines = [f"letter {number}", *(f"Finding {n} of {number} " * 20 for n in range(20))]
        (folder / f"{number:02}.txt").write_text("\n".join(lines))
    ended = indexing(home, folder, 0, file_bytes)
    assert ended.returncode == 1
    assert "room" in ended.stderr.splitlines()[-1], ended.stderr
    finish(home, folder)
    assert visible(home)[1:] == (840, 840)
