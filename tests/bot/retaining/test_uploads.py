"""Uploaded files go when their period is over, where one is set, and nothing else does."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.audit.log import audit_of
from bot.faults import NothingIndexedError
from bot.retaining.daily import Daily
from bot.retaining.uploads import due, purge
from bot.settings import Settings
from bot.state.opening import State, open_state
from tests.fakes.embedding import WordEmbedder

NOW = datetime.now(UTC)
ABOUT = "Aldermere Children's Services. Minutes of the panel, {day} March 2024.\n\n"
WORDS = "The panel heard that visits to children in {place} were on time."


def letter(file: Path, days: float, place: str) -> Path:
    """A file that was uploaded so many days ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(ABOUT.format(day=len(place)) + WORDS.format(place=place) + "\n")
    age(file, days)
    return file


def age(file: Path, days: float) -> None:
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(file, (moment, moment))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[App, State]]:
    settings = Settings(home=tmp_path / "home", keep_uploads=30)
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.state_place) as state,
    ):
        yield app, state


def names(app: App) -> set[str]:
    return {Path(held.document.path).name for held in app.documents()}


def test_an_old_upload_is_erased_and_a_newer_one_stays(own: tuple[App, State]) -> None:
    app, state = own
    folder = app.settings.uploads_folder
    old = letter(folder / "old.txt", 31, "Thornbeck")
    old.with_name("old.txt.meta.toml").write_text('authority = "Thornbeck"\n')
    letter(folder / "new.txt", 29, "Aldermere")
    (folder / ".arriving-1").write_text("half of a file")
    age(folder / ".arriving-1", 31)
    app.index([folder])
    assert due(app.settings, NOW) == [old]
    assert purge(app, state, "cli:ada", NOW) == 1
    assert names(app) == {"new.txt"}
    assert sorted(file.name for file in folder.iterdir()) == [".arriving-1", "new.txt"]
    *_, last = audit_of(state, app.settings).written()
    assert last.said is not None
    assert (last.said["who"], last.said["action"]) == ("cli:ada", "erase")
    assert purge(app, state, "cli:ada", NOW) == 0
    # Who uploads it again has it read again.
    letter(folder / "old.txt", 0, "Thornbeck")
    app.index([folder])
    assert names(app) == {"old.txt", "new.txt"}


def test_what_lies_in_a_folder_of_the_owners_too_stays_in_the_index(
    own: tuple[App, State], tmp_path: Path
) -> None:
    app, state = own
    uploaded = letter(app.settings.uploads_folder / "a.txt", 31, "Thornbeck")
    theirs = letter(tmp_path / "papers" / "b.txt", 31, "Thornbeck")
    app.index([app.settings.uploads_folder, theirs.parent])
    assert purge(app, state, "cli:ada", NOW) == 1
    assert not uploaded.exists()
    assert [held.document.path for held in app.documents()] == [str(theirs)]


def test_a_file_that_could_not_be_read_goes_as_well(own: tuple[App, State]) -> None:
    app, state = own
    folder = app.settings.uploads_folder
    letter(folder / "kept.txt", 1, "Aldermere")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 no more than that")
    age(folder / "broken.pdf", 31)
    app.index([folder])
    assert app.failures() == [str(folder / "broken.pdf")]
    assert purge(app, state, "cli:ada", NOW) == 1
    assert app.failures() == []
    assert names(app) == {"kept.txt"}


def test_nothing_goes_where_no_period_is_set(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    letter(settings.uploads_folder / "old.txt", 9_999, "Thornbeck")
    assert due(settings, NOW) == []
    assert due(settings.model_copy(update={"keep_uploads": 1})) != []


def test_the_daily_purge_deletes_what_it_is_given_to_delete(own: tuple[App, State]) -> None:
    app, state = own
    file = letter(app.settings.uploads_folder / "old.txt", 31, "Thornbeck")
    app.index([file])

    def others(now: datetime) -> dict[str, int]:
        return {"uploads": purge(app, state, "program", now)}

    assert Daily(state, app.settings, others).look(NOW)
    assert not file.exists()
    with pytest.raises(NothingIndexedError):
        app.documents()
    # Nothing is in the index, and there is a file that was never read.
    letter(file, 31, "Thornbeck")
    assert purge(app, state, "program", NOW) == 1
    assert not file.exists()
