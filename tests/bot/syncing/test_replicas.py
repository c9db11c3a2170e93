"""Of replicas that share a database one syncs at a time, and what one fetched no other does."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.app import App, open_app
from bot.settings import Settings
from bot.state.opening import State, open_state
from bot.syncing import Syncer
from bot.syncing.alone import SyncBusyError
from bot.syncing.sites import ofsted_reports
from bot.syncing.timer import Timer
from tests import postgres
from tests.bot.syncing.test_syncer import FIRST, SECOND
from tests.fakes.embedding import WordEmbedder
from tests.sites.clocks import SetClock
from tests.sites.reports import Provider, put_up
from tests.sites.serving import Given, Play, served

PATIENCE = 120.0
PROVIDER = Provider(80001, "Aldermere", (SECOND, FIRST))


@pytest.fixture
def play() -> Iterator[Play]:
    """The reports site."""
    made = Play()
    put_up(made, [PROVIDER])
    with served(made):
        yield made


@pytest.fixture
def settings(postgres_server: str, tmp_path: Path, play: Play) -> Iterator[Settings]:
    """What replicas on one folder and one database are started with."""
    with postgres.database(postgres_server) as url:
        yield Settings.model_validate(
            {
                "home": tmp_path,
                "state_url": url,
                "ofsted_url": play.address,
                "sources_loopback": True,
                "sources_pause": 1,
            }
        )


@contextmanager
def replica(settings: Settings) -> Iterator[tuple[App, State]]:
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.state_place) as state,
    ):
        yield app, state


def fetched(play: Play) -> list[int]:
    return [play.fetched(report.address) for report in PROVIDER.reports]


def test_who_comes_while_another_syncs_fetches_nothing(settings: Settings, play: Play) -> None:
    asked, go_on = Event(), Event()
    page = play.pages[PROVIDER.address]
    assert isinstance(page, Given)

    def held(_: str) -> Given:
        asked.set()
        go_on.wait(PATIENCE)
        return page

    play.pages[PROVIDER.address] = held
    with replica(settings) as (app, state), replica(settings) as (other_app, other_state):
        one, other = Syncer(app, state, SetClock()), Syncer(other_app, other_state, SetClock())
        one.add(ofsted_reports("80001", settings))
        first = Thread(target=one.sync, args=("first",))
        first.start()
        try:
            assert asked.wait(PATIENCE)
            with pytest.raises(SyncBusyError):
                other.sync("second", due=True)
        finally:
            go_on.set()
            first.join(PATIENCE)
        assert not first.is_alive()
        assert other.sync("second", due=True).looks == ()
        assert fetched(play) == [1, 1]
        assert len(app.documents()) == 2


def test_of_timers_that_begin_at_once_one_fetches(settings: Settings, play: Play) -> None:
    with replica(settings) as (app, state), replica(settings) as (other_app, other_state):
        Syncer(app, state).add(ofsted_reports("80001", settings))
        timers = [Timer(app, state, 0.05), Timer(other_app, other_state, 0.05)]
        for timer in timers:
            timer.start()
        try:
            assert _is_over(state)
        finally:
            for timer in timers:
                timer.stop()
        assert fetched(play) == [1, 1]
        assert sum(each.address == PROVIDER.address for each in play.asked) == 1
        assert {held.document.dates.published for held in other_app.documents()} == {
            report.published for report in PROVIDER.reports
        }


def _is_over(state: State) -> bool:
    """Whether a sync comes to its end, in good time."""
    for _ in range(round(PATIENCE / 0.1)):
        if any(sync.ended_at is not None for sync in state.syncs.recent(1)):
            return True
        Event().wait(0.1)
    return False
