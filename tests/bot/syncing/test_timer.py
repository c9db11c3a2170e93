from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from threading import Event

from bot.app import App, open_app
from bot.faults import NothingIndexedError
from bot.settings import Settings
from bot.state.opening import open_state
from bot.syncing import Syncer
from bot.syncing.sites import folder_to_watch
from bot.syncing.timer import Timer
from tests.fakes.embedding import WordEmbedder
from tests.sites.reporting import report_pdf


def _indexed(app: App, folder: Path) -> bool:
    """Whether what is in a folder comes to be in the index, in good time."""
    wanted = {str(path) for path in folder.iterdir()}
    for _ in range(1_200):
        # Until there is something in it, it cannot be opened.
        with suppress(NothingIndexedError):
            if {held.document.path for held in app.documents()} == wanted:
                return True
        Event().wait(0.1)
    return False


def test_what_is_put_into_a_watched_folder_comes_to_be_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    settings = Settings(home=tmp_path / "home")
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.state_place) as state,
    ):
        Syncer(app, state).add(folder_to_watch(folder))
        (folder / "one.pdf").write_bytes(report_pdf("Aldermere", date(2024, 3, 15), ["A pace."]))
        timer = Timer(app, state, every=0.2)
        timer.start()
        try:
            assert _indexed(app, folder)
            second = report_pdf("Thornbeck", date(2023, 3, 15), ["Another pace."])
            (folder / "two.pdf").write_bytes(second)
            assert _indexed(app, folder)
        finally:
            timer.stop()


def test_with_no_hours_between_looks_there_are_none(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", sync_every=0)
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.state_place) as state,
    ):
        folder = tmp_path / "own"
        folder.mkdir()
        Syncer(app, state).add(folder_to_watch(folder))
        timer = Timer(app, state, every=0.01)
        timer.start()
        Event().wait(0.3)
        timer.stop()
        assert state.syncs.recent(1) == []
