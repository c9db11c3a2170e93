"""A program that follows played sites, with a clock that is set."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, open_app
from bot.settings import Settings
from bot.state.opening import State, open_state
from bot.syncing import Syncer
from sources.ports import Clock
from tests.fakes.embedding import WordEmbedder

PAUSE = 2.0
"""Seconds between two requests, by the clock that is set."""


@dataclass(frozen=True, slots=True)
class Following:
    """The program, what it remembers, and its syncs."""

    app: App
    state: State
    syncer: Syncer


def settings_for(home: Path, address: str, pause: float = PAUSE) -> Settings:
    """The settings of a program that follows the site at `address`."""
    return Settings(home=home, ofsted_url=address, sources_loopback=True, sources_pause=pause)


@contextmanager
def following(settings: Settings, clock: Clock | None = None) -> Iterator[Following]:
    """Open a program whose vectors cost nothing."""
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.state_place) as state,
    ):
        yield Following(app, state, Syncer(app, state, clock))
