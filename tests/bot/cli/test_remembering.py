from contextlib import closing
from pathlib import Path

from bot.settings import Settings
from bot.state.opening import open_state
from tests.bot.running import Scrutineer

LETTER = "Thornbeck Council\n\nMinutes of the panel held on 4 May 2021\n\nVisits are made on time."


def test_an_index_run_is_told_on_the_pages(tmp_path: Path) -> None:
    scrutineer = Scrutineer(tmp_path / "home")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text(LETTER)
    assert scrutineer.run("index", str(tmp_path / "letters")).exit_code == 0
    place = Settings(home=scrutineer.home).state_place
    with closing(open_state(place)) as state:
        (run,) = state.runs.recent(10)
    assert run.state == "done"
    assert run.paths == (str(tmp_path / "letters"),)
    assert run.report is not None
    assert run.report["documents"]["added"] == 1


def test_a_database_that_is_away_does_not_keep_anything_from_being_indexed(
    tmp_path: Path,
) -> None:
    scrutineer = Scrutineer(tmp_path / "home")
    scrutineer.home.mkdir()
    (scrutineer.home / "state.sqlite").mkdir()
    (tmp_path / "a.txt").write_text(LETTER)
    assert scrutineer.run("index", str(tmp_path / "a.txt")).exit_code == 0
    assert "Thornbeck" in scrutineer.run("documents").stdout
