import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.app import App, Indexed
from bot.faults import MendableError
from bot.state.errors import StateError
from bot.state.runs import Runs
from bot.web.library import indexer as module
from bot.web.library.indexer import Indexer
from bot.web.site import Site
from corpus.catalogue.writer import writing
from retrieval.index.reports import Progress
from tests.bot.web.library.visiting import ended

LETTER = "Thornbeck Council\n\nMinutes of the panel held on 4 May 2021\n\nVisits are made on time."


@pytest.fixture
def indexer(bare: Site) -> Indexer:
    return Indexer(bare.app, bare.state.runs)


def _file(folder: Path, name: str, more: str = "") -> str:
    (folder / name).write_text(LETTER + more)
    return str(folder / name)


def test_runs_are_done_in_turn(bare: Site, indexer: Indexer, tmp_path: Path) -> None:
    paths = [_file(tmp_path, f"{n}.txt", f" {n} of them.") for n in range(3)]
    runs = [ended(bare, n) for n in [indexer.start("web:Ann", [path]) for path in paths]]
    assert [run.state for run in runs] == ["done"] * 3
    assert all(run.report and run.report["documents"]["added"] == 1 for run in runs)
    assert [run.paths for run in runs] == [(path,) for path in paths]
    assert sorted(held.document.path for held in bare.app.documents()) == sorted(paths)
    assert indexer.wait(60)
    assert indexer.progress(runs[0].number) is None


def test_a_run_that_fails_says_why_and_the_next_is_done(
    bare: Site, indexer: Indexer, tmp_path: Path
) -> None:
    missing = indexer.start("web:Ann", [str(tmp_path / "gone.txt")])
    other = indexer.start("web:Ann", [_file(tmp_path, "a.txt")])
    failed = ended(bare, missing)
    assert failed.state == "failed"
    assert failed.reason is not None
    assert "does not exist" in failed.reason
    assert ended(bare, other).state == "done"


def test_a_fault_of_ours_ends_the_run_and_is_logged(
    bare: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(App, "index", broken)
    indexer = Indexer(bare.app, bare.state.runs)
    with caplog.at_level(logging.ERROR):
        run = ended(bare, indexer.start("web:Ann", [_file(tmp_path, "a.txt")]))
        assert indexer.wait(60)
    assert run.state == "failed"
    assert run.reason is not None
    assert "should not have" in run.reason
    assert "broken" in caplog.text


def test_a_run_waits_for_one_on_the_command_line(
    bare: Site, indexer: Indexer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.05)
    met = Event()
    index = App.index

    def noticing(self: App, paths: Sequence[Path], told: Callable[[Progress], None]) -> Indexed:
        try:
            return index(self, paths, told)
        except MendableError:
            met.set()
            raise

    monkeypatch.setattr(App, "index", noticing)
    with writing(bare.app.settings.home):
        number = indexer.start("web:Ann", [_file(tmp_path, "a.txt")])
        assert met.wait(60)
        run = bare.state.runs.get(number)
        assert run is not None
        assert run.state == "running"
    assert ended(bare, number).state == "done"


def test_a_run_waits_for_a_database_that_is_away(
    bare: Site, indexer: Indexer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.05)
    index, end = App.index, Runs.end
    failed: list[str] = []

    def away(what: str) -> None:
        if what not in failed:
            failed.append(what)
            raise StateError("The database is away.")

    def indexed(self: App, paths: Sequence[Path], told: Callable[[Progress], None]) -> Indexed:
        away("index")
        return index(self, paths, told)

    def ended_(self: Runs, number: int, report: Mapping[str, Any]) -> None:
        away("end")
        end(self, number, report)

    monkeypatch.setattr(App, "index", indexed)
    monkeypatch.setattr(Runs, "end", ended_)
    number = indexer.start("web:Ann", [_file(tmp_path, "a.txt")])
    assert ended(bare, number).state == "done"
    assert failed == ["index", "end"]
