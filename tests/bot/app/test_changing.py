"""What changed in an index since a day, and each time that it changed."""

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_app
from bot.settings import of_home
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.writer import writing
from corpus.sample import DOCUMENTS
from tests.bot.running import Scrutineer

OLD = "aldermere-inspection-2019.pdf"
NEW = "aldermere-inspection-2024.pdf"
OTHER = "thornbeck-inspection-2022.pdf"
LONG_AGO = "2011-01-01"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in (OLD, OTHER):
        shutil.copy(DOCUMENTS / name, folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, papers: Path) -> Scrutineer:
    """An index that was begun a week ago, with an older inspection and another authority's."""
    made = Scrutineer(tmp_path / "home")
    assert made.run("index", str(papers)).exit_code == 0
    made.put_back(timedelta(days=7))
    return made


def told(home: Scrutineer, *options: str) -> list[Mapping[str, Any]]:
    result = home.run("changes", "--since", LONG_AGO, "--json", *options)
    assert result.exit_code == 0, result.output
    found: list[Mapping[str, Any]] = json.loads(result.stdout)
    return found


def titles(documents: Sequence[Mapping[str, Any]]) -> list[str]:
    return [document["date"] for document in documents]


def test_what_an_index_began_with_is_no_change(home: Scrutineer) -> None:
    assert told(home) == []
    assert (
        "Nothing has changed since 1 January 2011."
        in home.run("changes", "--since", LONG_AGO).output
    )


def test_a_new_inspection_is_told_with_what_it_changes(home: Scrutineer, papers: Path) -> None:
    shutil.copy(DOCUMENTS / NEW, papers)
    assert home.run("index", str(papers)).exit_code == 0
    [change] = told(home)
    assert change["authority"] == "Aldermere"
    assert titles(change["came"]) == ["2024-05-24"]
    assert titles(change["replaced"]) == ["2019-11-22"]
    overall = next(g for g in change["grades"] if g["area"] == "overall_effectiveness")
    assert overall["after"]["grade"] == "good"
    assert len(change["recommendations"]["new"]) == 3
    assert len(change["recommendations"]["dropped"]) == 5
    text = home.run("changes", "--since", LONG_AGO).output
    assert "Replaced" in text
    assert "Must improve now, and was not asked for before" in text
    assert told(home, "--authority", "Thornbeck") == []


def test_what_is_taken_away_is_named_and_what_is_removed_by_hand_is_not(
    home: Scrutineer, papers: Path
) -> None:
    (papers / OLD).unlink()
    assert home.run("index", str(papers)).exit_code == 0
    [change] = told(home)
    assert titles(change["went"]) == ["2019-11-22"]
    shutil.copy(DOCUMENTS / NEW, papers)
    assert home.run("index", str(papers)).exit_code == 0
    every = json.loads(home.run("documents", "--json").stdout)
    [other] = [document["id"] for document in every if document["authority"] == "Thornbeck"]
    assert home.run("documents", "remove", other).exit_code == 0
    assert {change["authority"] for change in told(home)} == {"Aldermere"}


def test_each_time_that_something_came_is_a_turn(home: Scrutineer, papers: Path) -> None:
    shutil.copy(DOCUMENTS / NEW, papers)
    assert home.run("index", str(papers)).exit_code == 0
    home.put_back(timedelta(days=1))
    (papers / OTHER).unlink()
    assert home.run("index", str(papers)).exit_code == 0
    with closing(open_app(of_home(home.home))) as app:
        last, first = app.turns(datetime(2011, 1, 1, tzinfo=UTC))
        assert [change.authority for change in first.changes] == ["Aldermere"]
        assert [change.authority for change in last.changes] == ["Thornbeck"]
        assert first.at < last.at
        assert app.turns(first.at) == [last]


def test_a_catalogue_from_before_there_was_a_history_begins_with_what_it_has(
    home: Scrutineer, papers: Path
) -> None:
    with writing(home.home) as writer, writer.catalogue.store.transaction() as run:
        run.execute("DELETE FROM history")
    shutil.copy(DOCUMENTS / NEW, papers)
    assert home.run("index", str(papers)).exit_code == 0
    with Catalogue(home.home) as catalogue:
        stays = catalogue.history()
        assert {stay.document_id for stay in stays} == {d.id for d in catalogue.documents()}
    [last] = [stay for stay in stays if stay.path.endswith(NEW)]
    assert all(stay.came <= last.came for stay in stays)
