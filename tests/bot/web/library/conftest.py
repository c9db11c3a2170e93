import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web.site import Site
from tests.bot.running import Scrutineer
from tests.bot.web.library.visiting import OWNER, a_client, site_of


@pytest.fixture
def own(sample: Scrutineer, tmp_path: Path) -> Iterator[Site]:
    """The sample corpus in an index of the test's own, which it may change."""
    home = Path(shutil.copytree(sample.home, tmp_path / "home"))
    with site_of(Settings(home=home, upload_limit=1)) as site:
        yield site


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Site]:
    """Pages of a home in which nothing was ever indexed."""
    with site_of(Settings(home=tmp_path / "bare", upload_limit=1)) as site:
        yield site


@pytest.fixture
def owner(own: Site) -> Iterator[TestClient]:
    """A browser of somebody who may change the test's own index."""
    with a_client(own, OWNER) as client:
        yield client
