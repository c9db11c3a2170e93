from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.embedding.embedders import embedder_named
from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import Desk, Mode, at_work, emulated
from tests.slack_emulator.emulator import SlackEmulator


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return embedder_named("default")


@pytest.fixture
def emulator() -> Iterator[SlackEmulator]:
    with emulated() as slack:
        yield slack


@pytest.fixture(params=["sockets", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def desk(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, mode: Mode, embedder: Embedder
) -> Iterator[Desk]:
    """The bot on the sample corpus, by Socket Mode and by HTTP."""
    with at_work(emulator, sample.home, tmp_path / "state.sqlite", mode, embedder) as desk:
        yield desk
