from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import open_app
from bot.settings import of_home
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from tests.bot.running import Scrutineer


@pytest.fixture
def site(sample: Scrutineer, tmp_path: Path) -> Iterator[Site]:
    """The pages over the indexed sample corpus, with a state of their own."""
    with (
        closing(open_app(of_home(sample.home))) as app,
        open_state(tmp_path / "state.sqlite") as state,
    ):
        yield Site(app, state)


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    """A browser of somebody at the machine that serves."""
    with TestClient(application(site), base_url="http://127.0.0.1:8000") as client:
        yield client
